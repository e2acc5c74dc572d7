import fc, { assert } from "fast-check";
import { describe, expect, it } from "vitest";
import { flightOf, gapsBetween, lossCurves } from "../../../src/domain/restock/flight.ts";
import { leadTimes } from "../../../src/domain/restock/lead-time.ts";
import { lost, project } from "../../../src/domain/restock/project.ts";
import { planLine } from "../../../src/domain/restock/plan-line.ts";
import type { PlanInput } from "../../../src/domain/restock/types.ts";
import { AIR, AS_OF, demandOf, given, modelOf, on, read, SEA, sold } from "./given.ts";

/** A unit earns 12 by sea: 31.2 less no fees, 18 of cost and 1.2 of freight. */
const noFees: typeof read = (p) => (p.id === "restock-fee-share" ? 0 : p.default) as typeof p.default;
const money = { unitPrice: 27.9, unitCost: 14.7, currency: "USD", carton: null };
const SHIP = { ...SEA, daysP50: 34, daysP90: 34 };
const gapOf = (sigma: number, change: Partial<PlanInput> = {}) => {
  const [sea, air] = leadTimes(given({ routes: [SHIP, AIR], ...change }), read);
  if (!sea || !air) throw new Error("two ways");
  const odds = { demand: demandOf(5, sigma), stock: 80, arrivals: [], read };
  return { sea, air, gaps: gapsBetween(sea, air, lossCurves(odds, AS_OF, sea.spans.at(-1) ?? 0)) };
};

describe("sea against air", () => {
  it("flies exactly the gap of 18 days and 90 units: 477 of freight against 1,080 at risk, less some capital that is free sooner", () => {
    const { sea, air, gaps } = gapOf(0);
    expect([gaps[0], gaps.at(-1)]).toEqual([90, 90]);
    const f = flightOf(sea, air, gaps, money, noFees);
    expect(f).toMatchObject({ units: 90, saves: 90 });
    const capital = 90 * 14.7 * 0.2 * (28 / 365);
    expect(f?.gain).toBeCloseTo(1080 - 477 + capital, 6);
  });

  it("frees about 12 of capital where a unit costs 8.69: 28 days at 20 % a year", () => {
    const { sea, air, gaps } = gapOf(0);
    const cheap = { unitPrice: 8.69 + 1.2 + 12, unitCost: 8.69, currency: "USD", carton: null };
    expect((flightOf(sea, air, gaps, cheap, noFees)?.gain ?? 0) - (1080 - 477)).toBeCloseTo(12, 1);
  });

  it("flies whole cartons, and none for the sake of a few units in it", () => {
    const { sea, air, gaps } = gapOf(0);
    const units = (carton: number) => flightOf(sea, air, gaps, { ...money, carton }, noFees)?.units;
    // 84 or 96 for a gap of 90: the eighth carton saves 6 units, worth 72, and flies 12 for some 61.
    expect(units(12)).toBe(96);
    expect(units(40)).toBe(80);
    expect(units(500)).toBe(0);
  });

  it("flies nothing when a unit earns less than its flight", () => {
    const { sea, air, gaps } = gapOf(0);
    expect(flightOf(sea, air, gaps, { ...money, unitPrice: 14.7 + 1.2 + 4 }, noFees)).toMatchObject({ units: 0, gain: 0 });
  });

  it("flies what is worth it although it does not pay by its margin alone, where a stock-out costs rank too", () => {
    const { sea, air, gaps } = gapOf(0);
    const rank: typeof read = (p) => (p.id === "restock-stock-out-penalty" ? 1 : noFees(p)) as typeof p.default;
    expect(flightOf(sea, air, gaps, { ...money, unitPrice: 14.7 + 1.2 + 4 }, rank)?.units).toBe(90);
  });

  it("cannot tell without a price, a cost or a freight", () => {
    const { sea, air, gaps } = gapOf(0);
    expect(flightOf(sea, air, gaps, { ...money, unitPrice: null }, noFees)).toBeNull();
    expect(flightOf(sea, air, gaps, { ...money, unitCost: null }, noFees)).toBeNull();
    expect(flightOf(sea, air, gaps, { ...money, currency: "EUR" }, noFees)).toBeNull();
  });

  it("flies more of an uncertain gap the more a unit earns", () => {
    const { sea, air, gaps } = gapOf(8, { routes: [{ ...SHIP, daysP90: 45 }, AIR] });
    const units = (unitPrice: number) => flightOf(sea, air, gaps, { ...money, unitPrice }, noFees)?.units ?? 0;
    expect(units(23)).toBeLessThan(units(30));
    expect(units(30)).toBeLessThan(units(80));
    expect(units(80)).toBeLessThanOrEqual(Math.ceil(gaps.at(-1) ?? 0));
  });

  it("law: no other number of units earns more, and flying earns something or is not done", () => {
    const { sea, air, gaps } = gapOf(8, { routes: [{ ...SHIP, daysP90: 45 }, AIR] });
    assert(
      fc.property(fc.double({ min: 15, max: 90, noNaN: true }), fc.nat(200), (unitPrice, other) => {
        const f = flightOf(sea, air, gaps, { ...money, unitPrice }, noFees);
        const margin = unitPrice - 14.7 - 1.2;
        const premium = 5.3 - 14.7 * 0.2 * ((sea.p50 - air.p50) / 365);
        const at = (q: number) => gaps.reduce((sum, g) => sum + Math.min(q, g), 0) * (margin / gaps.length) - q * premium;
        // Between two cases the gap is interpolated, so that a little may be missed.
        return f !== null && f.gain >= -1 && f.gain >= at(other) - 1;
      }),
    );
  });

  it("flies a part although the ship is usually in time, where the ship may be late and a lost sale costs much more than a flight", () => {
    const late = { ...SEA, daysP90: 40 };
    const plan = (unitPrice: number) => planLine(given({ onHand: 105, routes: [late, AIR], unitPrice }), modelOf(5), read);
    expect(plan(20).legs.map((l) => l.mode)).toEqual(["sea"]);
    const dear = plan(80);
    expect(dear.legs.map((l) => l.mode)).toEqual(["air", "sea"]);
    expect(dear.state).toBe("order-now");
    expect(dear.reasons[0]?.en).toMatch(
      /^sea \(US-SEA\) usually comes before the stock-out on .*, but may be late; a part by air \(US-AIR\)/,
    );
    expect(planLine(given({ onHand: 105, routes: [SEA, AIR], unitPrice: 80 }), modelOf(5), read).legs.map((l) => l.mode)).not.toContain(
      "air",
    );
  });

  it("leaves an order whole for less than a day's sales", () => {
    const inTwo = (onHand: number) => planLine(given({ onHand, routes: [SEA, AIR] }), modelOf(5), read).legs.length;
    expect(inTwo(97)).toBe(1);
    expect(inTwo(80)).toBe(2);
    // Nor for a part of a unit, where no price says what it is worth.
    const slow = given({ onHand: 1, unitCost: null, history: sold(60, 0.05), routes: [SEA, AIR] });
    expect(planLine(slow, modelOf(0.06), read).legs.map((l) => l.mode)).not.toContain("air");
  });

  it("takes the way between where that earns more: rail for a gap that it still meets", () => {
    const RAIL = { lane: "EU-RAIL", mode: "rail", daysP50: 14, daysP90: 14, unitFreight: 2, currency: "USD" } as const;
    const line = planLine(given({ onHand: 80, routes: [SEA, AIR, RAIL] }), modelOf(5), read);
    expect(line.legs.map((l) => [l.route, l.units])[0]).toEqual(["EU-RAIL", 20]);
    expect(line.stockOutDate).toBe(on(17));
  });
});

describe("units lost on paths of demand", () => {
  it("law: are on the middle path those of the projection, day by day", () => {
    const arrival = fc.record({ in: fc.integer({ min: -3, max: 70 }), units: fc.integer({ min: -5, max: 200 }) });
    assert(
      fc.property(
        fc.integer({ min: -20, max: 300 }),
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        fc.array(arrival, { maxLength: 4 }),
        (stock, daily, all) => {
          const arrivals = all.map((a) => ({ day: on(a.in), units: a.units }));
          const days = 60;
          const curve = lossCurves({ demand: demandOf(daily), stock, arrivals, read }, AS_OF, days)[7];
          const path = project(stock, AS_OF, arrivals, () => daily, days);
          return path.every((d, i) => Math.abs((curve?.[i + 1] ?? 0) - lost(path, d.day).units) < 1e-4);
        },
      ),
    );
  });
});
