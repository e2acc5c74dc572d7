import { expect, it } from "vitest";
import { UserError } from "../../../src/domain/user-error.ts";
import { describeStores } from "../harness.ts";
import { importFile, importsOf, line, makeCompany, returned, seenLines, seenSkus } from "./world.ts";

describeStores((_, open) => {
  const start = async () => {
    const store = await open();
    await makeCompany(store.prisma);
    return { store, prisma: store.prisma, imports: importsOf(store.prisma) };
  };

  const MONDAY = [
    line("1", "A", 2, "20.00", "2026-11-02"),
    line("1", "B", 1, "5.00", "2026-11-02"),
    line("2", "A", 1, "10.00", "2026-11-02"),
  ];

  it("undoes an import: what it added goes, what it changed and removed comes back", async () => {
    const { prisma, imports } = await start();
    await importFile(imports, "order-lines", MONDAY, { beside: [returned("1", "A", 1, "2026-11-05")] });
    const before = await seenLines(prisma);
    const second = await importFile(imports, "order-lines", [
      line("1", "A", 3, "30.00", "2026-11-02"),
      line("7", "N", 1, "1", "2026-11-03"),
    ]);
    expect(await prisma.return.count()).toBe(0);
    const undone = await imports.undo(second.id);
    expect(undone).toEqual({ restored: 3, removed: 2 });
    expect(await seenLines(prisma)).toEqual(before);
    expect(await seenSkus(prisma)).toEqual(["A", "B"]);
    expect((await prisma.return.findMany()).map((r) => [r.order_id, r.replaced_by])).toEqual([["1", null]]);
    expect(
      (await prisma.orderLine.findMany({ where: { order_id: "1" }, orderBy: { sku_id: "asc" } })).map((l) => l.amount?.toString()),
    ).toEqual(["20", "5"]);
    await expect(imports.undo(second.id)).rejects.toMatchObject({ code: "import-not-visible" });
  });

  it("does not undo what a later import has changed", async () => {
    const { prisma, imports } = await start();
    const first = await importFile(imports, "order-lines", MONDAY);
    const second = await importFile(imports, "order-lines", [line("1", "A", 3, "30.00", "2026-11-02")]);
    await expect(imports.undo(first.id)).rejects.toMatchObject({ code: "import-changed-since" });
    await imports.undo(second.id);
    await imports.undo(first.id);
    expect(await seenLines(prisma)).toEqual([]);
    expect(await prisma.orderLine.count()).toBe(0);
    expect(await prisma.salesDay.count()).toBe(0);
  });

  it("does not undo the removal of a line whose order came back with a later file", async () => {
    const { prisma, imports } = await start();
    const stock = (quantity: number) =>
      ({
        warehouse: "US-FBA",
        sku: "A",
        state: "available",
        day: line("", "", 0, null, "2026-11-02").day,
        quantity,
        title: null,
        asin: null,
        fnsku: null,
      }) as const;
    await importFile(imports, "stock", [stock(1)], { store: null });
    const second = await importFile(imports, "stock", [stock(2)], { store: null });
    await importFile(imports, "stock", [stock(3)], { store: null });
    await expect(imports.undo(second.id)).rejects.toBeInstanceOf(UserError);
    expect((await prisma.stockSnapshot.findMany()).map((s) => s.quantity)).toEqual([3]);
  });

  it("keeps a SKU of an undone import that a later import names too", async () => {
    const { prisma, imports } = await start();
    const first = await importFile(imports, "order-lines", [line("1", "A", 1, "1", "2026-11-02"), line("1", "B", 1, "1", "2026-11-02")]);
    await importFile(imports, "order-lines", [line("2", "A", 1, "1", "2026-11-03")]);
    await imports.undo(first.id);
    expect(await seenSkus(prisma)).toEqual(["A"]);
  });

  it("shows products only when published, keeps what a file leaves open, and forgets an undone file", async () => {
    const { prisma, imports } = await start();
    const product = (sku: string, more: object) => ({
      sku,
      title: null,
      category: null,
      role: null,
      supplier: null,
      moq: null,
      carton: null,
      price: null,
      currency: null,
      launchedOn: null,
      active: true,
      ...more,
    });
    await importFile(imports, "products", [product("A", { title: "Lantern", category: "home", supplier: "yiwu-1", moq: 100 })], {
      store: null,
    });
    expect(await prisma.sku.findUnique({ where: { code: "A" }, include: { supplier: true } })).toMatchObject({
      title: "Lantern",
      category: "home",
      moq: 100,
      supplier: { code: "yiwu-1" },
    });
    const second = await importFile(imports, "products", [product("A", { carton: 24, active: false }), product("B", {})], { store: null });
    expect(second).toMatchObject({ read: 2, accepted: 2 });
    expect(await prisma.sku.findUnique({ where: { code: "A" } })).toMatchObject({ moq: 100, carton: 24, active: false });
    await imports.undo(second.id);
    expect(await prisma.sku.findUnique({ where: { code: "A" } })).toMatchObject({ title: "Lantern", moq: 100, carton: null, active: true });
    expect(await seenSkus(prisma)).toEqual(["A"]);
  });

  it("does not undo what a later file says too: its figures would go with it", async () => {
    const { prisma, imports } = await start();
    const first = await importFile(imports, "order-lines", MONDAY);
    const second = await importFile(imports, "order-lines", MONDAY);
    await expect(imports.undo(first.id)).rejects.toMatchObject({
      code: "import-confirmed-since",
      hint: { en: `Undo import ${second.id} first.` },
    });
    await imports.undo(second.id);
    expect(await seenLines(prisma)).toHaveLength(3);
    await imports.undo(first.id);
    expect(await seenLines(prisma)).toEqual([]);
  });
});
