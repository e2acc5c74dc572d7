// From `npm start` to the first page: on a new home, and again after a clean stop.
import { spawn, type ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { report } from "./table.ts";

const root = join(import.meta.dirname, "..");

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const s = createServer().listen(0, "127.0.0.1", () => {
      const { port } = s.address() as { port: number };
      s.close((e) => (e ? fail(e) : done(port)));
    });
  });
}

/** Seconds from the command to a page that answers 200; the process is left running. */
async function firstPage(home: string, port: number): Promise<{ readonly seconds: number; readonly child: ChildProcess }> {
  const from = performance.now();
  const child = spawn("npm", ["start"], {
    cwd: root,
    env: { ...process.env, PURSER_HOME: home, PORT: String(port) },
    stdio: ["ignore", "ignore", "inherit"],
    detached: true,
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
    const ok = await fetch(`http://127.0.0.1:${port}/`).then(
      (r) => r.ok,
      () => false,
    );
    if (ok) return { seconds: (performance.now() - from) / 1000, child };
    await wait(20);
  }
}

const pidOf = (child: ChildProcess): number => {
  if (child.pid === undefined) throw new Error("no process");
  return child.pid;
};

/** Peak resident memory of every process of the group, summed, in MiB. */
async function peakOf(child: ChildProcess): Promise<number> {
  const { stdout } = await import("node:child_process").then(({ execFile }) =>
    import("node:util").then(({ promisify }) => promisify(execFile)("pgrep", ["-g", String(pidOf(child))])),
  );
  let kib = 0;
  for (const pid of stdout.trim().split("\n"))
    kib += Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, "utf8").catch(() => ""))?.[1] ?? 0);
  return Math.round(kib / 1024);
}

/** Ends when the last process of the group has: npm goes first, the bot when its store is closed. */
async function stop(child: ChildProcess): Promise<void> {
  const group = -pidOf(child);
  process.kill(group, "SIGTERM");
  for (;;) {
    try {
      process.kill(group, 0);
    } catch {
      return;
    }
    await wait(20);
  }
}

const first: number[] = [];
const second: number[] = [];
let peak = 0;
for (let i = 0; i < 3; i += 1) {
  const home = await mkdtemp(join(tmpdir(), "purser-start-"));
  const port = await freePort();
  const one = await firstPage(home, port);
  first.push(one.seconds);
  await stop(one.child);
  const two = await firstPage(home, port);
  second.push(two.seconds);
  peak = Math.max(peak, await peakOf(two.child));
  await stop(two.child);
  await rm(home, { recursive: true, force: true });
}
const worst = (x: readonly number[]): number => Math.max(...x);
report([
  {
    what: "`npm start` to the first page, first run (worst of 3)",
    measured: `${worst(first).toFixed(1)} s`,
    target: "under 60 s",
    met: worst(first) < 60,
  },
  {
    what: "`npm start` to the first page, after a clean stop (worst of 3)",
    measured: `${worst(second).toFixed(2)} s`,
    target: "under 2 s",
    met: worst(second) < 2,
  },
  { what: "peak memory of `npm start` after a clean stop", measured: `${peak} MiB`, target: "", met: null },
]);
