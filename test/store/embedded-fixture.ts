import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { type Connection, connect } from "../../src/store/connect.ts";
import { startServer } from "../../src/store/embedded/server.ts";
import { migrate } from "../../src/store/migrate.ts";
import { readMigrations } from "../../src/store/migrations.ts";

const CACHE = join(import.meta.dirname, "../../node_modules/.cache/purser-test");

/** An empty data directory as a tar: loading it takes a quarter of the time of making it. Kept between runs, one for each set of migrations. */
export async function emptyImage(): Promise<Uint8Array<ArrayBuffer>> {
  const migrations = await readMigrations();
  const key = createHash("sha256")
    .update(migrations.map((m) => m.checksum).join())
    .digest("hex")
    .slice(0, 16);
  const file = join(CACHE, `pglite-0.5.14-${key}.tar`);
  const cached = await readFile(file).catch(() => undefined);
  if (cached !== undefined) return new Uint8Array(cached);
  const engine = new PGlite();
  await engine.waitReady;
  const image = new Uint8Array(await (await engine.dumpDataDir("none")).arrayBuffer());
  await engine.close();
  await mkdir(CACHE, { recursive: true });
  const partial = `${file}.${process.pid}`;
  await writeFile(partial, image);
  await rename(partial, file);
  return image;
}

export interface EmbeddedFixture {
  connection: Connection;
  connectAgain(): Promise<Connection>;
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** The embedded store in memory, through the same thread, socket and adapter as in earnest. */
export async function startEmbedded(): Promise<EmbeddedFixture> {
  const folder = await mkdtemp(join(tmpdir(), "purser-"));
  const server = await startServer({
    dataDir: null,
    snapshot: await emptyImage(),
    socket: join(folder, ".s.PGSQL.5432"),
    maxConnections: 50,
  });
  const connection = await connect(server.address);
  await migrate(connection.pool);
  const { rows } = await connection.pool.query<{ names: string }>(
    "select string_agg(quote_ident(tablename), ',') as names from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations'",
  );
  const names = rows[0]?.names ?? "";
  const others: Connection[] = [];
  return {
    connection,
    connectAgain: async () => {
      const other = await connect(server.address);
      others.push(other);
      return other;
    },
    empty: async () => {
      await connection.pool.query(`truncate ${names} restart identity cascade`);
    },
    close: async () => {
      for (const other of others) await other.close();
      await connection.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
