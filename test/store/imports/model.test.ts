import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LineFlag, OrderLine } from "../../../src/domain/facts/facts.ts";
import { day } from "../../../src/domain/calendar/day.ts";
import { makeFacts } from "../../../src/store/facts/facts.ts";
import { told } from "../facts/ask.ts";
import { describeEmbedded } from "../harness.ts";
import { decimal, head, importFile, importsOf, line, makeCompany, numbered, seenLines } from "./world.ts";

/** The store as a few lines of JavaScript: what is visible, by order, and what undoing would bring back. */
class Model {
  orders = new Map<string, { readonly by: number; readonly lines: ReadonlyMap<string, OrderLine> }>();
  readonly files: {
    readonly id: number;
    readonly before: Model["orders"];
    readonly touched: ReadonlySet<string>;
    readonly same: boolean;
  }[] = [];

  read(id: number, rows: readonly OrderLine[]): { readonly accepted: number; readonly unchanged: number } {
    const before = this.orders;
    this.orders = new Map(before);
    const touched = new Set<string>();
    let [unchanged, same] = [0, false];
    for (const [order, lines] of Map.groupBy(rows, (r) => r.orderId)) {
      const mine = new Map(lines.map((l) => [`${l.sku}/${l.nth}`, l]));
      const old = before.get(order)?.lines ?? new Map<string, OrderLine>();
      const equal = [...mine].filter(([key, l]) => JSON.stringify(old.get(key)) === JSON.stringify(l)).length;
      unchanged += equal;
      same ||= equal > 0;
      if (equal === mine.size && equal === old.size) continue;
      touched.add(order);
      this.orders.set(order, { by: id, lines: mine });
    }
    this.files.push({ id, before, touched, same });
    return { accepted: rows.length - unchanged, unchanged };
  }

  lines(): OrderLine[] {
    return [...this.orders.values()].flatMap((o) => [...o.lines.values()]);
  }
}

const FLAGS: readonly (LineFlag | null)[] = [null, null, null, "cancelled", "pending", "non-product"];

const orderLine = fc
  .record({
    order: fc.integer({ min: 1, max: 6 }),
    sku: fc.constantFrom("A", "a", "B"),
    nth: fc.integer({ min: 1, max: 2 }),
    quantity: fc.integer({ min: 1, max: 3 }),
    cents: fc.option(fc.integer({ min: 1, max: 300 }), { nil: null, freq: 8 }),
    day: fc.integer({ min: 1, max: 5 }),
    flag: fc.constantFrom(...FLAGS),
  })
  .map((r) =>
    line(`o${r.order}`, r.sku, r.quantity, null, `2026-11-0${r.day}`, {
      nth: r.nth,
      flag: r.flag,
      amount: r.cents === null ? null : decimal((r.cents / 100).toFixed(2)),
    }),
  );
const file = fc.uniqueArray(orderLine, { minLength: 1, maxLength: 12, selector: (l) => `${l.orderId}/${l.sku}/${l.nth}` });
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("file" as const), rows: file }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("again" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("killed" as const), rows: file }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("undo" as const) }) },
);

const PERIOD = { from: day("2026-11-01"), to: day("2026-11-10") };

describe("any sequence of files, kills and undos", () => {
  describeEmbedded((_, open) => {
    it("leaves what a few lines of JavaScript would, and figures that are the sums of it", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 7 }), async (steps) => {
          const { prisma } = await open();
          await makeCompany(prisma);
          const imports = importsOf(prisma);
          const facts = makeFacts(prisma);
          let model = new Model();
          let last: readonly OrderLine[] = [];
          const [counted, foreseen]: [unknown[], unknown[]] = [[], []];
          for (const s of steps) {
            if (s.kind === "undo") {
              const newest = model.files.at(-1);
              if (newest === undefined) continue;
              await imports.undo(newest.id);
              const older = new Model();
              older.orders = newest.before;
              older.files.push(...model.files.slice(0, -1));
              model = older;
            } else if (s.kind === "killed") {
              const dead = await imports.open(head("order-lines"), false);
              await dead.add(numbered(s.rows));
              await dead.abandon("killed");
            } else {
              const rows = s.kind === "again" ? last : s.rows;
              if (rows.length === 0) continue;
              last = rows;
              const counts = await importFile(imports, "order-lines", rows);
              counted.push(counts);
              foreseen.push({ id: counts.id, read: rows.length, ...model.read(counts.id, rows), rejected: 0 });
            }
            expect(counted).toEqual(foreseen);
            const expected = model.lines().map((l) => [l.orderId, l.sku, l.nth, l.quantity, l.flag]);
            const seen = (await seenLines(prisma)).map((l) => [l.order, l.sku, l.nth, l.quantity, l.flag]);
            expect(seen).toEqual(expected.toSorted((a, b) => (JSON.stringify(a.slice(0, 3)) < JSON.stringify(b.slice(0, 3)) ? -1 : 1)));
          }
          if (model.files.length === 0) return;
          const valid = model.lines().filter((l) => l.flag === null);
          const query = {
            measures: ["units", "orders", "sales-valid", "skus-sold"],
            scope: { stores: ["us"] },
            period: PERIOD,
            currency: "USD",
            asOf: PERIOD.to,
          } as const;
          const whole = await facts.read(query);
          const orders = new Set(valid.map((l) => l.orderId)).size;
          expect([told(whole, "units"), told(whole, "orders"), told(whole, "skus-sold")]).toEqual([
            String(valid.reduce((sum, l) => sum + l.quantity, 0)),
            String(orders),
            String(new Set(valid.map((l) => l.sku)).size),
          ]);
          const priced = valid.filter((l) => l.amount !== null);
          const cents = priced.reduce((sum, l) => sum + Math.round(Number(l.amount) * 100), 0);
          const because = "— the orders do not say their amounts yet";
          expect(told(whole, "sales-valid")).toBe(valid.length > 0 && priced.length === 0 ? because : String(cents / 100));
          const days = await facts.read({ ...query, by: "day" });
          const byDay = days.rows.reduce((sum, r) => sum + (r.values.orders?.kind === "value" ? r.values.orders.value.toNumber() : 0), 0);
          expect(byDay).toBe(orders);
          expect(await prisma.orderLine.count()).toBe(model.lines().length);
        }),
        { numRuns: 60 },
      );
    }, 240_000);
  });
});
