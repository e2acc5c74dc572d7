import { expect, it } from "vitest";
import { describeStores } from "../harness.ts";
import { head, importFile, importsOf, line, makeCompany, numbered, seenLines, seenSkus } from "./world.ts";

describeStores((_, open) => {
  const start = async () => {
    const store = await open();
    await makeCompany(store.prisma);
    return { store, prisma: store.prisma, imports: importsOf(store.prisma) };
  };

  it("keeps SKU codes apart that differ only in case", async () => {
    const { prisma, imports } = await start();
    await importFile(imports, "order-lines", [line("1", "85123A", 1, "1", "2026-11-02"), line("1", "85123a", 2, "2", "2026-11-02")]);
    expect(await seenSkus(prisma)).toEqual(["85123A", "85123a"]);
    expect((await seenLines(prisma)).map((l) => [l.sku, l.quantity])).toEqual([
      ["85123A", 1],
      ["85123a", 2],
    ]);
  });

  it("gives a title to a SKU that has none, and leaves the one it has", async () => {
    const { prisma, imports } = await start();
    await importFile(imports, "order-lines", [
      line("1", "A", 1, "1", "2026-11-02"),
      line("1", "B", 1, "1", "2026-11-02", { title: "First" }),
    ]);
    await importFile(imports, "order-lines", [
      line("2", "A", 1, "1", "2026-11-02", { title: "Lantern" }),
      line("2", "B", 1, "1", "2026-11-02", { title: "Second" }),
    ]);
    expect((await prisma.sku.findMany({ orderBy: { code: "asc" } })).map((s) => s.title)).toEqual(["Lantern", "First"]);
  });

  it("refuses a store or warehouse that nobody has set up, and says which there are", async () => {
    const { imports } = await start();
    await expect(imports.open(head("order-lines", { store: "uk" }), false)).rejects.toMatchObject({
      code: "unknown-store",
      hint: { en: "Stores: de, us." },
    });
    await expect(imports.open(head("order-lines", { store: null }), false)).rejects.toMatchObject({ code: "store-missing" });
    const opened = await imports.open(head("stock", { store: null }), false);
    await opened.add(
      numbered([
        {
          warehouse: "MARS",
          sku: "A",
          state: "available",
          day: line("", "", 0, null, "2026-11-02").day,
          quantity: 1,
          title: null,
          asin: null,
          fnsku: null,
        } as const,
      ]),
    );
    await expect(opened.publish()).rejects.toMatchObject({ code: "unknown-warehouse" });
    await opened.abandon("unknown warehouse");
  });

  it("takes texts as they are: quotes, backslashes, braces, NUL", async () => {
    const { prisma, imports } = await start();
    const odd = ['a "b"', "c\\d", "{e,f}", "NULL", "", "emoji 🏮", "tab\tnew\nline"];
    await importFile(
      imports,
      "order-lines",
      odd.map((sku, i) => line(`o${i}`, sku, 1, "1", "2026-11-02", { country: `${sku}\0` })),
    );
    expect((await prisma.sku.findMany({ orderBy: { id: "asc" } })).map((s) => s.code).sort()).toEqual([...odd].sort());
    expect((await prisma.orderLine.findMany({ orderBy: { row: "asc" } })).map((l) => l.country)).toEqual(odd);
    expect(
      await importFile(
        imports,
        "order-lines",
        odd.map((sku, i) => line(`o${i}`, sku, 1, "1", "2026-11-02", { country: `${sku}\0` })),
      ),
    ).toMatchObject({ unchanged: odd.length });
  });
});
