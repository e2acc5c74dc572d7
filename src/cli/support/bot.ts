import { join } from "node:path";
import type { Purser } from "../../main.ts";
import { fileDrop } from "../../app/intake/drop.ts";
import { makeHandlers } from "../../app/dispatch.ts";
import { jobAgain } from "../../app/job-again.ts";
import { type JobEntry, jobEntries, runEntry } from "../../app/run-job.ts";
import { makeDelivery } from "../../delivery/worker.ts";
import type { Text } from "../../domain/value.ts";
import type { ChatPlatform, Handlers } from "../../ports/chat-platform.ts";
import { type RunningHttp, startHttp } from "../../http/server.ts";
import { localPlatform } from "../../platforms/local/platform.ts";
import { startHeartbeat } from "../../schedule/heartbeat.ts";
import { makeTick } from "../../schedule/tick.ts";
import { systemRandom } from "../../system.ts";
import { dutiesOf } from "../../app/duties.ts";
import { forgetOld } from "../../app/housekeeping.ts";
import { tellUndelivered } from "../../app/tell-undelivered.ts";
import { home } from "../../views/home.ts";
import { intakeMessage } from "../../views/intake.ts";
import { undelivered } from "../../views/undelivered.ts";
import { keepConnecting } from "./connect.ts";
import { gauges } from "./gauges.ts";
import { configured } from "./platforms.ts";

const TIDY_MS = 6 * 3_600_000;
/** How long a start waits for a platform before it goes on without it. */
const FIRST_MS = 15_000;

export interface RunningBot {
  readonly address: string;
  /** A platform each: connected, or why not yet. */
  readonly platforms: readonly { readonly name: Text; readonly trouble: unknown }[];
  /** A heartbeat now, besides the one of each minute. */
  beat(): Promise<void>;
  stop(): Promise<void>;
}

const LATER = new Error("no answer yet");

/** Undefined, the trouble, or that there is no answer yet. */
async function soon(first: Promise<unknown>): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const timer = setTimeout(() => resolve(LATER), FIRST_MS);
  try {
    return await Promise.race([first, promise]);
  } finally {
    clearTimeout(timer);
  }
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
    names: { company: ports.company, kpis: () => purser.kpis },
  });
  const vendors = await configured(purser);
  const platforms = new Map<string, ChatPlatform>([["local", local], ...vendors.map((v) => [v.platform.id, v.platform] as const)]);
  const paces = new Map(vendors.map((v) => [v.platform.id, v.paces]));

  const delivery = makeDelivery({
    worker: purser.worker,
    outbox: ports.outbox,
    platforms,
    clearance: (platform, channel) => purser.clearance(platform, channel),
    seal: purser.seal,
    pace: (id) => paces.get(id)?.channel ?? 0,
    platformPace: (id) => paces.get(id)?.everywhere ?? 0,
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

  const again = jobAgain(jobDeps);

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
    routes: [...local.routes, ...vendors.flatMap((v) => v.routes)],
    log,
    health: async () => ({
      ready: ready && (await storeAnswers()),
      checks: {
        store: purser.store.kind,
        ...Object.fromEntries(vendors.map((v) => [v.platform.id, v.connected() ? "connected" : "not connected"])),
      },
    }),
    gauges: () => gauges(purser, vendors),
  });
  started.defer(() => http.stop());
  const handlersOf = (platform: ChatPlatform): Handlers =>
    makeHandlers({
      platform: platform.id,
      loopback: platform === local,
      clock,
      random: systemRandom,
      contextAt,
      actions: purser.actions,
      intake: fileDrop(intakeMessage),
      home: async (context, asker) => home(await dutiesOf(context, asker)),
      ...(platform.profile && { profile: platform.profile.bind(platform) }),
      ...(platform.audience && { audience: platform.audience.bind(platform) }),
    });
  started.defer(() => local.stop());
  await local.start(handlersOf(local));
  const connecting = vendors.map((vendor) => ({ vendor, at: keepConnecting(vendor, handlersOf(vendor.platform), { log, clock }) }));
  for (const { at } of connecting) started.defer(() => at.stop());
  const connected = await Promise.all(connecting.map(async ({ vendor, at }) => ({ name: vendor.name, trouble: await soon(at.first) })));
  delivery.start();
  started.defer(() => delivery.stop());
  let tidied = 0;
  const heartbeat = startHeartbeat(
    async (now) => {
      // What a killed import left may wait; what is due may not.
      await ports.imports.recover().catch((error: unknown) => log.error("recover-failed", error));
      await tick(now);
      await again.look().catch((error: unknown) => log.error("job-again-failed", error));
      const told = await tellUndelivered(contextAt(now), (posts, { zone }) => undelivered({ posts, zone })).catch((error: unknown) => {
        log.error("notice-failed", error);
        return 0;
      });
      if (told > 0) delivery.nudge();
      if (now.getTime() - tidied > TIDY_MS) {
        tidied = now.getTime();
        await forgetOld(contextAt(now)).catch((error: unknown) => log.error("housekeeping-failed", error));
      }
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
    platforms: connected,
    beat: () => heartbeat.beat(),
    async stop() {
      ready = false;
      await running.disposeAsync();
    },
  };
}
