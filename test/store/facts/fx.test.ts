import { Decimal } from "decimal.js";
import { describe, expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import { Rates } from "../../../src/store/facts/fx.ts";

const rate = (on: string, base: string, quote: string, r: string) => ({ day: day(on), base, quote, rate: new Decimal(r) });

describe("an exchange rate", () => {
  const rates = new Rates([
    rate("2026-11-03", "EUR", "USD", "1.2"),
    rate("2026-11-01", "EUR", "USD", "1.1"),
    rate("2026-11-02", "USD", "CNY", "7"),
    rate("2026-11-04", "USD", "EUR", "0.8"),
  ]);
  const on = (d: string, from: string, to: string) => rates.on(day(d), from, to)?.toFixed();

  it("is the newest on or before the day", () => {
    expect(on("2026-11-01", "EUR", "USD")).toBe("1.1");
    expect(on("2026-11-02", "EUR", "USD")).toBe("1.1");
    expect(on("2026-11-03", "EUR", "USD")).toBe("1.2");
  });

  it("may be turned round, where that is newer", () => {
    expect(on("2026-11-09", "EUR", "USD")).toBe("1.25");
    expect(on("2026-11-02", "CNY", "USD")).toBe(new Decimal(1).div(7).toFixed());
  });

  it("may go through one third currency", () => {
    expect(on("2026-11-03", "EUR", "CNY")).toBe("8.4");
  });

  it("is 1 for one and the same currency, and unknown before the first day and for a currency that nobody names", () => {
    expect(on("2026-01-01", "USD", "USD")).toBe("1");
    expect(on("2026-10-31", "EUR", "USD")).toBeUndefined();
    expect(on("2026-11-01", "EUR", "CNY")).toBeUndefined();
    expect(on("2026-11-09", "EUR", "JPY")).toBeUndefined();
  });
});
