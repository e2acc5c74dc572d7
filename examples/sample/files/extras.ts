import { addDays, later, weekday } from "../../../src/domain/calendar/day.ts";
import { ITEMS } from "../catalogue.ts";
import { amount, csv, type SampleFile } from "../file.ts";
import type { Shop } from "../master.ts";
import type { Placed } from "../order.ts";
import type { Played } from "../played.ts";
import { dice } from "../random.ts";
import { badBatchOn, priceMinor } from "../sale.ts";
import type { Visit } from "./traffic.ts";

const REVIEWED = 0.018;
const TEXTS: Readonly<Record<number, readonly [string, ...string[]]>> = {
  1: ["Broke within a week.", "Not what I ordered."],
  2: ["Feels cheap for the price.", "Smaller than expected."],
  3: ["It is okay.", "Does the job, nothing more."],
  4: ["Good value, quick delivery.", "Works well, would like more colours."],
  5: ["Exactly what I needed!", "Sturdy and easy to fold.", "Bought a second one."],
};

export function reviewFile(shop: Shop, placed: readonly Placed[], { seed, from, to }: Played): SampleFile {
  const rows = placed.flatMap(({ line, orderId }) => {
    if (line.kind !== "sale") return [];
    const luck = dice(seed, "review", shop.code, line.item.sku, line.day, line.nth);
    if (luck.next() >= REVIEWED) return [];
    const bad = badBatchOn(line.item, line.day);
    const roll = luck.next() + (bad ? 0.45 : 0);
    const stars = roll < 0.62 ? 5 : roll < 0.82 ? 4 : roll < 0.9 ? 3 : roll < 0.95 ? 2 : 1;
    const d = addDays(line.day, luck.between(8, 30));
    if (d < from || d > to) return [];
    const body = bad && stars <= 2 ? "Runs small, order a size up." : luck.pick(TEXTS[stars] ?? ["Fine."]);
    return [[`R-${orderId}-${line.item.sku}`, line.item.sku, d, stars, "", body]];
  });
  return {
    name: `${shop.code}-reviews-${from}-${to}.csv`,
    format: "reviews",
    store: shop.code,
    kind: "history",
    text: csv(["review_id", "sku", "day", "stars", "title", "body"], rows),
  };
}

/** Advertising and fees are written for so many days back. */
export const MONEY_DAYS = 95;
const ADVERTISED = ITEMS.filter((i) => i.base >= 0.8 && i.story !== "dormant").map((i) => i.sku);

export function adFile(shop: Shop, seen: readonly Visit[], { seed, from, to, today }: Played): SampleFile {
  const first = later(from, addDays(today, -MONEY_DAYS));
  const rows = seen
    .filter((v) => v.day >= first && ADVERTISED.includes(v.item.sku) && v.sessions > 0)
    .map((v) => {
      const luck = dice(seed, "ads", shop.code, v.item.sku, v.day);
      const clicks = luck.poisson(v.sessions * 0.2);
      const orders = Math.min(v.items, luck.poisson(clicks * 0.09));
      const spend = Math.round(clicks * (45 + 60 * luck.next()));
      return [
        `SP-${v.item.sku}`,
        v.item.sku,
        v.day,
        v.day,
        Math.round(clicks / (0.004 + 0.003 * luck.next())),
        clicks,
        amount(spend),
        amount(orders * priceMinor(v.item, shop)),
        orders,
        orders,
        7,
        shop.store.currency,
      ];
    });
  return {
    name: `${shop.code}-ads-${first}-${to}.csv`,
    format: "ads",
    store: shop.code,
    kind: "history",
    text: csv(
      ["campaign", "sku", "from", "to", "impressions", "clicks", "spend", "sales", "units", "orders", "attribution_days", "currency"],
      rows,
    ),
  };
}

const COMMISSION = 0.15;

/** Commission and fulfilment fees of each SKU and week, on the Sunday that ends it. */
export function feeRows(shop: Shop, { recent, from, to, today }: Played): (string | number)[][] {
  const first = later(from, addDays(today, -MONEY_DAYS));
  const rows: (string | number)[][] = [];
  for (let sunday = addDays(first, 7 - weekday(first)); sunday <= to; sunday = addDays(sunday, 7)) {
    const monday = addDays(sunday, -6);
    const week = recent.filter((l) => l.shop === shop && l.kind === "sale" && l.day >= monday && l.day <= sunday);
    for (const [item, of] of Map.groupBy(week, (l) => l.item)) {
      const net = of.reduce((sum, l) => sum + l.minor - l.discountMinor, 0);
      const units = of.reduce((sum, l) => sum + l.quantity, 0);
      const row = (type: string, minor: number) => [
        `FEE-${sunday}-${item.sku}`,
        type,
        item.sku,
        "",
        sunday,
        `-${amount(minor)}`,
        shop.store.currency,
        sunday <= addDays(today, -14) ? "true" : "false",
      ];
      rows.push(row("commission", Math.round(net * COMMISSION)), row("fba-fee", units * Math.round(320 + item.freightUsd * 60)));
    }
  }
  return rows;
}
