import type { Language, Sealed } from "../../message/message.ts";
import type { Clock } from "../../ports/system.ts";
import type { Doing } from "./gestures.ts";
import type { Target } from "./send.ts";
import { notInPrivate, said } from "./words.ts";

/** A stranger who drops one file after the other is told once. */
const TOLD_MS = 3_600_000;

/** What one person alone is to read: a group has no words for one person, the direct chat has. */
export class Alone {
  readonly #clock: Clock;
  readonly #lang: Language;
  readonly #told = new Map<string, number>();
  constructor(clock: Clock, lang: Language) {
    this.#clock = clock;
    this.#lang = lang;
  }

  /** Of who cannot be written to (somebody of another company in an external group), the group reads that much and nothing of the answer. */
  async say(doing: Doing, account: string, sealed: Sealed, asked: Target): Promise<void> {
    await doing.say({ channel: account }, sealed, { place: asked, sealed: () => this.#sorry(account) });
  }

  #sorry(account: string): Sealed | undefined {
    const now = this.#clock.now().getTime();
    for (const [who, at] of this.#told) if (now - at >= TOLD_MS) this.#told.delete(who);
    if (this.#told.has(account)) return undefined;
    this.#told.set(account, now);
    return said(notInPrivate, this.#lang);
  }
}
