import { describe, expect, it } from "vitest";
import { stockOutAlerts } from "../../../src/domain/alerts/stock-out.ts";
import { weightedVelocity } from "../../../src/domain/demand/weighted-velocity.ts";
import { planLine } from "../../../src/domain/restock/plan-line.ts";
import type { PlanInput } from "../../../src/domain/restock/types.ts";
import { AIR, given, read } from "../restock/given.ts";

const line = (change: Partial<PlanInput>) => planLine(given(change), weightedVelocity, read);
const subject = "US-FBA/KTC-01";
const judge = (change: Partial<PlanInput>, open = false) => {
  const { firing, recovered } = stockOutAlerts([line(change)], new Set(open ? [subject] : []), () => read);
  return firing.length > 0 ? "fires" : recovered.length > 0 ? "recovers" : "stays";
};

describe("a stock warning", () => {
  it("fires when the shelf is empty, will be before anything comes, or an order is due", () => {
    expect(judge({ onHand: 0 })).toBe("fires");
    expect(judge({ onHand: 20 })).toBe("fires");
    expect(judge({ onHand: 99 })).toBe("fires");
  });

  it("fires two weeks before a stock-out even where a quick reorder is possible", () => {
    expect(judge({ onHand: 65, routes: [AIR] })).toBe("fires");
    expect(judge({ onHand: 80, routes: [AIR] })).toBe("stays");
  });

  it("does not end on the day after it began because of one good day", () => {
    // Reorder point 100 and 20 days of lead time: 108 is above it, but not clearly.
    expect(judge({ onHand: 108 }, false)).toBe("stays");
    expect(judge({ onHand: 108 }, true)).toBe("stays");
    expect(judge({ onHand: 120 }, true)).toBe("recovers");
  });

  it("ends when goods are on their way in time", () => {
    expect(judge({ onHand: 60, arrivals: [{ shipment: "A", day: line({}).asOf, quantity: 0, mode: "sea" }] }, true)).toBe("fires");
    expect(judge({ onHand: 120, arrivals: [] }, true)).toBe("recovers");
  });

  it("ends when the product no longer sells, and when there is too much of it", () => {
    expect(judge({ history: [] }, true)).toBe("recovers");
    expect(judge({ onHand: 5000 }, true)).toBe("recovers");
  });

  it("neither begins nor ends when stock is not known: no news is not recovery", () => {
    expect(judge({ onHand: null, onHandDay: null }, true)).toBe("stays");
    expect(stockOutAlerts([], new Set([subject]), () => read)).toEqual({ firing: [], recovered: [] });
  });

  it("does not speak of the recovery of what never warned", () => {
    expect(judge({ onHand: 5000 }, false)).toBe("stays");
  });
});
