import { addDays, type Day } from "../domain/calendar/day.ts";
import type { Period } from "../domain/calendar/period.ts";
import { startOfWeek } from "../domain/calendar/week.ts";
import { answerKpi } from "../domain/kpi/engine/answer.ts";
import type { KpiAnswer, ReadMeasures } from "../domain/kpi/engine/ask.ts";
import type { PolicyLookup } from "../domain/kpi/engine/marks.ts";
import type { Kpi } from "../domain/kpi/kpi.ts";
import { cohortMaturityDays, returnRateMinUnits } from "../domain/policy/declared/kpi.ts";
import { returnsChance, returnsMinOrders, returnsPastDays, returnsRecentDays } from "../domain/policy/declared/returns.ts";
import type { ResolvedPolicy } from "../domain/policy/policy.ts";
import { spokenFor } from "../domain/returns/clean-comment.ts";
import type { ReturnSpan } from "../domain/returns/span.ts";
import { type StoreRise, storeRises } from "../domain/returns/store-rises.ts";
import { type ReturnIssue, type SoldOf, topIssues } from "../domain/returns/top-issues.ts";
import type { Binding, Store } from "../ports/company.ts";
import { channelStores, policyLookup, toldCurrency } from "./channel-stores.ts";
import type { Context, Slot } from "./types.ts";

/** Three of each: what is more than that is not read on a Monday. */
const TOP = 3;
const MOST_RISES = 2;
const WEEK = 7;
/** What a week is compared with. */
const WEEKS_BEFORE = 8;
/** Orders of so many days are one cohort: of one week alone a rate would jump about. */
const COHORT_DAYS = 28;
const COHORT_PAST_DAYS = 84;

export interface Issue extends ReturnIssue {
  /** What most buyers wrote, and how many of them; null where nobody wrote. */
  readonly said: { readonly text: string; readonly times: number } | null;
}

export interface WeeklyReturns {
  readonly week: Period;
  readonly recent: Period;
  readonly past: Period;
  readonly stores: readonly Store[];
  readonly currency: string;
  /** Against the eight weeks before, by the day of the return. */
  readonly rate: KpiAnswer | null;
  /** Of orders that are old enough, against the ones before them. */
  readonly cohort: KpiAnswer | null;
  /** All returned units of the three spans. */
  readonly spans: readonly ReturnSpan[];
  readonly issues: readonly Issue[];
  /** Reasons that have risen in one of several stores, whatever the SKU. */
  readonly rises: readonly StoreRise[];
  readonly policies: readonly ResolvedPolicy<number>[];
}

/** The week, Monday to Sunday, that ended last before a day. */
export const weekBefore = (day: Day): Period => {
  const from = addDays(startOfWeek(day), -WEEK);
  return { from, to: addDays(from, WEEK - 1) };
};

const before = (to: Day, days: number): Period => ({ from: addDays(to, 1 - days), to });
const precedes = (p: Period, days: number): Period => before(addDays(p.from, -1), days);

interface Ask {
  readonly codes: readonly string[];
  readonly currency: string;
  readonly today: Day;
  readonly policy: PolicyLookup;
  readonly read: ReadMeasures;
}

function rateOf(kpi: Kpi | undefined, period: Period, past: Period, ask: Ask): Promise<KpiAnswer> | null {
  if (kpi === undefined) return null;
  return answerKpi(
    {
      kpi,
      scope: { stores: ask.codes },
      period,
      toDate: null,
      comparison: { kind: "period", period: past },
      split: null,
      currency: ask.currency,
      today: ask.today,
      policy: ask.policy,
    },
    ask.read,
  );
}

/** Units sold of each SKU or store, as `/kpi` counts them. */
async function unitsBy(by: "sku" | "store", period: Period, ask: Ask): Promise<ReadonlyMap<string, number>> {
  const { rows } = await ask.read({
    measures: ["units"],
    scope: { stores: ask.codes },
    period,
    by,
    currency: ask.currency,
    asOf: ask.today,
  });
  return new Map(
    rows.flatMap(({ key, values: { units } }) => (key !== null && units?.kind === "value" ? [[key, units.value.toNumber()]] : [])),
  );
}

async function soldIn(by: "sku" | "store", recent: Period, past: Period, ask: Ask): Promise<SoldOf> {
  const [now, before] = await Promise.all([unitsBy(by, recent, ask), unitsBy(by, past, ask)]);
  return (key) => ({ recent: now.get(key) ?? 0, past: before.get(key) ?? 0 });
}

/** What came back in the week before the slot's day, for the stores of a channel. */
export async function weeklyReturns(context: Context, channel: Binding, slot: Slot): Promise<WeeklyReturns> {
  const stores = await channelStores(context, channel);
  const currency = await toldCurrency(context, channel, stores);
  const policy = await policyLookup(context, slot.day);
  const week = weekBefore(slot.day);
  const recent = before(week.to, policy(returnsRecentDays).value);
  const past = precedes(recent, policy(returnsPastDays).value);
  const ask: Ask = { codes: stores.map((s) => s.code), currency, today: slot.day, policy, read: (q) => context.facts.read(q) };
  if (stores.length === 0)
    return { week, recent, past, stores, currency, rate: null, cohort: null, spans: [], issues: [], rises: [], policies: [] };

  const cohort = before(addDays(week.to, -policy(cohortMaturityDays).value), COHORT_DAYS);
  const [spans, soldBySku, soldByStore, rate, mature] = await Promise.all([
    context.returnReasons.spans({ stores: ask.codes, week, recent, past, asOf: slot.day }),
    soldIn("sku", recent, past, ask),
    soldIn("store", recent, past, ask),
    rateOf(context.kpis.get("return-rate"), week, precedes(week, WEEK * WEEKS_BEFORE), ask),
    rateOf(context.kpis.get("return-rate-cohort"), cohort, precedes(cohort, COHORT_PAST_DAYS), ask),
  ]);
  const [minSold, minReturned, chance] = [policy(returnRateMinUnits), policy(returnsMinOrders), policy(returnsChance)];
  const rules = { minSold: minSold.value, minReturned: minReturned.value, chance: chance.value };
  const found = topIssues(spans, soldBySku, rules, TOP);
  const risen = found.filter((i) => i.verdict === "risen");
  const rises = stores.length > 1 ? storeRises(spans, soldByStore, rules, risen).slice(0, MOST_RISES) : [];
  const comments = await context.returnReasons.comments({ stores: ask.codes, period: recent, asOf: slot.day, of: found });
  return {
    week,
    recent,
    past,
    stores,
    currency,
    rate,
    cohort: mature,
    spans,
    issues: found.map((i) => ({
      ...i,
      said: spokenFor(comments.filter((c) => c.sku === i.sku && c.bucket === i.bucket).map((c) => c.comment)),
    })),
    rises,
    policies: [minReturned, minSold, chance],
  };
}
