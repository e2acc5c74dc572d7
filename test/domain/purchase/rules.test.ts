import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cartonsOf, packing } from "../../../src/domain/purchase/packing.ts";
import { whySecond } from "../../../src/domain/purchase/second-person.ts";
import { shrink } from "../../../src/domain/purchase/shrink.ts";
import { stageOf } from "../../../src/domain/purchase/states.ts";
import { effectOf, legsFor } from "../../../src/domain/purchase/wish.ts";
import { planDetail } from "../../../src/domain/restock/plan-line.ts";
import { AIR, given, modelOf, on, read, SEA } from "../restock/given.ts";

const d = (n: number) => new Decimal(n);

describe("whether one person's yes is enough", () => {
  it("is so up to the limit, and not above it", () => {
    expect(whySecond({ amount: d(5000), before: [], limit: 5000 })).toBeNull();
    expect(whySecond({ amount: d(5000.01), before: [], limit: 5000 })?.kind).toBe("amount");
  });

  it("counts what the same person decided alone for the same order", () => {
    expect(whySecond({ amount: d(2000), before: [d(2000), d(1000)], limit: 5000 })).toBeNull();
    expect(whySecond({ amount: d(2000), before: [d(2000), d(1001)], limit: 5000 })?.kind).toBe("amount");
  });

  it("is not so where nobody can tell the amount", () => {
    expect(whySecond({ amount: null, before: [], limit: 1e9 })).toEqual({ kind: "unknown" });
  });
});

describe("a quantity that a person insists on", () => {
  it("is held against minimum order and carton", () => {
    expect(packing(100, { moq: 200, carton: 12 })).toEqual({ belowMoq: 200, brokenCarton: 12, rounded: 204 });
    expect(packing(204, { moq: 200, carton: 12 })).toEqual({ belowMoq: null, brokenCarton: null, rounded: 204 });
    expect(packing(7, { moq: null, carton: null })).toEqual({ belowMoq: null, brokenCarton: null, rounded: 7 });
    expect(cartonsOf(100, 12)).toEqual({ full: 8, loose: 4 });
    expect(cartonsOf(100, null)).toBeNull();
  });

  it("rounds to something that nobody objects to, and never down", () => {
    const some = fc.option(fc.integer({ min: 1, max: 5000 }), { nil: null });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), some, some, (quantity, moq, carton) => {
        const { rounded } = packing(quantity, { moq, carton });
        expect(rounded).toBeGreaterThanOrEqual(quantity);
        expect(packing(rounded, { moq, carton })).toEqual({ belowMoq: null, brokenCarton: null, rounded });
      }),
    );
  });

  it("confirmed in part keeps its urgent part first", () => {
    const legs = [
      { lane: "AIR", units: 72 },
      { lane: "SEA", units: 156 },
    ];
    expect(shrink(legs, 200)).toEqual([
      { lane: "AIR", units: 72 },
      { lane: "SEA", units: 128 },
    ]);
    expect(shrink(legs, 60)).toEqual([{ lane: "AIR", units: 60 }]);
    expect(shrink(legs, 228)).toEqual(legs);
  });
});

describe("how far an order has come", () => {
  const line = (state: Parameters<typeof stageOf>[1][number]["state"], quantity = 100, shipped = 0) => ({ state, quantity, shipped });

  it("is said by what is least far, and what was taken back is no part of it", () => {
    expect(stageOf("open", [line("approved"), line("waiting")])).toBe("waiting");
    expect(stageOf("open", [line("approved"), line("withdrawn")])).toBe("approved");
    expect(stageOf("ordered", [line("ordered"), line("ordered", 50, 50)])).toBe("partly-shipped");
    expect(stageOf("ordered", [line("ordered", 100, 100), line("ordered", 50, 60)])).toBe("shipped");
    expect(stageOf("ordered", [line("ordered")])).toBe("ordered");
    expect(stageOf("closed", [line("closed", 100, 20)])).toBe("closed");
    expect(stageOf("open", [line("rejected"), line("joined")])).toBe("withdrawn");
    expect(stageOf("open", [])).toBe("withdrawn");
  });
});

describe("what another quantity or way would do", () => {
  const detail = planDetail(given({ onHand: 50, routes: [SEA, AIR], carton: 10 }), modelOf(5), read);

  it("is the plan's own effect for the plan's own legs", () => {
    const { line } = detail;
    const same = effectOf(detail, line.legs);
    expect(same).toMatchObject({ quantity: line.orderQuantity, cash: line.cash, outOn: null });
  });

  it("tells the stock-out that a slower way does not cover, and what it costs", () => {
    const sea = legsFor(detail, [{ lane: "US-SEA", units: 240 }]);
    const air = legsFor(detail, [{ lane: "US-AIR", units: 240 }]);
    if (!sea || !air) throw new Error("no lanes");
    // 50 last ten days; by sea it can be sold on day 21.
    expect(effectOf(detail, sea)).toMatchObject({ arrivesOn: on(21), outOn: on(11), unitsLost: 50, cash: 240 * 5.2 });
    expect(effectOf(detail, air)).toMatchObject({ arrivesOn: on(7), outOn: null, unitsLost: 0, cash: 240 * 10.5 });
  });

  it("knows no lane that does not lead there", () => {
    expect(legsFor(detail, [{ lane: "EU-SEA", units: 1 }])).toBeUndefined();
  });

  it("does not say what it cannot know", () => {
    const blind = planDetail(given({ onHand: null, unitCost: null, routes: [SEA] }), modelOf(5), read);
    const legs = legsFor(blind, [{ lane: "US-SEA", units: 10 }]);
    if (!legs) throw new Error("no lane");
    const effect = effectOf(blind, legs);
    expect([effect.cash, "outOn" in effect]).toEqual([null, false]);
  });
});
