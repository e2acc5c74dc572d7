import { readlinkSync } from "node:fs";
import { mkdtemp, readFile, rename, rm, stat, unlink, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** Where the process that owns a directory serves it, written there for everybody else. */
export interface Served {
  readonly host: string;
  readonly port: number;
  readonly pid: number;
  /** Where the lock of that process can be seen from: another container on the same disk cannot see it. */
  readonly realm: string;
}

const FILE = "serving.json";
const PORT = 5432;
const SOCKET = `.s.PGSQL.${PORT}`;
/** `sun_path` holds 108 bytes on Linux and 104 on macOS and BSD, with the closing zero. */
const LONGEST = process.platform === "linux" ? 107 : 103;
const BEAT_MS = 5_000;

/** Abstract sockets belong to a network namespace, and each container has its own. */
export function realm(): string {
  try {
    return `${hostname()} ${readlinkSync("/proc/self/ns/net")}`;
  } catch {
    return hostname();
  }
}

/**
 * Path of the socket: in `home`, where `psql -h` looks for it, or, where that is too long for a socket's address, in a directory
 * of ours among the temporary files. null on Windows, where PostgreSQL's drivers speak TCP.
 */
export async function socketPath(home: string): Promise<string | null> {
  if (process.platform === "win32") return null;
  const path = join(home, SOCKET);
  return Buffer.byteLength(path) <= LONGEST ? path : join(await mkdtemp(join(tmpdir(), "purser-")), SOCKET);
}

export async function readServed(home: string): Promise<Served | undefined> {
  try {
    return JSON.parse(await readFile(join(home, FILE), "utf8")) as Served;
  } catch (error) {
    // Not there, or just being replaced.
    if (error instanceof SyntaxError || (error instanceof Error && "code" in error && error.code === "ENOENT")) return undefined;
    throw error;
  }
}

/** What a process that was killed left behind. Called by the one that holds the lock. */
export async function clearServed(home: string): Promise<void> {
  const left = await readServed(home).catch(() => undefined);
  if (left !== undefined && left.host !== home && dirname(left.host) === resolve(tmpdir()) && left.realm === realm()) {
    await rm(left.host, { recursive: true, force: true });
  }
  await unlink(join(home, SOCKET)).catch(() => undefined);
  await rm(join(home, FILE), { force: true });
}

/** Tells others where to connect, and shows that it lives by touching the file. Answers how to stop. */
export async function announce(home: string, address: { readonly host: string; readonly port: number }): Promise<() => Promise<void>> {
  const file = join(home, FILE);
  const partial = `${file}.${process.pid}`;
  await writeFile(partial, JSON.stringify({ ...address, pid: process.pid, realm: realm() } satisfies Served), { mode: 0o600 });
  await rename(partial, file);
  const timer = setInterval(() => {
    const now = new Date();
    // Removed by hand: whoever wants to know will be told by the lock.
    utimes(file, now, now).catch(() => undefined);
  }, BEAT_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await clearServed(home);
  };
}

/**
 * Is the directory served by a process whose lock we cannot see, in another container or on another machine? Its clock need not be
 * right: what counts is whether the file is touched while we look.
 */
export async function servedElsewhere(home: string, wait: (ms: number) => Promise<void>): Promise<Served | undefined> {
  const served = await readServed(home);
  if (served === undefined || served.realm === realm()) return undefined;
  const touched = async () => (await stat(join(home, FILE)).catch(() => undefined))?.mtimeMs;
  const before = await touched();
  await wait(2 * BEAT_MS + 1_000);
  const after = await touched();
  return after !== undefined && after !== before ? served : undefined;
}
