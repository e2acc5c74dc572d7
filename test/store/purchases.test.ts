import { expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import type { NewPurchase, Purchase, Purchases } from "../../src/ports/purchases.ts";
import { audit } from "../../src/store/audit.ts";
import { purchases } from "../../src/store/purchases.ts";
import { describePostgres, describeStores, type TestStore } from "./harness.ts";

const NINE = new Date("2026-11-22T01:00:00Z");
const ask = (more: Partial<NewPurchase> = {}): NewPurchase => ({
  sku: "KTC-01",
  warehouse: "US-FBA",
  quantity: 240,
  mode: "sea",
  cash: { amount: "1234.5", currency: "USD" },
  worth: "1234.5",
  planAsOf: day("2026-11-21"),
  by: "wei",
  at: NINE,
  ...more,
});
const olga = { by: "olga", at: NINE };
const noted = (what: string) => ({ at: NINE, by: "olga", what, on: "KTC-01", details: {} });

async function of(store: Pick<TestStore, "prisma">): Promise<Purchases> {
  const supplier = await store.prisma.supplier.upsert({ where: { code: "NB" }, update: {}, create: { code: "NB", name: "Ningbo Wood" } });
  const codes = ["KTC-01", "KTC-02"].map((code) => ({ code, supplier_id: supplier.id }));
  await store.prisma.sku.createMany({ data: [...codes, { code: "LONE-1" }], skipDuplicates: true });
  return purchases(store.prisma);
}

const confirmed = (p: Purchase) => ({
  id: p.id,
  revision: p.revision,
  quantity: p.quantity,
  legs: p.legs,
  price: { amount: "4.1", currency: "USD" },
  readyOn: day("2026-12-10"),
});

describeStores((_, open) => {
  it("an approval stands as the first one said it; who comes second is told", async () => {
    const p = await of(await open());
    const { first, purchase } = await p.approve(ask());
    expect(first).toBe(true);
    expect(purchase).toMatchObject({ ...ask(), state: "approved", legs: [{ mode: "sea", units: 240 }] });
    expect(await p.approve(ask({ by: "olga", quantity: 300 }))).toEqual({ first: false, purchase });
    expect((await p.approve(ask({ warehouse: "EU-FBA" }))).first).toBe(true);
    expect((await p.approve(ask({ planAsOf: day("2026-11-22") }))).first).toBe(true);
  });

  it("is remembered for the plans after it, newest first, with or without a known cost", async () => {
    const p = await of(await open());
    await p.approve(ask({ cash: null, worth: null, mode: null }));
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
    const p = await of(await open());
    const parts = [
      { mode: "express", units: 144, lane: "US-EXP", arrivesOn: day("2026-11-30") },
      { mode: "sea", units: 252, lane: "US-SEA", arrivesOn: day("2026-12-28") },
    ] as const;
    const { purchase } = await p.approve(ask({ quantity: 396, mode: "express", legs: parts }));
    expect(purchase).toMatchObject({ quantity: 396, mode: "express", legs: parts });
    const rest = ask({ quantity: 48, mode: "sea", legs: [{ mode: "sea", units: 48, lane: "US-SEA" }], by: "olga" });
    expect(await p.approve(rest, purchase)).toMatchObject({
      first: true,
      purchase: { id: purchase.id, quantity: 444, by: "olga", legs: [parts[0], { mode: "sea", units: 300 }], cash: { amount: "2469" } },
    });
    // Who decided on what it was before is too late.
    expect(await p.approve(rest, purchase)).toMatchObject({ first: false, purchase: { quantity: 444 } });
  });

  it("can be taken back once, and decided anew", async () => {
    const p = await of(await open());
    const { purchase } = await p.approve(ask());
    expect(await p.withdraw(purchase.id)).toBe(true);
    expect(await p.withdraw(purchase.id)).toBe(false);
    expect(await p.approved({ since: day("2026-11-01") })).toEqual([]);
    expect((await p.approve(ask({ by: "olga" }))).first).toBe(true);
  });

  it("that waits for a second person is not approved; that person is another one, and is noted with the first", async () => {
    const store = await open();
    const p = await of(store);
    const { purchase } = await p.approve(ask({ state: "waiting" }));
    expect(purchase.state).toBe("waiting");
    expect(await p.approved({ since: day("2026-11-01") })).toEqual([]);
    expect((await p.waiting()).map((w) => w.id)).toEqual([purchase.id]);
    expect(await p.second(purchase.id, purchase.revision, { by: "wei", at: NINE }, noted("second"))).toMatchObject({ kind: "same-person" });
    expect(await p.second(purchase.id, purchase.revision + 1, olga, noted("second"))).toMatchObject({ kind: "changed" });
    expect(await audit(store.prisma).recent(5)).toEqual([]);
    expect(await p.second(purchase.id, purchase.revision, olga, noted("second"))).toMatchObject({
      kind: "done",
      purchase: { state: "approved", by: "olga", first: { by: "wei", at: NINE } },
    });
    expect((await audit(store.prisma).recent(5)).map((e) => e.what)).toEqual(["second"]);
    expect(await p.second(purchase.id, purchase.revision, olga)).toMatchObject({ kind: "changed" });
    expect(await p.second(999, 0, olga)).toEqual({ kind: "unknown" });
    expect(await p.approved({ since: day("2026-11-01") })).toHaveLength(1);
  });

  it("is refused with a reason, which gives the plan free again", async () => {
    const p = await of(await open());
    const { purchase } = await p.approve(ask({ state: "waiting" }));
    // While it waits nobody begins another one of the same plan.
    expect(await p.approve(ask({ by: "ann" }))).toMatchObject({ first: false, purchase: { id: purchase.id } });
    expect(await p.reject(purchase.id, purchase.revision, "Too much\0 for one season", olga)).toMatchObject({
      kind: "done",
      purchase: { state: "rejected", because: "Too much for one season", by: "olga", first: { by: "wei" } },
    });
    expect(await p.waiting()).toEqual([]);
    expect((await p.approve(ask({ by: "ann" }))).first).toBe(true);
  });

  it("keeps counting what was approved while a rest of the same plan waits; then both are one", async () => {
    const p = await of(await open());
    const { purchase } = await p.approve(ask());
    const rest = (await p.approve(ask({ quantity: 60, state: "waiting", by: "ann" }), purchase)).purchase;
    expect([rest.state, rest.order]).toEqual(["waiting", purchase.order]);
    expect((await p.approved({ since: day("2026-11-01") })).map((x) => x.quantity)).toEqual([240]);
    expect(await p.second(rest.id, rest.revision, olga)).toMatchObject({ kind: "done", purchase: { id: purchase.id, quantity: 300 } });
    expect((await p.approved({ since: day("2026-11-01") })).map((x) => [x.quantity, x.worth])).toEqual([[300, "2469"]]);
    expect((await p.byId(rest.id))?.state).toBe("joined");
  });

  it("is changed before it is ordered, by who saw it as it is; what was agreed before is asked anew", async () => {
    const p = await of(await open());
    const { purchase } = await p.approve(ask({ state: "waiting" }));
    const agreed = await p.second(purchase.id, purchase.revision, olga);
    if (agreed.kind !== "done") throw new Error(agreed.kind);
    const more = ask({ quantity: 500, proposed: 240, neededBy: day("2026-12-20"), note: "before Christmas", state: "waiting", by: "ann" });
    expect(await p.revise(purchase.id, purchase.revision, more)).toMatchObject({ kind: "changed" });
    expect(await p.revise(purchase.id, agreed.purchase.revision, more)).toMatchObject({
      kind: "done",
      purchase: {
        state: "waiting",
        quantity: 500,
        proposed: 240,
        neededBy: "2026-12-20",
        note: "before Christmas",
        first: null,
        by: "ann",
      },
    });
  });

  it("is a line of its supplier's order of the plan day; a SKU without a supplier has an order of its own", async () => {
    const p = await of(await open());
    const lines = [await p.approve(ask()), await p.approve(ask({ sku: "KTC-02" })), await p.approve(ask({ warehouse: "EU-FBA" }))];
    const [order] = new Set(lines.map((l) => l.purchase.order));
    const alone = (await p.approve(ask({ sku: "LONE-1" }))).purchase.order;
    const tomorrow = (await p.approve(ask({ planAsOf: day("2026-11-22") }))).purchase.order;
    expect(new Set([order, alone, tomorrow]).size).toBe(3);
    const orders = await p.orders();
    expect(orders.map((o) => [o.id, o.supplier, o.lines.map((l) => l.sku)])).toEqual([
      [tomorrow, "NB", ["KTC-01"]],
      [alone, null, ["LONE-1"]],
      [order, "NB", ["KTC-01", "KTC-02", "KTC-01"]],
    ]);
    await p.withdraw(lines[0]?.purchase.id ?? 0);
    expect((await p.order(order ?? 0))?.lines.map((l) => l.state)).toEqual(["withdrawn", "approved", "approved"]);
    for (const l of (await p.order(order ?? 0))?.lines ?? []) await p.withdraw(l.id);
    // Of an order that nothing is left of nobody hears again.
    expect((await p.orders()).map((o) => o.id)).toEqual([tomorrow, alone]);
  });

  it("is placed with the supplier as confirmed, once; who waits stays behind, and what comes later begins a new order", async () => {
    const store = await open();
    const p = await of(store);
    const { purchase } = await p.approve(ask());
    const waits = (await p.approve(ask({ sku: "KTC-02", state: "waiting" }))).purchase;
    const id = purchase.order ?? 0;
    const order = await p.order(id);
    const placed = { reference: "PO-7", on: day("2026-11-22"), ...olga };
    const line = { ...confirmed(purchase), quantity: 228, legs: [{ mode: "sea" as const, units: 228, lane: "US-SEA" }] };
    expect(await p.place(id, order?.revision ?? -1, { ...placed, lines: [{ ...line, revision: 9 }] }, noted("order"))).toBe(false);
    expect(await p.place(id, order?.revision ?? -1, { ...placed, lines: [] }, noted("order"))).toBe(false);
    expect((await p.order(id))?.state).toBe("open");
    expect(await p.place(id, order?.revision ?? -1, { ...placed, lines: [line] }, noted("order"))).toBe(true);
    expect(await p.place(id, order?.revision ?? -1, { ...placed, lines: [line] }, noted("order"))).toBe(false);
    expect((await audit(store.prisma).recent(5)).map((e) => e.what)).toEqual(["order"]);
    expect(await p.order(id)).toMatchObject({
      state: "ordered",
      reference: "PO-7",
      orderedOn: "2026-11-22",
      orderedBy: "olga",
      lines: [{ state: "ordered", quantity: 228, price: { amount: "4.1", currency: "USD" }, readyOn: "2026-12-10" }],
    });
    expect((await p.approved({ since: day("2026-11-01") })).map((x) => x.quantity)).toEqual([228]);
    expect(await p.withdraw(purchase.id)).toBe(false);
    const behind = (await p.byId(waits.id))?.order;
    expect(behind).not.toBe(id);
    expect((await p.approve(ask({ quantity: 48, by: "ann" }))).purchase).toMatchObject({ order: behind, quantity: 48 });
  });

  it("is closed with a reason: nothing more is expected of it", async () => {
    const p = await of(await open());
    const { purchase } = await p.approve(ask());
    const id = purchase.order ?? 0;
    expect(await p.close(id, "The factory stopped making it", olga, noted("close"))).toBe(true);
    expect(await p.close(id, "again", olga)).toBe(false);
    expect(await p.approved({ since: day("2026-11-01") })).toEqual([]);
    expect(await p.orders()).toEqual([]);
    expect(await p.orders({ closed: true })).toMatchObject([
      { state: "closed", because: "The factory stopped making it", closedBy: "olga", lines: [{ state: "closed" }] },
    ]);
  });

  it("knows what a supplier and a forwarder ask of its SKUs, and what nobody said", async () => {
    const store = await open();
    const p = await of(store);
    await store.prisma.sku.update({
      where: { code: "KTC-01" },
      data: {
        title: "Drawer organiser",
        moq: 200,
        carton: 12,
        supplier_sku: "NB-77",
        unit_kg: "0.35",
        length_cm: "30",
        width_cm: "20",
        height_cm: "5",
      },
    });
    expect(await p.goods(["KTC-01", "LONE-1", "NOBODY"], day("2026-11-21"))).toMatchObject([
      {
        sku: "KTC-01",
        supplier: { code: "NB", name: "Ningbo Wood" },
        supplierSku: "NB-77",
        moq: 200,
        carton: 12,
        unitKg: "0.35",
        sizeCm: { length: "30", width: "20", height: "5" },
        price: null,
      },
      { sku: "LONE-1", supplier: null, supplierSku: null, unitKg: null, sizeCm: null },
    ]);
  });
});

describePostgres((_, open) => {
  it("is one person's when twenty approve at once, alone or to be agreed to", async () => {
    const store = await open();
    const p = await of(store);
    const other = purchases((await store.connectAgain()).prisma);
    const all = await Promise.all(
      Array.from({ length: 20 }, (_n, i) =>
        (i % 2 === 0 ? p : other).approve(ask({ by: `m${i}`, state: i % 3 === 0 ? "waiting" : "approved" })),
      ),
    );
    expect(all.filter((a) => a.first)).toHaveLength(1);
    expect(new Set(all.map((a) => a.purchase.by)).size).toBe(1);
  });

  it("is agreed to once when twenty second persons press at once", async () => {
    const store = await open();
    const p = await of(store);
    const other = purchases((await store.connectAgain()).prisma);
    const { purchase } = await p.approve(ask({ state: "waiting" }));
    const all = await Promise.all(
      Array.from({ length: 20 }, (_n, i) => (i % 2 === 0 ? p : other).second(purchase.id, purchase.revision, { by: `m${i}`, at: NINE })),
    );
    expect(all.filter((a) => a.kind === "done")).toHaveLength(1);
    expect(all.filter((a) => a.kind === "changed")).toHaveLength(19);
  });

  it("is in one order of its supplier when its lines are approved at once, and in none that is being placed", async () => {
    const store = await open();
    const p = await of(store);
    const other = purchases((await store.connectAgain()).prisma);
    const skus = Array.from({ length: 12 }, (_n, i) => `MANY-${i}`);
    const { id } = await store.prisma.supplier.findUniqueOrThrow({ where: { code: "NB" } });
    await store.prisma.sku.createMany({ data: skus.map((code) => ({ code, supplier_id: id })) });
    const early = (await p.approve(ask())).purchase;
    const [placed, ...lines] = await Promise.all([
      other.place(early.order ?? 0, 0, { reference: null, on: day("2026-11-22"), lines: [confirmed(early)], ...olga }),
      ...skus.map((sku, i) => (i % 2 === 0 ? p : other).approve(ask({ sku }))),
    ]);
    const orders = new Set(lines.map((l) => l.purchase.order));
    // Either it was placed alone, and the others make one order; or some joined first, and it was not placed.
    expect(placed ? !orders.has(early.order) : orders.has(early.order)).toBe(true);
    expect(orders.size).toBe(1);
  });
});
