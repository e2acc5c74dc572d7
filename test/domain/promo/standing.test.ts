import { describe, expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import { accuracyOf, type Aftermath } from "../../../src/domain/promo/aftermath.ts";
import { checklistFor, returnsLocally } from "../../../src/domain/promo/checklist.ts";
import { promisedOf, withSold } from "../../../src/domain/promo/commitments.ts";
import { deadlinesOf } from "../../../src/domain/promo/deadlines.ts";
import { assumptionsFor } from "../../../src/domain/promo/line.ts";
import { standingOf } from "../../../src/domain/promo/standing.ts";
import { assume, commit, entries, promoOf } from "./given.ts";

describe("what stands of what people entered", () => {
  it("is the newest assumption of a kind; one of a SKU stands beside that of all", () => {
    const s = standingOf(entries(assume("uplift", 0.5), assume("uplift", 0.8), assume("uplift", 2, "LAMP-01"), assume("discount", 0.2)));
    const stands = s.assumptions.map((a) => a.note);
    expect(stands.map((a) => [a.topic, a.sku, a.share])).toEqual([
      ["uplift", null, 0.8],
      ["uplift", "LAMP-01", 2],
      ["discount", null, 0.2],
    ]);
    expect(assumptionsFor("LAMP-01", stands).map((a) => a.share)).toEqual([2, 0.2]);
    expect(assumptionsFor("LAMP-02", stands).map((a) => a.share)).toEqual([0.8, 0.2]);
  });

  it("leaves out what was taken back, and an item that was ticked by mistake", () => {
    const s = standingOf(
      entries(
        commit("LAMP-01", 200),
        commit("LAMP-01", 50, "@bo"),
        { kind: "withdrawal", entry: 1 },
        { kind: "tick", item: "labels", done: true },
        { kind: "tick", item: "coupon-utm", done: true },
        { kind: "tick", item: "labels", done: false },
      ),
    );
    expect(s.commitments.map((c) => c.note.creator)).toEqual(["@bo"]);
    expect([...s.done.keys()]).toEqual(["coupon-utm"]);
  });
});

describe("commitments to creators", () => {
  const all = standingOf(entries(commit("LAMP-01", 200), commit("LAMP-01", 150, "@bo"), commit("MUG-02", 10))).commitments;

  it("are added up by SKU and held against what there is to sell; the one that is too much stands first", () => {
    const promised = promisedOf(all, (sku) => (sku === "LAMP-01" ? 300.9 : 500));
    expect(promised.map((p) => [p.sku, p.units, p.over])).toEqual([
      ["LAMP-01", 350, 50],
      ["MUG-02", 10, 0],
    ]);
    expect(promised[0]?.by.map((b) => b.creator)).toEqual(["@mia", "@bo"]);
  });

  it("are kept by what was sold since the start, too", () => {
    const [lamp] = withSold(
      promisedOf(all, () => 300),
      (sku) => (sku === "LAMP-01" ? 40 : 0),
    );
    expect(lamp).toMatchObject({ sku: "LAMP-01", available: 340, over: 10 });
  });

  it("are not called too many where the stock is not known", () => {
    expect(promisedOf(all, () => null).every((p) => p.over === 0 && p.available === null)).toBe(true);
  });
});

describe("the checklist", () => {
  const promo = promoOf({ signUpBy: day("2026-10-23") });
  const orders = deadlinesOf(
    promo,
    new Map([
      ["sea", day("2026-08-28")],
      ["air", day("2026-10-02")],
    ]),
  );
  const items = (platforms: readonly string[], returns: readonly string[]) => checklistFor(platforms, returns, promo, orders);
  const ids = (platforms: readonly string[], returns: readonly string[]) => items(platforms, returns).map((c) => c.id);

  it("has a day for each item: before the last order, the sign-up, the start", () => {
    expect(Object.fromEntries(items(["amazon", "tiktok"], ["MUG-02"]).map((c) => [c.id, c.by]))).toEqual({
      "sign-up": "2026-10-23",
      "market-access": "2026-10-02",
      labels: "2026-10-02",
      "local-returns": "2026-11-20",
      "coupon-utm": "2026-11-20",
      "content-review": "2026-11-13",
    });
    expect(checklistFor(["amazon"], [], promoOf(), deadlinesOf(promoOf(), new Map())).map((c) => c.by)).toContain("2026-10-28");
  });

  it("is that of the platforms, and asks for local returns where goods break or must fit", () => {
    expect(ids(["amazon"], [])).toEqual(["sign-up", "market-access", "labels", "coupon-utm"]);
    expect(ids(["tiktok"], ["MUG-02"])).toEqual(["sign-up", "market-access", "inbound", "local-returns", "coupon-utm", "content-review"]);
    expect(returnsLocally("Kitchen", "Ceramic mug")).toBe(true);
    expect(returnsLocally("服饰", null)).toBe(true);
    expect(returnsLocally("Tools", "Hex key set")).toBe(false);
  });
});

describe("how good a forecast was", () => {
  const line = (sku: string, expected: number | null, sold: number): Aftermath => ({
    sku,
    warehouse: "US-FBA",
    expected,
    low: expected === null ? null : expected * 0.8,
    high: expected === null ? null : expected * 1.2,
    sold,
    inStock: 1,
    left: null,
    daily: null,
    coverDays: null,
    aged: null,
  });

  it("is told by its misses and its bias, of what was confirmed", () => {
    expect(accuracyOf([line("A", 100, 110), line("B", 100, 50), line("C", null, 999)])).toEqual({
      skus: 2,
      expected: 200,
      sold: 160,
      error: 60 / 160,
      bias: 40 / 160,
      inRange: 0.5,
    });
  });

  it("is not told where nothing was confirmed or nothing sold", () => {
    expect(accuracyOf([line("C", null, 999)])).toBeNull();
    expect(accuracyOf([line("A", 100, 0)])).toBeNull();
  });
});
