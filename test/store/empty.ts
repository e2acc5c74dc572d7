/** A store in which nothing is but its tables: making one takes PostgreSQL's initdb and all migrations, copying it a quarter of a second. */
import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { readMigrations } from "../../src/store/migrations.ts";
import { openStore } from "../../src/store/open.ts";
import { kept } from "../kept.ts";

const ENGINE = "pglite-0.5.14";
const HOME = "home";
const IMAGE = "image.tar";

async function made(): Promise<string> {
  const key = createHash("sha256")
    .update([ENGINE, ...(await readMigrations()).map((m) => m.checksum)].join())
    .digest("hex")
    .slice(0, 16);
  return kept("empty", key, async (folder) => {
    const home = join(folder, HOME);
    await (await openStore({ home, databaseUrl: null })).close();
    // The hourly backup may have been made already, where this took long.
    await rm(join(home, "backups"), { recursive: true, force: true });
    const engine = new PGlite({ dataDir: join(home, "store") });
    await engine.waitReady;
    await engine.exec("CHECKPOINT");
    const image = new Uint8Array(await (await engine.dumpDataDir("none")).arrayBuffer());
    await engine.close();
    await writeFile(join(folder, IMAGE), image);
  });
}

/** A PURSER_HOME to copy, as `db migrate` leaves it. */
export const emptyHome = async (): Promise<string> => join(await made(), HOME);

/** Its data directory as a tar, for an embedded store in memory. */
export const emptyImage = async (): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await readFile(join(await made(), IMAGE)));
