import type { Inbox } from "../../ports/inbox.ts";
import type { Clock, Log } from "../../ports/system.ts";
import { within } from "./within.ts";

export interface ReplayNeeds {
  /** `slack-signature`: what the store keeps them as. */
  readonly kind: string;
  readonly inbox: Pick<Inbox, "first">;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Of the 3 s for an acknowledgement the store has this long to tell; what was asked is written down after that, and a press is answered in
 * 2.5 s. A store that says nothing until then lets the request in: what it asks has an id of its own, under which it is done once.
 */
const ASK_MS = 400;
const REMEMBERED = 10_000;

/** Signatures and nonces of requests. Each lets one request in, in whichever process. */
export class Replays {
  readonly #needs: ReplayNeeds;
  // What came here is known here, also when the store is away.
  readonly #seen = new Set<string>();

  constructor(needs: ReplayNeeds) {
    this.#needs = needs;
  }

  /** False for what came before. */
  async first(id: string): Promise<boolean> {
    if (this.#seen.has(id)) return false;
    this.#seen.add(id);
    if (this.#seen.size > REMEMBERED) for (const oldest of [...this.#seen].slice(0, REMEMBERED / 2)) this.#seen.delete(oldest);
    return (await within(this.#ask(id), ASK_MS)) !== false;
  }

  async #ask(id: string): Promise<boolean | undefined> {
    const { kind, inbox, clock, log } = this.#needs;
    try {
      return await inbox.first(kind, id, clock.now());
    } catch (error) {
      log.error("replay-not-asked", error, { kind });
      return undefined;
    }
  }
}
