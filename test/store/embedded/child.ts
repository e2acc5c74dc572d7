import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface Child {
  readonly process: ChildProcess;
  readonly lines: readonly string[];
  /** Resolves when it has said so many lines. */
  said(count: number): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** Runs a script of this folder with arguments, as another process of the same machine. */
export function run(script: string, ...args: readonly string[]): Child {
  const child = spawn(process.execPath, [new URL(script, import.meta.url).pathname, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  const waiting: { readonly count: number; resolve(): void; reject(error: Error): void }[] = [];
  const over = once(child, "exit");
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    for (const w of waiting) if (lines.length >= w.count) w.resolve();
  });
  void over.then(() => {
    for (const w of waiting) w.reject(new Error(`${script} ended after ${lines.length} lines`));
  });
  return {
    process: child,
    lines,
    said: (count) =>
      new Promise((resolve, reject) => {
        if (lines.length >= count) resolve();
        else waiting.push({ count, resolve, reject });
      }),
    kill: async (signal) => {
      child.kill(signal);
      await over;
    },
  };
}
