/** The whole bot for a day: its own store with the sample in it, its own clock, and people whom the company knows. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { planKeeper } from "../../src/app/plan-keeper.ts";
import { type RunningBot, startBot } from "../../src/cli/support/bot.ts";
import { renewPlan } from "../../src/cli/support/plan.ts";
import { readConfig } from "../../src/config.ts";
import { extension } from "../../examples/sample/index.ts";
import { SMALL } from "../../examples/sample/small.ts";
import { sampleFiles } from "../../src/cli/support/sample-files.ts";
import { addDays, day, type Day } from "../../src/domain/calendar/day.ts";
import { atLocal, zone } from "../../src/domain/calendar/zone.ts";
import { openPurser, type Purser } from "../../src/main.ts";
import type { Role } from "../../src/ports/company.ts";
import type { Clock } from "../../src/ports/system.ts";
import { jsonLog } from "../../src/system.ts";
import { sampleHome } from "./sample-home.ts";

/** The first of a month, so that the retro is due besides everything that each morning brings. */
export const TODAY: Day = day("2026-12-01");
export const SHANGHAI = zone("Asia/Shanghai");

/** `08:30` of the day, on the wall in Shanghai. */
export function wall(time: string, on: Day = TODAY): Date {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return atLocal(on, hours * 60 + minutes, SHANGHAI);
}

/** Runs like any clock, and can be put forward. */
export class DayClock implements Clock {
  #from: number;
  #since = performance.now();
  constructor(from: Date) {
    this.#from = from.getTime();
  }
  readonly ms = (): number => Math.floor(this.#from + performance.now() - this.#since);
  now(): Date {
    return new Date(this.ms());
  }
  putForward(to: Date): void {
    if (to.getTime() < this.ms()) throw new RangeError(`it is ${this.now().toISOString()} already, later than ${to.toISOString()}`);
    this.#from = to.getTime();
    this.#since = performance.now();
  }
}

/** How each message of the retro's thread begins: its root, then the numbers of its blocks. Of block 3, margins, the channel only hears that it is not for it. */
export const BLOCKS = ["全链路复盘", "2", "3", "4", "4", "4", "5", "6", "7", "8"];

/** How long something is waited for, of which a person would say that it happens at once; the machine may be busy. */
export const PATIENCE_MS = 60_000;

/** The team; e-mail addresses are how their accounts are known. */
export const TEAM = {
  chen: { name: "陈静", roles: ["admin"] },
  li: { name: "李娜", roles: ["operator"] },
  wang: { name: "王强", roles: ["supply"] },
  zhao: { name: "赵敏", roles: ["finance"] },
} as const satisfies Record<string, { readonly name: string; readonly roles: readonly Role[] }>;
export const emailOf = (slug: string): string => `${slug}@pinewood.example`;

export interface OpenDay extends AsyncDisposable {
  readonly clock: DayClock;
  readonly purser: Purser;
  readonly bot: RunningBot;
  /** Everything that was logged, at every level. */
  readonly log: string[];
  /** It is this time now, and the heart beats. */
  at(time: string): Promise<void>;
  /** Resolves when a post is known not to arrive. */
  failed(): Promise<unknown>;
  /** Keys of what is due and not yet sent, what is being sent included. */
  underWay(): Promise<readonly string[]>;
  /** Waits until the plan is in step with the files. */
  planned(): Promise<void>;
}

/** Opens the sample store on the morning of the day, with the bot connected to what `env` names. */
export async function openDay(clock: DayClock, env: Readonly<Record<string, string>>): Promise<OpenDay> {
  const home = await mkdtemp(join(tmpdir(), "purser-day-"));
  await sampleHome(home, clock);
  const log: string[] = [];
  let renew = (): void => undefined;
  const purser = await openPurser(readConfig({ PURSER_HOME: home, NO_SAMPLE: "1", PORT: "0", ...env }), {
    clock,
    log: jsonLog("debug", (line) => void log.push(line)),
    published: async () => renew(),
  });
  const keeper = planKeeper(() => renewPlan(purser), purser.log);
  renew = () => keeper.ask();
  const { company } = purser.ports;
  for (const [slug, { name, roles }] of Object.entries(TEAM)) {
    await company.saveMember({ slug, name, email: emailOf(slug), roles: [...roles], accounts: [] });
  }
  await company.setCompany({ name: "松木家居", currency: "USD", lang: "zh", zone: SHANGHAI });
  keeper.ask();
  await keeper.idle();
  const bot = await startBot(purser, { everyMinute: () => undefined });
  return {
    clock,
    purser,
    bot,
    log,
    async at(time) {
      clock.putForward(wall(time));
      await bot.beat();
    },
    failed: () =>
      vi.waitFor(
        async () => {
          const [post] = await purser.ports.outbox.undelivered(1);
          if (!post) throw new Error("every post arrived");
          return post;
        },
        { timeout: PATIENCE_MS },
      ),
    underWay: async () =>
      (await purser.ports.outbox.recent(1_000))
        .filter(({ state, notBefore }) => (state === "pending" && notBefore <= clock.now()) || state === "claimed")
        .map(({ key }) => key),
    planned: () => keeper.idle(),
    async [Symbol.asyncDispose]() {
      await bot.stop();
      await keeper.idle();
      await purser[Symbol.asyncDispose]();
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** The returns of the last days, as an export of today says them, with a row in it that nobody can read. The file does not say whose it is. */
export async function returnsReport(): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const request = extension(addDays(TODAY, -2), TODAY);
  if (!request) throw new Error("no days to add");
  await using files = sampleFiles({ ...request, skus: SMALL });
  for (let file = await files.next(); file; file = await files.next()) {
    if (file.format !== "amazon-fba-returns" || file.store !== "amazon-us") continue;
    const [, first = ""] = file.text.split("\r\n");
    return { name: "returns.txt", bytes: Buffer.from(`${file.text}${first.replace(/^[^\t]+/, "last Tuesday")}\r\n`) };
  }
  throw new Error("the sample has no returns report");
}

/** Larger than any export: intake takes 100 MB. */
export const tooLarge = (): Buffer => Buffer.alloc(104_857_601, "x");
/** An archive with one empty file in it. */
export function zip(): Buffer {
  const name = Buffer.from("orders.csv");
  const entry = Buffer.alloc(26);
  entry.writeUInt16LE(20, 0);
  entry.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), entry, name]);
  const central = Buffer.concat([Buffer.from("PK\u0001\u0002"), Buffer.from([20, 0]), entry, Buffer.alloc(14), name]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from("PK\u0005\u0006"), end]);
}

/** Every secret that was in somebody's hands on this day must be in no line of the log. */
export function secretsIn(log: readonly string[], secrets: readonly string[]): readonly string[] {
  return log.filter((line) => secrets.some((secret) => secret.length > 0 && line.includes(secret)));
}
/** Lines of the log about what nobody foresaw. */
export const troubles = (log: readonly string[], known: readonly string[] = []): readonly string[] =>
  log.filter((line) => /"level":"error"/.test(line) && !known.some((event) => line.includes(`"event":"${event}"`)));
