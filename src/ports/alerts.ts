import type { Day } from "../domain/calendar/day.ts";

/** A condition of one thing. It is opened once, announced once, recovers once, and its recovery is announced once. */
export interface Alert {
  readonly id: number;
  /** `stock-out`, … */
  readonly kind: string;
  /** What it is about, stable over days: `US-FBA/SKU-1`. */
  readonly subject: string;
  readonly state: "open" | "recovered";
  readonly openedOn: Day;
  readonly recoveredOn: Day | null;
  /** Typed by the kind; plain JSON. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface Alerts {
  open(kind: string): Promise<readonly Alert[]>;
  /** As they are now; those that do not exist are left out. */
  byIds(ids: readonly number[]): Promise<readonly Alert[]>;
  /** Those that were open on any of these days, oldest first. */
  during(from: Day, to: Day): Promise<readonly Alert[]>;
  /** Day of the newest observation that was applied to a kind; null before the first. */
  observedOn(kind: string): Promise<Day | null>;
  /**
   * Brings the alerts of a kind to what was observed: `firing` are opened or refreshed, `recovered` (subjects) are closed.
   * A subject in neither list stays as it is (no news is not recovery). Returns what changed. An observation that is older than the
   * newest one changes nothing: yesterday's look says nothing of today.
   */
  apply(
    kind: string,
    day: Day,
    observed: {
      readonly firing: readonly { readonly subject: string; readonly facts: Readonly<Record<string, unknown>> }[];
      readonly recovered: readonly string[];
    },
  ): Promise<{
    readonly opened: readonly Alert[];
    readonly recovered: readonly Alert[];
    readonly still: readonly Alert[];
    readonly observedOn: Day;
  }>;
  /**
   * Not yet announced in this channel: opened (or recovered after its opening was announced there). What a post said that failed for
   * good was not announced.
   */
  unannounced(kind: string, channel: string): Promise<{ readonly opened: readonly Alert[]; readonly recovered: readonly Alert[] }>;
  /** Remembers that the outbox holds the announcement. Called with the key of the post; twice with one key is once. */
  announced(
    channel: string,
    postKey: string,
    alerts: readonly { readonly id: number; readonly what: "opened" | "recovered" }[],
  ): Promise<void>;
}
