import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day, type Day } from "../../../src/domain/calendar/day.ts";
import { length, type Period, period } from "../../../src/domain/calendar/period.ts";
import { answerKpi } from "../../../src/domain/kpi/engine/answer.ts";
import type { KpiAnswer, KpiAsk } from "../../../src/domain/kpi/engine/ask.ts";
import { change, mood } from "../../../src/domain/kpi/engine/change.ts";
import { compareWith } from "../../../src/domain/kpi/engine/compare-with.ts";
import { evaluate, measuresOf } from "../../../src/domain/kpi/engine/evaluate.ts";
import { immatureFrom } from "../../../src/domain/kpi/engine/marks.ts";
import { answerOverview, mainKpis } from "../../../src/domain/kpi/engine/overview.ts";
import type { Kpi } from "../../../src/domain/kpi/kpi.ts";
import { type Maybe, missing, present } from "../../../src/domain/value.ts";
import { daily, FakeFacts, type FakeBooks } from "../../fakes/facts.ts";
import { declaredKpis } from "../../fakes/kpis.ts";

const kpis = await declaredKpis();
const kpi = (id: string): Kpi => {
  const found = kpis.get(id);
  if (found === undefined) throw new Error(`no KPI ${id}`);
  return found;
};
const span = (from: string, to: string): Period => period(day(from), day(to));
const OCTOBER = span("2026-10-01", "2026-10-31");
const d = (n: Decimal.Value): Maybe<Decimal> => present(new Decimal(n));
const told = (m: Maybe<Decimal>): number | string => (m.kind === "value" ? m.value.toNumber() : m.because.en);

function ask(id: string, change: Partial<KpiAsk> = {}): KpiAsk {
  return {
    kpi: kpi(id),
    scope: { stores: ["us"] },
    period: OCTOBER,
    toDate: null,
    comparison: { kind: "previous" },
    split: null,
    currency: "USD",
    today: day("2026-11-22"),
    policy: (policy) => ({ policy, value: policy.default, override: null }),
    ...change,
  };
}

async function answer(books: FakeBooks, id: string, change: Partial<KpiAsk> = {}): Promise<KpiAnswer & { readonly questions: number }> {
  const facts = new FakeFacts(books);
  const found = await answerKpi(ask(id, change), (q) => facts.read(q));
  return { ...found, questions: facts.asked.length };
}

const ones = (n: number): number[] => Array.from({ length: n }, () => 1);
const ALL = { us: { from: "2026-01-01", to: "2026-11-21" } };

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
    expect(mood(kpi("asp"), change(kpi("asp"), d(2), d(1)), true)).toBe("neutral");
    expect(mood(kpi("return-rate"), up, false)).toBe("neutral");
  });
});

describe("what a period is compared with", () => {
  it("is the whole month before for a whole month", () => {
    expect(compareWith(OCTOBER, OCTOBER, null, { kind: "previous" })).toEqual(span("2026-09-01", "2026-09-30"));
    expect(compareWith(OCTOBER, OCTOBER, null, { kind: "last-year" })).toEqual(span("2025-10-01", "2025-10-31"));
    expect(compareWith(OCTOBER, OCTOBER, null, { kind: "none" })).toBeNull();
  });

  it("is the same days of the month, week, quarter or year before while it runs", () => {
    const mtd = span("2026-11-01", "2026-11-21");
    expect(compareWith(mtd, mtd, "month", { kind: "previous" })).toEqual(span("2026-10-01", "2026-10-21"));
    const wtd = span("2026-11-16", "2026-11-21");
    expect(compareWith(wtd, wtd, "week", { kind: "previous" })).toEqual(span("2026-11-09", "2026-11-14"));
    const qtd = span("2026-10-01", "2026-11-21");
    expect(compareWith(qtd, qtd, "quarter", { kind: "previous" })).toEqual(span("2026-07-01", "2026-08-21"));
    const ytd = span("2026-01-01", "2026-11-21");
    expect(compareWith(ytd, ytd, "year", { kind: "previous" })).toEqual(span("2025-01-01", "2025-11-21"));
  });

  it("is cut where the facts end: twenty days of October never against all of September", () => {
    expect(compareWith(OCTOBER, span("2026-10-01", "2026-10-20"), null, { kind: "previous" })).toEqual(span("2026-09-01", "2026-09-20"));
    expect(compareWith(OCTOBER, span("2026-10-01", "2026-10-20"), null, { kind: "last-year" })).toEqual(span("2025-10-01", "2025-10-20"));
  });

  it("never overlaps and is never longer than what it is held against, whole months apart", () => {
    const from = fc.integer({ min: 0, max: 700 }).map((n) => addDays(day("2025-01-01"), n));
    fc.assert(
      fc.property(from, fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (start, n, cut) => {
        const asked = { from: start, to: addDays(start, n + cut) };
        const part = { from: start, to: addDays(start, n) };
        const before = compareWith(asked, part, null, { kind: "previous" });
        expect(before !== null && before.to < part.from).toBe(true);
        if (before !== null && cut > 0) expect(length(before)).toBeLessThanOrEqual(length(part));
      }),
    );
  });
});

describe("figures that may still change", () => {
  const today = day("2026-11-22");
  it("are those younger than the maturity, by the calendar and by the facts", () => {
    expect(immatureFrom(OCTOBER, 30, today, null)).toBe("2026-10-23");
    expect(immatureFrom(OCTOBER, 30, today, day("2026-11-10"))).toBe("2026-10-12");
    expect(immatureFrom(OCTOBER, 3, today, null)).toBeNull();
    expect(immatureFrom(OCTOBER, 0, today, null)).toBeNull();
    expect(immatureFrom(OCTOBER, 90, today, null)).toBe("2026-10-01");
  });

  it("of a cohort are held against the month before as it stood at the same age", async () => {
    const orders = daily("us", "A", "2026-08-01", ones(120), 10);
    // Each order of the 20th comes back 20 days later.
    const late = (orderDay: string): Day => addDays(orderDay as Day, 20);
    const books: FakeBooks = {
      covered: { us: { from: "2026-08-01", to: "2026-11-05" } },
      lines: orders,
      returns: ["2026-09-20", "2026-10-20"].map((o) => ({ store: "us", orderDay: o, day: late(o), sku: "A", units: 1, refund: "10" })),
    };
    const { comparison, figure, immatureFrom: young } = await answer(books, "return-rate-cohort", { today: day("2026-11-06") });
    // On 5 November the return of 9 November is not known yet; on 5 October that of 10 October was not either.
    expect(told(figure.value)).toBe(0);
    expect(comparison && told(comparison.figure.value)).toBe(0);
    expect(comparison?.equalMaturity).toBe(true);
    expect(young).toBe("2026-10-07");
  });
});

describe("a question to the store", () => {
  it("is one for the period and one for the comparison where days add up", async () => {
    const books = { covered: ALL, lines: daily("us", "A", "2026-08-01", ones(100), 10) };
    for (const id of ["gmv", "net-sales", "orders", "return-rate", "aov"]) {
      const { questions, series, figure } = await answer(books, id);
      expect(questions, id).toBe(2);
      expect(series?.points).toHaveLength(31);
      expect(figure.value.kind, id).toBe("value");
    }
  });

  it("asks for the whole where a day is unknown, so that a gap is no zero", async () => {
    const books = { covered: { us: { from: "2026-10-05", to: "2026-11-21" } }, lines: daily("us", "A", "2026-10-05", ones(27), 10) };
    const { questions, figure, series } = await answer(books, "gmv", { comparison: { kind: "none" } });
    expect(questions).toBe(2);
    expect(told(figure.value)).toBe(270);
    expect(series?.points.slice(0, 5).map((p) => p.value.kind)).toEqual(["missing", "missing", "missing", "missing", "value"]);
  });

  it("gives the days' sum and the whole the same figure", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 31, maxLength: 31 }), async (units) => {
        const books = { covered: ALL, lines: daily("us", "A", "2026-10-01", units, 7.3) };
        const bySum = await answer(books, "gmv", { comparison: { kind: "none" } });
        const byWhole = await answer(books, "gmv", { comparison: { kind: "none" }, split: "store" });
        expect(told(bySum.figure.value)).toBe(told(byWhole.figure.value));
        expect(byWhole.rows?.map((r) => told(r.figure.value))).toEqual([told(byWhole.figure.value)]);
      }),
      { numRuns: 30 },
    );
  });

  it("of an overview is two, whatever it shows", async () => {
    const facts = new FakeFacts({ covered: ALL, lines: daily("us", "A", "2026-08-01", ones(100), 10) });
    const { kpi: _, split: __, ...rest } = ask("gmv");
    const overview = await answerOverview({ ...rest, kpis: mainKpis(kpis) }, (q) => facts.read(q));
    expect(facts.asked).toHaveLength(2);
    expect(overview.lines.map((l) => l.kpi.id)).toContain("return-rate");
    expect(overview.lines.find((l) => l.kpi.id === "conversion")?.figure.value.kind).toBe("missing");
  });
});

describe("the honesty of an answer", () => {
  const lines = daily("us", "A", "2026-08-01", ones(100), 10);

  it("tells up to which day the facts reach, and cuts the comparison alike", async () => {
    const { told: reach, comparison, figure } = await answer({ covered: { us: { from: "2026-08-01", to: "2026-10-20" } }, lines }, "units");
    expect(reach).toEqual(span("2026-10-01", "2026-10-20"));
    expect(comparison?.period).toEqual(span("2026-09-01", "2026-09-20"));
    expect(comparison?.unlike).toEqual([]);
    expect([told(figure.value), comparison && told(comparison.figure.value)]).toEqual([20, 20]);
  });

  it("gives no verdict where the two sides are not covered alike", async () => {
    const { comparison } = await answer({ covered: { us: { from: "2026-09-16", to: "2026-11-21" } }, lines }, "units");
    expect(comparison?.unlike.map((t) => t.en)).toEqual([
      "the two periods are not covered alike: 31 of 31 store-days now, 15 of 30 before",
    ]);
    expect(comparison?.mood).toBe("neutral");
  });

  it("gives no verdict where the two sides differ in length", async () => {
    const week = { kind: "period", period: span("2026-09-01", "2026-09-07") } as const;
    const sums = await answer({ covered: ALL, lines }, "units", { comparison: week });
    expect(sums.comparison?.unlike.map((t) => t.en)).toEqual([
      "the two periods differ in length: 2026-10 has 31 days, 2026-09-01 to 2026-09-07 has 7",
    ]);
    const rates = await answer({ covered: ALL, lines }, "return-rate", { comparison: week });
    expect(rates.comparison?.unlike).toEqual([]);
  });

  it("marks a rate over too few and gives no verdict on it", async () => {
    const few = {
      covered: ALL,
      lines: daily(
        "us",
        "A",
        "2026-09-01",
        Array.from({ length: 61 }, (_, i) => (i % 4 === 0 ? 1 : 0)),
        10,
      ),
    };
    const { thin, comparison } = await answer(few, "return-rate");
    expect(thin && [thin.has.toNumber(), thin.needs]).toEqual([8, 30]);
    expect(comparison?.mood).toBe("neutral");
  });

  it("follows a threshold that somebody set", async () => {
    const { thin } = await answer({ covered: ALL, lines }, "return-rate", { policy: (policy) => ({ policy, value: 500, override: null }) });
    expect(thin?.needs).toBe(500);
  });

  it("puts members with a small sample after the others, and those without a value last", async () => {
    const books: FakeBooks = {
      covered: ALL,
      lines: [
        ...daily(
          "us",
          "BIG",
          "2026-10-01",
          Array.from({ length: 31 }, () => 5),
          10,
        ),
        ...daily("us", "TINY", "2026-10-01", [1], 10),
      ],
      returns: [
        { store: "us", orderDay: "2026-10-01", day: "2026-10-08", sku: "TINY", units: 1, refund: "10" },
        { store: "us", orderDay: "2026-10-01", day: "2026-10-08", sku: "BIG", units: 3, refund: "30" },
      ],
      stock: [{ store: "us", day: "2026-10-08", sku: "ASLEEP", quantity: 4 }],
    };
    const { rows } = await answer(books, "return-rate", { split: "sku" });
    expect(rows?.map((r) => r.key)).toEqual(["BIG", "TINY", "ASLEEP"]);
  });

  it("shares out what adds up, to the whole, and nothing else", async () => {
    const books = {
      covered: ALL,
      lines: [...daily("us", "A", "2026-10-01", ones(31), 10), ...daily("us", "B", "2026-10-01", ones(10), 33)],
    };
    const sales = await answer(books, "gmv", { split: "sku" });
    expect(sales.rows?.reduce((a, r) => a.plus(r.share ?? 0), new Decimal(0)).toNumber()).toBeCloseTo(1, 12);
    const orders = await answer(books, "orders", { split: "sku" });
    expect(orders.rows?.every((r) => r.share === null)).toBe(true);
  });

  it("keeps a row for a store of which nothing is known", async () => {
    const { rows } = await answer({ covered: ALL, lines }, "units", { split: "store", scope: { stores: ["us", "new"] } });
    expect(rows?.map((r) => [r.key, r.figure.value.kind])).toEqual([
      ["us", "value"],
      ["new", "missing"],
    ]);
  });
});

describe("a trend", () => {
  it("of stock over sales looks at the days before each point", async () => {
    const books: FakeBooks = {
      covered: ALL,
      lines: daily(
        "us",
        "A",
        "2026-08-01",
        Array.from({ length: 100 }, () => 2),
        10,
      ),
      stock: Array.from({ length: 100 }, (_, i) => ({ store: "us", day: addDays(day("2026-08-01"), i), sku: "A", quantity: 60 })),
    };
    const cover = await answer(books, "days-of-cover");
    expect(cover.series?.points.map((p) => told(p.value))).toEqual(Array.from({ length: 31 }, () => 30));
    const turnover = await answer(books, "turnover");
    expect(turnover.series?.points.every((p) => Number(told(p.value)) === 1)).toBe(true);
    expect(measuresOf(kpi("turnover"))).toEqual(["units", "stock-average"]);
  });

  it("by month has one point a month, the last day's for what looks at ninety days", async () => {
    const books: FakeBooks = {
      covered: ALL,
      lines: daily("us", "A", "2026-01-01", ones(300), 10),
      stock: Array.from({ length: 300 }, (_, i) => ({ store: "us", day: addDays(day("2026-01-01"), i), sku: "A", quantity: 45 })),
    };
    const months = span("2026-08-01", "2026-10-15");
    const sales = await answer(books, "units", { split: "month", period: months, comparison: { kind: "none" } });
    expect(sales.series?.points.map((p) => [p.day, told(p.value)])).toEqual([
      ["2026-08-01", 31],
      ["2026-09-01", 30],
      ["2026-10-01", 15],
    ]);
    const through = await answer(books, "sell-through", { split: "month", period: months, comparison: { kind: "none" } });
    expect(through.series?.points.map((p) => told(p.value))).toEqual([2, 2, 2]);
  });
});
