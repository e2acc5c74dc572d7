// Longer is a sentence of the platform's, and no code that anybody typed.
const LONGEST = 64;
const MOST = 10;

/** Coupon codes and promotion ids of one cell, each once. Case is the platform's: buyers type a code in any. */
export function codesIn(cell: string): readonly string[] {
  const found = cell
    .split(/[,;|]/u)
    .map((c) => c.trim())
    .filter((c) => c !== "" && c.length <= LONGEST);
  return [...new Set(found)].slice(0, MOST);
}
