import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shareServer } from "./store/postgres-server.ts";

// The shell waits on its input, which ends when this process does, however it ends.
const GUARD = `cat > /dev/null; rm -rf "$1" || { sleep 1; rm -rf "$1"; }`;

/**
 * Before the first test file of a run: one PostgreSQL for all of them, and a temporary folder of their own, which goes when they are done,
 * however they end. What it answers is done after the last one.
 */
export async function setup(): Promise<() => Promise<void>> {
  // Before the folder, which its user may not enter.
  const stop = shareServer();
  const folder = await realpath(await mkdtemp(join(tmpdir(), "purser-run-")));
  process.env["TMPDIR"] = folder;
  const guard = spawn("sh", ["-c", GUARD, "purser-test-folder", folder], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  guard.unref();
  return async () => {
    stop?.();
    // Asked for, to see which tests do not clean up behind themselves.
    if (process.env["LEFT"] !== undefined) process.stdout.write(`left behind: ${(await readdir(folder)).join(" ")}\n`);
    const gone = once(guard, "exit");
    guard.ref();
    guard.stdin.end();
    await gone;
  };
}
