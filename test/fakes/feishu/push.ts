import type { Fields } from "./json.ts";

/** How one push to the app went. */
export interface Attempt {
  /** On the clock. */
  readonly at: number;
  readonly transport: "long connection" | "http";
  /** Which connection; they count from 1. */
  readonly connection?: number;
  readonly outcome:
    | "acked"
    /** An answer that is not 200. */
    | "refused"
    /** No answer within 3 s. */
    | "late"
    /** The connection broke before the answer. */
    | "lost"
    /** No connection, or nobody listens. */
    | "nobody";
  readonly status?: number;
  /** What the app answered with; absent: an ack without data. */
  readonly answer?: unknown;
  /** Real milliseconds until the answer. */
  readonly ms: number;
}

export interface PushOptions {
  readonly eventId: string;
  /** In how many pieces: frames, or TCP chunks. */
  readonly parts: number;
  readonly deadlineMs: number;
}

export interface Transport {
  push(envelope: Fields, options: PushOptions): Promise<Attempt>;
}
