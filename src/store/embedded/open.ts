import { access, constants, mkdir, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { UserError } from "../../domain/user-error.ts";
import type { Text } from "../../domain/value.ts";
import { type Connection, connect } from "../connect.ts";
import { migrate, pendingMigrations, refuseUnlessMigrated } from "../migrate.ts";
import { directoryTrouble } from "../trouble.ts";
import { announce, clearServed, readServed, servedElsewhere, socketPath } from "./address.ts";
import { keepBackup, unpackBackup } from "./backup.ts";
import { type OwnerLock, takeLock } from "./lock.ts";
import { type EmbeddedServer, startServer } from "./server.ts";

/** Connections of all processes together; each costs a file handle and nothing else. */
const MAX_CONNECTIONS = 64;
/** The first start of the owner takes some seconds; a guest that comes meanwhile waits this long. */
const GUEST_PATIENCE_MS = 30_000;
const POSTGRES = "18";

export const dataDirOf = (home: string): string => join(home, "store");

export type Embedded = {
  readonly home: string;
  readonly connection: Connection;
} & (
  | { readonly kind: "embedded"; readonly server: EmbeddedServer; close(patienceMs?: number): Promise<void> }
  | { readonly kind: "embedded-client"; close(): Promise<void> }
);

export interface EmbeddedSettings {
  readonly home: string;
  readonly now: () => Date;
  readonly onProgress?: (note: Text) => void;
  readonly onTrouble?: (error: Error) => void;
}

/** Node's own recursive mkdir never ends where a directory takes no children (`/proc/x`). */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" && dirname(path) !== path && !(await exists(dirname(path)))) {
      await makeFolder(dirname(path));
      await mkdir(path, { mode: 0o700 });
    } else if (code !== "EEXIST" || !(await stat(path)).isDirectory()) throw error;
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** The directory as it really is, made if need be; a sentence where it cannot be used. */
async function prepare(home: string): Promise<string> {
  try {
    await makeFolder(resolve(home));
    await access(home, constants.W_OK | constants.X_OK);
    return await realpath(home);
  } catch (error) {
    throw directoryTrouble(error, home);
  }
}

const inUse = (home: string, by: string): UserError =>
  new UserError(
    "store-in-use",
    { en: `${home} is in use by ${by}, which does not answer.`, zh: `${home} 正被 ${by} 使用，且没有应答。` },
    {
      en: "Stop that process and try again, or set PURSER_HOME to another directory.",
      zh: "请停止该进程后重试，或把 PURSER_HOME 设为其他目录。",
    },
  );

async function refuseOtherVersion(home: string): Promise<void> {
  const version = await readFile(join(dataDirOf(home), "PG_VERSION"), "utf8").catch(() => undefined);
  if (version === undefined || version.trim() === POSTGRES) return;
  throw new UserError(
    "store-newer",
    {
      en: `${dataDirOf(home)} was made by PostgreSQL ${version.trim()}; this version of Purser brings ${POSTGRES}.`,
      zh: `${dataDirOf(home)} 由 PostgreSQL ${version.trim()} 创建，而本版本的 Purser 内置 ${POSTGRES}。`,
    },
    { en: "Start the version of Purser that made it.", zh: "请使用创建它的那个 Purser 版本。" },
  );
}

async function own(settings: EmbeddedSettings, home: string, lock: OwnerLock): Promise<Embedded> {
  const undo: ((patienceMs: number) => Promise<void>)[] = [() => lock.release()];
  const close = async (patienceMs = 0) => {
    for (const step of undo.splice(0).reverse()) await step(patienceMs);
  };
  try {
    const elsewhere = await servedElsewhere(home, (ms) => pause(ms));
    if (elsewhere !== undefined) throw inUse(home, `process ${elsewhere.pid} on ${elsewhere.realm.split(" ")[0] ?? "another machine"}`);
    await clearServed(home);
    await refuseOtherVersion(home);
    const dataDir = dataDirOf(home);
    settings.onProgress?.({ en: "Opening the store …", zh: "正在打开数据库…" });
    const socket = await socketPath(home);
    const server = await startServer({ dataDir, snapshot: null, socket, maxConnections: MAX_CONNECTIONS });
    undo.push((patienceMs) => server.close(patienceMs));
    const connection = await connect(server.address, settings.onTrouble === undefined ? {} : { onTrouble: settings.onTrouble });
    undo.push(() => connection.close());
    const { due, applied } = await pendingMigrations(connection.pool);
    const [first] = due;
    if (first !== undefined && applied.length > 0) {
      settings.onProgress?.({ en: "Backing up before the store is changed …", zh: "升级数据库前正在备份…" });
      await keepBackup(home, (to) => server.copy(to), settings.now(), { before: first.name });
    }
    await migrate(connection.pool);
    undo.push(await announce(home, server.address));
    return { kind: "embedded", home, connection, server, close };
  } catch (error) {
    await close();
    throw damaged(directoryTrouble(error, home), home);
  }
}

/** An image that PostgreSQL cannot start from; nothing else ends like this. */
function damaged(error: unknown, home: string): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  if (!/PGlite failed to initialize|Aborted\(|unreachable|ExitStatus|exit\(/.test(`${error.name} ${error.message}`)) return error;
  return new UserError(
    "store-damaged",
    {
      en: `The database in ${dataDirOf(home)} does not open (${error.message}). A power cut can do this.`,
      zh: `${dataDirOf(home)} 中的数据库无法打开（${error.message}），断电可能导致这种情况。`,
    },
    {
      en: "Go back to a backup of the last hours: npm run purser -- db restore",
      zh: "请恢复最近几小时的备份：npm run purser -- db restore",
    },
  );
}

async function visit(settings: EmbeddedSettings, home: string): Promise<Embedded | undefined> {
  const served = await readServed(home);
  if (served === undefined) return undefined;
  const trouble = settings.onTrouble === undefined ? {} : { onTrouble: settings.onTrouble };
  let connection: Connection;
  try {
    connection = await connect(served, { ...trouble, poolSize: 2 });
  } catch (error) {
    if (error instanceof UserError) throw error;
    return undefined;
  }
  try {
    await refuseUnlessMigrated(connection.pool);
  } catch (error) {
    await connection.close();
    if (error instanceof UserError) throw error;
    // The owner left while we came in.
    return undefined;
  }
  return { kind: "embedded-client", home, connection, close: () => connection.close() };
}

/**
 * Opens the embedded store: the first process owns the directory and serves it, later ones are its clients. Where the owner goes
 * away meanwhile, the next one takes its place.
 */
export async function openEmbedded(settings: EmbeddedSettings): Promise<Embedded> {
  const home = await prepare(settings.home);
  const until = performance.now() + GUEST_PATIENCE_MS;
  for (let round = 0; ; round++) {
    const lock = await takeLock(home);
    if (lock !== undefined) return own(settings, home, lock);
    const guest = await visit(settings, home);
    if (guest !== undefined) return guest;
    if (performance.now() > until) {
      const served = await readServed(home);
      throw inUse(home, served === undefined ? "another process" : `process ${served.pid}`);
    }
    if (round === 5) {
      settings.onProgress?.({ en: "Waiting for the process that is opening this store …", zh: "另一个进程正在打开数据库，等待中…" });
    }
    await pause(100);
  }
}

/** Replaces the database by a backup. Nobody may be using it; what was there is kept aside. Answers where. */
export async function restoreEmbedded(homePath: string, file: string, now: Date): Promise<string | null> {
  const home = await prepare(homePath);
  const lock = await takeLock(home);
  if (lock === undefined) throw inUse(home, `process ${(await readServed(home))?.pid ?? "?"}`);
  try {
    const dataDir = dataDirOf(home);
    const fresh = `${dataDir}.restoring`;
    await unpackBackup(file, fresh);
    const aside = `${dataDir}.before-restore-${now.toISOString().replaceAll(/[:.]/g, "-")}`;
    const kept = await rename(dataDir, aside).then(
      () => aside,
      (error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return null;
        throw error;
      },
    );
    await rename(fresh, dataDir);
    await rm(`${dataDir}.new`, { recursive: true, force: true });
    return kept;
  } catch (error) {
    throw directoryTrouble(error, home);
  } finally {
    await lock.release();
  }
}
