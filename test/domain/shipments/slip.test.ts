import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day, daysBetween } from "../../../src/domain/calendar/day.ts";
import { slipsOf } from "../../../src/domain/shipments/slip.ts";

const FIRST = day("2026-12-03");
const of = (...later: number[]) => slipsOf([FIRST, ...later.map((n) => addDays(FIRST, n))], 3);

describe("an ETA", () => {
  it("that moves by nine days slips, and is told from what to what", () => {
    expect(of(9)).toEqual({ standing: { from: "2026-12-03", to: "2026-12-12" }, fresh: true });
    expect(of()).toEqual({ standing: null, fresh: false });
    expect(of(2)).toEqual({ standing: null, fresh: false });
  });

  it("that creeps by a day at a time slips too, once", () => {
    expect(of(1, 2, 3).standing).toEqual({ from: "2026-12-03", to: "2026-12-06" });
    expect(of(1, 2, 3, 4)).toMatchObject({ fresh: false, standing: { to: "2026-12-06" } });
  });

  it("that slips again is told again, from what was told last", () => {
    expect(of(9, 17)).toEqual({ standing: { from: "2026-12-12", to: "2026-12-20" }, fresh: true });
  });

  it("that comes back is no slip any more", () => {
    expect(of(9, 1)).toEqual({ standing: null, fresh: false });
    expect(of(9, 1, 4).standing).toEqual({ from: "2026-12-04", to: "2026-12-07" });
  });

  it("that came earlier is what people count on from then on", () => {
    expect(of(-5, -1).standing).toEqual({ from: "2026-11-28", to: "2026-12-02" });
  });

  it("never makes a slip of less than the days that are agreed", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (moves, days) => {
        const { standing, fresh } = slipsOf([FIRST, ...moves.map((n) => addDays(FIRST, n))], days);
        if (fresh) expect(standing).not.toBeNull();
        if (standing) expect(daysBetween(standing.from, standing.to)).toBeGreaterThanOrEqual(days);
      }),
    );
  });
});
