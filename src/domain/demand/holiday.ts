/** Goods for a holiday, told by their title where nobody named their category. */
const HOLIDAYS: readonly (readonly [string, RegExp])[] = [
  [
    "christmas",
    // British crackers that come by the box are pulled at Christmas dinner.
    /\b(?:christmas|xmas|santa|reindeer|snowm[ae]n|advent|noel|nativity|baubles?|tinsel|navidad|natale)\b|weihnacht|noël|圣诞|聖誕|クリスマス|\b(?:box|pack|set) of \d+\b.*\bcrackers\b/iu,
  ],
  ["halloween", /\bhalloween\b|万圣|ハロウィン/iu],
  ["easter", /\beaster\b|\bostern?\b|\bpâques\b|复活节|イースター/iu],
  ["valentine", /\bvalentine'?s?\b|情人节|バレンタイン/iu],
];

/** No category that somebody writes begins so. */
const MARK = "~";

/**
 * By which group a product's season is learnt: its category, else the holiday that its title names, else none. A garland that is new this year has
 * no year of its own to look back on, but is a garland.
 */
export function groupOf({ category, title }: { readonly category?: string | null; readonly title?: string | null }): string {
  const named = category ?? "";
  if (named !== "" || !title) return named;
  const found = HOLIDAYS.find(([, words]) => words.test(title));
  return found === undefined ? "" : `${MARK}${found[0]}`;
}

/** Whether all of a group are goods of one holiday. */
export const ofHoliday = (group: string): boolean => group.startsWith(MARK);
