import { webApi } from "@slack/bolt";
import { Patience, type Pause } from "../common/patience.ts";

/** As long as somebody still waits for what they asked: the age at which a debt is told instead of done (DEBT_TIMES.ageMs). */
const LONGEST_MS = 600_000;

/** Asks again where Slack says when to (429: nothing was done). For what a person waits for; posts of the outbox wait in the outbox. */
export async function patiently<T>(call: () => Promise<T>, pause: Pause): Promise<T> {
  const patience = new Patience(pause, LONGEST_MS);
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof webApi.WebAPIRateLimitedError) || !(await patience.wait(error.retryAfter * 1000))) throw error;
    }
  }
}
