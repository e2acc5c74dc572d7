import type { Day } from "../../domain/calendar/day.ts";
import type { Period } from "../../domain/calendar/period.ts";
import { dayIn } from "../../domain/calendar/zone.ts";
import type { ReadMeasures } from "../../domain/kpi/engine/ask.ts";
import { type PolicyReader, policyReader } from "../../domain/policy/reader.ts";
import { monthBefore, monthPeriod, type RetroRules } from "../../domain/retro/dates.ts";
import { retroDay, retroLeadDays } from "../../domain/policy/declared/retro.ts";
import { resolvePolicy, type Policy, type ResolvedPolicy } from "../../domain/policy/policy.ts";
import type { Binding, Store } from "../../ports/company.ts";
import { channelStores, toldCurrency } from "../channel-stores.ts";
import type { Context, Slot } from "../types.ts";

/** What every part of a retro is asked with. */
export interface Frame {
  readonly period: Period;
  readonly today: Day;
  readonly stores: readonly Store[];
  readonly codes: readonly string[];
  /** Whether these are all stores that there are. */
  readonly everyStore: boolean;
  readonly currency: string;
  readonly companyCurrency: string;
  readonly policy: (policy: Policy<number>) => ResolvedPolicy<number>;
  readonly rules: PolicyReader;
  readonly read: ReadMeasures;
  /** Stores whose month had not ended in their own zone when the facts were put together. */
  readonly running: readonly Store[];
}

/** A month, or the one before the slot's day, for the stores of a channel. */
export async function frame(
  context: Context,
  channel: Binding,
  slot: Pick<Slot, "at" | "day">,
  month: string = monthBefore(slot.day),
): Promise<Frame> {
  const stores = await channelStores(context, channel);
  const period = monthPeriod(month);
  const [overrides, company, all] = await Promise.all([context.policies.overrides(), context.company.company(), context.company.stores()]);
  return {
    period,
    today: slot.day,
    stores,
    codes: stores.map((s) => s.code),
    everyStore: stores.length === all.length,
    currency: await toldCurrency(context, channel, stores),
    companyCurrency: company.currency,
    policy: (p) => resolvePolicy(p, overrides, { day: slot.day }),
    rules: policyReader(overrides, { day: slot.day }),
    read: (query) => context.facts.read(query),
    running: stores.filter((s) => dayIn(s.zone, slot.at) <= period.to),
  };
}

export const retroRules = (rules: PolicyReader): RetroRules => ({ day: rules(retroDay), leadDays: rules(retroLeadDays) });
