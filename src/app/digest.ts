import { addDays, type Day } from "../domain/calendar/day.ts";
import { change, mood } from "../domain/kpi/engine/change.ts";
import { evaluate, measuresOf } from "../domain/kpi/engine/evaluate.ts";
import { judgement } from "../domain/kpi/engine/marks.ts";
import { answerOverview, type Overview, type OverviewLine } from "../domain/kpi/engine/overview.ts";
import type { Kpi } from "../domain/kpi/kpi.ts";
import { dispatchWorkingDays } from "../domain/policy/declared/kpi-samples.ts";
import { type Maybe, missing, present } from "../domain/value.ts";
import type { Store, Warehouse } from "../ports/company.ts";
import type { LateStore } from "../ports/late-orders.ts";
import type { policyLookup } from "./channel-stores.ts";
import { newestSales, readMidway } from "./day-known.ts";
import type { Context } from "./types.ts";

const SHOWN = ["gmv", "net-sales", "units", "orders", "conversion"];
/** What is left of it, the deepest that the facts can tell. Marketplaces book some fees once a week: of a single day it would swing between riches and ruin. */
const PROFIT_DAYS = 7;
const PROFIT = ["cm3", "cm2", "gross-margin"];
const BY_STORE = ["gmv", "units", "orders"];

export type Lookup = Awaited<ReturnType<typeof policyLookup>>;

/** A store's own figures of the day. */
export interface DigestStore {
  readonly store: string;
  readonly lines: readonly OverviewLine[];
  /** `midway`: read before the day had ended, so that the rest of it is not in here. */
  readonly known:
    | { readonly kind: "whole" }
    | { readonly kind: "midway"; readonly at: Date; readonly zone: Store["zone"] }
    | { readonly kind: "none"; readonly newest: Day | null };
}

/** Stores whose yesterday is the same day. */
export interface DigestGroup {
  readonly day: Day;
  readonly stores: readonly string[];
  /** Against the day before, and against the same weekday a week earlier: the same lines in the same order. */
  readonly dayBefore: Overview;
  readonly weekBefore: Overview;
  readonly byStore: readonly DigestStore[];
  /** Of the seven days up to this one, against the seven before; null where no cost is known. */
  readonly profit: OverviewLine | null;
  readonly unitsReturned: Maybe<number>;
  readonly settledOn: Day | null;
}

/** Orders of a store that should have left, and the only warehouse of its own that it ships from, where that is known. */
export type DigestLate = LateStore & { readonly warehouse: string | null };

const named = (context: Context, ids: readonly string[]): Kpi[] => ids.map((id) => context.kpis.get(id)).filter((k) => k !== undefined);

type Freshness = Awaited<ReturnType<Context["company"]["freshness"]>>;

interface Asked {
  readonly context: Context;
  readonly stores: readonly Store[];
  readonly day: Day;
  readonly currency: string;
  readonly policy: Lookup;
  readonly freshness: Freshness;
}

async function storeLines({ context, stores, day, currency, policy, freshness }: Asked): Promise<DigestStore[]> {
  const kpis = named(context, BY_STORE);
  const scope = { stores: stores.map((s) => s.code) };
  const query = { measures: kpis.flatMap(measuresOf), scope, currency, asOf: addDays(day, 1), by: "store" as const };
  const read = async (d: Day) => {
    const { rows } = await context.facts.read({ ...query, period: { from: d, to: d } });
    return new Map(rows.map((r) => [r.key, r.values]));
  };
  const [now, before] = [await read(day), await read(addDays(day, -7))];
  return stores.map((store): DigestStore => {
    const lines = kpis.map((kpi): OverviewLine => {
      const figure = evaluate(kpi, now.get(store.code), { period: { from: day, to: day }, days: 1 });
      const past = evaluate(kpi, before.get(store.code), { period: { from: addDays(day, -7), to: addDays(day, -7) }, days: 1 });
      const moved = change(kpi, figure.value, past.value);
      return { kpi, figure, thin: null, judgement: judgement(kpi, policy), before: past, change: moved, mood: mood(kpi, moved, true) };
    });
    const midway = readMidway(store, day, freshness);
    // Money may be missing for want of a rate, and the day is known all the same.
    const isTold = lines.some((l) => l.figure.value.kind === "value");
    return {
      store: store.code,
      lines,
      known: !isTold
        ? { kind: "none", newest: newestSales(store.code, freshness) }
        : midway === null
          ? { kind: "whole" }
          : { kind: "midway", at: midway, zone: store.zone },
    };
  });
}

export async function digestGroup(asked: Asked): Promise<DigestGroup> {
  const { context, day, currency, policy } = asked;
  const stores = asked.stores.map((s) => s.code);
  const period = { from: day, to: day };
  const today = addDays(day, 1);
  const ask = { kpis: named(context, SHOWN), scope: { stores }, period, toDate: null, currency, today, policy };
  const read = (q: Parameters<Context["facts"]["read"]>[0]) => context.facts.read(q);
  const weekAgo = { from: addDays(day, -7), to: addDays(day, -7) };
  const [dayBefore, weekBefore, profit, returned, byStore] = await Promise.all([
    answerOverview({ ...ask, comparison: { kind: "previous" } }, read),
    answerOverview({ ...ask, comparison: { kind: "period", period: weekAgo } }, read),
    answerOverview(
      { ...ask, kpis: named(context, PROFIT), period: { from: addDays(day, 1 - PROFIT_DAYS), to: day }, comparison: { kind: "previous" } },
      read,
    ),
    read({ measures: ["units-returned"], scope: { stores }, period, currency, asOf: today }),
    storeLines(asked),
  ]);
  const units = returned.rows.find((r) => r.key === null)?.values["units-returned"];
  const settling = Math.max(0, ...dayBefore.lines.map((l) => l.judgement.maturityDays));
  return {
    day,
    stores,
    dayBefore,
    weekBefore,
    byStore,
    profit: profit.lines.find((l) => l.figure.value.kind === "value") ?? null,
    unitsReturned:
      units === undefined
        ? missing({ zh: "没有退货数据", en: "there are no returns data" })
        : units.kind === "missing"
          ? units
          : present(units.value.toNumber()),
    settledOn: settling > 0 ? addDays(day, settling) : null,
  };
}

/** A store's warehouse that is not the platform's: orders do not say where they lie, but of one there is no doubt. */
function ownWarehouse(store: string, warehouses: readonly Warehouse[]): string | null {
  const [only, another] = warehouses.filter((w) => w.kind !== "platform-pool" && w.stores.some((s) => s.store === store));
  return only !== undefined && another === undefined ? only.code : null;
}

export async function digestLate(context: Context, stores: readonly Store[], asOf: Day, policy: Lookup): Promise<DigestLate[]> {
  const [late, warehouses] = await Promise.all([
    context.lateOrders.late({
      stores: stores.map(({ code }) => ({ code, workingDays: policy(dispatchWorkingDays, code).value })),
      asOf,
    }),
    context.company.warehouses(),
  ]);
  return late.map((s) => ({ ...s, warehouse: ownWarehouse(s.store, warehouses) }));
}
