import { addDays, type Day, daysBetween, earlier } from "../../domain/calendar/day.ts";
import { length } from "../../domain/calendar/period.ts";
import { dayIn, type Zone } from "../../domain/calendar/zone.ts";
import { type KnownUntil, type Pace, paceOf, type Rhythm, rhythmOf } from "../../domain/promo/pace.ts";
import { type CodeSales, codeSales } from "../../domain/promo/codes.ts";
import { withSold } from "../../domain/promo/commitments.ts";
import { distanceOf } from "../../domain/promo/sums.ts";
import type { PromoLine } from "../../domain/promo/line.ts";
import { type NextBatch, nextBatch } from "../../domain/promo/next-batch.ts";
import type { Promo } from "../../domain/promo/types.ts";
import type { HourRow } from "../../ports/promos.ts";
import type { Context } from "../types.ts";
import { type PromoPlan, planPromo } from "./plan.ts";
import { bySku, type Scope, unitsByDay } from "./sales.ts";

/** One SKU at one warehouse while the promotion runs. */
export interface StatusRow {
  readonly line: PromoLine;
  /** As it was confirmed; else as it is forecast now. */
  readonly expected: number;
  readonly pace: Pace;
  /** Left to sell now; null where stock is not known. */
  readonly stock: number | null;
  readonly next: NextBatch;
}

export interface PromoStatus {
  readonly plan: PromoPlan;
  readonly until: KnownUntil;
  /** Hours are known, and not only days. */
  readonly hourly: boolean;
  /** Worst first. */
  readonly rows: readonly StatusRow[];
  /** Sums of the rows, as those are shown. */
  readonly total: Pick<Pace, "sold" | "due" | "projected" | "heading" | "gap">;
  readonly band: { readonly expected: number; readonly low: number; readonly high: number };
  readonly rhythm: Rhythm;
  /** Sums of the promotion's SKUs at the end of each day, or hour of the running one. */
  readonly actual: readonly { readonly day: Day; readonly hour: number; readonly units: number }[];
  /** Units of the stores' other SKUs in these days. */
  readonly others: number;
  /** What each coupon code sold in these days; empty where orders name none and creators have none. */
  readonly codes: readonly CodeSales[];
}

const PROFILE_DAYS = 28;
const DAY_HOURS = 24;
const HOUR_MS = 3_600_000;

/** The hour of a day that a zone's clock shows. */
export function hourIn(zone: Zone, now: Date): number {
  const text = new Intl.DateTimeFormat("en-US", { timeZone: zone, hour: "numeric", hourCycle: "h23" }).format(now);
  return Number(text);
}

/** Up to when sales are known: the end of the newest day of the reports; of a day that still runs, the hour of its newest order. */
function knownUntil(newest: Day | null, hours: readonly HourRow[], now: Date, zone: Zone, today: Day, promo: Promo): KnownUntil {
  const last = newest === null ? addDays(promo.from, -1) : earlier(newest, today);
  if (last > promo.to) return { day: promo.to, hour: DAY_HOURS };
  if (last < dayIn(zone, now)) return { day: last, hour: DAY_HOURS };
  const seen = hours.filter((h) => h.day === last).reduce((most, h) => Math.max(most, h.hour + 1), 0);
  return { day: last, hour: seen > 0 ? Math.min(seen, DAY_HOURS) : hourIn(zone, new Date(now.getTime() - HOUR_MS)) + 1 };
}

function hourProfile(rows: readonly HourRow[]): readonly number[] {
  const units = Array.from({ length: DAY_HOURS }, () => 0);
  for (const r of rows) units[r.hour] = (units[r.hour] ?? 0) + r.units;
  return units;
}

/** What was sold of each SKU from each warehouse: its own stores' sales. */
async function soldFrom(context: Pick<Context, "facts">, plan: PromoPlan, scope: Scope): Promise<(line: PromoLine) => number> {
  const by = new Map<string, Awaited<ReturnType<typeof bySku>>>();
  for (const warehouse of new Set(plan.lines.map((l) => l.warehouse))) {
    by.set(warehouse, await bySku(context, { ...scope, stores: plan.served(warehouse) }, plan.promo, ["units"]));
  }
  return (line) => by.get(line.warehouse)?.get(line.sku)?.units ?? 0;
}

/** Sums over the days and, in the running one, to the last known hour. */
function course(byDay: ReadonlyMap<Day, number>, promo: Promo, until: KnownUntil): PromoStatus["actual"] {
  let units = 0;
  const found: { day: Day; hour: number; units: number }[] = [];
  for (let d = promo.from; d <= until.day && d <= promo.to; d = addDays(d, 1)) {
    units += byDay.get(d) ?? 0;
    found.push({ day: d, hour: d === until.day ? until.hour : DAY_HOURS, units: Math.round(units) });
  }
  return found;
}

type Needs = Parameters<typeof planPromo>[0] & Pick<Context, "now">;

/** A promotion while it runs (or after): actual against forecast, by SKU and in total, and where it is heading. */
export async function statusOf(context: Needs, promo: Promo): Promise<PromoStatus> {
  const plan = await planPromo(context, promo);
  const scope: Scope = { stores: promo.stores, currency: plan.currency, asOf: plan.today };
  const [sales, hours, usual] = [
    await unitsByDay(context, scope, promo),
    await context.promos.hours({ stores: promo.stores, from: promo.from, to: promo.to }),
    await context.promos.hours({ stores: promo.stores, from: addDays(promo.from, -PROFILE_DAYS), to: addDays(promo.from, -1) }),
  ];
  const codes = await context.promos.codes({ stores: promo.stores, from: promo.from, to: promo.to });
  const sold = await soldFrom(context, plan, scope);
  const until = knownUntil(sales.newest, hours, context.now, plan.zone, plan.today, promo);
  const rhythm = rhythmOf(length(promo), plan.history.byDay, hourProfile(usual));
  const confirmed = new Map(plan.standing.quantities?.note.lines.map((l) => [`${l.warehouse}/${l.sku}`, l]));

  // The snapshot is as old as the plan's day; what was sold since is off it, at each warehouse by its part of the SKU's sales.
  const since = (line: PromoLine): number => {
    const units = hours.filter((h) => h.sku === line.sku && h.day > plan.asOf).reduce((s, h) => s + h.units, 0);
    const all = plan.lines.filter((l) => l.sku === line.sku).reduce((s, l) => s + sold(l), 0);
    return all > 0 ? (units * sold(line)) / all : 0;
  };
  const rows = plan.lines
    .map((line): StatusRow => {
      const of = confirmed.get(`${line.warehouse}/${line.sku}`);
      const expected = of?.expected ?? line.forecast?.expected ?? 0;
      const stock = line.stockNow === null ? null : Math.max(0, line.stockNow - since(line));
      const pace = paceOf({ expected, sold: sold(line), stock, arrivals: line.coming, rhythm, from: promo.from, until });
      return { line, expected, stock, pace, next: nextBatch(line, pace) };
    })
    .filter((r) => r.expected >= 0.5 || r.pace.sold > 0)
    .toSorted((a, b) => b.pace.gap * (b.line.money?.price ?? 1) - a.pace.gap * (a.line.money?.price ?? 1) || b.pace.sold - a.pace.sold);
  const sum = (of: (r: StatusRow) => number): number => rows.reduce((s, r) => s + of(r), 0);
  const expected = sum((r) => r.expected);
  const side = (of: "low" | "high"): number =>
    distanceOf(
      rows.map((r) => r.expected - (confirmed.get(`${r.line.warehouse}/${r.line.sku}`)?.[of] ?? r.line.forecast?.[of] ?? r.expected)),
    );
  const mine = sum((r) => r.pace.sold);
  const all = [...sales.units].filter(([d]) => d >= promo.from && d <= promo.to).reduce((s, [, u]) => s + u, 0);
  const part = all > 0 ? mine / all : 0;
  const hourly = hours.length > 0;
  return {
    // What was sold since the start was part of what creators were promised.
    plan: { ...plan, promised: withSold(plan.promised, (sku) => rows.reduce((s, r) => s + (r.line.sku === sku ? r.pace.sold : 0), 0)) },
    until,
    hourly,
    rows,
    total: {
      sold: mine,
      due: sum((r) => r.pace.due),
      projected: sum((r) => Math.round(r.pace.projected)),
      heading: sum((r) => Math.round(r.pace.heading)),
      gap: sum((r) => r.pace.gap),
    },
    band: { expected, low: Math.max(0, expected - side("low")), high: expected + side("high") },
    rhythm,
    actual: daysBetween(promo.from, until.day) < 0 ? [] : course(new Map([...sales.units].map(([d, u]) => [d, u * part])), promo, until),
    others: Math.max(0, all - mine),
    codes: codeSales(plan.standing.commitments, codes),
  };
}
