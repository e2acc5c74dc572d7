/** The real program in processes of its own, in homes that are thrown away. */
import { type ChildProcess, spawn } from "node:child_process";
import { cp, mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Connection, connect } from "../../src/store/connect.ts";
import { emptyHome } from "../store/empty.ts";

export const ROOT = join(import.meta.dirname, "../..");
const LAUNCHER = join(ROOT, "purser.mjs");

export type Env = Readonly<Record<string, string>>;

/** Only what a process needs: nothing of the environment in which the tests happen to run. */
const base = (): Record<string, string> => ({
  PATH: process.env["PATH"] ?? "",
  HOME: tmpdir(),
  TZ: "UTC",
  LANG: "C",
  // Any free port, so that test files can run side by side.
  PORT: "0",
  TMPDIR: tmpdir(),
});

const running = new Set<ChildProcess>();

function launch(args: readonly string[], env: Env): ChildProcess {
  const child = spawn(process.execPath, [LAUNCHER, ...args], { env: { ...base(), ...env }, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  child.on("exit", () => running.delete(child));
  return child;
}

/** Whatever a failed test left running. */
export function endAll(): void {
  for (const child of running) child.kill("SIGKILL");
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** In the order in which both were written: what somebody at the terminal saw. */
  readonly seen: string;
}

export interface Running {
  readonly pid: number;
  /** The first output that fits; rejects when the process ends before. */
  seen(what: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

export function begin(args: readonly string[], env: Env): Running {
  const child = launch(args, env);
  const parts = { stdout: "", stderr: "", seen: "" };
  const waiting = new Set<{ look(): void; fail(error: Error): void }>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      parts[name] += text;
      parts.seen += text;
      for (const w of waiting) w.look();
    });
  }
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code, signal) => {
      resolve({ code, signal, ...parts });
      for (const w of waiting) w.fail(new Error(`purser ${args.join(" ")} ended with ${code ?? signal}:\n${parts.seen}`));
    });
  });
  return {
    pid: child.pid ?? -1,
    ended,
    kill: (signal) => void child.kill(signal),
    seen: (what) =>
      new Promise((resolve, reject) => {
        const waiter = {
          look: () => {
            const found = what.exec(parts.seen);
            if (!found) return;
            waiting.delete(waiter);
            resolve(found);
          },
          fail: reject,
        };
        waiting.add(waiter);
        waiter.look();
      }),
  };
}

/** Runs one command line to its end. */
export const purser = (args: readonly string[], env: Env): Promise<Ended> => begin(args, env).ended;

/** As purser, and it must succeed; answers standard output. */
export async function ok(args: readonly string[], env: Env): Promise<string> {
  const { code, stdout, seen } = await purser(args, env);
  if (code !== 0) throw new Error(`purser ${args.join(" ")} ended with ${code}:\n${seen}`);
  return stdout;
}

/** As ok, with `--json`: standard output is one JSON document and nothing else. */
export async function json(args: readonly string[], env: Env): Promise<unknown> {
  return JSON.parse(await ok([...args, "--json"], env)) as unknown;
}

export interface Bot extends Running {
  readonly address: string;
}

/** The bot, once it says that it is ready. */
export async function startBot(env: Env): Promise<Bot> {
  const bot = begin(["start"], { NO_SAMPLE: "1", ...env });
  const [, address = ""] = await bot.seen(/Purser is ready: (http:\S+)/);
  return { ...bot, address };
}

export interface Home extends AsyncDisposable {
  readonly path: string;
  readonly env: Env;
}

/** A new PURSER_HOME, which is not there yet; with a template, a copy of it. */
export async function newHome(template?: string): Promise<Home> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "purser-cli-")));
  const path = join(folder, "home");
  if (template !== undefined) await cp(template, path, { recursive: true });
  return {
    path,
    env: { PURSER_HOME: path },
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** A PURSER_HOME as `db migrate` leaves it, for those to whom the first start of all does not matter. */
export const readyHome = async (): Promise<Home> => newHome(await emptyHome());

/** A look into the store of a running process, over its socket. undefined while nobody serves. */
export async function lookInto(home: Home): Promise<Connection | undefined> {
  const written = await readFile(join(home.path, "serving.json"), "utf8").catch(() => undefined);
  if (written === undefined) return undefined;
  return connect(JSON.parse(written) as { host: string; port: number }, { poolSize: 1 }).catch(() => undefined);
}

/** Asks again until there is an answer. What is waited for is the answer, never a time. */
export async function until<T>(ask: () => Promise<T | undefined>, what: string, patienceMs = 60_000): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await pause(10);
  }
}
