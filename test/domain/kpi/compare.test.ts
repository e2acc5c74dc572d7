import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day, type Day } from "../../../src/domain/calendar/day.ts";
import { length } from "../../../src/domain/calendar/period.ts";
import { notesOfBoth } from "../../../src/domain/kpi/engine/answer.ts";
import { compareWith } from "../../../src/domain/kpi/engine/compare-with.ts";
import { smallestFirst } from "../../../src/domain/kpi/engine/rank.ts";
import { immatureFrom } from "../../../src/domain/kpi/engine/marks.ts";
import type { Text } from "../../../src/domain/value.ts";
import { daily, type FakeBooks } from "../../fakes/facts.ts";
import { ALL, answer, kpi, OCTOBER, ones, span, told } from "./given.ts";

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
        const longest = cut > 0 ? length(part) : Infinity;
        expect(before === null ? Infinity : length(before)).toBeLessThanOrEqual(longest);
      }),
    );
  });
});

describe("figures that may still change", () => {
  const today = day("2026-11-22");
  it("are none of a month whose report was read three weeks after it, though the report ends with the month", async () => {
    const books: FakeBooks = {
      covered: { us: { from: "2026-10-01", to: "2026-10-31" } },
      lines: daily("us", "A", "2026-10-01", ones(31), 10),
    };
    const asked = { period: OCTOBER, today };
    expect((await answer(books, "aov", asked)).immatureFrom).toBe("2026-10-29");
    expect((await answer(books, "aov", { ...asked, readOn: () => day("2026-11-22") })).immatureFrom).toBeNull();
    expect((await answer(books, "aov", { ...asked, readOn: () => day("2026-11-01") })).immatureFrom).toBe("2026-10-29");
    // That no return has come since says only that no newer returns were read.
    const cohort = await answer(books, "return-rate-cohort", { ...asked, readOn: () => day("2026-11-22") });
    expect(cohort.immatureFrom).not.toBeNull();
  });

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

describe("the honesty of an answer", () => {
  const lines = daily("us", "A", "2026-08-01", ones(100), 10);

  it("tells up to which day the facts reach, and cuts the comparison alike", async () => {
    const { told: reach, comparison, figure } = await answer({ covered: { us: { from: "2026-08-01", to: "2026-10-20" } }, lines }, "units");
    expect(reach).toEqual(span("2026-10-01", "2026-10-20"));
    expect(comparison?.period).toEqual(span("2026-09-01", "2026-09-20"));
    expect(comparison?.unlike).toEqual([]);
    expect([told(figure.value), comparison && told(comparison.figure.value)]).toEqual([20, 20]);
  });

  it("gives no verdict where the two sides are not covered alike, and tells no change of a sum where much is unknown", async () => {
    const from = (day: string): FakeBooks => ({ covered: { us: { from: day, to: "2026-11-21" } }, lines });
    const little = await answer(from("2026-09-04"), "units");
    expect(little.comparison?.unlike.map((t) => t.en)).toEqual([
      "the two periods are not covered alike: 31 of 31 store-days now, 27 of 30 before",
    ]);
    expect([little.comparison?.change.kind, little.comparison?.mood]).toEqual(["relative", "neutral"]);
    const much = await answer(from("2026-09-16"), "units");
    expect(much.comparison?.change).toMatchObject({
      kind: "none",
      because: { zh: "两期数据覆盖不同：本期 31/31 店·天，对比期 15/30 店·天" },
    });
    // A mean per order needs no days that are equally many, only its verdict does.
    const rate = await answer(from("2026-09-16"), "aov");
    expect([rate.comparison?.change.kind, rate.comparison?.mood]).toEqual(["relative", "neutral"]);
  });

  it("gives a verdict where a hundredth is missing: the day of a store is not over when the company's is", async () => {
    const books: FakeBooks = {
      covered: { us: { from: "2026-08-01", to: "2026-11-20" }, uk: { from: "2026-08-01", to: "2026-11-21" } },
      lines: [...daily("us", "A", "2026-10-23", ones(30), 10), ...daily("uk", "A", "2026-09-23", ones(60), 10)],
    };
    const { comparison } = await answer(books, "units", { scope: { stores: ["us", "uk"] }, period: span("2026-10-23", "2026-11-21") });
    expect(comparison?.unlike).toHaveLength(1);
    expect(comparison?.mood).toBe("good");
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

  it("takes a SKU that was in no order for not sold, and not for unknown", async () => {
    const books = {
      covered: ALL,
      lines: [...daily("us", "A", "2026-09-01", ones(61), 10), ...daily("us", "NEW", "2026-10-10", ones(22), 10)],
    };
    const { rows } = await answer(books, "units", { split: "sku" });
    const fresh = rows?.find((r) => r.key === "NEW");
    expect(fresh && [told(fresh.figure.value), fresh.before && told(fresh.before)]).toEqual([22, 0]);
    const rates = await answer(books, "return-rate", { split: "sku" });
    const rate = rates.rows?.find((r) => r.key === "NEW");
    expect(rate?.before && told(rate.before)).toBe("no units sold in 2026-09");
  });

  it("keeps a row for a store of which nothing is known", async () => {
    const { rows } = await answer({ covered: ALL, lines }, "units", { split: "store", scope: { stores: ["us", "new"] } });
    expect(rows?.map((r) => [r.key, r.figure.value.kind])).toEqual([
      ["us", "value"],
      ["new", "missing"],
    ]);
  });
});

describe("what is to be said of two periods", () => {
  const lines = (n: number): Text => ({ zh: `${n} 行尚无金额`, en: `${n} lines have no amount yet` });
  const before = { from: day("2026-09-01"), to: day("2026-09-30") };

  it("names the period before where the remark is of it alone, and says once what holds for both", () => {
    expect(notesOfBoth([lines(15)], before, [lines(15), lines(19)])).toEqual([
      lines(15),
      { zh: "2026-09：19 行尚无金额", en: "2026-09: 19 lines have no amount yet" },
    ]);
  });
});

describe("a split", () => {
  it("begins with what needs attention: a ratio with its worst side, an amount with the largest", async () => {
    const books: FakeBooks = {
      covered: ALL,
      lines: [
        ...daily("us", "CHEAP", "2026-10-01", ones(31), 5),
        ...daily(
          "us",
          "DEAR",
          "2026-10-01",
          ones(31).map(() => 3),
          40,
        ),
      ],
    };
    const keys = async (id: string) =>
      (await answer(books, id, { period: OCTOBER, today: day("2026-11-22"), split: "sku" })).rows
        ?.filter((r) => r.thin === null)
        .map((r) => r.key);
    expect(await keys("gmv")).toEqual(["DEAR", "CHEAP"]);
    expect(await keys("aov")).toEqual(["CHEAP", "DEAR"]);
    expect(smallestFirst(kpi("in-stock-rate"))).toBe(true);
    expect(smallestFirst(kpi("return-rate"))).toBe(false);
    expect(smallestFirst(kpi("asp"))).toBe(false);
  });
});
