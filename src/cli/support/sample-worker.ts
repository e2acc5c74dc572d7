/** Makes the sample's files beside the thread that reads them in: playing the days takes seconds in which nothing else would happen. */
import { parentPort, workerData } from "node:worker_threads";
import { generate, type SampleRequest } from "../../../examples/sample/index.ts";

const port = parentPort;
if (port === null) throw new Error("sample-worker.ts is a thread and no program of its own");
for await (const file of generate(workerData as SampleRequest)) port.postMessage({ file });
port.postMessage({ end: true });
port.close();
