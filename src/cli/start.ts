import { setTimeout as pause } from "node:timers/promises";
import { type PlanKeeper, planKeeper } from "../app/plan-keeper.ts";
import type { Day } from "../domain/calendar/day.ts";
import { UserError } from "../domain/user-error.ts";
import { startHttp } from "../http/server.ts";
import { openPurser, type Purser } from "../main.ts";
import { jsonLog } from "../system.ts";
import type { CliIo, Subcommand } from "./subcommand.ts";
import { startBot } from "./support/bot.ts";
import { bar, extendSample, loadSample, sampleToday, wantsSample } from "./support/sample.ts";
import { planAge, planning, renewPlan } from "./support/plan.ts";
import { type Stop, stopOnSignals } from "./support/stop.ts";

/** A command line that is at work in the same directory is soon done; another bot is not. */
const HANDOVER_MS = 10_000;
const LOOK_AGAIN_MS = 250;
/** Who stops the bot does not want to wait for somebody's import; a question may still be answered. */
const GUEST_PATIENCE_MS = 2_000;

/** A taken port is told before anything is made, not after a minute of loading. */
async function tryPort({ config }: CliIo): Promise<void> {
  const http = await startHttp({
    host: config.host,
    port: config.port,
    routes: [],
    log: jsonLog("error"),
    health: () => Promise.resolve({ ready: false }),
  });
  await http.stop();
}

/** The store as its owner: only the owner may serve, keep backups and clear up. */
async function openAsOwner(io: CliIo, published: () => Promise<void>): Promise<Purser> {
  const until = performance.now() + HANDOVER_MS;
  for (;;) {
    const purser = await openPurser(io.config, {
      onProgress: (t) => io.status(t[io.lang]),
      published,
      guestPatienceMs: GUEST_PATIENCE_MS,
    });
    if (purser.store.kind !== "embedded-client") return purser;
    const { place } = purser.store;
    await purser[Symbol.asyncDispose]();
    if (performance.now() > until) {
      throw new UserError(
        "store-in-use",
        { en: `${place} is in use by another Purser on this machine.`, zh: `${place} 正被本机的另一个 Purser 使用。` },
        { en: "Stop that one, or set PURSER_HOME to another directory.", zh: "请先停止它，或把 PURSER_HOME 设为其他目录。" },
      );
    }
    io.status({ en: `Waiting for another Purser in ${place} …`, zh: `正在等待使用 ${place} 的另一个 Purser…` }[io.lang]);
    await pause(LOOK_AGAIN_MS);
  }
}

/** The sample on a first start. False when somebody asked to stop meanwhile: the next start begins it again. */
async function firstLoad(purser: Purser, io: CliIo, stop: Stop): Promise<boolean> {
  io.out(
    {
      en: "Loading the sample: six simulated stores to try everything on (`npm run purser -- sample remove` takes them away) …",
      zh: "正在加载示例数据：六家模拟店铺，供试用（`npm run purser -- sample remove` 可移除）…",
    }[io.lang],
  );
  try {
    await loadSample(purser, { watch: bar(io), signal: stop.signal });
    return true;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    io.out({ en: "Stopped. The next start loads the sample again.", zh: "已停止，下次启动会重新加载示例数据。" }[io.lang]);
    return false;
  }
}

/** The days since the sample was loaded, beside everything else; at midnight another one. */
function sampleGrows(purser: Purser, keeper: PlanKeeper, stop: Stop): { look(): void; idle(): Promise<void> } {
  let looking: Promise<void> | undefined;
  let seen: Day | undefined;
  return {
    look() {
      const today = sampleToday(purser);
      if (stop.signal.aborted || looking || today === seen) return;
      seen = today;
      looking = extendSample(purser, { signal: stop.signal })
        .then((added) => void (added && keeper.ask()))
        .catch((error: unknown) => {
          if (!stop.signal.aborted) purser.log.error("sample-not-extended", error);
        })
        .finally(() => (looking = undefined));
    },
    idle: () => looking ?? Promise.resolve(),
  };
}

function platformLine(name: string, trouble: unknown, lang: CliIo["lang"]): string {
  if (trouble === undefined) return lang === "zh" ? `${name} 已连接` : `${name} is connected`;
  const why = trouble instanceof UserError ? trouble.text[lang] : trouble instanceof Error ? trouble.message : JSON.stringify(trouble);
  return lang === "zh"
    ? `${name} 还没有连接：${why}（会继续尝试；npm run purser -- doctor 可查原因）`
    : `${name} is not connected yet: ${why} (it goes on trying; npm run purser -- doctor looks for the cause)`;
}

/** `purser start` */
export const subcommand: Subcommand = {
  summary: "Starts the bot: its platforms, its jobs and the local workspace.",
  usage: "",
  async run(_, io) {
    using stop = stopOnSignals(process);
    await tryPort(io);
    let renewed = (): void => undefined;
    await using purser = await openAsOwner(io, async () => renewed());
    // The first plan is waited for; later ones are made behind a running bot, and say nothing.
    let tell: ((lines: number) => void) | undefined = planning(io);
    const keeper = planKeeper(() => renewPlan(purser, tell), purser.log);
    await purser.ports.imports.recover();
    if (stop.signal.aborted) return 0;
    if (await wantsSample(purser)) {
      if (!(await firstLoad(purser, io, stop))) return 0;
      io.status({ en: "Planning …", zh: "正在计算备货计划…" }[io.lang]);
      keeper.ask();
      await keeper.idle();
    }
    // From here on every file renews the plan; a sample of fifty files does so once.
    renewed = () => keeper.ask();
    tell = undefined;

    const sample = sampleGrows(purser, keeper, stop);
    const bot = await startBot(purser, { everyMinute: () => sample.look() });
    io.out(`${{ en: "Purser is ready: ", zh: "Purser 已就绪：" }[io.lang]}${bot.address}`);
    for (const { name, trouble } of bot.platforms) io.out(platformLine(name[io.lang], trouble, io.lang));
    // A process that was killed after an import had no time to plan.
    if ((await planAge(purser))?.stale) keeper.ask();
    const end = await Promise.race([stop.asked, purser.store.died]);
    if (end === undefined) io.out({ en: "Stopping …", zh: "正在停止…" }[io.lang]);
    await bot.stop();
    await sample.idle();
    await keeper.idle();
    if (end !== undefined) throw end;
    return 0;
  },
};
