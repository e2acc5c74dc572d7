import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  allocate,
  compare,
  CurrencyMismatch,
  minorDigits,
  money,
  multiply,
  rounded,
  subtract,
  sum,
  toJson,
} from "../../../src/domain/money/money.ts";

const CURRENCIES = ["USD", "JPY", "KWD", "CNY", "EUR"] as const;
const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const usd = cents.map((c) => money(new Decimal(c).div(1000), "USD"));
const weights = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 }).filter((w) => w.some((x) => x > 0));

describe("money", () => {
  it("adds in any order to the same amount", () => {
    fc.assert(
      fc.property(fc.array(usd), (items) => {
        expect(sum(items, "USD").amount.eq(sum(items.toReversed(), "USD").amount)).toBe(true);
      }),
    );
  });

  it("gives back what was taken away", () => {
    fc.assert(
      fc.property(usd, usd, (a, b) => {
        expect(compare(subtract(add(a, b), b), a)).toBe(0);
      }),
    );
  });

  it("keeps ten cents a dozen times exact, where floats would not", () => {
    expect(
      sum(
        Array.from({ length: 12 }, () => money("0.1", "USD")),
        "USD",
      ).amount.toString(),
    ).toBe("1.2");
    expect(multiply(money("19.99", "USD"), 3).amount.toString()).toBe("59.97");
  });

  it("refuses to add dollars and yuan", () => {
    expect(() => add(money(1, "USD"), money(1, "CNY") as never)).toThrow(CurrencyMismatch);
  });

  it("refuses what is no amount", () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => money(bad, "USD")).toThrow(RangeError);
  });

  it("rounds half to even, to the digits people write", () => {
    expect(toJson(money("2.345", "USD")).amount).toBe("2.34");
    expect(toJson(money("2.355", "USD")).amount).toBe("2.36");
    expect(toJson(money("2.5", "JPY")).amount).toBe("2");
    expect(toJson(money("1.2345", "KWD")).amount).toBe("1.234");
    expect(minorDigits("XXQ")).toBe(2);
  });

  it("never writes minus nothing", () => {
    expect(toJson(money("-0.001", "USD")).amount).toBe("0.00");
  });
});

describe("allocating an amount", () => {
  it("hands out the rounded total, no more and no less, for any weights", () => {
    fc.assert(
      fc.property(fc.constantFrom(...CURRENCIES), cents, weights, (currency, c, w) => {
        const total = money(new Decimal(c).div(1000), currency);
        const shares = allocate(total, w);
        expect(shares).toHaveLength(w.length);
        expect(sum(shares, currency).amount.toFixed()).toBe(rounded(total).amount.plus(0).toFixed());
      }),
    );
  });

  it("gives nobody more than one minor unit beyond the exact share", () => {
    fc.assert(
      fc.property(cents, weights, (c, w) => {
        const total = rounded(money(new Decimal(c).div(1000), "USD"));
        const whole = w.reduce((a, b) => a.plus(b), new Decimal(0));
        allocate(total, w).forEach((share, i) => {
          const exact = total.amount.times(w[i] ?? 0).div(whole);
          expect(share.amount.minus(exact).abs().lte("0.0100001")).toBe(true);
        });
      }),
    );
  });

  it("gives nothing to a weight of nothing", () => {
    expect(allocate(money("10.00", "USD"), [0, 1, 0]).map((m) => m.amount.toString())).toEqual(["0", "10", "0"]);
  });

  it("splits ten dollars by three, the first gets the odd cent", () => {
    expect(allocate(money("10.00", "USD"), [1, 1, 1]).map((m) => m.amount.toFixed(2))).toEqual(["3.34", "3.33", "3.33"]);
  });

  it("keeps its total for weights of any size", () => {
    const wild = fc
      .array(fc.double({ min: 0, max: 1e300, noNaN: true }), { minLength: 1, maxLength: 12 })
      .filter((w) => w.some((x) => x > 0));
    fc.assert(
      fc.property(cents, wild, (c, w) => {
        const total = money(new Decimal(c).div(100), "USD");
        expect(sum(allocate(total, w), "USD").amount.plus(0).toFixed(2)).toBe(total.amount.plus(0).toFixed(2));
      }),
      { numRuns: 500 },
    );
  });

  it("keeps its total beside a weight a hundred billion times larger", () => {
    const shares = allocate(money("98765432.10", "USD"), [1e22, 1, 1, 1, 0.1]);
    expect(sum(shares, "USD").amount.toFixed(2)).toBe("98765432.10");
  });

  it("refuses weights that mean nothing", () => {
    for (const bad of [[], [0, 0], [-1, 2], [Number.NaN, 1], [Number.POSITIVE_INFINITY, 1]])
      expect(() => allocate(money(1, "USD"), bad)).toThrow(RangeError);
  });
});
