import { webApi } from "@slack/bolt";

export type Pause = (ms: number) => Promise<void>;

const TIMES = 3;
const LONGEST_MS = 60_000;

/** Asks again where Slack says when to (429: nothing was done). For what a person waits for; posts of the outbox wait in the outbox. */
export async function patiently<T>(call: () => Promise<T>, pause: Pause): Promise<T> {
  for (let left = TIMES; ; left -= 1) {
    try {
      return await call();
    } catch (error) {
      if (left <= 0 || !(error instanceof webApi.WebAPIRateLimitedError) || error.retryAfter * 1000 > LONGEST_MS) throw error;
      await pause(error.retryAfter * 1000);
    }
  }
}
