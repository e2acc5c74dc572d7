import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Bot processes: so many at work, and some that are open and wait, so that a dead one is replaced at once. */
export interface Process {
  readonly worker: string;
  kill(): Promise<void>;
  /** Tells it something and waits for this word of its, or for its death. */
  ask(question: object, answer: string): Promise<"answered" | "died">;
  /** Stops it in the middle of whatever it does; it goes on later without having noticed. */
  freeze(): void;
  thaw(): void;
}

export interface House {
  readonly alive: readonly Process[];
  /** Resolves when so many are at work. */
  fill(): Promise<void>;
  /** What a process is told when it starts. */
  brief: (worker: string) => unknown;
  close(): Promise<void>;
}

const SPARES = 2;

interface Spare {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
}

function told(child: ChildProcess, word: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.on("message", (said) => {
    if (said === word) resolve();
  });
  child.once("exit", (code) => reject(new Error(`a process of the experiment ended by itself with ${code}`)));
  return promise;
}

export function openHouse(settings: {
  readonly file: string;
  readonly order: unknown;
  readonly replicas: number;
  readonly brief: (worker: string) => unknown;
  /** Where the processes' logs go. */
  readonly log: string;
}): House {
  const out = openSync(settings.log, "a");
  const spares: Spare[] = [];
  const alive: Process[] = [];
  let started = 0;

  function prepare(): void {
    // Compiled once for all of them: a start takes a third of the time.
    const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "purser-fault-cache") };
    const child = spawn(process.execPath, [settings.file, JSON.stringify(settings.order)], { stdio: ["ignore", out, out, "ipc"], env });
    const ready = told(child, "ready");
    ready.catch(() => undefined);
    spares.push({ child, ready });
  }

  async function start(): Promise<void> {
    const spare = spares.shift();
    if (spare === undefined) throw new Error("no spare process");
    prepare();
    await spare.ready;
    const { child } = spare;
    started += 1;
    const worker = `life-${started}`;
    const running = told(child, "started");
    child.send(house.brief(worker) as object);
    await running;
    const gone = once(child, "exit");
    const one: Process = {
      worker,
      kill: async () => {
        alive.splice(alive.indexOf(one), 1);
        child.kill("SIGKILL");
        await gone;
      },
      ask: async (question, answer) => {
        const { promise, resolve } = Promise.withResolvers<"answered">();
        const hear = (said: unknown): void => {
          if (said === answer) resolve("answered");
        };
        child.on("message", hear);
        try {
          // A process that was just killed cannot be told anything.
          child.send(question, () => undefined);
          return await Promise.race([promise, gone.then(() => "died" as const)]);
        } finally {
          child.off("message", hear);
        }
      },
      freeze: () => void child.kill("SIGSTOP"),
      thaw: () => void child.kill("SIGCONT"),
    };
    alive.push(one);
  }

  const house: House = {
    alive,
    brief: settings.brief,
    fill: async () => {
      while (alive.length < settings.replicas) await start();
    },
    close: async () => {
      const all = spares.map(({ child }) => child);
      await Promise.all([...alive].map((p) => p.kill()));
      for (const child of all) {
        const gone = once(child, "exit");
        child.kill("SIGKILL");
        await gone;
      }
    },
  };
  for (let i = 0; i < SPARES; i++) prepare();
  return house;
}
