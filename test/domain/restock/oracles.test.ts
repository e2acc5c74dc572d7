// Worked examples of textbooks and of other tools, with the figures that these give. Where an example belongs to one formula alone it
// stands with that one's tests (newsvendor, fees, flight, budget, order-value, formulas, demand/intermittent).
import { describe, expect, it } from "vitest";
import { BACKTEST_POLICIES } from "../../../src/domain/backtest/policies.ts";
import { addDays, day } from "../../../src/domain/calendar/day.ts";
import { normalQuantile } from "../../../src/domain/demand/normal.ts";
import { shortfalls } from "../../../src/domain/demand/outcomes.ts";
import { weightedVelocity } from "../../../src/domain/demand/weighted-velocity.ts";
import { leadTimes } from "../../../src/domain/restock/lead-time.ts";
import { agedUnits } from "../../../src/domain/restock/aged.ts";
import { orderQuantity } from "../../../src/domain/restock/order-quantity.ts";
import { reorderPoint } from "../../../src/domain/restock/reorder-point.ts";
import { servedLevels } from "../../../src/domain/restock/served-level.ts";
import { demandOf, given, read, SEA, sold } from "./given.ts";

const POINTS = 40_001;
/** A normal demand, as many equally likely outcomes. */
const normal = (mean: number, sigma: number) =>
  Float64Array.from({ length: POINTS }, (_, k) => mean + sigma * normalQuantile((k + 0.5) / POINTS));

describe("cycle service and fill rate (Silver, Pyke & Thomas)", () => {
  const unit = normal(0, 1);
  const loss = (k: number): number => shortfalls(unit, Float64Array.of(k))[0] ?? 0;

  it("have the loss function of the tables between them", () => {
    expect([1.2816, 1.6449, 2.0537, 2.3263].map(loss).map((g) => Number(g.toFixed(4)))).toEqual([0.0473, 0.0209, 0.0073, 0.0034]);
  });

  it("are far apart: 95 % of cycles without a stock-out are 99.85 % of units, for a spread of 21.909 and orders of 300", () => {
    expect(1 - (21.909 * loss(1.6449)) / 300).toBeCloseTo(0.9985, 4);
  });

  it("need only 0.725 spreads, 15.88 units of safety stock, for 99 % of units", () => {
    // Of 300 units demanded between two orders, what is short when the later one comes.
    const lead = Float64Array.of(0);
    const { levels } = servedLevels([{ lead, cycle: normal(300, 21.909) }], 0.99, 0.01);
    expect((levels[0] ?? 0) - 300).toBeCloseTo(15.88, 1);
    expect(((levels[0] ?? 0) - 300) / 21.909).toBeCloseTo(0.725, 2);
  });
});

describe("the rules of other tools", () => {
  const series = (daily: number) => [{ units: new Float64Array(60).fill(daily), out: new Float64Array(60) }];
  const spreadsheet = (daily: number, leadMean: number, review: number, extra: number): number =>
    BACKTEST_POLICIES.find((p) => p.id === "spreadsheet")?.planner(
      extra,
      { leadMean, leadSigma: 0, review, seed: 1 },
      { demand: [] },
    )(series(daily), 60)[0] ?? 0;

  it("Scale Insights: 20 a day, 25 days and 10 of buffer are 500 and 200: reorder at 700", () => {
    expect(reorderPoint(demandOf(20), 25, 0, 0.95)).toBeCloseTo(500, 9);
    expect(spreadsheet(20, 25, 0, 10)).toBeCloseTo(700, 9);
  });

  it("iqseller: 8 a day, 30 days, 5 of safety and 45 of cover: reorder at 280, order up to 600 less what there is and comes", () => {
    expect(spreadsheet(8, 30, 0, 5)).toBeCloseTo(280, 9);
    const target = spreadsheet(8, 30, 45, 0);
    expect(target).toBeCloseTo(600, 9);
    expect(orderQuantity({ target, projected: 150 + 100, moq: null, carton: null }).quantity).toBe(350);
  });

  it("Inventory Planner: 10 sold in a month of which half was out are 20 a month", () => {
    const history = sold(30, 0).map((d, i) => (i < 15 ? { ...d, inStock: false } : { ...d, units: i % 3 === 0 ? 2 : 0 }));
    const rate = weightedVelocity(given({ history }), read);
    expect(rate.kind === "value" && rate.value.basis.windows.find((w) => w.days === 30)?.rate).toBeCloseTo(20 / 30, 9);
  });

  it("ERPNext: outgoing a day times lead time, and a minimum on top: no spread at all, as ours without one", () => {
    expect(reorderPoint(demandOf(6), 14, 0, 0.99)).toBeCloseTo(84, 9);
    expect(reorderPoint(demandOf(6, 3), 14, 0, 0.99)).toBeGreaterThan(84);
  });

  it("Odoo: a minimum of 10, a maximum of 40, by sixes: a forecast of 8 orders 36", () => {
    expect(orderQuantity({ target: 40, projected: 8, moq: null, carton: 6 }).quantity).toBe(36);
  });
});

describe("the last day to order for a deadline", () => {
  it("is the deadline less receiving, freight and production in their slow tenth, reckoned together", () => {
    const routes = [{ ...SEA, daysP50: 35, daysP90: 45 }];
    const [t] = leadTimes(given({ routes, supplier: { code: "S", productionDaysP50: 15, productionDaysP90: 18 } }), read);
    // Both slow at once is rarer than one in ten: 61 days and not 63.
    expect(t?.p90).toBeGreaterThanOrEqual(60);
    expect(t?.p90).toBeLessThanOrEqual(63);
    expect(addDays(day("2025-10-09"), -(t?.p90 ?? 0)) >= "2025-08-07").toBe(true);
  });
});

describe("stock that grows old", () => {
  it("of 600 units at 2 a day is 238 on day 181, and none on day 300, when it is sold out", () => {
    expect([181, 299, 300].map((d) => agedUnits(600, 2 * d))).toEqual([238, 2, 0]);
  });
});
