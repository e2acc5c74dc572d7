// Overrides and isolates of the reading direction, invisible joints and byte order marks: with them a product title can show
// something else than it says. The zero-width joiner U+200D stays, emoji are made with it.
const INVISIBLE = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;
// oxlint-disable-next-line no-control-regex -- control characters are exactly what is looked for
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu;

/** Text that came from outside, without what cannot be seen. Line breaks and tabs stay; markup is the platform's to escape. */
export function clean(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll(INVISIBLE, "").replaceAll(CONTROL, "");
}

/** Plain data (a Message, a Thread) with every text in it cleaned; numbers, flags and nulls are as they were. */
export function cleanAll<T>(data: T): T {
  return walk(data) as T;
}

function walk(data: unknown): unknown {
  if (typeof data === "string") return clean(data);
  if (Array.isArray(data)) return data.map(walk);
  if (data === null || typeof data !== "object") return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, walk(value)]));
}
