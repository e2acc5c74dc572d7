import type { Text } from "../value.ts";

/** `A, B, C and 5 more`; in Chinese `A、B、C 等 8 个`. One more than `most` is named, too: to say that there is one takes as much room. */
export function named(names: readonly (string | Text)[], most: number): Text {
  const shown = names.length <= most + 1 ? names : names.slice(0, most);
  const rest = names.length - shown.length;
  const of = (lang: "zh" | "en"): string => shown.map((n) => (typeof n === "string" ? n : n[lang])).join(lang === "zh" ? "、" : ", ");
  return rest === 0
    ? { zh: of("zh"), en: of("en") }
    : { zh: `${of("zh")} 等 ${names.length.toLocaleString("en")} 个`, en: `${of("en")} and ${rest.toLocaleString("en")} more` };
}
