import type { FreightMode } from "../facts/facts.ts";
import type { Text } from "../value.ts";

const formats = [0, 1, 2].map((maximumFractionDigits) => new Intl.NumberFormat("en-US", { maximumFractionDigits }));

/** A number inside a sentence: `1,234` or `5.3`. The same in both languages. */
export function figure(n: number, digits: 0 | 1 | 2 = 0): string {
  return formats[digits]?.format(n) ?? String(n);
}

export const MODE_NAMES = {
  sea: { zh: "海运", en: "sea" },
  rail: { zh: "铁路", en: "rail" },
  air: { zh: "空运", en: "air" },
  express: { zh: "快递", en: "express" },
} as const satisfies Record<FreightMode, Text>;

/** `海运（US-SEA）` */
export function wayName(route: { readonly lane: string; readonly mode: FreightMode } | null): Text {
  if (route === null) return { zh: "默认时效", en: "the default lead time" };
  const mode = MODE_NAMES[route.mode];
  return { zh: `${mode.zh}（${route.lane}）`, en: `${mode.en} (${route.lane})` };
}
