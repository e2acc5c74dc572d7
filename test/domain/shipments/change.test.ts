import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day } from "../../../src/domain/calendar/day.ts";
import { receive, resize, totalsOf, update } from "../../../src/domain/shipments/change.ts";
import { type ShipmentLine, stateOf } from "../../../src/domain/shipments/types.ts";

const TODAY = day("2026-12-14");
const line = (more: Partial<ShipmentLine> = {}): ShipmentLine => ({
  sku: "A",
  units: 200,
  received: 0,
  short: 0,
  state: "left",
  mode: "sea",
  bookedOn: day("2026-11-11"),
  leftOn: day("2026-11-15"),
  landedOn: null,
  clearedOn: null,
  eta: day("2026-12-03"),
  arrivedOn: null,
  receivedOn: null,
  ...more,
});
const say = (more: Partial<Parameters<typeof update>[1]> = {}) => ({ state: null, day: TODAY, eta: null, note: null, ...more });

describe("a shipment", () => {
  it("moves on from booked to left to arrived, each on its day", () => {
    const left = update([line({ state: "booked", leftOn: null })], say({ state: "left", day: day("2026-11-15") }), TODAY);
    expect(left.events).toMatchObject([{ what: "left", day: "2026-11-15" }]);
    const arrived = update(left.lines, say({ state: "arrived", day: day("2026-12-12") }), TODAY);
    expect(arrived.lines).toMatchObject([{ state: "arrived", leftOn: "2026-11-15", arrivedOn: "2026-12-12" }]);
  });

  it("comes to the port, through customs and to the warehouse, each on its day; who leaves stages out leaves their days open", () => {
    const landed = update([line()], say({ state: "landed", day: day("2026-12-01") }), TODAY);
    expect(landed).toMatchObject({ lines: [{ state: "landed", landedOn: "2026-12-01", clearedOn: null }], events: [{ what: "landed" }] });
    const cleared = update(landed.lines, say({ state: "cleared", day: day("2026-12-06") }), TODAY);
    expect(cleared.lines).toMatchObject([{ state: "cleared", landedOn: "2026-12-01", clearedOn: "2026-12-06", arrivedOn: null }]);
    const at = update(cleared.lines, say({ state: "arrived", day: day("2026-12-09") }), TODAY);
    expect(at.lines).toMatchObject([{ state: "arrived", landedOn: "2026-12-01", clearedOn: "2026-12-06", arrivedOn: "2026-12-09" }]);
    expect(update([line()], say({ state: "arrived" }), TODAY).lines).toMatchObject([{ landedOn: null, clearedOn: null, arrivedOn: TODAY }]);
    expect(() => update(landed.lines, say({ state: "cleared", day: day("2026-11-30") }), TODAY)).toThrow(
      "cleared by customs on 2026-11-30 is before at the port on 2026-12-01",
    );
  });

  it("that was not through customs after all goes back to the port, and keeps the day on which it came there", () => {
    const cleared = line({ state: "cleared", landedOn: day("2026-12-01"), clearedOn: day("2026-12-06") });
    const back = update([cleared], say({ state: "landed" }), TODAY);
    expect(back.lines).toMatchObject([{ state: "landed", landedOn: "2026-12-01", clearedOn: null }]);
    expect(back.events).toMatchObject([{ what: "corrected" }]);
  });

  it("learns of the port and of its clearance later too: the state stays, or is what those days make it", () => {
    const days = { landedOn: day("2026-12-01"), clearedOn: day("2026-12-06") };
    const there = update([line({ state: "arrived", arrivedOn: day("2026-12-09") })], say({ ...days, note: "from the forwarder" }), TODAY);
    expect(there.lines).toMatchObject([{ state: "arrived", ...days, arrivedOn: "2026-12-09" }]);
    expect(there.events).toMatchObject([
      { what: "landed", day: "2026-12-01", note: "from the forwarder" },
      { what: "cleared", day: "2026-12-06", note: null },
    ]);
    expect(update([line()], say({ landedOn: days.landedOn }), TODAY).lines).toMatchObject([{ state: "landed", landedOn: "2026-12-01" }]);
    const said = update([line()], say({ state: "landed", ...days, clearedOn: null }), TODAY);
    expect(said).toMatchObject({ lines: [{ landedOn: "2026-12-01" }], events: [{ what: "landed", day: "2026-12-01" }] });
    expect(said.events).toHaveLength(1);
    expect(() => update([line()], say({ clearedOn: addDays(TODAY, 1) }), TODAY)).toThrow("still ahead");
    expect(() => update([line({ state: "arrived", arrivedOn: day("2026-12-09") })], say({ clearedOn: TODAY }), TODAY)).toThrow(
      "arrived on 2026-12-09 is before cleared by customs on 2026-12-14",
    );
  });

  it("of which a part is further already: the rest comes after it, and the part stays where it is", () => {
    const parts = [line(), line({ sku: "B", state: "arrived", arrivedOn: day("2026-12-09") })];
    const after = update(parts, say({ state: "landed", day: day("2026-12-10") }), TODAY).lines;
    expect(after).toMatchObject([{ state: "landed" }, { sku: "B", state: "arrived", arrivedOn: "2026-12-09" }]);
    expect(stateOf(after)).toBe("landed");
  });

  it("that is late remembers what its ETA was", () => {
    expect(update([line()], say({ eta: day("2026-12-12"), note: "port strike" }), TODAY).events).toEqual([
      { what: "eta", day: null, etaBefore: "2026-12-03", eta: "2026-12-12", note: "port strike" },
    ]);
    expect(update([line()], say({ eta: day("2026-12-03") }), TODAY).events).toEqual([]);
  });

  it("that was said to have arrived by mistake goes back, and its history says so", () => {
    const back = update([line({ state: "arrived", arrivedOn: day("2026-12-10") })], say({ state: "left" }), TODAY);
    expect(back).toMatchObject({ lines: [{ state: "left", arrivedOn: null, leftOn: "2026-11-15" }], events: [{ what: "corrected" }] });
  });

  it("has its days in order, and none of them is ahead", () => {
    expect(() => update([line()], say({ state: "arrived", day: day("2026-11-01") }), TODAY)).toThrow(
      "arrived on 2026-11-01 is before left on 2026-11-15",
    );
    expect(() => update([line()], say({ eta: day("2026-11-02") }), TODAY)).toThrow("ETA on 2026-11-02 is before left on 2026-11-15");
    expect(() => update([line()], say({ state: "arrived", day: addDays(TODAY, 1) }), TODAY)).toThrow("still ahead");
    expect(() => receive([line()], [{ sku: "A", units: 1 }], "coming", day("2026-11-14"), TODAY)).toThrow("is before left");
  });

  it("that is over cannot be changed any more", () => {
    for (const state of ["received", "lost", "cancelled"] as const) {
      expect(() => update([line({ state })], say({ eta: TODAY }), TODAY)).toThrow("cannot be changed");
      expect(() => receive([line({ state })], [{ sku: "A", units: 1 }], "coming", TODAY, TODAY)).toThrow("cannot be changed");
    }
  });

  it("that is lost brings nothing more; one of which goods came cannot be cancelled", () => {
    expect(totalsOf(update([line({ received: 50 })], say({ state: "lost" }), TODAY).lines)).toEqual({
      units: 200,
      received: 50,
      due: 0,
      short: 150,
    });
    expect(() => update([line({ received: 50 })], say({ state: "cancelled" }), TODAY)).toThrow("cannot be cancelled");
  });
});

describe("what is counted in", () => {
  it("may come in parts: 180 of 200, and the rest is still coming", () => {
    const part = receive([line()], [{ sku: "A", units: 180 }], "coming", TODAY, TODAY);
    expect(part.lines).toMatchObject([{ state: "arrived", received: 180, short: 0, arrivedOn: TODAY, receivedOn: null }]);
    expect(totalsOf(part.lines).due).toBe(20);
    const rest = receive(part.lines, [{ sku: "A", units: 20 }], "coming", TODAY, TODAY);
    expect(rest.lines).toMatchObject([{ state: "received", received: 200, receivedOn: TODAY }]);
  });

  it("or 180 of 200, and the rest will not come", () => {
    const { lines, events, receipts } = receive([line()], [{ sku: "A", units: 180 }], "short", TODAY, TODAY);
    expect(lines).toMatchObject([{ state: "received", received: 180, short: 20 }]);
    expect(events.map((e) => [e.what, e.note])).toEqual([
      ["received", "A 180"],
      ["short", "A 20"],
    ]);
    expect(receipts).toEqual([{ sku: "A", units: 180, day: TODAY }]);
  });

  it("is not more than was booked, and of no other SKU", () => {
    expect(() => receive([line({ received: 150 })], [{ sku: "A", units: 60 }], "coming", TODAY, TODAY)).toThrow(
      "60 counted in, but only 50 are missing",
    );
    expect(() => receive([line()], [{ sku: "B", units: 1 }], "coming", TODAY, TODAY)).toThrow("B is not in this shipment");
    const more = resize([line()], [{ sku: "A", units: 210 }]);
    expect(receive(more.lines, [{ sku: "A", units: 210 }], "coming", TODAY, TODAY).lines).toMatchObject([{ state: "received" }]);
    expect(() => resize([line({ received: 150 })], [{ sku: "A", units: 100 }])).toThrow("too few");
  });

  it("never loses or makes a unit: what was booked is received, still due, or short", () => {
    const shape = fc.record({ booked: fc.integer({ min: 1, max: 500 }), share: fc.double({ min: 0, max: 1, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(shape, { minLength: 1, maxLength: 5 }), fc.constantFrom("coming" as const, "short" as const), (shapes, rest) => {
        const lines = shapes.map(({ booked }, i) => line({ sku: `S${i}`, units: booked }));
        const counts = shapes.map(({ booked, share }, i) => ({ sku: `S${i}`, units: Math.floor(booked * share) }));
        const { lines: after } = receive(lines, counts, rest, TODAY, TODAY);
        const t = totalsOf(after);
        expect(t.received + t.due + t.short).toBe(t.units);
        expect(rest === "coming" || (t.due === 0 && stateOf(after) === "received")).toBe(true);
      }),
    );
  });
});
