import type { Clock, Log, Random } from "../../src/ports/system.ts";

export class FakeClock implements Clock {
  #at: number;
  constructor(at: string) {
    this.#at = Date.parse(at);
  }
  now = (): Date => new Date(this.#at);
  pass(ms: number): void {
    this.#at += ms;
  }
  set(at: string): void {
    this.#at = Date.parse(at);
  }
}

/** A log that a test can read. */
export class FakeLog implements Log {
  readonly lines: { readonly level: string; readonly event: string; readonly error?: unknown; readonly fields?: unknown }[] = [];
  debug: Log["debug"] = (event, fields) => void this.lines.push({ level: "debug", event, fields });
  info: Log["info"] = (event, fields) => void this.lines.push({ level: "info", event, fields });
  warn: Log["warn"] = (event, fields) => void this.lines.push({ level: "warn", event, fields });
  error: Log["error"] = (event, error, fields) => void this.lines.push({ level: "error", event, error, fields });
  errors(): string[] {
    return this.lines.filter((l) => l.level === "error").map((l) => l.event);
  }
}

/** Always the middle, and tokens that count. */
export function fakeRandom(): Random {
  let n = 0;
  return { token: () => `tok${String((n += 1)).padStart(8, "0")}`, fraction: () => 0.5 };
}
