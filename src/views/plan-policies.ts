import { reviewDays, serviceLevel } from "../domain/policy/declared/order.ts";
import { type PolicyOverride, type PolicyPlace, type PolicyValue, resolvePolicy } from "../domain/policy/policy.ts";
import { restockPolicies } from "../domain/policy/declared/restock.ts";
import type { Text } from "../domain/value.ts";
import { figure } from "../domain/restock/figures.ts";

/** The two policies that decide most, with where their value comes from. */
export function planPolicies(overrides: readonly PolicyOverride[], at: PolicyPlace): readonly Text[] {
  const service = resolvePolicy(serviceLevel, overrides, at);
  const review = resolvePolicy(reviewDays, overrides, at);
  const by = (o: PolicyOverride | null): Text =>
    o === null ? { zh: "默认", en: "default" } : { zh: `${o.by} 设定`, en: `set by ${o.by}` };
  return [
    {
      zh: `周期服务水平 ${figure(service.value * 100, 1)}%（${by(service.override).zh}）`,
      en: `cycle service ${figure(service.value * 100, 1)}% (${by(service.override).en})`,
    },
    {
      zh: `补货周期 ${figure(review.value)} 天（${by(review.override).zh}）`,
      en: `review every ${figure(review.value)} days (${by(review.override).en})`,
    },
  ];
}

/** Every planning policy in force at a place, by id, for `--json`. */
export function policyJson(overrides: readonly PolicyOverride[], at: PolicyPlace): Readonly<Record<string, PolicyValue>> {
  return Object.fromEntries(
    restockPolicies.map((p) => {
      const found = overrides.length === 0 ? p.default : resolvePolicy<PolicyValue>(p as never, overrides, at).value;
      return [p.id, found];
    }),
  );
}
