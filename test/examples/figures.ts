/** Asks the figures that people ask for about what was planted. */
import { runCommand } from "../../src/app/run-command.ts";
import type { Context } from "../../src/app/types.ts";
import { addDays, type Day, daysBetween } from "../../src/domain/calendar/day.ts";
import type { Period } from "../../src/domain/calendar/period.ts";
import type { PlanLine } from "../../src/domain/restock/types.ts";
import { plain } from "../../src/message/plain.ts";
import type { Purser } from "../../src/main.ts";
import { ownerOf } from "../owner.ts";
import { type Effect, type Entry, heardUntil } from "../../examples/sample/ledger/index.ts";

type Kpi = Extract<Effect, { on: "kpi" }>;

/** KPIs that speak of what came later than the order. */
const HEARD_LATER = new Set(["bad-review-rate", "refund-rate"]);
/** KPIs that are sums: they are told for each day. */
const SUMS = new Set(["units"]);

export interface Desk {
  readonly context: Context;
  readonly last: Day;
  ask(text: string): Promise<{ readonly data: unknown; readonly text: string }>;
}

/** A desk at the store's own day, with everybody's rights. */
export async function openDesk(purser: Purser, last: Day): Promise<Desk> {
  const asker = await ownerOf(purser, "test");
  const context = purser.contextAt(purser.clock.now());
  return {
    context,
    last,
    async ask(text) {
      const { message, data } = await runCommand(text, context, asker);
      return { data, text: plain(message, "en") };
    },
  };
}

async function figure(desk: Desk, kpi: string, sku: string, store: string, { from, to }: Period): Promise<number | null> {
  const { data } = await desk.ask(`/kpi ${[kpi, sku, store, `${from}..${to}`].filter((w) => w !== "").join(" ")}`);
  return (data as { value: number | null }).value;
}

/** The KPI of an entry's SKUs in some days: each by itself, weighted by what it sold. */
async function of(desk: Desk, kpi: string, entry: Entry, period: Period): Promise<number | null> {
  let [sum, weight] = [0, 0];
  for (const store of entry.stores.length > 2 ? [""] : entry.stores)
    for (const sku of entry.skus.length === 0 ? [""] : entry.skus) {
      const value = await figure(desk, kpi, sku, store, period);
      if (value === null) continue;
      const units = SUMS.has(kpi) ? 1 : ((await figure(desk, "units", sku, store, period)) ?? 0);
      sum += value * units;
      weight += units;
    }
  if (weight === 0) return null;
  return SUMS.has(kpi) ? sum / (daysBetween(period.from, period.to) + 1) : sum / weight;
}

/** The days in which an effect is looked for; undefined while it is too early. */
function heard({ kpi }: Kpi, entry: Entry, last: Day): Period | undefined {
  if (kpi === "return-rate-cohort") return addDays(entry.to, 30) <= last ? entry : undefined;
  // An order is due some working days after it was placed.
  if (kpi === "late-dispatch-rate") return { from: addDays(entry.from, 2), to: addDays(entry.to, 2) };
  if (!HEARD_LATER.has(kpi)) return entry;
  const until = heardUntil(entry);
  return until <= last ? { from: addDays(entry.from, 8), to: addDays(entry.to, kpi === "refund-rate" ? 10 : 30) } : undefined;
}

export interface Seen {
  readonly entry: string;
  readonly effect: string;
  /** How many times as much as at other times; null where one of both is not known. */
  readonly ratio: number | null;
  readonly holds: boolean;
}

/** What a KPI says of an entry, against what it says otherwise. */
export async function seenInKpi(desk: Desk, entry: Entry, effect: Kpi, year: Period): Promise<Seen | undefined> {
  const period = heard(effect, entry, desk.last);
  if (!period) return undefined;
  const length = daysBetween(period.from, period.to) + 1;
  const other = effect.against === "year" ? year : { from: addDays(period.from, -length), to: addDays(period.from, -1) };
  if (other.from < year.from) return undefined;
  const [now, otherwise] = [await of(desk, effect.kpi, entry, period), await of(desk, effect.kpi, entry, other)];
  const ratio = now === null || otherwise === null ? null : now / otherwise;
  const holds =
    ratio !== null && ratio >= (effect.atLeast ?? Number.NEGATIVE_INFINITY) && ratio <= (effect.atMost ?? Number.POSITIVE_INFINITY);
  return { entry: entry.id, effect: `${effect.kpi} ${effect.atLeast ?? effect.atMost ?? ""}`, ratio, holds };
}

/** The plan's line of a SKU in a warehouse, as `/restock` gives it to scripts. */
export async function planOf(desk: Desk, sku: string, warehouse: string): Promise<PlanLine | undefined> {
  const { data } = await desk.ask(`/restock ${sku}`);
  return (data as { lines: readonly PlanLine[] }).lines.find((l) => l.warehouse === warehouse);
}
