import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAs, sourceOf, US } from "./kit.ts";
import { csv, sampleOf } from "./variants.ts";

const old = await sourceOf<"ads">("amazon-sponsored-products");
const current = await sourceOf<"ads">("amazon-ads-console");

describe("a search term report", () => {
  const head = ["Start Date", "End Date", "Currency", "Campaign Name", "Customer Search Term", "Impressions", "Clicks", "Spend"];
  const measures = ["7 Day Total Sales ", "7 Day Total Orders (#)", "7 Day Total Units (#)"];
  const term = (campaign: string, word: string, clicks: string, spend: string, sales = "$0.00"): string[] => [
    "11/02/2026",
    "11/02/2026",
    "USD",
    campaign,
    word,
    "90",
    clicks,
    spend,
    sales,
    "1",
    "1",
  ];
  const read = (...rows: string[][]) => readAs(old, csv([[...head, ...measures], ...rows]), { store: US });

  it("is added up to campaigns, exactly, and says so", async () => {
    const { facts, notes } = await read(
      term("A", "lamp", "3", "$0.10", "$9.99"),
      term("B", "x", "1", "1"),
      term("A", "tent lamp", "2", "$0.20", "$20.00"),
    );
    expect(facts).toMatchObject([
      { campaign: "A", sku: null, clicks: 5, spend: "0.3", sales: "29.99", orders: 2, attributionDays: 7 },
      { campaign: "B", clicks: 1, spend: "1" },
    ]);
    expect(notes.at(-1)).toBe("3 lines were added up to 2 records, one for each campaign, SKU and span of days.");
  });

  it("has no impressions, for terms without clicks are not in it", async () => {
    const { facts, notes } = await read(term("A", "lamp", "3", "$0.10"));
    expect(facts[0]?.impressions).toBeNull();
    expect(notes.join()).toContain("leaves out terms without clicks");
  });

  it("of which one line is wrong leaves that campaign out whole: its sum would be too small and look right", async () => {
    const { facts, rejects } = await read(term("A", "lamp", "3", "$0.10"), term("B", "x", "1", "1"), term("A", "tent", "two", "$0.20"));
    expect(facts.map((f) => f.campaign)).toEqual(["B"]);
    expect(rejects.map((r) => [r.row, r.code, r.value])).toEqual([
      [4, "not-a-number", "two"],
      [2, "incomplete", "A · 2026-11-02 · 2026-11-02"],
    ]);
  });

  it("whose sum is more than can be kept is rejected, not rounded", async () => {
    const { rejects } = await read(term("A", "lamp", "1", "999999999999"), term("A", "tent", "1", "999999999999"));
    expect(rejects).toMatchObject([{ row: 2, code: "out-of-range" }]);
    expect((await read(term("A", "lamp", "2000000000", "1"), term("A", "b", "2000000000", "1"))).rejects[0]?.code).toBe("out-of-range");
  });

  it("adds to the same sums however its lines are ordered", async () => {
    const cents = fc.array(fc.tuple(fc.constantFrom("A", "B"), fc.integer({ min: 0, max: 99_999 })), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(cents, async (lines) => {
        const rows = lines.map(([c, n], i) => term(c, `w${i}`, "1", (n / 100).toFixed(2)));
        const spent = async (r: string[][]) => Object.fromEntries((await read(...r)).facts.map((f) => [f.campaign, Number(f.spend)]));
        const there = await spent(rows);
        expect(await spent(rows.toReversed())).toEqual(there);
        for (const campaign of Object.keys(there)) {
          const sum = lines.filter(([c]) => c === campaign).reduce((n, [, c]) => n + c, 0);
          expect(there[campaign]).toBe(sum / 100);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("Sponsored Brands in the old console", () => {
  it("ascribe sales for fourteen days", async () => {
    const header = [
      "Date",
      "Currency",
      "Campaign Name",
      "Impressions",
      "Clicks",
      "Spend",
      "14 Day Total Sales ",
      "14 Day Total Orders (#)",
    ];
    const { facts } = await readAs(old, csv([header, ["Nov 02, 2026", "USD", "SB-brand", "10", "1", "$0.50", "$5.00", "1"]]), {
      store: US,
    });
    expect(facts[0]).toMatchObject({ attributionDays: 14, sales: "5", orders: 1, units: null });
  });
});

describe("the console of 2026", () => {
  const withRange = async (range: string) => {
    const sample = await sampleOf("amazon-ads-console");
    const at = sample[0]?.indexOf("Date range") ?? -1;
    return readAs(current, csv(sample.map((r, i) => (i === 0 ? r : r.with(at, range)))), { store: US });
  };

  it.each([
    ["Nov 01, 2026 - Nov 07, 2026", "2026-11-01", "2026-11-07"],
    ["2026-11-01 - 2026-11-07", "2026-11-01", "2026-11-07"],
    ["2026-11-01 至 2026-11-07", "2026-11-01", "2026-11-07"],
    ["11/01/2026 – 11/07/2026", "2026-11-01", "2026-11-07"],
    ["Nov 03, 2026", "2026-11-03", "2026-11-03"],
  ])("keeps %s as it is, and spreads it over no days", async (range, from, to) => {
    expect((await withRange(range)).facts[0]).toMatchObject({ from, to, spend: "108.61" });
  });

  it.each([
    ["Nov 07, 2026 - Nov 01, 2026", "wrong-order"],
    ["Nov 01, 2026 - ", "not-a-date"],
    ["last week", "not-a-date"],
    ["", "missing"],
  ])("rejects the days %s", async (range, code) => {
    expect((await withRange(range)).rejects.map((r) => r.code)).toEqual([code, code, code]);
  });

  it("takes the ids out of Excel's guard, and does not take them for campaigns", async () => {
    const { facts } = await withRange("Nov 03, 2026");
    expect(facts.map((f) => f.campaign)).toEqual(["SP-lantern-auto", "SP-lantern-exact", "SP-leash-auto"]);
  });
});
