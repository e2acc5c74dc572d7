import { expect, it } from "vitest";
import type { DecimalText, Product } from "../../../src/domain/facts/facts.ts";
import { describeStores } from "../harness.ts";
import { importFile, importsOf, makeCompany } from "./world.ts";

const product = (more: Partial<Product>): Product => ({
  sku: "A",
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
const platform = { format: "walmart-item" };
const own = { format: "products", store: null };

describeStores((_, open) => {
  it("a platform's list of products fills what the company left open, and changes nothing that it said", async () => {
    const { prisma } = await open();
    await makeCompany(prisma);
    const imports = importsOf(prisma);
    await importFile(imports, "products", [product({ title: "露营灯", price: "19.99" as DecimalText, currency: "USD" })], own);

    const listed = product({ title: "Lantern, 2 pack", category: "Camping", price: "24" as DecimalText, currency: "CAD", active: false });
    const { id } = await importFile(imports, "products", [listed, { ...listed, sku: "B" }], platform);

    const sku = async (code: string) =>
      prisma.sku.findUnique({ where: { code }, select: { title: true, category: true, currency: true, active: true } });
    expect(await sku("A")).toEqual({ title: "露营灯", category: "Camping", currency: "USD", active: true });
    expect(await sku("B")).toEqual({ title: "Lantern, 2 pack", category: "Camping", currency: "CAD", active: true });
    await imports.undo(id);
    expect(await sku("A")).toMatchObject({ title: "露营灯", currency: "USD", active: true });
  });

  it("what a supplier and a forwarder ask of a product is kept as it was written, and taken back with its file", async () => {
    const { prisma } = await open();
    await makeCompany(prisma);
    const imports = importsOf(prisma);
    const packed = { supplierSku: "NB-7", material: "steel", unitKg: "0.123456" as DecimalText, lengthCm: "30.5" as DecimalText };
    const { id } = await importFile(imports, "products", [product(packed)], own);
    // The same file again changes nothing, to the last digit.
    const again = await importFile(imports, "products", [product(packed)], own);
    expect(again.unchanged).toBe(1);
    const sku = () =>
      prisma.sku.findUnique({ where: { code: "A" }, select: { supplier_sku: true, material: true, unit_kg: true, length_cm: true } });
    const kept = await sku();
    expect([kept?.supplier_sku, kept?.material, kept?.unit_kg?.toFixed(), kept?.length_cm?.toFixed()]).toEqual([
      "NB-7",
      "steel",
      "0.123456",
      "30.5",
    ]);
    await imports.undo(again.id);
    await imports.undo(id);
    expect((await sku())?.unit_kg).toBeNull();
  });
});
