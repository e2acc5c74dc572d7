import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RETURN_BUCKETS, type ReturnBucket } from "../../../src/domain/facts/facts.ts";
import type { ReturnSpan } from "../../../src/domain/returns/span.ts";
import { topIssues } from "../../../src/domain/returns/top-issues.ts";

const rules = { minReturned: 3, minSold: 30, chance: 0.01 };
/** One order a unit, where nothing else is said. */
const span = (sku: string, bucket: ReturnBucket, week: number, recent: number, past: number, store = "amazon-us"): ReturnSpan => ({
  sku,
  title: null,
  store,
  bucket,
  reason: null,
  week,
  recent,
  past,
  recentOrders: recent,
  pastOrders: past,
});
const sells = (recent: number, past: number) => (): { recent: number; past: number } => ({ recent, past });

describe("the SKUs whose returns want somebody", () => {
  it("a SKU that sends back six times what it used to comes before one that always sends back more", () => {
    const spans = [span("HARNESS", "fit", 4, 9, 3), span("CASE", "listing", 6, 30, 90)];
    const [first, second] = topIssues(spans, sells(60, 180), rules, 3);
    expect(first).toMatchObject({ sku: "HARNESS", verdict: "risen", bucket: "fit" });
    expect(first?.excess).toBeCloseTo(9 - (3 / 180) * 60);
    expect(second).toMatchObject({ sku: "CASE", verdict: "usual", excess: 0 });
  });

  it("of one SKU the reason that has risen is told, though another one is more frequent", () => {
    const spans = [span("HARNESS", "preference", 5, 12, 40), span("HARNESS", "fit", 3, 9, 0)];
    expect(topIssues(spans, sells(60, 180), rules, 3)).toMatchObject([{ sku: "HARNESS", bucket: "fit", verdict: "risen" }]);
  });

  it("two units are no rise, nor is one of a SKU that sold ten, nor one that nobody sold before", () => {
    expect(topIssues([span("A", "fit", 2, 2, 0)], sells(60, 180), rules, 3)).toMatchObject([{ verdict: "thin" }]);
    expect(topIssues([span("A", "fit", 5, 5, 0)], sells(10, 180), rules, 3)).toMatchObject([{ verdict: "thin" }]);
    expect(topIssues([span("A", "fit", 5, 5, 0)], sells(60, 4), rules, 3)).toMatchObject([{ verdict: "new", excess: 0 }]);
  });

  it("what may well be an accident is told as higher, and never as risen", () => {
    expect(topIssues([span("A", "fit", 2, 6, 4)], sells(58, 137), rules, 3)).toMatchObject([{ verdict: "higher" }]);
  });

  it("five pieces of one order are one return, and no wave", () => {
    const wave = { ...span("A", "fit", 5, 9, 0), recentOrders: 2 };
    expect(topIssues([wave], sells(60, 180), rules, 3)).toMatchObject([{ verdict: "thin", recent: { returned: 9, orders: 2 } }]);
    expect(topIssues([{ ...wave, recentOrders: 6 }], sells(60, 180), rules, 3)).toMatchObject([{ verdict: "risen" }]);
  });

  it("what did not come back in the week is no news", () => {
    expect(topIssues([span("A", "fit", 0, 30, 0), span("B", "fit", 1, 1, 0)], sells(60, 180), rules, 3).map((i) => i.sku)).toEqual(["B"]);
  });

  it("adds stores up and names the one that most comes from", () => {
    const spans = [span("JAR", "logistics", 4, 9, 1, "amazon-de"), span("JAR", "logistics", 1, 2, 1, "amazon-us")];
    expect(topIssues(spans, sells(60, 180), rules, 3)).toMatchObject([
      { week: 5, recent: { returned: 11 }, past: { returned: 2 }, store: { code: "amazon-de", units: 9 } },
    ]);
    expect(topIssues([span("JAR", "logistics", 4, 9, 1)], sells(60, 180), rules, 3)[0]?.store).toBeNull();
  });

  it("of two reasons that are alike in everything tells always the same one", () => {
    const two = [span("A", "preference", 1, 4, 1), span("A", "listing", 1, 4, 4)];
    const told = (rows: typeof two) => topIssues(rows, sells(60, 180), rules, 3).map((i) => i.bucket);
    expect(told(two)).toEqual(["listing"]);
    expect(told(two.toReversed())).toEqual(["listing"]);
  });

  it("is the same list whatever order the rows come in, each SKU once, and no longer than asked", () => {
    const some = fc.array(
      fc.record({
        sku: fc.constantFrom("A", "B", "C", "D", "E"),
        bucket: fc.constantFrom(...RETURN_BUCKETS),
        store: fc.constantFrom("x", "y"),
        week: fc.integer({ min: 0, max: 5 }),
        more: fc.integer({ min: 0, max: 8 }),
        past: fc.integer({ min: 0, max: 20 }),
      }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(some, (rows) => {
        const spans = rows.map((r) => span(r.sku, r.bucket, r.week, r.week + r.more, r.past, r.store));
        const told = topIssues(spans, sells(60, 180), rules, 3);
        expect(told.length).toBeLessThanOrEqual(3);
        expect(new Set(told.map((i) => i.sku)).size).toBe(told.length);
        expect(told.every((i) => i.week > 0)).toBe(true);
        const again = topIssues(spans.toReversed(), sells(60, 180), rules, 3);
        expect(again.map((i) => [i.sku, i.verdict, i.week])).toEqual(told.map((i) => [i.sku, i.verdict, i.week]));
      }),
    );
  });
});
