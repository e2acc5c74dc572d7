import { Decimal } from "decimal.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { addDays, day } from "../../../src/domain/calendar/day.ts";
import type { AdSpend } from "../../../src/domain/facts/facts.ts";
import { together } from "../../../src/store/facts/ad-levels.ts";
import { describeStores } from "../harness.ts";
import { decimal, importFile } from "../imports/world.ts";
import { NOV, startCompany, told } from "./ask.ts";
import { ad } from "./money-world.ts";

const span = (from: number, length: number) => ({ from: addDays(NOV.from, from), to: addDays(NOV.from, from + length - 1) });
const dollars = (n: number) => ({ spend: decimal(String(n)) });

/** What one campaign reports: SKUs by day, and totals by day or of a week. */
interface Campaign {
  readonly skus: readonly { readonly on: number; readonly sku: string; readonly spend: number }[];
  readonly totals: readonly { readonly on: number; readonly spend: number }[];
  readonly week: { readonly on: number; readonly spend: number } | null;
}
const campaign: fc.Arbitrary<Campaign> = fc.record({
  skus: fc.uniqueArray(fc.record({ on: fc.nat(9), sku: fc.constantFrom("A", "B"), spend: fc.integer({ min: 1, max: 40 }) }), {
    maxLength: 8,
    selector: (s) => `${s.on} ${s.sku}`,
  }),
  totals: fc.uniqueArray(fc.record({ on: fc.nat(9), spend: fc.integer({ min: 1, max: 90 }) }), { maxLength: 5, selector: (t) => t.on }),
  week: fc.option(fc.record({ on: fc.nat(3), spend: fc.integer({ min: 1, max: 300 }) }), { nil: null }),
});

const rowsOf = (name: string, { skus, totals, week }: Campaign): AdSpend[] => [
  ...skus.map((s) => ad(name, s.sku, addDays(NOV.from, s.on), dollars(s.spend))),
  ...totals.map((t) => ad(name, null, addDays(NOV.from, t.on), dollars(t.spend))),
  ...(week === null ? [] : [ad(name, null, addDays(NOV.from, week.on), { ...dollars(week.spend), to: addDays(NOV.from, week.on + 6) })]),
];

const total = (rows: readonly AdSpend[]): Decimal => rows.reduce((sum, r) => sum.plus(r.spend), new Decimal(0));

/** By hand, where nothing is told by the week: of each day of a campaign its SKUs, or its total where that is more. */
const byHand = (rows: readonly AdSpend[]): Decimal =>
  [...Map.groupBy(rows, (r) => `${r.campaign} ${r.from}`).values()].reduce(
    (sum, mine) => sum.plus(Decimal.max(total(mine.filter((r) => r.sku !== null)), total(mine.filter((r) => r.sku === null)))),
    new Decimal(0),
  );

describeStores((_, open) => {
  const spent = async (rows: readonly AdSpend[]) => {
    const { imports, ask } = await startCompany(open);
    // A campaign of a dollar on the first and the last day, so that the report knows all between.
    await importFile(imports, "ads", [...rows, ad("edge", null, NOV.from, dollars(1)), ad("edge", null, NOV.to, dollars(1))]);
    const all = new Decimal(told(await ask(["ad-spend"]), "ad-spend")).minus(2);
    const bySku = (await ask(["ad-spend"], { by: "sku" })).rows.reduce((sum, r) => {
      const value = r.values["ad-spend"];
      return value?.kind === "value" ? sum.plus(value.value) : sum;
    }, new Decimal(0));
    return { all, bySku };
  };

  it("the SKUs and the total of a campaign's day are the same money, and the larger of the two is all of it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(campaign, { minLength: 1, maxLength: 6 }), async (campaigns) => {
        const rows = campaigns.flatMap((c, i) => rowsOf(`C${i}`, { ...c, week: null }));
        const { all, bySku } = await spent(rows);
        expect(all.toFixed()).toBe(byHand(rows).toFixed());
        expect(bySku.toFixed()).toBe(total(rows.filter((r) => r.sku !== null)).toFixed());
      }),
      { numRuns: 6 },
    );
  });

  it("with a week's total beside days nothing is told twice, and SKUs never come to more than the whole", async () => {
    await fc.assert(
      fc.asyncProperty(campaign, async (c) => {
        const rows = rowsOf("C", c);
        const { all, bySku } = await spent(rows);
        expect(all.lte(total(rows))).toBe(true);
        expect(bySku.lte(all)).toBe(true);
        expect(bySku.toFixed()).toBe(total(rows.filter((r) => r.sku !== null)).toFixed());
      }),
      { numRuns: 6 },
    );
  });

  it("a week by campaign beside its SKUs by day is told once, and what the SKUs do not explain is of no SKU", async () => {
    const { imports, ask } = await startCompany(open);
    await importFile(imports, "ads", [
      ad("SP", null, "2026-11-02", { ...dollars(70), to: day("2026-11-08") }),
      ...[2, 3, 5, 8].map((d) => ad("SP", "A", `2026-11-0${d}`, dollars(15))),
    ]);
    const answer = await ask(["ad-spend"]);
    expect(told(answer, "ad-spend")).toBe("70");
    expect(answer.notes.map((n) => n.en)).toContain(
      "14.3 % of the ad spend is in totals of campaigns that no row of a SKU explains: not attributed to a SKU",
    );
    expect(told(await ask(["ad-spend"], { by: "sku" }), "ad-spend", "A")).toBe("60");
  });
});

it("reports that overlap in part are never both counted: the one that knows more days is", () => {
  expect(together([span(0, 7)], [span(3, 9)])).toEqual([{ skus: [], totals: [span(3, 9)] }]);
  expect(together([span(0, 7)], [span(3, 7)])).toEqual([{ skus: [span(0, 7)], totals: [] }]);
  expect(together([span(1, 1), span(3, 1)], [span(0, 7)])).toEqual([{ skus: [span(1, 1), span(3, 1)], totals: [span(0, 7)] }]);
});
