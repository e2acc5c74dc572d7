import type { Sensitivity } from "../domain/value.ts";
import type { Sealed } from "../message/message.ts";
import type { OutboxRow } from "../ports/delivery.ts";

// What a button decides on is noted when its message is sealed, and must not be of long before it is shown.
const FRESH = 5 * 60_000;
/** More posts than wait at once; those that another process took in the end are pushed out. */
const MOST = 200;

interface Draft {
  readonly of: string;
  readonly at: number;
  readonly sealed: Sealed;
}

/**
 * Posts that were made ready and then put back, for their pictures or a limit: the next attempt sends what was made ready. Sealed anew each
 * time they would leave tokens behind that nobody has, and their pictures would be drawn from data that looks new.
 */
export class Drafts {
  readonly #kept = new Map<number, Draft>();

  /** What was sealed for an earlier attempt, where it would read the same now. */
  async of(
    row: Pick<OutboxRow, "id" | "message" | "lang">,
    clearance: Sensitivity,
    now: Date,
    seal: () => Promise<Sealed>,
  ): Promise<Sealed> {
    const of = JSON.stringify([row.message, row.lang, clearance]);
    const known = this.#kept.get(row.id);
    if (known?.of === of && Math.abs(now.getTime() - known.at) <= FRESH) return known.sealed;
    const draft = { of, at: now.getTime(), sealed: await seal() };
    this.#kept.delete(row.id);
    this.#kept.set(row.id, draft);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST) break;
      this.#kept.delete(oldest);
    }
    return draft.sealed;
  }

  /** It is settled, or was begun to be sent: nothing of it is used again. */
  drop(id: number): void {
    this.#kept.delete(id);
  }
}
