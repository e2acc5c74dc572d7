import { describe, expect, it } from "vitest";
import { planLine } from "../../../src/domain/restock/plan-line.ts";
import type { PlanInput } from "../../../src/domain/restock/types.ts";
import { given, modelOf, on, read } from "./given.ts";

/** One a day, give or take five; 20 days by sea; the reorder point is 57. */
const plan = (change: Partial<PlanInput>) => planLine(given(change), modelOf(1, 5), read);
const reasons = (change: Partial<PlanInput>): string =>
  plan(change)
    .reasons.map((r) => r.en)
    .join("; ");
/** A minimum order of half a year, at a margin that does not carry what of it would have to be cleared. */
const thin = { moq: 240, unitCost: 12, unitPrice: 20 };

describe("an order that would not pay yet", () => {
  it("waits while there is time, and says by when it has to be placed", () => {
    const line = plan({ onHand: 52, ...thin });
    expect(line).toMatchObject({ state: "fine", orderQuantity: 0, legs: [], cash: 0, orderBy: on(33) });
    expect(line.value).toBeUndefined();
    expect(line.reasons[0]).toEqual({
      en: `below the reorder point, but 240 more would not pay yet: in time if ordered by ${on(33)}`,
      zh: `低于补货点，但现在补 240 件预计不划算：最晚 ${on(33)} 下单`,
    });
  });

  it("is placed where it pays", () => {
    expect(plan({ onHand: 52 })).toMatchObject({ state: "order-now" });
  });

  it("is placed where it cannot wait, and is told not to earn its money", () => {
    expect(plan({ onHand: 25, ...thin })).toMatchObject({ state: "order-now", orderQuantity: 240 });
    expect(reasons({ onHand: 25, ...thin })).toContain("not expected to earn its money: a budget leaves it out");
    expect(reasons({ onHand: 25 })).not.toContain("earn its money");
  });

  it("is placed where nobody knows what it costs", () => {
    const unknown = plan({ onHand: 52, ...thin, unitCost: null });
    expect(unknown.state).toBe("order-now");
  });
});
