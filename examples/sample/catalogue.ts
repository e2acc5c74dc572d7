import { FAMILIES } from "./families.ts";

export type Category = "storage" | "kitchen" | "outdoor" | "apparel" | "pets" | "lighting" | "festive" | "office";

/**
 * What a SKU is there to show. Stories come in groups whose members take turns (supply.ts, orders.ts), so that on every day there
 * is one SKU that is out, one that will be before anything can arrive, one that an air shipment saves, and so on.
 */
export type Story = "healthy" | "gap" | "air" | "late" | "overstock" | "dormant" | "bad-batch" | "by-3pl";

export interface Item {
  readonly sku: string;
  readonly zh: string;
  readonly en: string;
  readonly category: Category;
  readonly role: "hero" | "traffic" | "profit" | "defence";
  readonly supplier: string;
  readonly asin: string;
  readonly fnsku: string;
  readonly priceUsd: number;
  /** null = not listed in the United Kingdom. */
  readonly priceGbp: number | null;
  /** Units a day in the United States, in an average season. */
  readonly base: number;
  readonly costCny: number;
  readonly freightUsd: number;
  readonly moq: number;
  readonly carton: number;
  readonly returnRate: number;
  readonly story: Story;
  /** Place among the members of its story, from 0; they take turns. */
  readonly turn: number;
}

/** Keeps the whole sample at some 40,000 order lines in 400 days. */
const SCALE = 0.62;
/** Families that are sold in the United Kingdom too. */
const BRITISH = new Set(["BOX", "VAC", "RACK", "JAR", "CHR", "LED", "LEG", "BOOT", "BED", "FNT", "STR", "FAI", "DSK", "STD", "MAT"]);

function roleOf(price: number, base: number): Item["role"] {
  if (base >= 5) return "hero";
  if (price < 18) return "traffic";
  return base < 0.7 ? "defence" : "profit";
}

const turns = new Map<Story, number>();
function turnOf(story: Story): number {
  const turn = turns.get(story) ?? 0;
  turns.set(story, turn + 1);
  return turn;
}

const STORIES: readonly string[] = ["healthy", "gap", "air", "late", "overstock", "dormant", "bad-batch", "by-3pl"] satisfies Story[];
const isStory = (text: string): text is Story => STORIES.includes(text);

interface Variant {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly price: number;
  readonly base: number;
  readonly story: Story;
}

function variantsOf(table: string): Variant[] {
  return table
    .trim()
    .split("\n")
    .map((line) => {
      const [code = "", zh = "", en = "", price = "", base = "", story = "healthy"] = line.split("|").map((cell) => cell.trim());
      if (!isStory(story)) throw new Error(`the catalogue has no story "${story}": ${line.trim()}`);
      return { code, zh, en, price: Number(price), base: Number(base), story };
    });
}

export const ITEMS: readonly Item[] = FAMILIES.flatMap((family, f) =>
  variantsOf(family.variants).map(({ code, zh, en, price, base, story }, v): Item => {
    const number = String(f * 10 + v).padStart(3, "0");
    return {
      sku: `${family.code}-${code}`,
      zh: `${family.zh} ${zh}`,
      en: `${family.en}, ${en}`,
      category: family.category,
      role: roleOf(price, base),
      supplier: family.supplier,
      asin: `B0SMPL${number}${family.code.slice(0, 1)}`,
      fnsku: `X00SMPL${number}`,
      priceUsd: price,
      priceGbp: BRITISH.has(family.code) ? Math.floor(price * 0.86) + 0.99 : null,
      base: base * SCALE,
      costCny: Math.round(family.cost * (0.6 + price / 60) * 10) / 10,
      freightUsd: family.freight,
      moq: family.carton * 3,
      carton: family.carton,
      returnRate: family.returns,
      story,
      turn: turnOf(story),
    };
  }),
);
