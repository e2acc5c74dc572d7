import type { Context } from "./types.ts";

const DAY = 86_400_000;
// Feishu delivers an event again for some six hours, Slack for minutes; a week is far beyond both.
const GESTURES_DAYS = 7;
// Slack's buttons never expire and Feishu's cards take clicks for 14 days; nobody decides on a message of last quarter.
const BUTTONS_DAYS = 90;

/** Lets go of what nobody can come back to, so that the store does not grow for ever. */
export async function forgetOld({ inbox, tokens, log, now }: Pick<Context, "inbox" | "tokens" | "log" | "now">): Promise<void> {
  const gestures = await inbox.forget(new Date(now.getTime() - GESTURES_DAYS * DAY));
  const messages = await tokens.forget(new Date(now.getTime() - BUTTONS_DAYS * DAY));
  if (gestures + messages > 0) log.info("forgot-old", { gestures, messages });
}
