import { addDays, day, type Day } from "../../../src/domain/calendar/day.ts";
import { constant, dice, keyOf } from "../random.ts";
import { GADGETS } from "./gadgets.ts";
import { HOME } from "./home.ts";
import { OUTDOOR } from "./outdoor.ts";
import { PETS } from "./pets.ts";
import { type Story, TOLD_SKUS, toldOf } from "./stories.ts";
import { COLOURS, sizeWord } from "./words.ts";

export const CATEGORIES = ["storage", "kitchen", "bath", "bedding", "lighting", "festive", "outdoor", "garden", "pets", "3c"] as const;
export type Category = (typeof CATEGORIES)[number];

export interface Item {
  /** Place in the catalogue, from 0. */
  readonly nth: number;
  readonly sku: string;
  readonly family: string;
  readonly zh: string;
  readonly en: string;
  readonly category: Category;
  readonly role: "hero" | "traffic" | "profit" | "defence";
  readonly supplier: string;
  readonly asin: string;
  readonly fnsku: string;
  readonly priceUsd: number;
  /** Units a day over all stores that list it, in an average season. */
  readonly base: number;
  readonly costCny: number;
  readonly freightUsd: number;
  readonly moq: number;
  readonly carton: number;
  readonly returnRate: number;
  readonly launchedOn: Day;
  /** The day on which it sold for the last time; null = it still sells. */
  readonly lastSale: Day | null;
  readonly story: Story;
  readonly turn: number;
}

/** Units a day of the SKU in the middle, and how far the others are from it (deviation of the logarithm). */
const MIDDLE = 0.24;
const SPREAD = 0.98;
const MOST = 3;
/** What the lists of families say, brought to the prices of the year. */
const COST = 1.3;
const FREIGHT = 1.2;
const FIRST = day("2025-01-15");
/** Share of the SKUs that were launched in the course of the history, in so many days from `NEW_FROM`. */
const NEW = 0.07;
const NEW_FROM = day("2025-11-01");
const NEW_DAYS = 330;
/** The dormant ones stopped in these days. */
const LAST_SALES = day("2025-08-01");
const LAST_SALE_DAYS = 120;

function roleOf(price: number, base: number): Item["role"] {
  if (base >= 2.4) return "hero";
  if (price < 16) return "traffic";
  return base < 0.2 ? "defence" : "profit";
}

function categoryOf(word: string): Category {
  const found = CATEGORIES.find((c) => c === word);
  if (!found) throw new Error(`the catalogue has no category "${word}"`);
  return found;
}

interface Family {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly category: Category;
  readonly supplier: string;
  readonly price: number;
  readonly cost: number;
  readonly freight: number;
  readonly carton: number;
  readonly returns: number;
  readonly sizes: readonly { readonly code: string; readonly factor: number }[];
  readonly colours: readonly (string | null)[];
}

function familyOf(line: string): Family {
  const [code = "", zh = "", en = "", category = "", supplier = "", price, cost, freight, carton, returns, sizes = "", colours = ""] = line
    .split("|")
    .map((cell) => cell.trim());
  return {
    code,
    zh,
    en,
    category: categoryOf(category),
    supplier,
    price: Number(price),
    cost: Number(cost),
    freight: Number(freight),
    carton: Number(carton),
    returns: Number(returns),
    sizes: sizes.split(/\s+/).map((size) => {
      const [name = "", factor = "1"] = size.split("=");
      return { code: name, factor: Number(factor) };
    }),
    colours: colours === "" ? [null] : colours.split(/\s+/),
  };
}

/** What a SKU without a story sells: few sell much, most sell little. */
function drawnBase(sku: string): number {
  const luck = dice(keyOf("base", sku));
  return Math.min(MOST, MIDDLE * Math.exp(SPREAD * luck.normal()));
}

function itemOf(family: Family, size: Family["sizes"][number], colour: string | null, nth: number): Item {
  const sku = [family.code, size.code, ...(colour === null ? [] : [colour])].join("-");
  const told = toldOf(sku);
  const word = sizeWord(size.code);
  const shade = colour === null ? undefined : COLOURS[colour];
  if (colour !== null && !shade) throw new Error(`the catalogue has no words for the colour "${colour}"`);
  const price = Math.max(6, Math.round(family.price * size.factor)) - 0.01;
  const base = told?.base ?? drawnBase(sku);
  const launched =
    told === undefined && constant("new", sku) < NEW ? addDays(NEW_FROM, Math.floor(constant("launch", sku) * NEW_DAYS)) : FIRST;
  return {
    nth,
    sku,
    family: family.code,
    zh: `${family.zh} ${[word.zh, shade?.zh].filter((w) => w !== undefined).join(" ")}`,
    en: `${family.en}, ${[word.en, shade?.en].filter((w) => w !== undefined).join(" ")}`,
    category: family.category,
    role: roleOf(price, base),
    supplier: family.supplier,
    asin: `B0SMPL${String(nth).padStart(4, "0")}`,
    fnsku: `X00SMPL${String(nth).padStart(3, "0")}`,
    priceUsd: price,
    base,
    costCny: Math.round(family.cost * COST * (0.4 + 0.6 * size.factor) * 10) / 10,
    freightUsd: Math.round(family.freight * FREIGHT * (0.3 + 0.7 * size.factor) * 100) / 100,
    moq: family.carton * 3,
    carton: family.carton,
    returnRate: family.returns,
    launchedOn: launched,
    lastSale: told?.story === "dormant" ? addDays(LAST_SALES, Math.floor(constant("last-sale", sku) * LAST_SALE_DAYS)) : null,
    story: told?.story ?? "healthy",
    turn: told?.turn ?? 0,
  };
}

function catalogue(): readonly Item[] {
  const items: Item[] = [];
  for (const line of [HOME, OUTDOOR, PETS, GADGETS].flatMap((table) => table.trim().split("\n"))) {
    const family = familyOf(line);
    for (const size of family.sizes) for (const colour of family.colours) items.push(itemOf(family, size, colour, items.length));
  }
  const known = new Set(items.map((i) => i.sku));
  const unknown = TOLD_SKUS.find((sku) => !known.has(sku));
  if (unknown !== undefined) throw new Error(`there is a story of ${unknown}, which is not in the catalogue`);
  return items;
}

export const ITEMS: readonly Item[] = catalogue();

const BY_SKU = new Map(ITEMS.map((i) => [i.sku, i]));

export function itemOfSku(sku: string): Item {
  const found = BY_SKU.get(sku);
  if (!found) throw new Error(`the catalogue has no ${sku}`);
  return found;
}
