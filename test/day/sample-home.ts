import { createHash, type Hash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { loadSample } from "../../src/cli/support/sample.ts";
import { readConfig } from "../../src/config.ts";
import { openPurser } from "../../src/main.ts";
import type { Clock } from "../../src/ports/system.ts";
import { jsonLog } from "../../src/system.ts";

const ROOT = join(import.meta.dirname, "../..");
const KEPT = join(ROOT, "node_modules/.cache/purser-sample");
/** What the sample in a store is made of. */
const INGREDIENTS = ["examples/sample", "prisma", "src/sources", "src/store", "src/app/intake", "src/cli/support/sample.ts"];
/** Whoever makes it has died after this. */
const PATIENCE_MS = 300_000;

async function taste(path: string, hash: Hash): Promise<void> {
  if ((await stat(path)).isDirectory()) {
    for (const name of (await readdir(path)).toSorted()) await taste(join(path, name), hash);
  } else hash.update(relative(ROOT, path)).update(await readFile(path));
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function make(clock: Clock): Promise<string> {
  const home = await mkdtemp(join(KEPT, "making-"));
  await using purser = await openPurser(readConfig({ PURSER_HOME: home, NO_SAMPLE: "1" }), { clock, log: jsonLog("error") });
  await loadSample(purser, {});
  return home;
}

/**
 * A PURSER_HOME with the sample as it is on the clock's day. Loading takes most of a test's time, so it is done once for as long as what it
 * is made of stays the same; other files of the same run wait for it.
 */
export async function sampleHome(to: string, clock: Clock): Promise<void> {
  const hash = createHash("sha256").update(clock.now().toISOString().slice(0, 10));
  for (const part of INGREDIENTS) await taste(join(ROOT, part), hash);
  const ready = join(KEPT, hash.digest("hex").slice(0, 16));
  const turn = `${ready}.turn`;
  await mkdir(KEPT, { recursive: true });
  for (;;) {
    if (await exists(ready)) break;
    const mine = await mkdir(turn).then(
      () => true,
      () => false,
    );
    if (mine) {
      try {
        for (const old of await readdir(KEPT)) if (join(KEPT, old) !== turn) await rm(join(KEPT, old), { recursive: true, force: true });
        await rename(await make(clock), ready);
      } finally {
        await rm(turn, { recursive: true, force: true });
      }
      break;
    }
    const since = await stat(turn).catch(() => undefined);
    if (since !== undefined && performance.timeOrigin + performance.now() - since.mtimeMs > PATIENCE_MS)
      await rm(turn, { recursive: true, force: true });
    await pause(200);
  }
  await cp(ready, to, { recursive: true });
}
