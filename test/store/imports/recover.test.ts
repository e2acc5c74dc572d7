import { expect, it } from "vitest";
import { describeStores } from "../harness.ts";
import { decimal, head, importFile, importsOf, line, makeCompany, numbered, seenLines, seenSkus } from "./world.ts";

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

  it("leaves nothing of an abandoned import", async () => {
    const { prisma, imports } = await start();
    await importFile(imports, "order-lines", MONDAY);
    const opened = await imports.open(head("order-lines"), false);
    await opened.add(numbered([line("1", "Z", 5, "1", "2026-11-02")]));
    await opened.abandon("the file is cut off");
    expect((await seenLines(prisma)).map((l) => l.sku)).toEqual(["A", "B", "A"]);
    expect(await seenSkus(prisma)).toEqual(["A", "B"]);
    expect(await prisma.orderLine.count()).toBe(3);
    await expect(opened.add(numbered(MONDAY))).rejects.toThrow("published or abandoned");
  });

  it("clears what a killed import left, and leaves a living one alone", async () => {
    const { store, prisma, imports } = await start();
    const dead = await imports.open(head("order-lines"), false);
    await dead.add(numbered(Array.from({ length: 2_500 }, (_, i) => line(`${i}`, "A", 1, "1", "2026-11-02"))));
    const again = await store.connectAgain();
    const other = importsOf(again.prisma);
    expect(await other.recover()).toBe(0);
    await prisma.$executeRaw`UPDATE import SET beat_at = now() - interval '1 hour' WHERE id = ${dead.id}`;
    expect(await other.recover()).toBe(1);
    expect(await prisma.orderLine.count()).toBe(0);
    // It was only asleep, and goes on: nothing of it may be seen.
    await expect(
      (async () => {
        await dead.add(numbered(Array.from({ length: 4_500 }, (_, i) => line(`${i}`, "A", 1, "1", "2026-11-02"))));
        await dead.publish();
      })(),
    ).rejects.toThrow("not open any more");
    await dead.abandon("lost");
    expect(await seenLines(prisma)).toEqual([]);
    expect(await prisma.orderLine.count()).toBe(0);
  });

  it("the owner of the embedded store takes every unfinished import for dead when it starts", async () => {
    const { store, prisma, imports } = await start();
    const dead = await imports.open(head("order-lines"), false);
    await dead.add(numbered(MONDAY));
    const again = await store.connectAgain();
    const owner = importsOf(again.prisma, { soleOwner: true });
    expect(await owner.recover()).toBe(1);
    expect(await owner.recover()).toBe(0);
    await dead.abandon("killed");
    expect(await seenLines(prisma)).toEqual([]);
  });

  it("finishes the sweeping that a killed process began", async () => {
    const { prisma, imports } = await start();
    await importFile(imports, "order-lines", MONDAY);
    const second = await importFile(imports, "order-lines", [line("1", "A", 3, "30.00", "2026-11-02")]);
    // As if it had been killed right after the flip: a replaced row is still there.
    await prisma.$executeRaw`UPDATE import SET swept = false WHERE id = ${second.id}`;
    await prisma.$executeRaw`UPDATE order_line SET replaced_by = ${second.id} WHERE order_id = '2'`;
    expect((await seenLines(prisma)).map((l) => l.order)).toEqual(["1"]);
    expect(await imports.recover()).toBe(0);
    expect(await prisma.orderLine.count()).toBe(1);
    expect(await prisma.import.count({ where: { swept: false } })).toBe(0);
  });

  it("keeps a SKU that a dead import named first, as soon as another import shows it", async () => {
    const { prisma, imports } = await start();
    const dead = await imports.open(head("order-lines"), false);
    await dead.add(numbered([line("1", "A", 1, "1", "2026-11-02", { title: "Old words" }), line("2", "GHOST", 1, "1", "2026-11-02")]));
    await dead.abandon("cut off");
    await importFile(imports, "order-lines", [line("1", "A", 1, "1", "2026-11-02", { title: "Lantern", asin: "B01" })]);
    expect(await seenSkus(prisma)).toEqual(["A"]);
    expect(await prisma.sku.findUnique({ where: { code: "A" } })).toMatchObject({ title: "Lantern" });
    expect(await prisma.listing.findFirst({ where: { external: "A" } })).toMatchObject({ asin: "B01" });
  });

  it("copies the products of an import whose process was killed right after it was shown", async () => {
    const { prisma, imports } = await start();
    const row = {
      sku: "A",
      title: "Lantern",
      category: "home",
      role: null,
      supplier: null,
      moq: null,
      carton: null,
      price: decimal("9.90"),
      currency: "USD",
      launchedOn: null,
      active: true,
    };
    const { id } = await importFile(imports, "products", [row], { store: null });
    await prisma.$executeRaw`UPDATE sku SET title = NULL, category = NULL, price = NULL`;
    await prisma.$executeRaw`UPDATE import SET swept = false WHERE id = ${id}`;
    await imports.recover();
    expect(await prisma.sku.findUnique({ where: { code: "A" } })).toMatchObject({ title: "Lantern", category: "home", currency: "USD" });
  });
});
