import { expect, it } from "vitest";
import { companyData } from "../../../src/store/company.ts";
import { describeStores, type TestStore } from "../harness.ts";
import { DIGEST, FBA, US } from "./samples.ts";

const MISTYPED = { ...US, code: "amazn-us" };

describeStores((_name, open) => {
  async function importInto({ prisma }: TestStore, code: string, state: string): Promise<number> {
    const store = await prisma.store.findUniqueOrThrow({ where: { code } });
    const { id } = await prisma.import.create({
      data: {
        file: "f",
        hash: "h",
        format: "x",
        fact: "traffic",
        state,
        store_id: store.id,
        started_at: new Date(0),
        beat_at: new Date(0),
        visible_at: state === "visible" ? new Date(0) : null,
      },
    });
    const day = new Date("2026-10-01");
    await prisma.traffic.create({ data: { store_id: store.id, from_day: day, to_day: day, sessions: 5, import_id: id, row: 1 } });
    return id;
  }

  it("a store that was added by mistake goes, and is missing nowhere", async () => {
    const store = await open();
    const data = companyData(store.prisma);
    await data.saveStore(US);
    await data.saveStore(MISTYPED);
    await data.saveWarehouse({ ...FBA, stores: [...FBA.stores, { store: MISTYPED.code, priority: 2 }] });
    await data.saveBinding({ ...DIGEST, stores: [US.code, MISTYPED.code] });
    expect(await data.removeStore(MISTYPED.code, false)).toEqual({ kind: "removed", imports: 0 });
    expect((await data.stores()).map((s) => s.code)).toEqual([US.code]);
    expect((await data.warehouses())[0]?.stores.map((s) => s.store)).toEqual([US.code]);
    expect((await data.bindings()).map((b) => b.stores)).toEqual([[US.code]]);
    expect(await data.removeStore(MISTYPED.code, false)).toEqual({ kind: "unknown" });
  });

  it("a store with figures stays unless they are to go with it, and those of the others stay then", async () => {
    const store = await open();
    const data = companyData(store.prisma);
    await data.saveStore(US);
    await data.saveStore(MISTYPED);
    await importInto(store, US.code, "visible");
    await importInto(store, MISTYPED.code, "visible");
    expect(await data.removeStore(MISTYPED.code, false)).toEqual({ kind: "has-facts", imports: 1 });
    expect(await store.prisma.traffic.count()).toBe(2);
    expect(await data.removeStore(MISTYPED.code, true)).toEqual({ kind: "removed", imports: 1 });
    expect(await store.prisma.traffic.count()).toBe(1);
    expect(await store.prisma.import.count()).toBe(1);
  });

  it("is not pulled away under a file that is being read into it", async () => {
    const store = await open();
    const data = companyData(store.prisma);
    await data.saveStore(US);
    await importInto(store, US.code, "staging");
    expect(await data.removeStore(US.code, true)).toEqual({ kind: "busy" });
  });
});
