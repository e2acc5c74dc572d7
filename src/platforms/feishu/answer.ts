import type { Sealed } from "../../message/message.ts";
import type { MessageRef, PostOutcome } from "../../ports/chat-platform.ts";
import { partKey } from "../../ports/delivery.ts";
import type { Clock, Log } from "../../ports/system.ts";
import { growing, Patience } from "../common/patience.ts";
import { alone, type Rest } from "../common/rest.ts";
import { below, type Sender, type Target } from "./send.ts";
import { pause } from "./work.ts";

/** The message that was to be quoted is withdrawn or deleted. */
const GONE: ReadonlySet<string> = new Set(["230011", "230110"]);
/** A message below which no thread can be: forwarded conversations, and kinds that the documentation does not list. */
const NO_THREAD: ReadonlySet<string> = new Set(["230071", "230072"]);

/** Somebody whom the app may not write to: out of its availability, or of another company. */
const OUT_OF_REACH = "230013";

/** What is said, and where, when the person cannot be written to. Undefined: nothing. */
export interface Otherwise {
  readonly place: Target;
  readonly sealed: () => Sealed | undefined;
}

/** What has to follow an answer, and where that was said. */
export type Owed = Rest & { readonly target: Target };

const decides = ({ message }: Sealed): boolean => message.actions.length > 0 || message.blocks.some((b) => b.kind === "form");

export interface Saying {
  readonly otherwise?: Otherwise | undefined;
  /** Hears what will have to follow, before each request: whoever says it may not live to bring it. */
  readonly noted?: ((owed: Owed) => Promise<unknown>) | undefined;
  /** Asked before each further attempt: false when another process says it. */
  readonly mine?: (() => Promise<boolean>) | undefined;
  /** Nobody waits for it. */
  readonly brief?: boolean;
}

/**
 * Answers of the moment, which no outbox holds. Sent again as long as somebody waits for them, which is safe: a limit let nothing
 * through, and what may have arrived is known to Feishu by its uuid.
 */
export class Answers {
  readonly #sender: Sender;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #for: { readonly patienceMs: number; readonly briefMs: number };
  /** `patienceMs`: for so long an answer is brought to whoever asked, whatever Feishu says. `briefMs`: what the answer waits for. */
  constructor(sender: Sender, clock: Clock, log: Log, times: { readonly patienceMs: number; readonly briefMs: number }) {
    this.#sender = sender;
    this.#clock = clock;
    this.#log = log;
    this.#for = times;
  }

  async say(wanted: Target, sealed: Sealed, key: string, how: Saying = {}): Promise<MessageRef | undefined> {
    const { otherwise, noted } = how;
    // What is pressed is answered in the thread of its card, which a quotation would have to share with what it quotes.
    const target: Target = decides(sealed) && wanted.threadId === undefined ? { ...wanted, replyTo: undefined } : wanted;
    let owed: Owed = { message: sealed.message, lang: sealed.lang, parts: [], target };
    const outcome = await this.#insist(
      () =>
        this.#sender.post(target, sealed, key, undefined, async (parts) => {
          const before = owed.parts.length;
          owed = { ...owed, parts };
          if (before + parts.length > 0) await noted?.(owed);
        }),
      how,
    );
    if (outcome === "elsewhere") return undefined;
    if (outcome.kind === "sent") {
      await this.bring(outcome.ref, owed, key, how);
      return outcome.ref;
    }
    // Nothing was sent, so that another place is not a second message.
    if (outcome.kind === "failed" && GONE.has(outcome.code) && target.replyTo !== undefined) {
      return this.say({ channel: target.channel }, sealed, key, { ...how, otherwise: undefined });
    }
    if (outcome.kind === "failed" && NO_THREAD.has(outcome.code) && target.threadId !== undefined) {
      return this.say({ channel: target.channel, replyTo: target.threadId }, sealed, key, { ...how, otherwise: undefined });
    }
    if (outcome.kind === "failed" && outcome.code === OUT_OF_REACH && otherwise !== undefined) {
      const instead = otherwise.sealed();
      this.#log.info("feishu.person-out-of-reach", { key, told: instead !== undefined });
      return instead === undefined ? undefined : this.say(otherwise.place, instead, `${key}:otherwise`, { mine: how.mine });
    }
    this.#lost(outcome, key);
    return undefined;
  }

  /** What the answer could not hold, below it. Each has a uuid of its own: brought again it is there once. */
  async bring(on: MessageRef, { target, ...rest }: Owed, key: string, how: Pick<Saying, "mine" | "brief"> = {}): Promise<void> {
    for (const part of rest.parts) {
      const outcome = await this.#insist(
        () => this.#sender.follow(on, part.kind, alone(rest, part), partKey(key, part), { place: below(target, on) }),
        how,
      );
      if (outcome === "elsewhere") return;
      if (outcome.kind !== "sent") this.#log.error("feishu.file-lost", new Error(outcome.reason), { key, part: part.kind });
    }
  }

  /** False when it could not be changed. */
  async change(ref: MessageRef, sealed: Sealed, how: Pick<Saying, "mine" | "brief">): Promise<boolean> {
    const outcome = await this.#insist(() => this.#sender.edit(ref, sealed, { files: true }), how);
    if (outcome === "elsewhere") return false;
    if (outcome.kind !== "sent" && how.brief === true)
      this.#log.warn("feishu.not-changed-yet", { message: ref.messageId, reason: outcome.reason });
    else if (outcome.kind !== "sent") this.#lost(outcome, ref.messageId);
    return outcome.kind === "sent";
  }

  #lost(outcome: Exclude<PostOutcome, { readonly kind: "sent" }>, key: string): void {
    this.#log.error("feishu.answer-lost", new Error(outcome.reason), { key, outcome: outcome.kind });
  }

  async #insist(
    send: () => Promise<PostOutcome>,
    { mine, brief = false }: Pick<Saying, "mine" | "brief">,
  ): Promise<PostOutcome | "elsewhere"> {
    const patience = new Patience(pause, brief ? this.#for.briefMs : this.#for.patienceMs);
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await send();
      if (outcome.kind === "sent" || outcome.kind === "failed") return outcome;
      const wait = outcome.kind === "later" ? outcome.notBefore.getTime() - this.#clock.now().getTime() : growing(attempt);
      this.#log.info("feishu.answer-waits", { outcome: outcome.kind, reason: outcome.reason, waitMs: Math.round(wait) });
      if (!(await patience.wait(wait))) return outcome;
      if (mine !== undefined && !(await mine())) {
        this.#log.warn("feishu.answered-elsewhere");
        return "elsewhere";
      }
    }
  }
}
