import { PGlite } from "@electric-sql/pglite";
import { expect, it } from "vitest";
import { readMigrations } from "../../src/store/migrations.ts";

it("what was approved before there were supplier orders is in one: a supplier's together, a SKU without one alone, what was taken back too", async () => {
  const pg = new PGlite();
  try {
    const migrations = await readMigrations();
    const at = migrations.findIndex((m) => m.sql.includes('CREATE TABLE "purchase_order"'));
    expect(at).toBeGreaterThan(0);
    for (const m of migrations.slice(0, at)) await pg.exec(m.sql);
    await pg.exec(`
      INSERT INTO supplier (code, name) VALUES ('NB', 'Ningbo Wood');
      INSERT INTO sku (code, supplier_id) VALUES ('A', 1), ('B', 1), ('LONE', NULL);
      INSERT INTO purchase (warehouse, sku_id, quantity, mode, plan_as_of, state, decided_by, decided_at) VALUES
        ('US-FBA', 1, 100, 'sea', '2026-11-20', 'approved', 'wei', now()),
        ('US-FBA', 2, 50, 'air:20+sea:30', '2026-11-20', 'approved', 'wei', now()),
        ('US-FBA', 1, 10, 'sea', '2026-11-20', 'withdrawn', 'wei', now()),
        ('US-FBA', 1, 70, '', '2026-11-21', 'approved', 'wei', now()),
        ('US-FBA', 3, 5, 'sea', '2026-11-20', 'approved', 'wei', now());`);
    for (const m of migrations.slice(at)) await pg.exec(m.sql);
    const { rows } = await pg.query<{ of: string; quantity: number; day: string }>(
      `SELECT o.grouped_by AS of, b.quantity, o.plan_as_of::text AS day FROM purchase b JOIN purchase_order o ON o.id = b.order_id ORDER BY b.id`,
    );
    expect(rows.map((r) => `${r.of} ${r.day} ${r.quantity}`)).toEqual([
      "supplier:NB 2026-11-20 100",
      "supplier:NB 2026-11-20 50",
      "supplier:NB 2026-11-20 10",
      "supplier:NB 2026-11-21 70",
      "sku:LONE 2026-11-20 5",
    ]);
    expect((await pg.query("SELECT count(*)::int AS n FROM purchase_order")).rows).toEqual([{ n: 3 }]);
  } finally {
    await pg.close();
  }
});
