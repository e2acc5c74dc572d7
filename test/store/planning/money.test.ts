import { expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import { companyData } from "../../../src/store/company.ts";
import { makePlans } from "../../../src/store/planning/plans.ts";
import { describeStores } from "../harness.ts";
import { decimal, importFile, importsOf, makeCompany } from "../imports/world.ts";
import { AS_OF, stock } from "./rows.ts";

describeStores((_, open) => {
  it("a place of another currency says what its money is worth, and freight is in the place's own currency", async () => {
    const { prisma } = await open();
    await makeCompany(prisma);
    await companyData(prisma).setCompany({ name: "Harbour", currency: "USD" });
    const imports = importsOf(prisma);
    const plans = makePlans(prisma, { now: () => new Date("2026-11-11T01:00:00Z") });
    await importFile(imports, "stock", [stock("A", "2026-11-09", 12, { warehouse: "EU-FBA" }), stock("A", "2026-11-09", 12)], {
      store: null,
    });
    const pool = await prisma.warehouse.findUniqueOrThrow({ where: { code: "EU-FBA" } });
    const lane = { warehouse_id: pool.id, mode: "sea", days_p50: 35, days_p90: 45, unit_freight: "1.20" };
    await prisma.lane.create({ data: { ...lane, code: "sea", currency: "USD" } });
    await prisma.lane.create({ data: { ...lane, code: "rail", currency: "CNY" } });
    const inputs = async () => {
      for await (const batch of plans.inputs(AS_OF, { sku: "A" })) return batch;
      return [];
    };
    const there = async () => (await inputs()).find((i) => i.warehouse === "EU-FBA");

    const before = await there();
    expect(before).toMatchObject({ currency: "EUR" });
    expect(before?.worth).toBeUndefined();
    expect(before?.noRates).toEqual([{ of: "worth", from: "EUR", to: "USD" }]);
    expect(before?.routes.map((r) => [r.lane, r.unitFreight, r.currency])).toEqual([
      ["rail", 1.2, "CNY"],
      ["sea", 1.2, "USD"],
    ]);

    await importFile(imports, "fx", [{ day: day("2026-11-01"), base: "EUR", quote: "USD", rate: decimal("1.20"), source: "bank" }], {
      store: null,
    });
    const after = await there();
    expect(after?.worth).toEqual({ currency: "USD", rate: 1.2 });
    expect(after?.noRates).toBeUndefined();
    expect(after?.routes.map((r) => [r.lane, r.unitFreight, r.currency])).toEqual([
      ["rail", 1.2, "CNY"],
      ["sea", 1, "EUR"],
    ]);
    expect((await inputs()).find((i) => i.warehouse === "US-FBA")?.worth).toBeUndefined();
    expect(await plans.rate(AS_OF, "EUR", "USD")).toBe(1.2);
    expect(await plans.rate(AS_OF, "SEK", "USD")).toBeNull();
  });

  it("a cost or a price in a currency without a rate is not known, and says which rate is missing", async () => {
    const { prisma } = await open();
    await makeCompany(prisma);
    await companyData(prisma).setCompany({ name: "Harbour", currency: "USD" });
    const imports = importsOf(prisma);
    const plans = makePlans(prisma, { now: () => new Date("2026-11-11T01:00:00Z") });
    await importFile(imports, "stock", [stock("A", "2026-11-09", 12), stock("B", "2026-11-09", 12)], { store: null });
    const cost = (sku: string, kind: "purchase" | "duty", currency: string) => ({
      sku,
      kind,
      from: day("2026-01-01"),
      amount: decimal("700"),
      currency,
    });
    await importFile(imports, "costs", [cost("A", "purchase", "JPY"), cost("A", "duty", "USD"), cost("B", "duty", "CNY")], { store: null });
    await prisma.sku.update({ where: { code: "A" }, data: { price: "99", currency: "SEK" } });
    const of = async (sku: string) => {
      for await (const batch of plans.inputs(AS_OF, { sku, warehouse: "US-FBA" })) return batch[0];
      return undefined;
    };
    expect(await of("A")).toMatchObject({
      unitCost: null,
      unitPrice: null,
      noRates: [
        { of: "cost", from: "JPY", to: "USD" },
        { of: "price", from: "SEK", to: "USD" },
      ],
    });
    // Duty alone is no cost: no rate would help.
    const b = await of("B");
    expect([b?.unitCost, b?.noRates]).toEqual([null, undefined]);
  });
});
