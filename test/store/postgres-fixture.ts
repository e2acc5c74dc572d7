import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { chownSync, existsSync, mkdtempSync, readdirSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Connection, connect } from "../../src/store/connect.ts";
import { migrate } from "../../src/store/migrate.ts";
import { readMigrations } from "../../src/store/migrations.ts";

export type PostgresServer = { readonly url: (database: string) => string };

function binaries(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((v) => join(debian, v, "bin")), ...(process.env["PATH"] ?? "").split(":")];
  return folders.find((f) => existsSync(join(f, "initdb")) && existsSync(join(f, "postgres")));
}

/** PostgreSQL refuses to run as root: then as `postgres`, else as `nobody`. */
function identity(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const user of ["postgres", "nobody"]) {
    const id = (flag: string) => Number(spawnSync("id", [flag, user], { encoding: "utf8" }).stdout);
    if (id("-u") > 0) return { uid: id("-u"), gid: id("-g") };
  }
  return undefined;
}

// The shell waits on its input, which ends when this process does, however it ends: no server is left behind.
const GUARD = `"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
  -c max_connections=200 -c timezone=Asia/Shanghai > "$2/log" 2>&1 & server=$!
cat > /dev/null; kill -QUIT $server; wait $server; rm -rf "$2"`;

function startServer(bin: string): PostgresServer {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "purser-pg-")));
  const as = identity();
  if (as !== undefined) chownSync(folder, as.uid, as.gid);
  const options = { ...as, cwd: folder, env: { ...process.env, HOME: folder } };
  execFileSync(join(bin, "initdb"), ["-D", join(folder, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"], {
    ...options,
    stdio: "ignore",
  });
  const guard = spawn("sh", ["-c", GUARD, "purser-test-postgres", bin, folder], { ...options, stdio: ["pipe", "ignore", "ignore"] });
  guard.unref();
  (guard.stdin as unknown as { unref?(): void }).unref?.();
  return { url: (database) => `postgres://postgres@localhost/${database}?host=${encodeURIComponent(folder)}` };
}

/** A real PostgreSQL, or why there is none. */
function findServer(): PostgresServer | { readonly missing: string } {
  const given = process.env["TEST_DATABASE_URL"];
  if (given !== undefined && given !== "") {
    return {
      url: (database) => {
        const url = new URL(given);
        if (database !== "postgres") url.pathname = `/${database}`;
        return url.toString();
      },
    };
  }
  const bin = binaries();
  if (bin === undefined) return { missing: "no TEST_DATABASE_URL, and no PostgreSQL programs on this machine" };
  if (process.getuid?.() === 0 && identity() === undefined)
    return { missing: "running as root, and there is no other user for PostgreSQL" };
  return startServer(bin);
}

let found: ReturnType<typeof findServer> | undefined;
export function postgresServer(): ReturnType<typeof findServer> {
  found ??= findServer();
  return found;
}

/** Whether findServer would find one, without starting it: decided while tests are collected. */
export function whyNoPostgres(): string | undefined {
  const why = reason();
  // Where it was promised, leaving it out would be a green light for nothing.
  if (why !== undefined && process.env["REQUIRE_POSTGRES"]) throw new Error(`REQUIRE_POSTGRES is set: ${why}`);
  return why;
}

function reason(): string | undefined {
  if (process.env["TEST_DATABASE_URL"]) return undefined;
  if (binaries() === undefined) return "no TEST_DATABASE_URL, and no PostgreSQL programs on this machine";
  if (process.getuid?.() === 0 && identity() === undefined) return "running as root, and there is no other user for PostgreSQL";
  return undefined;
}

async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = 100; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
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
  if ("missing" in server) throw new Error(server.missing);
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

/** Several test files may share a given server; the first one makes the template. */
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
