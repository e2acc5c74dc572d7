/** Encodings of files that are not UTF-8, as `--encoding` knows them. WHATWG's shift_jis is cp932 with its extra characters (①, ㈱). */
export const LEGACY = ["gb18030", "shift_jis", "big5", "euc-kr", "windows-1252"] as const;
export type Legacy = (typeof LEGACY)[number];

/** Letters by which a guess counts as sure, and how many of them must be there. */
const SURE = { share: 0.8, letters: 4 };
/** Korean pairs are all Chinese ones too, of the first half of the alphabet; in so many letters Chinese would show its second half. */
const KOREAN_LETTERS = 12;

const within = (byte: number, from: number, to: number): boolean => byte >= from && byte <= to;

/**
 * Pairs that everyday text is made of. Each of these encodings puts its common characters into a block of its own, in which the text of
 * another one lands only in part: that part is what is counted.
 */
const COMMON: Readonly<Record<Exclude<Legacy, "windows-1252">, (lead: number, trail: number) => boolean>> = {
  // GB 2312, first level (3,755 characters by pronunciation), and its punctuation and full-width letters.
  gb18030: (lead, trail) => (within(lead, 0xb0, 0xd7) || within(lead, 0xa1, 0xa3)) && within(trail, 0xa1, 0xfe),
  // JIS, first level, kana, punctuation, and the circled numbers of Windows (0x87). Half-width kana are single bytes and count as nothing.
  shift_jis: (lead, trail) =>
    (within(lead, 0x81, 0x83) || within(lead, 0x87, 0x97)) && (within(trail, 0x40, 0x7e) || within(trail, 0x80, 0xfc)),
  // The 5,401 common ones, and punctuation.
  big5: (lead, trail) => (within(lead, 0xa4, 0xc6) || lead === 0xa1) && (within(trail, 0x40, 0x7e) || within(trail, 0xa1, 0xfe)),
  // Hangul syllables.
  "euc-kr": (lead, trail) => within(lead, 0xb0, 0xc8) && within(trail, 0xa1, 0xfe),
};

/** How much of what is no ASCII reads as everyday text in an encoding of pairs. */
function pairs(bytes: Uint8Array, encoding: Exclude<Legacy, "windows-1252">): { readonly share: number; readonly letters: number } {
  const common = COMMON[encoding];
  let letters = 0;
  let all = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    all += 1;
    if (encoding === "shift_jis" && within(lead, 0xa1, 0xdf)) continue;
    const trail = bytes[i + 1];
    if (trail === undefined || trail < 0x30) continue;
    if (common(lead, trail)) letters += 1;
    i += 1;
  }
  return { share: all === 0 ? 0 : letters / all, letters };
}

/** € … ‘ ’ “ ” • – — ™ and Š Œ Ž; of the others below the letters (ƒ ‡ ˆ ‹) hardly a file has any. */
const USUAL = new Set([0x80, 0x85, 0x8a, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0x9a, 0x9c, 0x9e]);
const usual = (byte: number): boolean => byte >= 0xa0 || USUAL.has(byte);

/** Accents and signs stand alone among ASCII letters; two together are seldom, and more of them are no western word. */
function western(bytes: Uint8Array): { readonly share: number; readonly letters: number } {
  let letters = 0;
  let all = 0;
  for (let i = 0; i < bytes.length;) {
    let run = 0;
    while ((bytes[i + run] ?? 0) >= 0x80) run += 1;
    all += run;
    if (run === 1 && usual(bytes[i] ?? 0)) letters += 1;
    else if (run === 2) letters += 0.5;
    i += Math.max(run, 1);
  }
  return { share: all === 0 ? 0 : letters / all, letters: Math.floor(letters) };
}

function decodes(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

export interface Guess {
  readonly encoding: Legacy;
  /** No other reading makes sense: a byte that does not fit means a damaged file, not another encoding. */
  readonly sure: boolean;
}

/**
 * The encodings that bytes (no UTF-8) may be in, the likeliest first. `expected` are those that the format, the store's country or the
 * company's language speak for; they decide where the bytes alone do not.
 */
export function plausible(sample: Uint8Array, expected: readonly string[]): readonly Guess[] {
  const rated = LEGACY.map((encoding) => {
    const { share, letters } = encoding === "windows-1252" ? western(sample) : pairs(sample, encoding);
    const place = expected.indexOf(encoding);
    const hint = place < 0 ? 0 : 0.2 - place * 0.02;
    const fits = decodes(sample, encoding);
    // Nothing but the hint speaks for Korean where the same pairs are Chinese.
    const doubtful = encoding === "euc-kr" && place < 0 && letters < KOREAN_LETTERS;
    const rate = !fits || doubtful ? -1 : share + hint + (encoding === "euc-kr" && share > 0.95 ? 0.05 : 0);
    return { encoding, rate, sure: fits && share >= SURE.share && letters >= SURE.letters };
  });
  return rated
    .filter(({ rate, encoding }) => rate >= 0 || encoding === "windows-1252")
    .toSorted((a, b) => b.rate - a.rate)
    .map(({ encoding, sure }) => ({ encoding, sure: sure && encoding !== "windows-1252" }));
}
