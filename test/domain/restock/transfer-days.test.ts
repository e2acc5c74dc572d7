import { describe, expect, it } from "vitest";
import { weightedVelocity } from "../../../src/domain/demand/weighted-velocity.ts";
import { addDays } from "../../../src/domain/calendar/day.ts";
import type { PastMove, PastShipment } from "../../../src/domain/restock/past-shipment.ts";
import { planSku } from "../../../src/domain/restock/plan-sku.ts";
import { moveDays } from "../../../src/domain/restock/transfer-days.ts";
import type { PlanInput } from "../../../src/domain/restock/types.ts";
import { AS_OF, given, on, read, sold } from "./given.ts";

const moved = (n: number, days: number, from: string | null = "US-3PL", nextDoor = true): PastMove => {
  const leftOn = addDays(AS_OF, -60 - n);
  return { from, nextDoor, leftOn, receivedOn: addDays(leftOn, days) };
};
const eight = [3, 3, 4, 4, 4, 5, 5, 12].map((days, n) => moved(n, days));
const days = (moves: readonly PastMove[], from = "US-3PL", nextDoor = true, past: readonly PastShipment[] = []) =>
  moveDays(from, nextDoor, { moves, past }, read);

describe("goods from another warehouse", () => {
  it("take as long as eight moves between the two took; below that, the week of the policy", () => {
    expect(days(eight)).toEqual({ p50: 4, p90: 12, source: "learned", n: 8 });
    expect(days(eight.slice(0, 7))).toEqual({ p50: 7, p90: 10, source: "assumed", n: 0 });
    expect(days([])).toMatchObject({ p50: 7, source: "assumed" });
  });

  it("from a warehouse that gave nothing yet take as long as from others next door, and not as from one far away", () => {
    expect(days(eight, "US-EAST")).toMatchObject({ p50: 4, n: 8 });
    const far = eight.map((m) => ({ ...m, from: "CN", nextDoor: false }));
    expect(days(far, "US-EAST")).toMatchObject({ source: "assumed" });
    expect(days(far, "CN", false)).toMatchObject({ p50: 4, source: "learned" });
    expect(days([], "CN", false)).toBeNull();
  });

  it("by a lane take as long as by that lane, not as what was flown", () => {
    const far = eight.map((m, i) => ({ ...m, from: "CN", nextDoor: false, lane: i < 4 ? "AIR" : "SEA" }));
    const by = (lane: string, moves: readonly PastMove[]) => moveDays("CN", false, { moves, past: [] }, read, lane);
    expect(by("SEA", far)).toBeNull();
    expect(by("SEA", [...far, ...far.map((m) => ({ ...m, lane: "SEA" }))])).toMatchObject({ n: 12 });
    // What nobody wrote down may be either.
    expect(by("SEA", [...far, ...far.map((m) => ({ ...m, lane: null }))])).toMatchObject({ n: 12 });
  });

  it("are those that files tell of without a way of travel, where the others have one", () => {
    const lorry = (n: number): PastShipment => {
      const { leftOn, receivedOn } = moved(n, 6);
      return { shipment: `T${n}`, mode: null, bookedOn: null, leftOn, arrivedOn: null, receivedOn, eta: null };
    };
    const lorries = Array.from({ length: 8 }, (_, n) => lorry(n));
    expect(days([], "US-3PL", true, [...lorries, { ...lorry(9), mode: "sea" }])).toEqual({ p50: 6, p90: 6, source: "learned", n: 8 });
    expect(days([], "US-3PL", true, lorries)).toMatchObject({ source: "assumed" });
    expect(days([], "US-3PL", true, [...lorries.map((l) => ({ ...l, lane: "US-SEA" })), { ...lorry(9), mode: "sea" }])).toMatchObject({
      source: "assumed",
    });
  });

  it("pass over one that came before it left", () => {
    expect(days([...eight.slice(0, 7), moved(9, -2)])).toMatchObject({ source: "assumed" });
  });

  it("are planned on the day on which they usually come, and the plan says of how many moves it knows", () => {
    const donor: Partial<PlanInput> = { warehouse: "US-3PL", onHand: 400, history: sold(120, 1) };
    const plan = (moves: readonly PastMove[]) =>
      planSku([{ onHand: 60, moves }, donor].map(given), weightedVelocity, () => read)[0]?.line.transfers?.[0];
    expect(plan([])).toMatchObject({ leavesOn: on(1), arrivesOn: on(8), days: { source: "assumed", p50: 7 } });
    expect(plan(eight)).toMatchObject({ leavesOn: on(1), arrivesOn: on(5), days: { source: "learned", p50: 4, n: 8 } });
  });
});
