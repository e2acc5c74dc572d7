import { Worker } from "node:worker_threads";
import type { TopLevelSpec } from "vega-lite";
import type { Order, Reply } from "./worker.ts";

export interface Pool {
  draw(spec: TopLevelSpec, scale: number): Promise<{ readonly png: Uint8Array; readonly warnings: readonly string[] }>;
  /** Stops the threads; what is still being drawn fails. */
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly threads: number;
  readonly timeoutMs: number;
  /** Another worker file and what it is told, for tests. */
  readonly worker?: URL;
  readonly workerData?: unknown;
}

interface Task {
  readonly order: Omit<Order, "id">;
  readonly done: (reply: Extract<Reply, { png: unknown }>) => void;
  readonly failed: (error: Error) => void;
}

/** Threads that draw, one picture at a time each. A thread that dies or does not answer is replaced, and only its picture fails. */
export function makePool({ threads, timeoutMs, worker = new URL("./worker.ts", import.meta.url), workerData }: PoolOptions): Pool {
  const waiting: Task[] = [];
  const seats = Array.from({ length: threads }, () => seat());
  let closed = false;
  let ids = 0;

  function seat() {
    let thread: Worker | undefined;
    let current: { id: number; task: Task; timer: NodeJS.Timeout } | undefined;

    function settle(finish: (task: Task) => void): void {
      if (!current) return;
      clearTimeout(current.timer);
      const { task } = current;
      current = undefined;
      // A bot that has nothing else to do may end; one that waits for a picture may not.
      thread?.unref();
      finish(task);
      next();
    }
    function drop(error: Error): void {
      const gone = thread;
      thread = undefined;
      gone?.removeAllListeners();
      gone?.on("error", () => undefined); // its end was told already, by the error of its picture
      void gone?.terminate();
      settle((task) => task.failed(error));
    }
    function start(): Worker {
      // The canvas library gives memory back to the system after 10 ms and then has to get it again for each picture, which takes longer
      // than to draw. Its allocator reads this when it is loaded, so it must be in the environment of the process and not of the thread.
      process.env["MIMALLOC_PURGE_DELAY"] ??= "5000";
      const made = new Worker(worker, { name: "charts", workerData });
      made.on("message", (reply: Reply) => {
        if (reply.id !== current?.id) return;
        settle((task) => ("error" in reply ? task.failed(reply.error) : task.done(reply)));
      });
      made.on("error", (error) => drop(new Error("the chart thread died", { cause: error })));
      made.on("exit", (code) => drop(new Error(`the chart thread ended with code ${code}`)));
      return made;
    }
    function next(): void {
      if (closed || current) return;
      const task = waiting.shift();
      if (!task) return;
      thread ??= start();
      thread.ref();
      const id = ++ids;
      const timer = setTimeout(() => drop(new Error(`a chart was not drawn within ${timeoutMs / 1000} s`)), timeoutMs);
      current = { id, task, timer };
      thread.postMessage({ id, ...task.order } satisfies Order);
    }
    return {
      next,
      async close(): Promise<void> {
        const gone = thread;
        drop(new Error("the chart threads were stopped"));
        await gone?.terminate();
      },
      busy: () => current !== undefined,
      warm: () => thread !== undefined,
    };
  }

  return {
    draw(spec, scale) {
      if (closed) return Promise.reject(new Error("the chart threads were stopped"));
      return new Promise((done, failed) => {
        waiting.push({ order: { spec, scale }, done, failed });
        // A thread that has its views compiled draws at once; another is only started when all of those are at work.
        const free = seats.filter((s) => !s.busy());
        (free.find((s) => s.warm()) ?? free[0])?.next();
      });
    },
    async close() {
      closed = true;
      for (const task of waiting.splice(0)) task.failed(new Error("the chart threads were stopped"));
      await Promise.all(seats.map((s) => s.close()));
    },
  };
}
