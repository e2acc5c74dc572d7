// `/kpi` and `/restock` on the whole sample store, as a newcomer asks them; and how long its files take through the intake.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../src/app/run-command.ts";
import { renewPlan } from "../src/cli/support/plan.ts";
import { loadSample } from "../src/cli/support/sample.ts";
import { readConfig } from "../src/config.ts";
import { openPurser } from "../src/main.ts";
import { ownerOf } from "../test/owner.ts";
import { quantile, report, type Row } from "./table.ts";

const QUESTIONS = [
  "/kpi",
  "/kpi net-sales amazon-us last month",
  "/kpi cm3 last 30 days by store",
  "/kpi return-rate last month by sku",
  "/kpi acos last 90 days vs last-year",
  "/kpi in-stock-rate last 30 days",
  "/restock",
  "/restock BOX-60L-GY",
  "/stock BOX-60L-GY",
] as const;
const ROUNDS = 30;
const WARM = 3;
const P95_MS = 400;

const home = await mkdtemp(join(tmpdir(), "purser-bench-"));
const rows: Row[] = [];
const purser = await openPurser(readConfig({ PURSER_HOME: home, NO_SAMPLE: "1", LOG_LEVEL: "error" }));
const loadFrom = performance.now();
await loadSample(purser, {});
const loadSeconds = (performance.now() - loadFrom) / 1000;
const records = await purser.ports.imports.recent(1000);
const facts = records.reduce((sum, r) => sum + r.counts.accepted, 0);
rows.push({
  what: `the sample store through the intake: ${records.length} files, ${facts.toLocaleString("en-US")} facts`,
  measured: `${loadSeconds.toFixed(1)} s`,
  target: "",
  met: null,
});
const planFrom = performance.now();
const lines = await renewPlan(purser);
rows.push({
  what: `its plan of ${lines} lines`,
  measured: `${((performance.now() - planFrom) / 1000).toFixed(1)} s`,
  target: "",
  met: null,
});

const asker = await ownerOf(purser, "bench");

async function ask(text: string): Promise<number> {
  const from = performance.now();
  await runCommand(text, purser.contextAt(purser.clock.now()), asker);
  return performance.now() - from;
}

for (const text of QUESTIONS) {
  for (let i = 0; i < WARM; i += 1) await ask(text);
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1) times.push(await ask(text));
  times.sort((a, b) => a - b);
  const p95 = quantile(times, 0.95);
  rows.push({
    what: `sample store: \`${text}\``,
    measured: `p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`,
    target: `p95 under ${P95_MS} ms`,
    met: p95 < P95_MS,
  });
}
await purser[Symbol.asyncDispose]();
await rm(home, { recursive: true, force: true, maxRetries: 3 });
report(rows);
