import { addDays, type Day, endOfMonth, startOfMonth } from "../../domain/calendar/day.ts";
import type { Period } from "../../domain/calendar/period.ts";
import { dayIn } from "../../domain/calendar/zone.ts";
import type { ReadMeasures } from "../../domain/kpi/engine/ask.ts";
import { type PolicyReader, policyReader } from "../../domain/policy/reader.ts";
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
  readonly currency: string;
  readonly policy: (policy: Policy<number>) => ResolvedPolicy<number>;
  readonly rules: PolicyReader;
  readonly read: ReadMeasures;
  /** Stores whose month had not ended in their own zone when the facts were put together. */
  readonly running: readonly Store[];
}

/** The month before the slot's day, for the stores of a channel. */
export async function frame(context: Context, channel: Binding, slot: Slot): Promise<Frame> {
  const stores = await channelStores(context, channel);
  const last = addDays(startOfMonth(slot.day), -1);
  const period = { from: startOfMonth(last), to: endOfMonth(last) };
  const overrides = await context.policies.overrides();
  return {
    period,
    today: slot.day,
    stores,
    codes: stores.map((s) => s.code),
    currency: await toldCurrency(context, channel, stores),
    policy: (p) => resolvePolicy(p, overrides, { day: slot.day }),
    rules: policyReader(overrides, { day: slot.day }),
    read: (query) => context.facts.read(query),
    running: stores.filter((s) => dayIn(s.zone, slot.at) <= period.to),
  };
}
