import { day, type Day } from "../../../src/domain/calendar/day.ts";
import { ITEMS, type Item } from "../catalogue/items.ts";
import { constant } from "../random.ts";
import { ORIGIN } from "../stock/sku.ts";

/** Families that nobody entered the duty of, and SKUs that nobody entered any cost of. */
export const WITHOUT_DUTY: ReadonlySet<string> = new Set(["CHG", "CBL", "PWR", "WLC", "HUB"]);
export const WITHOUT_COST: ReadonlySet<string> = new Set(["ORG-M-WH", "ORG-L-BK", "TAB-STD-GY", "GAT-75CM-WH", "SOL-6P-SV"]);

const YUAN_PER_DOLLAR = 7.1;
/** Duty as a share of the purchase price, and what it became for things of metal in the spring of 2026. */
const DUTY = 0.075;
export const DUTY_RISE = { from: day("2026-05-01"), rate: 0.2, suppliers: new Set(["NB-METAL"]) } as const;
/** For every fifth SKU the factory asks for more each March. */
const DEARER_SHARE = 0.2;
export const DEARER = 1.08;

export interface Layer {
  readonly sku: string;
  readonly kind: "purchase" | "freight" | "duty" | "packaging";
  readonly from: Day;
  readonly amount: number;
  readonly currency: "CNY" | "USD";
}

export const isDearer = (seed: string, item: Item): boolean => constant(seed, "dearer", item.sku) < DEARER_SHARE;
/** The Marches since the history began. */
export const marches = (to: Day): Day[] =>
  Array.from({ length: Number(to.slice(0, 4)) - 2025 }, (_, i) => day(`${2026 + i}-03-01`)).filter((d) => d <= to);

function layersOf(seed: string, item: Item, to: Day): Layer[] {
  if (WITHOUT_COST.has(item.sku)) return [];
  const layer = (kind: Layer["kind"], from: Day, amount: number, currency: Layer["currency"]): Layer => ({
    sku: item.sku,
    kind,
    from,
    amount: Math.round(amount * 100) / 100,
    currency,
  });
  const layers = [
    layer("purchase", ORIGIN, item.costCny, "CNY"),
    layer("freight", ORIGIN, item.freightUsd, "USD"),
    layer("packaging", ORIGIN, 1.8, "CNY"),
  ];
  const dollars = item.costCny / YUAN_PER_DOLLAR;
  if (!WITHOUT_DUTY.has(item.family)) {
    layers.push(layer("duty", ORIGIN, dollars * DUTY, "USD"));
    if (DUTY_RISE.suppliers.has(item.supplier)) layers.push(layer("duty", DUTY_RISE.from, dollars * DUTY_RISE.rate, "USD"));
  }
  if (isDearer(seed, item)) marches(to).forEach((d, i) => layers.push(layer("purchase", d, item.costCny * DEARER ** (i + 1), "CNY")));
  return layers;
}

/** Layers of landed cost as they are known on a day. */
export const layers = (seed: string, to: Day): Layer[] => ITEMS.flatMap((item) => layersOf(seed, item, to));
