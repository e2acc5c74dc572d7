import type { Assignment, Snooze, SnoozeEnd } from "../../src/domain/alerts/attention.ts";
import type { Attention } from "../../src/ports/attention.ts";

interface Ended {
  readonly because: SnoozeEnd;
  readonly endedAt: Date;
}

/** In memory; held to the same contract as the store. */
export class FakeAttention implements Attention {
  #ids = 0;
  #snoozes: (Snooze & { ended?: Ended })[] = [];
  #assignments: (Assignment & { over?: true })[] = [];

  async snoozes() {
    return this.#snoozes.filter((s) => !s.ended).toSorted((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : a.id - b.id));
  }

  async snooze(snooze: Omit<Snooze, "id">): Promise<Snooze> {
    for (const s of this.#snoozes)
      if (!s.ended && s.sku === snooze.sku && s.warehouse === snooze.warehouse) s.ended = { because: "replaced", endedAt: snooze.at };
    const made = { ...snooze, id: (this.#ids += 1) };
    this.#snoozes.push(made);
    return { ...made };
  }

  async end(id: number, because: SnoozeEnd, _by: string | null, endedAt: Date) {
    const found = this.#snoozes.find((s) => s.id === id && !s.ended);
    if (found) found.ended = { because, endedAt };
    return found !== undefined;
  }

  async endedSince(at: Date) {
    return this.#snoozes.flatMap(({ ended, ...s }) =>
      ended && ended.endedAt >= at && ended.because !== "undone" && ended.because !== "replaced" ? [{ ...s, ...ended }] : [],
    );
  }

  async assignments() {
    return this.#assignments.filter((a) => a.over !== true);
  }

  async assign(assignment: Omit<Assignment, "id">): Promise<Assignment> {
    const standing = this.#assignments.find((a) => a.over !== true && a.sku === assignment.sku && a.warehouse === assignment.warehouse);
    if (standing?.member === assignment.member) return standing;
    if (standing) standing.over = true;
    const made = { ...assignment, id: (this.#ids += 1) };
    this.#assignments.push(made);
    return { ...made };
  }

  async release(id: number) {
    const found = this.#assignments.find((a) => a.id === id && a.over !== true);
    if (found) found.over = true;
    return found !== undefined;
  }
}
