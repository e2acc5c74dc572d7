import { describe, expect, it } from "vitest";
import { forecastOf, learn } from "../../../src/domain/demand/pool.ts";
import { dice, inStock, poisson } from "./shops.ts";

const DAYS = 220;
/** Sixty products that all follow one market. */
function shop(market: (day: number) => number) {
  const roll = dice(21);
  return Array.from({ length: 60 }, () => {
    const rate = 0.5 + 3 * roll();
    return { rate, series: inStock(Array.from({ length: DAYS }, (_, d) => poisson(rate * market(d), roll))) };
  });
}
const ahead = (market: (day: number) => number, n: number): number =>
  Array.from({ length: n }, (_, i) => market(DAYS + i)).reduce((a, b) => a + b, 0);

describe("a market that all products share", () => {
  it("that grows is followed for a while: the autumn does not catch the plan by surprise", () => {
    const autumn = (d: number): number => (d < 120 ? 1 : 1 + (d - 120) / 80);
    const products = shop(autumn);
    const { pool, outlooks } = learn(products.map((p) => p.series));
    expect(pool.growth[0]).toBeGreaterThan(0.002);
    const expected = outlooks.reduce((sum, o) => sum + forecastOf(o, 28), 0);
    const real = products.reduce((sum, p) => sum + p.rate, 0) * ahead(autumn, 28);
    const still = outlooks.reduce((sum, o) => sum + (o.levels.level[DAYS] ?? 0) * 28, 0);
    // A level looks back, and is late by a sixth; a trend makes up for part of that.
    expect(still / real).toBeLessThan(0.87);
    expect(expected / real).toBeGreaterThan(0.9);
    expect(expected / real).toBeLessThan(1.05);
    // What is levelled off in the long run: half a year on it is no rocket.
    const last = outlooks.reduce((sum, o) => sum + forecastOf(o, 180), 0) / 180;
    expect(last / (expected / 28)).toBeLessThan(1.25);
  });

  it("that stands still has no trend", () => {
    expect(learn(shop(() => 1).map((p) => p.series)).pool.growth).toEqual([]);
  });
});
