import type { Day } from "../calendar/day.ts";
import type { Text } from "../value.ts";
import { fold } from "../words/closest.ts";
import { roleWord } from "../words/roles.ts";

export type PolicyUnit = "percent" | "days" | "hours" | "count" | "times" | "money" | "choice" | "flag";
export type PolicyValue = number | string | boolean;

/** A threshold of the trade: never a number in code. Percent is a share of one (0.05 = 5 %). */
export interface Policy<V extends PolicyValue = PolicyValue> {
  /** kebab-case, with the topic first: `restock-service-level`. */
  readonly id: string;
  readonly name: Text;
  readonly unit: PolicyUnit;
  readonly default: V;
  /** Nothing is in force until somebody sets it; `default` only tells its type. */
  readonly unset?: true;
  /** For `choice`: what may be chosen, each with its meaning. */
  readonly choices?: readonly { readonly value: string; readonly label: Text }[];
  readonly min?: number;
  readonly max?: number;
  /** Scopes at which it is read; absent: all. What is set elsewhere would count for nothing. */
  readonly scopes?: readonly PolicyScope["kind"][];
  /** Where the default comes from: a rule of the operating system's documents, a platform's page, or our own judgement. */
  readonly source: string;
  /** What a reader must know of it: a contradiction in the sources, for instance. */
  readonly note?: Text;
}

export function definePolicy<V extends PolicyValue>(policy: Policy<V>): Policy<V> {
  return policy;
}

export type PolicyScope =
  | { readonly kind: "company" }
  | { readonly kind: "store"; readonly key: string }
  | { readonly kind: "role"; readonly key: string }
  | { readonly kind: "sku"; readonly key: string };

export interface PolicyOverride {
  readonly policy: string;
  readonly scope: PolicyScope;
  readonly value: PolicyValue;
  readonly from: Day;
  readonly to: Day | null;
  readonly by: string;
  readonly at: Date;
}

export interface PolicyPlace {
  readonly day: Day;
  readonly store?: string;
  /** Role of the SKU in the product matrix. */
  readonly role?: string;
  readonly sku?: string;
}

export interface ResolvedPolicy<V extends PolicyValue = PolicyValue> {
  readonly policy: Policy<V>;
  readonly value: V;
  /** null: the default. */
  readonly override: PolicyOverride | null;
}

const NEARNESS = { sku: 3, role: 2, store: 1, company: 0 } as const;

/** A products file may say 主推款 where a policy says hero: that is one role. */
const sameRole = (a: string, b: string): boolean => fold(roleWord(a).id) === fold(roleWord(b).id);

function fits(o: PolicyOverride, at: PolicyPlace): boolean {
  if (o.from > at.day || (o.to !== null && o.to < at.day)) return false;
  switch (o.scope.kind) {
    case "company":
      return true;
    case "store":
      return o.scope.key === at.store;
    case "role":
      return at.role !== undefined && sameRole(o.scope.key, at.role);
    case "sku":
      return o.scope.key === at.sku;
  }
}

/** The value in force: the nearest scope wins (SKU, role, store, company), the newest of equals, else the default. */
export function resolvePolicy<V extends PolicyValue>(
  policy: Policy<V>,
  overrides: readonly PolicyOverride[],
  at: PolicyPlace,
): ResolvedPolicy<V> {
  let best: PolicyOverride | null = null;
  for (const o of overrides) {
    if (o.policy !== policy.id || typeof o.value !== typeof policy.default || !fits(o, at)) continue;
    if (
      best === null ||
      NEARNESS[o.scope.kind] > NEARNESS[best.scope.kind] ||
      (NEARNESS[o.scope.kind] === NEARNESS[best.scope.kind] && o.at >= best.at)
    )
      best = o;
  }
  return { policy, value: best === null ? policy.default : (best.value as V), override: best };
}
