/**
 * The store's part of reading a file: rows that are parsed already, from the first batch to visible, on the embedded store over its socket,
 * while another client asks `select 1` all the time. `npx node bench/ingest.ts [rows]`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { addDays, day } from "../src/domain/calendar/day.ts";
import type { DecimalText, OrderLine } from "../src/domain/facts/facts.ts";
import type { Staged } from "../src/ports/imports.ts";
import { connect } from "../src/store/connect.ts";
import { startServer } from "../src/store/embedded/server.ts";
import { makeImports } from "../src/store/imports/imports.ts";
import { migrate } from "../src/store/migrate.ts";
import { report } from "./table.ts";

const BATCH = 1_000;

/** A year of a shop like the Online Retail extract: 2,000 SKUs, orders of 12 lines, a few big sellers. */
function* lines(count: number, changed: number): Generator<Staged<"order-lines">> {
  let seed = 42;
  const random = () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const first = day("2025-01-01");
  for (let i = 0; i < count; i++) {
    const order = Math.floor(i / 12);
    const on = addDays(first, Math.floor((i / count) * 365));
    const sku = `SKU-${Math.floor(2_000 * random() ** 2)}`;
    const quantity = 1 + Math.floor(random() * 9) + (order < changed ? 1 : 0);
    const fact: OrderLine = {
      orderId: `${114 + (order % 7)}-${String((order * 7_919) % 9_999_991).padStart(7, "0")}-${String(order).padStart(7, "0")}`,
      sku,
      nth: (i % 12) + 1,
      at: new Date(`${on}T10:00:00Z`),
      day: on,
      quantity,
      amount: (quantity * 2.55).toFixed(2) as DecimalText,
      discount: null,
      currency: "GBP",
      flag: random() < 0.02 ? "cancelled" : null,
      status: "Shipped",
      fulfilment: null,
      country: "United Kingdom",
      title: `Product ${sku}`,
      asin: null,
    };
    yield { row: i + 2, fact };
  }
}

interface Pass {
  readonly name: string;
  readonly seconds: number;
  readonly rowsPerSecond: number;
  readonly longestWaitMs: number;
  readonly waitP99Ms: number;
  readonly settledSeconds: number;
}

async function main(rows: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "purser-bench-"));
  const server = await startServer({
    dataDir: join(folder, "db"),
    snapshot: null,
    socket: join(folder, ".s.PGSQL.5432"),
    maxConnections: 10,
  });
  const ours = await connect(server.address);
  const theirs = await connect(server.address, { poolSize: 1 });
  await migrate(ours.pool);
  await ours.prisma.store.create({
    data: { code: "gifts", name: "Gifts", platform: "web", country: "GB", currency: "GBP", zone: "Europe/London" },
  });
  const imports = makeImports(ours.prisma, {
    onTrouble: (error) => {
      throw error;
    },
  });
  const passes: Pass[] = [];
  const run = async (name: string, changed: number) => {
    const all = [...lines(rows, changed)];
    const waits: number[] = [];
    let on = true;
    const other = (async () => {
      while (on) {
        const at = performance.now();
        await theirs.pool.query("select 1");
        waits.push(performance.now() - at);
        await pause(2);
      }
    })();
    const start = performance.now();
    const cpu = process.cpuUsage();
    const open = await imports.open(
      {
        file: `${name}.csv`,
        hash: name,
        format: "order-lines",
        fact: "order-lines",
        store: "gifts",
        period: null,
        currency: "GBP",
        by: null,
        encoding: "utf-8",
      },
      false,
    );
    for (let i = 0; i < all.length; i += BATCH) await open.add(all.slice(i, i + BATCH));
    const counts = await open.publish();
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    await imports.settled();
    const settledSeconds = (performance.now() - start) / 1000;
    on = false;
    await other;
    waits.sort((a, b) => a - b);
    const at = (share: number) => Math.round(waits[Math.floor((waits.length - 1) * share)] ?? 0);
    passes.push({ name, seconds, rowsPerSecond: Math.round(rows / seconds), longestWaitMs: at(1), waitP99Ms: at(0.99), settledSeconds });
    console.log(
      `${name}: ${counts.accepted} accepted, ${counts.unchanged} unchanged; ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s, ${((user + system) / 1e6).toFixed(1)} s of CPU; ` +
        `another client waited ${at(0.5)} ms (p50), ${at(0.99)} (p99), ${at(1)} (longest); all settled after ${settledSeconds.toFixed(1)} s`,
    );
  };
  try {
    await run("first time", 0);
    await run("the same file again", 0);
    await run("24,000 lines restated", 2_000);
  } finally {
    await ours.close();
    await theirs.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
  report(
    passes.flatMap((p, i) => [
      {
        what: `the store's part of an import of ${rows} order lines, ${p.name}`,
        measured: `${p.rowsPerSecond} rows/s`,
        target: i === 0 ? "≥ 25,000 rows/s" : "",
        met: i === 0 ? p.rowsPerSecond >= 25_000 : null,
      },
      {
        what: `another client's longest wait meanwhile, ${p.name}`,
        measured: `${p.longestWaitMs} ms (p99 ${p.waitP99Ms} ms)`,
        target: "≤ 250 ms",
        met: p.longestWaitMs <= 250,
      },
    ]),
  );
}

await main(Number(process.argv[2] ?? 253_227));
