import type { Place, Wanted } from "../ports/delivery.ts";

type Kind = Wanted["kind"];

/** Of a pace, by which a late start may be made up for: without it a channel's rate falls by every wait for the store. */
const SLACK = 1 / 4;

interface Gate {
  readonly place: Place;
  readonly kind: Kind;
  /** From then on it may be spoken in again. */
  until: number;
  /** From then on its next post may be made ready, which then waits for the rest. */
  ready: number;
}

/** How long before its time a post is claimed, so that the store's answer is not waited for in between. */
const LEAD = 100;

const name = (kind: Kind, { platform, channel }: Place): string => JSON.stringify([kind, platform, channel ?? null]);

/** Which places are not to be spoken in, and until when. Times are milliseconds of the clock. */
export class Gates {
  readonly #gates = new Map<string, Gate>();
  /** Until when the last slot of a platform's own pace lasts. */
  readonly #slots = new Map<string, number>();

  /** A post begins: the channel's next one keeps its distance. Starts that come late bring the next one no later. */
  begin(kind: Kind, place: Place, at: number, paceMs: number): void {
    if (paceMs <= 0) return;
    const until = from(this.#gates.get(name(kind, place))?.until, at, paceMs) + paceMs;
    this.#shut(kind, place, until, until - Math.min(LEAD, paceMs / 2));
  }

  /** Not before `until`; what was shut longer stays so. */
  shut(kind: Kind, place: Place, until: number): void {
    this.#shut(kind, place, until, until);
  }

  #shut(kind: Kind, place: Place, until: number, ready: number): void {
    const key = name(kind, place);
    const gate = this.#gates.get(key);
    if (gate === undefined) this.#gates.set(key, { place, kind, until, ready });
    else {
      gate.until = Math.max(gate.until, until);
      gate.ready = Math.max(gate.ready, ready);
    }
  }

  /** The next slot in the pace of a whole platform; it is taken with that. */
  slot(platform: string, at: number, paceMs: number): number {
    if (paceMs <= 0) return at;
    const slot = from(this.#slots.get(platform), at, paceMs);
    this.#slots.set(platform, slot + paceMs);
    return Math.max(slot, at);
  }

  /** Until when a place is shut; undefined when it is not. For a channel, its platform is not asked. */
  shutUntil(kind: Kind, place: Place, at: number): number | undefined {
    const until = this.#gates.get(name(kind, place))?.until ?? 0;
    return until > at ? until : undefined;
  }

  /** Where nothing is to be made ready now; forgets what is not any more. */
  closed(kind: Kind, at: number): readonly Place[] {
    const closed: Place[] = [];
    for (const [key, gate] of this.#gates) {
      // A gate is remembered past its end as long as it may count for the distance.
      if (gate.until + KEEP < at) this.#gates.delete(key);
      else if (gate.kind === kind && gate.ready > at) closed.push(gate.place);
    }
    return closed;
  }

  /** When something may be made ready at the next gate; undefined when none is shut. */
  nextOpening(at: number): number | undefined {
    let next: number | undefined;
    for (const { ready } of this.#gates.values()) if (ready > at && (next === undefined || ready < next)) next = ready;
    return next;
  }
}

// Longer than any pace.
const KEEP = 60_000;

/** Where the distance to the next one is measured from: where this one should have begun, if it began only a little later. */
const from = (planned: number | undefined, at: number, paceMs: number): number =>
  planned !== undefined && planned >= at - paceMs * SLACK ? planned : at;
