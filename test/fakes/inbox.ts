import type { Inbox } from "../../src/ports/delivery.ts";

export class FakeInbox implements Inbox {
  readonly #seen = new Set<string>();

  first: Inbox["first"] = (platform, eventId) => {
    const id = `${platform} ${eventId}`;
    const first = !this.#seen.has(id);
    this.#seen.add(id);
    return Promise.resolve(first);
  };
}
