/**
 * Writes the next migration from the schema, for developers: `node prisma/author.ts add-reviews-index`. Prisma's own `migrate` wants a
 * program that it downloads; the same engine as WebAssembly comes from npm, and PGlite in memory is the database that it looks at.
 * What Prisma cannot say (checks, partial indexes, collations) is added to the written file by hand; the engine does not see those.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { MIGRATIONS, readMigrations } from "../src/store/migrations.ts";

const SCHEMA = join(import.meta.dirname, "schema.prisma");

async function loadEngine() {
  const engine = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasm = await readFile(new URL("schema_engine_bg.wasm", import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg")));
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": { ...engine } });
  (engine as typeof engine & { __wbg_set_wasm(exports: unknown): void }).__wbg_set_wasm(instance.exports);
  (instance.exports["__wbindgen_start"] as () => void)();
  return engine.SchemaEngine;
}

/** SQL that brings a database with all migrations to what the schema says; empty when they agree. */
export async function difference(migrationsDir = MIGRATIONS, schemaFile = SCHEMA): Promise<string> {
  const content = await readFile(schemaFile, "utf8");
  const pg = new PGlite();
  try {
    for (const migration of await readMigrations(migrationsDir)) await pg.exec(migration.sql);
    const SchemaEngine = await loadEngine();
    const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(pg));
    const engine = await SchemaEngine.new({ datamodels: [["schema.prisma", content]] }, () => undefined, adapter);
    const files = [{ path: "schema.prisma", content }];
    const { stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files, configDir: "" },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: { externalTables: ["public._prisma_migrations"], externalEnums: [] },
    });
    const sql = (stdout ?? "").trim();
    return sql.startsWith("-- This is an empty migration") ? "" : sql;
  } finally {
    await pg.close();
  }
}

if (import.meta.main) {
  const name = process.argv[2];
  if (name === undefined || !/^[a-z0-9-]+$/.test(name)) throw new Error("usage: node prisma/author.ts <name-in-kebab-case>");
  const sql = await difference();
  if (sql === "") {
    process.stdout.write("The migrations already say what the schema says.\n");
  } else {
    const nth = String((await readMigrations()).length + 1).padStart(4, "0");
    const folder = join(MIGRATIONS, `${nth}_${name.replaceAll("-", "_")}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "migration.sql"), `${sql}\n`);
    process.stdout.write(`${folder}\n`);
  }
}
