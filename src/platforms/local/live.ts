import { randomBytes } from "node:crypto";
import type { WireEvent } from "./wire.ts";

/** A browser that listens. `id` is absent for what need not be caught up later. */
export interface Listener {
  send(event: WireEvent, id: string | undefined): void;
  close(): void;
}

// A tab that slept through more than this reloads what it shows instead.
const REMEMBERED = 1000;

/**
 * Tells every open page what happened. Each lasting event has an id, so that a page whose connection broke gets exactly what it
 * missed; ids begin with a word of this process, so that one of an earlier process is recognised as such.
 */
export class Live {
  readonly #epoch = randomBytes(6).toString("base64url");
  readonly #listeners = new Set<Listener>();
  #last = 0;
  #recent: { readonly n: number; readonly event: WireEvent }[] = [];

  publish(event: WireEvent): void {
    const lasting = event.kind !== "working";
    if (lasting) {
      this.#last += 1;
      this.#recent.push({ n: this.#last, event });
      if (this.#recent.length > REMEMBERED) this.#recent = this.#recent.slice(-REMEMBERED);
    }
    for (const listener of this.#listeners) listener.send(event, lasting ? this.#id(this.#last) : undefined);
  }

  /** The newest id: a page that loads its state now listens from here on. */
  get position(): string {
    return this.#id(this.#last);
  }

  #id(n: number): string {
    return `${this.#epoch}-${n}`;
  }

  /** What came after `lastId`; undefined when that can no longer be told. */
  since(lastId: string): readonly { readonly id: string; readonly event: WireEvent }[] | undefined {
    const cut = lastId.lastIndexOf("-");
    const n = Number(lastId.slice(cut + 1));
    if (lastId.slice(0, cut) !== this.#epoch || !Number.isSafeInteger(n) || n < 0 || n > this.#last) return undefined;
    const oldest = this.#recent[0]?.n ?? this.#last + 1;
    if (n < oldest - 1) return undefined;
    return this.#recent.filter((e) => e.n > n).map((e) => ({ id: this.#id(e.n), event: e.event }));
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  close(): void {
    for (const listener of this.#listeners) listener.close();
    this.#listeners.clear();
  }
}
