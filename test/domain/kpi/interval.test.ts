import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilson } from "../../../src/domain/kpi/engine/interval.ts";

describe("the interval of a share", () => {
  it("is the one of the textbook: 0 of 5 allows 43 %, 5 of 100 means 2 to 11 %", () => {
    expect(wilson(0, 5).high).toBeCloseTo(0.434, 3);
    expect([wilson(5, 100).low, wilson(5, 100).high].map((x) => Math.round(x * 1000))).toEqual([22, 112]);
  });

  it("holds the share that was seen, lies within 0 and 1, and narrows with more cases", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (all, some) => {
        const hits = Math.min(all, some);
        const [few, many] = [wilson(hits, all), wilson(hits * 10, all * 10)];
        expect(few.low).toBeGreaterThanOrEqual(0);
        expect(few.high).toBeLessThanOrEqual(1);
        expect(few.low).toBeLessThanOrEqual(hits / all + 1e-12);
        expect(few.high).toBeGreaterThanOrEqual(hits / all - 1e-12);
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
    );
  });
});
