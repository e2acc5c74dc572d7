import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { message, type Sealed } from "../../message/message.ts";
import type { Attempts, Fate, Handlers } from "../../ports/chat-platform.ts";
import type { Inbox, Owed } from "../../ports/inbox.ts";
import type { Clock, Log } from "../../ports/system.ts";
import { Debts, type DebtTimes, type Turn } from "../common/debts.ts";
import { interrupted, type Interrupted } from "../common/interrupted.ts";
import type { Answers } from "./answer.ts";
import type { Place } from "./follow-up.ts";
import { type Asked, keep, keptBy, Trail, type What } from "./asked.ts";
import type { Notices } from "./progress.ts";
import type { ResponseUrl } from "./respond.ts";
import type { Seat } from "./seat.ts";
import type { Vault } from "./vault.ts";
import { answerKey } from "./ways.ts";
import type { Work } from "./work.ts";

export interface GestureNeeds {
  readonly answers: Answers;
  readonly notices: Notices;
  readonly work: Work;
  /** Asked after the acknowledgement, which waits for nobody but the store. */
  readonly language: (account: string) => Promise<Seat["lang"]>;
  readonly fate: (target: { readonly channel: string; readonly threadId?: string }, key: string, attempts: Attempts) => Promise<Fate>;
  /** An address that was given to a process that died, `since` then. */
  readonly urlOf: (address: string, since: Date) => ResponseUrl | undefined;
  readonly vault: Vault;
  readonly inbox: Inbox;
  readonly times: DebtTimes;
  readonly clock: Clock;
  readonly log: Log;
}

// Slack's second deliveries come within six minutes; what is older, the app's own memory in the store tells.
const REMEMBERED = 10_000;

/** What is being worked on: each gesture once, answered where it was made, also when the process that took it in dies. */
export class Gestures {
  readonly #needs: GestureNeeds;
  readonly #debts: Debts;
  readonly #seen = new Set<string>();
  readonly #working = new Set<Promise<void>>();
  #handlers: Handlers | undefined;
  #ended = false;

  constructor(needs: GestureNeeds) {
    this.#needs = needs;
    const { inbox, times, clock, log } = needs;
    this.#debts = new Debts({ platform: "slack", inbox, times, clock, log, resume: (owed, turn) => this.#resume(owed, turn) });
  }

  begin(handlers: Handlers): void {
    this.#handlers = handlers;
    this.#ended = false;
    this.#debts.begin();
  }

  /** What is still at work goes to another process. */
  async end(): Promise<void> {
    this.#handlers = undefined;
    await this.#debts.end();
    this.#ended = true;
  }

  get working(): number {
    return this.#working.size;
  }

  async settled(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working);
  }

  /** Takes in what somebody asked, once. Resolves when it may be acknowledged; nobody waits for its answer. */
  async hear(asked: Asked, trigger?: string): Promise<void> {
    const { eventId } = asked.seat;
    if (!this.#first(eventId)) return;
    if (!(await this.#debts.take(eventId, keep(asked, this.#needs.vault)))) return;
    this.background((handlers) => this.#answer(asked, handlers, {}, trigger));
  }

  /** Other work that `settled` waits for. It answers for its own errors; what escapes is logged. */
  background(run: (handlers: Handlers) => Promise<void>): void {
    const handlers = this.#handlers;
    if (handlers === undefined) return;
    const work: Promise<void> = run(handlers).catch((error: unknown) => this.#needs.log.error("slack.gesture-lost", error));
    this.#working.add(work);
    void work.finally(() => this.#working.delete(work));
  }

  #first(eventId: string): boolean {
    if (this.#seen.has(eventId)) return false;
    this.#seen.add(eventId);
    if (this.#seen.size > REMEMBERED) for (const oldest of [...this.#seen].slice(0, REMEMBERED / 2)) this.#seen.delete(oldest);
    return true;
  }

  #resume(owed: Owed, turn: Turn): void {
    const { vault, urlOf, log } = this.#needs;
    this.background(async (handlers) => {
      const { eventId } = owed;
      const asked = keptBy(owed.asked, eventId, vault, (address) => urlOf(address, owed.at));
      if (asked === undefined) {
        log.error("slack.gesture-not-understood", new Error("another version wrote it down"), {});
        return this.#debts.settle(eventId);
      }
      const trail = Trail.safeParse(owed.trail).data ?? {};
      const said = trail.heard ?? (await this.#wasSaid(owed, trail.said));
      if (typeof said === "object") return this.#follow(owed, trail, said);
      const sorry = said === "perhaps" ? { kind: "perhaps" as const } : turn === "tell" ? untold(asked.what) : undefined;
      await this.#answer(asked, handlers, trail, undefined, sorry);
    });
  }

  /** Did the answer arrive whose process died? A message is found in its channel; what only one person sees, nobody finds. */
  async #wasSaid(owed: Owed, said: Trail["said"]): Promise<Place | "no" | "perhaps"> {
    const { fate, clock, times } = this.#needs;
    // In place of what was said before it can be said once more.
    if (said === undefined || said.way === "update") return "no";
    if (said.way !== "message" || said.channel === undefined) return "perhaps";
    const { channel, threadId } = said;
    const target = { channel, ...(threadId === undefined ? {} : { threadId }) };
    for (;;) {
      const told = await fate(target, answerKey(owed.eventId), { from: owed.at, to: new Date(said.at) });
      if (told.kind === "sent") return { channel: told.ref.channel, threadId: told.ref.threadId };
      if (told.kind === "absent") return "no";
      if (told.kind !== "unclear" || told.askAgainAt.getTime() > owed.at.getTime() + times.ageMs) return "perhaps";
      await pause(Math.max(0, told.askAgainAt.getTime() - clock.now().getTime()), undefined, { ref: false });
    }
  }

  /** Nothing is left to be said; what could not be held may be. */
  async #follow({ eventId, at }: Owed, trail: Trail, place: Place): Promise<void> {
    const { rest } = trail;
    try {
      const mine = async (): Promise<boolean> => !this.#ended && this.#debts.mark(eventId, { ...trail, heard: place });
      if (rest !== undefined) await this.#needs.answers.follow(eventId, place, rest, at, mine);
    } finally {
      if (!this.#ended) await this.#debts.settle(eventId);
    }
  }

  async #answer(asked: Asked, handlers: Handlers, before: Trail, trigger?: string, sorry?: Interrupted): Promise<void> {
    const { answers, notices, work, language, clock } = this.#needs;
    const { eventId, person } = asked.seat;
    try {
      const lang = await language(person.account);
      const seat: Seat = lang === undefined ? asked.seat : { ...asked.seat, lang };
      let trail: Trail = before.notice === undefined ? {} : { notice: before.notice };
      const notice = notices.begin(asked.what.kind === "dialog" ? { ...seat, channel: null } : seat, before.notice, async (told) => {
        trail = { notice: told };
        await this.#debts.mark(eventId, trail);
      });
      let sealed: Sealed | undefined;
      try {
        sealed =
          sorry === undefined ? await work({ ...asked, seat }, handlers, notice.report, trigger) : interrupted(sorry, seat.lang ?? "en");
      } catch (error) {
        sealed = this.#sorry(seat, error);
      }
      const over = await notice.end(sealed !== undefined);
      if (sealed === undefined) return;
      // What waited for Slack until this process ended is another's.
      const noted = async (more: Partial<Trail>): Promise<boolean> =>
        !this.#ended && this.#debts.mark(eventId, { ...trail, ...more } satisfies Trail);
      await answers.give(seat, sealed, {
        over,
        mark: (by, rest) => noted({ said: { ...by, at: clock.now().toISOString() }, ...(rest && { rest }) }),
        heard: (place, rest) => noted({ heard: place, rest }),
      });
    } finally {
      if (!this.#ended) await this.#debts.settle(eventId);
    }
  }

  /** The app answers its own errors; what still escapes is a bug, logged and told in one sentence. */
  #sorry(seat: Seat, error: unknown): Sealed {
    const reference = randomUUID();
    this.#needs.log.error("slack.handler-failed", error, { reference, eventId: seat.eventId });
    const lead = {
      zh: `这里出了错，已记录。编号：${reference}`,
      en: `Something went wrong here; it is in the log. Reference: ${reference}`,
    };
    const sorry = message({ title: { zh: "没有完成", en: "Not done" }, tone: "error", lead });
    return { message: sorry, buttonTokens: [], formTokens: {}, lang: seat.lang ?? "en", reach: "asker" };
  }
}

function untold(what: What): Interrupted {
  switch (what.kind) {
    case "text":
      return { kind: "text", text: what.text };
    case "file":
      return { kind: "file", name: what.file.name ?? what.file.title ?? "" };
    case "press":
    case "dialog":
    case "no-file":
      return { kind: "press" };
  }
}
