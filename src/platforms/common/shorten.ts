/** How long a platform thinks that a text is; at least 1 for each UTF-16 unit, or cutting would stop too early. */
export type Measure = (text: string) => number;

export const utf16: Measure = (text) => text.length;

const encoder = new TextEncoder();
export const utf8Bytes: Measure = (text) => encoder.encode(text).length;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const ELLIPSIS = "…";

/**
 * The text within `max` by `measure`, with an ellipsis when it was cut. It is cut between what a reader takes for characters: never
 * within a surrogate pair, an emoji of several parts, or a letter and its accent.
 */
export function shorten(text: string, max: number, measure: Measure = utf16): string {
  if (measure(text) <= max) return text;
  let used = measure(ELLIPSIS);
  if (used > max) return "";
  let kept = "";
  // A character begun within the slice but ended beyond it is never kept: the slice measures more than `max`.
  for (const { segment } of graphemes.segment(text.slice(0, max + 1))) {
    used += measure(segment);
    if (used > max) break;
    kept += segment;
  }
  return `${kept.trimEnd()}${ELLIPSIS}`;
}
