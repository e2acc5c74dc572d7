import type { Problem } from "../../../message/valid.ts";

export type Data = Readonly<Record<string, unknown>>;

export const isRecord = (data: unknown): data is Data => typeof data === "object" && data !== null && !Array.isArray(data);

/** Slack takes nothing that shows nothing. */
export const filled = (text: string): boolean => text.trim() !== "";

/** Bytes of JSON. */
export const size = (data: unknown): number => new TextEncoder().encode(JSON.stringify(data)).length;

/** What was found, with the place; and how many characters all blocks show together. */
export class Report {
  readonly problems: Problem[] = [];
  chars = 0;

  expect(ok: boolean, at: string, expected: string): void {
    if (!ok) this.problems.push({ at, expected });
  }

  /** A text of `least` to `most` characters, in UTF-16 units of what is sent (escaped), which is never fewer than Slack counts. */
  length(text: unknown, at: string, most: number, least = 1): void {
    const ok = typeof text === "string" && text.length >= least && text.length <= most && (least === 0 || filled(text));
    this.expect(ok, at, `a text of ${least} to ${most} characters`);
    if (typeof text === "string") this.expect(text.isWellFormed(), at, "no half of a surrogate pair");
  }

  /** As `length`, of something that is shown and counts towards the sum. */
  shown(text: unknown, at: string, most: number): void {
    this.length(text, at, most);
    if (typeof text === "string") this.chars += text.length;
  }

  /** A plain_text object. */
  plain(object: unknown, at: string, most: number): void {
    if (!isRecord(object) || object["type"] !== "plain_text") return this.expect(false, at, "a plain_text object");
    this.shown(object["text"], `${at}.text`, most);
    this.escaped(object["text"], `${at}.text`);
  }

  /** A text object of either kind. */
  text(object: unknown, at: string, most: number): void {
    if (isRecord(object) && object["type"] === "mrkdwn") {
      this.shown(object["text"], `${at}.text`, most);
      this.escaped(object["text"], `${at}.text`);
      this.expect(object["verbatim"] === true, `${at}.verbatim`, "true: names and addresses in data are no links");
      return;
    }
    this.plain(object, at, most);
  }

  /** No control sequence is alive: `<` and `>` stand only as entities, and so does every `&` that is none. */
  escaped(text: unknown, at: string): void {
    const bare = typeof text === "string" && /[<>]|&(?!(amp|lt|gt);)/.test(text);
    this.expect(!bare, at, "&, < and > escaped");
  }

  /** A list of `least` to `most`; what is in it is handed on. */
  list(items: unknown, at: string, most: number, least: number, each: (item: unknown, at: string) => void): void {
    if (!Array.isArray(items) || items.length < least || items.length > most) this.expect(false, at, `${least} to ${most} of them`);
    if (Array.isArray(items)) items.forEach((item: unknown, i) => each(item, `${at}[${i}]`));
  }

  unique(keys: readonly unknown[], at: string, expected: string): void {
    this.expect(new Set(keys).size === keys.length, at, expected);
  }
}
