import { randomUUID } from "node:crypto";
import type { Sealed } from "../../message/message.ts";
import type { Log } from "../../ports/system.ts";
import { said, sorry } from "./words.ts";
import type { Language } from "../../message/message.ts";

/** What goes on after an event was acknowledged. Nothing in it goes unseen when it fails. */
export class Work {
  readonly #log: Log;
  readonly #running = new Set<Promise<void>>();
  constructor(log: Log) {
    this.#log = log;
  }

  get size(): number {
    return this.#running.size;
  }

  run(what: string, work: () => Promise<void>): void {
    const done: Promise<void> = work()
      .catch((error: unknown) => this.#log.error("feishu.work-lost", error, { what }))
      .finally(() => this.#running.delete(done));
    this.#running.add(done);
  }

  /** Resolves when nothing is going on, also of what began meanwhile. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}

// A day of a busy team; a redelivery comes within seven hours, and the inbox decides in the end.
const REMEMBERED = 10_000;

/** Gestures that this process took in already. */
export class Seen {
  readonly #ids = new Set<string>();
  /** True the first time. */
  first(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    if (this.#ids.size > REMEMBERED) for (const oldest of this.#ids) return this.#ids.delete(oldest);
    return true;
  }
}

/** The app answers its own errors; what still escapes is a bug, logged and told in one sentence. */
export async function guarded(
  log: Log,
  lang: Language,
  gesture: string,
  ask: () => Promise<Sealed | undefined>,
): Promise<Sealed | undefined> {
  try {
    return await ask();
  } catch (error) {
    const reference = randomUUID();
    log.error("feishu.handler-failed", error, { reference, gesture });
    return said(sorry(reference), lang);
  }
}

/** Keeps no process alive that has nothing else to do. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref());
}
