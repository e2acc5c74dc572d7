import { parentPort } from "node:worker_threads";
import type { TopLevelSpec } from "vega-lite";
import { makeEngine } from "./engine.ts";

export interface Order {
  readonly id: number;
  readonly spec: TopLevelSpec;
  readonly scale: number;
}
export type Reply =
  | { readonly id: number; readonly png: Uint8Array<ArrayBuffer>; readonly warnings: readonly string[] }
  | { readonly id: number; readonly error: Error };

const port = parentPort;
if (port === null) throw new Error("src/render/worker.ts runs in a worker thread only");
const engine = makeEngine();

// One at a time: a view holds the rows of the picture that is being drawn.
let queue = Promise.resolve();
port.on("message", ({ id, spec, scale }: Order) => {
  queue = queue.then(async () => {
    try {
      const { png, warnings } = await engine.draw(spec, scale);
      const own = new Uint8Array(png);
      port.postMessage({ id, png: own, warnings } satisfies Reply, [own.buffer]);
    } catch (error) {
      port.postMessage({ id, error: error instanceof Error ? error : new Error(String(error)) } satisfies Reply);
    }
  });
});
