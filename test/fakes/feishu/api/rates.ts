import { API_TOO_OFTEN, CHAT_TOO_OFTEN } from "../codes.ts";
import { Refused } from "../http.ts";
import { API_PER_MINUTE, API_PER_SECOND, CHAT_QPS, MINUTE, SECOND } from "../limits.ts";

/** Times of the calls in the last so many ms. A refused call does not count. */
class Window {
  readonly #times = new Map<string, number[]>();

  /** 0, or how many ms until there is room again. */
  wait(key: string, now: number, span: number, most: number): number {
    const kept = (this.#times.get(key) ?? []).filter((at) => now - at < span);
    this.#times.set(key, kept);
    const oldest = kept[kept.length - most];
    return kept.length < most || oldest === undefined ? 0 : oldest + span - now;
  }

  note(key: string, now: number): void {
    const kept = this.#times.get(key);
    if (kept === undefined) this.#times.set(key, [now]);
    else kept.push(now);
  }
}

export class Rates {
  readonly #perSecond = new Window();
  readonly #perMinute = new Window();
  readonly #chats = new Window();

  /** Of one API of the app: HTTP 429 and the headers that say when to come again. */
  api(route: string, now: number): void {
    const second = this.#perSecond.wait(route, now, SECOND, API_PER_SECOND);
    const minute = this.#perMinute.wait(route, now, MINUTE, API_PER_MINUTE);
    if (second > 0 || minute > 0) {
      throw new Refused(API_TOO_OFTEN, "request trigger frequency limit", 429, {
        "x-ogw-ratelimit-limit": String(minute > 0 ? API_PER_MINUTE : API_PER_SECOND),
        "x-ogw-ratelimit-reset": String(Math.ceil(Math.max(second, minute) / SECOND)),
      });
    }
    this.#perSecond.note(route, now);
    this.#perMinute.note(route, now);
  }

  /** Of one chat, or of the edits of one message. */
  chat(key: string, now: number): void {
    if (this.#chats.wait(key, now, SECOND, CHAT_QPS) > 0) throw new Refused(CHAT_TOO_OFTEN, "The frequency limit of the chat is reached.");
    this.#chats.note(key, now);
  }
}
