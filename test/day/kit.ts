/** The whole bot for a day: its own store with the sample in it, its own clock, and people whom the company knows. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planKeeper } from "../../src/app/plan-keeper.ts";
import { type RunningBot, startBot } from "../../src/cli/support/bot.ts";
import { renewPlan } from "../../src/cli/support/plan.ts";
import { readConfig } from "../../src/config.ts";
import { day, type Day } from "../../src/domain/calendar/day.ts";
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
    planned: () => keeper.idle(),
    async [Symbol.asyncDispose]() {
      await bot.stop();
      await keeper.idle();
      await purser[Symbol.asyncDispose]();
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
