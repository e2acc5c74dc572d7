/** The thread that owns the database: PostgreSQL as WebAssembly blocks while it computes, and chat must not wait for that. */
import { chmod, mkdir, rename, rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { Engine } from "./engine.ts";
import { unpack } from "./tar.ts";
import type { Reply, Request, WorkerSettings } from "./protocol.ts";

const settings = workerData as WorkerSettings;
const port = parentPort;
if (port === null) throw new Error("worker.ts is the store's thread and no program of its own");

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Ends the thread with a reason; the process hears of it, and connections break instead of waiting for ever. */
function die(error: unknown): void {
  setImmediate(() => {
    throw asError(error);
  });
}

/**
 * Opens the data directory. A new one is made in memory and written out beside its place, then renamed: that is faster than letting
 * initdb write each page to the disk, and a process that is killed meanwhile leaves no half-made database behind.
 */
async function openEngine(): Promise<Engine> {
  const { dataDir, snapshot } = settings;
  if (dataDir === null) {
    const engine = new Engine(snapshot === null ? {} : { loadDataDir: new Blob([snapshot]) }, die);
    await engine.waitReady;
    return engine;
  }
  if (!(await exists(dataDir))) {
    const fresh = `${dataDir}.new`;
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { recursive: true, mode: 0o700 });
    try {
      const made = new Engine({}, die);
      await made.waitReady;
      const image = await made.dumpDataDir("none");
      await made.close();
      await unpack(Readable.from([Buffer.from(await image.arrayBuffer())]), fresh);
      await rename(fresh, dataDir);
    } catch (error) {
      await rm(fresh, { recursive: true, force: true });
      throw error;
    }
  }
  const engine = new Engine({ dataDir }, die);
  await engine.waitReady;
  return engine;
}

/** PGlite's file system throws objects with WASI's numbers; these are the ones that a person can do something about. */
const NAMES: Readonly<Record<number, string>> = { 2: "EACCES", 19: "EDQUOT", 51: "ENOSPC", 63: "EPERM", 69: "EROFS" };

function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  const errno = typeof thrown === "object" && thrown !== null && "errno" in thrown ? Number(thrown.errno) : Number.NaN;
  return new Error(`the database's files: ${NAMES[errno] ?? `error ${String(errno)} of WASI`}`, { cause: thrown });
}

const engine = await openEngine().catch((error: unknown) => {
  throw asError(error);
});
const server = new PGLiteSocketServer(
  settings.socket === null
    ? { db: engine, host: "127.0.0.1", port: 0, maxConnections: settings.maxConnections }
    : { db: engine, path: settings.socket, maxConnections: settings.maxConnections },
);
await server.start();
if (settings.socket !== null) await chmod(settings.socket, 0o600);

const connected = (): number => server.getStats().activeConnections;

/** No message comes between the last look and the stop that follows, so nobody is let in who would be cut off. */
async function left(patienceMs: number): Promise<void> {
  for (const until = performance.now() + patienceMs; connected() > 0 && performance.now() < until;) await pause(20);
}

async function answer(request: Request): Promise<Reply> {
  try {
    switch (request.kind) {
      case "copy":
        await engine.copyTo(request.to);
        return { id: request.id, ok: true };
      case "connections":
        return { id: request.id, ok: true, connections: connected() };
      case "close":
        await left(request.patienceMs);
        await server.stop();
        await engine.exec("CHECKPOINT");
        await engine.close();
        return { id: request.id, ok: true };
    }
  } catch (error) {
    return { id: request.id, ok: false, error: asError(error).message };
  }
}

port.on("message", (request: Request) => {
  void answer(request).then((reply) => {
    port.postMessage(reply);
    if (request.kind === "close") port.close();
  });
});
port.postMessage({ id: 0, ok: true, where: server.getServerConn() } satisfies Reply);
