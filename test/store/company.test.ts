import { expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import type { Zone } from "../../src/domain/calendar/zone.ts";
import type { Binding, Lane, Member, Store, Supplier, Warehouse } from "../../src/ports/company.ts";
import { companyData } from "../../src/store/company.ts";
import { describeStores, type TestStore } from "./harness.ts";

const US: Store = {
  code: "amazon-us",
  name: "Amazon US",
  platform: "amazon",
  country: "US",
  currency: "USD",
  zone: "America/Los_Angeles" as Zone,
  simulated: false,
};
const DE: Store = { ...US, code: "amazon-de", name: "Amazon DE", country: "DE", currency: "EUR", zone: "Europe/Berlin" as Zone };
const FBA: Warehouse = {
  code: "US-FBA",
  name: "FBA 美国",
  kind: "platform-pool",
  country: "US",
  simulated: false,
  stores: [{ store: "amazon-us", priority: 1 }],
};
const SHENZHEN: Supplier = {
  code: "sz-1",
  name: "深圳一厂",
  currency: "CNY",
  productionDaysP50: 20,
  productionDaysP90: 30,
  simulated: false,
};
const SEA: Lane = {
  code: "sz-us-sea",
  warehouse: "US-FBA",
  mode: "sea",
  daysP50: 35,
  daysP90: 48,
  unitFreight: "1.25",
  currency: "USD",
  simulated: false,
};
const DIGEST: Binding = {
  purpose: "digest",
  platform: "slack",
  channel: "C1",
  stores: ["amazon-us"],
  lang: "zh",
  zone: "Asia/Shanghai" as Zone,
  currency: "USD",
  clearance: "margin",
  quiet: { from: 22, to: 7 },
};
const LI: Member = {
  slug: "li",
  name: "李雷",
  email: "li@example.com",
  roles: ["supply", "finance"],
  accounts: [
    { platform: "feishu", account: "ou_1" },
    { platform: "slack", account: "U1" },
  ],
};

describeStores((_name, open) => {
  it("knows the company as far as somebody has said", async () => {
    const data = companyData((await open()).prisma);
    expect(await data.company()).toEqual({ name: "", currency: "USD", lang: "en", zone: "UTC" });
    expect(await data.setCompany({ name: "海豚贸易", zone: "Asia/Shanghai" as Zone })).toMatchObject({ name: "海豚贸易", currency: "USD" });
    await data.setCompany({ lang: "zh" });
    expect(await data.company()).toEqual({ name: "海豚贸易", currency: "USD", lang: "zh", zone: "Asia/Shanghai" });
  });

  it("keeps stores, warehouses, suppliers and lanes by their codes", async () => {
    const data = companyData((await open()).prisma);
    for (const store of [US, DE]) await data.saveStore(store);
    await data.saveStore({ ...US, name: "美国站" });
    expect(await data.stores()).toEqual([{ ...US, name: "美国站" }, DE]);
    await data.saveWarehouse(FBA);
    await data.saveSupplier(SHENZHEN);
    await data.saveLane(SEA);
    expect(await data.warehouses()).toEqual([FBA]);
    expect(await data.suppliers()).toEqual([SHENZHEN]);
    expect(await data.lanes()).toEqual([SEA]);

    const shared = {
      ...FBA,
      stores: [
        { store: "amazon-de", priority: 1 },
        { store: "amazon-us", priority: 2 },
      ],
    };
    await data.saveWarehouse(shared);
    await data.saveLane({ ...SEA, unitFreight: null, daysP90: 50 });
    expect(await data.warehouses()).toEqual([shared]);
    expect(await data.lanes()).toEqual([{ ...SEA, unitFreight: null, daysP90: 50 }]);
  });

  it("names what it does not know, and what it knows", async () => {
    const data = companyData((await open()).prisma);
    await data.saveStore(US);
    await expect(data.saveWarehouse({ ...FBA, stores: [{ store: "amazon-uk", priority: 1 }] })).rejects.toMatchObject({
      code: "unknown-code",
      text: { en: 'There is no store "amazon-uk".' },
      hint: { en: "Known: amazon-us." },
    });
    expect(await data.warehouses()).toEqual([]);
    await expect(data.saveLane(SEA)).rejects.toMatchObject({ code: "unknown-code", hint: { zh: "还没有添加任何仓库。" } });
  });

  it("knows members by any of their accounts, and an account is one person", async () => {
    const data = companyData((await open()).prisma);
    await data.saveMember(LI);
    expect(await data.memberByAccount("slack", "U1")).toEqual(LI);
    expect(await data.memberByAccount("feishu", "U1")).toBeUndefined();
    const wang: Member = { slug: "wang", name: "王芳", email: null, roles: ["operator"], accounts: [{ platform: "slack", account: "U1" }] };
    await expect(data.saveMember(wang)).rejects.toMatchObject({ code: "account-taken" });
    await data.saveMember({ ...LI, roles: ["admin"], accounts: [] });
    await data.saveMember(wang);
    expect(await data.memberByAccount("slack", "U1")).toEqual(wang);
    expect(await data.members()).toEqual([{ ...LI, roles: ["admin"], accounts: [] }, wang]);
  });

  it("binds a channel to a purpose once, and binds it anew", async () => {
    const data = companyData((await open()).prisma);
    await data.saveBinding(DIGEST);
    await data.saveBinding({ ...DIGEST, purpose: "stock", stores: [], currency: null, quiet: null });
    await data.saveBinding({ ...DIGEST, lang: "en" });
    expect(await data.bindings()).toEqual([
      { ...DIGEST, lang: "en" },
      { ...DIGEST, purpose: "stock", stores: [], currency: null, quiet: null },
    ]);
  });

  it("finds SKUs: the exact code, then what begins with the text, then what contains it, whatever the case", async () => {
    const { prisma } = await open();
    const data = companyData(prisma);
    const codes = ["X-85123A", "85123a", "85123A", "85123A-RED", "85%", "8_5", "22423"];
    await prisma.sku.createMany({ data: codes.map((code) => ({ code })) });
    const found = async (text: string, limit = 10) => (await data.findSkus(text, limit)).map((s) => s.sku);
    expect(await found("85123A")).toEqual(["85123A", "85123a", "85123A-RED", "X-85123A"]);
    expect(await found("85123a")).toEqual(["85123a", "85123A", "85123A-RED", "X-85123A"]);
    expect(await found("85123A", 2)).toEqual(["85123A", "85123a"]);
    expect(await found("5%")).toEqual(["85%"]);
    expect(await found("_5")).toEqual(["8_5"]);
    expect(await found("nothing")).toEqual([]);
    expect(await found("  ")).toEqual([]);
  });

  it("does not know a SKU that only an unfinished import has named", async () => {
    const { prisma } = await open();
    const data = companyData(prisma);
    const head = { file: "f.csv", hash: "h", format: "order-lines", fact: "order-lines", started_at: new Date(0), beat_at: new Date(0) };
    const { id } = await prisma.import.create({ data: { ...head, state: "staging" } });
    await prisma.sku.createMany({
      data: [
        { code: "NEW", category: "lamps", import_id: id },
        { code: "OLD", category: "mugs" },
      ],
    });
    expect(await data.findSkus("e", 9)).toEqual([]);
    expect(await data.categories()).toEqual(["mugs"]);
    await prisma.import.update({ where: { id }, data: { state: "visible", visible_at: new Date(0) } });
    expect((await data.findSkus("NEW", 9)).map((s) => s.sku)).toEqual(["NEW"]);
    expect(await data.categories()).toEqual(["lamps", "mugs"]);
  });

  it("tells how fresh each fact of each store is, of visible imports only", async () => {
    const { prisma } = await open();
    const data = companyData(prisma);
    await data.saveStore(US);
    const store_id = (await prisma.store.findFirstOrThrow()).id;
    const at = new Date("2026-11-20T08:00:00Z");
    const imported = (fact: string, last: string | null, more: object = {}) => ({
      ...{ file: "f", hash: "h", format: fact, fact, store_id, state: "visible", started_at: at, beat_at: at, visible_at: at },
      last_day: last === null ? null : new Date(`${last}T00:00:00Z`),
      ...more,
    });
    await prisma.import.createMany({
      data: [
        imported("order-lines", "2026-11-18"),
        imported("order-lines", "2026-11-17"),
        imported("order-lines", "2026-11-21", { state: "staging", visible_at: null }),
        imported("order-lines", "2026-11-22", { state: "undone" }),
        imported("traffic", null),
        imported("fx", "2026-11-19", { store_id: null }),
      ],
    });
    expect(await data.freshness()).toEqual([
      { store: "amazon-us", fact: "order-lines", newest: day("2026-11-18"), importedAt: at },
      { store: null, fact: "fx", newest: day("2026-11-19"), importedAt: at },
    ]);
  });

  it("never lets the sample and real things take each other's place", async () => {
    const data = companyData((await open()).prisma);
    await data.saveStore(US);
    await expect(data.saveStore({ ...US, simulated: true })).rejects.toMatchObject({ code: "simulated-mixed" });
    await data.saveStore({ ...DE, simulated: true });
    await expect(data.saveStore(DE)).rejects.toMatchObject({ code: "simulated-mixed" });
  });

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
  const line = (sku: string, shop: string, import_id: number) => ({
    ...{ order_id: "1", nth: 1, at, day: at, quantity: 1, currency: "USD", row: 1, import_id },
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
