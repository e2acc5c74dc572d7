import { describe, expect, it } from "vitest";
import { stockOutFactsOf } from "../../src/app/stock-out-facts.ts";
import { stockOutAlerts } from "../../src/domain/alerts/stock-out.ts";
import { weightedVelocity } from "../../src/domain/demand/weighted-velocity.ts";
import { planLine } from "../../src/domain/restock/plan-line.ts";
import type { PlanInput } from "../../src/domain/restock/types.ts";
import { given, read } from "../domain/restock/given.ts";

function fired(change: Partial<PlanInput>) {
  const [firing] = stockOutAlerts([planLine(given(change), weightedVelocity, read)], new Set(), () => read).firing;
  if (firing === undefined) throw new Error("nothing fired");
  return firing.facts;
}
const kept = (facts: object) => ({ id: 7, subject: "US-FBA/KTC-01", facts: JSON.parse(JSON.stringify(facts)) as Record<string, unknown> });

describe("what a stock warning says", () => {
  it("comes out of the store as it went in", () => {
    for (const facts of [fired({ onHand: 0 }), fired({ onHand: 20 }), fired({ onHand: 0, routes: [], unitCost: null, unitPrice: null })])
      expect(stockOutFactsOf(kept(facts))).toEqual(facts);
  });

  it("is read where it was kept before moves were counted", () => {
    const { moved: _, onOrder: __, worth: ___, ...before } = fired({ onHand: 0 });
    expect(stockOutFactsOf(kept(before))).toEqual(before);
  });

  it("is not made up where an alert holds something else", () => {
    expect(() => stockOutFactsOf(kept({ ...fired({ onHand: 0 }), asOf: "2026-02-30" }))).toThrow('"2026-02-30" is not a day');
    expect(() => stockOutFactsOf(kept({ rate: 0.1 }))).toThrow(
      /alert 7 \(US-FBA\/KTC-01\) does not hold what a stock warning says.*→ at sku/s,
    );
  });
});
