import type { Zone } from "../../domain/calendar/zone.ts";
import type { FreightMode } from "../../domain/facts/facts.ts";
import type { Route } from "../../domain/restock/types.ts";
import type { PrismaClient } from "../client/client.ts";

export interface PlaceStore {
  readonly id: number;
  readonly code: string;
  readonly platform: string;
  readonly currency: string;
  readonly zone: Zone;
}

/** Where stock is planned: a warehouse, or a store that has none yet. */
export interface Place {
  /** Of the warehouse; minus the store's for one that has none, so that it keeps its plan lines apart. */
  readonly id: number;
  readonly code: string;
  /** Stores that draw on it at all. */
  readonly stores: readonly PlaceStore[];
  /** Stores that draw on it first: their demand is met here. */
  readonly demand: readonly PlaceStore[];
  readonly routes: readonly Route[];
  /** null: no warehouse. */
  readonly site: { readonly kind: string; readonly country: string } | null;
  /** That money is planned in: the stores' own where they have one in common, else the company's. */
  readonly currency: string;
  readonly companyCurrency: string | null;
}

export async function readPlaces(prisma: PrismaClient): Promise<readonly Place[]> {
  const [company, stores, warehouses] = await Promise.all([
    prisma.company.findFirst({ select: { currency: true } }),
    prisma.store.findMany({ include: { draws: { orderBy: [{ priority: "asc" }, { warehouse_id: "asc" }] } }, orderBy: { code: "asc" } }),
    prisma.warehouse.findMany({ include: { lanes: { orderBy: [{ days_p50: "asc" }, { code: "asc" }] } }, orderBy: { code: "asc" } }),
  ]);
  const currencyOf = (of: readonly PlaceStore[]) => {
    const all = new Set(of.map((s) => s.currency));
    const [only] = all;
    return all.size === 1 && only !== undefined ? only : (company?.currency ?? only ?? "USD");
  };
  const placeStore = (s: (typeof stores)[number]): PlaceStore => ({
    id: s.id,
    code: s.code,
    platform: s.platform,
    currency: s.currency,
    zone: s.zone as Zone,
  });
  const places = warehouses.map((w): Place => {
    const drawing = stores.filter((s) => s.draws.some((d) => d.warehouse_id === w.id));
    const mine = drawing.map(placeStore);
    return {
      id: w.id,
      code: w.code,
      site: { kind: w.kind, country: w.country },
      stores: mine,
      demand: drawing.filter((s) => s.draws[0]?.warehouse_id === w.id).map(placeStore),
      routes: w.lanes.map((l) => ({
        lane: l.code,
        mode: l.mode as FreightMode,
        daysP50: l.days_p50,
        daysP90: l.days_p90,
        unitFreight: l.unit_freight?.toNumber() ?? null,
        currency: l.currency,
      })),
      currency: currencyOf(mine),
      companyCurrency: company?.currency ?? null,
    };
  });
  const homeless = stores.filter((s) => s.draws.length === 0).map(placeStore);
  return [
    ...places,
    ...homeless.map((s): Place => ({
      id: -s.id,
      code: s.code,
      site: null,
      stores: [s],
      demand: [s],
      routes: [],
      currency: s.currency,
      companyCurrency: company?.currency ?? null,
    })),
  ];
}
