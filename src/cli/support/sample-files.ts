import { Worker } from "node:worker_threads";
import type { SampleFile, SampleRequest } from "../../../examples/sample/index.ts";

type Told = { readonly file: SampleFile } | { readonly end: true };

export interface SampleFiles extends AsyncDisposable {
  /** The next file, in order; undefined after the last one. */
  next(): Promise<SampleFile | undefined>;
  /** How much there is in all: exact as soon as all are made. */
  readonly total: { readonly bytes: number; readonly exact: boolean };
}

/** The sample's files of some days, made by a thread of their own. */
export function sampleFiles(request: SampleRequest): SampleFiles {
  const worker = new Worker(new URL("./sample-worker.ts", import.meta.url), { workerData: request });
  const made: SampleFile[] = [];
  let bytes = 0;
  let ended = false;
  let failure: Error | undefined;
  let wake = Promise.withResolvers<void>();
  const changed = (): void => {
    wake.resolve();
    wake = Promise.withResolvers();
  };
  worker.on("message", (told: Told) => {
    if ("file" in told) {
      made.push(told.file);
      bytes += told.file.text.length;
    } else ended = true;
    changed();
  });
  worker.on("error", (error) => {
    failure = error instanceof Error ? error : new Error(String(error));
    changed();
  });
  worker.on("exit", () => {
    if (!ended) failure ??= new Error("the sample's thread ended before its last file");
    changed();
  });
  return {
    async next() {
      for (;;) {
        const file = made.shift();
        if (file) return file;
        if (ended) return undefined;
        if (failure) throw failure;
        await wake.promise;
      }
    },
    get total() {
      return { bytes, exact: ended };
    },
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}
