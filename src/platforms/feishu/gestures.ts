import { z } from "zod";
import type { Language, Sealed } from "../../message/message.ts";
import type { Attempts, Fate, Handlers, MessageRef } from "../../ports/chat-platform.ts";
import type { Inbox, Owed } from "../../ports/inbox.ts";
import type { Clock, Log } from "../../ports/system.ts";
import { Debts, type DebtTimes, type Turn } from "../common/debts.ts";
import { interrupted, type Interrupted } from "../common/interrupted.ts";
import { Rest } from "../common/rest.ts";
import type { Answers, Otherwise } from "./answer.ts";
import { withoutMentions } from "./command-text.ts";
import { AddedEvent, CardEvent, fileOf, MenuEvent, mentionsOf, MessageEvent, wordsOf } from "./incoming.ts";
import type { Target } from "./send.ts";
import type { Times } from "./times.ts";
import { pause, type Seen, type Work } from "./work.ts";

/** What Feishu told of, as it can be written down. */
const Asked = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("message"), event: MessageEvent }),
  z.object({ kind: z.literal("menu"), event: MenuEvent }),
  z.object({ kind: z.literal("added"), event: AddedEvent }),
  z.object({ kind: z.literal("press"), event: CardEvent }),
]);
export type Asked = z.infer<typeof Asked>;

const Place = z.object({
  channel: z.string(),
  threadId: z.string().optional(),
  replyTo: z.string().optional(),
  direct: z.boolean().optional(),
});
const Trail = z.object({
  /** The card that counts while a file is read. */
  progress: z.object({ channel: z.string(), messageId: z.string(), threadId: z.string(), revision: z.number() }).optional(),
  said: z.object({ place: Place, at: z.string() }).optional(),
  /** What that could not hold, and where it was said in the end. */
  rest: Rest.extend({ target: Place }).optional(),
  /** The callback's own answer said it all. */
  toast: z.boolean().optional(),
});
export type Trail = z.infer<typeof Trail>;

/** One gesture while it is worked on, here or after the process that took it in has died. */
export interface Doing {
  readonly eventId: string;
  /** What a process that died had begun to say. */
  readonly before: Trail;
  /** False when it is another process's by now: nothing is to be said here. */
  mark(trail: Trail): Promise<boolean>;
  say(target: Target, sealed: Sealed, otherwise?: Otherwise): Promise<MessageRef | undefined>;
}

export interface GestureNeeds {
  readonly answers: Answers;
  readonly work: Work;
  readonly seen: Seen;
  readonly fate: (target: Target, key: string, attempts: Attempts) => Promise<Fate>;
  readonly inbox: Inbox;
  readonly debts: DebtTimes;
  readonly times: Times;
  readonly lang: Language;
  readonly clock: Clock;
  readonly log: Log;
  readonly handlers: () => Handlers | undefined;
  /** Works once more on what a dead process left. */
  readonly again: (asked: Asked, handlers: Handlers, doing: Doing) => Promise<void>;
}

/** Gestures, each taken in once, written down before Feishu hears that it was, and answered although a process dies. */
export class Gestures {
  readonly #needs: GestureNeeds;
  readonly #debts: Debts;
  constructor(needs: GestureNeeds) {
    this.#needs = needs;
    const { inbox, debts: times, clock, log } = needs;
    this.#debts = new Debts({ platform: "feishu", inbox, times, clock, log, resume: (owed, turn) => this.#resume(owed, turn) });
  }

  begin(): void {
    this.#debts.begin();
  }

  /** What is still at work goes to another process. */
  end(): Promise<void> {
    return this.#debts.end();
  }

  /** Undefined for what was taken in before. Resolves when it may be acknowledged. */
  async take(eventId: string, asked: Asked): Promise<Doing | undefined> {
    if (!this.#needs.seen.first(eventId)) return undefined;
    return (await this.#debts.take(eventId, asked)) ? this.#doing(eventId, {}) : undefined;
  }

  /** The work on a gesture; with its end nothing is owed any more. */
  run(what: string, { eventId }: Doing, work: () => Promise<void>): void {
    this.#needs.work.run(what, () => work().finally(() => this.#debts.settle(eventId)));
  }

  #doing(eventId: string, before: Trail): Doing {
    const { answers, clock } = this.#needs;
    let trail: Trail = before.progress === undefined ? {} : { progress: before.progress };
    const mark = (more: Trail): Promise<boolean> => {
      trail = { ...trail, ...more };
      return this.#debts.mark(eventId, trail);
    };
    return {
      eventId,
      before,
      mark,
      say: async (place, sealed, otherwise) => {
        const mine = await mark({ said: { place, at: clock.now().toISOString() } });
        const how = { otherwise, noted: (rest: Trail["rest"]) => mark({ rest }), mine: () => mark({}) };
        return mine ? answers.say(place, sealed, eventId, how) : undefined;
      },
    };
  }

  #resume(owed: Owed, turn: Turn): void {
    const { log, again, answers } = this.#needs;
    const handlers = this.#needs.handlers();
    // Told to end just now: it is given back with what is still at work (`end`), and another process goes on.
    if (handlers === undefined) return;
    const asked = Asked.safeParse(owed.asked).data;
    const trail = Trail.safeParse(owed.trail).data ?? {};
    const doing = this.#doing(owed.eventId, trail);
    this.run("taken over", doing, async () => {
      if (asked === undefined) {
        log.error("feishu.gesture-not-understood", new Error("another version wrote it down"), {});
        return;
      }
      if (trail.toast === true) return;
      // A message of the same uuid is sent once within the hour, so that it can be said again as it is. Not so what a press says: its
      // second answer, "already done", may be for another place.
      const known = turn === "again" && asked.kind !== "press" ? "no" : await this.#wasSaid(owed, trail.said);
      if (typeof known === "object") return trail.rest && answers.bring(known, trail.rest, owed.eventId, { mine: () => doing.mark(trail) });
      if (known === "no" && turn === "again") return again(asked, handlers, doing);
      await this.#tell(asked, doing, known === "perhaps" ? { kind: "perhaps" } : untold(asked));
    });
  }

  /** Did the answer arrive whose process died? */
  async #wasSaid({ eventId, at }: Owed, said: Trail["said"]): Promise<MessageRef | "no" | "perhaps"> {
    const { fate, times, debts, clock, log } = this.#needs;
    if (said === undefined) return "no";
    // From so long ago the chat's history is asked, instead of trusting in the uuid.
    const { channel, threadId } = said.place;
    const attempts = { from: new Date(at.getTime() - times.uuidMs), to: new Date(said.at) };
    for (;;) {
      const told = await fate({ channel, threadId }, eventId, attempts).catch((error: unknown) => {
        log.error("feishu.fate-not-told", error, {});
        return undefined;
      });
      if (told?.kind === "sent") return told.ref;
      if (told?.kind === "absent") return "no";
      if (told?.kind !== "unclear" || told.askAgainAt.getTime() > at.getTime() + debts.ageMs) return "perhaps";
      await pause(Math.max(0, told.askAgainAt.getTime() - clock.now().getTime()));
    }
  }

  /** Nobody but who asked needs to know; a group has no words for one person. */
  async #tell(asked: Asked, doing: Doing, what: Interrupted): Promise<void> {
    const account = accountOf(asked);
    if (account !== undefined) await doing.say({ channel: account }, interrupted(what, this.#needs.lang));
  }
}

/** Undefined where nobody waits for an answer. */
function accountOf(asked: Asked): string | undefined {
  switch (asked.kind) {
    case "message":
      return asked.event.sender.sender_id?.open_id;
    case "menu":
      return asked.event.operator.operator_id.open_id;
    case "press":
      return asked.event.operator.open_id;
    case "added":
      return undefined;
  }
}

function untold(asked: Asked): Interrupted {
  switch (asked.kind) {
    case "message": {
      const file = fileOf(asked.event);
      if (file !== undefined) return { kind: "file", name: file.name };
      // The mention of the bot is no word of its own.
      return { kind: "text", text: withoutMentions(wordsOf(asked.event) ?? "", mentionsOf(asked.event), "").text };
    }
    case "menu":
      return { kind: "text", text: `/${asked.event.event_key}` };
    case "press":
    case "added":
      return { kind: "press" };
  }
}
