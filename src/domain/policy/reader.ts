import type { Policy, PolicyOverride, PolicyPlace, PolicyValue } from "./policy.ts";
import { resolvePolicy } from "./policy.ts";

/** Reads the value in force at one place. */
export type PolicyReader = <V extends PolicyValue>(policy: Policy<V>) => V;

export function policyReader(overrides: readonly PolicyOverride[], place: PolicyPlace): PolicyReader {
  return (policy) => resolvePolicy(policy, overrides, place).value;
}

/** The declared defaults, for tests and for whoever has no overrides. */
export const defaults: PolicyReader = (policy) => policy.default;
