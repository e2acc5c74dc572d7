import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { zone } from "../src/domain/calendar/zone.ts";
import { dueSlots } from "../src/schedule/slots.ts";
import type { Entry } from "../src/schedule/tick.ts";
import { connect } from "../src/store/connect.ts";
import { startPostgres } from "../test/store/postgres-fixture.ts";
import { dice } from "./dice.ts";
import { openHouse } from "./house.ts";
import { slotKey, type Tick, type TickerOrder, type TickerStart } from "./ticker.ts";

export interface TickReport {
  readonly ticks: number;
  readonly kills: number;
  /** Kills in the middle of a slot's work. */
  readonly caught: number;
  readonly slots: number;
  /** Due and never posted. */
  readonly missed: readonly string[];
  /** Run again although who ran it before had not died of it. */
  readonly doubled: readonly string[];
  /** Posted without being due. */
  readonly strangers: number;
  readonly seconds: number;
}

const MINUTE = 60_000;
const START = Date.parse("2026-10-23T23:00:00Z");
/** A dead process's slot is taken over after ten minutes; the last of them too. */
const AFTER = 45;
const SKEW_MS = 90_000;
/** A slot that old is still run by a schedule that is seen for the first time. */
const FIRST_SEEN = 15 * MINUTE;
/** Real time between two kills: a few seconds. */
const EVERY_MS = [1_500, 4_000] as const;

/** A slot every few minutes, in both zones with their clock changes, and jobs of a day, a week and a month. */
const ENTRIES: readonly Entry[] = [
  ...Array.from({ length: 6 }, (_, i): Entry => {
    const where = zone(i % 2 === 0 ? "Europe/Berlin" : "America/Los_Angeles");
    return { job: "hourly", channel: `slack:C${i}`, cron: `${i * 10} * * * *`, zone: where, lateHours: 12, quiet: null };
  }),
  ...["30 2 * * *", "30 8 * * *", "0 9 * * 1", "0 9 1 * *"].map((cron, i): Entry => ({
    job: `job-${i}`,
    channel: "slack:C1",
    cron,
    zone: zone("Europe/Berlin"),
    lateHours: 12,
    quiet: null,
  })),
];

/** Two replicas with clocks that differ tick through weeks; one of them is killed every few seconds. */
export async function tickExperiment(settings: {
  readonly ticks: number;
  /** Enough after so many, however many ticks there were. */
  readonly minutes: number;
  readonly seed: number;
  readonly log: string;
  readonly onProgress: (line: string) => void;
}): Promise<TickReport> {
  const random = dice(settings.seed);
  const began = performance.now();
  await using closing = new AsyncDisposableStack();
  const postgres = await startPostgres();
  closing.defer(() => postgres.close());
  const database = await postgres.create();
  closing.defer(() => database.drop());
  const connection = await connect({ url: database.url }, { poolSize: 2 });
  closing.defer(() => connection.close());
  const { prisma } = connection;
  await prisma.$executeRaw`CREATE TABLE fault_run (key text NOT NULL, worker text NOT NULL, at timestamptz NOT NULL)`;
  const order: TickerOrder = { databaseUrl: database.url, entries: ENTRIES };
  const house = openHouse({
    file: join(import.meta.dirname, "ticker.ts"),
    order,
    replicas: 2,
    log: settings.log,
    brief: (worker): TickerStart => ({ worker, skewMs: random.between(-SKEW_MS, SKEW_MS) }),
  });
  closing.defer(() => house.close());
  await house.fill();

  const died = new Map<string, number>();
  let caught = 0;
  let filling: Promise<void> | undefined;
  let nextKill = performance.now() + random.between(...EVERY_MS);
  const enough = began + settings.minutes * 60_000;
  let { ticks } = settings;
  for (let n = 1; n <= ticks + AFTER; n++) {
    if (performance.now() > enough) ticks = Math.min(ticks, n);
    const tick: Tick = { at: START + n * MINUTE };
    const asked = house.alive.map((p) => p.ask(tick, "ticked"));
    const busy = ENTRIES.some((e) => dueSlots(e.cron, e.zone, new Date(tick.at - MINUTE), new Date(tick.at)).length > 0);
    // Most of them in the middle of a slot's work, some while there is nothing to do.
    if (n <= ticks && performance.now() >= nextKill && house.alive.length === 2 && (busy || random.hits(0.05))) {
      await pause(random.between(0, 100));
      const victim = random.pick(house.alive);
      died.set(victim.worker, tick.at);
      await victim.kill();
      const [open] = await prisma.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM job_run WHERE finished_at IS NULL`;
      if ((open?.n ?? 0) > 0) caught += 1;
      nextKill = performance.now() + random.between(...EVERY_MS);
      filling = house.fill();
    }
    await Promise.all(asked);
    if (house.alive.length === 0) await filling;
    if (n % 500 === 0) settings.onProgress(`${n} ticks, ${died.size} kills, ${((performance.now() - began) / 60_000).toFixed(1)} min`);
  }
  await filling;

  const due = new Set(
    ENTRIES.flatMap((e) => dueSlots(e.cron, e.zone, new Date(START + SKEW_MS), new Date(START + ticks * MINUTE)).map((s) => slotKey(e, s))),
  );
  const posted = new Set((await prisma.outbox.findMany({ select: { key: true } })).map((p) => p.key));
  const runs = await prisma.$queryRaw<{ key: string; worker: string; at: Date }[]>`SELECT key, worker, at FROM fault_run ORDER BY at`;
  const byKey = Map.groupBy(runs, (r) => r.key);
  const last = START + (ticks + AFTER) * MINUTE;
  const dueAtAll = new Set(
    ENTRIES.flatMap((e) =>
      dueSlots(e.cron, e.zone, new Date(START - SKEW_MS - FIRST_SEEN), new Date(last + SKEW_MS)).map((s) => slotKey(e, s)),
    ),
  );
  return {
    ticks,
    kills: died.size,
    caught,
    slots: due.size,
    missed: [...due].filter((key) => !posted.has(key)),
    doubled: [...byKey].filter(([, each]) => each.slice(0, -1).some((r) => died.get(r.worker) !== r.at.getTime())).map(([key]) => key),
    strangers: [...posted].filter((key) => !dueAtAll.has(key)).length,
    seconds: (performance.now() - began) / 1000,
  };
}
