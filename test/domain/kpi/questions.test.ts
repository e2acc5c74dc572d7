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
