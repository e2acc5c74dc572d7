import { createHash, type Hash } from "node:crypto";
import { cp, readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { SMALL } from "../../examples/sample/small.ts";
import { loadSample } from "../../src/cli/support/sample.ts";
import { readConfig } from "../../src/config.ts";
import { openPurser } from "../../src/main.ts";
import type { Clock } from "../../src/ports/system.ts";
import { jsonLog } from "../../src/system.ts";
import { kept } from "../kept.ts";
import { emptyHome } from "../store/empty.ts";

const ROOT = join(import.meta.dirname, "../..");
/** What the sample in a store is made of. */
const INGREDIENTS = ["examples/sample", "prisma", "src/sources", "src/store", "src/app/intake", "src/cli/support/sample.ts"];

async function taste(path: string, hash: Hash): Promise<void> {
  if ((await stat(path)).isDirectory()) {
    for (const name of (await readdir(path)).toSorted()) await taste(join(path, name), hash);
  } else hash.update(relative(ROOT, path)).update(await readFile(path));
}

/** `small`: a tenth of the SKUs, with something of every story. Enough for what is said; figures of the ledger want the whole. */
export type SampleSize = "small" | "whole";

/**
 * A PURSER_HOME with the sample as it is on the clock's day. Loading takes most of a test's time, so it is done once for as long as what it
 * is made of stays the same; other files of the same run wait for it. `shelf`: where it is kept; two clocks must not share one, since the newer
 * takes the older one's place.
 */
export async function sampleHome(to: string, clock: Clock, size: SampleSize = "small", shelf = `${size}-sample`): Promise<void> {
  const hash = createHash("sha256").update(clock.now().toISOString().slice(0, 10));
  for (const part of INGREDIENTS) await taste(join(ROOT, part), hash);
  const ready = await kept(shelf, hash.digest("hex").slice(0, 16), async (home) => {
    await cp(await emptyHome(), home, { recursive: true });
    await using purser = await openPurser(readConfig({ PURSER_HOME: home, NO_SAMPLE: "1" }), { clock, log: jsonLog("error") });
    await loadSample(purser, size === "small" ? { skus: SMALL } : {});
  });
  await cp(ready, to, { recursive: true });
}
