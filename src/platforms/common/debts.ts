import type { Inbox, Owed } from "../../ports/inbox.ts";
import type { Clock, Log } from "../../ports/system.ts";
import { within } from "./within.ts";

export interface DebtTimes {
  /** An acknowledgement waits this long for the store, of the 3 s that Slack and Feishu wait for it. Then it goes out without. */
  readonly noteMs: number;
  /** How long a process that says nothing is believed to be alive: people wait this long for a successor. Some beats long, so that a slow store takes nobody's work away. */
  readonly leaseMs: number;
  readonly beatMs: number;
  /**
   * What was asked longer ago is not done any more, the person is told. Ten minutes: who asked has looked elsewhere by then, and a decision
   * must not be made when nobody expects it; long enough for a restart with a new version.
   */
  readonly ageMs: number;
}

export const DEBT_TIMES: DebtTimes = { noteMs: 1_500, leaseMs: 30_000, beatMs: 5_000, ageMs: 600_000 };

/** Begun by so many processes something is still worked on; what ended two is told to the person, and what ended three is let go. */
const WORKED = 2;
const TOLD = 3;
/** Taken over in one beat; the next one brings more. */
const AT_ONCE = 8;

/** `again`: do it. `tell`: say that it was interrupted. */
export type Turn = "again" | "tell";

export interface DebtNeeds {
  readonly platform: string;
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly log: Log;
  readonly times: DebtTimes;
  /** Works on what a dead process left, and settles it in the end. */
  readonly resume: (owed: Owed, turn: Turn) => void;
}

/**
 * What was acknowledged and is not answered: written down before the acknowledgement, held while somebody is at work on it, taken over
 * when its process died.
 */
export class Debts {
  readonly #needs: DebtNeeds;
  /** At work here; whether the store knows of it, when that is known. */
  readonly #mine = new Map<string, Promise<boolean | undefined>>();
  /** Answered here; the store could not be told yet. */
  readonly #settled = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> | undefined;
  #away = false;

  constructor(needs: DebtNeeds) {
    this.#needs = needs;
  }

  /**
   * Resolves when it is written down, or cannot be in time: an answer that may be lost with its process is better than none. False when
   * another delivery of it was first.
   */
  async take(eventId: string, asked: unknown): Promise<boolean> {
    const { platform, inbox, clock, times } = this.#needs;
    const noting = this.#noted(inbox.note(platform, eventId, asked, clock.now(), times.leaseMs));
    this.#mine.set(eventId, noting);
    const noted = await within(noting, times.noteMs);
    if (noted !== false) return true;
    this.#mine.delete(eventId);
    return false;
  }

  /** Before anything is said: where. False when another process has taken it over, which will say it. */
  async mark(eventId: string, trail: unknown): Promise<boolean> {
    const noting = this.#mine.get(eventId);
    if (noting === undefined || (await within(noting, this.#needs.times.noteMs)) !== true) return true;
    try {
      return await this.#needs.inbox.mark(this.#needs.platform, eventId, trail);
    } catch (error) {
      // Said without a mark is better than not said: the store may be away for long.
      this.#needs.log.error(`${this.#needs.platform}.answer-not-marked`, error, {});
      return true;
    }
  }

  /** It is answered, or there is nothing to say. */
  async settle(eventId: string): Promise<void> {
    if ((await this.#mine.get(eventId)) === true) {
      this.#settled.add(eventId);
      await this.#tellSettled();
    }
    this.#mine.delete(eventId);
  }

  begin(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => void this.beat(), this.#needs.times.beatMs);
    this.#timer.unref();
    void this.beat();
  }

  /** Holds what is worked on here, and takes over what nobody holds. */
  beat(): Promise<void> {
    this.#beating ??= this.#beat().finally(() => (this.#beating = undefined));
    return this.#beating;
  }

  /** Nothing more is taken over; what is still at work goes to another process. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#beating;
    const { inbox, platform, log } = this.#needs;
    const left = [...this.#mine.keys()].filter((id) => !this.#settled.has(id));
    if (left.length === 0) return;
    await inbox.release(platform, left).catch((error: unknown) => log.error(`${platform}.work-not-given-back`, error, {}));
  }

  async #beat(): Promise<void> {
    const { inbox, platform, times, log, resume, clock } = this.#needs;
    try {
      await this.#tellSettled();
      const held = [...this.#mine.keys()];
      if (held.length > 0) await inbox.keep(platform, held, times.leaseMs);
      if (this.#timer === undefined) return;
      for (const owed of await inbox.takeOver(platform, times.leaseMs, AT_ONCE)) {
        const { eventId, tries, at } = owed;
        this.#mine.set(eventId, Promise.resolve(true));
        if (tries > TOLD) {
          log.error(`${platform}.answer-given-up`, new Error("every process that worked on it ended"), { tries });
          await this.settle(eventId);
          continue;
        }
        const turn = tries <= WORKED && clock.now().getTime() - at.getTime() <= times.ageMs ? "again" : "tell";
        log.warn(`${platform}.taken-over`, { tries, turn });
        resume(owed, turn);
      }
      this.#away = false;
    } catch (error) {
      // Once is enough for a store that is away for an hour.
      if (!this.#away) log.error(`${platform}.store-away`, error, {});
      this.#away = true;
    }
  }

  async #noted(noting: Promise<boolean>): Promise<boolean | undefined> {
    try {
      return await noting;
    } catch (error) {
      this.#needs.log.error(`${this.#needs.platform}.not-written-down`, error, {});
      return undefined;
    }
  }

  async #tellSettled(): Promise<void> {
    for (const eventId of this.#settled) {
      try {
        await this.#needs.inbox.done(this.#needs.platform, eventId);
        this.#settled.delete(eventId);
      } catch (error) {
        this.#needs.log.warn(`${this.#needs.platform}.answer-not-recorded`, { note: error instanceof Error ? error.message : "" });
        return;
      }
    }
  }
}
