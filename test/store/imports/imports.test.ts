import { expect, it } from "vitest";
import { UserError } from "../../../src/domain/user-error.ts";
import { describeStores } from "../harness.ts";
import { decimal, flagged, head, importFile, importsOf, line, makeCompany, numbered, returned, seenLines, seenSkus } from "./world.ts";

describeStores((_, open) => {
  const start = async () => {
    const store = await open();
    await makeCompany(store.prisma);
    return { ...store, imports: importsOf(store.prisma) };
  };

  const MONDAY = [
    line("1", "A", 2, "20.00", "2026-11-02"),
    line("1", "B", 1, "5.00", "2026-11-02"),
    line("2", "A", 1, "10.00", "2026-11-02"),
  ];

  it("takes what a file says, and shows it when it is published", async () => {
    const { prisma, imports } = await start();
    const opened = await imports.open(head("order-lines"), false);
    await opened.add(numbered(MONDAY));
    expect(await seenLines(prisma)).toEqual([]);
    expect(await seenSkus(prisma)).toEqual([]);
    expect(await opened.publish()).toEqual({ read: 3, accepted: 3, unchanged: 0, rejected: 0 });
    expect((await seenLines(prisma)).map((l) => `${l.order} ${l.sku} ${l.quantity}`)).toEqual(["1 A 2", "1 B 1", "2 A 1"]);
    expect(await seenSkus(prisma)).toEqual(["A", "B"]);
    await imports.settled();
  });

  it("changes nothing when the same file comes again", async () => {
    const { prisma, imports } = await start();
    await importFile(imports, "order-lines", MONDAY);
    const before = await prisma.orderLine.findMany({ orderBy: { id: "asc" } });
    expect(await importFile(imports, "order-lines", MONDAY)).toMatchObject({ read: 3, accepted: 0, unchanged: 3, rejected: 0 });
    expect(await prisma.orderLine.findMany({ orderBy: { id: "asc" } })).toEqual(before);
  });

  it("replaces the whole order that a newer file names: lines that it does not name any more are gone", async () => {
    const { prisma, imports } = await start();
    await importFile(imports, "order-lines", MONDAY);
    const newer = [line("1", "A", 3, "30.00", "2026-11-02"), line("3", "A", 1, "10.00", "2026-11-03")];
    const second = await importFile(imports, "order-lines", newer);
    expect(second).toMatchObject({ read: 2, accepted: 2, unchanged: 0, rejected: 0 });
    expect((await seenLines(prisma)).map((l) => `${l.order} ${l.sku} ${l.quantity}`)).toEqual(["1 A 3", "2 A 1", "3 A 1"]);
    const changes = await imports.changes(second.id, 10);
    expect(changes.map((c) => [c.key["order"], c.key["sku"], c.before?.["quantity"], c.after?.["quantity"]])).toEqual([
      ["1", "A", 2, 3],
      ["1", "B", 1, undefined],
    ]);
    expect(changes[0]?.before?.["amount"]).toBe("20.000000");
    expect(await prisma.orderLine.count()).toBe(3);
  });

  it("counts a line as unchanged when only another line of its order changed", async () => {
    const { imports } = await start();
    await importFile(imports, "order-lines", MONDAY);
    const second = await importFile(imports, "order-lines", [
      line("1", "A", 2, "20.00", "2026-11-02"),
      line("1", "B", 4, "20.00", "2026-11-02"),
    ]);
    expect(second).toMatchObject({ read: 2, accepted: 1, unchanged: 1, rejected: 0 });
    expect((await imports.changes(second.id, 10)).map((c) => c.key["sku"])).toEqual(["B"]);
  });

  it("keeps SKU codes apart that differ only in case", async () => {
    const { prisma, imports } = await start();
    await importFile(imports, "order-lines", [line("1", "85123A", 1, "1", "2026-11-02"), line("1", "85123a", 2, "2", "2026-11-02")]);
    expect(await seenSkus(prisma)).toEqual(["85123A", "85123a"]);
    expect((await seenLines(prisma)).map((l) => [l.sku, l.quantity])).toEqual([
      ["85123A", 1],
      ["85123a", 2],
    ]);
  });

  it("counts identical lines of one order each, as the parser numbers them", async () => {
    const { prisma, imports } = await start();
    const twice = [line("1", "A", 1, "5", "2026-11-02"), line("1", "A", 1, "5", "2026-11-02", { nth: 2 })];
    expect(await importFile(imports, "order-lines", twice)).toMatchObject({ accepted: 2 });
    expect(await importFile(imports, "order-lines", twice)).toMatchObject({ unchanged: 2 });
    expect(await seenLines(prisma)).toHaveLength(2);
  });

  it("lets the later row win when one file names a key twice, and says which row lost", async () => {
    const { prisma, imports } = await start();
    const rows = [line("1", "A", 1, "5", "2026-11-02"), line("1", "A", 1, "5", "2026-11-02"), line("1", "A", 9, "45", "2026-11-02")];
    const counts = await importFile(imports, "order-lines", rows);
    expect(counts.read).toBe(3);
    expect(counts.accepted + counts.unchanged + counts.rejected).toBe(3);
    expect((await seenLines(prisma)).map((l) => l.quantity)).toEqual([9]);
    expect((await imports.rejections(counts.id, 10)).map((r) => [r.row, r.code])).toEqual([
      [2, "superseded-in-file"],
      [3, "superseded-in-file"],
    ]);
  });

  it("takes a word-for-word repetition as unchanged", async () => {
    const { prisma, imports } = await start();
    const stock = {
      warehouse: "US-FBA",
      sku: "A",
      state: "available",
      day: line("", "", 0, null, "2026-11-02").day,
      quantity: 7,
      title: null,
      asin: null,
      fnsku: null,
    } as const;
    expect(await importFile(imports, "stock", [stock, stock])).toMatchObject({ read: 2, accepted: 1, unchanged: 1, rejected: 0 });
    expect(await prisma.stockSnapshot.count()).toBe(1);
  });

  it("keeps rejected rows with their reason", async () => {
    const { imports } = await start();
    const opened = await imports.open(head("order-lines"), false);
    await opened.add(numbered(MONDAY));
    await opened.reject([{ row: 9, column: "quantity", value: "two", code: "not-a-number", reason: "quantity is a whole number" }]);
    expect(await opened.publish()).toEqual({ read: 4, accepted: 3, unchanged: 0, rejected: 1 });
    expect(await imports.rejections(opened.id, 5)).toEqual([
      { row: 9, column: "quantity", value: "two", code: "not-a-number", reason: "quantity is a whole number" },
    ]);
    expect((await imports.recent(1))[0]).toMatchObject({ id: opened.id, state: "visible", store: "us", counts: { read: 4, rejected: 1 } });
    await imports.settled();
  });

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

  it("clears what a killed import left, and leaves a living one alone", async () => {
    const { prisma, imports, connectAgain } = await start();
    const dead = await imports.open(head("order-lines"), false);
    await dead.add(numbered(Array.from({ length: 2_500 }, (_, i) => line(`${i}`, "A", 1, "1", "2026-11-02"))));
    const again = await connectAgain();
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
    const { prisma, imports, connectAgain } = await start();
    const dead = await imports.open(head("order-lines"), false);
    await dead.add(numbered(MONDAY));
    const again = await connectAgain();
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

  it("keeps a SKU of an undone import that a later import names too", async () => {
    const { prisma, imports } = await start();
    const first = await importFile(imports, "order-lines", [line("1", "A", 1, "1", "2026-11-02"), line("1", "B", 1, "1", "2026-11-02")]);
    await importFile(imports, "order-lines", [line("2", "A", 1, "1", "2026-11-03")]);
    await imports.undo(first.id);
    expect(await seenSkus(prisma)).toEqual(["A"]);
  });

  it("replaces returns that came beside order lines with their order, and leaves those of a returns file", async () => {
    const { prisma, imports } = await start();
    await importFile(imports, "returns", [returned("C1", "A", 5, "2026-11-04")]);
    const lines = [
      flagged(line("C1", "A", -1, "-10", "2026-11-04"), "return"),
      flagged(line("C2", "A", -2, "-20", "2026-11-04"), "return"),
    ];
    const beside = [returned("C1", "A", 1, "2026-11-05"), returned("C2", "A", 2, "2026-11-05")];
    expect(await importFile(imports, "order-lines", lines, { beside })).toMatchObject({ read: 2, accepted: 2 });
    expect(await importFile(imports, "order-lines", lines, { beside })).toMatchObject({ read: 2, unchanged: 2 });
    expect(await prisma.return.count()).toBe(3);
    const newer = [flagged(line("C2", "A", -3, "-30", "2026-11-04"), "return")];
    await importFile(imports, "order-lines", newer, { beside: [returned("C2", "A", 3, "2026-11-05")] });
    const left = await prisma.return.findMany({ orderBy: [{ order_id: "asc" }, { quantity: "asc" }] });
    expect(left.map((r) => [r.order_id, r.quantity])).toEqual([
      ["C1", 1],
      ["C1", 5],
      ["C2", 3],
    ]);
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
