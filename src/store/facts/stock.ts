import { Decimal } from "decimal.js";
import type { Day } from "../../domain/calendar/day.ts";
import { monthOf } from "../../domain/calendar/day.ts";
import type { MeasureId } from "../../domain/kpi/measure.ts";
import { type Maybe, missing, present, type Text } from "../../domain/value.ts";
import type { PrismaClient } from "../client/client.ts";
import { type Column, nowhere, type Reading, ZERO } from "./figures.ts";
import { type Pool, readPools } from "./pools.ts";
import { keysOf, type Question } from "./question.ts";
import { type Level, readLevels } from "./stock-levels.ts";
import { readSellable, readSkuDays } from "./sku-days.ts";
import { nothingKnown, storeNames } from "./words.ts";

export const STOCK_MEASURES = [
  "stock-average",
  "stock-last",
  "skus-sellable",
  "sku-days-in-stock",
  "sku-days",
  "snapshot-days",
] as const satisfies readonly MeasureId[];

const LEVELS = ["stock-average", "stock-last"] as const;

/** The bucket of a snapshot day: stock is a level, so each bucket has a mean and a last day of its own. */
function bucketOf(question: Question, day: Day): string {
  return question.by === "day" ? day : question.by === "month" ? monthOf(day) : "";
}

/** Pools that have snapshots in the period, but none in this bucket: without them the sum would only look smaller. */
function silentIn(question: Question, pools: readonly Pool[], bucket: string): readonly Pool[] {
  return pools.filter((p) => p.days.length > 0 && !p.days.some((d) => bucketOf(question, d) === bucket));
}

function levelColumn(question: Question, pools: readonly Pool[], levels: readonly Level[], none: Text): Column {
  const sums = new Map<string, Decimal>();
  const add = (key: string, units: Decimal) => sums.set(key, (sums.get(key) ?? new Decimal(0)).plus(units));
  for (const level of levels) add(level.key, level.units);
  const values = new Map<string, Maybe<Decimal>>();
  for (const [key, units] of sums) values.set(key, present(units));
  if (question.by === "day" || question.by === "month") {
    for (const bucket of keysOf(question)) {
      const silent = silentIn(question, pools, bucket);
      if (silent.length === 0) continue;
      const names = silent.map((p) => p.code).join(", ");
      values.set(bucket, missing({ en: `${names}: no stock snapshot then`, zh: `${names} 当时没有库存快照` }));
    }
  }
  return { values, absent: (key) => (someDay(question, pools, key) ? ZERO : missing(none)) };
}

function someDay(question: Question, pools: readonly Pool[], key: string): boolean {
  switch (question.by) {
    case "store": {
      const id = question.stores.find((s) => s.code === key)?.id;
      return pools.some((p) => id !== undefined && p.stores.includes(id) && p.days.length > 0);
    }
    case "day":
    case "month":
      return pools.some((p) => p.days.some((d) => bucketOf(question, d) === key));
    case "sku":
    case null:
      return pools.some((p) => p.days.length > 0);
  }
}

function snapshotDays(question: Question, pools: readonly Pool[], none: Text): Column {
  const values = new Map<string, Maybe<Decimal>>();
  for (const key of keysOf(question)) {
    const store = question.by === "store" ? question.stores.find((s) => s.code === key)?.id : undefined;
    const mine = store === undefined ? pools : pools.filter((p) => p.stores.includes(store));
    const days = new Set(mine.flatMap((p) => p.days.filter((d) => question.by === "store" || bucketOf(question, d) === key)));
    values.set(key, present(new Decimal(days.size)));
  }
  const all = new Set(pools.flatMap((p) => p.days)).size;
  return { values, absent: () => (all > 0 ? present(new Decimal(all)) : missing(none)) };
}

/**
 * Sellable stock of the warehouses that the asked stores draw on, each warehouse once. Stock is added over SKUs and warehouses, never over
 * days: a mean over the days with a snapshot, or the last of them. By store, a shared pool is divided among the asked stores that draw on it,
 * SKU by SKU, as their sales of the period.
 */
export async function readStock(prisma: PrismaClient, question: Question, asked: ReadonlySet<MeasureId>): Promise<Reading> {
  const pools = await readPools(prisma, question);
  const of = question.stores.length * question.length;
  const remedy = { en: "import an inventory report", zh: "请导入库存报告" };
  const none =
    question.days !== null && question.stores.length > 0 && pools.length === 0
      ? {
          en: `${storeNames(question.stores)} draws on no warehouse: say which with \`npm run purser -- warehouse add … --stores\``,
          zh: `${storeNames(question.stores)} 没有关联仓库：请用 npm run purser -- warehouse add … --stores 指定`,
        }
      : nothingKnown(question, { en: "stock snapshots", zh: "库存快照" }, remedy);
  const told = pools.filter((p) => p.days.length > 0);
  const newest =
    pools
      .flatMap((p) => p.newest ?? [])
      .sort()
      .at(-1) ?? null;
  if (told.length === 0) {
    const measures = Object.fromEntries(STOCK_MEASURES.filter((m) => asked.has(m)).map((m) => [m, nowhere(none)]));
    return { measures, coverage: { covered: 0, of }, sources: [], newest, notes: [] };
  }

  const measures: Partial<Record<MeasureId, Column>> = {};
  const notes: Text[] = [];
  for (const measure of LEVELS) {
    if (!asked.has(measure)) continue;
    const { levels, shared } = await readLevels(prisma, question, told, measure, (day) => bucketOf(question, day));
    measures[measure] = levelColumn(question, told, levels, none);
    if (shared.length > 0) {
      const names = shared.map((p) => p.code).join(", ");
      notes.push({
        en: `shared stock of ${names} is divided among its stores by their sales of each SKU in the period`,
        zh: `共享仓 ${names} 的库存按各店铺本期各 SKU 销量比例分摊`,
      });
    }
  }
  const absent: Column["absent"] = (key) => (someDay(question, told, key) ? ZERO : missing(none));
  const counted = asked.has("sku-days") || asked.has("sku-days-in-stock");
  if (asked.has("skus-sellable") && !counted && (question.by === null || question.by === "store")) {
    measures["skus-sellable"] = { values: await readSellable(prisma, question, told), absent };
  } else if (asked.has("skus-sellable") || counted) {
    const days = await readSkuDays(prisma, question, told);
    for (const m of ["skus-sellable", "sku-days", "sku-days-in-stock"] as const)
      if (asked.has(m)) measures[m] = { values: days[m], absent };
  }
  if (asked.has("snapshot-days")) measures["snapshot-days"] = snapshotDays(question, told, none);

  const silent = pools.filter((p) => p.days.length === 0);
  if (silent.length > 0) {
    const names = silent.map((p) => p.code).join(", ");
    notes.push({ en: `no stock snapshot of ${names} in the period`, zh: `本期没有 ${names} 的库存快照` });
  }
  const covered = question.stores.reduce(
    (all, s) => all + new Set(told.filter((p) => p.stores.includes(s.id)).flatMap((p) => p.days)).size,
    0,
  );
  return { measures, coverage: { covered, of }, sources: ["stock"], newest, notes };
}
