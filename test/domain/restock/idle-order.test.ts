import { describe, expect, it } from "vitest";
import { lastsDays, spanText } from "../../../src/domain/restock/lasts.ts";
import { planLine } from "../../../src/domain/restock/plan-line.ts";
import type { PlanInput } from "../../../src/domain/restock/types.ts";
import { given, modelOf, on, read } from "./given.ts";

const plan = (daily: number, change: Partial<PlanInput> = {}) => planLine(given(change), modelOf(daily, daily), read);
const reasons = (daily: number, change: Partial<PlanInput>): string =>
  plan(daily, change)
    .reasons.map((r) => r.en)
    .join("; ");

describe("what hardly sells", () => {
  it("is not selling where less than a unit a quarter is expected, and nothing is ordered of it", () => {
    const line = plan(0.000_000_3, { onHand: 0, moq: 108 });
    expect(line).toMatchObject({ state: "dormant", dailyDemand: 0, orderQuantity: null, legs: [], orderBy: null });
    expect(line.reasons.map((r) => r.en)).toEqual(["less than one unit is expected in 90 days"]);
    expect(line.missing).toEqual([]);
    expect(plan(1 / 80, { onHand: 0 }).state).toBe("out");
  });

  it("is not ordered where the minimum order would last for years; the shelf is called empty all the same", () => {
    const line = plan(0.076, { onHand: 0, moq: 144 });
    expect(line).toMatchObject({ state: "out", orderQuantity: 0, legs: [], cash: 0, orderBy: null });
    expect(line.reasons[0]).toEqual({
      en: `out on ${on(1)}; the minimum order of 144 would last about 5 years: not worth it; ask the supplier for a smaller first order`,
      zh: `${on(1)} 断货；起订量 144 件要卖约 5 年，不值得下单：先和供应商谈小单`,
    });
    expect(reasons(0.076, { onHand: 0, moq: 144 })).not.toContain("negotiate");
    expect(line.declined).toMatchObject({ units: 144, least: "moq" });
    expect(plan(1, { onHand: 0, moq: 700 }).reasons[0]?.zh).toContain("起订量 700 件要卖 23 个月，");
  });

  it("is told of in good time, and by cartons too", () => {
    expect(reasons(0.1, { onHand: 10, moq: 100 })).toContain(
      `out on ${on(101)}; the minimum order of 100 would last about 3 years: not worth it`,
    );
    expect(reasons(0.1, { onHand: 0, carton: 144 })).toContain(
      "a carton of 144 would last about 4 years: not worth it; ask the supplier for less than a carton",
    );
    expect(reasons(0.1, { onHand: 100, moq: 100 })).not.toContain("not worth it");
  });

  it("is ordered up to three times the days of the flag, and where so much is wanted anyway", () => {
    expect(plan(1, { onHand: 0, moq: 543 }).orderQuantity).toBe(543);
    expect(plan(1, { onHand: 0, moq: 544 }).orderQuantity).toBe(0);
    const slow = { code: "S1", productionDaysP50: 700, productionDaysP90: 700 };
    expect(plan(1, { onHand: 0, moq: 20, supplier: slow }).orderQuantity).toBeGreaterThan(0);
  });
});

describe("how long something lasts", () => {
  it("is counted along what is expected, a peak that ends included", () => {
    const peak = (i: number): number => (i < 10 ? 5 : 1);
    expect(lastsDays(peak, 50)).toBe(10);
    expect(lastsDays(peak, 75.5)).toBe(35.5);
    expect(lastsDays(() => 0, 1)).toBe(Infinity);
    expect(lastsDays(() => 0, 0)).toBe(0);
  });

  it("is said as people say it", () => {
    const said = [30, 200, 500, 1900, 4000, Infinity].map(spanText);
    expect(said.map((t) => t.en)).toEqual([
      "1 month",
      "6.7 months",
      "17 months",
      "about 5 years",
      "more than 10 years",
      "more than 10 years",
    ]);
    expect(said.map((t) => t.zh)).toEqual(["1 个月", "6.7 个月", "17 个月", "约 5 年", "10 年以上", "10 年以上"]);
  });
});
