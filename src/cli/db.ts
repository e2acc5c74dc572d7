import { access } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../config.ts";
import { openPurser } from "../main.ts";
import { restoreEmbedded } from "../store/embedded/open.ts";
import { backups } from "../store/open.ts";
import { type Subcommand, UsageError } from "./subcommand.ts";
import { bytesText } from "./support/doctor/check.ts";

/** A path, or the name of a backup as `restore` lists them. */
async function backupFile(config: Config, written: string): Promise<string> {
  const there = await access(written).then(
    () => true,
    () => false,
  );
  return there ? written : join(config.home, "backups", written);
}

/** `purser db migrate|backup|restore [FILE]` */
export const subcommand: Subcommand = {
  summary: "The store: migrate it, back it up now, list its backups, or go back to one (nobody may be using it).",
  usage: "migrate | backup | restore [FILE]",
  async run({ positionals: [verb, file] }, io) {
    switch (verb) {
      case "migrate": {
        await using purser = await openPurser(io.config, { onProgress: (t) => io.status(t[io.lang]) });
        io.out(`${purser.store.place} is up to date`);
        return 0;
      }
      case "backup": {
        await using purser = await openPurser(io.config);
        io.out(await purser.store.backup());
        return 0;
      }
      case "restore": {
        if (io.config.databaseUrl !== null) throw new UsageError("DATABASE_URL is set: restore that database by its own means");
        if (file === undefined) {
          const found = await backups(io.config.home);
          if (found.length === 0) io.out(`there is no backup in ${join(io.config.home, "backups")}`);
          for (const b of found) io.out(`${b.at.toISOString().slice(0, 16)}Z  ${bytesText(b.bytes)}  ${b.file}`);
          return 0;
        }
        const kept = await restoreEmbedded(io.config.home, await backupFile(io.config, file), new Date());
        io.out(`restored ${file}${kept ? `; what was there is kept in ${kept}` : ""}`);
        return 0;
      }
      case undefined:
      default:
        throw new UsageError('expected "migrate", "backup" or "restore [FILE]"');
    }
  },
};
