import { mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shareServer } from "./store/postgres-server.ts";

/**
 * Before the first test file of a run: one PostgreSQL for all of them, and a temporary folder of their own, which goes when they are done,
 * however they end. What it answers is done after the last one.
 */
export async function setup(): Promise<() => Promise<void>> {
  // Before the folder, which its user may not enter.
  const stop = shareServer();
  const folder = await realpath(await mkdtemp(join(tmpdir(), "purser-run-")));
  process.env["TMPDIR"] = folder;
  return async () => {
    await stop?.();
    if (process.env["LEFT"] !== undefined) process.stdout.write(`left behind: ${(await readdir(folder)).join(" ")}\n`);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}
