import { describe, expect, it } from "vitest";
import { outcomesBy } from "../../../src/domain/demand/outcomes.ts";
import { leadTimes } from "../../../src/domain/restock/lead-time.ts";
import { type Worthwhile, worthOf } from "../../../src/domain/restock/order-value.ts";
import { AIR, demandOf, given, on, read, SEA } from "./given.ts";

const SETTLED = new Map([
  ["restock-fee-share", 0],
  ["restock-capital-rate", 0.365],
  ["restock-clearance-loss", 0.5],
]);
const settled: typeof read = (p) => (SETTLED.get(p.id) ?? p.default) as typeof p.default;
const [usual, air] = leadTimes(given({ routes: [SEA, AIR] }), read);
if (!usual || !air) throw new Error("two ways");
const sea = (units: number) => ({ route: "US-SEA", mode: "sea" as const, units, arrivesOn: on(21) });
const fly = (units: number) => ({ route: "US-AIR", mode: "air" as const, units, arrivesOn: on(7) });

/** A unit costs 4 and 1.20 of freight, and sells at 20: it earns 14.80 and ties up 5.20 for 30 days, 0.156. */
const worth = (change: Partial<Worthwhile> = {}): Worthwhile => ({
  input: given(),
  demand: demandOf(5),
  legs: [sea(100)],
  usual,
  times: [usual, air],
  cycleDays: 50,
  reviewDays: 30,
  supplied: 150,
  gap: 0,
  ...change,
});

describe("what an order is worth", () => {
  it("is the margin of the units that are sold because of it: all 100, when 250 are wanted and 150 are there", () => {
    const steps = worthOf(worth(), settled)?.value ?? [];
    expect(steps.at(-1)).toEqual({ units: 100, cash: 520, saves: 1480 });
    expect(steps.length).toBeLessThanOrEqual(12);
  });

  it("is less by the capital in what is not sold until the next order comes", () => {
    expect(worthOf(worth({ supplied: 200 }), settled)?.value.at(-1)?.saves).toBeCloseTo(50 * 14.8 - 50 * 0.156, 2);
  });

  it("is less by what is lost on units that grow too old: 1,000 of which 5 a day sell in 201 days", () => {
    const v = worthOf(worth({ supplied: 0, legs: [sea(1500)] }), settled)?.value.at(-1);
    expect(v?.saves).toBeCloseTo(250 * 14.8 - 1250 * 0.156 - (1500 - 1005) * 2, 1);
  });

  it("is the formula of marginal analysis: margin × P(D > s) less what a unit too many costs × P(D ≤ s), carton by carton", () => {
    // A demand over the cycle of 200 to 300, evenly.
    const even = outcomesBy((tau) => 200 + 100 * tau);
    const over = (days: number) => (days === 50 ? even : demandOf(5).over(days));
    const steps = worthOf(worth({ demand: { over }, legs: [sea(120)], supplied: 180, input: given({ carton: 10 }) }), settled)?.value ?? [];
    const marginal = steps.map((s, i) => (s.saves - (steps[i - 1]?.saves ?? 0)) / (s.units - (steps[i - 1]?.units ?? 0)));
    // The third carton takes stock from 200 to 210: demand is above with chance 0.95 on average.
    expect(marginal[2]).toBeCloseTo(14.8 * 0.95 - 0.156 * 0.05, 1);
    expect(marginal.every((m, i) => i === 0 || m <= (marginal[i - 1] ?? 0) + 0.05)).toBe(true);
  });

  it("begins with the minimum order and goes on in whole cartons", () => {
    const steps = worthOf(worth({ input: given({ moq: 50, carton: 24 }), legs: [sea(144)] }), settled)?.value ?? [];
    expect(steps.map((s) => s.units)).toEqual([72, 96, 120, 144]);
    expect(worthOf(worth({ input: given({ moq: 300 }), legs: [sea(300)] }), settled)?.value).toHaveLength(1);
  });

  it("pays the dearer freight for the part that flies, first", () => {
    const steps = worthOf(worth({ legs: [fly(20), sea(80)] }), settled)?.value ?? [];
    expect(steps.at(-1)).toMatchObject({ units: 100, cash: 100 * 4 + 20 * 6.5 + 80 * 1.2, saves: 1480 - 20 * 5.3 });
  });

  it("tells what all by the usual way would earn, where the part that flies is not worth its freight", () => {
    const legs = [fly(20), sea(80)];
    // Nothing is sold in between: whoever has money for ten need not fly them.
    const [first] = worthOf(worth({ legs, gap: 0, input: given({ carton: 10 }) }), settled)?.value ?? [];
    expect(first?.usual).toEqual({ cash: 10 * 5.2, saves: (first?.saves ?? 0) + 10 * 5.3 });
    // All would be sold in between, and comes too late by sea.
    const late = worthOf(worth({ legs, gap: 100, input: given({ carton: 10 }) }), settled)?.value ?? [];
    expect(late.some((s) => s.usual !== undefined)).toBe(false);
  });

  it("is not known without a price, a cost or a freight, or where nothing is ordered", () => {
    expect(worthOf(worth({ input: given({ unitPrice: null }) }), settled)?.value).toBeUndefined();
    expect(worthOf(worth({ input: given({ unitCost: null }) }), settled)?.value).toBeUndefined();
    expect(worthOf(worth({ input: given({ currency: "EUR" }) }), settled)?.value).toBeUndefined();
    expect(worthOf(worth({ legs: [] }), settled)?.value).toBeUndefined();
  });
});
