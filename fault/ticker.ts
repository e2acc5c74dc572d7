// A process of the schedule's experiment: the real tick and the real store. It ticks when it is told to, with the clock that it is told.
import { setTimeout as pause } from "node:timers/promises";
import { type Due, type Entry, makeTick, type RunOutcome } from "../src/schedule/tick.ts";
import { connect } from "../src/store/connect.ts";
import { jobRuns } from "../src/store/job-runs.ts";
import { outbox } from "../src/store/outbox.ts";
import { jsonLog } from "../src/system.ts";
import { message } from "../src/message/message.ts";

export interface TickerOrder {
  readonly databaseUrl: string;
  readonly entries: readonly Entry[];
}
export interface TickerStart {
  readonly worker: string;
  /** By how much its clock is wrong, in ms. */
  readonly skewMs: number;
}
/** Of the true clock, ms since 1970. */
export interface Tick {
  readonly at: number;
}

const WORK_MS = 60;

export const slotKey = (entry: Pick<Entry, "job" | "channel">, slot: Date): string => `${entry.job}:${entry.channel}:${slot.toISOString()}`;

async function main({ databaseUrl, entries }: TickerOrder): Promise<void> {
  const { prisma } = await connect({ url: databaseUrl }, { poolSize: 3 });
  const box = outbox(prisma);
  const log = jsonLog("warn");
  await prisma.jobRun.count();
  process.once("message", ({ worker, skewMs }: TickerStart) => {
    let at = 0;
    let since = 0;
    const clock = { now: () => new Date(at + skewMs + (performance.now() - since)) };
    const run = async (entry: Entry, { slot }: Due): Promise<RunOutcome> => {
      const key = slotKey(entry, slot);
      const now = clock.now();
      // Who ran it, whatever becomes of it: what the verdict is made of.
      await prisma.$executeRaw`INSERT INTO fault_run (key, worker, at) VALUES (${key}, ${worker}, ${new Date(at)})`;
      // A job looks things up before it has something to say, and its process may die before, while and after it says it.
      await pause(Math.random() * WORK_MS);
      const text = { zh: key, en: key };
      const post = { key, platform: "none", channel: entry.channel, replyTo: null, job: entry.job, lang: "en" as const, expiresAt: null };
      await box.put([{ ...post, message: message({ title: text }) }], now);
      await pause(Math.random() * WORK_MS);
      return { kind: "posted", note: worker };
    };
    const tick = makeTick<Entry>({ entries: () => Promise.resolve(entries), jobRuns: jobRuns(prisma), run, clock, log });
    process.on("message", async (told: Tick) => {
      at = told.at;
      since = performance.now();
      await tick(clock.now());
      process.send?.("ticked");
    });
    process.send?.("started");
  });
  process.send?.("ready");
}

process.on("disconnect", () => process.exit());
if (import.meta.main) await main(JSON.parse(process.argv[2] ?? "") as TickerOrder);
