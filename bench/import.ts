// The real extract as a person drops it in: from the file's opening to the moment that it is visible, embedded store, parser and all,
// while another client asks `select 1` from a thread of its own.
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { readConfig } from "../src/config.ts";
import { zone } from "../src/domain/calendar/zone.ts";
import { openPurser } from "../src/main.ts";
import { connect } from "../src/store/connect.ts";
import { EXTRACT, whyNoExtract } from "../test/extract/file.ts";
import { quantile, report, type Row } from "./table.ts";

async function askAllTheTime(home: string): Promise<void> {
  const client = await connect({ host: home, port: 5432 }, { poolSize: 1 });
  let on = true;
  parentPort?.once("message", () => (on = false));
  const waits: number[] = [];
  parentPort?.postMessage("ready");
  while (on) {
    const from = performance.now();
    await client.pool.query("select 1");
    waits.push(performance.now() - from);
    await pause(2);
  }
  await client.close();
  parentPort?.postMessage(waits);
}

async function measure(): Promise<Row[]> {
  const home = await mkdtemp(join(tmpdir(), "purser-bench-"));
  const rows: Row[] = [];
  {
    await using purser = await openPurser(readConfig({ PURSER_HOME: home, LOG_LEVEL: "error" }));
    const z = zone("Europe/London");
    await purser.ports.company.saveStore({
      code: "gifts",
      name: "Gifts",
      platform: "shop",
      country: "GB",
      currency: "GBP",
      zone: z,
      simulated: false,
    });
    for (const pass of ["first time", "the same file again"]) {
      const other = new Worker(new URL(import.meta.url), { workerData: home });
      await new Promise((done) => other.once("message", done));
      const from = performance.now();
      const result = await purser.intake.take({
        name: "extract.csv.gz",
        given: { store: "gifts" },
        by: null,
        open: () => createReadStream(EXTRACT),
      });
      const seconds = (performance.now() - from) / 1000;
      const answer = new Promise<number[]>((done) => other.once("message", done));
      other.postMessage("stop");
      const waits = (await answer).toSorted((a, b) => a - b);
      if (result.kind !== "done") throw new Error(JSON.stringify(result));
      const rate = Math.round(result.read / seconds);
      const longest = waits.at(-1) ?? 0;
      rows.push(
        {
          what: `extract of ${result.read} rows, file open to visible, ${pass}`,
          measured: `${rate} rows/s (${seconds.toFixed(1)} s)`,
          target: "at least 15,000 rows/s",
          met: rate >= 15_000,
        },
        {
          what: `longest \`select 1\` of another client meanwhile, ${pass}`,
          measured: `${longest.toFixed(0)} ms (p99 ${quantile(waits, 0.99).toFixed(0)} ms)`,
          target: "at most 250 ms",
          met: longest <= 250,
        },
      );
    }
  }
  await rm(home, { recursive: true, force: true });
  return rows;
}

if (isMainThread) {
  const why = whyNoExtract();
  if (why !== undefined) console.log(`skipped: ${why}`);
  report(why === undefined ? await measure() : []);
} else await askAllTheTime(String(workerData));
