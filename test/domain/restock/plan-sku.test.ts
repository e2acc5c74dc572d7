import { describe, expect, it } from "vitest";
import { weightedVelocity } from "../../../src/domain/demand/weighted-velocity.ts";
import { planSku } from "../../../src/domain/restock/plan-sku.ts";
import type { Approved, PlanInput } from "../../../src/domain/restock/types.ts";
import { AIR, given, on, read, SEA, sold } from "./given.ts";

const plan = (...inputs: Partial<PlanInput>[]) => planSku(inputs.map(given), weightedVelocity, () => read).map((d) => d.line);
const approved = (units: number, nth = 1, change: Partial<Approved> = {}): Approved => ({
  id: nth,
  day: on(0),
  legs: [{ mode: "sea", units }],
  ...change,
});

describe("the warehouses of one SKU", () => {
  const donor: Partial<PlanInput> = { warehouse: "US-3PL", onHand: 400, history: sold(120, 1) };

  it("buy nothing that lies next door, and keep the urgency of doing nothing", () => {
    const [line, other] = plan({ onHand: 60 }, donor);
    expect(line).toMatchObject({ state: "unavoidable", orderQuantity: 0, legs: [], cash: 0, orderWithoutTransfers: 150 });
    expect(line?.transfers).toMatchObject([{ from: "US-3PL", to: "US-FBA", arrivesOn: on(8) }]);
    expect(line?.stockOutDate).toBe(on(13));
    expect(other?.transfers).toEqual([]);
  });

  it("fly only the days before the move arrives", () => {
    const alone = plan({ onHand: 10, routes: [SEA, AIR] })[0];
    const [line] = plan({ onHand: 10, routes: [SEA, AIR] }, { ...donor, onHand: 60 });
    expect(alone?.legs[0]).toMatchObject({ mode: "air", units: 70 });
    expect(line?.legs[0]?.units).toBeLessThan(70);
    expect(line?.cash).toBeLessThan(alone?.cash ?? 0);
  });

  it("send goods from the domestic warehouse by the lane, without the supplier's time", () => {
    const slow = { code: "S1", productionDaysP50: 15, productionDaysP90: 15 };
    const [line] = plan({ onHand: 60, supplier: slow }, { warehouse: "CN", stores: [], onHand: 500, history: [] });
    expect(line?.transfers).toMatchObject([{ from: "CN", arrivesOn: on(21) }]);
  });

  it("serve the worst first, and give no unit twice", () => {
    const [east, west, third] = plan({ warehouse: "EAST", onHand: 50 }, { warehouse: "WEST", onHand: 0 }, { ...donor, onHand: 100 });
    const units = [east, west, third].flatMap((l) => (l?.transfers ?? []).map((t) => t.units));
    expect(units.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(100);
    expect(west?.transfers?.[0]?.units).toBeGreaterThan(east?.transfers?.[0]?.units ?? 0);
  });

  it("do not buy a minimum order to bridge the day before a move arrives", () => {
    const [line] = plan({ onHand: 10, routes: [SEA, AIR], moq: 100 }, { ...donor, onHand: 500 });
    expect(line).toMatchObject({ state: "unavoidable", orderQuantity: 0 });
    expect(line?.reasons.map((r) => r.en).join()).toContain("no reason for a minimum order");
  });
});

describe("what was approved", () => {
  it("is on order: it is proposed no more, and is neither stock nor on its way", () => {
    const [line] = plan({ onHand: 100, approved: [approved(150)] });
    expect(line).toMatchObject({ onHand: 100, inbound: 0, onOrder: 150, orderQuantity: 0, coverDays: 20, approvals: [1] });
  });

  it("leaves only the rest to be ordered", () => {
    const all = plan({ onHand: 60 })[0]?.orderQuantity ?? 0;
    expect(plan({ onHand: 60, approved: [approved(40)] })[0]?.orderQuantity).toBe(all - 40);
  });

  it("ends as far as shipments were booked for it, the oldest approval first", () => {
    const two = [approved(100, 1, { day: on(-5) }), approved(50, 2)];
    expect(plan({ approved: two, booked: [{ day: on(-2), units: 120 }] })[0]?.onOrder).toBe(50);
    expect(plan({ approved: two, booked: [{ day: on(-5), units: 120 }] })[0]?.onOrder).toBe(150);
    expect(
      plan({
        approved: two,
        booked: [
          { day: on(-2), units: 30 },
          { day: on(1), units: 90 },
        ],
      })[0]?.onOrder,
    ).toBe(30);
  });

  it("lapses when even the slowest way would have brought it", () => {
    expect(plan({ approved: [approved(90, 1, { day: on(-20) })] })[0]?.onOrder).toBe(90);
    expect(plan({ approved: [approved(90, 1, { day: on(-21) })] })[0]?.onOrder).toBe(0);
  });

  it("comes by its own ways, each in its own time", () => {
    const parts = approved(0, 1, {
      legs: [
        { mode: "air", units: 30 },
        { mode: "sea", units: 70 },
      ],
    });
    const [d] = planSku([given({ routes: [SEA, AIR], approved: [parts] })], weightedVelocity, () => read);
    expect(d?.onOrder.map((a) => [a.day, a.units])).toEqual([
      [on(7), 30],
      [on(21), 70],
    ]);
  });
});
