import { randomUUID } from "node:crypto";
import { message, type Sealed } from "../../message/message.ts";
import type { Handlers } from "../../ports/chat-platform.ts";
import type { Log } from "../../ports/system.ts";
import type { Answers } from "./answer.ts";
import type { Seat } from "./seat.ts";
import type { Notices, Report } from "./progress.ts";

export interface GestureNeeds {
  readonly answers: Answers;
  readonly notices: Notices;
  readonly log: Log;
}

/** What a gesture asks of the app. */
export type Run = (handlers: Handlers, seat: Seat, report: Report) => Promise<Sealed | undefined>;

// Slack's second deliveries come within six minutes; what is older, the app's own memory in the store tells.
const REMEMBERED = 10_000;

/** What is being worked on: each gesture once, answered where it was made. */
export class Gestures {
  readonly #needs: GestureNeeds;
  readonly #seen = new Set<string>();
  readonly #working = new Set<Promise<void>>();
  #handlers: Handlers | undefined;

  constructor(needs: GestureNeeds) {
    this.#needs = needs;
  }

  begin(handlers: Handlers): void {
    this.#handlers = handlers;
  }

  end(): void {
    this.#handlers = undefined;
  }

  get working(): number {
    return this.#working.size;
  }

  async settled(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working);
  }

  /** Begins what a gesture asks for, once; nobody waits for it. */
  take(seat: Seat, run: Run): void {
    if (this.#first(seat.eventId)) this.background(() => this.#answer(seat, run));
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

  async #answer(seat: Seat, run: Run): Promise<void> {
    const handlers = this.#handlers;
    if (handlers === undefined) return;
    const notice = this.#needs.notices.begin(seat);
    let sealed: Sealed | undefined;
    try {
      sealed = await run(handlers, seat, notice.report);
    } catch (error) {
      sealed = this.#sorry(seat, error);
    }
    const over = await notice.end(sealed !== undefined);
    if (sealed !== undefined) await this.#needs.answers.give(seat, sealed, over);
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
