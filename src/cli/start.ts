import { planDay, refreshPlan } from "../app/plan.ts";
import { planKeeper } from "../app/plan-keeper.ts";
import { startHttp } from "../http/server.ts";
import { openPurser } from "../main.ts";
import { jsonLog } from "../system.ts";
import type { Subcommand } from "./subcommand.ts";
import { startBot } from "./support/bot.ts";
import { loadSample } from "./support/sample.ts";

/** `purser start` */
export const subcommand: Subcommand = {
  summary: "Starts the bot: its platforms, its jobs and the local workspace.",
  usage: "",
  async run(_, io) {
    const { config } = io;
    const log = jsonLog(config.logLevel);
    // A taken port is told before anything is made, not after a minute of loading.
    await (
      await startHttp({
        host: config.host,
        port: config.port,
        routes: [],
        log: jsonLog("error"),
        health: () => Promise.resolve({ ready: false }),
      })
    ).stop();
    let renewed = (): void => undefined;
    await using purser = await openPurser(config, { onProgress: (t) => io.out(t.en), log, published: async () => renewed() });
    if (purser.store.kind === "embedded-client") {
      io.err(
        `purser: ${purser.store.place} is in use by another Purser on this machine. Stop it, or set PURSER_HOME to another directory.`,
      );
      return 1;
    }
    const keeper = planKeeper(async () => {
      const context = purser.contextAt(purser.clock.now());
      return refreshPlan(context, await planDay(context));
    }, log);
    await purser.ports.imports.recover();
    if (purser.store.kind === "embedded" && config.sample && (await purser.store.isEmpty())) {
      io.out("Loading the sample store (two simulated stores; `npm run purser -- sample remove` takes them away) …");
      await loadSample(purser, io);
      keeper.ask();
      await keeper.idle();
    }
    renewed = () => keeper.ask();

    // Before the first line of work, so that a signal during the start is not lost.
    const stopped = new Promise<void>((done) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => done());
    });
    const bot = await startBot(purser);
    io.out(`Purser is ready: ${bot.address}`);
    await stopped;
    io.out("Stopping …");
    await bot.stop();
    await keeper.idle();
    return 0;
  },
};
