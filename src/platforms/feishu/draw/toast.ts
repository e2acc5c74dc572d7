import { cleanAll } from "../../../message/clean.ts";
import type { Language, Sealed, Tone } from "../../../message/message.ts";
import { TOAST_CHARS } from "../limits.ts";
import { shorten } from "../../common/shorten.ts";
import { T } from "./words.ts";

/** The short sentence that a card callback may answer with. */
export interface Toast {
  readonly type: "info" | "success" | "warning" | "error";
  readonly content: string;
  readonly i18n: { readonly zh_cn: string; readonly en_us: string };
}

const TYPE = { neutral: "info", good: "success", warning: "warning", critical: "warning", error: "error" } as const satisfies Record<
  Tone,
  Toast["type"]
>;

/** Title and lead of a message, in both languages: the reader's own client chooses. */
export function drawToast(sealed: Sealed): Toast {
  const message = cleanAll(sealed.message);
  const said = (lang: Language): string => {
    const lead = message.lead?.[lang].trim() ?? "";
    const title = message.title[lang].trim();
    const stop = /[。．.!?！？：:]$/u.test(title) ? (lang === "zh" ? "" : " ") : lang === "zh" ? "。" : ". ";
    const both = [title, lead].filter((t) => t !== "").join(stop);
    // The title says it; of an error the reason counts, even if only its beginning has room.
    const said = both.length <= TOAST_CHARS || title === "" || message.tone === "error" ? both : title;
    return shorten((said === "" ? T.untitled[lang] : said).replaceAll(/\s*\n\s*/g, " ").toWellFormed(), TOAST_CHARS);
  };
  return { type: TYPE[message.tone], content: said(sealed.lang), i18n: { zh_cn: said("zh"), en_us: said("en") } };
}
