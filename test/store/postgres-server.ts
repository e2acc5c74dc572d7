import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, realpathSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

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

// The shell waits on its input, which ends when this process does, however it ends: no server is left behind. Nobody waits for initdb:
// whoever connects tries until somebody answers. TERM ends a server that has only begun and hears no QUIT yet, QUIT one that waits for clients.
const GUARD = `"$1/initdb" -D "$2/data" -U postgres -A trust -E UTF8 --no-sync > "$2/log" && {
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
  -c max_connections=200 -c timezone=Asia/Shanghai > "$2/log" 2>&1 & server=$!
cat > /dev/null; kill -TERM $server; kill -QUIT $server; wait $server; }; rm -rf "$2"`;

const urlOf =
  (folder: string): PostgresServer["url"] =>
  (database) =>
    `postgres://postgres@localhost/${database}?host=${encodeURIComponent(folder)}`;

/** Where the server of a whole run listens, for the processes that run its test files. */
const SHARED = "PURSER_TEST_POSTGRES";

interface Started extends PostgresServer {
  readonly folder: string;
  /** Lets it end and take its files away, which nobody has to wait for; it does so too when this process ends. */
  stop(): void;
}

function startServer(bin: string): Started {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "purser-pg-")));
  const as = identity();
  if (as !== undefined) chownSync(folder, as.uid, as.gid);
  // Detached: Ctrl-C is for the tests; the shell ends the server in its turn.
  const options = { ...as, cwd: folder, env: { ...process.env, HOME: folder }, detached: true };
  const guard = spawn("sh", ["-c", GUARD, "purser-test-postgres", bin, folder], { ...options, stdio: ["pipe", "ignore", "inherit"] });
  guard.unref();
  const { stdin } = guard;
  if (stdin instanceof Socket) stdin.unref();
  return {
    folder,
    url: urlOf(folder),
    stop: () => void guard.stdin.end(),
  };
}

function reason(): string | undefined {
  if (process.env["TEST_DATABASE_URL"]) return undefined;
  if (binaries() === undefined) return "no TEST_DATABASE_URL, and no PostgreSQL programs on this machine";
  if (process.getuid?.() === 0 && identity() === undefined) return "running as root, and there is no other user for PostgreSQL";
  return undefined;
}

/** Why there is no real PostgreSQL, without starting one: decided while tests are collected. */
export function whyNoPostgres(): string | undefined {
  const why = reason();
  // Where it was promised, leaving it out would be a green light for nothing.
  if (why !== undefined && process.env["REQUIRE_POSTGRES"]) throw new Error(`REQUIRE_POSTGRES is set: ${why}`);
  return why;
}

function findServer(): PostgresServer {
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
  const shared = process.env[SHARED];
  if (shared !== undefined) return { url: urlOf(shared) };
  const bin = binaries();
  const why = reason();
  if (bin === undefined || why !== undefined) throw new Error(why ?? "no PostgreSQL");
  return startServer(bin);
}

let found: PostgresServer | undefined;
/** A real PostgreSQL: the given one, that of the run, or one that lives as long as this process. */
export function postgresServer(): PostgresServer {
  found ??= findServer();
  return found;
}

/** One server for all test files of a run, told to their processes by the environment. Answers how to end it. */
export function shareServer(): (() => void) | undefined {
  const bin = binaries();
  if (process.env["TEST_DATABASE_URL"] || bin === undefined || reason() !== undefined) return undefined;
  const server = startServer(bin);
  process.env[SHARED] = server.folder;
  return () => server.stop();
}
