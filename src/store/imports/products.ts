import type { PrismaClient } from "../client/client.ts";
import { counts } from "./visible.ts";
import { Prisma } from "../client/client.ts";
import type { Step } from "./clear.ts";

const ROWS_AT_ONCE = 1_000;

/**
 * Copies what a visible products file says to the SKUs. What the file leaves open stays as it was. May be repeated: a process that died
 * in the middle is followed by one that begins again.
 */
export async function copyProducts(prisma: PrismaClient, importId: number, step: Step): Promise<void> {
  for (let last = 0n; ;) {
    const [done] = await prisma.$queryRaw<[{ last: bigint | null }]>`
      WITH chunk AS MATERIALIZED (SELECT p.* FROM product_row p WHERE p.import_id = ${importId} AND p.id > ${last} AND p.replaced_by IS NULL
        ORDER BY p.id LIMIT ${ROWS_AT_ONCE}),
      made AS (INSERT INTO supplier (code, name, simulated)
        SELECT DISTINCT supplier, supplier, (SELECT simulated FROM import WHERE id = ${importId}) FROM chunk WHERE supplier IS NOT NULL
        ON CONFLICT (code) DO NOTHING RETURNING id, code),
      suppliers AS (SELECT id, code FROM made UNION ALL SELECT id, code FROM supplier WHERE code IN (SELECT supplier FROM chunk)),
      copied AS (UPDATE sku s SET title = coalesce(c.title, s.title), category = coalesce(c.category, s.category), role = coalesce(c.role, s.role),
          supplier_id = coalesce((SELECT x.id FROM suppliers x WHERE x.code = c.supplier LIMIT 1), s.supplier_id),
          moq = coalesce(c.moq, s.moq), carton = coalesce(c.carton, s.carton),
          price = coalesce(c.price, s.price), currency = CASE WHEN c.price IS NULL THEN s.currency ELSE c.currency END,
          launched_on = coalesce(c.launched_on, s.launched_on), active = c.active
        FROM chunk c WHERE s.id = c.sku_id)
      SELECT max(id) AS last FROM chunk`;
    if (done.last === null) return;
    last = done.last;
    await step();
  }
}

/** After an undone products file: each of its SKUs says again what the file before it said, or nothing. Titles stay. */
export async function forgetProducts(prisma: PrismaClient, importId: number, step: Step): Promise<void> {
  const p = Prisma.sql`p`;
  for (let last = 0n; ;) {
    const [done] = await prisma.$queryRaw<[{ last: bigint | null }]>`
      WITH chunk AS MATERIALIZED (SELECT id, sku_id FROM product_row WHERE import_id = ${importId} AND id > ${last} ORDER BY id LIMIT ${ROWS_AT_ONCE}),
      back AS (UPDATE sku s SET title = coalesce(b.title, s.title), category = b.category, role = b.role,
          supplier_id = (SELECT x.id FROM supplier x WHERE x.code = b.supplier),
          moq = b.moq, carton = b.carton, price = b.price, currency = b.currency, launched_on = b.launched_on, active = coalesce(b.active, true)
        FROM chunk c LEFT JOIN LATERAL (SELECT * FROM product_row p WHERE p.sku_id = c.sku_id AND ${counts(p)} ORDER BY p.id DESC LIMIT 1) b ON true
        WHERE s.id = c.sku_id)
      SELECT max(id) AS last FROM chunk`;
    if (done.last === null) return;
    last = done.last;
    await step();
  }
}
