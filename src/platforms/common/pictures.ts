import { createHash } from "node:crypto";
import type { Chart, Language } from "../../message/message.ts";
import type { ChartRenderer } from "../../ports/system.ts";

export interface Picture {
  readonly etag: string;
  png(): Promise<Uint8Array>;
}

// Some 300 charts of 100 kB: a day of scrolling back and forth.
const CACHE_BYTES = 33_554_432;

/** Draws a chart once for a language and scale. The tag follows from the data, so a browser never shows an older picture. */
export function pictures(renderer: ChartRenderer): (chart: Chart, lang: Language, scale: 1 | 2) => Picture {
  const cache = new Map<string, { readonly png: Promise<Uint8Array>; bytes: number }>();
  let held = 0;
  const forget = (tag: string): void => {
    held -= cache.get(tag)?.bytes ?? 0;
    cache.delete(tag);
  };
  // A post that waits for its picture asks for the same chart every second, and its data may be a year of days.
  const tags = new WeakMap<Chart, Map<string, string>>();
  const tagOf = (chart: Chart, lang: Language, scale: 1 | 2): string => {
    const own = tags.get(chart) ?? new Map<string, string>();
    tags.set(chart, own);
    const known = own.get(`${lang} ${scale}`);
    if (known !== undefined) return known;
    const tag = createHash("sha256")
      .update(JSON.stringify([chart.chart, chart.data, lang, scale]))
      .digest("base64url");
    own.set(`${lang} ${scale}`, tag);
    return tag;
  };
  return (chart, lang, scale) => {
    const tag = tagOf(chart, lang, scale);
    const draw = async (): Promise<Uint8Array> => {
      const known = cache.get(tag);
      if (known !== undefined) {
        // Most recently used goes last; the first is the first to be forgotten.
        cache.delete(tag);
        cache.set(tag, known);
        return known.png;
      }
      const entry = { png: renderer.png(chart.chart, chart.data, { lang, scale }), bytes: 0 };
      cache.set(tag, entry);
      try {
        const png = await entry.png;
        if (cache.get(tag) !== entry) return png;
        entry.bytes = png.byteLength;
        held += entry.bytes;
        for (const old of cache.keys()) {
          if (held <= CACHE_BYTES || old === tag) break;
          forget(old);
        }
        return png;
      } catch (error) {
        if (cache.get(tag) === entry) cache.delete(tag);
        throw error;
      }
    };
    return { etag: `"${tag}"`, png: draw };
  };
}
