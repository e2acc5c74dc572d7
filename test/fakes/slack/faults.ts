import type { Dice } from "./random.ts";

/** Before: Slack has not taken it. After: it has, and the caller does not learn so. */
type When = "before" | "after";

export type Misfortune =
  | { readonly kind: "rate-limit"; readonly retryAfterSeconds: readonly [number, number] }
  | { readonly kind: "http-500"; readonly when: When }
  | { readonly kind: "drop"; readonly when: When }
  | { readonly kind: "slow"; readonly when: When; readonly ms: readonly [number, number] }
  /** `ok: false` with this code, as Slack answers for a revoked token or rejected blocks. */
  | { readonly kind: "error"; readonly error: string; readonly messages?: readonly string[] };

export interface FaultRule {
  /** Names of Web API methods; all of them where left out. `response_url` and `upload` name the two other doors. */
  readonly methods?: readonly string[];
  /** Only calls to this channel. */
  readonly channel?: string;
  /** Share of the calls that are hit; all where left out. */
  readonly share?: number;
  /** How often it strikes; without end where left out. */
  readonly times?: number;
  readonly how: Misfortune;
}

export interface Faults {
  /** Returns what lifts the rule. */
  fail(rule: FaultRule): () => void;
  heal(): void;
  /** Which misfortunes strike this call: at most one of each kind and moment. */
  strike(method: string, channel: string): Misfortune[];
}

interface Live {
  readonly rule: FaultRule;
  left: number;
}

export function faults(random: Dice): Faults {
  let live: Live[] = [];
  return {
    fail(rule) {
      const entry: Live = { rule, left: rule.times ?? Infinity };
      live.push(entry);
      return () => {
        live = live.filter((l) => l !== entry);
      };
    },
    heal() {
      live = [];
    },
    strike(method, channel) {
      const struck: Misfortune[] = [];
      for (const entry of live) {
        const { rule } = entry;
        if (entry.left <= 0) continue;
        if (rule.methods !== undefined && !rule.methods.includes(method)) continue;
        if (rule.channel !== undefined && rule.channel !== channel) continue;
        if (!random.hits(rule.share ?? 1)) continue;
        if (struck.some((s) => same(s, rule.how))) continue;
        entry.left -= 1;
        struck.push(rule.how);
      }
      return struck;
    },
  };
}

const same = (a: Misfortune, b: Misfortune): boolean => a.kind === b.kind && ("when" in a ? a.when : "") === ("when" in b ? b.when : "");
