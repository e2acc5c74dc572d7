import type { Day } from "../domain/calendar/day.ts";
import { type Policy, resolvePolicy, type ResolvedPolicy } from "../domain/policy/policy.ts";
import type { Binding, Store } from "../ports/company.ts";
import type { Context } from "./types.ts";

/** The stores that a channel is about: those it is bound to, else all. */
export async function channelStores(context: Context, channel: Binding): Promise<readonly Store[]> {
  const all = await context.company.stores();
  return channel.stores.length === 0 ? all : all.filter((s) => channel.stores.includes(s.code));
}

/** Currency in which money of several stores is told: the channel's, else that which all share, else the company's. */
export async function toldCurrency(context: Context, channel: Binding, stores: readonly Store[]): Promise<string> {
  if (channel.currency !== null) return channel.currency;
  const currencies = new Set(stores.map((s) => s.currency));
  const [only] = currencies;
  return currencies.size === 1 && only !== undefined ? only : (await context.company.company()).currency;
}

/** Looks up thresholds as they stand on a day. */
export async function policyLookup(
  context: Context,
  day: Day,
): Promise<(policy: Policy<number>, store?: string) => ResolvedPolicy<number>> {
  const overrides = await context.policies.overrides();
  return (policy, store) => resolvePolicy(policy, overrides, { day, ...(store !== undefined && { store }) });
}
