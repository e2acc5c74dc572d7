const DIGITS: Readonly<Record<string, number>> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/** Regex source of a number in digits or in Chinese up to 九百九十九. */
export const NUMERAL = "\\d{1,4}|[一二两三四五六七八九十百]{1,5}";

/** 30, 三十, 十五, 一百二十; undefined for what is no number (十十). */
export function readNumeral(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const m = /^(?:([一二两三四五六七八九])百)?(?:([一二三四五六七八九])?(十))?([一二两三四五六七八九])?$/.exec(text);
  if (!m || text === "") return undefined;
  const of = (s: string | undefined): number => (s === undefined ? 0 : (DIGITS[s] ?? 0));
  return of(m[1]) * 100 + (m[3] === undefined ? 0 : (of(m[2]) || 1) * 10) + of(m[4]);
}
