import type { FreightMode } from "../../domain/facts/facts.ts";
import type { PrismaClient } from "../client/client.ts";

/** Where demand lies and where it is planned for. */
export interface Place {
  readonly warehouse: string;
  /** null: no warehouse exists yet; the place is named after its store, so that the plan can say what is missing. */
  readonly warehouseId: number | null;
  readonly stores: readonly { readonly id: number; readonly code: string }[];
  readonly currency: string;
  readonly simulated: boolean;
  readonly lanes: readonly {
    readonly code: string;
    readonly mode: FreightMode;
    readonly p50: number;
    readonly p90: number;
    readonly freight: number | null;
    readonly currency: string | null;
  }[];
  /** Warehouses from which it can be filled: those that its stores draw on later, and those that no store sells from. */
  readonly feeders: readonly { readonly id: number; readonly code: string }[];
}

/** The demand of a store belongs to the warehouse that it draws on first. */
export async function placesOf(prisma: PrismaClient): Promise<readonly Place[]> {
  const [stores, warehouses] = await Promise.all([
    prisma.store.findMany({ orderBy: { code: "asc" }, include: { draws: { orderBy: [{ priority: "asc" }, { warehouse_id: "asc" }] } } }),
    prisma.warehouse.findMany({ orderBy: { code: "asc" }, include: { lanes: { orderBy: { code: "asc" } }, stores: true } }),
  ]);
  const first = new Map(stores.map((s) => [s.id, s.draws[0]?.warehouse_id ?? null]));
  const places: Place[] = warehouses.flatMap((w) => {
    const mine = stores.filter((s) => first.get(s.id) === w.id);
    const [main] = mine;
    if (main === undefined) return [];
    const drawn = new Set(mine.flatMap((s) => s.draws.map((d) => d.warehouse_id)));
    const ofAnother = new Set(first.values());
    return [
      {
        warehouse: w.code,
        warehouseId: w.id,
        stores: mine.map(({ id, code }) => ({ id, code })),
        currency: main.currency,
        simulated: w.simulated,
        lanes: w.lanes.map((l) => ({
          code: l.code,
          mode: l.mode as FreightMode,
          p50: l.days_p50,
          p90: l.days_p90,
          freight: l.unit_freight === null ? null : l.unit_freight.toNumber(),
          currency: l.currency,
        })),
        feeders: warehouses
          .filter((o) => o.id !== w.id && o.simulated === w.simulated && !ofAnother.has(o.id) && (drawn.has(o.id) || o.stores.length === 0))
          .map(({ id, code }) => ({ id, code })),
      },
    ];
  });
  const homeless: Place[] = stores
    .filter((s) => first.get(s.id) === null)
    .map((s) => ({
      warehouse: s.code,
      warehouseId: null,
      stores: [{ id: s.id, code: s.code }],
      currency: s.currency,
      simulated: s.simulated,
      lanes: [],
      feeders: [],
    }));
  return [...places, ...homeless];
}
