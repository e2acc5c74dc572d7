import { contains } from "../../domain/calendar/period.ts";
import { dayIn, type Zone } from "../../domain/calendar/zone.ts";
import { POLICIES } from "../../domain/policy/all.ts";
import { type Policy, type PolicyOverride, type PolicyValue, resolvePolicy } from "../../domain/policy/policy.ts";
import type { Context } from "../types.ts";
import type { Frame } from "./frame.ts";

/** A threshold that somebody changed in the month. */
export interface RuleChange {
  readonly policy: Policy;
  readonly override: PolicyOverride;
  /** What held in the same scope before; null: nothing was set and there is no default. */
  readonly before: PolicyValue | null;
}

/** What was decided to be bought in the month. */
export interface Bought {
  readonly approvals: number;
  readonly units: number;
}

export interface Changes {
  readonly rules: readonly RuleChange[];
  readonly bought: Bought;
}

const sameScope = (a: PolicyOverride["scope"], b: PolicyOverride["scope"]): boolean =>
  a.kind === b.kind && (a.kind === "company" || b.kind === "company" || a.key === b.key);

/** Thresholds that were changed and purchases that were approved, by the days of the channel's zone. */
export async function changesIn(context: Pick<Context, "policies" | "purchases">, f: Frame, zone: Zone): Promise<Changes> {
  const inMonth = (at: Date): boolean => contains(f.period, dayIn(zone, at));
  const all = await context.policies.overrides();
  const rules = all
    .filter((o) => inMonth(o.at))
    .flatMap((override): RuleChange[] => {
      const policy = POLICIES.find((p) => p.id === override.policy);
      if (!policy) return [];
      const earlier = all.filter((o) => o.policy === policy.id && o.at < override.at && sameScope(o.scope, override.scope));
      const { scope } = override;
      const place = scope.kind === "company" ? {} : { [scope.kind]: scope.key };
      const was = resolvePolicy(policy, earlier, { day: override.from, ...place });
      return [{ policy, override, before: was.override === null && policy.unset ? null : was.value }];
    });
  const bought = (await context.purchases.approved({ since: f.period.from })).filter((p) => inMonth(p.at));
  return { rules, bought: { approvals: bought.length, units: bought.reduce((sum, p) => sum + p.quantity, 0) } };
}
