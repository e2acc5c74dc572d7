import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { croston, sba, tsb } from "../../../src/domain/demand/intermittent.ts";
import { classOf } from "../../../src/domain/demand/ways.ts";

describe("a product that sells now and then", () => {
  // Sizes 3, 5, 2 on days 3, 7 and 9; reference values of the field's usual algorithm.
  const sold = [0, 0, 3, 0, 0, 0, 5, 0, 2, 0];

  it("is read by Croston, without his bias, and with a chance that fades", () => {
    expect(croston(sold, 0.1).at(-1)).toBeCloseTo(1.0301, 4);
    expect(sba(sold, 0.1).at(-1)).toBeCloseTo(0.978595, 6);
    expect(tsb(sold, 0.1, 0.1).at(-1)).toBeCloseTo(0.649047, 6);
  });

  it("that died is forgotten by the one and never by the other", () => {
    const dead = [...sold, ...Array.from({ length: 200 }, () => 0)];
    expect(tsb(dead, 0.1, 0.1).at(-1)).toBeLessThan(0.001);
    expect(croston(dead, 0.1).at(-1)).toBe(croston(sold, 0.1).at(-1));
  });

  it("is not judged by days without stock", () => {
    const sizes = fc.array(fc.nat(9), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(sizes, fc.nat(40), (days, at) => {
        const gap = [...days.slice(0, at), Number.NaN, Number.NaN, ...days.slice(at)];
        expect(tsb(gap, 0.1, 0.05).at(-1)).toBe(tsb(days, 0.1, 0.05).at(-1));
        expect(croston(gap, 0.1).at(-1)).toBe(croston(days, 0.1).at(-1));
      }),
    );
  });
});

describe("kinds of demand, by the week", () => {
  const weekly = (weeks: readonly number[]) => {
    const demand = new Float64Array(weeks.length * 7 + 1);
    for (let d = 1; d < demand.length; d += 1) demand[d] = (demand[d - 1] ?? 0) + (d % 7 === 3 ? (weeks[Math.floor((d - 1) / 7)] ?? 0) : 0);
    return classOf({ days: weeks.length * 7, demand });
  };

  it("are told by the gap between weeks with sales and by how their sizes vary", () => {
    expect(weekly([5, 6, 5, 4, 5, 6])).toBe("smooth");
    expect(weekly([1, 30, 2, 1, 40, 1])).toBe("erratic");
    expect(weekly([5, 0, 6, 0, 5, 0])).toBe("intermittent");
    expect(weekly([1, 0, 40, 0, 1, 0])).toBe("lumpy");
  });
});
