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
  /** Currencies that the layers are in. */
  readonly currencies: ReadonlySet<string>;
}

/**
 * The layers are few and are worked out here: as a subquery PostgreSQL takes their number for one and works them out anew for every row
 * that was sold.
 */
export function readCostLayers(prisma: PrismaClient, question: Question): Promise<Costs> {
  return question.facts === undefined ? costLayers(prisma) : question.facts.once("costs", () => costLayers(prisma));
}

async function costLayers(prisma: PrismaClient): Promise<Costs> {
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
    currencies: new Set(layers.map((l) => l.currency)),
    since: Prisma.sql`unnest(${s((r) => r.sku)}::int[], ${s((r) => r.since)}::date[], ${s((r) => r.duty)}::date[], ${s((r) => r.freight)}::date[])
      AS k (sku_id, since, duty_since, freight_since)`,
    layers: Prisma.sql`unnest(${l((r) => r.sku)}::int[], ${l((r) => r.from)}::date[], ${l((r) => r.until)}::date[], ${l((r) => r.amount)}::numeric[],
      ${l((r) => r.currency)}::text[]) AS l (sku_id, from_day, until, amount, currency)`,
  };
}

/** Keeps rows of SKUs with a purchase cost on their day, and rows that name no SKU, where the question is of such SKUs. */
export interface Costed {
  readonly join: Prisma.Sql;
  readonly where: Prisma.Sql;
}

/** Joined and not looked up: an EXISTS beside `sku_id IS NULL` is worked out row by row. */
export async function ofCosted(prisma: PrismaClient, question: Question, row: Prisma.Sql): Promise<Costed> {
  if (question.costed !== true) return { join: Prisma.empty, where: Prisma.empty };
  const { since } = await readCostLayers(prisma, question);
  return {
    join: Prisma.sql`LEFT JOIN ${since} ON k.sku_id = ${row}.sku_id`,
    where: Prisma.sql`AND (${row}.sku_id IS NULL OR ${row}.day >= k.since)`,
  };
}
