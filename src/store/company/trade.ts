import type { Zone } from "../../domain/calendar/zone.ts";
import type { FreightMode } from "../../domain/facts/facts.ts";
import type { CompanyData, Warehouse } from "../../ports/company.ts";
import type { PrismaClient } from "../client/client.ts";
import { clean } from "../rows.ts";
import { refuseMixing, unknownCode } from "./refuse.ts";
import { removeStore } from "./remove-store.ts";

const STORE = { en: "store", zh: "店铺" };
const WAREHOUSE = { en: "warehouse", zh: "仓库" };
const SUPPLIER = { en: "supplier", zh: "供应商" };
const LANE = { en: "lane", zh: "头程线路" };

type Trade = Pick<
  CompanyData,
  "stores" | "saveStore" | "removeStore" | "warehouses" | "saveWarehouse" | "suppliers" | "saveSupplier" | "lanes" | "saveLane"
>;

/** Where things are sold, kept, made, and how they get there. Everything is saved by its code. */
export function trade(prisma: PrismaClient): Trade {
  return {
    stores: async () => {
      const rows = await prisma.store.findMany({ omit: { id: true }, orderBy: { id: "asc" } });
      return rows.map((row) => ({ ...row, zone: row.zone as Zone }));
    },
    saveStore: async (store) => {
      const { code, platform, country, currency, zone, simulated } = store;
      refuseMixing(STORE, code, await prisma.store.findUnique({ where: { code } }), simulated);
      const data = { name: clean(store.name), platform, country, currency, zone, simulated };
      await prisma.store.upsert({ where: { code }, create: { code, ...data }, update: data });
    },
    removeStore: (code, withFacts) => removeStore(prisma, code, withFacts),

    warehouses: async () => {
      const rows = await prisma.warehouse.findMany({
        include: { stores: { include: { store: true }, orderBy: [{ priority: "asc" }, { store_id: "asc" }] } },
        orderBy: { id: "asc" },
      });
      return rows.map((row) => ({
        code: row.code,
        name: row.name,
        kind: row.kind as Warehouse["kind"],
        country: row.country,
        simulated: row.simulated,
        stores: row.stores.map((s) => ({ store: s.store.code, priority: s.priority })),
      }));
    },
    saveWarehouse: async (warehouse) => {
      const { code, kind, country, simulated } = warehouse;
      refuseMixing(WAREHOUSE, code, await prisma.warehouse.findUnique({ where: { code } }), simulated);
      const stores = new Map((await prisma.store.findMany({ orderBy: { id: "asc" } })).map((s) => [s.code, s.id]));
      const draws = warehouse.stores.map(({ store, priority }) => {
        const store_id = stores.get(store);
        if (store_id === undefined) throw unknownCode(STORE, store, [...stores.keys()]);
        return { store_id, priority };
      });
      const data = { name: clean(warehouse.name), kind, country, simulated };
      await prisma.warehouse.upsert({
        where: { code },
        create: { code, ...data, stores: { create: draws } },
        update: { ...data, stores: { deleteMany: {}, create: draws } },
      });
    },

    suppliers: async () => {
      const rows = await prisma.supplier.findMany({ orderBy: { id: "asc" } });
      return rows.map((row) => ({
        code: row.code,
        name: row.name,
        currency: row.currency,
        productionDaysP50: row.production_days_p50,
        productionDaysP90: row.production_days_p90,
        simulated: row.simulated,
      }));
    },
    saveSupplier: async (supplier) => {
      const { code, currency, simulated } = supplier;
      refuseMixing(SUPPLIER, code, await prisma.supplier.findUnique({ where: { code } }), simulated);
      const data = {
        name: clean(supplier.name),
        currency,
        production_days_p50: supplier.productionDaysP50,
        production_days_p90: supplier.productionDaysP90,
        simulated,
      };
      await prisma.supplier.upsert({ where: { code }, create: { code, ...data }, update: data });
    },

    lanes: async () => {
      const rows = await prisma.lane.findMany({ include: { warehouse: true }, orderBy: { id: "asc" } });
      return rows.map((row) => ({
        code: row.code,
        warehouse: row.warehouse.code,
        mode: row.mode as FreightMode,
        daysP50: row.days_p50,
        daysP90: row.days_p90,
        unitFreight: row.unit_freight?.toString() ?? null,
        currency: row.currency,
        simulated: row.simulated,
      }));
    },
    saveLane: async (lane) => {
      const { code, mode, currency, simulated } = lane;
      refuseMixing(LANE, code, await prisma.lane.findUnique({ where: { code } }), simulated);
      const warehouse = await prisma.warehouse.findUnique({ where: { code: lane.warehouse } });
      if (warehouse === null) {
        const known = await prisma.warehouse.findMany({ orderBy: { id: "asc" } });
        throw unknownCode(
          WAREHOUSE,
          lane.warehouse,
          known.map((w) => w.code),
        );
      }
      const data = {
        warehouse_id: warehouse.id,
        mode,
        days_p50: lane.daysP50,
        days_p90: lane.daysP90,
        unit_freight: lane.unitFreight,
        currency,
        simulated,
      };
      await prisma.lane.upsert({ where: { code }, create: { code, ...data }, update: data });
    },
  };
}
