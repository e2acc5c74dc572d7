import { Decimal } from "decimal.js";
import { daysBetween, earlier, endOfMonth, later, startOfMonth } from "../../calendar/day.ts";
import type { Period } from "../../calendar/period.ts";
import type { PolicyOverride, ResolvedPolicy } from "../../policy/policy.ts";
import { targetPolicy } from "../../policy/declared/kpi-targets.ts";
import type { Maybe } from "../../value.ts";
import type { Kpi } from "../kpi.ts";
import type { Scope } from "../measure.ts";
import type { PolicyLookup } from "./marks.ts";
import { monthsOf } from "./series.ts";

/** What is aimed at in a period, and how far the figure is from it. */
export interface Target {
  readonly policy: ResolvedPolicy<number>;
  readonly override: PolicyOverride;
  /** For sums the part of the monthly target that falls on the told days. */
  readonly value: Decimal;
  /** Set where `value` is such a part: the target of a whole month. */
  readonly perMonth: Decimal | null;
  /** Figure less target: points for rates, an amount for the rest; null where there is no figure. */
  readonly distance: Decimal | null;
  /** Whether it is reached; null where there is no figure, or the KPI has no good direction. */
  readonly met: boolean | null;
}

/** Months that a period is, by days: October is 1, its first ten days 10/31. */
export function monthsIn(period: Period): Decimal {
  return monthsOf(period).reduce((sum, part) => {
    const [first, last] = [startOfMonth(part.from), endOfMonth(part.from)];
    const inside = daysBetween(later(first, part.from), earlier(last, part.to)) + 1;
    return sum.plus(new Decimal(inside).div(daysBetween(first, last) + 1));
  }, new Decimal(0));
}

/** A sum is aimed at by whoever set the sum: the company's holds for the company, a store's for that store. */
function holds(override: PolicyOverride, scope: Scope, everyStore: boolean): boolean {
  const narrowed = scope.sku !== undefined || scope.category !== undefined || scope.role !== undefined;
  switch (override.scope.kind) {
    case "company":
      return everyStore && !narrowed;
    case "store":
      return scope.stores.length === 1 && !narrowed;
    case "role":
      return everyStore && scope.role !== undefined && scope.sku === undefined && scope.category === undefined;
    case "sku":
      return everyStore && scope.sku !== undefined;
  }
}

export interface Aim {
  readonly kpi: Kpi;
  readonly scope: Scope;
  /** Whether the scope is of all stores that there are. */
  readonly everyStore: boolean;
  /** Currency of the answer. */
  readonly currency: string;
  /** Currencies that targets are written in: of the company, and of the one asked store (null for several). */
  readonly companyCurrency: string;
  readonly storeCurrency: string | null;
  readonly policy: PolicyLookup;
}

/** The target in force for a figure; null where none is set, or it is of something else (another scope, another currency). */
export function targetOf(aim: Aim, told: Period, figure: Maybe<Decimal>): Target | null {
  const { kpi } = aim;
  const declared = targetPolicy(kpi.id);
  if (declared === undefined) return null;
  const policy = aim.policy(declared);
  const { override } = policy;
  if (override === null) return null;
  const sum = kpi.denominator === null;
  if (sum && !holds(override, aim.scope, aim.everyStore)) return null;
  const written = override.scope.kind === "store" ? aim.storeCurrency : aim.companyCurrency;
  if (kpi.unit === "money" && aim.currency !== written) return null;
  const months = sum ? monthsIn(told) : new Decimal(1);
  const value = months.times(policy.value);
  const distance = figure.kind === "missing" ? null : figure.value.minus(value);
  const met = distance === null || kpi.good === "neither" ? null : kpi.good === "up" ? !distance.lt(0) : !distance.gt(0);
  return { policy, override, value, perMonth: sum && !months.eq(1) ? new Decimal(policy.value) : null, distance, met };
}
