import { describe, expect, it } from "vitest";
import { addDays, type Day } from "../../../src/domain/calendar/day.ts";
import { dateArrivals } from "../../../src/domain/restock/arrivals.ts";
import { leadTimes } from "../../../src/domain/restock/lead-time.ts";
import { onOrder } from "../../../src/domain/restock/on-order.ts";
import type { PastShipment } from "../../../src/domain/restock/past-shipment.ts";
import type { Arrival, PlanInput } from "../../../src/domain/restock/types.ts";
import { AIR, AS_OF, given, on, read, SEA } from "./given.ts";

const LANE = { ...SEA, daysP50: 40, daysP90: 52 };
const coming = (change: Partial<Arrival> = {}): Arrival => ({ shipment: "S", day: on(20), quantity: 60, mode: "sea", ...change });
const dated = (change: Partial<Arrival>, input: Partial<PlanInput> = {}) =>
  dateArrivals(given({ routes: [LANE], arrivals: [coming(change)], ...input }), read)[0];

/** A shipment that came `late` days after its ETA, of 38 days on its way. */
function came(n: number, late: number, freight = 32): PastShipment {
  const leftOn = addDays(AS_OF, -150 + n);
  const arrivedOn = addDays(leftOn, freight);
  const receivedOn = addDays(arrivedOn, 6);
  return { shipment: `B${n}`, mode: "sea", bookedOn: null, leftOn, arrivedOn, receivedOn, eta: addDays(receivedOn, -late) };
}
const past = [0, 0, 1, 2, 3, 4, 5, 16].map((late, n) => came(n, late, 32 + late));

describe("a shipment on its way", () => {
  it("comes on its ETA, and in the slow tenth as much later as the lane is late over what is left of the way", () => {
    expect(dated({})).toEqual({ shipment: "S", units: 60, day: on(20), assumed: null, p90: on(28) });
    expect(dated({ day: on(2) })?.p90).toBe(on(5));
    expect(dated({}, { routes: [SEA] })?.p90).toBe(on(20));
  });

  it("comes as late as shipments of the lane came after their ETA, and the ETA is told beside it", () => {
    expect(dated({}, { past })).toMatchObject({ day: on(22), p90: on(36), said: on(20), assumed: null });
  });

  it("whose ETA was moved already is not moved again", () => {
    expect(dated({ moved: true }, { past })).toMatchObject({ day: on(20), assumed: null });
    expect(dated({ moved: true }, { past })).not.toHaveProperty("said");
  });

  it("of the air is not late because ships are", () => {
    expect(dated({ mode: "air" }, { routes: [LANE, AIR], past })).toMatchObject({ day: on(20), p90: on(20) });
  });

  it("that is past its ETA is expected by the misses that are still possible: of 0 to 5 and 16 days, 4 days late, 5 or 16", () => {
    expect(dated({ day: on(-4) }, { past })).toMatchObject({ assumed: "overdue", day: on(1), p90: on(12) });
  });

  it("that is later than any before it is expected by its way since it left, and after that by the policy's week", () => {
    const few = past.map((s) => ({ ...s, eta: null }));
    expect(dated({ day: on(-1), leftOn: on(-45) }, { past: few })).toMatchObject({ assumed: "overdue", day: on(9) });
    expect(dated({ day: on(-30), leftOn: on(-90) }, { past })).toMatchObject({ assumed: "overdue", day: on(7), p90: on(10) });
    expect(dated({ day: on(-1) })).toMatchObject({ assumed: "overdue", day: on(7) });
  });

  it("without a date takes what is left of its lane: 40 days less those since it was booked", () => {
    expect(dated({ day: null })).toMatchObject({ assumed: "undated", day: on(40), p90: on(52) });
    const left = dated({ day: null, bookedOn: on(-30) });
    expect((left?.day ?? "") > on(9) && (left?.day ?? "") < on(14)).toBe(true);
  });

  it("by a lane that takes no time comes tomorrow, since it is not there yet", () => {
    expect(dated({ day: null }, { routes: [{ ...SEA, daysP50: 0, daysP90: 0 }] })).toMatchObject({ day: on(1), p90: on(1) });
  });

  it("that stands at the warehouse's door has only its shelving left", () => {
    expect(dated({ day: null, leftOn: on(-35), arrivedOn: on(-2) }, { past })).toMatchObject({ day: on(4), p90: on(4) });
  });

  describe("at the port", () => {
    const apart = past.map((s) => ({ ...s, landedOn: addDays(s.leftOn ?? AS_OF, 25), clearedOn: addDays(s.leftOn ?? AS_OF, 28) }));

    it("has customs, the way to the warehouse and its shelving left; through customs, the last two", () => {
      expect(dated({ day: null, leftOn: on(-26), landedOn: on(-1) }, { past: apart })).toMatchObject({ assumed: "undated", day: on(14) });
      expect(dated({ day: null, leftOn: on(-29), landedOn: on(-4), clearedOn: on(-1) }, { past: apart })).toMatchObject({ day: on(11) });
    });

    it("is expected by the policies where nobody ever wrote a clearance down: some 3 days of customs, 9 when slow, 4 to the warehouse, 5 to the shelf", () => {
      expect(dated({ day: null, leftOn: on(-20), landedOn: on(0) })).toMatchObject({ day: on(12) });
      expect(dated({ day: null, leftOn: on(-20), landedOn: on(-3), clearedOn: on(0) })).toMatchObject({ day: on(9) });
    });

    it("by air is not there later than the whole way takes, whatever ships need in the port", () => {
      expect(dated({ day: null, mode: "air", leftOn: on(-3), landedOn: on(0) }, { routes: [AIR] })?.day).toBe(on(6));
    });

    it("and past its ETA, is expected by what is left of its stages, and not by how late others came in all", () => {
      const stuck = { day: on(-1), leftOn: on(-30), landedOn: on(-1), arrivedOn: null };
      expect(dated(stuck, { past: apart })).toMatchObject({ assumed: "overdue", day: on(14) });
    });
  });

  it("of which nobody said how it travels takes the slowest way", () => {
    expect(dated({ day: null, mode: null }, { routes: [AIR, LANE] })?.day).toBe(on(40));
  });

  it("always lies ahead, and its slow tenth never before its middle", () => {
    const days: (Day | null)[] = [null, on(-60), on(-1), on(0), on(1), on(90)];
    for (const day of days)
      for (const leftOn of [undefined, null, on(-200), on(-20), on(5)])
        for (const with_ of [{}, { past }, { routes: [] }, { routes: [], past }]) {
          const a = dated({ day, ...(leftOn !== undefined && { leftOn }) }, with_);
          expect((a?.day ?? "") > AS_OF && (a?.p90 ?? "") >= (a?.day ?? "")).toBe(true);
        }
  });
});

describe("an approval that is no shipment yet", () => {
  const input = given({ routes: [LANE], approved: [{ id: 7, day: on(-45), legs: [{ mode: "sea", units: 50 }] }] });

  it("is expected by its lead time; when that has passed, by what is left of it", () => {
    const [late] = onOrder(input, leadTimes(input, read), read);
    expect(late?.assumed).toBe("overdue");
    expect((late?.day ?? "") > AS_OF && (late?.day ?? "") < on(10)).toBe(true);
    const fresh = given({ ...input, approved: [{ id: 8, day: AS_OF, legs: [{ mode: "sea", units: 50 }] }] });
    expect(onOrder(fresh, leadTimes(fresh, read), read)[0]).toMatchObject({ day: on(41), p90: on(53), assumed: null });
  });
});
