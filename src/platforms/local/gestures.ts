import { randomUUID } from "node:crypto";
import type { Text } from "../../domain/value.ts";
import { UserError } from "../../domain/user-error.ts";
import { cleanAll } from "../../message/clean.ts";
import { message, type Language, type Sealed } from "../../message/message.ts";
import type { Handlers, Person } from "../../ports/chat-platform.ts";
import type { Clock, Log } from "../../ports/system.ts";
import type { Workspace, WorkspaceEntry } from "../../ports/workspace.ts";
import type { Asked, Journal } from "./journal.ts";
import type { Live } from "./live.ts";
import type { Spooled } from "../common/spool.ts";
import { interrupted } from "../common/interrupted.ts";
import { BOT, wireEntry, type WireProgress, type WireWork } from "./wire.ts";

export interface Place {
  readonly channel: string;
  readonly threadId: number | null;
}

/** Who does something, in which language, under which id: the same gesture sent twice has the same id. */
export interface Gesture {
  readonly eventId: string;
  readonly person: Person;
  readonly lang: Language;
  /** Nobody else reads this workspace. */
  readonly direct: true;
}

export interface GestureNeeds {
  readonly workspace: Workspace;
  readonly live: Live;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
}

/** A start tries once again; what ends the process a second time is told instead of tried for ever. */
const RESUMES = 1;

const STARTING = new UserError(
  "not-ready",
  { zh: "Purser 正在启动或停止，请稍后再试。", en: "Purser is starting or stopping; try again in a moment." },
  undefined,
);

const thread = (place: Place): { readonly threadId?: string } => (place.threadId === null ? {} : { threadId: String(place.threadId) });

const gestureOf = ({ eventId, account, name, as, lang }: Asked): Gesture => ({
  eventId,
  person: { account, ...(name !== undefined && { name }), ...(as !== undefined && { as }) },
  lang,
  direct: true,
});

/** What an error says, in one text; null where what was asked was done. */
function refusalOf({ message: { tone, title, lead } }: Sealed): Text | null {
  if (tone !== "error") return null;
  return cleanAll({ zh: `${title.zh}${lead?.zh ?? ""}`, en: lead === undefined ? title.en : `${title.en} ${lead.en}` });
}

/** Takes in what a person does, hands it to the app, and draws the answer where it was asked. */
export class Gestures {
  readonly #needs: GestureNeeds;
  readonly #arriving = new Set<string>();
  readonly #working = new Map<string, { readonly work: WireWork; readonly done: Promise<void> }>();
  #handlers: Handlers | undefined;

  constructor(needs: GestureNeeds) {
    this.#needs = needs;
  }

  begin(handlers: Handlers): void {
    this.#handlers = handlers;
  }

  /** Takes up what a process that died left unanswered: works on it again, or says in its place that it was interrupted. */
  async resume(): Promise<void> {
    const { journal, workspace, log } = this.#needs;
    for (const asked of await journal.left()) {
      const { eventId, channel, threadId, what } = asked;
      const there = what.kind === "press" || (await workspace.byKey(`in:${eventId}`)) !== undefined;
      // Answered, or never told to the page, which sends it again.
      if (!there || (await workspace.byKey(`out:${eventId}`)) !== undefined) {
        await journal.done(eventId);
        continue;
      }
      log.warn("local.resumed", { eventId, kind: what.kind, resumed: asked.resumed });
      const run = asked.resumed < RESUMES ? await this.#again(asked) : undefined;
      if (run !== undefined) await journal.note({ ...asked, resumed: asked.resumed + 1 });
      const gesture = gestureOf(asked);
      this.#work(gesture, { channel, threadId }, async () => (await run?.()) ?? interrupted(what, asked.lang));
    }
  }

  /** The work once more; undefined where that cannot be. A press is a decision: nobody repeats it but the one who took it. */
  async #again(asked: Asked): Promise<(() => Promise<Sealed | undefined>) | undefined> {
    const handlers = this.ready();
    const { channel, threadId, what, eventId } = asked;
    const gesture = gestureOf(asked);
    switch (what.kind) {
      case "text":
        return () => handlers.text({ ...gesture, channel, ...thread(asked), text: what.text });
      case "file": {
        const kept = await this.#needs.journal.kept(eventId);
        return kept && (() => this.#read(handlers, gesture, { channel, threadId }, what.name, kept));
      }
      case "press":
        return undefined;
    }
  }

  /** Takes nothing new in. */
  end(): void {
    this.#handlers = undefined;
  }

  /** Resolves when everything that was asked is answered. */
  async settled(): Promise<void> {
    await Promise.all([...this.#working.values()].map(({ done }) => done));
  }

  get working(): readonly WireWork[] {
    return [...this.#working.values()].map(({ work }) => work);
  }

  /** Throws while nobody would answer. Asked before an upload, so that no gigabyte is taken in vain. */
  ready(): Handlers {
    if (this.#handlers === undefined) throw STARTING;
    return this.#handlers;
  }

  async text(gesture: Gesture, place: Place, text: string): Promise<WorkspaceEntry> {
    const handlers = this.ready();
    const { channel } = place;
    const { entry, first } = await this.#takeIn(gesture, place, { kind: "text", text }, () =>
      this.#note(gesture, place, { kind: "text", text }),
    );
    if (first) this.#work(gesture, place, () => handlers.text({ ...gesture, channel, ...thread(place), text }));
    return entry;
  }

  /** An answer to a press lies in the thread of the message that was pressed: the number, the decision, the follow-up. */
  press(gesture: Gesture, on: WorkspaceEntry, token: string, fields: Readonly<Record<string, string>> | undefined): void {
    const handlers = this.ready();
    if (this.#working.has(gesture.eventId)) return;
    const place = { channel: on.channel, threadId: on.threadId ?? on.id };
    this.#work(gesture, place, async () => {
      await this.#note(gesture, place, { kind: "press" });
      const answer = await handlers.press({
        ...gesture,
        channel: on.channel,
        ...thread(place),
        messageId: String(on.id),
        token,
        ...(fields === undefined ? {} : { fields }),
      });
      if (answer?.instead) await this.#replace(on, answer.instead);
      return answer;
    });
  }

  /** The message that was pressed reads differently from now on. */
  async #replace(on: WorkspaceEntry, sealed: Sealed): Promise<void> {
    const edited = await this.#needs.workspace.edit(on.id, { kind: "sealed", sealed });
    this.#needs.live.publish({ kind: "edited", entry: wireEntry(edited) });
  }

  async file(gesture: Gesture, place: Place, name: string, spooled: Spooled): Promise<WorkspaceEntry> {
    const handlers = this.ready();
    const { bytes } = spooled;
    let kept = spooled;
    const { entry, first } = await this.#takeIn(gesture, place, { kind: "file", name, bytes }, async () => {
      kept = await this.#needs.journal.keep(gesture.eventId, spooled);
      await this.#note(gesture, place, { kind: "file", name });
    });
    if (first) this.#work(gesture, place, () => this.#read(handlers, gesture, place, name, kept));
    else await spooled.remove();
    return entry;
  }

  async #read(handlers: Handlers, gesture: Gesture, place: Place, name: string, file: Spooled): Promise<Sealed | undefined> {
    const report = this.#progress(gesture, place);
    return handlers.file(
      { ...gesture, channel: place.channel, ...thread(place), name, bytes: file.bytes, open: () => file.open() },
      ({ done, of, note }) => report({ done, of: of ?? null, note }),
    );
  }

  async #note(gesture: Gesture, { channel, threadId }: Place, what: Asked["what"]): Promise<void> {
    const { eventId, lang, person } = gesture;
    const { account, name, as } = person;
    const who = { account, ...(name !== undefined && { name }), ...(as !== undefined && { as }) };
    await this.#needs.journal.note({ eventId, ...who, lang, channel, threadId, resumed: 0, what });
  }

  /**
   * Keeps what was typed or dropped. `first` is false for a copy of what is being worked on or was answered; a gesture that a
   * killed process left unanswered is worked on again.
   */
  async #takeIn(
    gesture: Gesture,
    place: Place,
    body: WorkspaceEntry["body"],
    /** Makes sure that it will be answered. */
    note: () => Promise<void>,
  ): Promise<{ entry: WorkspaceEntry; first: boolean }> {
    const { workspace, live, clock } = this.#needs;
    const { eventId } = gesture;
    const copy = this.#working.has(eventId) || this.#arriving.has(eventId);
    if (!copy) this.#arriving.add(eventId);
    try {
      const first = !copy && (await workspace.byKey(`out:${eventId}`)) === undefined;
      if (first) await note();
      const entry = await workspace.append({ ...place, author: gesture.person.account, at: clock.now(), body }, `in:${eventId}`);
      if (first) live.publish({ kind: "entry", entry: wireEntry(entry) });
      if (!first && !copy) this.#arriving.delete(eventId);
      return { entry, first };
    } catch (error) {
      if (!copy) this.#arriving.delete(eventId);
      throw error;
    }
  }

  /** Says only what a person would notice: another note, or another whole percent. */
  #progress(gesture: Gesture, place: Place): (progress: WireProgress) => void {
    let said = "";
    return (progress) => {
      const share = progress.of === null || progress.of === 0 ? "" : Math.floor((progress.done / progress.of) * 100);
      const saying = `${share} ${progress.note.en}`;
      const current = this.#working.get(gesture.eventId);
      if (saying === said || current === undefined) return;
      said = saying;
      const work: WireWork = { eventId: gesture.eventId, ...place, progress };
      this.#working.set(gesture.eventId, { ...current, work });
      this.#needs.live.publish({ kind: "working", work });
    };
  }

  #work(gesture: Gesture, place: Place, run: () => Promise<Sealed | undefined>): void {
    const { live } = this.#needs;
    const { eventId } = gesture;
    const work: WireWork = { eventId, ...place, progress: null };
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#working.set(eventId, { work, done: promise });
    this.#arriving.delete(eventId);
    live.publish({ kind: "working", work });
    const finish = (failure: Text | null, refused: Text | null): void => {
      this.#working.delete(eventId);
      live.publish({ kind: "settled", eventId, failure, refused });
      resolve();
    };
    this.#answer(gesture, place, run).then(
      (said) => finish(null, said === undefined ? null : refusalOf(said)),
      (error: unknown) => {
        const reference = randomUUID();
        this.#needs.log.error("local.answer-lost", error, { reference, eventId });
        const failure = {
          zh: `回答没能保存，请再试一次。编号：${reference}`,
          en: `The answer could not be kept; please try again. Reference: ${reference}`,
        };
        finish(failure, failure);
      },
    );
  }

  async #answer(gesture: Gesture, place: Place, run: () => Promise<Sealed | undefined>): Promise<Sealed | undefined> {
    const { workspace, live, journal, clock } = this.#needs;
    const said = await this.#run(gesture, run);
    if (said === undefined) {
      await journal.done(gesture.eventId);
      return undefined;
    }
    // Kept once, in the message that was pressed; and here everybody is the asker.
    const { instead: _, reach: __, ...sealed } = said;
    const entry = await workspace.append(
      { ...place, author: BOT, at: clock.now(), body: { kind: "sealed", sealed } },
      `out:${gesture.eventId}`,
    );
    await journal.done(gesture.eventId);
    live.publish({ kind: "entry", entry: wireEntry(entry) });
    return said;
  }

  /** The app answers its own errors; what still escapes is a bug, logged and told in one sentence. */
  async #run(gesture: Gesture, run: () => Promise<Sealed | undefined>): Promise<Sealed | undefined> {
    try {
      return await run();
    } catch (error) {
      const reference = randomUUID();
      this.#needs.log.error("local.handler-failed", error, { reference, eventId: gesture.eventId });
      const lead = {
        zh: `这里出了错，已记录。编号：${reference}`,
        en: `Something went wrong here; it is in the log. Reference: ${reference}`,
      };
      const sorry = message({ title: { zh: "没有完成", en: "Not done" }, tone: "error", lead });
      return { message: sorry, buttonTokens: [], formTokens: {}, lang: gesture.lang };
    }
  }
}
