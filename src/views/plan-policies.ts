import { placeOf } from "../app/plan-given.ts";
import { pilotDays, pilotUnits } from "../domain/policy/declared/demand-model.ts";
import { fillRate, reviewDays, serviceKind, serviceLevel } from "../domain/policy/declared/order.ts";
import { type Policy, type PolicyOverride, type PolicyPlace, type PolicyValue, resolvePolicy } from "../domain/policy/policy.ts";
import { policyReader } from "../domain/policy/reader.ts";
import { restockPolicies } from "../domain/policy/declared/restock.ts";
import { promisedBy, serviceText } from "../domain/restock/service.ts";
import type { PlanLine } from "../domain/restock/types.ts";
import type { Text } from "../domain/value.ts";
import { figure } from "../domain/restock/figures.ts";

/** The two policies that decide most, with where their value comes from. `lines` were planned by them, and know which service was promised. */
export function planPolicies(overrides: readonly PolicyOverride[], at: PolicyPlace, lines: readonly PlanLine[]): readonly Text[] {
  const said = lines.find((l) => l.service !== undefined)?.service ?? promisedBy(policyReader(overrides, at));
  const set = said.kind === "fill" ? fillRate : said.kind === "cycle" ? serviceLevel : serviceKind;
  const service = resolvePolicy<PolicyValue>(set as Policy<PolicyValue>, overrides, at);
  const promised = serviceText(said.kind === "fill" || said.kind === "cycle" ? { kind: said.kind, level: Number(service.value) } : said);
  const review = resolvePolicy(reviewDays, overrides, at);
  const by = (o: PolicyOverride | null): Text =>
    o === null ? { zh: "默认", en: "default" } : { zh: `${o.by} 设定`, en: `set by ${o.by}` };
  return [
    {
      zh: `${promised.zh}（${by(service.override).zh}）`,
      en: `${promised.en} (${by(service.override).en})`,
    },
    {
      zh: `补货周期 ${figure(review.value)} 天（${by(review.override).zh}）`,
      en: `review every ${figure(review.value)} days (${by(review.override).en})`,
    },
    ...pilotTold(overrides, at),
  ];
}

/** Who told of a test of the product, and when: an assumption of theirs, and no sale that Purser saw. */
function pilotTold(overrides: readonly PolicyOverride[], at: PolicyPlace): readonly Text[] {
  const { value, override } = resolvePolicy(pilotDays, overrides, at);
  if (override === null || value === 0) return [];
  const { value: units } = resolvePolicy(pilotUnits, overrides, at);
  const on = override.at.toISOString().slice(0, 10);
  return [
    {
      zh: `试销 ${figure(value)} 天卖 ${figure(units)} 件（${override.by} ${on} 填写）`,
      en: `a test of ${figure(value)} days sold ${figure(units)} (as ${override.by} said on ${on})`,
    },
  ];
}

/** How many SKUs have values of their own, which are not those that the answer names: set for the SKU, its role or its store. */
export function ownValues(
  lines: readonly PlanLine[],
  overrides: readonly PolicyOverride[],
  at: PolicyPlace,
  policies: readonly Policy<number>[],
): readonly Text[] {
  const set = policies.filter((p) => overrides.some((o) => o.policy === p.id && o.scope.kind !== "company"));
  if (set.length === 0) return [];
  const differs = (line: PlanLine): boolean =>
    set.some((p) => resolvePolicy(p, overrides, placeOf(line)).value !== resolvePolicy(p, overrides, at).value);
  const skus = new Set(lines.filter(differs).map((l) => l.sku)).size;
  return skus === 0
    ? []
    : [{ zh: `其中 ${skus} 个 SKU 另有设定`, en: `${skus} of the SKUs ${skus === 1 ? "has a value of its" : "have values of their"} own` }];
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
