import { message, type Sealed } from "../../message/message.ts";
import type { Rest } from "../common/rest.ts";
import type { WebClient } from "./client.ts";
import type { FollowUps, Place } from "./follow-up.ts";
import { type InsistNeeds, makeInsist, type Spoken } from "./insist.ts";
import { ladder } from "./ladder.ts";
import { partsOf } from "./parts.ts";
import { Patience, type Pause } from "../common/patience.ts";
import { patiently } from "./patience.ts";
import type { Pictures } from "./pictures.ts";
import type { Seat } from "./seat.ts";
import type { Timeouts } from "./timeouts.ts";
import { answerKey, makeWays, type SaidBy, type Way } from "./ways.ts";

export interface AnswerNeeds extends InsistNeeds {
  readonly client: WebClient;
  readonly pictures: Pictures;
  readonly followUps: FollowUps;
  readonly timeouts: Timeouts;
  readonly pause: Pause;
  /** For so long an answer is brought to whoever asked, whatever Slack says. */
  readonly patienceMs: number;
}

export interface Giving {
  /** A progress message that the answer takes the place of. */
  readonly over?: { readonly channel: string; readonly ts: string } | undefined;
  /** Asked before each attempt: false when another process says it. */
  readonly mark: (by: SaidBy, rest?: Rest) => Promise<boolean>;
  /** It was said. Asked before each attempt at what follows it: false when another process brings that. */
  readonly heard: (place: Place, rest: Rest) => Promise<boolean>;
}

export interface Answers {
  /** Shows the answer where it was asked, with what follows it, and changes what was pressed. */
  give(seat: Seat, sealed: Sealed, giving: Giving): Promise<void>;
  /** Brings what followed an answer whose process died. */
  follow(eventId: string, place: Place, rest: Rest, since: Date, mine: () => Promise<boolean>): Promise<void>;
}

/** Said twice it is one thing. */
const unmarked = async (): Promise<boolean> => true;

export function makeAnswers(needs: AnswerNeeds): Answers {
  const { client, pictures, followUps, log, timeouts, pause } = needs;
  const { inChannel, quietly, through, over } = makeWays(client);
  const speak = makeInsist(needs);

  function ways(seat: Seat, sealed: Sealed, alone: boolean): readonly Way[] {
    const { channel, threadId, url, person, eventId } = seat;
    const home = inChannel(person.account, undefined, answerKey(eventId));
    if (channel === null) return [home];
    const address = url?.usable() === true ? url : undefined;
    const asker = address === undefined ? [] : [through(address, { to: "asker" })];
    if (sealed.reach === "asker" && !seat.direct) {
      const thread = seat.begins === true ? undefined : threadId;
      const here = quietly(channel, person.account, thread);
      // A response_url does not know threads.
      return thread === undefined ? [...asker, here, home] : [here, ...asker, home];
    }
    const said = inChannel(channel, threadId, answerKey(eventId));
    if (seat.pressed?.ephemeral === true) return [...asker, quietly(channel, person.account, threadId), home];
    if (seat.direct) return [said, ...asker, home];
    if (seat.command !== true || address === undefined) return [said, ...asker, home];
    const open = through(address, { to: "channel" });
    // What has pictures or files to follow needs a message whose place is known.
    return alone ? [open, said, home] : [said, open, home];
  }

  /** False when it could not be changed. */
  async function redraw(seat: Seat, instead: Sealed, withinMs: number): Promise<boolean> {
    const { pressed, channel, url } = seat;
    if (pressed === undefined || channel === null) return true;
    const { ready } = await pictures.now(instead, timeouts.picture);
    const replacing = url === undefined ? [] : [through(url, { to: pressed.ephemeral ? "asker" : "channel", replaces: true })];
    const insistence = { key: answerKey(seat.eventId), patience: new Patience(pause, withinMs), mark: unmarked };
    // Saying it twice makes one message, so another way may be tried whatever became of the first.
    for (const way of pressed.ephemeral ? replacing : [over(channel, pressed.ts), ...replacing])
      if ((await speak([way], ladder(instead, ready), insistence)).kind === "said") return true;
    return false;
  }

  /** Who asked hears once that the answer may have come: by a way that is not the one that told nothing, at last by one where it is found. */
  async function tellUnheard(seat: Seat, by: SaidBy["way"], mark: Giving["mark"]): Promise<void> {
    log.warn("slack.answer-unknown", { eventId: seat.eventId, way: by });
    const sealed = unheard(seat.lang ?? "en");
    const { channel, person, eventId, url, threadId, begins } = seat;
    const quiet =
      channel === null
        ? []
        : [
            quietly(channel, person.account, begins === true ? undefined : threadId),
            ...(url === undefined ? [] : [through(url, { to: "asker" })]),
          ].filter(({ way }) => way !== by);
    const insistence = { key: `${answerKey(eventId)}:unheard`, patience: new Patience(pause, needs.patienceMs), mark };
    for (const way of [...quiet, inChannel(person.account, undefined, insistence.key)]) {
      const told = await speak([way], ladder(sealed, new Map()), insistence);
      if (told.kind === "said" || told.kind === "elsewhere") return;
    }
    lost(eventId);
  }

  const lost = (eventId: string): void => log.error("slack.answer-lost", new Error("no way to answer was open"), { eventId });

  return {
    async give(seat, sealed, giving) {
      const { instead } = sealed;
      // The answer does not wait until what was pressed can be changed.
      const redrawn = instead === undefined || (await redraw(seat, instead, 0));
      const follow = await answer(seat, sealed, giving);
      if (!redrawn && !(await redraw(seat, instead, needs.patienceMs)))
        log.error("slack.pressed-not-changed", new Error("no way to change it was open"), { eventId: seat.eventId });
      await follow?.();
    },
    follow: (eventId, place, rest, since, mine) => followUps.bring(place, rest, { key: answerKey(eventId), since, mine }),
  };

  /** What is left to do when it was said. */
  async function answer(seat: Seat, sealed: Sealed, { over: progress, mark, heard }: Giving): Promise<(() => Promise<void>) | undefined> {
    const { ready, missing } = await pictures.now(sealed, timeouts.picture);
    const steps = ladder(sealed, ready);
    const rest: Rest = { message: sealed.message, lang: sealed.lang, parts: partsOf(sealed, steps.files, missing) };
    const alone = rest.parts.length === 0;
    const quiet = sealed.reach === "asker" && !seat.direct;
    const first = progress !== undefined && !quiet ? [over(progress.channel, progress.ts)] : [];
    const patience = new Patience(pause, needs.patienceMs);
    const said = await speak([...first, ...ways(seat, sealed, alone)], steps, {
      key: answerKey(seat.eventId),
      patience,
      // Written down before it is said: who says it may not live to bring the rest.
      mark: alone ? mark : (by) => mark(by, rest),
    });
    if (said.kind === "elsewhere") return undefined;
    if (progress !== undefined && !tookPlace(said, progress.ts)) await remove(progress);
    if (said.kind === "unknown") await tellUnheard(seat, said.by, mark);
    if (said.kind === "refused") lost(seat.eventId);
    if (said.kind !== "said" || alone) return undefined;
    const { channel, ts } = said;
    // Where a response_url or words for one person stand is not known: what follows goes to whoever asked.
    const place =
      channel === null || ts === null
        ? { channel: seat.person.account }
        : { channel, threadId: channel === seat.channel ? (seat.threadId ?? ts) : ts };
    const mine = (): Promise<boolean> => heard(place, rest);
    return () => followUps.bring(place, rest, { key: answerKey(seat.eventId), mine });
  }

  async function remove({ channel, ts }: { readonly channel: string; readonly ts: string }): Promise<void> {
    try {
      await patiently(() => client.chat.delete({ channel, ts }), pause);
    } catch (error) {
      log.error("slack.progress-left", error, {});
    }
  }
}

/** The answer stands, or may stand, where the progress stood. */
const tookPlace = (said: Spoken, ts: string): boolean =>
  (said.kind === "said" && said.ts === ts) || (said.kind === "unknown" && said.by === "update");

/** In place of an answer that nobody can look for. */
const unheard = (lang: Sealed["lang"]): Sealed => ({
  message: message({
    title: { zh: "回答可能没送到", en: "The answer may not have arrived" },
    lead: {
      zh: "Slack 没有确认是否收到刚才的回答。如果没有看到，请再试一次。",
      en: "Slack did not confirm the answer just now. If you do not see it, try again.",
    },
    tone: "warning",
  }),
  buttonTokens: [],
  formTokens: {},
  lang,
  reach: "asker",
});
