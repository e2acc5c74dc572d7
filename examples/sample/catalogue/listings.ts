import { isPlanted } from "../planted/schedule.ts";
import { constant, keyOf } from "../random.ts";
import { type Shop, SHOPS } from "../world/stores.ts";
import { type Item, ITEMS } from "./items.ts";

/** A SKU as a store sells it. */
export interface Listing {
  readonly item: Item;
  readonly shop: Shop;
  /** Share of the SKU's demand. */
  readonly share: number;
  /** Price in the smallest unit of the store's currency. */
  readonly minor: number;
  /** Share of the sessions that buy. */
  readonly conversion: number;
  /** Stands for the two of them in what is drawn every day. */
  readonly key: number;
}

/** Those of a story sell everywhere where their family does; hits of the warehouse in all American stores. */
function lists(shop: Shop, item: Item): boolean {
  if (isPlanted(item.sku, shop.code)) return true;
  if (shop.code === "amazon-us" && item.story !== "healthy") return true;
  if (constant("family", shop.code, item.family) >= shop.families) return false;
  return item.story !== "healthy" || constant("variant", shop.code, item.sku) < shop.variants;
}

function priceOf(shop: Shop, item: Item): number {
  const amount = item.priceUsd * shop.perDollar;
  if (shop.minor === 1) return Math.max(480, Math.floor(amount / 100) * 100 + shop.ending);
  return Math.max(3, Math.floor(amount)) * 100 + Math.round(shop.ending * 100);
}

function listingsOf(item: Item): Listing[] {
  const shops = SHOPS.filter((s) => lists(s, item));
  const all = shops.length > 0 ? shops : SHOPS.slice(0, 1);
  const weights = all.map((s) => s.weight * (0.6 + 0.8 * constant("weight", s.code, item.sku)));
  const sum = weights.reduce((a, b) => a + b, 0);
  return all.map((shop, i) => ({
    item,
    shop,
    share: (weights[i] ?? 0) / sum,
    minor: priceOf(shop, item),
    conversion: (shop.store.platform === "amazon" ? 0.06 : 0.02) * (0.7 + 0.9 * constant("conversion", item.sku, shop.code)),
    key: keyOf(shop.code, item.sku),
  }));
}

export const LISTINGS: readonly Listing[] = ITEMS.flatMap(listingsOf);

const BY_ITEM = Map.groupBy(LISTINGS, (l) => l.item);
export const listingsOfItem = (item: Item): readonly Listing[] => BY_ITEM.get(item) ?? [];
