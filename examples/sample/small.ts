import { ITEMS } from "./catalogue/items.ts";

const PLAIN = 7;
const MEMBERS = 2;

function chosen(): string[] {
  const told = new Map<string, number>();
  return ITEMS.filter(({ story, nth }) => {
    if (story === "healthy") return nth % PLAIN === 0;
    const before = told.get(story) ?? 0;
    told.set(story, before + 1);
    return before < MEMBERS;
  }).map((i) => i.sku);
}

/** A tenth of the catalogue with something of every story in it, for tests of messages: SKUs know nothing of each other, so that they may be fewer. */
export const SMALL: readonly string[] = chosen();
