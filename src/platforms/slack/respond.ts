import type { types } from "@slack/bolt";
import type { Clock } from "../../ports/system.ts";
import { judge } from "./errors.ts";
import { ours } from "./hosts.ts";
import type { Timeouts } from "./timeouts.ts";

/** docs.slack.dev/interactivity/handling-user-interaction: five uses within 30 minutes. */
const USES = 5;
const LIFE_MS = 30 * 60_000;
// What is begun a moment before the end may arrive after it.
const MARGIN_MS = 15_000;

export interface Said {
  readonly text: string;
  readonly blocks?: readonly types.AnyBlock[];
  readonly to: "asker" | "channel";
  /** Takes the place of the message that was pressed, or of an ephemeral one that was said through here. */
  readonly replaces?: boolean;
}

/** `refused`: nothing was said. `unknown`: it may have been. `waitMs`: nothing was said yet, it may be then; `told`: Slack itself says so. */
export type Heard = "said" | "refused" | "unknown" | { readonly waitMs: number; readonly told: boolean };

// A 429 without a readable Retry-After.
const UNTOLD_WAIT_MS = 5_000;

/** The address that Slack gives with a command or click: whoever has it can speak there, so it is kept like a password. */
export interface ResponseUrl {
  /** For whoever goes on with it; never for a log. */
  readonly address: string;
  /** False when it is used up or too old. */
  usable(): boolean;
  /** Never throws. */
  say(said: Said): Promise<Heard>;
  /** Takes away what was said last, or what was pressed. */
  remove(): Promise<Heard>;
}

const WHERE = { zh: "response_url", en: "response_url" };

/** Its use by a process that died is not known: it told of progress once, and may have begun to answer. */
const USED_BEFORE = 2;

/** `since`: when Slack gave it to another process, from which this one goes on. */
export function responseUrl(
  address: string,
  apiUrl: string | null,
  clock: Clock,
  timeouts: Timeouts,
  since?: Date,
): ResponseUrl | undefined {
  if (!ours(address, apiUrl)) return undefined;
  const until = (since ?? clock.now()).getTime() + LIFE_MS - MARGIN_MS;
  let left = since === undefined ? USES : USES - USED_BEFORE;
  const usable = (): boolean => left > 0 && clock.now().getTime() < until;

  async function send(body: Readonly<Record<string, unknown>>): Promise<Heard> {
    if (!usable()) return "refused";
    left -= 1;
    try {
      const answer = await fetch(address, {
        method: "POST",
        headers: { "content-type": "application/json; charset=utf-8" },
        body: JSON.stringify(body),
        redirect: "error",
        signal: AbortSignal.timeout(timeouts.request),
      });
      const text = await answer.text();
      if (answer.status === 429) {
        left += 1;
        const seconds = Number.parseInt(answer.headers.get("retry-after") ?? "", 10);
        return seconds >= 0 ? { waitMs: seconds * 1000, told: true } : { waitMs: UNTOLD_WAIT_MS, told: false };
      }
      if (answer.status >= 500) return "unknown";
      return answer.ok && !/"ok"\s*:\s*false/.test(text) ? "said" : "refused";
    } catch (error) {
      const judged = judge(error, WHERE);
      if (judged.kind !== "later") return "unknown";
      // It did not come as far as Slack.
      left += 1;
      return { waitMs: judged.waitMs, told: false };
    }
  }

  return {
    address,
    usable,
    say: ({ text, blocks, to, replaces }) =>
      send({
        text,
        ...(blocks === undefined ? {} : { blocks }),
        response_type: to === "asker" ? "ephemeral" : "in_channel",
        replace_original: replaces === true,
        unfurl_links: false,
        unfurl_media: false,
        parse: "none",
      }),
    remove: () => send({ delete_original: true }),
  };
}
