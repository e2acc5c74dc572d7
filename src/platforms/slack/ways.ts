import type { WebClient } from "./client.ts";
import { AS_DATA } from "./draw/message.ts";
import { aboutPlace, judge } from "./errors.ts";
import type { Trail } from "./asked.ts";
import { EVENT_TYPE, opaque } from "./fate.ts";
import type { Rung } from "./ladder.ts";
import type { Heard, ResponseUrl, Said } from "./respond.ts";
import { EDITED } from "./send.ts";

/** What came of one request that says something. */
export type Tried =
  | { readonly kind: "said"; readonly channel: string | null; readonly ts: string | null }
  /** Nothing was said: `content` may pass when it is simpler, `closed` may pass another way. */
  | { readonly kind: "content" }
  | { readonly kind: "closed" }
  /** Nothing was said, and what was to be said is not to blame. `told`: Slack itself said how long to wait. */
  | { readonly kind: "later"; readonly waitMs: number; readonly told: boolean; readonly code: string }
  /** It may have been said; saying it again could double it. */
  | { readonly kind: "unknown" };

export type SaidBy = Omit<NonNullable<Trail["said"]>, "at">;

/** One way of saying something; several are tried until one is heard. */
export interface Way extends SaidBy {
  readonly say: (rung: Rung) => Promise<Tried>;
}

/** Under this an answer that is a message of a channel is found again. */
export const answerKey = (eventId: string): string => `answer:${eventId}`;

const HERE = { zh: "回答", en: "answer" };

async function call(send: () => Promise<{ ts?: string | undefined; channel?: string | undefined }>): Promise<Tried> {
  try {
    const { ts, channel } = await send();
    return { kind: "said", channel: channel ?? null, ts: ts ?? null };
  } catch (error) {
    const judged = judge(error, HERE);
    switch (judged.kind) {
      case "unknown":
        return { kind: "unknown" };
      case "later":
        return { kind: "later", waitMs: judged.waitMs, told: judged.code === "ratelimited", code: judged.code };
      case "final":
        return { kind: aboutPlace(judged.code) ? "closed" : "content" };
    }
  }
}

function heardAs(heard: Heard): Tried {
  switch (heard) {
    case "said":
      return { kind: "said", channel: null, ts: null };
    case "refused":
      return { kind: "content" };
    case "unknown":
      return { kind: "unknown" };
    default:
      return { kind: "later", waitMs: heard.waitMs, told: heard.told, code: "response_url" };
  }
}

export function makeWays(client: WebClient) {
  return {
    inChannel: (channel: string, threadId: string | undefined, key: string): Way => ({
      way: "message",
      channel,
      ...(threadId === undefined ? {} : { threadId }),
      say: (rung) =>
        call(() =>
          client.chat.postMessage({
            channel,
            ...rung,
            ...AS_DATA,
            ...(threadId === undefined ? {} : { thread_ts: threadId }),
            metadata: { event_type: EVENT_TYPE, event_payload: { key: opaque(key) } },
          }),
        ),
    }),

    quietly: (channel: string, user: string, threadId: string | undefined): Way => ({
      way: "ephemeral",
      say: (rung) =>
        call(async () => {
          const thread = threadId === undefined ? {} : { thread_ts: threadId };
          await client.chat.postEphemeral({ channel, user, ...rung, ...EDITED, ...thread });
          return {};
        }),
    }),

    through: (url: ResponseUrl, how: Pick<Said, "to" | "replaces">): Way => ({
      way: "response-url",
      say: async (rung) => (url.usable() ? heardAs(await url.say({ ...rung, ...how })) : { kind: "closed" }),
    }),

    over: (channel: string, ts: string): Way => ({
      way: "update",
      say: (rung) =>
        call(async () => {
          await client.chat.update({ channel, ts, ...rung, blocks: rung.blocks ?? [], ...EDITED });
          return { channel, ts };
        }),
    }),
  };
}
