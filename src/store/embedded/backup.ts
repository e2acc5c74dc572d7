import { createReadStream, createWriteStream } from "node:fs";
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { constants, createGunzip, createGzip } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { UserError } from "../../domain/user-error.ts";
import { pack, unpack } from "./tar.ts";

const HOURLY = 24;
const DAILY = 7;
const APART = 5;

/** Why a backup is made: every hour, because a person asked, or before the migration of that name. */
export type Occasion = "hourly" | "asked" | { readonly before: string };

export const backupsOf = (home: string): string => join(home, "backups");

/** `2026-11-22T08:30:00Z` as a part of a file name that sorts. */
const stamp = (at: Date, letters: number) => at.toISOString().replaceAll(/[:-]/g, "").slice(0, letters);

async function prune(folder: string, prefix: string, keep: number): Promise<void> {
  const names = (await readdir(folder)).filter((n) => n.startsWith(prefix) && n.endsWith(".tar.gz")).sort();
  for (const name of names.slice(0, Math.max(0, names.length - keep))) await rm(join(folder, name), { force: true });
}

/** Whole or not at all: packed beside its place, brought to the disk, then renamed. */
async function packWhole(folder: string, file: string): Promise<void> {
  const partial = `${file}.part`;
  try {
    await pipeline(pack(folder), createGzip({ level: constants.Z_BEST_SPEED }), createWriteStream(partial, { mode: 0o600, flush: true }));
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  await rename(partial, file);
  // A rename is only on the disk when its folder is. Windows cannot sync a folder, and does not need to.
  const handle = await open(dirname(file), "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/**
 * Keeps what `copy` puts into the folder that it is given: the last 24 hourly backups, the first one of each of the last 7 days, and
 * the last 5 each of those that were asked for and of those before a migration: no hourly one takes their place. Answers the file.
 */
export async function keepBackup(home: string, copy: (to: string) => Promise<void>, at: Date, occasion: Occasion): Promise<string> {
  const folder = backupsOf(home);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const copied = join(folder, ".copy");
  try {
    await copy(copied);
    if (occasion !== "hourly") {
      const [prefix, end] = occasion === "asked" ? ["asked-", ""] : ["before-", `-${occasion.before}`];
      const file = join(folder, `${prefix}${stamp(at, 15)}${end}.tar.gz`);
      await packWhole(copied, file);
      await prune(folder, prefix, APART);
      return file;
    }
    const file = join(folder, `hour-${stamp(at, 11)}.tar.gz`);
    await packWhole(copied, file);
    const daily = join(folder, `day-${stamp(at, 8)}.tar.gz`);
    // The same bytes under a second name; where a disk knows no links, once more.
    await link(file, daily).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") await copyFile(file, daily);
    });
    await prune(folder, "hour-", HOURLY);
    await prune(folder, "day-", DAILY);
    return file;
  } finally {
    await rm(copied, { recursive: true, force: true });
  }
}

/** Newest first. */
export async function listBackups(home: string): Promise<readonly { readonly file: string; readonly at: Date; readonly bytes: number }[]> {
  const folder = backupsOf(home);
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names
      .filter((n) => n.endsWith(".tar.gz"))
      .map(async (n) => {
        const s = await stat(join(folder, n));
        return { file: join(folder, n), at: s.mtime, bytes: s.size };
      }),
  );
  return found.sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** Unpacks a backup beside the data directory and opens it once, so that a broken one is found out before anything is replaced. */
export async function unpackBackup(file: string, into: string): Promise<void> {
  const refused = (why: string) =>
    new UserError(
      "backup-unreadable",
      { en: `${file} is no backup that can be read: ${why}`, zh: `${file} 不是可读取的备份：${why}` },
      {
        en: "Choose another one: npm run purser -- db restore lists them.",
        zh: "请换一个备份；npm run purser -- db restore 会列出可用的备份。",
      },
    );
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true, mode: 0o700 });
  try {
    await pipeline(createReadStream(file), createGunzip(), (bytes) => unpack(bytes, into));
    const engine = new PGlite({ dataDir: into });
    await engine.waitReady;
    await engine.query('select count(*) from "_prisma_migrations"');
    await engine.close();
  } catch (error) {
    await rm(into, { recursive: true, force: true });
    throw refused(error instanceof Error ? error.message : String(error));
  }
}
