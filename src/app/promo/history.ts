import { addDays, addMonths, type Day, daysBetween, earlier } from "../../domain/calendar/day.ts";
import { length, type Period } from "../../domain/calendar/period.ts";
import { answerKpi } from "../../domain/kpi/engine/answer.ts";
import { peaks } from "../../domain/kpi/special-periods.ts";
import { resolvePolicy } from "../../domain/policy/policy.ts";
import { promoBaseDays, promoInStock, promoPoolUnits, promoSpread, promoTopShare } from "../../domain/policy/declared/promo.ts";
import { peakUpliftHigh, peakUpliftLow } from "../../domain/policy/declared/stocking-rules.ts";
import type { PolicyReader } from "../../domain/policy/reader.ts";
import { baseDays, type PastEvent, pastEvent } from "../../domain/promo/align.ts";
import { standingOf } from "../../domain/promo/standing.ts";
import type { Promo } from "../../domain/promo/types.ts";
import { type EventSales, type UpliftModel, upliftModel } from "../../domain/promo/uplift.ts";
import { type YearAgo, yearAgo } from "../../domain/promo/year-ago.ts";
import type { Maybe, Text } from "../../domain/value.ts";
import type { SkuInfo } from "../../ports/company.ts";
import type { Context } from "../types.ts";
import { bySku, runsOf, type Scope, type SoldInStock, soldInStock, unitsByDay } from "./sales.ts";

const FALLBACK_DAYS = 90;

/** The figures that are told of the last event, where facts exist. */
export const HISTORY_KPIS = ["units", "conversion", "acos", "return-rate"] as const;
export type HistoryKpi = (typeof HISTORY_KPIS)[number];

export interface PromoHistory {
  readonly past: PastEvent | null;
  readonly kpis: Readonly<Record<HistoryKpi, Maybe<number>>>;
  readonly sold: ReadonlyMap<string, SoldInStock>;
  /** Where the event is not known before: the same days a year ago, and what they sold above the usual; null where nothing tells. */
  readonly sameDays: (Period & { readonly share: number }) | null;
  /** By SKU, in the days of `contributionOf`. */
  readonly units: ReadonlyMap<string, number>;
  readonly uplifts: UpliftModel;
  /** What the days before the last event say of those before this one; null where they are not known, or nothing lies between. */
  readonly yearAgo: YearAgo | null;
  /** Chosen SKUs, those that brought the most first; and what that is measured by. */
  readonly chosen: readonly string[];
  readonly chosenBy: "person" | "contribution" | "sales";
  /** Of the last event, or of the last 90 days where there was none. */
  readonly contribution: ReadonlyMap<string, number>;
  readonly contributionOf: Period;
  /** Part of all contribution that the chosen ones had. */
  readonly chosenShare: number | null;
  readonly skus: ReadonlyMap<string, SkuInfo>;
  /** Units of the days of the last event, from its first day on. */
  readonly byDay: readonly number[];
  readonly notes: readonly Text[];
}

/** KPIs of the stores in a period; a KPI that cannot be told says why. */
export async function kpisOf(
  context: Pick<Context, "kpis" | "facts" | "policies">,
  scope: Scope,
  period: Period,
  today: Day,
): Promise<Record<HistoryKpi, Maybe<number>>> {
  const overrides = await context.policies.overrides();
  const figure = async (id: HistoryKpi): Promise<Maybe<number>> => {
    const kpi = context.kpis.get(id);
    if (!kpi) return { kind: "missing", because: { zh: "没有这个指标", en: "there is no such KPI" } };
    const answer = await answerKpi(
      {
        kpi,
        scope: { stores: scope.stores },
        period,
        toDate: null,
        comparison: { kind: "none" },
        split: null,
        currency: scope.currency,
        today,
        policy: (p) => resolvePolicy(p, overrides, { day: today }),
      },
      (query) => context.facts.read(query),
    );
    const { value } = answer.figure;
    return value.kind === "missing" ? value : { kind: "value", value: value.value.toNumber() };
  };
  const [units, conversion, acos, returns] = await Promise.all(HISTORY_KPIS.map(figure));
  const none: Maybe<number> = { kind: "missing", because: { zh: "没有数据", en: "no facts" } };
  return { units: units ?? none, conversion: conversion ?? none, acos: acos ?? none, "return-rate": returns ?? none };
}

/** Contribution by SKU: sales less discounts, landed cost and fees; sales alone where costs are not known. */
async function contributionBy(
  context: Pick<Context, "facts">,
  scope: Scope,
  period: Period,
): Promise<{ readonly by: Map<string, number>; readonly units: Map<string, number>; readonly costed: boolean }> {
  const rows = await bySku(context, scope, period, ["sales-valid", "discounts", "landed-cost", "platform-fees", "units"]);
  const costed = [...rows.values()].some((r) => r["landed-cost"] !== undefined && r["landed-cost"] > 0);
  const by = new Map<string, number>();
  for (const [sku, r] of rows) {
    const sales = r["sales-valid"];
    if (sales === undefined || sales <= 0) continue;
    const margin = sales - (r.discounts ?? 0) - (r["landed-cost"] ?? 0) - (r["platform-fees"] ?? 0);
    by.set(sku, costed ? margin : sales);
  }
  const units = new Map([...rows].flatMap(([sku, r]) => (r.units === undefined ? [] : [[sku, r.units] as const])));
  return { by, units, costed };
}

/** What kept promotions of the same event taught; facts that are at hand go before. */
async function learnt(context: Pick<Context, "promos">, past: PastEvent | null): Promise<readonly EventSales[]> {
  if (past?.promo == null) return [];
  return standingOf(await context.promos.entries(past.promo)).outcome?.note.lines ?? [];
}

/** What an event sold above the usual, SKU by SKU; those that sold out early tell nothing. */
export async function measuredSales(
  context: Pick<Context, "facts">,
  scope: Scope,
  past: Period,
  skus: ReadonlyMap<string, SkuInfo>,
  read: PolicyReader,
  amazon: boolean,
): Promise<{
  readonly sold: ReadonlyMap<string, SoldInStock>;
  readonly usual: ReadonlyMap<string, SoldInStock>;
  readonly sales: readonly EventSales[];
}> {
  const base = baseDays(
    past.from,
    Math.round(read(promoBaseDays)),
    peaks({ from: addDays(past.from, -200), to: addDays(past.from, -1) }, amazon),
  );
  const [sold, usual] = [await soldInStock(context, scope, [past]), await soldInStock(context, scope, runsOf(base))];
  const sales = [...sold].flatMap(([sku, s]): EventSales[] => {
    const u = usual.get(sku);
    if (!u || u.units <= 0 || u.days <= 0 || s.days <= 0) return [];
    if ((s.inStockShare ?? 1) < read(promoInStock)) return [];
    return [{ sku, category: skus.get(sku)?.category ?? null, units: s.units, base: (u.units / u.days) * s.days }];
  });
  return { sold, usual, sales };
}

/** The same days a year ago, where nobody knows of an event then: no event's uplift, but what a default is to be held against. */
async function sameDaysOf(
  context: Pick<Context, "facts">,
  promo: Promo,
  scope: Scope,
  skus: ReadonlyMap<string, SkuInfo>,
  read: PolicyReader,
  amazon: boolean,
): Promise<PromoHistory["sameDays"]> {
  const days = { from: addMonths(promo.from, -12), to: addMonths(promo.to, -12) };
  if (days.to > scope.asOf) return null;
  const { sales } = await measuredSales(context, scope, days, skus, read, amazon);
  const [units, base] = [sales.reduce((s, x) => s + x.units, 0), sales.reduce((s, x) => s + x.base, 0)];
  return base > 0 ? { ...days, share: units / base - 1 } : null;
}

/** Four weeks and a year of whole weeks. */
const [MONTH_DAYS, YEAR_DAYS] = [28, 364];

/** What sold before the last event, of late, and when today was as far from that event: the season between is told by it. */
async function yearAgoOf(
  context: Pick<Context, "facts">,
  scope: Scope,
  next: Day,
  past: Period,
  usual: ReadonlyMap<string, SoldInStock>,
  skus: ReadonlyMap<string, SkuInfo>,
): Promise<YearAgo | null> {
  const ahead = daysBetween(scope.asOf, next);
  if (ahead <= 0) return null;
  const month = (to: Day): Promise<ReadonlyMap<string, SoldInStock>> =>
    soldInStock(context, scope, [{ from: addDays(to, 1 - MONTH_DAYS), to }]);
  const [now, ago, earlierThen] = [
    await month(scope.asOf),
    await month(addDays(scope.asOf, -YEAR_DAYS)),
    await month(addDays(past.from, -ahead)),
  ];
  // What sold nothing sold nothing, once something is known of those days.
  const rate = (of: ReadonlyMap<string, SoldInStock>, sku: string): number | null => {
    const s = of.get(sku);
    if (s === undefined) return null;
    return s.days > 0 && (s.inStockShare ?? 1) >= 0.5 ? s.units / s.days : null;
  };
  return yearAgo(
    [...new Set([...now.keys(), ...usual.keys()])].map((sku) => ({
      sku,
      category: skus.get(sku)?.category ?? null,
      now: rate(now, sku),
      ago: rate(ago, sku),
      event: rate(usual, sku),
      earlier: rate(earlierThen, sku),
    })),
  );
}

function choose(promo: Promo, contribution: ReadonlyMap<string, number>, share: number): readonly string[] {
  if (promo.skus.length > 0) return promo.skus;
  const ranked = [...contribution].filter(([, c]) => c > 0).toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return ranked.slice(0, Math.ceil(ranked.length * share)).map(([sku]) => sku);
}

/** The same event last time: what it sold, what that was above the usual, and which SKUs brought the most. */
export async function historyOf(
  context: Pick<Context, "facts" | "promos" | "kpis" | "policies">,
  promo: Promo,
  scope: Scope,
  platform: string | null,
  read: PolicyReader,
): Promise<PromoHistory> {
  const [kept, infos] = await Promise.all([context.promos.all(), context.promos.skus()]);
  const skus = new Map(infos.map((s) => [s.sku, s]));
  const past = pastEvent(promo, kept, platform);
  const notes: Text[] = [...(past?.notes ?? [])];
  const told = past && past.to <= scope.asOf ? past : null;
  const amazon = platform === "amazon";
  const measured = told && (await measuredSales(context, scope, told, skus, read, amazon));
  const before = await learnt(context, past);
  const seen = new Set((measured?.sales ?? []).map((s) => s.sku));
  const sales = [...(measured?.sales ?? []), ...before.filter((s) => !seen.has(s.sku))];
  if (past !== null && sales.length === 0) {
    notes.push({ zh: `${past.from} 至 ${past.to} 没有可比的销售数据`, en: `no comparable sales are known of ${past.from} to ${past.to}` });
  }
  const of: Period =
    told && sales.length > 0
      ? told
      : { from: addDays(earlier(scope.asOf, promo.from), 1 - FALLBACK_DAYS), to: earlier(scope.asOf, promo.from) };
  const { by: contribution, units, costed } = await contributionBy(context, scope, of);
  const chosen = choose(promo, contribution, read(promoTopShare));
  const total = [...contribution.values()].reduce((s, c) => s + Math.max(0, c), 0);
  const none: Maybe<number> = {
    kind: "missing",
    because: { zh: "没有去年同一活动的数据", en: "nothing is known of the same event before" },
  };
  const days = told ? await unitsByDay(context, scope, told) : null;
  return {
    past,
    kpis:
      told && sales.length > 0
        ? await kpisOf(context, scope, told, scope.asOf)
        : { units: none, conversion: none, acos: none, "return-rate": none },
    sold: measured?.sold ?? new Map(),
    sameDays: past === null ? await sameDaysOf(context, promo, scope, skus, read, amazon) : null,
    units,
    uplifts: upliftModel(sales, {
      low: read(peakUpliftLow),
      high: read(peakUpliftHigh),
      poolUnits: read(promoPoolUnits),
      spread: read(promoSpread),
    }),
    yearAgo: told && measured ? await yearAgoOf(context, scope, promo.from, told, measured.usual, skus) : null,
    chosen,
    chosenBy: promo.skus.length > 0 ? "person" : costed ? "contribution" : "sales",
    contribution,
    contributionOf: of,
    chosenShare: total > 0 ? chosen.reduce((s, sku) => s + Math.max(0, contribution.get(sku) ?? 0), 0) / total : null,
    skus,
    byDay: told && days ? Array.from({ length: length(told) }, (_, i) => days.units.get(addDays(told.from, i)) ?? 0) : [],
    notes,
  };
}
