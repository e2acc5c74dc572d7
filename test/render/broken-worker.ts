import { parentPort } from "node:worker_threads";

// A thread that dies on the first picture it is given, is silent on the second, and draws the others.
const state = new Int32Array((await import("node:worker_threads")).workerData as SharedArrayBuffer);
parentPort?.on("message", ({ id }: { id: number }) => {
  const nth = Atomics.add(state, 0, 1);
  if (nth === 0) process.exit(3);
  if (nth === 1) return;
  parentPort?.postMessage({ id, png: new Uint8Array([nth]), warnings: [] });
});
