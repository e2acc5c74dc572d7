import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../../src/domain/calendar/day.ts";
import { addLegs, leadTimes } from "../../../src/domain/restock/lead-time.ts";
import { leg } from "../../../src/domain/restock/way.ts";
import type { PastShipment } from "../../../src/domain/restock/past-shipment.ts";
import { AIR, AS_OF, given, read, SEA } from "./given.ts";

const way = { zh: "腿", en: "leg" };
const supplier = { code: "S1", productionDaysP50: 0, productionDaysP90: 0 };

/** A shipment by sea that took these days: until it left, until it arrived, until it could be sold. */
function came(n: number, handling: number, freight: number, shelving: number, change: Partial<PastShipment> = {}): PastShipment {
  const bookedOn = addDays(AS_OF, -200 + n);
  const leftOn = addDays(bookedOn, handling);
  const arrivedOn = addDays(leftOn, freight);
  const receivedOn = addDays(arrivedOn, shelving);
  return { shipment: `B${n}`, mode: "sea", bookedOn, leftOn, arrivedOn, receivedOn, eta: addDays(bookedOn, 40), ...change };
}
const eight = [30, 31, 32, 33, 34, 35, 36, 50].map((days, n) => came(n, 3, days, 6));

describe("the lead time", () => {
  it("adds production to freight: 15 to 18 days and 30 to 34 are 45 to 50, since both are seldom slow together", () => {
    const t = addLegs(null, [leg(way, 15, 18), leg(way, 30, 34)]);
    expect([t.p50, t.p90]).toEqual([45, 50]);
    expect(t.sigma).toBeCloseTo(5 / 1.2816, 0);
    expect(t.spans).toHaveLength(15);
    expect([t.spans[7], t.spans[13]]).toEqual([t.p50, t.p90]);
  });

  it("says which parts nobody told and a default stands for", () => {
    const [t] = leadTimes(given({ supplier: null, routes: [] }), read);
    expect(t?.p50).toBe(7 + 3 + 20 + 5);
    expect(t?.legs.map((l) => l.source)).toEqual(["assumed", "assumed", "assumed", "assumed"]);
    expect(t?.route).toBeNull();
  });

  it("is the lane's own where no shipment is known", () => {
    const [t] = leadTimes(given({ supplier, routes: [{ ...SEA, daysP50: 45, daysP90: 55 }] }), read);
    expect(t).toMatchObject({ p50: 45, p90: 55 });
    expect(t?.legs.at(-1)).toMatchObject({ source: "stated", n: 0 });
  });

  it("is learned from eight shipments, stage by stage, whatever the lane promises", () => {
    const [t] = leadTimes(given({ supplier, routes: [SEA], past: eight }), read);
    expect(t).toMatchObject({ p50: 3 + 33 + 6, p90: 3 + 50 + 6 });
    expect(t?.legs.slice(1).map((l) => [l.name.en, l.source, l.n, l.p50, l.p90])).toEqual([
      ["domestic handling", "learned", 8, 3, 3],
      ["freight and customs", "learned", 8, 33, 50],
      ["shelving", "learned", 8, 6, 6],
    ]);
  });

  it("moves from the lane's days towards the shipments' while there are too few of these", () => {
    const p50 = (n: number) => leadTimes(given({ supplier, routes: [SEA], past: eight.slice(0, n) }), read)[0]?.p50 ?? 0;
    expect([p50(0), p50(2)]).toEqual([20, 20]);
    expect(p50(5)).toBeGreaterThan(30);
    const [t] = leadTimes(given({ supplier, routes: [SEA], past: eight.slice(0, 3) }), read);
    expect(t?.legs.at(-1)).toMatchObject({ source: "stated", n: 3 });
    expect(t?.p90).toBeGreaterThan(35);
  });

  it("of the air is not learned from ships", () => {
    const [sea, air] = leadTimes(given({ supplier, routes: [SEA, AIR], past: eight }), read);
    expect(sea?.p50).toBe(42);
    expect(air?.p50).toBe(6);
  });

  it("of a fast ship is not learned from slow ones: who does not say by which lane a shipment came teaches neither", () => {
    const fast = { ...SEA, lane: "US-FAST", daysP50: 15, daysP90: 15 };
    const routes = [{ ...SEA, daysP50: 25, daysP90: 25 }, fast];
    const p50 = (past: readonly PastShipment[]) => leadTimes(given({ supplier, routes, past }), read).map((t) => t.p50);
    expect(p50(eight)).toEqual([25, 15]);
    expect(p50(eight.map((s) => ({ ...s, lane: "US-SEA" })))).toEqual([42, 15]);
    expect(p50(eight.map((s) => ({ ...s, lane: "gone" })))).toEqual([25, 15]);
  });

  it("is not learned from goods that were only moved from next door: where others have a mode, these have none", () => {
    const moves = eight.map((s, n) => came(20 + n, 1, 3, 1, { shipment: `M${s.shipment}`, mode: null }));
    const p50 = (past: readonly PastShipment[]) => leadTimes(given({ supplier, routes: [SEA], past }), read)[0]?.p50;
    expect(p50([...eight, ...moves])).toBe(42);
    expect(p50(moves)).toBe(5);
  });

  it("uses shipments whose day of booking nobody wrote down, and assumes the handling", () => {
    const past = eight.map((s) => ({ ...s, bookedOn: null }));
    const [t] = leadTimes(given({ supplier, routes: [SEA], past }), read);
    expect(t?.legs.map((l) => l.source)).toEqual(["stated", "assumed", "learned", "learned"]);
  });

  it("is learned where no lane was ever written down", () => {
    const [t] = leadTimes(given({ supplier, routes: [], past: eight.map((s) => ({ ...s, mode: null })) }), read);
    expect(t).toMatchObject({ route: null, p50: 42 });
  });

  it("does not count production twice where the team books when it orders: 18 days from booking to leaving are the supplier's", () => {
    const past = eight.map((s, n) => came(n, 18, 30, 6, { shipment: s.shipment }));
    const made = { code: "S1", productionDaysP50: 15, productionDaysP90: 18 };
    const [t] = leadTimes(given({ supplier: made, routes: [SEA], past }), read);
    expect(t?.legs.map((l) => [l.name.en, l.source, l.p50])).toEqual([
      ["production", "stated", 15],
      ["freight and customs", "learned", 30],
      ["shelving", "learned", 6],
    ]);
    const [unknown] = leadTimes(given({ supplier: null, routes: [SEA], past }), read);
    expect(unknown?.legs[0]).toMatchObject({ name: { en: "production until it leaves" }, source: "learned", p50: 18 });
    const few = leadTimes(given({ supplier: made, routes: [{ ...SEA, daysP50: 36, daysP90: 36 }], past: past.slice(0, 4) }), read);
    expect(few[0]?.p50).toBe(15 + 36);
  });

  it("learns what a supplier takes from its own orders: from the order until the goods left, handling included", () => {
    const made = { ...supplier, productionDaysP50: 10, productionDaysP90: 12, made: [20, 21, 22, 23, 24, 25, 26, 40] };
    const [t] = leadTimes(given({ supplier: made, routes: [SEA], past: eight }), read);
    expect(t?.legs.map((l) => [l.name.en, l.source, l.p50, l.n])).toEqual([
      ["production until it leaves", "learned", 23, 8],
      ["freight and customs", "learned", 33, 8],
      ["shelving", "learned", 6, 8],
    ]);
    const [stated] = leadTimes(given({ supplier: { ...made, made: made.made.slice(0, 3) }, routes: [SEA], past: eight }), read);
    expect(stated?.legs[0]).toMatchObject({ source: "stated", p50: 10 });
    const [unlearned] = leadTimes(given({ supplier: made, routes: [SEA] }), read);
    expect(unlearned?.p50).toBe(10 + 20);
  });

  it("passes over a shipment that arrived before it left", () => {
    const slip = came(9, 3, -5, 6);
    const [t] = leadTimes(given({ supplier, routes: [SEA], past: [...eight, slip] }), read);
    expect(t?.legs[2]).toMatchObject({ n: 8 });
  });

  describe("with customs", () => {
    /** At the port after 20 days, then so many in customs, four to the warehouse and two until they could be sold. */
    const cleared = (n: number, customs: number, change: Partial<PastShipment> = {}): PastShipment => {
      const s = came(n, 3, 20 + customs + 4, 2);
      const landedOn = addDays(s.leftOn ?? AS_OF, 20);
      return { ...s, shipment: `C${n}`, landedOn, clearedOn: addDays(landedOn, customs), ...change };
    };
    const inspected = [2, 2, 3, 3, 3, 4, 4, 12].map((days, n) => cleared(n, days));
    const legs = (past: readonly PastShipment[]) =>
      leadTimes(given({ supplier, routes: [SEA], past }), read)[0]
        ?.legs.slice(1)
        .map((l) => [l.name.en, l.n, l.p50, l.p90]);

    it("tells it apart where eight shipments tell of the port and of the clearance; the slow tenth is an inspection", () => {
      expect(legs(inspected)).toEqual([
        ["domestic handling", 8, 3, 3],
        ["freight", 8, 20, 20],
        ["customs", 8, 3, 12],
        ["delivery from the port", 8, 4, 4],
        ["shelving", 8, 2, 2],
      ]);
    });

    it("counts customs once: those that came before anybody wrote it down tell of freight and customs together, and of nothing else", () => {
      const [apart, together] = [inspected, inspected.map((s) => ({ ...s, landedOn: null, clearedOn: null }))].map(
        (past) => leadTimes(given({ supplier, routes: [SEA], past }), read)[0],
      );
      expect(apart?.p50).toBe(together?.p50);
      expect(apart?.p50).toBe(3 + 20 + 3 + 4 + 2);
      const older = eight.map((s) => ({ ...s, shipment: `old ${s.shipment}` }));
      expect(legs([...inspected, ...older])).toEqual([
        ["domestic handling", 16, 3, 3],
        ["freight", 8, 20, 20],
        ["customs", 8, 3, 12],
        ["delivery from the port", 8, 4, 4],
        ["shelving", 16, 2, 6],
      ]);
    });

    it("is no part of its own while too few tell of it, and no default is put in its place: the port alone parts freight from what follows", () => {
      const few = inspected.map((s, n) => (n < 5 ? s : { ...s, clearedOn: null }));
      expect(legs(few)?.map((l) => l[0])).toEqual(["domestic handling", "freight", "customs and delivery", "shelving"]);
      const fewer = few.map((s, n) => (n < 5 ? s : { ...s, landedOn: null }));
      expect(legs(fewer)?.map((l) => l[0])).toEqual(["domestic handling", "freight and customs", "shelving"]);
    });

    it("goes from the port to the shelf where nobody writes down when it stood at the warehouse's door", () => {
      expect(legs(inspected.map((s) => ({ ...s, arrivedOn: null })))).toEqual([
        ["domestic handling", 8, 3, 3],
        ["freight", 8, 20, 20],
        ["customs", 8, 3, 12],
        ["customs to shelf", 8, 6, 6],
      ]);
    });

    it("never adds up to another way than the goods went: each stretch from leaving to the shelf once", () => {
      const day = fc.record({ landed: fc.boolean(), cleared: fc.boolean(), arrived: fc.boolean() });
      fc.assert(
        fc.property(fc.array(day, { minLength: 8, maxLength: 12 }), (known) => {
          const past = known.map((k, n) => {
            const s = cleared(n, 3);
            return {
              ...s,
              landedOn: k.landed ? (s.landedOn ?? null) : null,
              clearedOn: k.cleared ? (s.clearedOn ?? null) : null,
              arrivedOn: k.arrived ? s.arrivedOn : null,
            };
          });
          expect(leadTimes(given({ supplier, routes: [SEA], past }), read)[0]?.p50).toBe(3 + 20 + 3 + 4 + 2);
        }),
      );
    });
  });
});
