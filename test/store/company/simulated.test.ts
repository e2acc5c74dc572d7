import { expect, it } from "vitest";
import { companyData } from "../../../src/store/company.ts";
import { describeStores, type TestStore } from "../harness.ts";
import { DE, DIGEST, FBA, SEA, SHENZHEN, US } from "./samples.ts";

describeStores((_name, open) => {
  it("removes the sample whole, and nothing else", async () => {
    const store = await open();
    const data = companyData(store.prisma);
    await fill(store);
    await data.removeSimulated();
    expect(await left(store)).toEqual({
      store: ["amazon-us"],
      warehouse: ["US-FBA"],
      sku: ["BOTH", "REAL"],
      binding: [["amazon-us"], [], ["amazon-us"]],
      alert: ["US-FBA/REAL"],
      order_line: 1,
      import: 1,
    });
    expect(await store.prisma.sku.findUnique({ where: { code: "BOTH" } })).toMatchObject({ simulated: false, import_id: null });
    await data.removeSimulated();
  });

  it("forgets no table when it removes the sample", async () => {
    const { prisma, pool } = await open();
    const { rows } = await pool.query<{ name: string }>(
      "select table_name as name from information_schema.columns where column_name = 'import_id' and table_schema = 'public'",
    );
    const { id } = await prisma.import.create({
      data: {
        file: "f",
        hash: "h",
        format: "x",
        fact: "fx",
        state: "staging",
        simulated: true,
        started_at: new Date(0),
        beat_at: new Date(0),
      },
    });
    const tables = rows.map((r) => r.name);
    expect(tables).toContain("order_line");
    const client = await pool.connect();
    // A row may name a store that is not there; only its import matters here.
    await client.query("set session_replication_role = replica");
    for (const name of tables) await fillRow(client, name, id);
    await client.query("set session_replication_role = origin");
    client.release();
    await companyData(prisma).removeSimulated();
    for (const name of tables) {
      const { rowCount } = await pool.query(`select from "${name}" where import_id = ${id}`);
      expect([name, rowCount]).toEqual([name, 0]);
    }
  });
});

/** A row of zeros and empty words that belongs to the import. */
async function fillRow(client: Pick<TestStore["pool"], "query">, table: string, importId: number): Promise<void> {
  const { rows } = await client.query<{ column: string; type: string }>(
    `select column_name as column, data_type as type from information_schema.columns
     where table_name = $1 and is_nullable = 'NO' and column_default is null and column_name <> 'import_id'`,
    [table],
  );
  const value = (type: string) =>
    /timestamp|date/.test(type) ? "'2026-01-01'" : type === "text" ? "'x'" : type === "jsonb" ? "'{}'" : type === "boolean" ? "false" : "0";
  const columns = ["import_id", ...rows.map((r) => `"${r.column}"`)];
  await client.query(`insert into "${table}" (${columns.join()}) values (${[importId, ...rows.map((r) => value(r.type))].join()})`);
}

async function fill({ prisma }: TestStore): Promise<void> {
  const data = companyData(prisma);
  const sample = { simulated: true };
  await data.saveStore(US);
  await data.saveStore({ ...DE, ...sample });
  await data.saveWarehouse(FBA);
  await data.saveWarehouse({ ...FBA, code: "DE-FBA", ...sample, stores: [{ store: "amazon-de", priority: 1 }] });
  await data.saveSupplier({ ...SHENZHEN, ...sample });
  await data.saveLane({ ...SEA, warehouse: "DE-FBA", ...sample });
  for (const [channel, stores] of [
    ["C1", ["amazon-us", "amazon-de"]],
    ["C2", []],
    ["C3", ["amazon-de"]],
    ["C4", ["amazon-us"]],
  ] as const) {
    await data.saveBinding({ ...DIGEST, channel, stores });
  }
  const at = new Date(0);
  const head = { file: "f", hash: "h", format: "x", fact: "order-lines", state: "visible", started_at: at, beat_at: at, visible_at: at };
  const simulated = await prisma.import.create({ data: { ...head, ...sample } });
  const real = await prisma.import.create({ data: head });
  const stores = new Map((await prisma.store.findMany()).map((s) => [s.code, s.id]));
  await prisma.sku.createMany({
    data: [{ code: "REAL" }, { code: "SIM", ...sample, import_id: simulated.id }, { code: "BOTH", ...sample, import_id: simulated.id }],
  });
  const skus = new Map((await prisma.sku.findMany()).map((s) => [s.code, s.id]));
  const one = { order_id: "1", nth: 1, at, day: at, quantity: 1, currency: "USD", row: 1 };
  const line = (sku: string, shop: string, import_id: number) => ({
    ...one,
    import_id,
    store_id: stores.get(shop) ?? 0,
    sku_id: skus.get(sku) ?? 0,
  });
  await prisma.orderLine.createMany({
    data: [line("SIM", "amazon-de", simulated.id), line("BOTH", "amazon-de", simulated.id), line("BOTH", "amazon-us", real.id)],
  });
  await prisma.stockSnapshot.create({
    data: { warehouse_id: 1, sku_id: skus.get("REAL") ?? 0, day: at, state: "available", quantity: 1, import_id: real.id, row: 1 },
  });
  await prisma.alert.createMany({
    data: ["US-FBA/REAL", "DE-FBA/SIM"].map((subject) => ({ kind: "stock-out", subject, state: "open", opened_on: at, facts: {} })),
  });
}

async function left({ prisma }: TestStore) {
  return {
    store: (await prisma.store.findMany()).map((s) => s.code),
    warehouse: (await prisma.warehouse.findMany()).map((w) => w.code),
    sku: (await prisma.sku.findMany({ orderBy: { code: "asc" } })).map((s) => s.code),
    binding: (await prisma.binding.findMany({ orderBy: { id: "asc" } })).map((b) => b.stores),
    alert: (await prisma.alert.findMany()).map((a) => a.subject),
    order_line: await prisma.orderLine.count(),
    import: await prisma.import.count(),
  };
}
