// `/kpi` and `/restock` with their pictures, as a person waits for them, on the embedded store and on PostgreSQL.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refreshPlan } from "../src/app/plan.ts";
import { runCommand } from "../src/app/run-command.ts";
import type { Asker } from "../src/app/types.ts";
import { readConfig } from "../src/config.ts";
import { noonOf, openPurser, type Purser } from "../src/main.ts";
import { startPostgres, whyNoPostgres } from "../test/store/postgres-fixture.ts";
import { ownerOf } from "../test/owner.ts";
import { quantile, report, type Row } from "./table.ts";
import { DAYS, fill, LAST, SKUS, STORE, TODAY } from "./world.ts";

const QUESTIONS = [
  `/kpi gmv ${STORE} last 30 days`,
  "/kpi net-sales last 30 days",
  "/kpi gmv last 365 days by store",
  "/kpi conversion last 30 days",
  "/kpi cm1 last month by store",
  "/kpi cm2 last month by store",
  "/kpi cm3 last month by store",
  "/kpi acos last month by sku",
  "/kpi late-dispatch-rate last 30 days",
  "/restock",
  "/restock SKU-0042",
] as const;
const ROUNDS = 30;

async function ask(purser: Purser, asker: Asker, text: string): Promise<number> {
  const from = performance.now();
  const { message } = await runCommand(text, purser.contextAt(purser.clock.now(), { today: TODAY, at: noonOf(TODAY, asker.zone) }), asker);
  for (const b of message.blocks) if (b.kind === "chart") await purser.renderer().png(b.chart, b.data, { lang: "en" });
  return performance.now() - from;
}

async function measure(where: string, env: Record<string, string>): Promise<Row[]> {
  await using purser = await openPurser(readConfig({ LOG_LEVEL: "error", ...env }));
  const loaded = await fill(purser.ports);
  const context = purser.contextAt(purser.clock.now(), { today: TODAY });
  const planFrom = performance.now();
  const planned = await refreshPlan(context, LAST);
  const planSeconds = (performance.now() - planFrom) / 1000;
  const asker = await ownerOf(purser, "bench");
  const rows: Row[] = [{ what: `${where}: plan of ${planned} SKUs`, measured: `${planSeconds.toFixed(1)} s`, target: "", met: null }];
  console.log(`${where}: ${SKUS} SKUs × ${DAYS} days, ${loaded.lines} order lines, ${loaded.fees} fees, ${loaded.snapshots} snapshots`);
  for (const text of QUESTIONS) {
    for (let i = 0; i < 3; i += 1) await ask(purser, asker, text);
    const times: number[] = [];
    for (let i = 0; i < ROUNDS; i += 1) times.push(await ask(purser, asker, text));
    times.sort((a, b) => a - b);
    const p95 = quantile(times, 0.95);
    rows.push({
      what: `${where}: \`${text}\` with its picture`,
      measured: `p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`,
      target: "p95 under 400 ms",
      met: p95 < 400,
    });
  }
  return rows;
}

const home = await mkdtemp(join(tmpdir(), "purser-bench-"));
const rows = await measure("embedded", { PURSER_HOME: home });
await rm(home, { recursive: true, force: true });
const why = whyNoPostgres();
if (why !== undefined) console.log(`PostgreSQL: skipped, ${why}`);
else {
  const server = await startPostgres();
  const { url, drop } = await server.create();
  rows.push(...(await measure("PostgreSQL", { DATABASE_URL: url })));
  await drop();
  await server.close();
}
report(rows);
// The server that was started for this ends with the process.
process.exit(0);
