import { expect, it } from "vitest";
import type { MeasureId } from "../../../src/domain/kpi/measure.ts";
import { describeStores } from "../harness.ts";
import { importFile, line } from "../imports/world.ts";
import { startCompany, stock, table, told } from "./ask.ts";

describeStores((_, open) => {
  const start = () => startCompany(open);

  it("adds stock over SKUs and warehouses, and never over days", async () => {
    const { imports, ask } = await start();
    await importFile(
      imports,
      "stock",
      [
        stock("US-FBA", "A", "2026-11-01", 10),
        stock("US-FBA", "B", "2026-11-01", 4),
        stock("US-FBA", "A", "2026-11-03", 6),
        stock("US-FBA", "B", "2026-11-03", 0),
      ],
      { store: null },
    );
    const answer = await ask(["stock-average", "stock-last", "snapshot-days", "sku-days", "sku-days-in-stock", "skus-sellable"]);
    expect(
      ["stock-average", "stock-last", "snapshot-days", "sku-days", "sku-days-in-stock", "skus-sellable"].map((m) =>
        told(answer, m as MeasureId),
      ),
    ).toEqual(["10", "6", "2", "4", "3", "2"]);
    expect(answer.coverage).toEqual({ covered: 2, of: 10 });
    const byDay = await ask(["stock-last"], { by: "day" });
    expect([
      told(byDay, "stock-last", "2026-11-01"),
      told(byDay, "stock-last", "2026-11-02").slice(0, 1),
      told(byDay, "stock-last", "2026-11-03"),
    ]).toEqual(["14", "—", "6"]);
    expect(told(await ask(["stock-last"], { scope: { stores: ["de"] } }), "stock-last")).toContain("import an inventory report");
  });

  it("takes nothing off the stock of others for what was oversold", async () => {
    const { imports, ask } = await start();
    await importFile(imports, "stock", [stock("US-FBA", "A", "2026-11-03", 30), stock("US-FBA", "B", "2026-11-03", -12)], { store: null });
    const answer = await ask(["stock-average", "stock-last", "sku-days", "sku-days-in-stock", "skus-sellable"]);
    expect(
      ["stock-average", "stock-last", "sku-days", "sku-days-in-stock", "skus-sellable"].map((m) => told(answer, m as MeasureId)),
    ).toEqual(["30", "30", "2", "1", "1"]);
  });

  it("counts a shared pool once, and divides it by store as each SKU sells", async () => {
    const { prisma, imports, ask } = await start();
    const [us, de] = [
      await prisma.store.findUniqueOrThrow({ where: { code: "us" } }),
      await prisma.store.findUniqueOrThrow({ where: { code: "de" } }),
    ];
    const pool = await prisma.warehouse.findUniqueOrThrow({ where: { code: "US-FBA" } });
    await prisma.storeWarehouse.create({ data: { store_id: de.id, warehouse_id: pool.id, priority: 2 } });
    await importFile(imports, "stock", [stock("US-FBA", "A", "2026-11-03", 30), stock("US-FBA", "B", "2026-11-03", 8)], { store: null });
    await importFile(imports, "order-lines", [line("1", "A", 2, "20", "2026-11-02")]);
    await importFile(imports, "order-lines", [line("9", "A", 1, "10", "2026-11-02", { currency: "EUR" })], { store: "de" });
    const scope = { stores: ["us", "de"] };
    expect(told(await ask(["stock-last"], { scope }), "stock-last")).toBe("38");
    const answer = await ask(["stock-last"], { scope, by: "store" });
    expect(table(answer, "stock-last")).toEqual(["de 14", "us 24"]);
    expect(answer.notes.some((n) => n.en.includes("US-FBA is divided"))).toBe(true);
    expect(us.id).not.toBe(de.id);
  });

  it("counts a SKU's day once for each store that draws on its shelf, however many stores there are and whatever it is split by", async () => {
    for (const more of [2, 70]) {
      const { prisma, imports, ask } = await start();
      const pool = await prisma.warehouse.findUniqueOrThrow({ where: { code: "US-FBA" } });
      const codes = Array.from({ length: more }, (_, i) => `shop-${String(i).padStart(2, "0")}`);
      const place = { name: "", platform: "shopify", country: "US", currency: "USD", zone: "America/Los_Angeles" };
      await prisma.store.createMany({ data: codes.map((code) => ({ ...place, code })) });
      const ids = await prisma.store.findMany({ where: { code: { in: codes } } });
      await prisma.storeWarehouse.createMany({ data: ids.map(({ id }) => ({ store_id: id, warehouse_id: pool.id, priority: 1 })) });
      await prisma.sku.updateMany({ data: { active: true } });
      const rows = [stock("US-FBA", "A", "2026-11-03", 30), stock("US-FBA", "B", "2026-11-03", 0), stock("US-FBA", "A", "2026-11-04", 0)];
      await importFile(imports, "stock", rows, { store: null });
      await importFile(imports, "stock", [stock("EU-FBA", "B", "2026-11-03", 5)], { store: null, hash: "eu" });
      const scope = { stores: ["us", "de", ...codes] };
      const days = async (split: object = {}) => {
        const answer = await ask(["sku-days", "sku-days-in-stock", "skus-sellable"], { scope, ...split });
        return answer.rows
          .filter((r) => r.values["sku-days"]?.kind === "value")
          .map(({ key }) => [key, ...(["sku-days", "sku-days-in-stock", "skus-sellable"] as const).map((m) => told(answer, m, key))]);
      };
      // Three store-days of each shop at the American shelf, one of them with stock, and the German one.
      const shops = more + 1;
      expect(await days()).toEqual([[null, String(3 * shops + 1), String(shops + 1), "2"]]);
      expect(await days({ by: "sku" })).toEqual([
        ["A", String(2 * shops), String(shops), "1"],
        ["B", String(shops + 1), "1", "1"],
      ]);
      expect((await days({ by: "day" })).filter(([key]) => key === "2026-11-03")).toEqual([
        ["2026-11-03", String(2 * shops + 1), String(shops + 1), "2"],
      ]);
      expect((await days({ by: "store" })).find(([key]) => key === "shop-00")).toEqual(["shop-00", "3", "1", "1"]);
    }
  });

  it("does not let a full shelf in Germany stand for an empty one in the US", async () => {
    const { prisma, imports, ask } = await start();
    const de = await prisma.store.findUniqueOrThrow({ where: { code: "de" } });
    const pool = await prisma.warehouse.create({ data: { code: "DE-FBA", name: "DE", kind: "platform-pool", country: "DE" } });
    await prisma.storeWarehouse.create({ data: { store_id: de.id, warehouse_id: pool.id, priority: 1 } });
    await importFile(imports, "stock", [stock("US-FBA", "A", "2026-11-03", 0), stock("DE-FBA", "A", "2026-11-03", 9)], { store: null });

    const answer = await ask(["sku-days", "sku-days-in-stock", "skus-sellable"], { scope: { stores: ["us", "de"] } });

    expect((["sku-days", "sku-days-in-stock", "skus-sellable"] as const).map((m) => told(answer, m))).toEqual(["2", "1", "1"]);
  });
});
