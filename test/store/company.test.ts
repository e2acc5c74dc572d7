import { expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import type { Zone } from "../../src/domain/calendar/zone.ts";
import type { Member } from "../../src/ports/company.ts";
import { companyData } from "../../src/store/company.ts";
import { describeStores } from "./harness.ts";
import { DE, DIGEST, FBA, SEA, SHENZHEN, US } from "./company/samples.ts";

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

  it("gives an account to the member with its e-mail, and touches nothing else of them", async () => {
    const data = companyData((await open()).prisma);
    await data.saveMember(LI);
    const account = { platform: "slack", account: "U9" };
    expect(await data.linkByEmail("Li@Example.com", account)).toMatchObject({ isNew: true, member: { slug: "li", roles: LI.roles } });
    await data.saveMember({ ...LI, roles: ["admin"], accounts: [...LI.accounts, account] });
    // Asked again it is whose it is, whatever address comes with it.
    expect(await data.linkByEmail("somebody@example.com", account)).toMatchObject({
      isNew: false,
      member: { slug: "li", roles: ["admin"] },
    });
    expect(await data.linkByEmail("nobody@example.com", { platform: "slack", account: "U8" })).toBeUndefined();

    expect(await data.unlink("li", "slack")).toEqual([{ platform: "slack", account: "U1" }, account]);
    expect(await data.memberByAccount("feishu", "ou_1")).toMatchObject({ accounts: [{ platform: "feishu", account: "ou_1" }] });
  });

  it("gives it to nobody where two members have one address", async () => {
    const data = companyData((await open()).prisma);
    await data.saveMember(LI);
    await data.saveMember({ ...LI, slug: "li-2", email: "LI@example.com", accounts: [] });
    expect(await data.linkByEmail("li@example.com", { platform: "slack", account: "U9" })).toBeUndefined();
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
    const head = { file: "f", hash: "h", store_id, state: "visible", started_at: at, beat_at: at, visible_at: at };
    const imported = (fact: string, last: string | null, more: object = {}) => ({
      ...head,
      format: fact,
      fact,
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
      { store: "amazon-us", fact: "order-lines", newest: day("2026-11-18"), importedAt: at, everyDays: null },
      { store: null, fact: "fx", newest: day("2026-11-19"), importedAt: at, everyDays: null },
    ]);
  });

  it("tells how many days usually lie between two imports of a fact, once there were enough to say", async () => {
    const { prisma } = await open();
    const data = companyData(prisma);
    await data.saveStore(US);
    const store_id = (await prisma.store.findFirstOrThrow()).id;
    const imported = (fact: string, on: string, hour = 8) => {
      const at = new Date(`${on}T${String(hour).padStart(2, "0")}:00:00Z`);
      const last_day = new Date(`${on}T00:00:00Z`);
      return {
        file: "f",
        hash: "h",
        format: fact,
        fact,
        store_id,
        state: "visible",
        started_at: at,
        beat_at: at,
        visible_at: at,
        last_day,
      };
    };
    const weekly = ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-18", "2026-11-23"].map((on) => imported("returns", on));
    // Twice on a day is once, and two gaps are too few.
    const daily = ["2026-11-21", "2026-11-22", "2026-11-23"].flatMap((on) => [imported("stock", on), imported("stock", on, 17)]);
    await prisma.import.createMany({ data: [...weekly, ...daily] });
    expect((await data.freshness()).map((f) => [f.fact, f.newest, f.everyDays])).toEqual([
      ["returns", "2026-11-23", 7],
      ["stock", "2026-11-23", null],
    ]);
  });

  it("never lets the sample and real things take each other's place", async () => {
    const data = companyData((await open()).prisma);
    await data.saveStore(US);
    await expect(data.saveStore({ ...US, simulated: true })).rejects.toMatchObject({ code: "simulated-mixed" });
    await data.saveStore({ ...DE, simulated: true });
    await expect(data.saveStore(DE)).rejects.toMatchObject({ code: "simulated-mixed" });
  });
});
