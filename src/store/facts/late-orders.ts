import { addDays, type Day } from "../../domain/calendar/day.ts";
import { dispatchDue } from "../../domain/kpi/dispatch.ts";
import type { LateOrders, LateStore } from "../../ports/late-orders.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts } from "../imports/visible.ts";
import { LOOK_BACK_DAYS, OWN } from "./dispatch.ts";

interface StoreRow {
  readonly id: number;
  readonly code: string;
  readonly known: Day | null;
}

interface OrderRow {
  readonly store: number;
  readonly placed: Day;
  /** Null where the file names no day. */
  readonly due: Day | null;
  /** The newest day of the files that speak of the day on which it was placed. */
  readonly known: Day;
}

const L = Prisma.sql`l`;

/** Stores of which some order says when it left, and how far their files reach. */
function tellingStores(prisma: PrismaClient, codes: readonly string[], from: Day, asOf: Day): Promise<StoreRow[]> {
  return prisma.$queryRaw<StoreRow[]>`
    SELECT s.id, s.code, (SELECT max(i.last_day) FROM import i
        WHERE i.state = 'visible' AND i.fact = 'order-lines' AND i.store_id = s.id AND i.first_day <= ${asOf}::date)::text AS known
    FROM store s WHERE s.code = ANY(${arrayLiteral(codes)}::text[]) AND EXISTS (SELECT 1 FROM order_line l
      WHERE l.store_id = s.id AND l.day BETWEEN ${from}::date AND ${asOf}::date AND l.shipped_at IS NOT NULL AND ${OWN} AND ${counts(L)})
    ORDER BY s.code`;
}

/** Orders with a line that has not left, each once, with its earliest day to leave. */
function waiting(prisma: PrismaClient, ids: readonly number[], from: Day, asOf: Day): Promise<OrderRow[]> {
  return prisma.$queryRaw<OrderRow[]>`
    SELECT o.store, o.placed::text AS placed, o.due::text AS due, o.known::text AS known FROM (
      SELECT l.store_id AS store, l.order_id, min(l.day) AS placed, min((l.ship_by AT TIME ZONE s.zone)::date) AS due,
        min((SELECT max(i.last_day) FROM import i WHERE i.state = 'visible' AND i.fact = 'order-lines' AND i.store_id = l.store_id
          AND l.day BETWEEN i.first_day AND i.last_day)) AS known
      FROM order_line l JOIN store s ON s.id = l.store_id
      WHERE l.store_id = ANY(${arrayLiteral(ids)}::int[]) AND l.day BETWEEN ${from}::date AND ${asOf}::date
        AND l.shipped_at IS NULL AND l.quantity > 0 AND l.flag IS NULL AND ${OWN} AND ${counts(L)}
      GROUP BY 1, 2) o
    WHERE o.known IS NOT NULL`;
}

/**
 * Orders that should have left. Late is judged as the late-dispatch rate judges it: an order counts from the day after it was due, when a file
 * reaches beyond that day. One that newer files do not speak of may have left since, and is told apart.
 */
export const lateOrders = (prisma: PrismaClient): LateOrders => ({
  late: async ({ stores, asOf }) => {
    const from = addDays(asOf, -LOOK_BACK_DAYS);
    const telling = await tellingStores(
      prisma,
      stores.map((s) => s.code),
      from,
      asOf,
    );
    if (telling.length === 0) return [];
    const rows = await waiting(
      prisma,
      telling.map((s) => s.id),
      from,
      asOf,
    );
    return telling.flatMap(({ id, code, known }): LateStore[] => {
      if (known === null) return [];
      const workingDays = stores.find((s) => s.code === code)?.workingDays ?? 0;
      const due = rows
        .filter((r) => r.store === id)
        .map((r) => ({ ...r, day: r.due ?? dispatchDue(r.placed, workingDays) }))
        .filter((r) => r.day < r.known);
      const late = due.filter((r) => r.known >= known);
      return [
        {
          store: code,
          orders: late.length,
          oldest: late.map((r) => r.day).toSorted()[0] ?? null,
          knownUpTo: known,
          unheard: due.length - late.length,
        },
      ];
    });
  },
});
