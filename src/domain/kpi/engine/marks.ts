import type { Decimal } from "decimal.js";
import { addDays, type Day, earlier, later } from "../../calendar/day.ts";
import type { Period } from "../../calendar/period.ts";
import type { Policy, ResolvedPolicy } from "../../policy/policy.ts";
import { kpiPolicies } from "../../policy/declared/kpi.ts";
import type { Kpi } from "../kpi.ts";
import type { KpiFigure } from "./evaluate.ts";

/** Looks a threshold up where the answer is given: the nearest override, else the default. */
export type PolicyLookup = (policy: Policy<number>) => ResolvedPolicy<number>;

const declared = new Map<string, Policy<number>>(kpiPolicies.map((p) => [p.id, p]));

function named(id: string): Policy<number> {
  const policy = declared.get(id);
  if (policy === undefined) throw new RangeError(`no policy is declared as "${id}"`);
  return policy;
}

/** What a KPI is judged by, resolved once for an answer. */
export interface Judgement {
  /** Smallest denominator worth a verdict; null where none is asked for. */
  readonly minimum: ResolvedPolicy<number> | null;
  /** Days until a day's figure is complete. */
  readonly maturityDays: number;
  readonly maturity: ResolvedPolicy<number> | null;
  /** Smallest known part that is worth a verdict; null where the figure speaks of all. */
  readonly known: ResolvedPolicy<number> | null;
}

export function judgement(kpi: Kpi, lookup: PolicyLookup): Judgement {
  const maturity = kpi.maturityPolicy === undefined ? null : lookup(named(kpi.maturityPolicy));
  return {
    minimum: kpi.minimumSample === null ? null : lookup(named(kpi.minimumSample)),
    maturity,
    maturityDays: maturity?.value ?? kpi.maturityDays,
    known: kpi.knownPart === undefined ? null : lookup(named(kpi.knownPart.policy)),
  };
}

/** Why a figure gets no verdict: fewer cases than the policy asks for, or too small a part of the whole that it can speak of. */
export interface Thin {
  readonly kind: "sample" | "known";
  readonly has: Decimal;
  readonly needs: number;
}

export function thin(figure: KpiFigure, { minimum, known }: Judgement): Thin | null {
  if (minimum !== null && figure.sample !== null && figure.sample.lt(minimum.value))
    return { kind: "sample", has: figure.sample, needs: minimum.value };
  if (known !== null && figure.known !== null && figure.known.lt(known.value))
    return { kind: "known", has: figure.known, needs: known.value };
  return null;
}

/**
 * First day of the period whose figure may still change; null when all are settled. A day is settled when `maturityDays` whole days
 * after it are known: by the calendar, and by the facts where they end earlier than today.
 */
export function immatureFrom(period: Period, maturityDays: number, today: Day, newest: Day | null): Day | null {
  if (maturityDays === 0) return null;
  const known = newest === null ? today : earlier(today, addDays(newest, 1));
  const first = addDays(known, -maturityDays);
  return first > period.to ? null : later(first, period.from);
}
