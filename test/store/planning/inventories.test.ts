import { expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import type { StockSnapshot } from "../../../src/domain/facts/facts.ts";
import type { PlanInput } from "../../../src/domain/restock/types.ts";
import { makePlans } from "../../../src/store/planning/plans.ts";
import { describeStores } from "../harness.ts";
import { head, importFile, importsOf, line, makeCompany, numbered } from "../imports/world.ts";
import { AS_OF, stock } from "./rows.ts";

describeStores((_, open) => {
  const start = async () => {
    const { prisma } = await open();
    await makeCompany(prisma);
    const imports = importsOf(prisma);
    const plans = makePlans(prisma);
    await importFile(imports, "order-lines", [line("1", "A", 1, "10.00", "2026-11-02"), line("2", "B", 1, "10.00", "2026-11-02")]);
    /** The whole of a pool on a day. */
    const inventory = (on: string, ...rows: StockSnapshot[]) =>
      importFile(imports, "stock", rows, { store: null, whole: true, period: { from: day(on), to: day(on) } });
    const list = (...rows: StockSnapshot[]) => importFile(imports, "stock", rows, { store: null });
    const of = async (sku: string, warehouse = "US-FBA"): Promise<PlanInput | undefined> => {
      for await (const batch of plans.inputs(AS_OF, { sku, warehouse })) return batch[0];
      return undefined;
    };
    const shelf = async () => (await plans.stock(AS_OF, {})).rows.map((r) => `${r.warehouse} ${r.sku} ${r.states["available"]} ${r.day}`);
    return { imports, inventory, list, of, shelf };
  };

  it("has none of a SKU that it does not name any more", async () => {
    const { inventory, of, shelf } = await start();
    await inventory(
      "2026-11-03",
      stock("A", "2026-11-03", 9),
      stock("B", "2026-11-03", 4),
      stock("B", "2026-11-03", 6, { state: "inbound-shipped" }),
    );
    await inventory("2026-11-05", stock("A", "2026-11-05", 8));
    expect(await of("A")).toMatchObject({ onHand: 8, onHandDay: "2026-11-05" });
    const gone = await of("B");
    expect(gone).toMatchObject({ onHand: 0, onHandDay: "2026-11-05", arrivals: [] });
    expect(gone?.history.filter((h) => h.inStock !== null).map((h) => [h.day, h.inStock])).toEqual([
      ["2026-11-03", true],
      ["2026-11-05", false],
    ]);
    expect(await shelf()).toEqual(["US-FBA A 8 2026-11-05"]);
  });

  it("is believed by its day, not by when it was read", async () => {
    const { inventory, of } = await start();
    await inventory("2026-11-05", stock("A", "2026-11-05", 8));
    await inventory("2026-11-03", stock("A", "2026-11-03", 9), stock("B", "2026-11-03", 4));
    expect(await of("B")).toMatchObject({ onHand: 0, onHandDay: "2026-11-05" });
  });

  it("gives way to a newer list, and to nobody when it is undone", async () => {
    const { imports, inventory, list, of } = await start();
    await inventory("2026-11-03", stock("A", "2026-11-03", 9), stock("B", "2026-11-03", 4));
    const { id } = await inventory("2026-11-05", stock("A", "2026-11-05", 8));
    await list(stock("B", "2026-11-06", 2));
    expect(await of("B")).toMatchObject({ onHand: 2, onHandDay: "2026-11-06" });
    await imports.undo(id);
    await imports.settled();
    expect(await of("A")).toMatchObject({ onHand: 9, onHandDay: "2026-11-03" });
  });

  it("says nothing of other warehouses, nor of a SKU that nobody ever saw in this one", async () => {
    const { inventory, of } = await start();
    await inventory("2026-11-03", stock("A", "2026-11-03", 9, { warehouse: "EU-FBA" }));
    await inventory("2026-11-05", stock("A", "2026-11-05", 8));
    expect(await of("A")).toMatchObject({ onHand: 8, elsewhere: [{ warehouse: "EU-FBA", units: 9 }] });
    expect(await of("B")).toMatchObject({ onHand: null, onHandDay: null });
    await inventory("2026-11-06", stock("C", "2026-11-06", 1, { warehouse: "EU-FBA" }));
    expect(await of("A")).toMatchObject({ onHand: 8, elsewhere: [] });
  });

  it("is none when rows of it were rejected, and neither is a mere list: no news is no news", async () => {
    const { imports, inventory, list, of, shelf } = await start();
    await inventory("2026-11-03", stock("A", "2026-11-03", 9), stock("B", "2026-11-03", 4));
    const on = day("2026-11-05");
    const broken = await imports.open(head("stock", { store: null, whole: true, period: { from: on, to: on } }), false);
    await broken.add(numbered([stock("A", on, 8)]));
    await broken.reject([{ row: 3, column: "quantity", value: "x", code: "not-a-number", reason: { zh: "quantity", en: "quantity" } }]);
    await broken.publish({ incomplete: true });
    await imports.settled();
    await list(stock("A", "2026-11-06", 7));
    expect(await of("B")).toMatchObject({ onHand: 4, onHandDay: "2026-11-03" });
    expect(await shelf()).toEqual(["US-FBA A 7 2026-11-06", "US-FBA B 4 2026-11-03"]);
  });
});
