import { SIZE } from "../theme.ts";

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NARROW = /[iljtfr.,:;'|!()[\] ]/;
const BROAD = /[A-Z@%&—]/;
const MIDDLE = /[mwMW@%—]/;

function em(character: string): number {
  if (WIDE.test(character)) return 1;
  if (MIDDLE.test(character)) return 0.88;
  if (NARROW.test(character)) return 0.34;
  return BROAD.test(character) ? 0.65 : 0.56;
}

/** Width of a line in logical pixels, guessed from its characters (Noto Sans SC, to within some 5 %): charts know no canvas. */
export function textWidth(text: string, fontSize: number = SIZE.text): number {
  let width = 0;
  for (const character of text) width += em(character);
  return width * fontSize;
}

/** As much of the text as fits, with an ellipsis where something is cut. */
export function fitted(text: string, pixels: number, fontSize: number = SIZE.text): string {
  if (textWidth(text, fontSize) <= pixels) return text;
  let width = fontSize;
  let kept = "";
  for (const character of text) {
    width += em(character) * fontSize;
    if (width > pixels) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

export const widest = (texts: readonly string[], fontSize?: number): number => Math.max(0, ...texts.map((t) => textWidth(t, fontSize)));
