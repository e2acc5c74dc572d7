import { describe, expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import type { Purchase, Purchases } from "../../src/ports/purchases.ts";
import { purchases } from "../../src/store/purchases.ts";
import { FakePurchases } from "../fakes/purchases.ts";
import { describePostgres, describeStores, type TestStore } from "./harness.ts";

const NINE = new Date("2026-11-22T01:00:00Z");
const ask = (more: Partial<Omit<Purchase, "id">> = {}): Omit<Purchase, "id"> => ({
  sku: "KTC-01",
  warehouse: "US-FBA",
  quantity: 240,
  mode: "sea",
  cash: { amount: "1234.5", currency: "USD" },
  planAsOf: day("2026-11-21"),
  by: "wei",
  at: NINE,
  ...more,
});

async function of(store: Pick<TestStore, "prisma">): Promise<Purchases> {
  await store.prisma.sku.createMany({ data: ["KTC-01", "KTC-02"].map((code) => ({ code })), skipDuplicates: true });
  return purchases(store.prisma);
}

function contract(open: () => Promise<Purchases> | Purchases): void {
  it("stands as the first one said it; who comes second is told", async () => {
    const p = await open();
    const { first, purchase } = await p.approve(ask());
    expect(first).toBe(true);
    expect(purchase).toMatchObject(ask());
    expect(await p.approve(ask({ by: "olga", quantity: 300 }))).toEqual({ first: false, purchase });
    expect((await p.approve(ask({ warehouse: "EU-FBA" }))).first).toBe(true);
    expect((await p.approve(ask({ planAsOf: day("2026-11-22") }))).first).toBe(true);
  });

  it("is remembered for the plans after it, newest first, with or without a known cost", async () => {
    const p = await open();
    await p.approve(ask({ cash: null, mode: null }));
    await p.approve(ask({ planAsOf: day("2026-11-22"), quantity: 60 }));
    await p.approve(ask({ sku: "KTC-02" }));
    const found = await p.approved({ since: day("2026-11-21"), sku: "KTC-01" });
    expect(found.map((x) => [x.quantity, x.cash?.amount ?? null, x.mode])).toEqual([
      [60, "1234.5", "sea"],
      [240, null, null],
    ]);
    expect(await p.approved({ since: day("2026-11-22") })).toHaveLength(1);
  });

  it("keeps the ways of its parts, and a rest that is approved later on the same plan joins it", async () => {
    const p = await open();
    const parts = [
      { mode: "express", units: 144 },
      { mode: "sea", units: 252 },
    ] as const;
    const { purchase } = await p.approve(ask({ quantity: 396, mode: "express", legs: parts }));
    expect(purchase).toMatchObject({ quantity: 396, mode: "express", legs: parts });
    const rest = ask({ quantity: 48, mode: "sea", by: "olga" });
    expect(await p.approve(rest, purchase)).toMatchObject({
      first: true,
      purchase: { id: purchase.id, quantity: 444, by: "olga", legs: [parts[0], { mode: "sea", units: 300 }], cash: { amount: "2469" } },
    });
    // Who decided on what it was before is too late.
    expect(await p.approve(rest, purchase)).toMatchObject({ first: false, purchase: { quantity: 444 } });
  });

  it("can be taken back once, and decided anew", async () => {
    const p = await open();
    const { purchase } = await p.approve(ask());
    expect(await p.withdraw(purchase.id)).toBe(true);
    expect(await p.withdraw(purchase.id)).toBe(false);
    expect(await p.approved({ since: day("2026-11-01") })).toEqual([]);
    expect((await p.approve(ask({ by: "olga" }))).first).toBe(true);
  });
}

describe("an approval in memory", () => {
  contract(() => new FakePurchases());
});
describeStores((_, open) => contract(async () => of(await open())));
describePostgres((_, open) => {
  it("is one person's when twenty approve at once", async () => {
    const store = await open();
    const p = await of(store);
    const other = purchases((await store.connectAgain()).prisma);
    const all = await Promise.all(Array.from({ length: 20 }, (_n, i) => (i % 2 === 0 ? p : other).approve(ask({ by: `m${i}` }))));
    expect(all.filter((a) => a.first)).toHaveLength(1);
    expect(new Set(all.map((a) => a.purchase.by)).size).toBe(1);
  });
});
