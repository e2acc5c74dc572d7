import type { Giver } from "../../domain/promo/givers.ts";
import type { Move, PlanInput, PlanLine } from "../../domain/restock/types.ts";
import type { Context } from "../types.ts";

interface Kept {
  /** What it would move between warehouses. */
  readonly moves: readonly Move[];
  readonly givers: readonly Giver[];
}

/** What the kept plan says of each SKU: all its warehouses, and what they would give each other. */
export async function keptOf(context: Pick<Context, "plans">, inputs: readonly PlanInput[]): Promise<(sku: string) => Kept> {
  const wanted = new Set(inputs.map((i) => i.sku));
  const sites = new Map(inputs.flatMap((i) => (i.site === undefined ? [] : [[`${i.warehouse}/${i.sku}`, i.site] as const])));
  const { lines } = await context.plans.lines({ without: ["demand", "value"] });
  const planned = Map.groupBy(
    lines.filter((l) => wanted.has(l.sku)),
    (l) => l.sku,
  );
  return (sku) => {
    const of = planned.get(sku) ?? [];
    const giver = (l: PlanLine): Giver => {
      const site = sites.get(`${l.warehouse}/${sku}`);
      return { ...l, ...(site && { site }) };
    };
    return { moves: of.flatMap((l) => l.transfers ?? []), givers: of.map(giver) };
  };
}
