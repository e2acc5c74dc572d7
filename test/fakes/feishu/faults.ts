import { API_TOO_OFTEN, BEING_SENT, CHAT_TOO_OFTEN, TOKEN_INVALID } from "./codes.ts";
import type { Seeded } from "./random.ts";

/** Before: the call has no effect. After: it is done, and the caller does not learn it. */
export type When = "before" | "after";

export type Fault =
  | {
      readonly kind: "answer";
      readonly when: When;
      readonly status: number;
      /** Absent: the body is no JSON, as a proxy would answer. */
      readonly code?: number;
      readonly msg: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "drop"; readonly when: When }
  /** The answer breaks off after so many bytes of its body. */
  | { readonly kind: "cut"; readonly when: "after"; readonly bytes: number }
  /** Real milliseconds, not those of the clock: what waits is a real socket. */
  | { readonly kind: "slow"; readonly when: When; readonly ms: number };

export interface Plan {
  /** Is found in the route, such as `POST /open-apis/im/v1/messages/:message_id/reply`; absent: every call. */
  readonly on?: string | RegExp;
  readonly fault: Fault;
  /** How many calls; absent: one. `Infinity` until removed. */
  readonly times?: number;
  /** Of those that match; absent: all. */
  readonly probability?: number;
  /** On the clock, in ms. */
  readonly until?: number;
}

export interface Struck {
  readonly at: number;
  readonly call: string;
  readonly fault: Fault;
}

export class Faults {
  #plans: { readonly plan: Plan; left: number }[] = [];
  readonly struck: Struck[] = [];
  readonly #random: Seeded;
  readonly #now: () => number;
  constructor(random: Seeded, now: () => number) {
    this.#random = random;
    this.#now = now;
  }

  /** The first plan that matches strikes. Answers with how to take it back. */
  add(plan: Plan): () => void {
    const entry = { plan, left: plan.times ?? 1 };
    this.#plans.push(entry);
    return () => {
      this.#plans = this.#plans.filter((other) => other !== entry);
    };
  }

  clear(): void {
    this.#plans = [];
  }

  /** Plans that still wait for their call. */
  get waiting(): number {
    return this.#plans.length;
  }

  take(call: string): Fault | undefined {
    const now = this.#now();
    this.#plans = this.#plans.filter(({ plan, left }) => left > 0 && (plan.until === undefined || now < plan.until));
    for (const entry of this.#plans) {
      const { on, probability = 1 } = entry.plan;
      if (on !== undefined && !(typeof on === "string" ? call.includes(on) : on.test(call))) continue;
      if (!this.#random.chance(probability)) continue;
      entry.left -= 1;
      this.struck.push({ at: now, call, fault: entry.plan.fault });
      return entry.plan.fault;
    }
    return undefined;
  }
}

export const serverError = (when: When): Fault => ({ kind: "answer", when, status: 500, msg: "Internal Server Error" });
export const dropped = (when: When): Fault => ({ kind: "drop", when });
export const cutShort = (bytes: number): Fault => ({ kind: "cut", when: "after", bytes });
export const slow = (ms: number, when: When): Fault => ({ kind: "slow", when, ms });
/** The whole API is over its limit for so many seconds. */
export const rateLimited = (seconds: number): Fault => ({
  kind: "answer",
  when: "before",
  status: 429,
  code: API_TOO_OFTEN,
  msg: "request trigger frequency limit",
  headers: { "x-ogw-ratelimit-limit": "50", "x-ogw-ratelimit-reset": String(seconds) },
});
export const chatBusy = (): Fault => ({
  kind: "answer",
  when: "before",
  status: 400,
  code: CHAT_TOO_OFTEN,
  msg: "The chat triggers the frequency limit.",
});
/** After: the message is there, and only the same uuid will tell. */
export const beingSent = (when: When): Fault => ({
  kind: "answer",
  when,
  status: 400,
  code: BEING_SENT,
  msg: "The message is being sent.",
});
export const tokenExpired = (): Fault => ({
  kind: "answer",
  when: "before",
  status: 400,
  code: TOKEN_INVALID,
  msg: "Invalid access token for authorization.",
});
export const refused = (code: number, msg: string, when: When = "before"): Fault => ({ kind: "answer", when, status: 400, code, msg });

// Calls by their routes, for `on`.
export const SENDS = /^POST \/open-apis\/im\/v1\/messages(\/:message_id\/reply)?$/;
export const EDITS = /^(PATCH|PUT) \/open-apis\/im\/v1\/messages\/:message_id$/;
export const HISTORY = /^GET \/open-apis\/im\/v1\/messages$/;
export const IMAGES = /^POST \/open-apis\/im\/v1\/images$/;
export const DOWNLOADS = /^GET \/open-apis\/im\/v1\/messages\/:message_id\/resources\/:file_key$/;
export const TOKENS = /^POST \/open-apis\/auth\/v3\/tenant_access_token\/internal$/;
export const ENDPOINT = /^POST \/callback\/ws\/endpoint$/;
