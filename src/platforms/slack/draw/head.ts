import type { types } from "@slack/bolt";
import type { Language, Message } from "../../../message/message.ts";
import { shorten } from "../../common/shorten.ts";
import { HEADER_CHARS } from "../limits.ts";
import { escapedLength, fit, plainText, within } from "./text.ts";
import { MARK, T } from "./words.ts";

/** A title on one line; Purser's name where there is none. */
export const titleOf = ({ title }: Message, lang: Language): string =>
  title[lang].trim() === "" ? T.nothing[lang] : title[lang].replaceAll(/\s+/g, " ").trim();

/** The header block: a mark for the tone, the title, and that the figures are simulated. */
export function header(message: Message, lang: Language): { readonly block: types.HeaderBlock; readonly cut: boolean } {
  const mark = MARK[message.tone];
  const simulated = message.basis?.simulated === true ? ` · ${T.simulated[lang]}` : "";
  const title = titleOf(message, lang);
  const whole = `${mark}${title}${simulated}`;
  const cut = fit(whole, HEADER_CHARS) !== whole;
  // That the figures are simulated is said whatever the length of the title.
  const shown = cut ? `${mark}${shorten(title, within(HEADER_CHARS) - escapedLength(mark + simulated), escapedLength)}${simulated}` : whole;
  return { block: { type: "header", text: plainText(shown, HEADER_CHARS) }, cut };
}
