import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const CACHE = join(import.meta.dirname, "../node_modules/.cache/purser-test");
/** Whoever makes it has died after this. */
const PATIENCE_MS = 300_000;
const LOOK_MS = 50;

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/**
 * A folder that many tests need and that takes long to make: made by who asks first, while the others wait, and kept between runs until
 * somebody asks for another `key` of the same name. Not to be written to: tests work on copies.
 */
export async function kept(name: string, key: string, make: (folder: string) => Promise<void>): Promise<string> {
  const ready = join(CACHE, `${name}-${key}`);
  const turn = `${ready}.turn`;
  await mkdir(CACHE, { recursive: true });
  while (!(await exists(ready))) {
    const mine = await mkdir(turn).then(
      () => true,
      () => false,
    );
    if (!mine) {
      const since = await stat(turn).catch(() => undefined);
      if (since !== undefined && performance.timeOrigin + performance.now() - since.mtimeMs > PATIENCE_MS)
        await rm(turn, { recursive: true, force: true });
      await pause(LOOK_MS);
      continue;
    }
    try {
      if (await exists(ready)) break;
      for (const old of await readdir(CACHE))
        if (old.startsWith(`${name}-`) && join(CACHE, old) !== turn) await rm(join(CACHE, old), { recursive: true, force: true });
      const making = await mkdtemp(join(CACHE, `${name}-making-`));
      await make(making);
      await rename(making, ready);
    } finally {
      await rm(turn, { recursive: true, force: true });
    }
  }
  return ready;
}
