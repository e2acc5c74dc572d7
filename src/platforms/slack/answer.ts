import type { Sealed } from "../../message/message.ts";
import type { Log } from "../../ports/system.ts";
import type { WebClient } from "./client.ts";
import { AS_DATA } from "./draw/message.ts";
import { BLOCKS_REFUSED, judge } from "./errors.ts";
import type { Trail } from "./asked.ts";
import { EVENT_TYPE, opaque } from "./fate.ts";
import type { FollowUps } from "./follow-up.ts";
import type { Pictures } from "./pictures.ts";
import type { ResponseUrl } from "./respond.ts";
import { patiently, type Pause } from "./patience.ts";
import { type Ladder, ladder, type Rung } from "./ladder.ts";
import { EDITED } from "./send.ts";
import type { Seat } from "./seat.ts";
import type { Timeouts } from "./timeouts.ts";

export interface AnswerNeeds {
  readonly client: WebClient;
  readonly pictures: Pictures;
  readonly followUps: FollowUps;
  readonly timeouts: Timeouts;
  readonly pause: Pause;
  readonly log: Log;
}

/** `refused`: nothing was said, another way may work. `unknown`: it may have been said; saying it again could double it. */
type Tried =
  | { readonly kind: "said"; readonly channel: string | null; readonly ts: string | null }
  | { readonly kind: "refused" | "unknown" | "elsewhere" };

export type SaidBy = Omit<NonNullable<Trail["said"]>, "at">;

/** One way of saying something; several are tried until one is heard. */
interface Way extends SaidBy {
  readonly say: (rung: Rung) => Promise<Tried>;
}

export interface Giving {
  /** A progress message that the answer takes the place of. */
  readonly over?: { readonly channel: string; readonly ts: string } | undefined;
  /** Asked before each way is tried: false when another process says it. */
  readonly mark: (by: SaidBy) => Promise<boolean>;
}

export interface Answers {
  /** Shows the answer where it was asked, and changes what was pressed. */
  give(seat: Seat, sealed: Sealed, giving: Giving): Promise<void>;
}

/** Under this an answer that is a message of a channel is found again. */
export const answerKey = (eventId: string): string => `answer:${eventId}`;

/** Said twice it is one thing. */
const unmarked = async (): Promise<boolean> => true;

export function makeAnswers(needs: AnswerNeeds): Answers {
  const { client, pictures, followUps, log, timeouts } = needs;
  const calm = <T>(call: () => Promise<T>): Promise<T> => patiently(call, needs.pause);

  async function call(where: string, send: () => Promise<{ ts?: string | undefined; channel?: string | undefined }>): Promise<Tried> {
    try {
      const { ts, channel } = await calm(send);
      return { kind: "said", channel: channel ?? null, ts: ts ?? null };
    } catch (error) {
      const judged = judge(error, { zh: where, en: where });
      if (judged.kind === "unknown") return { kind: "unknown" };
      if (!BLOCKS_REFUSED.has(judged.code)) log.info("slack.way-closed", { where, code: judged.code });
      return { kind: "refused" };
    }
  }

  const inChannel = (channel: string, threadId: string | undefined, eventId: string): Way => ({
    way: "message",
    channel,
    ...(threadId === undefined ? {} : { threadId }),
    say: (rung) =>
      call(`channel ${channel}`, () =>
        client.chat.postMessage({
          channel,
          ...rung,
          ...AS_DATA,
          ...(threadId === undefined ? {} : { thread_ts: threadId }),
          metadata: { event_type: EVENT_TYPE, event_payload: { key: opaque(answerKey(eventId)) } },
        }),
      ),
  });

  const quietly = (channel: string, user: string, threadId: string | undefined): Way => ({
    way: "ephemeral",
    async say(rung) {
      const tried = await call(`channel ${channel}`, async () => {
        await client.chat.postEphemeral({
          channel,
          user,
          ...rung,
          ...EDITED,
          ...(threadId === undefined ? {} : { thread_ts: threadId }),
        });
        return {};
      });
      return tried;
    },
  });

  const through = (url: ResponseUrl, to: "asker" | "channel"): Way => ({
    way: "response-url",
    async say(rung) {
      const heard = await url.say({ ...rung, to });
      return heard === "said" ? { kind: "said", channel: null, ts: null } : { kind: heard };
    },
  });

  const over = (channel: string, ts: string): Way => ({
    way: "update",
    say: (rung) =>
      call(`message ${ts}`, async () => {
        await client.chat.update({ channel, ts, ...rung, blocks: rung.blocks ?? [], ...EDITED });
        return { channel, ts };
      }),
  });

  function ways(seat: Seat, sealed: Sealed, alone: boolean): readonly Way[] {
    const { channel, threadId, url, person, eventId } = seat;
    const home = inChannel(person.account, undefined, eventId);
    if (channel === null) return [home];
    const address = url?.usable() === true ? url : undefined;
    const asker = address === undefined ? [] : [through(address, "asker")];
    if (sealed.reach === "asker" && !seat.direct) {
      const thread = seat.begins === true ? undefined : threadId;
      const here = quietly(channel, person.account, thread);
      // A response_url does not know threads.
      return thread === undefined ? [...asker, here, home] : [here, ...asker, home];
    }
    const message = inChannel(channel, threadId, eventId);
    if (seat.pressed?.ephemeral === true) return [...asker, quietly(channel, person.account, threadId), home];
    if (seat.direct) return [message, ...asker, home];
    if (seat.command !== true || address === undefined) return [message, ...asker, home];
    // What has pictures or files to follow needs a message whose place is known.
    return alone ? [through(address, "channel"), message, home] : [message, through(address, "channel"), home];
  }

  /** The first way that is open, each with as much of the message as Slack takes there. */
  async function speak(all: readonly Way[], { rungs }: Ladder, eventId: string, mark: Giving["mark"]): Promise<Tried> {
    for (const way of all) {
      const { say: _, ...by } = way;
      if (!(await mark(by))) {
        log.warn("slack.answered-elsewhere");
        return { kind: "elsewhere" };
      }
      // Of the five uses of a response_url none is for a rung in the middle.
      const steps = way.way === "response-url" ? [...new Set([rungs[0], rungs.at(-1)])] : rungs;
      for (const rung of steps) {
        if (rung === undefined) continue;
        const tried = await way.say(rung);
        if (tried.kind === "said") return tried;
        if (tried.kind === "unknown") {
          log.warn("slack.answer-unknown", { eventId, way: way.way });
          return tried;
        }
      }
    }
    log.error("slack.answer-lost", new Error("no way to answer was open"), { eventId });
    return { kind: "refused" };
  }

  async function redraw(seat: Seat, instead: Sealed): Promise<void> {
    const { pressed, channel, url } = seat;
    if (pressed === undefined || channel === null) return;
    const { ready } = await pictures.now(instead, timeouts.picture);
    const replacing: Way[] =
      url === undefined
        ? []
        : [
            {
              way: "response-url",
              async say(rung) {
                const heard = await url.say({ ...rung, to: pressed.ephemeral ? "asker" : "channel", replaces: true });
                return heard === "said" ? { kind: "said", channel: null, ts: null } : { kind: heard };
              },
            },
          ];
    // Saying it twice makes one message, so another way may be tried whatever became of the first.
    for (const way of pressed.ephemeral ? replacing : [over(channel, pressed.ts), ...replacing]) {
      if ((await speak([way], ladder(instead, ready), seat.eventId, unmarked)).kind === "said") return;
    }
  }

  return {
    async give(seat, sealed, { over: progress, mark }) {
      if (sealed.instead !== undefined) await redraw(seat, sealed.instead);
      const { ready, missing } = await pictures.now(sealed, timeouts.picture);
      const steps = ladder(sealed, ready);
      const alone = missing.size === 0 && steps.files.length === 0;
      const quiet = sealed.reach === "asker" && !seat.direct;
      const first = progress !== undefined && !quiet ? [over(progress.channel, progress.ts)] : [];
      const tried = await speak([...first, ...ways(seat, sealed, alone)], steps, seat.eventId, mark);
      if (tried.kind === "elsewhere") return;
      if (progress !== undefined && (tried.kind !== "said" || tried.ts !== progress.ts)) await remove(progress);
      if (tried.kind !== "said") return;
      const rest = { files: steps.files, sealed, missing };
      if (tried.ts !== null && tried.channel !== null)
        followUps.after({ channel: tried.channel, threadId: seat.threadId ?? tried.ts }, rest, seat.eventId);
      else followUps.toPerson(seat.person.account, rest, seat.eventId);
    },
  };

  async function remove({ channel, ts }: { readonly channel: string; readonly ts: string }): Promise<void> {
    try {
      await calm(() => client.chat.delete({ channel, ts }));
    } catch (error) {
      log.error("slack.progress-left", error, {});
    }
  }
}
