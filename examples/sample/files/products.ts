import { addDays, type Day, day, dayNumber, fromDayNumber, weekday } from "../../../src/domain/calendar/day.ts";
import { ITEMS } from "../catalogue.ts";
import { csv, type SampleFile } from "../file.ts";
import type { Played } from "../played.ts";
import { constant } from "../random.ts";
import { ORIGIN } from "../simulate.ts";

export function productFile(): SampleFile {
  const rows = ITEMS.map((i) => [
    i.sku,
    `${i.zh} ${i.en}`,
    i.category,
    i.role,
    i.supplier,
    i.moq,
    i.carton,
    i.priceUsd.toFixed(2),
    "USD",
    day("2025-01-15"),
    "true",
  ]);
  return {
    name: "products.csv",
    format: "products",
    kind: "state",
    text: csv(["sku", "title", "category", "role", "supplier", "moq", "carton", "price", "currency", "launched_on", "active"], rows),
  };
}

const DUTY = 0.075;
const YUAN_PER_DOLLAR = 7.1;
const DEARER_FROM = day("2026-03-01");

/** Layers of landed cost; for every fifth SKU the factory asked for more from March 2026 on. */
export function costFile(seed: string): SampleFile {
  const rows = ITEMS.flatMap((i) => {
    const duty = ((i.costCny / YUAN_PER_DOLLAR) * DUTY).toFixed(2);
    const layers: (string | number)[][] = [
      [i.sku, "purchase", ORIGIN, i.costCny.toFixed(2), "CNY"],
      [i.sku, "freight", ORIGIN, i.freightUsd.toFixed(2), "USD"],
      [i.sku, "duty", ORIGIN, duty, "USD"],
      [i.sku, "packaging", ORIGIN, "1.80", "CNY"],
    ];
    if (constant(seed, "dearer", i.sku) < 0.2) layers.push([i.sku, "purchase", DEARER_FROM, (i.costCny * 1.06).toFixed(2), "CNY"]);
    return layers;
  });
  return { name: "costs.csv", format: "costs", kind: "state", text: csv(["sku", "kind", "from", "amount", "currency"], rows) };
}

const PAIRS = [
  ["USD", "CNY", 7.1],
  ["GBP", "CNY", 9.35],
  ["GBP", "USD", 1.317],
  ["CNY", "USD", 0.1408],
  ["CNY", "GBP", 0.107],
  ["USD", "GBP", 0.759],
] as const;

/** A rate every Monday; the first one is before the first day, so that every day has one. */
export function fxFile({ seed, from, to }: Pick<Played, "seed" | "from" | "to">): SampleFile {
  const monday = (d: Day): Day => addDays(d, 1 - weekday(d));
  const rows: (string | number)[][] = [];
  for (let d = monday(from); d <= to; d = addDays(d, 7)) {
    const week = Math.floor(dayNumber(d) / 7);
    for (const [base, quote, middle] of PAIRS) {
      // A pair and its inverse move against each other.
      const [a, b] = [base, quote].toSorted();
      const swing = Math.sin(week / 9 + constant(seed, "fx", `${a}${b}`) * 6) * 0.015;
      rows.push([
        fromDayNumber(dayNumber(d)),
        base,
        quote,
        (base === a ? middle * (1 + swing) : middle / (1 + swing)).toFixed(6),
        "sample",
      ]);
    }
  }
  return { name: `fx-${from}-${to}.csv`, format: "fx", kind: "history", text: csv(["day", "base", "quote", "rate", "source"], rows) };
}
