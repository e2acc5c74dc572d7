import type { Inbox } from "../../src/ports/inbox.ts";

interface Row {
  readonly at: Date;
  asked: unknown;
  trail: unknown;
  heldBy: FakeInbox | null;
  heldUntil: number;
  tries: number;
}

/** One process's view of an inbox; `replica` is another's. Leases run on the machine's clock, as the store's do. */
export class FakeInbox implements Inbox {
  readonly #seen: Map<string, Row>;
  constructor(rows = new Map<string, Row>()) {
    this.#seen = rows;
  }
  replica = (): FakeInbox => new FakeInbox(this.#seen);

  /** What nobody has answered yet. */
  open = (): readonly unknown[] => [...this.#seen.values()].flatMap(({ asked }) => (asked === null ? [] : [asked]));

  /** Where their answers were begun to be said. */
  trails = (): readonly unknown[] => [...this.#seen.values()].flatMap(({ asked, trail }) => (asked === null ? [] : [trail]));

  #mine(platform: string, eventId: string): Row | undefined {
    const row = this.#seen.get(`${platform} ${eventId}`);
    return row !== undefined && row.asked !== null && row.heldBy === this ? row : undefined;
  }

  #add(platform: string, eventId: string, row: Row): boolean {
    const id = `${platform} ${eventId}`;
    const fresh = !this.#seen.has(id);
    if (fresh) this.#seen.set(id, row);
    return fresh;
  }

  first: Inbox["first"] = async (platform, eventId, at) =>
    this.#mine(platform, eventId) !== undefined ||
    this.#add(platform, eventId, { at, asked: null, trail: null, heldBy: null, heldUntil: 0, tries: 0 });

  forget: Inbox["forget"] = (before) => {
    const old = [...this.#seen].filter(([, { at }]) => at < before);
    for (const [id] of old) this.#seen.delete(id);
    return Promise.resolve(old.length);
  };

  note: Inbox["note"] = async (platform, eventId, asked, at, leaseMs) =>
    this.#add(platform, eventId, { at, asked: copy(asked), trail: null, heldBy: this, heldUntil: performance.now() + leaseMs, tries: 1 });

  keep: Inbox["keep"] = async (platform, eventIds, leaseMs) => {
    for (const id of eventIds) {
      const row = this.#mine(platform, id);
      if (row) row.heldUntil = performance.now() + leaseMs;
    }
  };

  mark: Inbox["mark"] = async (platform, eventId, trail) => {
    const row = this.#mine(platform, eventId);
    if (row) row.trail = copy(trail);
    return row !== undefined;
  };

  done: Inbox["done"] = async (platform, eventId) => {
    const row = this.#mine(platform, eventId);
    if (row) Object.assign(row, { asked: null, trail: null, heldBy: null });
  };

  release: Inbox["release"] = async (platform, eventIds) => {
    for (const id of eventIds) {
      const row = this.#mine(platform, id);
      if (row) Object.assign(row, { heldBy: null, heldUntil: performance.now(), tries: Math.max(0, row.tries - 1) });
    }
  };

  takeOver: Inbox["takeOver"] = async (platform, leaseMs, limit) => {
    const free = [...this.#seen]
      .filter(([id, r]) => id.startsWith(`${platform} `) && r.asked !== null && r.heldUntil <= performance.now() && r.heldBy !== this)
      .toSorted(([, a], [, b]) => a.at.getTime() - b.at.getTime())
      .slice(0, limit);
    return free.map(([id, row]) => {
      Object.assign(row, { heldBy: this, heldUntil: performance.now() + leaseMs, tries: row.tries + 1 });
      const { at, asked, trail, tries } = row;
      return { eventId: id.slice(platform.length + 1), at, asked: copy(asked), trail: copy(trail), tries };
    });
  };
}

/** As a json column gives it back. */
const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? "null");
