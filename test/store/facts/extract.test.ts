import { beforeAll, describe, expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import type { MeasureId, MeasureQuery } from "../../../src/domain/kpi/measure.ts";
import { makeFacts } from "../../../src/store/facts/facts.ts";
import { describeStores } from "../harness.ts";
import { asText, type Extract, readExtract, thousandths } from "../imports/extract.ts";
import { skipped } from "../../skipped.ts";
import { whyNoExtract } from "../../extract/file.ts";
import { head, importsOf } from "../imports/world.ts";
import { told } from "./ask.ts";

const missing = skipped("the Online Retail extract in the store", whyNoExtract());

const plain = (text: string) => text.replace(/0+$/, "").replace(/\.$/, "");

/** What the figures of a month are, added up by hand. */
function byMonth(extract: Extract, months: readonly string[]) {
  return months.map((month) => {
    const mine = extract.lines.filter((l) => l.fact.day.startsWith(month));
    const sales = mine.filter((l) => l.fact.flag === null);
    const back = extract.returns.filter((r) => r.fact.day.startsWith(month));
    const money = (amounts: readonly (string | null)[]) => plain(asText(amounts.reduce((sum, a) => sum + thousandths(a ?? "0"), 0n)));
    return [
      month,
      String(sales.reduce((sum, l) => sum + l.fact.quantity, 0)),
      String(new Set(sales.map((l) => l.fact.orderId)).size),
      money(sales.map((l) => l.fact.amount)),
      String(new Set(sales.map((l) => l.fact.sku)).size),
      String(back.reduce((sum, r) => sum + r.fact.quantity, 0)),
      money(back.map((r) => r.fact.refund)),
    ];
  });
}

const MONTHS = Array.from({ length: 13 }, (_, i) => (i === 0 ? "2010-12" : `2011-${String(i).padStart(2, "0")}`));
const MEASURES = ["units", "orders", "sales-valid", "skus-sold", "units-returned", "refunds"] as const satisfies readonly MeasureId[];

describe.skipIf(missing)("the Online Retail extract", () => {
  let extract: Extract;
  beforeAll(() => {
    extract = readExtract();
  });

  describeStores((name, open) => {
    it("agrees month by month with an independent computation, changes nothing when read again, and is gone when undone", async () => {
      const { prisma } = await open();
      await prisma.store.create({
        data: { code: "gifts", name: "Gifts", platform: "web", country: "GB", currency: "GBP", zone: "Europe/London" },
      });
      const imports = importsOf(prisma);
      const read = async () => {
        const opened = await imports.open(head("order-lines", { store: "gifts" }), false);
        for (let i = 0; i < extract.lines.length; i += 1000) await opened.add(extract.lines.slice(i, i + 1000));
        await opened.addBeside("returns", extract.returns);
        const counts = await opened.publish();
        await imports.settled();
        return { ...counts, id: opened.id };
      };
      const rows = extract.lines.length;
      expect(rows).toBe(253_227);
      const first = await read();
      expect(first).toMatchObject({ read: rows, accepted: rows, unchanged: 0, rejected: 0 });

      const facts = makeFacts(prisma);
      const query: MeasureQuery = {
        measures: MEASURES,
        scope: { stores: ["gifts"] },
        period: { from: day("2010-12-01"), to: day("2011-12-31") },
        currency: "GBP",
        asOf: day("2011-12-31"),
      };
      const months = await facts.read({ ...query, by: "month" });
      const figures = months.rows.map((r) => [r.key, ...MEASURES.map((m) => told(months, m, r.key))]);
      expect(figures).toEqual(byMonth(extract, MONTHS));
      expect(months.coverage).toEqual({ covered: 374, of: 396 });

      // Any split adds up to the whole.
      const whole = await facts.read(query);
      for (const by of ["day", "sku", "store"] as const) {
        const parts = await facts.read({ ...query, by });
        for (const m of ["units", "sales-valid", "units-returned", "refunds", ...(by === "sku" ? [] : (["orders"] as const))] as const) {
          const sum = parts.rows.reduce((s, r) => {
            const value = r.values[m];
            return value?.kind === "value" ? s + thousandths(value.value.toFixed(3)) : s;
          }, 0n);
          expect([by, m, plain(asText(sum))]).toEqual([by, m, told(whole, m)]);
        }
      }
      // Its returns have invoice numbers of their own.
      const cohort = await facts.read({ ...query, measures: ["cohort-units-returned"], maturityDays: 30 });
      expect(told(cohort, "cohort-units-returned")).toContain("do not name the order");

      if (name === "postgres") return;
      const again = await read();
      expect(again).toMatchObject({ read: rows, accepted: 0, unchanged: rows, rejected: 0 });
      expect(await facts.read(query)).toEqual(whole);
      await imports.undo(again.id);
      await imports.undo(first.id);
      expect(told(await facts.read(query), "units")).toContain("import the orders report");
      expect(await prisma.orderLine.count()).toBe(0);
    }, 240_000);
  });
});
