/**
 * The database part of `/kpi` against the same question in SQL by hand, alternating, on 1,400 SKUs × 730 days in one store (and two small
 * ones beside it), on the embedded store and on PostgreSQL. The SQL by hand is in kpi-query.sql, its plans in kpi-query.plan.txt
 * (`--plans` writes them anew).
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { addDays, day, type Day } from "../src/domain/calendar/day.ts";
import type { MeasureQuery } from "../src/domain/kpi/measure.ts";
import type { Connection } from "../src/store/connect.ts";
import { connect } from "../src/store/connect.ts";
import { makeFacts } from "../src/store/facts/facts.ts";
import { makePlans } from "../src/store/planning/plans.ts";
import { rollUp } from "../src/store/imports/roll-up.ts";
import { startEmbedded } from "../test/store/embedded-fixture.ts";
import { startPostgres, whyNoPostgres } from "../test/store/postgres-fixture.ts";
import { median, quantile, report, type Row } from "./table.ts";

const RUNS = 41;
const FROM = day("2024-11-22");
const DAYS = 730;
const TO = addDays(FROM, DAYS - 1);
const ALL = ["big", "small", "tiny"];

interface Question {
  readonly name: string;
  readonly label: string;
  readonly query: MeasureQuery;
  /** How many values the answer by hand has: both must tell the same. */
  readonly parameters: readonly unknown[];
}

const ask = (stores: readonly string[], from: Day, more: Partial<MeasureQuery>): MeasureQuery => ({
  measures: ["sales-valid"],
  scope: { stores },
  period: { from, to: TO },
  currency: "USD",
  asOf: TO,
  ...more,
});

const MONTH = addDays(TO, -29);
const YEAR = addDays(TO, -364);
const QUESTIONS: readonly Question[] = [
  {
    name: "gmv-30-days",
    label: "gmv, 30 days, one store, by day",
    query: ask(["big"], MONTH, { by: "day" }),
    parameters: [["big"], MONTH, TO],
  },
  {
    name: "aov-company",
    label: "sales and orders, 30 days, company",
    query: ask(ALL, MONTH, { measures: ["sales-valid", "orders"] }),
    parameters: [ALL, MONTH, TO],
  },
  {
    name: "units-by-sku",
    label: "units and sales by SKU, 30 days, one store",
    query: ask(["big"], MONTH, { measures: ["units", "sales-valid"], by: "sku" }),
    parameters: [["big"], MONTH, TO],
  },
  {
    name: "year-by-store",
    label: "sales, orders and units, a year by store",
    query: ask(ALL, YEAR, { measures: ["sales-valid", "orders", "units"], by: "store" }),
    parameters: [ALL, YEAR, TO],
  },
  {
    name: "year-skus-sold",
    label: "SKUs sold and sellable, a year",
    query: ask(["big"], YEAR, { measures: ["skus-sold", "skus-sellable"] }),
    parameters: [["big"], YEAR, TO],
  },
  {
    name: "stock-by-store",
    label: "units and mean stock, 30 days, by store",
    query: ask(ALL, MONTH, { measures: ["units", "stock-average"], by: "store" }),
    parameters: [ALL, MONTH, TO],
  },
];

/** Facts as imports leave them, written by the database itself: a million lines from a generator would measure the generator. */
async function fill({ prisma, pool }: Connection): Promise<void> {
  const run = (sql: string, parameters: unknown[] = []) => pool.query(sql, parameters);
  await run("select setseed(0.42)");
  for (const [i, code] of ALL.entries()) {
    await run(
      "insert into store (id, code, name, platform, country, currency, zone) values ($1, $2, $2, 'amazon', 'US', 'USD', 'America/Los_Angeles')",
      [i + 1, code],
    );
    await run("insert into warehouse (id, code, name, kind, country) values ($1, $2, $2, 'fba', 'US')", [i + 1, `W-${code}`]);
    await run("insert into store_warehouse (store_id, warehouse_id, priority) values ($1, $1, 1)", [i + 1]);
  }
  await run("insert into sku (code) select 'SKU-' || lpad(i::text, 4, '0') from generate_series(1, 1400) i");
  for (const [i] of ALL.entries()) {
    const store = i + 1;
    const { rows } = await run(
      `insert into import (file, hash, format, fact, store_id, state, started_at, beat_at, first_day, last_day)
       values ('orders', 'h', 'amazon-all-orders', 'order-lines', $1, 'staging', now(), now(), $2, $3) returning id`,
      [store, FROM, TO],
    );
    const id = (rows as { id: number }[])[0]?.id ?? 0;
    const perDay = store === 1 ? 1_800 : 180;
    const lines = new Map<string, number>();
    for (let d = 0; d < DAYS; d++) {
      const on = addDays(FROM, d);
      lines.set(on, perDay);
      await run(
        `insert into order_line (store_id, sku_id, day, quantity, flag, order_id, nth, at, amount, discount, currency, status, import_id, "row")
         select $1, 1 + floor(1400 * random() * random())::int, $2, 1 + floor(random() * 3)::int, case when random() < 0.03 then 'cancelled' end,
           '112-' || lpad((($3::int * 7919 + i * 104729) % 9999991)::text, 7, '0') || '-' || lpad(floor(i / 1.5)::text, 7, '0'), 1, $2::date + interval '12 hours',
           round((random() * 40 + 5)::numeric, 2), case when random() < 0.1 then 1.5 end, 'USD', 'Shipped', $4, $3::int * 2000 + i
         from generate_series(1, $5::int) i`,
        [store, on, d, id, perDay],
      );
    }
    await rollUp(prisma, id, store, lines, () => Promise.resolve());
    await run("update import set state = 'visible', visible_at = now(), swept = true, accepted = 1 where id = $1", [id]);
    const stock = await run(
      `insert into import (file, hash, format, fact, state, started_at, beat_at, visible_at, swept) values ('stock', 'h', 'fba', 'stock', 'visible', now(), now(), now(), true) returning id`,
    );
    const stockId = (stock.rows as { id: number }[])[0]?.id ?? 0;
    for (let d = 0; d < DAYS; d += store === 1 ? 1 : 7) {
      await run(
        `insert into stock_snapshot (warehouse_id, sku_id, day, state, quantity, import_id, "row")
         select $1, i, $2, 'available', greatest(0, floor(random() * 120) - 6)::int, $3, i from generate_series(1, $4::int) i`,
        [store, addDays(FROM, d), stockId, store === 1 ? 1_400 : 140],
      );
    }
  }
  for (const table of ["order_line", "sales_day", "stock_snapshot", "sku"]) await run(`analyze ${table}`);
}

interface ByHand {
  readonly name: string;
  readonly sql: string;
}

async function readByHand(): Promise<readonly ByHand[]> {
  const text = await readFile(join(import.meta.dirname, "kpi-query.sql"), "utf8");
  return text
    .split(/^-- name: /m)
    .slice(1)
    .map((part) => ({ name: part.slice(0, part.indexOf("\n")).trim(), sql: part.slice(part.indexOf("\n") + 1).trim() }));
}

/** Values of ours in the order in which the SQL by hand gives them: sorted by key, measures in their order. */
async function ours(facts: ReturnType<typeof makeFacts>, query: MeasureQuery): Promise<readonly string[]> {
  const answer = await facts.read(query);
  const lines = answer.rows.map((r) =>
    [
      r.key ?? "",
      ...query.measures.map((m) => (r.values[m]?.kind === "value" ? r.values[m].value.toDecimalPlaces(2).toFixed(2) : "-")),
    ].join(" "),
  );
  // A SKU whose every line was cancelled has a row of zeros, which SQL by hand leaves out.
  return lines.filter((l) => !/^\S+( 0\.00)+$/.test(l));
}

async function measure(engine: string, connection: Connection, plans: boolean): Promise<Row[]> {
  const started = performance.now();
  await fill(connection);
  console.log(`${engine}: filled in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  const facts = makeFacts(connection.prisma);
  const hands = new Map((await readByHand()).map((h) => [h.name, h.sql]));
  const rows: Row[] = [];
  let written = "";
  for (const q of QUESTIONS) {
    const sql = hands.get(q.name);
    if (sql === undefined) throw new Error(`kpi-query.sql has no query ${q.name}`);
    const parameters = [...q.parameters];
    const byHand = async () => (await connection.pool.query<{ line: string }>(sql, parameters)).rows.map((r) => r.line);
    const [a, b] = [await ours(facts, q.query), await byHand()];
    if (a.join("\n") !== b.join("\n"))
      throw new Error(`${q.name}: by hand it is\n${b.slice(0, 5).join("\n")}\nand not\n${a.slice(0, 5).join("\n")}`);
    const times: { mine: number; hand: number }[] = [];
    for (let i = 0; i < RUNS; i++) {
      const t0 = performance.now();
      await facts.read(q.query);
      const t1 = performance.now();
      await byHand();
      times.push({ mine: t1 - t0, hand: performance.now() - t1 });
    }
    const mine = times.map((t) => t.mine).toSorted((x, y) => x - y);
    const hand = median(times.map((t) => t.hand));
    const ratio = median(times.map((t) => t.mine / t.hand));
    const p95 = quantile(mine, 0.95);
    rows.push({
      what: `${q.label}, ${engine}`,
      measured: `p50 ${median(mine).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms; by hand ${hand.toFixed(0)} ms; ratio ${ratio.toFixed(2)}`,
      target: "p95 < 350 ms, ratio ≤ 1.3",
      met: p95 < 350 && ratio <= 1.3,
    });
    if (plans) {
      const { rows: lines } = await connection.pool.query<{ "QUERY PLAN": string }>(
        `explain (analyze, buffers, costs off, timing off, summary off) ${sql}`,
        parameters,
      );
      written += `${q.name}, ${engine}\n${lines.map((l) => `  ${l["QUERY PLAN"]}`).join("\n")}\n\n`;
    }
  }
  const inputs: number[] = [];
  for (let i = 0; i < 3; i++) {
    const start = performance.now();
    let skus = 0;
    for await (const batch of makePlans(connection.prisma).inputs(TO)) skus += batch.length;
    inputs.push(performance.now() - start);
    if (skus < 1_400) throw new Error(`only ${skus} inputs of the planner`);
  }
  rows.push({
    what: `inputs of the planner, all SKUs, 400 days, ${engine}`,
    measured: `${(median(inputs) / 1000).toFixed(1)} s`,
    target: "",
    met: null,
  });
  if (plans) await writeFile(join(import.meta.dirname, "kpi-query.plan.txt"), written, { flag: engine === "embedded" ? "w" : "a" });
  return rows;
}

const plans = process.argv.includes("--plans");
const rows: Row[] = [];
const embedded = await startEmbedded();
rows.push(...(await measure("embedded", embedded.connection, plans)));
await embedded.close();
const missing = whyNoPostgres();
if (missing === undefined) {
  const server = await startPostgres();
  const database = await server.create();
  const connection = await connect({ url: database.url });
  rows.push(...(await measure("PostgreSQL", connection, plans)));
  await connection.close();
  await database.drop();
  await server.close();
} else console.log(`not on PostgreSQL: ${missing}`);
report(rows);
