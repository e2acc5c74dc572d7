import { expect, it } from "vitest";
import { describeStores } from "../harness.ts";
import { flagged, head, importFile, importsOf, line, makeCompany, numbered, returned, seenLines, seenSkus } from "./world.ts";

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

  it("keeps rejected rows with their reason in both languages", async () => {
    const { imports, prisma } = await start();
    const opened = await imports.open(head("order-lines"), false);
    await opened.add(numbered(MONDAY));
    const reason = { zh: "quantity：应为“整数”", en: 'quantity: "a whole number"' };
    await opened.reject([{ row: 9, column: "quantity", value: "two", code: "not-a-number", reason }]);
    expect(await opened.publish()).toEqual({ read: 4, accepted: 3, unchanged: 0, rejected: 1 });
    expect(await imports.rejections(opened.id, 5)).toEqual([{ row: 9, column: "quantity", value: "two", code: "not-a-number", reason }]);
    // Kept before reasons had two languages.
    await prisma.rejectedRow.updateMany({ data: { reason: "quantity is a whole number" } });
    expect((await imports.rejections(opened.id, 5))[0]?.reason).toEqual({
      zh: "quantity is a whole number",
      en: "quantity is a whole number",
    });
    expect((await imports.recent(1))[0]).toMatchObject({ id: opened.id, state: "visible", store: "us", counts: { read: 4, rejected: 1 } });
    await imports.settled();
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
});
