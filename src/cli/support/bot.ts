import { join } from "node:path";
import type { Purser } from "../../main.ts";
import { fileDrop } from "../../app/intake/drop.ts";
import { makeHandlers } from "../../app/dispatch.ts";
import { type JobEntry, jobEntries, runEntry } from "../../app/run-job.ts";
import { makeDelivery } from "../../delivery/worker.ts";
import type { ChatPlatform } from "../../ports/chat-platform.ts";
import { type RunningHttp, startHttp } from "../../http/server.ts";
import { localPlatform } from "../../platforms/local/platform.ts";
import { startHeartbeat } from "../../schedule/heartbeat.ts";
import { makeTick } from "../../schedule/tick.ts";
import { systemRandom } from "../../system.ts";
import { tellUndelivered } from "../../app/tell-undelivered.ts";
import { home } from "../../views/home.ts";
import { intakeMessage } from "../../views/intake.ts";
import { undelivered } from "../../views/undelivered.ts";
import { gauges } from "./gauges.ts";

/** Slack and Feishu take about one post a second into a channel; the local workspace takes any. */
const PACE: Readonly<Record<string, number>> = { slack: 1_100, feishu: 250, local: 0 };

/** Platforms that this program can speak to. */
export const CONNECTABLE: ReadonlySet<string> = new Set(["local"]);

export interface RunningBot {
  readonly address: string;
  stop(): Promise<void>;
}

/** The bot: platforms, the HTTP server, jobs and delivery. Everything that it starts, it stops. */
export async function startBot(purser: Purser, { everyMinute }: { readonly everyMinute: () => void }): Promise<RunningBot> {
  const { clock, log, ports, config } = purser;
  const contextAt = (now: Date) => purser.contextAt(now);
  const company = await ports.company.company();

  const local = await localPlatform({
    workspace: purser.store.workspace,
    renderer: purser.renderer(),
    clock,
    log,
    person: { account: "owner", name: (await ports.company.members()).find((m) => m.slug === "owner")?.name ?? "owner" },
    lang: company.lang,
    dropFolder: join(config.home, "drops"),
    commands: () => [...purser.commands].map(([name, c]) => ({ name, summary: c.summary, usage: c.usage, examples: c.examples })),
  });
  const platforms = new Map<string, ChatPlatform>([["local", local]]);

  const delivery = makeDelivery({
    worker: purser.worker,
    outbox: ports.outbox,
    platforms,
    clearance: (platform, channel) => purser.clearance(platform, channel),
    seal: purser.seal,
    pace: (id) => PACE[id] ?? 1_000,
    clock,
    random: systemRandom,
    log,
  });
  const jobDeps = { jobs: purser.jobs, contextAt, clock, nudge: () => delivery.nudge() };
  const tick = makeTick<JobEntry>({
    entries: () => jobEntries(jobDeps),
    jobRuns: ports.jobRuns,
    run: (entry, due) => runEntry(jobDeps, entry, due),
    clock,
    log,
  });

  const storeAnswers = (): Promise<boolean> =>
    ports.company.company().then(
      () => true,
      (error: unknown) => {
        log.error("store-away", error);
        return false;
      },
    );
  let ready = false;
  // Stops what was started, the last first; all of it, also when one of them fails, and when the start fails midway.
  await using started = new AsyncDisposableStack();
  const http: RunningHttp = await startHttp({
    host: config.host,
    port: config.port,
    routes: local.routes,
    log,
    health: async () => ({ ready: ready && (await storeAnswers()), checks: { store: purser.store.kind } }),
    gauges: () => gauges(purser),
  });
  started.defer(() => http.stop());
  for (const [id, platform] of platforms) {
    started.defer(() => platform.stop());
    await platform.start(
      makeHandlers({
        platform: id,
        loopback: id === "local",
        clock,
        random: systemRandom,
        contextAt,
        actions: purser.actions,
        intake: fileDrop(intakeMessage),
        home,
      }),
    );
  }
  delivery.start();
  started.defer(() => delivery.stop());
  const heartbeat = startHeartbeat(
    async (now) => {
      // What a killed import left may wait; what is due may not.
      await ports.imports.recover().catch((error: unknown) => log.error("recover-failed", error));
      await tick(now);
      const told = await tellUndelivered(contextAt(now), (posts, { zone }) => undelivered({ posts, zone })).catch((error: unknown) => {
        log.error("notice-failed", error);
        return 0;
      });
      if (told > 0) delivery.nudge();
      everyMinute();
    },
    clock,
    log,
  );
  started.defer(() => heartbeat.stop());
  ready = true;

  const running = started.move();
  return {
    address: http.address,
    async stop() {
      ready = false;
      await running.disposeAsync();
    },
  };
}
