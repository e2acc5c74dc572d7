import type { Sealed } from "../../message/message.ts";
import type { MessageRef, PostOutcome } from "../../ports/chat-platform.ts";
import type { Clock, Log } from "../../ports/system.ts";
import type { Sender, Target } from "./send.ts";
import { pause } from "./work.ts";

const ATTEMPTS = 4;
const LONGEST_WAIT_MS = 10_000;
const BETWEEN_MS = 500;
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

const decides = ({ message }: Sealed): boolean => message.actions.length > 0 || message.blocks.some((b) => b.kind === "form");

/**
 * Answers of the moment, which no outbox holds. Sent again at once where that is safe: a limit let nothing through, and what may
 * have arrived is known to Feishu by its uuid.
 */
export class Answers {
  readonly #sender: Sender;
  readonly #clock: Clock;
  readonly #log: Log;
  constructor(sender: Sender, clock: Clock, log: Log) {
    this.#sender = sender;
    this.#clock = clock;
    this.#log = log;
  }

  async say(wanted: Target, sealed: Sealed, key: string, otherwise?: Otherwise): Promise<MessageRef | undefined> {
    // What is pressed is answered in the thread of its card, which a quotation would have to share with what it quotes.
    const target: Target = decides(sealed) && wanted.threadId === undefined ? { ...wanted, replyTo: undefined } : wanted;
    const outcome = await this.#insist(() => this.#sender.post(target, sealed, key));
    if (outcome.kind === "sent") return outcome.ref;
    // Nothing was sent, so that another place is not a second message.
    if (outcome.kind === "failed" && GONE.has(outcome.code) && target.replyTo !== undefined) {
      return this.say({ channel: target.channel }, sealed, key);
    }
    if (outcome.kind === "failed" && NO_THREAD.has(outcome.code) && target.threadId !== undefined) {
      return this.say({ channel: target.channel, replyTo: target.threadId }, sealed, key);
    }
    if (outcome.kind === "failed" && outcome.code === OUT_OF_REACH && otherwise !== undefined) {
      const instead = otherwise.sealed();
      this.#log.info("feishu.person-out-of-reach", { key, told: instead !== undefined });
      return instead === undefined ? undefined : this.say(otherwise.place, instead, `${key}:otherwise`);
    }
    this.#lost(outcome, key);
    return undefined;
  }

  /** False when it could not be changed. */
  async change(ref: MessageRef, sealed: Sealed): Promise<boolean> {
    const outcome = await this.#insist(() => this.#sender.edit(ref, sealed, { files: true }));
    if (outcome.kind !== "sent") this.#lost(outcome, ref.messageId);
    return outcome.kind === "sent";
  }

  #lost(outcome: Exclude<PostOutcome, { readonly kind: "sent" }>, key: string): void {
    this.#log.error("feishu.answer-lost", new Error(outcome.reason), { key, outcome: outcome.kind });
  }

  async #insist(send: () => Promise<PostOutcome>): Promise<PostOutcome> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await send();
      if (outcome.kind === "sent" || outcome.kind === "failed" || attempt >= ATTEMPTS) return outcome;
      const wait = outcome.kind === "later" ? outcome.notBefore.getTime() - this.#clock.now().getTime() : BETWEEN_MS * attempt;
      if (wait > LONGEST_WAIT_MS) return outcome;
      await pause(Math.max(0, wait));
    }
  }
}
