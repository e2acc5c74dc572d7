import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ApprovedMove, FORGOTTEN_DAYS, moveKnown, withMoves, type WrittenMove } from "../../../src/domain/purchase/moved.ts";
import { dateArrivals } from "../../../src/domain/restock/arrivals.ts";
import type { PastShipment } from "../../../src/domain/restock/past-shipment.ts";
import { planSku } from "../../../src/domain/restock/plan-sku.ts";
import { given, modelOf, on, read, SEA, sold } from "../restock/given.ts";

const move = (more: Partial<ApprovedMove> = {}): ApprovedMove => ({
  id: 5,
  sku: "KTC-01",
  from: "US-3PL",
  to: "US-FBA",
  units: 120,
  leavesOn: on(1),
  leftOn: null,
  arrivesOn: on(8),
  ...more,
});
const receiver = given({ warehouse: "US-FBA", onHand: 20 });
const giver = given({ warehouse: "US-3PL", onHand: 600, stores: [], history: sold(120, 0) });

describe("an approved move", () => {
  it("is on its way to the receiver on its day, and promised out of the giver's stock", () => {
    expect(withMoves(receiver, [move()]).arrivals).toMatchObject([{ shipment: "T5", day: on(8), quantity: 120, mode: null }]);
    expect(withMoves(giver, [move()])).toMatchObject({ onHand: 600, promised: 120, arrivals: [] });
    expect(withMoves(receiver, [move({ sku: "KTC-02" })])).toBe(receiver);
  });

  it("is expected on the day that its own card says, however late shipments of the lane came", () => {
    const past = Array.from({ length: 8 }, (_, n): PastShipment => {
      const [leftOn, arrivedOn, eta] = [on(n - 150), on(n - 118), on(n - 112)];
      return { shipment: `B${n}`, mode: "sea", bookedOn: null, leftOn, arrivedOn, receivedOn: on(n - 108), eta };
    });
    const input = { ...receiver, routes: [SEA], past, arrivals: [{ shipment: "S", day: on(8), quantity: 60, mode: "sea" } as const] };
    expect(dateArrivals(withMoves(input, [move()]), read)).toMatchObject([
      { shipment: "T5", day: on(8) },
      { shipment: "S", day: on(12), said: on(8) },
    ]);
  });

  it("is gone from the giver once it left and was counted after that", () => {
    expect(withMoves({ ...giver, onHandDay: on(1) }, [move({ leftOn: on(1) })])).toMatchObject({ onHand: 600 });
    expect(withMoves({ ...giver, onHandDay: on(0) }, [move({ leftOn: on(1) })])).toMatchObject({ onHand: 480, sent: 120 });
    // Nobody said that it left: what lies there is still promised, whenever it is counted.
    expect(withMoves({ ...giver, onHandDay: on(1) }, [move()]).promised).toBe(120);
  });

  it("that waits for goods on their way takes those, not what lies there", () => {
    const waits = { ...giver, onHand: 10, arrivals: [{ shipment: "SEA-1", day: on(5), quantity: 100, mode: null }] };
    const counted = withMoves(waits, [move({ leavesOn: on(6) })]);
    expect(counted.arrivals[0]?.quantity).toBe(0);
    expect(counted.promised).toBe(20);
  });

  it("is forgotten when nobody said for long that it came", () => {
    const old = move({ leavesOn: on(-30), arrivesOn: on(-FORGOTTEN_DAYS - 1) });
    expect(withMoves(receiver, [old])).toBe(receiver);
    expect(withMoves(receiver, [{ ...old, arrivesOn: on(-FORGOTTEN_DAYS) }]).arrivals).toHaveLength(1);
  });

  it("once closed is stock of the receiver and gone from the giver, each until its own next count", () => {
    const done = move({ leftOn: on(1), closed: { on: on(3), received: 110 } });
    const t5 = [{ shipment: "T5", units: 110, day: on(3) }];
    expect(withMoves(receiver, [done])).toMatchObject({ onHand: 130, received: t5, arrivals: [] });
    expect(withMoves(giver, [done])).toMatchObject({ onHand: 480, sent: 120 });
    expect(withMoves({ ...receiver, onHandDay: on(2) }, [done])).toMatchObject({ onHand: 130, received: t5 });
    expect(withMoves({ ...giver, onHandDay: on(2) }, [done])).toMatchObject({ onHand: 600 });
    const counted = { ...receiver, onHandDay: on(3) };
    expect(withMoves(counted, [done])).toBe(counted);
    // Of a shelf that nobody counted nothing is known, whatever came.
    const uncounted = { ...receiver, onHand: null, onHandDay: null };
    expect(withMoves(uncounted, [done])).toBe(uncounted);
    const before = { shipment: "S1", units: 7, day: on(2) };
    expect(withMoves({ ...receiver, onHand: 27, received: [before] }, [done])).toMatchObject({ onHand: 137, received: [before, ...t5] });
  });

  describe("at the end of a day", () => {
    const written = (more: Partial<WrittenMove> = {}): WrittenMove => ({
      ...move(),
      shipped: 0,
      approvedOn: on(1),
      closedOn: null,
      received: null,
      ...more,
    });
    const done = written({ leftOn: on(2), closedOn: on(4), received: 110 });

    it("is what was said of it by then", () => {
      expect(moveKnown(done, on(0))).toBeNull();
      expect(moveKnown(done, on(1))).toEqual(move());
      expect(moveKnown(done, on(3))).toEqual(move({ leftOn: on(2) }));
      expect(moveKnown(done, on(4))).toEqual(move({ leftOn: on(2), closed: { on: on(4), received: 110 } }));
    });

    it("took with it what left, else what came in, and nothing where it was given up before it left", () => {
      const known = (more: Partial<WrittenMove>) => moveKnown({ ...done, ...more }, on(9));
      expect(known({ leftOn: null })).toMatchObject({ units: 110, leftOn: on(1), closed: { received: 110 } });
      expect(known({ received: null })).toMatchObject({ units: 120, closed: { received: 0 } });
      expect(known({ received: 130 })).toMatchObject({ units: 130, closed: { received: 130 } });
      expect(known({ leftOn: null, received: null })).toMatchObject({ units: 0, closed: { received: 0 } });
      // What a shipment carried is counted with that.
      expect(known({ shipped: 120 })).toMatchObject({ units: 0, closed: { received: 0 } });
      expect(known({ shipped: 100 })).toMatchObject({ units: 20, closed: { received: 10 } });
    });
  });

  it("is not proposed a second time, and the giver gives no unit twice", () => {
    const plan = (moves: readonly ApprovedMove[]) =>
      planSku(
        [withMoves(receiver, moves), withMoves(giver, moves)],
        (input) => (input.history.some((d) => d.units > 0) ? modelOf(5)(input) : modelOf(0)(input)),
        () => read,
      );
    const first = plan([]).find((d) => d.line.warehouse === "US-FBA")?.line.transfers?.[0];
    if (!first) throw new Error("no move is proposed");
    const after = plan([move({ units: first.units, arrivesOn: first.arrivesOn, leavesOn: first.leavesOn ?? on(1) })]);
    expect(after.flatMap((d) => d.line.transfers ?? [])).toEqual([]);
    expect(after.find((d) => d.line.warehouse === "US-3PL")?.stock?.units).toBe(600 - first.units);
    expect(after.find((d) => d.line.warehouse === "US-FBA")?.line.inbound).toBe(first.units);
  });

  it("neither makes nor loses a unit: what the receiver gets is what the giver promised or waits for", () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.nat(500),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 20 }),
        (onHand, coming, units, leaves) => {
          const m = move({ units, leavesOn: on(leaves), arrivesOn: on(leaves + 7) });
          const from = { ...giver, onHand, arrivals: [{ shipment: "S", day: on(3), quantity: coming, mode: null }] };
          const [to, left] = [withMoves(receiver, [m]), withMoves(from, [m])];
          const arrives = (a: typeof left) => a.arrivals.reduce((sum, x) => sum + x.quantity, 0);
          expect(arrives(to)).toBe(units);
          expect(coming - arrives(left) + (left.promised ?? 0)).toBe(units);
          expect(arrives(left)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
