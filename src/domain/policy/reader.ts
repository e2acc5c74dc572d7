import type { Policy, PolicyOverride, PolicyPlace, PolicyValue, ResolvedPolicy } from "./policy.ts";
import { resolvePolicy } from "./policy.ts";

/** Reads the value in force at one place. */
export type PolicyReader = <V extends PolicyValue>(policy: Policy<V>) => V;

export function policyReader(overrides: readonly PolicyOverride[], place: PolicyPlace): PolicyReader {
  return (policy) => resolvePolicy(policy, overrides, place).value;
}

/** As policyReader, and remembers what was read, so that an answer can name it. */
export function rememberingReader(
  overrides: readonly PolicyOverride[],
  place: PolicyPlace,
): { readonly read: PolicyReader; readonly used: () => readonly ResolvedPolicy[] } {
  const seen = new Map<string, ResolvedPolicy>();
  return {
    read: (policy) => {
      const resolved = resolvePolicy(policy, overrides, place);
      seen.set(policy.id, resolved as unknown as ResolvedPolicy);
      return resolved.value;
    },
    used: () => [...seen.values()],
  };
}

/** The declared defaults, for tests and for whoever has no overrides. */
export const defaults: PolicyReader = (policy) => policy.default;
