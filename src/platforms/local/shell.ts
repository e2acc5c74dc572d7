import type { Language } from "../../message/message.ts";
import type { WireFirst } from "./wire.ts";

/** Keeps light or dark where the page is made, so that no page flashes white before it turns dark. */
export const THEME_COOKIE = "purser-theme";

export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** What the page is told with its first bytes. */
export interface Shell {
  readonly lang: Language;
  /** undefined: as the system has it. */
  readonly theme: Theme | undefined;
  /** null where the store does not answer: the page asks again by itself. */
  readonly first: WireFirst | null;
}

const DESCRIPTION = {
  zh: "Purser 工作台：看指标、算备货、处理预警。",
  en: "Purser's workspace: figures, restock plans and warnings.",
} as const;

export const themeOf = (cookie: string | undefined): Theme | undefined => THEMES.find((theme) => theme === cookie);

/** JSON that stands inside a script element: no text in it can end the element. */
const embedded = (data: unknown): string => JSON.stringify(data).replaceAll("<", "\\u003c");

/** The page for one reader. What the reader's store says goes in as data, never as markup. */
export function pageOf(template: string, { lang, theme, first }: Shell): string {
  const parts: Readonly<Record<string, string>> = {
    lang: lang === "zh" ? "zh-CN" : "en",
    theme: theme ?? "system",
    description: DESCRIPTION[lang],
    first: embedded(first),
  };
  return template.replaceAll(/\{\{(lang|theme|description|first)\}\}/g, (_, name: string) => parts[name] ?? "");
}
