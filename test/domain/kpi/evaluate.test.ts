import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { length } from "../../../src/domain/calendar/period.ts";
import { answerKpi } from "../../../src/domain/kpi/engine/answer.ts";
import { change, mood } from "../../../src/domain/kpi/engine/change.ts";
import { evaluate } from "../../../src/domain/kpi/engine/evaluate.ts";
import { missing } from "../../../src/domain/value.ts";
import { daily, type FakeBooks, FakeFacts } from "../../fakes/facts.ts";
import { ALL, answer, ask, d, kpi, OCTOBER, ones, span, told } from "./given.ts";

describe("a ratio", () => {
  it("is one of sums, and never a mean of ratios", () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 500 })), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(pairs, (days) => {
        const returned = days.reduce((a, [r]) => a + r, 0);
        const sold = days.reduce((a, [, s]) => a + s, 0);
        const whole = evaluate(kpi("return-rate"), { "units-returned": d(returned), units: d(sold) }, { period: OCTOBER, days: 31 });
        expect(told(whole.value)).toBeCloseTo(returned / sold, 12);
      }),
    );
  });

  it("lies between those of its parts", async () => {
    const books: FakeBooks = {
      covered: { us: { from: "2026-10-01", to: "2026-11-21" }, uk: { from: "2026-10-01", to: "2026-11-21" } },
      lines: [
        ...daily("us", "A", "2026-10-01", ones(31), 10),
        ...daily(
          "uk",
          "A",
          "2026-10-01",
          Array.from({ length: 31 }, () => 9),
          10,
        ),
      ],
      returns: [{ store: "us", orderDay: "2026-10-01", day: "2026-10-09", sku: "A", units: 20, refund: "200" }],
    };
    const { rows, figure } = await answer(books, "return-rate", {
      split: "store",
      scope: { stores: ["us", "uk"] },
      comparison: { kind: "none" },
    });
    expect(rows?.map((r) => [r.key, told(r.figure.value)])).toEqual([
      ["us", 20 / 31],
      ["uk", 0],
    ]);
    expect(told(figure.value)).toBeCloseTo(20 / 310, 12);
  });

  it("has no value over nothing, and says what is missing", () => {
    const at = { period: OCTOBER, days: 31 };
    expect(told(evaluate(kpi("return-rate"), { "units-returned": d(2), units: d(0) }, at).value)).toBe("no units sold in 2026-10");
    expect(told(evaluate(kpi("conversion"), { "traffic-units": d(2), sessions: d(0) }, at).value)).toBe(
      "no sessions in 2026-10: import the Sales and Traffic report",
    );
    expect(told(evaluate(kpi("conversion"), {}, at).value)).toBe("no data on sessions in 2026-10: import the Sales and Traffic report");
    expect(told(evaluate(kpi("days-of-cover"), { "stock-last": d(80), units: d(0) }, at).value)).toBe(
      "nothing was sold in 2026-10, so the stock has no end in sight",
    );
  });

  it("of which a part is unknown is unknown, with the part's own reason", () => {
    const why = missing({ zh: "缺 2026-10-05 的汇率", en: "no exchange rate for 2026-10-05" });
    const values = { "sales-valid": d(100), discounts: d(5), refunds: why };
    expect(told(evaluate(kpi("net-sales"), values, { period: OCTOBER, days: 31 }).value)).toBe("no exchange rate for 2026-10-05");
  });
});

describe("the definitions, on figures that can be checked by hand", () => {
  const at = { period: OCTOBER, days: 31 };
  it.each([
    ["net-sales", { "sales-valid": 1000, discounts: 50, refunds: 30 }, 920],
    ["aov", { "sales-valid": 1000, discounts: 50, refunds: 30, orders: 40 }, 23],
    ["asp", { "sales-valid": 1000, units: 50 }, 20],
    ["conversion", { "traffic-units": 12, sessions: 400 }, 0.03],
    // 62 units in 31 days over 100 on hand: 60 in 30 days, 0.6 times.
    ["turnover", { units: 62, "stock-average": 100 }, 0.6],
    ["days-of-cover", { "stock-last": 100, units: 62 }, 50],
    ["sell-through", { units: 180, "stock-average": 120 }, 1.5],
    ["active-sku-rate", { "skus-sold": 30, "skus-sellable": 40 }, 0.75],
    ["in-stock-rate", { "sku-days-in-stock": 270, "sku-days": 300 }, 0.9],
  ])("%s of %o is %d", (id, values, expected) => {
    const asked = Object.fromEntries(Object.entries(values).map(([k, v]) => [k, d(v)]));
    expect(told(evaluate(kpi(id), asked, at).value)).toBeCloseTo(expected, 12);
  });

  it("turnover and cover are two sides of one thing: 30 ÷ turnover days", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 400 }),
        (units, stock, n) => {
          const values = { units: d(units), "stock-average": d(stock), "stock-last": d(stock) };
          const turnover = told(evaluate(kpi("turnover"), values, { period: OCTOBER, days: n }).value);
          const cover = told(evaluate(kpi("days-of-cover"), values, { period: OCTOBER, days: n }).value);
          expect(Number(turnover) * Number(cover)).toBeCloseTo(30, 9);
        },
      ),
    );
  });

  it("sell-through looks at ninety days, however short the period is", async () => {
    const facts = new FakeFacts({ covered: ALL, lines: daily("us", "A", "2026-06-01", ones(170), 10) });
    await answerKpi(ask("sell-through", { period: span("2026-10-25", "2026-10-31"), comparison: { kind: "none" }, split: "store" }), (q) =>
      facts.read(q),
    );
    expect(facts.asked.every((q) => length(q.period) === 90 && q.period.to === "2026-10-31")).toBe(true);
  });

  it("a mean per day counts only the days that are known", async () => {
    const books: FakeBooks = {
      covered: { us: { from: "2026-10-22", to: "2026-11-21" } },
      lines: daily(
        "us",
        "A",
        "2026-10-22",
        Array.from({ length: 10 }, () => 4),
        10,
      ),
      stock: [{ store: "us", day: "2026-10-31", sku: "A", quantity: 80 }],
    };
    const { figure, coverage } = await answer(books, "days-of-cover", { comparison: { kind: "none" } });
    expect(coverage).toEqual({ covered: 10, of: 31 });
    // 40 units in the ten known days are 4 a day: 80 pieces last 20 days, not 62.
    expect(told(figure.value)).toBeCloseTo(20, 9);
  });
});

describe("a change", () => {
  it("is in percent for amounts, in points for rates, and the amount itself from nothing", () => {
    expect(change(kpi("gmv"), d(120), d(100))).toEqual({ kind: "relative", ratio: new Decimal("0.2") });
    expect(change(kpi("return-rate"), d("0.15"), d("0.12"))).toEqual({ kind: "points", ratio: new Decimal("0.03") });
    expect(change(kpi("units"), d(12), d(0))).toEqual({ kind: "absolute", amount: new Decimal(12) });
    expect(change(kpi("net-sales"), d(12), d(-5))).toEqual({ kind: "absolute", amount: new Decimal(17) });
    expect(change(kpi("units"), d(0), d(0))).toEqual({ kind: "relative", ratio: new Decimal(0) });
    expect(change(kpi("units"), d(1), missing({ zh: "无", en: "none" })).kind).toBe("none");
  });

  it("is good news by the KPI's own direction, and no news without a verdict", () => {
    const up = change(kpi("return-rate"), d("0.15"), d("0.12"));
    expect(mood(kpi("return-rate"), up, true)).toBe("bad");
    expect(mood(kpi("gmv"), change(kpi("gmv"), d(2), d(1)), true)).toBe("good");
    expect(mood(kpi("gmv"), change(kpi("gmv"), d(2), d(0)), true)).toBe("good");
    expect(mood(kpi("gmv"), change(kpi("gmv"), d(1), d(1)), true)).toBe("neutral");
    // What reads as 0.0 is neither.
    expect(mood(kpi("gmv"), change(kpi("gmv"), d(10_001), d(10_000)), true)).toBe("neutral");
    expect(mood(kpi("asp"), change(kpi("asp"), d(2), d(1)), true)).toBe("neutral");
    expect(mood(kpi("return-rate"), up, false)).toBe("neutral");
  });
});
