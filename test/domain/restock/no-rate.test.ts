import { describe, expect, it } from "vitest";
import { lackOfFigure } from "../../../src/domain/restock/lack-of-figure.ts";
import { groupLacks } from "../../../src/domain/restock/missing.ts";
import { planLine } from "../../../src/domain/restock/plan-line.ts";
import type { PlanInput } from "../../../src/domain/restock/types.ts";
import { given, modelOf, read, SEA } from "./given.ts";

const plan = (change: Partial<PlanInput>) => planLine(given(change), modelOf(5, 2), read);
const lacks = (change: Partial<PlanInput>) => plan(change).missing.map((m) => m.en);

describe("a plan without an exchange rate", () => {
  it("tells a missing rate from a missing cost, price or freight, and names what to type", () => {
    const jpy = { from: "JPY", to: "USD" } as const;
    const rateless = plan({ sku: "J", onHand: 10, moq: 10, unitCost: null, noRates: [{ of: "cost", ...jpy }] });
    expect(rateless.missing.map((m) => m.en)).toEqual([
      "unit cost is in JPY and there is no rate JPY→USD: no cash figure (npm run purser -- fx set JPY USD RATE)",
    ]);
    expect(rateless.missing.map((m) => m.zh)).toEqual([
      "成本以 JPY 计，没有 JPY→USD 汇率，无法计算占用资金：请用 npm run purser -- fx set JPY USD 汇率 录入",
    ]);
    expect(lackOfFigure(rateless, "cash").en).toBe("no rate JPY→USD");
    expect(lacks({ onHand: 10, moq: 10, unitPrice: null, noRates: [{ of: "price", ...jpy }] })).toEqual([
      "selling price is in JPY and there is no rate JPY→USD: no money at risk (npm run purser -- fx set JPY USD RATE)",
    ]);
    expect(lacks({ routes: [{ ...SEA, currency: "CNY" }], onHand: 10, moq: 10 })).toEqual([
      "freight is in CNY and there is no rate CNY→USD: cash is goods only (npm run purser -- fx set CNY USD RATE)",
    ]);
    const kronor = plan({ sku: "K", onHand: 10, moq: 10, currency: "SEK", routes: [], noRates: [{ of: "worth", from: "SEK", to: "USD" }] });
    expect(groupLacks([rateless, kronor]).map((g) => g.text.en)).toEqual(
      expect.arrayContaining([
        "The unit cost of 1 SKU is in JPY and there is no rate JPY→USD: it is not in the cash total (npm run purser -- fx set JPY USD RATE)",
        "The money of 1 SKU is in SEK and there is no rate SEK→USD: it is compared as it is written, so that the order of this list may be wrong (npm run purser -- fx set SEK USD RATE)",
      ]),
    );
    expect(plan({ onHand: 500, noRates: [{ of: "worth", from: "SEK", to: "USD" }] }).noRates).toBeUndefined();
  });
});
