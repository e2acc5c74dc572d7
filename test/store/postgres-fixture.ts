import { createHash, randomUUID } from "node:crypto";
import { type Connection, connect } from "../../src/store/connect.ts";
import { migrate } from "../../src/store/migrate.ts";
import { readMigrations } from "../../src/store/migrations.ts";
import { type PostgresServer, postgresServer } from "./postgres-server.ts";

export { whyNoPostgres } from "./postgres-server.ts";

/** A new server makes its first database meanwhile; on a busy machine that takes a while. */
const PATIENCE_MS = 90_000;
const LOOK_MS = 50;

async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  for (const until = performance.now() + PATIENCE_MS; ;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }
}

export interface PostgresFixture {
  /** A new database with all migrations and nothing in it. */
  create(): Promise<{ readonly url: string; readonly drop: () => Promise<void> }>;
  close(): Promise<void>;
}

export async function startPostgres(): Promise<PostgresFixture> {
  const server = postgresServer();
  const admin = await patiently(() => connect({ url: server.url("postgres") }, { poolSize: 1 }));
  const checksums = (await readMigrations()).map((m) => m.checksum).join();
  const template = `purser_template_${createHash("sha256").update(checksums).digest("hex").slice(0, 12)}`;
  await makeTemplate(admin, server, template);
  return {
    create: async () => {
      const name = `purser_test_${randomUUID().replaceAll("-", "")}`;
      await patiently(() => admin.pool.query(`create database ${name} template ${template}`));
      return {
        url: server.url(name),
        drop: async () => {
          await admin.pool.query(`drop database ${name} with (force)`);
        },
      };
    },
    close: () => admin.close(),
  };
}

/** Several test files may share a server; the first one makes the template. */
async function makeTemplate(admin: Connection, server: PostgresServer, template: string): Promise<void> {
  const lock = 7_707_002;
  const client = await admin.pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lock]);
    const there = await client.query("select 1 from pg_database where datname = $1", [template]);
    if (there.rowCount === 0) {
      await client.query(`create database ${template}_new`);
      const made = await connect({ url: server.url(`${template}_new`) }, { poolSize: 1 });
      await migrate(made.pool);
      await made.close();
      await client.query(`alter database ${template}_new rename to ${template}`);
    }
  } finally {
    await client.query("select pg_advisory_unlock($1)", [lock]);
    client.release();
  }
}
