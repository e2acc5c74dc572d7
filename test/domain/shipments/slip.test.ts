import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day, daysBetween } from "../../../src/domain/calendar/day.ts";
import { slipOf } from "../../../src/domain/shipments/slip.ts";

const FIRST = day("2026-12-03");
const of = (...later: number[]) => slipOf([FIRST, ...later.map((n) => addDays(FIRST, n))], 3);

describe("an ETA", () => {
  it("that moves by nine days slips, and is told from what to what", () => {
    expect(of(9)).toEqual({ from: "2026-12-03", to: "2026-12-12" });
    expect(of()).toBeNull();
    expect(of(2)).toBeNull();
  });

  it("that creeps by a day at a time slips too, once", () => {
    expect(of(1, 2, 3)).toEqual({ from: "2026-12-03", to: "2026-12-06" });
    expect(of(1, 2, 3, 4)).toEqual(of(1, 2, 3));
  });

  it("that slips again is told again, from what was told last", () => {
    expect(of(9, 17)).toEqual({ from: "2026-12-12", to: "2026-12-20" });
  });

  it("that comes back is no slip any more", () => {
    expect(of(9, 1)).toBeNull();
    expect(of(9, 1, 4)).toEqual({ from: "2026-12-04", to: "2026-12-07" });
  });

  it("that came earlier is what people count on from then on", () => {
    expect(of(-5, -1)).toEqual({ from: "2026-11-28", to: "2026-12-02" });
  });

  it("never makes a slip of less than the days that are agreed", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (moves, days) => {
        const slip = slipOf([FIRST, ...moves.map((n) => addDays(FIRST, n))], days);
        expect(slip === null || daysBetween(slip.from, slip.to) >= days).toBe(true);
      }),
    );
  });
});
