import { describe, expect, it } from "vitest";
import { difference } from "../../prisma/author.ts";
import { refuseUnlessMigrated, migrate } from "../../src/store/migrate.ts";
import { type Migration, readMigrations } from "../../src/store/migrations.ts";
import { describePostgres, describeStores } from "./harness.ts";

describe("the migrations", () => {
  it("make what the schema says, and nothing else that Prisma can see", async () => {
    expect(await difference()).toBe("");
  });
});

const extra: Migration = {
  name: "9999_extra",
  sql: "create table extra (id int); insert into extra values (1);",
  checksum: "e".repeat(64),
};

describeStores((_name, open) => {
  it("are applied once, however often the program starts", async () => {
    const { pool } = await open();
    expect(await migrate(pool)).toEqual([]);
    const { rows } = await pool.query<{ name: string }>('select migration_name as name from "_prisma_migrations" order by 1');
    expect(rows.map((r) => r.name)).toEqual((await readMigrations()).map((m) => m.name));
  });

  it("are refused when a file was changed after it was applied, and the database stays as it is", async () => {
    const { pool } = await open();
    const changed = (await readMigrations()).map((m) => ({ ...m, checksum: "0".repeat(64) }));
    await expect(migrate(pool, { migrations: [...changed, extra] })).rejects.toMatchObject({ code: "store-migration-changed" });
    const { rows } = await pool.query("select to_regclass('extra') as extra");
    expect(rows).toEqual([{ extra: null }]);
  });

  it("are refused when the database was made by a newer version", async () => {
    const { pool } = await open();
    await expect(migrate(pool, { migrations: (await readMigrations()).slice(1) })).rejects.toMatchObject({ code: "store-newer" });
  });

  it("leave nothing behind when one fails half-way", async () => {
    const { pool } = await open();
    const broken: Migration = { ...extra, name: "9998_broken", sql: "create table half (id int); select * from nowhere;" };
    await expect(migrate(pool, { migrations: [...(await readMigrations()), broken] })).rejects.toThrow("nowhere");
    const { rows } = await pool.query("select to_regclass('half') as half");
    expect(rows).toEqual([{ half: null }]);
    expect(await migrate(pool)).toEqual([]);
  });

  it("are not applied by a guest: it says that the owner is older", async () => {
    const { pool } = await open();
    await expect(refuseUnlessMigrated(pool)).resolves.toBeUndefined();
    await expect(refuseUnlessMigrated(pool, [...(await readMigrations()), extra])).rejects.toMatchObject({ code: "store-older" });
  });
});

describePostgres((_name, open) => {
  it("are applied once when several replicas start together", async () => {
    const store = await open();
    const others = await Promise.all([1, 2, 3].map(() => store.connectAgain()));
    const all = [...(await readMigrations()), extra];
    const applied = await Promise.all([store, ...others].map((c) => migrate(c.pool, { migrations: all })));
    expect(applied.flat()).toEqual(["9999_extra"]);
    const { rows } = await store.pool.query("select count(*)::int as n from extra");
    expect(rows).toEqual([{ n: 1 }]);
  });
});
