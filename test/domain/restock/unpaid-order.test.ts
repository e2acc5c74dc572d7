import { describe, expect, it } from "vitest";
import { unpaidTail } from "../../../src/domain/policy/declared/order-economics.ts";
import type { PolicyReader } from "../../../src/domain/policy/reader.ts";
import { planDetail } from "../../../src/domain/restock/plan-line.ts";
import type { PlanInput } from "../../../src/domain/restock/types.ts";
import { given, modelOf, read } from "./given.ts";

const buying: PolicyReader = (policy) => (policy.id === unpaidTail.id ? ("buy" as never) : read(policy));
/** One a day, give or take five, in cartons of five; out before long. */
const plan = (change: Partial<PlanInput>, by: PolicyReader = read) =>
  planDetail(given({ onHand: 25, moq: 5, carton: 5, unitPrice: 20, unitCost: 10, ...change }), modelOf(1, 5), by);
const reasons = (...of: Parameters<typeof plan>): string =>
  plan(...of)
    .line.reasons.map((r) => r.en)
    .join("; ");

describe("the last cartons that a fill rate wants", () => {
  it("are left out where they are not expected to earn their money, and the card says how many", () => {
    const [all, paid] = [plan({}, buying).line, plan({}).line];
    expect(all.orderQuantity).toBe(85);
    expect(paid.orderQuantity).toBe(60);
    expect(reasons({})).toContain("cut from 85, which the target would want, to 60: the rest is not expected to earn its money");
  });

  it("leave an order whose every step pays more than the one before", () => {
    const saves = plan({}).line.value?.map((s) => s.saves) ?? [];
    expect(saves.length).toBeGreaterThan(2);
    expect(saves).toEqual(saves.toSorted((a, b) => a - b));
    expect(plan({}).line.value?.at(-1)?.units).toBe(plan({}).line.orderQuantity);
  });

  it("are counted by the carton, however large the order is", () => {
    const most = plan({ carton: 1, moq: 1 }).line.orderQuantity ?? 0;
    for (const carton of [1, 2, 3]) expect(Math.abs((plan({ carton, moq: 1 }).line.orderQuantity ?? 0) - most)).toBeLessThan(2 * carton);
  });

  it("are not on the shelf of the days ahead, and not in the cash", () => {
    const [all, paid] = [plan({}, buying), plan({})];
    const most = (d: typeof all): number => Math.max(...(d.ahead?.withOrder ?? []).slice(20).map((day) => day.stock));
    expect(most(all) - most(paid)).toBeCloseTo(25, 6);
    expect((all.line.cash ?? 0) - (paid.line.cash ?? 0)).toBeGreaterThan(249);
  });

  it("are bought where the team wants them, and named", () => {
    expect(reasons({}, buying)).toContain("the last 25 of it are for the target alone and not expected to earn their money");
  });

  it("stay where they pay, and where nobody knows what they cost", () => {
    expect(reasons({ unitCost: 4 })).not.toContain("earn its money");
    expect(plan({ unitCost: null }).line.orderQuantity).toBe(85);
  });
});
