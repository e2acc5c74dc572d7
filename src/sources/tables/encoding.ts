import { UserError } from "../../domain/user-error.ts";
import type { EncodingHint } from "../../app/types.ts";
import type { Text } from "../../domain/value.ts";
import { type Guess, type Legacy, LEGACY, plausible } from "./plausible.ts";

/** What is left of UTF-8, UTF-16 and the rest once the whole file was seen. */
export interface Evidence {
  /** A byte-order mark or the pattern of zero bytes: no question is left. */
  readonly marked: "utf-8" | "utf-16le" | "utf-16be" | null;
  readonly validUtf8: boolean;
}

export function markOf(head: Uint8Array): Evidence["marked"] {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  // Without a mark: ASCII in UTF-16 has a zero in every second byte.
  const sample = head.subarray(0, 512);
  if (sample.length < 8) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i + 1 < sample.length; i += 2) {
    if (sample[i] === 0) even += 1;
    if (sample[i + 1] === 0) odd += 1;
  }
  const pairs = Math.floor(sample.length / 2);
  if (odd > pairs * 0.7 && even < pairs * 0.1) return "utf-16le";
  if (even > pairs * 0.7 && odd < pairs * 0.1) return "utf-16be";
  return null;
}

const BY_COUNTRY: Readonly<Record<string, Legacy>> = { JP: "shift_jis", CN: "gb18030", TW: "big5", HK: "big5", KR: "euc-kr" };
const BY_LANGUAGE: Readonly<Record<string, Legacy>> = { zh: "gb18030" };

/** Encodings for bytes that are no UTF-8, the likeliest first: what they look like, and where that leaves a doubt what is expected. */
export function candidates(sample: Uint8Array, hint: EncodingHint, format: readonly string[]): readonly Guess[] {
  const national = hint.country === undefined ? undefined : BY_COUNTRY[hint.country];
  const spoken = hint.lang === undefined ? undefined : BY_LANGUAGE[hint.lang];
  return plausible(sample, [...format, ...(national ? [national] : []), ...(spoken ? [spoken] : [])]);
}

/** Names that people know an encoding by. */
const KNOWN: Readonly<Record<string, string>> = {
  gbk: "gb18030",
  gb2312: "gb18030",
  cp936: "gb18030",
  cp932: "shift_jis",
  sjis: "shift_jis",
  "shift-jis": "shift_jis",
  cp949: "euc-kr",
  latin1: "windows-1252",
  "iso-8859-1": "windows-1252",
  cp1252: "windows-1252",
  utf8: "utf-8",
  "utf-16": "utf-16le",
};
const NAMES: readonly string[] = ["utf-8", "utf-16le", "utf-16be", ...LEGACY];

/** What somebody said that a file is written in. */
export function encodingNamed(written: string): string {
  const name = written.trim().toLowerCase();
  const known = KNOWN[name] ?? name;
  if (NAMES.includes(known)) return known;
  throw new UserError(
    "unknown-encoding",
    { zh: `没有“${written}”这种编码。`, en: `There is no encoding "${written}".` },
    { zh: `可用的编码：${NAMES.join("、")}。`, en: `Known: ${NAMES.join(", ")}.` },
  );
}

/** Checks a stream of bytes against encodings, chunk by chunk, without keeping it. */
export class Checker {
  readonly #decoder: TextDecoder;
  ok = true;
  constructor(encoding: string) {
    this.#decoder = new TextDecoder(encoding, { fatal: true });
  }
  push(chunk: Uint8Array): void {
    if (!this.ok) return;
    try {
      this.#decoder.decode(chunk, { stream: true });
    } catch {
      this.ok = false;
    }
  }
  end(): boolean {
    if (!this.ok) return false;
    try {
      this.#decoder.decode();
    } catch {
      this.ok = false;
    }
    return this.ok;
  }
}

/** Text of a stream of bytes; a byte that does not fit refuses the file instead of becoming U+FFFD. */
export async function* decoded(name: string, bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of bytes) {
      const text = decoder.decode(chunk, { stream: true });
      if (text !== "") yield text;
    }
    const rest = decoder.decode();
    if (rest !== "") yield rest;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError(
      "broken-encoding",
      {
        zh: `${name}：不是完整的 ${encoding} 文本，文件可能被截断或损坏。`,
        en: `${name}: not valid ${encoding} text; the file may be cut off or damaged.`,
      },
      { zh: "请重新下载，或另存为 CSV UTF-8。", en: "Download it again, or save it as CSV UTF-8." },
    );
  }
}

const LOST = /\uFFFD|\?{3,}/g;

/** Counts characters that were lost before the file came to us, and says so once. */
export function lossWatch(name: string, note: (text: Text) => void): { see(text: string): void; end(): void } {
  let lost = 0;
  return {
    see(text) {
      if (text.includes("\uFFFD") || text.includes("???")) lost += text.match(LOST)?.length ?? 0;
    },
    end() {
      if (lost === 0) return;
      note({
        zh: `${name}：有 ${lost} 处文字在导出时已变成 “?” 或 “\uFFFD”，无法还原；编号和数字不受影响时可忽略。`,
        en: `${name}: letters were lost before the file was made (“?” or “\uFFFD”, ${lost} ${lost === 1 ? "place" : "places"}); they cannot be restored.`,
      });
    },
  };
}
