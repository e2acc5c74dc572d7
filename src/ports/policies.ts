import type { PolicyOverride } from "../domain/policy/policy.ts";

/** Overrides of thresholds. The declarations with their defaults and sources are in domain/policy. */
export interface Policies {
  overrides(): Promise<readonly PolicyOverride[]>;
  set(override: Omit<PolicyOverride, "at">, at: Date): Promise<void>;
  history(policy: string): Promise<readonly PolicyOverride[]>;
}
