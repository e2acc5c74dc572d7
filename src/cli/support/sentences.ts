import type { UserError } from "../../domain/user-error.ts";
import type { Language } from "../../message/message.ts";

/** What is wrong and what to do about it, on one line: the first one is what people see. */
export function sentences({ text, hint }: UserError, lang: Language): string {
  if (hint === undefined) return text[lang];
  const ended = /[.。!！?？:：…]$/.test(text[lang]);
  return lang === "zh" ? `${text.zh}${ended ? "" : "。"}${hint.zh}` : `${text.en}${ended ? "" : "."} ${hint.en}`;
}
