import { describe, expect, it } from "vitest";
import { addDays, day } from "../../../src/domain/calendar/day.ts";
import { learnLessons } from "../../../src/domain/demand/lessons.ts";
import { listingOf, pooledDemand } from "../../../src/domain/demand/pooled-demand.ts";
import type { Demand, DemandModel } from "../../../src/domain/restock/types.ts";
import { dice, poisson } from "./shops.ts";

const AS_OF = day("2026-11-22");
type Input = Parameters<DemandModel>[0];
const listing = (sku: string, units: readonly number[]): Input => ({
  history: units.map((n, i) => ({ day: addDays(AS_OF, i + 1 - units.length), units: n, inStock: true })),
  asOf: AS_OF,
  category: "gifts",
  sku,
  warehouse: "W",
});

const roll = dice(5);
const days = (n: number, rate: (day: number) => number): number[] => Array.from({ length: n }, (_, i) => poisson(rate(i), roll));
/** A shop of forty steady products that has tried `launches` others, each at another time. */
const shop = (launches: number, rate: (day: number) => number): Input[] => [
  ...Array.from({ length: 40 }, (_, i) =>
    listing(
      `OLD-${i}`,
      days(300, () => 4),
    ),
  ),
  ...Array.from({ length: launches }, (_, i) => listing(`TRY-${i}`, days(100 + (i % 20) * 8, rate))),
];
const fading = (d: number): number => (d < 14 ? 12 : 5);

function demandOf(of: Input, others: readonly Input[]): Demand {
  const { lessons } = learnLessons(
    [...others, of].flatMap((i) => listingOf(i)?.listing ?? []),
    AS_OF,
  );
  const answer = pooledDemand(lessons)(of);
  if (answer.kind === "missing") throw new Error(answer.because.en);
  return answer.value;
}
const newcomer = listing(
  "NEW",
  days(14, () => 12),
);
const told = ({ basis }: Demand, lang: "zh" | "en" = "en"): string => basis.notes.map((n) => n[lang]).join("\n");

describe("a launch of two weeks", () => {
  it("is expected to fade as launches before it did, and says so", () => {
    const demand = demandOf(newcomer, shop(60, fading));
    expect(demand.dailyMean).toBeLessThan(7.5);
    expect(demand.dailyMean).toBeGreaterThan(4.5);
    expect(told(demand)).toMatch(/launches here usually sell \d\d % less after their first 14 days: counted/);
    expect(told(demand, "zh")).toMatch(/通常比头 14 天少卖 \d\d%，已计入/);
  });

  it("goes on as it began where launches do", () => {
    const demand = demandOf(
      newcomer,
      shop(60, () => 12),
    );
    expect(demand.dailyMean).toBeGreaterThan(10);
  });

  it("is read by its own days where the shop has launched next to nothing", () => {
    expect(demandOf(newcomer, shop(3, fading)).dailyMean).toBeGreaterThan(8.5);
  });

  it("is no launch where everything began with it: the data begin there, not the product", () => {
    const young = [
      newcomer,
      ...Array.from({ length: 60 }, (_, i) =>
        listing(
          `S-${i}`,
          days(14, () => 12),
        ),
      ),
    ];
    expect(told(demandOf(newcomer, young.slice(1)))).not.toContain("launches here");
  });

  it("is no newcomer any more after ninety days", () => {
    const grown = listing(
      "NEW",
      days(95, () => 12),
    );
    expect(told(demandOf(grown, shop(60, fading)))).not.toContain("launches here");
  });
});

describe("a day on which much is sold", () => {
  const usual = days(299, () => 4);
  const last = (large: number[] | undefined): Input => {
    const of = listing("ONE", [...usual, 84]);
    return { ...of, history: of.history.map((d, i) => (i === 299 && large ? { ...d, large } : d)) };
  };
  const burst = (of: Input): string => told(demandOf(of, shop(0, fading)));

  it("is the beginning of a burst where many bought, and an order where one did", () => {
    expect(burst(last(undefined))).toContain("a burst since 1 day");
    expect(burst(last([12, 10]))).toContain("a burst since 1 day");
    expect(burst(last([80]))).not.toContain("a burst");
  });
});
