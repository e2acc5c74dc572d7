// A store of 10,000 SKUs with two years of sales: the plan that each import renews, and what people ask of it. The facts are written by the
// database itself, as imports leave them: ten million lines from a generator would measure the generator.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planDay, refreshPlan } from "../src/app/plan.ts";
import { PUPILS } from "../src/app/planner.ts";
import { runCommand } from "../src/app/run-command.ts";
import { readConfig } from "../src/config.ts";
import { addDays, day } from "../src/domain/calendar/day.ts";
import { Learner } from "../src/domain/restock/lessons.ts";
import { defaults } from "../src/domain/policy/reader.ts";
import { openPurser } from "../src/main.ts";
import { type Connection, connect } from "../src/store/connect.ts";
import { ownerOf } from "../test/owner.ts";
import { quantile, report, type Row } from "./table.ts";

const SKUS = 10_000;
const DAYS = 730;
const TO = day("2026-11-21");
const FROM = addDays(TO, 1 - DAYS);
const PLAN_SECONDS = 20;
const MEMORY_MIB = 1024;
const LIST_MS = 500;
const SKU_MS = 300;
const ROUNDS = 20;

async function fill({ pool }: Connection): Promise<void> {
  const run = (sql: string, parameters: unknown[] = []) => pool.query(sql, parameters);
  await run("select setseed(0.42)");
  await run(
    "insert into store (id, code, name, platform, country, currency, zone) values (1, 'us', 'us', 'amazon', 'US', 'USD', 'America/Los_Angeles')",
  );
  await run("insert into warehouse (id, code, name, kind, country) values (1, 'US-FBA', 'US-FBA', 'fba', 'US')");
  await run("insert into store_warehouse (store_id, warehouse_id, priority) values (1, 1, 1)");
  await run(
    "insert into lane (code, warehouse_id, mode, days_p50, days_p90, unit_freight, currency) values ('SEA', 1, 'sea', 35, 45, 1.2, 'USD'), ('AIR', 1, 'air', 10, 14, 6.5, 'USD')",
  );
  await run("insert into supplier (code, name, production_days_p50, production_days_p90) values ('S', 'S', 15, 20)");
  await run(
    `insert into sku (code, title, category, role, supplier_id, moq, carton) select 'SKU-' || lpad(i::text, 5, '0'), 'Product ' || i, 'C' || i % 12,
       (array['hero','profit','traffic','defence'])[1 + i % 4], 1, 20, 10 from generate_series(1, $1::int) i`,
    [SKUS],
  );
  const known = (fact: string, store: number | null) =>
    run(
      `insert into import (file, hash, format, fact, store_id, state, started_at, beat_at, visible_at, swept, first_day, last_day, accepted)
       values ($1, 'h', $1, $1, $2, 'visible', now(), now(), now(), true, $3, $4, 1) returning id`,
      [fact, store, FROM, TO],
    ).then((r) => (r.rows as { id: number }[])[0]?.id ?? 0);
  const [orders, stock, costs] = [await known("order-lines", 1), await known("stock", null), await known("costs", null)];
  // A few sell daily, most now and then; each has its year.
  for (let d = 0; d < DAYS; d += 1)
    await run(
      `insert into sales_day (import_id, store_id, sku_id, day, currency, units, orders, amount, discount, unpriced, undiscounted, lines, placed, placed_unpriced)
       select $1, 1, i, $2, 'USD', u, u, u * 20, 0, 0, u, u, u * 20, 0 from (
         select i, floor(3 * pow(random(), 6) * (1 + 40.0 / i) * (1 + 0.5 * cos(6.2832 * ($3::float / 365 - (i % 12) / 12.0))) + random() * (0.25 + 3.0 * (i % 50 = 0)::int))::int as u
         from generate_series(1, $4::int) i) s where u > 0`,
      [orders, addDays(FROM, d), d, SKUS],
    );
  for (let d = 6; d < DAYS; d += 7)
    await run(
      `insert into stock_snapshot (warehouse_id, sku_id, day, state, quantity, import_id, "row")
       select 1, i, $1, 'available', greatest(0, floor(random() * 60) - 3)::int, $2, i from generate_series(1, $3::int) i`,
      [addDays(FROM, d), stock, SKUS],
    );
  await run(
    `insert into stock_snapshot (warehouse_id, sku_id, day, state, quantity, import_id, "row")
     select 1, i, $1, 'available', greatest(0, floor(random() * 60) - 3)::int, $2, i from generate_series(1, $3::int) i`,
    [TO, stock, SKUS],
  );
  await run(
    `insert into cost_layer (sku_id, kind, from_day, amount, currency, import_id, "row") select i, 'purchase', $1, 6, 'USD', $2, i from generate_series(1, $3::int) i`,
    [FROM, costs, SKUS],
  );
  for (const table of ["sales_day", "stock_snapshot", "sku", "cost_layer"]) await run(`analyze ${table}`);
}

const home = await mkdtemp(join(tmpdir(), "purser-bench-"));
const purser = await openPurser(readConfig({ PURSER_HOME: home, NO_SAMPLE: "1", LOG_LEVEL: "error" }));
const connection = await connect({ host: home, port: 5432 });
const rows: Row[] = [];
const seconds = (from: number): number => (performance.now() - from) / 1000;
try {
  const filling = performance.now();
  await fill(connection);
  const { rows: counted } = await connection.pool.query<{ n: string }>("select count(*)::text as n from sales_day");
  console.log(`filled in ${seconds(filling).toFixed(0)} s: ${Number(counted[0]?.n ?? 0).toLocaleString("en-US")} SKU-days with sales`);
  const context = purser.contextAt(purser.clock.now(), { today: addDays(TO, 1) });
  const asOf = await planDay(context);

  // First of all, so that nothing else lies in memory.
  let peak = 0;
  const look = (): void => void (peak = Math.max(peak, process.memoryUsage().rss));
  const looking = setInterval(look, 20);
  const whole = performance.now();
  const lines = await refreshPlan(context, asOf, look);
  const planned = seconds(whole);
  clearInterval(looking);

  const reading = performance.now();
  let inputs = 0;
  for await (const batch of context.plans.inputs(asOf)) inputs += batch.length;
  const read = seconds(reading);
  const learner = new Learner(asOf);
  for await (const batch of context.plans.inputs(asOf, { about: PUPILS })) for (const input of batch) learner.see(input, defaults);
  const learning = performance.now();
  learner.lessons();
  const learnt = seconds(learning);
  rows.push(
    {
      what: `the plan of ${lines.toLocaleString("en-US")} SKUs × ${DAYS} days, from the store and back into it`,
      measured: `${planned.toFixed(1)} s (reading ${inputs.toLocaleString("en-US")} inputs alone ${read.toFixed(1)} s, learning ${learnt.toFixed(1)} s)`,
      target: `under ${PLAN_SECONDS} s`,
      met: planned < PLAN_SECONDS,
    },
    {
      what: "its peak memory, the embedded store's thread included",
      measured: `${(peak / 2 ** 20).toFixed(0)} MiB`,
      target: `under ${MEMORY_MIB} MiB`,
      met: peak / 2 ** 20 < MEMORY_MIB,
    },
  );
  const asker = await ownerOf(purser, "bench");
  for (const [text, most] of [
    ["/restock", LIST_MS],
    ["/restock SKU-00777", SKU_MS],
  ] as const) {
    const times: number[] = [];
    for (let i = 0; i < ROUNDS; i += 1) {
      const from = performance.now();
      await runCommand(text, context, asker);
      times.push(performance.now() - from);
    }
    const p95 = quantile(
      times.toSorted((a, b) => a - b),
      0.95,
    );
    rows.push({
      what: `\`${text}\` on it`,
      measured: `p50 ${quantile(
        times.toSorted((a, b) => a - b),
        0.5,
      ).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`,
      target: `p95 under ${most} ms`,
      met: p95 < most,
    });
  }
} finally {
  await connection.close();
  await purser[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true, maxRetries: 3 });
}
report(rows);
