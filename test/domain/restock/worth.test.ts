import { describe, expect, it } from "vitest";
import { riskWorth, totals } from "../../../src/domain/restock/worth.ts";

const yen = (amount: number | null) => ({ currency: "JPY", worth: { currency: "USD", rate: 0.0065 }, moneyAtRisk: amount });
const dollars = (amount: number | null) => ({ currency: "USD", moneyAtRisk: amount });
const pounds = (amount: number) => ({ currency: "GBP", moneyAtRisk: amount });

describe("money of several countries", () => {
  it("is compared in the company's currency: 77,636 yen are less than 7,312 dollars", () => {
    expect(riskWorth(yen(77_636))).toBeLessThan(riskWorth(dollars(7_312)));
    expect(riskWorth(yen(null))).toBe(0);
  });

  it("adds up in the company's currency, and says what of", () => {
    expect(totals([yen(100_000), dollars(50), yen(200_000)], (l) => l.moneyAtRisk)).toEqual([
      {
        currency: "USD",
        amount: 2_000,
        parts: [
          { currency: "JPY", amount: 300_000 },
          { currency: "USD", amount: 50 },
        ],
      },
    ]);
    expect(totals([dollars(50), dollars(null)], (l) => l.moneyAtRisk)).toEqual([{ currency: "USD", amount: 50, parts: [] }]);
    expect(totals([dollars(0)], (l) => l.moneyAtRisk)).toEqual([]);
  });

  it("stays apart where no rate is known", () => {
    expect(totals([dollars(50), pounds(70)], (l) => l.moneyAtRisk).map((t) => [t.currency, t.amount])).toEqual([
      ["GBP", 70],
      ["USD", 50],
    ]);
  });
});
