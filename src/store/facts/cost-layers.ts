import type { Day } from "../../domain/calendar/day.ts";
import { later } from "../../domain/calendar/day.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts } from "../imports/visible.ts";
import type { Question } from "./question.ts";

interface Layer {
  readonly sku: number;
  readonly kind: string;
  readonly from: Day;
  readonly amount: string;
  readonly currency: string;
}

/** What a unit costs, as tables to join. */
export interface Costs {
  /** `k (sku_id, since, duty_since, freight_since)`: from which day on a SKU has a purchase cost, and the layers that are easily forgotten. */
  readonly since: Prisma.Sql;
  /** `l (sku_id, from_day, until, amount, currency)`: each layer as far as it is in force, and not before the purchase cost. */
  readonly layers: Prisma.Sql;
}

/**
 * The layers are few and are worked out here: as a subquery PostgreSQL takes their number for one and works them out anew for every row
 * that was sold.
 */
export async function readCostLayers(prisma: PrismaClient): Promise<Costs> {
  const c = Prisma.sql`c`;
  const all = await prisma.$queryRaw<Layer[]>`
    SELECT c.sku_id AS sku, c.kind, c.from_day::text AS "from", c.amount::text AS amount, c.currency FROM cost_layer c
    WHERE ${counts(c)} ORDER BY c.sku_id, c.kind, c.from_day`;
  const since: { sku: number; since: Day; duty: Day | null; freight: Day | null }[] = [];
  const layers: (Layer & { readonly until: string })[] = [];
  for (const [sku, mine] of Map.groupBy(all, (l) => l.sku)) {
    const first = (kind: string): Day | null => mine.find((l) => l.kind === kind)?.from ?? null;
    const purchase = first("purchase");
    if (purchase === null) continue;
    since.push({ sku, since: purchase, duty: first("duty"), freight: first("freight") });
    for (const [i, layer] of mine.entries()) {
      const next = mine[i + 1];
      const until = next?.kind === layer.kind ? next.from : "infinity";
      const from = later(layer.from, purchase);
      if (from < until) layers.push({ ...layer, from, until });
    }
  }
  const s = <T extends string | number | null>(pick: (row: (typeof since)[number]) => T) => arrayLiteral(since.map(pick));
  const l = <T extends string | number>(pick: (row: (typeof layers)[number]) => T) => arrayLiteral(layers.map(pick));
  return {
    since: Prisma.sql`unnest(${s((r) => r.sku)}::int[], ${s((r) => r.since)}::date[], ${s((r) => r.duty)}::date[], ${s((r) => r.freight)}::date[])
      AS k (sku_id, since, duty_since, freight_since)`,
    layers: Prisma.sql`unnest(${l((r) => r.sku)}::int[], ${l((r) => r.from)}::date[], ${l((r) => r.until)}::date[], ${l((r) => r.amount)}::numeric[],
      ${l((r) => r.currency)}::text[]) AS l (sku_id, from_day, until, amount, currency)`,
  };
}

/** `AND …` that keeps rows of SKUs with a purchase cost on their day, and rows that name no SKU, where the question is of such SKUs. */
export function ofCosted(question: Question, row: Prisma.Sql): Prisma.Sql {
  if (question.costed !== true) return Prisma.empty;
  return Prisma.sql`AND (${row}.sku_id IS NULL OR EXISTS (SELECT 1 FROM cost_layer c
    WHERE c.sku_id = ${row}.sku_id AND c.kind = 'purchase' AND c.from_day <= ${row}.day AND ${counts(Prisma.sql`c`)}))`;
}
