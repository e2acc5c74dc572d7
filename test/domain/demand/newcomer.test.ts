import { describe, expect, it } from "vitest";
import { addDays, day } from "../../../src/domain/calendar/day.ts";
import { learnLessons } from "../../../src/domain/demand/lessons.ts";
import { listingOf, pooledDemand } from "../../../src/domain/demand/pooled-demand.ts";
import { policyReader } from "../../../src/domain/policy/reader.ts";
import type { Demand, DemandModel } from "../../../src/domain/restock/types.ts";
import { dice, poisson } from "./shops.ts";

const AS_OF = day("2026-11-22");
type Input = Parameters<DemandModel>[0];

const POOL = { kind: "platform-pool", country: "US" } as const;
const listing = (sku: string, warehouse: string, units: readonly number[], more: Partial<Input> = {}): Input => ({
  history: units.map((n, i) => ({ day: addDays(AS_OF, i + 1 - units.length), units: n, inStock: true })),
  asOf: AS_OF,
  category: "toys",
  platforms: ["amazon"],
  site: POOL,
  sku,
  warehouse,
  ...more,
});
const roll = dice(3);
const sales = (rate: number, days: number): number[] => Array.from({ length: days }, () => poisson(rate, roll));

/** Thirty toys that sell four to twelve a day in the US and a quarter of that in Germany. */
const others = Array.from({ length: 30 }, (_, n) => {
  const rate = 4 + (n % 9);
  return [listing(`T${n}`, "US-FBA", sales(rate, 200)), listing(`T${n}`, "DE-FBA", sales(rate / 4, 200))];
}).flat();

function said(inputs: readonly Input[], of: Input, set: Readonly<Record<string, number>> = {}): Demand {
  const overrides = Object.entries(set).map(([policy, value]) => ({
    policy,
    value,
    scope: { kind: "sku", key: "NEW" } as const,
    from: day("2026-11-01"),
    to: null,
    by: "lin",
    at: new Date("2026-11-01T00:00:00Z"),
  }));
  const read = policyReader(overrides, { day: AS_OF, sku: "NEW" });
  const { lessons } = learnLessons(
    inputs.flatMap((i) => listingOf(i)?.listing ?? []),
    AS_OF,
  );
  const answer = pooledDemand(lessons)(of, read);
  if (answer.kind === "missing") throw new Error(answer.because.en);
  return answer.value;
}
const notes = (d: Demand, lang: "zh" | "en" = "en"): string => d.basis.notes.map((n) => n[lang]).join("\n");

describe("a product that is new in Germany", () => {
  const german = listing("NEW", "DE-FBA", sales(6, 3));

  it("and sells 24 a day in the US is expected to sell six, which no other toy does here", () => {
    const abroad = said([...others, listing("NEW", "US-FBA", sales(24, 60)), german], german);
    expect(abroad.dailyMean).toBeGreaterThan(4.5);
    expect(abroad.dailyMean).toBeLessThan(8);
    expect(notes(abroad)).toMatch(/read together with its sales at US-FBA \(60 days, scaled to what this place sells of its kind\)/);
    expect(notes(abroad, "zh")).toContain("参考本 SKU 在 US-FBA 的销售（60 天，按两地同类销量换算）估算");
  });

  it("and nowhere else is believed to sell as the others", () => {
    expect(notes(said([...others, german], german))).toMatch(/read together with 60 products of its kind/);
  });
});

describe("a product of a few days", () => {
  // A shop of everything: some sell one a month, some forty a day. What they have in common says next to nothing.
  const mixed = Array.from({ length: 40 }, (_, n) => listing(`M${n}`, "US-FBA", sales(n % 4 === 0 ? 40 : 0.2, 200)));
  const level = (days: readonly number[]): number =>
    said([...mixed, listing("NEW", "US-FBA", days)], listing("NEW", "US-FBA", days)).dailyMean;

  it("fills the days that an estimate takes with those of its kind: a first day of sixty is not every day's", () => {
    expect(level([60])).toBeLessThan(25);
    expect(level([60, 60, 60])).toBeGreaterThan(level([60]));
    expect(level(Array.from({ length: 7 }, () => 60))).toBeGreaterThan(50);
  });

  it("waits for the days that an estimate takes where it has no kind: all others together are none", () => {
    const alone = listing("NEW", "US-FBA", [60], { category: "garden" });
    expect(() => said([...mixed, alone], alone)).toThrow("only 1 day of sales: an estimate takes 7");
    const week = listing("NEW", "US-FBA", sales(6, 8), { category: "garden" });
    const d = said([...mixed, week], week);
    expect(notes(d)).toContain("read together with all 40 products (too few of its category, or none named)");
    expect(notes(d, "zh")).toContain("参考全部 40 个商品（同类太少或未填类目）估算");
  });
});

describe("a product of which a test is told", () => {
  const first = listing("NEW", "US-FBA", [15]);
  const told = { "demand-pilot-units": 280, "demand-pilot-days": 14 };

  it("is expected to sell what the test sold a day, wherever that ran, and the forecast says so", () => {
    const d = said([...others, first], first, told);
    expect(d.dailyMean).toBeGreaterThan(12);
    expect(d.dailyMean).toBeLessThan(21);
    expect(notes(d)).toMatch(/only 1 day of sales: read together with its test \(280 units in 14 days\)/);
    expect(notes(d, "zh")).toContain("参考试销结果（14 天卖 280 件）估算");
    expect(said([...others, first], first).dailyMean).toBeLessThan(d.dailyMean - 2);
  });

  it("counts for as much of it as is believed to hold without its ads and discount", () => {
    const half = said([...others, first], first, { ...told, "demand-pilot-share": 0.5 });
    expect(half.dailyMean).toBeLessThan(0.85 * said([...others, first], first, told).dailyMean);
    expect(notes(half)).toContain("taken at 50 %");
  });

  it("is read by its own days once these are many", () => {
    const grown = listing("NEW", "US-FBA", sales(2, 60));
    expect(said([...others, grown], grown, told).dailyMean).toBeLessThan(3);
    const old = listing("NEW", "US-FBA", sales(2, 120));
    expect(notes(said([...others, old], old, told))).not.toContain("test");
  });

  it("is planned before it sold once where it lies in a platform's pool, or is on its way there, and not where it may only be sent on", () => {
    const unsold = listing("NEW", "US-FBA", [0]);
    // One day without a sale speaks against twenty a day, and does not end them.
    expect(said(others, unsold, told).dailyMean).toBeGreaterThan(2);
    const coming = listing("NEW", "US-FBA", []);
    const d = said(others, coming, told);
    expect(d.dailyMean).toBeCloseTo(20, 0);
    const empty = { ...coming, history: Array.from({ length: 30 }, (_, i) => ({ day: addDays(AS_OF, i - 29), units: 0, inStock: false })) };
    expect(said(others, empty, told).dailyMean).toBeCloseTo(20, 0);
    expect(d.quantile(30, 0.9)).toBeGreaterThan(d.quantile(30, 0.5));
    expect(notes(d)).toContain("no sales yet: read together with its test");
    expect(() => said(others, unsold)).toThrow("nothing was sold yet");
    expect(() => said(others, { ...unsold, site: { kind: "third-party", country: "US" } }, told)).toThrow("nothing was sold yet");
  });

  it("and that sells elsewhere is read by both, the surer one first", () => {
    const abroad = listing("NEW", "DE-FBA", sales(1, 80));
    const d = said([...others, abroad, first], first, told);
    expect(notes(d)).toMatch(/its test \(280 units in 14 days\) and its sales at DE-FBA \(80 days/);
    expect(d.dailyMean).toBeGreaterThan(4);
    expect(d.dailyMean).toBeLessThan(20);
  });

  it("that sold nothing in two weeks expects next to nothing", () => {
    expect(said([...others, first], first, { "demand-pilot-units": 0, "demand-pilot-days": 14 }).dailyMean).toBeLessThan(1);
  });
});
