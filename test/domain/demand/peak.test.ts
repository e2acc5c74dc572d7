import { describe, expect, it } from "vitest";
import { addDays, day } from "../../../src/domain/calendar/day.ts";
import { groupOf } from "../../../src/domain/demand/holiday.ts";
import { learnLessons } from "../../../src/domain/demand/lessons.ts";
import { peaked } from "../../../src/domain/demand/peak.ts";
import { listingOf, pooledDemand } from "../../../src/domain/demand/pooled-demand.ts";
import { defaults } from "../../../src/domain/policy/reader.ts";
import type { Demand, DemandModel } from "../../../src/domain/restock/types.ts";
import { dice, poisson } from "./shops.ts";

const AS_OF = day("2026-12-09");
/** A year and a few days: all that a shop's last report tells. */
const DAYS = 374;
type Input = Parameters<DemandModel>[0];

const series = (rate: (ago: number) => number, days = DAYS) => ({
  units: Float32Array.from({ length: days }, (_, i) => rate(days - 1 - i)),
});
/** Sells before Christmas, this year and last, and next to nothing between. */
const christmas = (ago: number): number => (ago < 90 || ago >= 350 ? 8 : 0);

describe("goods of a season that is on", () => {
  it.each<[string, (ago: number) => number, boolean]>([
    ["sell now and a year ago, and hardly between", christmas, true],
    ["are not what sells all year", () => 8, false],
    ["are not what sells more since a while, and did not a year ago", (ago) => (ago < 90 ? 8 : 0.2), false],
    ["are not what sold a year ago and does not now", (ago) => (ago >= 300 ? 8 : 0.2), false],
    ["are not what sells twice as much in winter and well in summer", (ago) => (ago < 90 || ago >= 350 ? 8 : 4), false],
    ["are not what sold a dozen in a year", (ago) => (ago % 30 === 0 && (ago < 90 || ago >= 350) ? 3 : 0), false],
  ])("%s", (_, rate, is) => {
    expect(peaked(series(rate))).toBe(is);
  });

  it("are not known before a year and a week is", () => {
    expect(peaked(series(christmas, 372))).toBe(true);
    expect(peaked(series(christmas, 371))).toBe(false);
  });
});

describe("a shop in its second December", () => {
  const roll = dice(5);
  const input = (rate: (ago: number) => number): Input => ({
    asOf: AS_OF,
    history: Array.from({ length: DAYS }, (_, i) => ({
      day: addDays(AS_OF, i + 1 - DAYS),
      units: poisson(rate(DAYS - 1 - i), roll),
      inStock: true,
    })),
  });
  const garlands = Array.from({ length: 12 }, (_, i): Input => ({
    ...input(christmas),
    title: i % 2 === 0 ? `Christmas garland ${i}` : null,
  }));
  const mugs = Array.from({ length: 40 }, () => input(() => 4));
  const listings = [...garlands, ...mugs].flatMap((i) => listingOf(i)?.listing ?? []);
  const model = pooledDemand(learnLessons(listings, AS_OF).lessons);
  const said = (of: Input | undefined): Demand => {
    const answer = of && model(of, defaults);
    if (answer?.kind !== "value") throw new Error("a forecast was expected");
    return answer.value;
  };
  const sum = (d: Demand, from: number, to: number): number => {
    let units = 0;
    for (let i = from; i < to; i += 1) units += d.expected(i);
    return units;
  };

  it("buys no garlands for February, and says that it counts the season", () => {
    const garland = said(garlands[0]);
    expect(garland.basis.season).toBe(true);
    expect(sum(garland, 0, 7)).toBeGreaterThan(30);
    expect(sum(garland, 50, 80)).toBeLessThan(0.15 * 30 * 8);
  });

  it("buys none of a garland that is new this year, either, if its title says what it is for", () => {
    const since = (days: number, title: string | null): Input => ({ ...input((ago) => (ago < days ? 8 : 0)), title });
    const named = said(since(60, "CHRISTMAS GARLAND, RED"));
    expect(named.basis.season).toBe(true);
    expect(sum(named, 0, 7)).toBeGreaterThan(30);
    expect(sum(named, 50, 80)).toBeLessThan(0.15 * 30 * 8);
    expect(sum(said(since(60, "MUG, RED")), 50, 80)).toBeGreaterThan(0.5 * 30 * 8);
  });

  it("buys mugs as ever", () => {
    const mug = said(mugs[0]);
    expect(mug.basis.season).toBe(false);
    expect(sum(mug, 50, 80) / 120).toBeGreaterThan(0.8);
    expect(sum(mug, 50, 80) / 120).toBeLessThan(1.25);
  });
});

describe("what a product is for", () => {
  it.each<[string | null, string | null, string]>([
    ["kitchen", "Christmas mug", "kitchen"],
    [null, "PAPER CHAIN KIT 50'S CHRISTMAS", "~christmas"],
    [null, "BOX OF 6 MINI 50'S CRACKERS", "~christmas"],
    [null, "Rice crackers, sesame", ""],
    [null, "圣诞装饰 拉花", "~christmas"],
    ["", "FELT EASTER EGG BASKET", "~easter"],
    [null, "Adventure map", ""],
    [null, null, ""],
  ])("category %s, title %s: %s", (category, title, group) => {
    expect(groupOf({ category, title })).toBe(group);
  });
});
