import type { Day } from "../../domain/calendar/day.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts } from "../imports/visible.ts";
import type { Question } from "./question.ts";

/** A warehouse (or platform pool) that asked stores sell from. */
export interface Pool {
  readonly id: number;
  readonly code: string;
  /** Asked stores that draw on it. */
  readonly stores: readonly number[];
  /** Days of the asked period with a snapshot, oldest first. */
  readonly days: readonly Day[];
  /** Newest snapshot up to `asOf`. */
  readonly newest: Day | null;
}

export async function readPools(prisma: PrismaClient, question: Question): Promise<readonly Pool[]> {
  if (question.days === null) return [];
  const { from, to } = question.days;
  const x = Prisma.sql`x`;
  const pools = await prisma.$queryRaw<{ id: number; code: string; stores: number[]; newest: string | null }[]>`
    SELECT w.id, w.code, array_agg(sw.store_id ORDER BY sw.store_id) AS stores,
      (SELECT x.day::text FROM stock_snapshot x WHERE x.warehouse_id = w.id AND x.day <= ${question.asOf}::date AND x.state = 'available' AND ${counts(x)}
        ORDER BY x.day DESC LIMIT 1) AS newest
    FROM warehouse w JOIN store_warehouse sw ON sw.warehouse_id = w.id
    WHERE sw.store_id = ANY(${question.storeIds}::int[]) GROUP BY w.id, w.code ORDER BY w.code`;
  if (pools.length === 0) return [];
  // A probe a day (OFFSET keeps it so): to find the days by reading the snapshots would read them all.
  const days = await prisma.$queryRaw<{ pool: number; day: string }[]>`
    SELECT w AS pool, d::date::text AS day FROM unnest(${arrayLiteral(pools.map((p) => p.id))}::int[]) w,
      generate_series(${from}::date, ${to}::date, interval '1 day') d
    WHERE EXISTS (SELECT 1 FROM stock_snapshot x WHERE x.warehouse_id = w AND x.day = d::date AND x.state = 'available' AND ${counts(x)} OFFSET 0)
    ORDER BY 1, 2`;
  const byPool = Map.groupBy(days, (d) => d.pool);
  return pools.map((p) => ({ ...p, newest: p.newest as Day | null, days: (byPool.get(p.id) ?? []).map((d) => d.day as Day) }));
}
