import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day } from "../../../src/domain/calendar/day.ts";
import { measuresOf } from "../../../src/domain/kpi/engine/evaluate.ts";
import { answerOverview, mainKpis } from "../../../src/domain/kpi/engine/overview.ts";
import { daily, type FakeBooks, FakeFacts } from "../../fakes/facts.ts";
import { ALL, answer, ask, kpi, kpis, ones, span, told } from "./given.ts";

describe("a question to the store", () => {
  it("is one for the period and one for the comparison where days add up", async () => {
    const books = { covered: ALL, lines: daily("us", "A", "2026-08-01", ones(100), 10) };
    for (const id of ["gmv", "net-sales", "orders", "return-rate", "aov"]) {
      const { questions, series, figure } = await answer(books, id);
      expect([id, questions]).toEqual([id, 2]);
      expect(series?.points).toHaveLength(31);
      expect([id, figure.value.kind]).toEqual([id, "value"]);
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

describe("a figure per day", () => {
  const days = fc.record({ begins: fc.integer({ min: 0, max: 60 }), lasts: fc.integer({ min: 1, max: 60 }) });
  const book = (store: string, { begins, lasts }: { begins: number; lasts: number }, sold: number) => {
    const first = addDays(day("2026-09-01"), begins);
    return {
      covered: { from: first, to: addDays(first, lasts - 1) },
      lines: daily(
        store,
        "A",
        first,
        Array.from({ length: lasts }, () => sold),
        10,
      ),
      stock: Array.from({ length: 90 }, (_, i) => ({ store, day: addDays(day("2026-08-20"), i), sku: "A", quantity: 60 + i })),
    };
  };
  const none = { comparison: { kind: "none" } } as const;

  it("of a month is the same in a split by month as alone, however few of its days are known", async () => {
    await fc.assert(
      fc.asyncProperty(days, fc.integer({ min: 1, max: 9 }), async (known, sold) => {
        const us = book("us", known, sold);
        const books = { lines: us.lines, stock: us.stock, covered: { us: us.covered } };
        for (const id of ["turnover", "days-of-cover"]) {
          const split = await answer(books, id, { ...none, split: "month", period: span("2026-09-01", "2026-10-31") });
          const alone = [span("2026-09-01", "2026-09-30"), span("2026-10-01", "2026-10-31")];
          const values = await Promise.all(alone.map(async (period) => told((await answer(books, id, { ...none, period })).figure.value)));
          expect([id, split.series?.points.map((p) => told(p.value))]).toEqual([id, values]);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("of a store is the same beside other stores as alone", async () => {
    await fc.assert(
      fc.asyncProperty(days, days, async (here, there) => {
        const [us, de] = [book("us", here, 3), book("de", there, 5)];
        const books = { lines: [...us.lines, ...de.lines], stock: [...us.stock, ...de.stock], covered: { us: us.covered, de: de.covered } };
        const split = await answer(books, "turnover", { ...none, split: "store", scope: { stores: ["us", "de"] } });
        for (const store of ["us", "de"]) {
          const alone = await answer(books, "turnover", { ...none, scope: { stores: [store] } });
          const row = split.rows?.find((r) => r.key === store);
          expect(row && told(row.figure.value)).toBe(told(alone.figure.value));
        }
        expect(split.rows).toHaveLength(2);
      }),
      { numRuns: 20 },
    );
  });
});
