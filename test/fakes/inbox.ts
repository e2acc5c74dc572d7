import type { Inbox } from "../../src/ports/delivery.ts";

export class FakeInbox implements Inbox {
  readonly #seen = new Map<string, Date>();

  first: Inbox["first"] = (platform, eventId, now) => {
    const id = `${platform} ${eventId}`;
    const first = !this.#seen.has(id);
    if (first) this.#seen.set(id, now);
    return Promise.resolve(first);
  };

  forget: Inbox["forget"] = (before) => {
    const old = [...this.#seen].filter(([, at]) => at < before);
    for (const [id] of old) this.#seen.delete(id);
    return Promise.resolve(old.length);
  };
}
