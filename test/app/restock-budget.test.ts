import { describe, expect, it } from "vitest";
import { budgetAmong } from "../../src/app/restock-budget.ts";
import { UserError } from "../../src/domain/user-error.ts";

const read = (text: string) => budgetAmong(text.split(" "));
const amount = (text: string) => read(text)?.budget;

describe("a budget in words", () => {
  it("is an amount with its currency, written apart, joined, or left out", () => {
    expect(amount("budget 20000 USD")).toEqual({ amount: 20_000, currency: "USD" });
    expect(amount("budget 20,000usd")).toEqual({ amount: 20_000, currency: "USD" });
    expect(amount("budget $1500.50")).toEqual({ amount: 1500.5, currency: "USD" });
    expect(amount("Budget 20k")).toEqual({ amount: 20_000, currency: null });
    expect(amount("预算 2万 美元")).toEqual({ amount: 20_000, currency: "USD" });
    expect(amount("预算 15万元")).toEqual({ amount: 150_000, currency: "CNY" });
    expect(amount("预算 3.5万")).toEqual({ amount: 35_000, currency: null });
  });

  it("leaves the other words alone, a warehouse whose code looks like a currency too", () => {
    expect(read("US-FBA budget 500 EUR top 5")).toEqual({ budget: { amount: 500, currency: "EUR" }, rest: ["US-FBA", "top", "5"] });
    expect(read("budget 500 WHS")).toEqual({ budget: { amount: 500, currency: null }, rest: ["WHS"] });
    expect(read("US-FBA top 5")).toBeNull();
  });

  it("is refused where it is no amount, with an example", () => {
    for (const text of ["budget", "budget much", "budget 0", "budget -5", "budget 12abcd", "budget 1e99", "budget 99999999999999"]) {
      let error: unknown;
      try {
        read(text);
      } catch (e) {
        error = e;
      }
      if (!(error instanceof UserError)) throw new Error(`${text} was taken`);
      expect(error.hint?.en).toContain("/restock budget 20000 USD");
    }
  });
});
