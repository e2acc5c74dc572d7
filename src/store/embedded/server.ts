import { Worker } from "node:worker_threads";
import type { Reply, Request, Wish, WorkerSettings } from "./protocol.ts";

/** A running embedded PostgreSQL. */
export interface EmbeddedServer {
  readonly address: { readonly host: string; readonly port: number };
  /** Copies the data directory as it is now; everybody waits meanwhile, so it must be on the same disk. */
  copy(to: string): Promise<void>;
  /** Connections that are open now, of all processes. */
  connections(): Promise<number>;
  /** Writes everything out and ends; waits so long for those who are still connected. */
  close(patienceMs?: number): Promise<void>;
  /** Ends when the thread does: undefined after close, else why it died. */
  readonly ended: Promise<Error | undefined>;
}

const SOCKET = /^(?<folder>.*)[/\\]\.s\.PGSQL\.(?<port>\d+)$/;

/** Starts the thread and answers when its socket takes connections. */
export async function startServer(settings: WorkerSettings): Promise<EmbeddedServer> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: settings });
  let nextId = 1;
  const waiting = new Map<number, { resolve(reply: Reply & { readonly ok: true }): void; reject(error: Error): void }>();
  const endings = Promise.withResolvers<Error | undefined>();
  const ready = Promise.withResolvers<string>();
  let failure: Error | undefined;
  let over = false;

  worker.on("message", (reply: Reply) => {
    if (reply.id === 0) {
      ready.resolve(reply.ok ? (reply.where ?? "") : "");
      return;
    }
    const waiter = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.ok) waiter?.resolve(reply);
    else waiter?.reject(new Error(reply.error));
  });
  worker.on("error", (error) => {
    failure = error instanceof Error ? error : new Error(String(error));
  });
  worker.on("exit", () => {
    over = true;
    const why = failure ?? new Error("the store's thread ended");
    ready.reject(why);
    for (const waiter of waiting.values()) waiter.reject(why);
    waiting.clear();
    endings.resolve(failure);
  });

  const ask = (wish: Wish) =>
    new Promise<Reply & { readonly ok: true }>((resolve, reject) => {
      if (over) {
        reject(failure ?? new Error("the store's thread ended"));
        return;
      }
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...wish, id } satisfies Request);
    });

  const where = await ready.promise;
  const unix = SOCKET.exec(where)?.groups;
  const address = unix
    ? { host: unix["folder"] ?? "", port: Number(unix["port"]) }
    : { host: "127.0.0.1", port: Number(where.slice(where.lastIndexOf(":") + 1)) };

  return {
    address,
    copy: async (to) => void (await ask({ kind: "copy", to })),
    connections: async () => (await ask({ kind: "connections" })).connections ?? 0,
    close: async (patienceMs = 0) => {
      // A thread that died has nothing left to write out.
      if (!over) await ask({ kind: "close", patienceMs });
      await endings.promise;
    },
    ended: endings.promise,
  };
}
