import type { PrismaClient } from "../client/client.ts";
import { counts } from "./visible.ts";
import { Prisma } from "../client/client.ts";
import type { Step } from "./clear.ts";

const ROWS_AT_ONCE = 1_000;

/** The company's own list of products, and not a platform's of what one store lists. A canonical file has the fact's name for its format. */
const ofTheCompany = (i: Prisma.Sql): Prisma.Sql => Prisma.sql`(${i}.format = ${i}.fact OR ${i}.store_id IS NULL)`;

/**
 * Copies what a visible products file says to the SKUs. What the file leaves open stays as it was. The company's own file counts before
 * what a platform's report says of the same SKU: that one only fills what is empty, and never says whether the company still sells it. May be repeated: a process that died
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
      own AS (SELECT ${ofTheCompany(Prisma.sql`i`)} AS own FROM import i WHERE i.id = ${importId}),
      copied AS (UPDATE sku s SET title = CASE WHEN own THEN coalesce(c.title, s.title) ELSE coalesce(s.title, c.title) END,
          category = CASE WHEN own THEN coalesce(c.category, s.category) ELSE coalesce(s.category, c.category) END, role = coalesce(c.role, s.role),
          supplier_id = coalesce((SELECT x.id FROM suppliers x WHERE x.code = c.supplier LIMIT 1), s.supplier_id),
          moq = coalesce(c.moq, s.moq), carton = coalesce(c.carton, s.carton),
          price = CASE WHEN own THEN coalesce(c.price, s.price) ELSE coalesce(s.price, c.price) END,
          currency = CASE WHEN c.price IS NULL OR (s.price IS NOT NULL AND NOT own) THEN s.currency ELSE c.currency END,
          launched_on = coalesce(c.launched_on, s.launched_on), supplier_sku = coalesce(c.supplier_sku, s.supplier_sku),
          material = coalesce(c.material, s.material), unit_kg = coalesce(c.unit_kg, s.unit_kg), length_cm = coalesce(c.length_cm, s.length_cm),
          width_cm = coalesce(c.width_cm, s.width_cm), height_cm = coalesce(c.height_cm, s.height_cm), active = CASE WHEN own THEN c.active ELSE s.active END
        FROM chunk c, own WHERE s.id = c.sku_id)
      SELECT max(id) AS last FROM chunk`;
    if (done.last === null) return;
    last = done.last;
    await step();
  }
}

/**
 * After an undone products file: each of its SKUs says again what the company's file before it said, or nothing. Titles stay, and so
 * does what a platform's report filled in.
 */
export async function forgetProducts(prisma: PrismaClient, importId: number, step: Step): Promise<void> {
  const [of] = await prisma.$queryRaw<
    [{ own: boolean }?]
  >`SELECT ${ofTheCompany(Prisma.sql`i`)} AS own FROM import i WHERE i.id = ${importId}`;
  if (of?.own === false) return;
  const p = Prisma.sql`p`;
  for (let last = 0n; ;) {
    const [done] = await prisma.$queryRaw<[{ last: bigint | null }]>`
      WITH chunk AS MATERIALIZED (SELECT id, sku_id FROM product_row WHERE import_id = ${importId} AND id > ${last} ORDER BY id LIMIT ${ROWS_AT_ONCE}),
      back AS (UPDATE sku s SET title = coalesce(b.title, s.title), category = b.category, role = b.role,
          supplier_id = (SELECT x.id FROM supplier x WHERE x.code = b.supplier),
          moq = b.moq, carton = b.carton, price = b.price, currency = b.currency, launched_on = b.launched_on, active = coalesce(b.active, true),
          supplier_sku = b.supplier_sku, material = b.material, unit_kg = b.unit_kg, length_cm = b.length_cm, width_cm = b.width_cm, height_cm = b.height_cm
        FROM chunk c LEFT JOIN LATERAL (SELECT p.* FROM product_row p JOIN import i ON i.id = p.import_id AND ${ofTheCompany(Prisma.sql`i`)}
          WHERE p.sku_id = c.sku_id AND ${counts(p)} ORDER BY p.id DESC LIMIT 1) b ON true
        WHERE s.id = c.sku_id)
      SELECT max(id) AS last FROM chunk`;
    if (done.last === null) return;
    last = done.last;
    await step();
  }
}
