import { openPurser } from "../main.ts";
import { restoreEmbedded } from "../store/embedded/open.ts";
import { type Subcommand, UsageError } from "./subcommand.ts";

/** `purser db migrate|backup|restore FILE` */
export const subcommand: Subcommand = {
  summary: "The store: migrate it, back it up now, or go back to a backup (nobody may be using it).",
  usage: "migrate | backup | restore FILE",
  async run({ positionals: [verb, file] }, io) {
    switch (verb) {
      case "migrate": {
        await using purser = await openPurser(io.config, { onProgress: (t) => io.err(t.en) });
        io.out(`${purser.store.place} is up to date`);
        return 0;
      }
      case "backup": {
        await using purser = await openPurser(io.config);
        io.out(await purser.store.backup());
        return 0;
      }
      case "restore": {
        if (file === undefined) throw new UsageError("which backup? They lie in the folder backups of PURSER_HOME");
        if (io.config.databaseUrl !== null) throw new UsageError("DATABASE_URL is set: restore that database by its own means");
        const kept = await restoreEmbedded(io.config.home, file, new Date());
        io.out(`restored ${file}${kept ? `; what was there is kept in ${kept}` : ""}`);
        return 0;
      }
      case undefined:
      default:
        throw new UsageError('expected "migrate", "backup" or "restore FILE"');
    }
  },
};
