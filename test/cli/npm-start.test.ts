import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { begin, endAll, ROOT } from "./kit.ts";

const home = mkdtempSync(join(tmpdir(), "purser-npm-"));
const env = { PURSER_HOME: home, NO_SAMPLE: "1", PORT: "0", LOG_LEVEL: "error" };
let npm: ChildProcess | undefined;

afterEach(() => {
  endAll();
  try {
    if (npm?.pid !== undefined) process.kill(-npm.pid, "SIGKILL");
  } catch (error) {
    // The whole group is gone, as it should be.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** `npm start` in a process group of its own, as a terminal and a supervisor start it. What it says ends when nobody of it is left. */
async function started(): Promise<{ readonly pid: number; readonly said: () => string; readonly over: Promise<void> }> {
  const child = spawn("npm", ["start"], {
    cwd: ROOT,
    detached: true,
    env: { PATH: process.env["PATH"], HOME: tmpdir(), LANG: "C", ...env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  npm = child;
  let said = "";
  const ready = Promise.withResolvers<void>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    if (said.includes("Purser is ready")) ready.resolve();
  });
  const over = new Promise<void>((resolve) => {
    child.stdout.on("close", resolve);
  });
  await Promise.race([ready.promise, over]);
  return { pid: child.pid ?? 0, said: () => said, over };
}

describe.skipIf(process.platform === "win32")("npm start", () => {
  it.for([
    ["a supervisor ends npm alone", (pid: number): boolean => process.kill(pid, "SIGTERM")],
    ["somebody presses Ctrl-C", (pid: number): boolean => process.kill(-pid, "SIGINT")],
  ] as const)("stops in order, and leaves the store closed, when %s", async ([, end]) => {
    const bot = await started();
    expect(bot.said()).toContain("Purser is ready");
    end(bot.pid);
    await bot.over;
    expect(bot.said()).toContain("Stopping …");
    // Nobody serves the store any more: whoever comes next owns it.
    const next = await begin(["outbox"], env).ended;
    expect([next.code, next.stdout]).toEqual([0, "everything was delivered\n"]);
  });
});
