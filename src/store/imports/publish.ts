import type { ImportCounts } from "../../ports/imports.ts";
import type { FactKind } from "../../domain/facts/facts.ts";
import type { Prisma, PrismaClient } from "../client/client.ts";
import { settleVisible } from "./aftermath.ts";
import { arrayLiteral } from "./arrays.ts";
import { compareByKey } from "./compare.ts";
import { compareOrders } from "./compare-orders.ts";
import type { Staging, Surroundings } from "./staging.ts";
import { rollUp, touch } from "./roll-up.ts";
import { NoLongerOpen } from "./stage.ts";
import { TABLES } from "./tables.ts";
import { Turn } from "./turn.ts";

export function scopeOf(fact: FactKind, storeId: number | null): string {
  return TABLES[fact].ofStore ? `store:${storeId}` : `fact:${fact}`;
}

/** Whether anything visible can have the same keys. Where a store's first file is read, there is nothing to compare. */
async function anyOthers(prisma: PrismaClient, fact: FactKind, storeId: number | null): Promise<boolean> {
  // Exchange rates may also have been typed in.
  if (fact === "fx") return true;
  const store = TABLES[fact].ofStore ? storeId : null;
  const [row] = await prisma.$queryRaw<[{ any: boolean }]>`
    SELECT EXISTS (SELECT 1 FROM import i WHERE i.state = 'visible' AND (${store}::int IS NULL OR i.store_id = ${store}::int)
      AND (i.fact = ${fact} OR EXISTS (SELECT 1 FROM import_batch b WHERE b.import_id = i.id AND b.fact = ${fact}))) AS any`;
  return row.any;
}

/** Compares what is staged with what is there, and says how many rows are unchanged. */
async function compare(prisma: PrismaClient, s: Staging, step: () => Promise<void>): Promise<number> {
  const { importId, storeId } = s;
  let unchanged = s.repeated;
  if (await anyOthers(prisma, s.fact, storeId)) {
    if (s.fact === "order-lines" && storeId !== null) {
      const orders = await compareOrders(prisma, importId, storeId, step);
      unchanged += orders.unchanged;
      for (const day of orders.days) touch(s.lines, day, 1);
    } else {
      unchanged += await compareByKey(prisma, importId, TABLES[s.fact], step);
    }
  }
  for (const fact of s.besides) {
    // Returns beside order lines were settled with their orders.
    if (s.fact === "order-lines" && fact === "returns") continue;
    // Those of the same fact were compared with the rest of it.
    if (fact !== s.fact && (await anyOthers(prisma, fact, storeId))) await compareByKey(prisma, importId, TABLES[fact], step);
  }
  // A record of several facts (a SKU's stock in seven states) is unchanged when all of them are.
  return s.besides.has(s.fact) ? s.added - s.superseded - (await recordsLeft(prisma, s)) : unchanged;
}

/** Records of the import of which at least one fact is new or changed. */
async function recordsLeft(prisma: PrismaClient, s: Staging): Promise<number> {
  const [left] = await prisma.$queryRaw<[{ records: number }]>`
    SELECT count(DISTINCT "row")::int AS records FROM ${TABLES[s.fact].name} WHERE import_id = ${s.importId}`;
  return left.records;
}

/** The SKUs and listings that the import names are seen from now on, whoever named them first. */
async function showNames(tx: Prisma.TransactionClient, s: Staging): Promise<void> {
  const ids = arrayLiteral(s.names.skuIds);
  // Named by a second visible import, a SKU stays when the first one is undone.
  await tx.$executeRaw`UPDATE sku SET import_id = NULL FROM import i
    WHERE sku.id = ANY(${ids}::int[]) AND i.id = sku.import_id AND i.id <> ${s.importId} AND i.state = 'visible'`;
  await tx.$executeRaw`UPDATE sku SET import_id = ${s.importId}, simulated = ${s.simulated}, title = CASE WHEN i.state = 'staging' THEN sku.title END
    FROM import i WHERE sku.id = ANY(${ids}::int[]) AND i.id = sku.import_id AND i.id <> ${s.importId} AND i.state <> 'visible'`;
  if (s.names.titles.size > 0) {
    await tx.$executeRaw`UPDATE sku SET title = x.title
      FROM unnest(${arrayLiteral([...s.names.titles.keys()])}::int[], ${arrayLiteral([...s.names.titles.values()])}::text[]) AS x (id, title)
      WHERE sku.id = x.id AND sku.title IS NULL`;
  }
  if (s.storeId === null) return;
  await tx.$executeRaw`UPDATE listing SET import_id = CASE WHEN i.state = 'visible' THEN NULL ELSE ${s.importId}::int END FROM import i
    WHERE listing.store_id = ${s.storeId} AND listing.sku_id = ANY(${ids}::int[]) AND i.id = listing.import_id AND i.id <> ${s.importId}`;
  if (s.names.asins.size > 0) {
    await tx.$executeRaw`UPDATE listing SET asin = x.asin
      FROM unnest(${arrayLiteral([...s.names.asins.keys()])}::text[], ${arrayLiteral([...s.names.asins.values()])}::text[]) AS x (external, asin)
      WHERE listing.store_id = ${s.storeId} AND listing.external = x.external AND listing.asin IS NULL`;
  }
}

/** Shows the import: after everything was prepared in short steps, one transaction of a few short statements. */
async function show(around: Surroundings, turn: Turn, s: Staging, counts: ImportCounts): Promise<void> {
  const noInventory = s.fact === "stock" && s.incomplete;
  await around.prisma.$transaction(async (tx) => {
    await turn.assert(tx);
    await showNames(tx, s);
    const shown = await tx.$executeRaw`
      UPDATE import SET state = 'visible', visible_at = ${around.now()}, shown_nth = (SELECT coalesce(max(shown_nth), 0) + 1 FROM import), read = ${counts.read}, accepted = ${counts.accepted},
        unchanged = ${counts.unchanged}, rejected = ${counts.rejected}, first_day = ${s.span?.from ?? null}::date, last_day = ${s.span?.to ?? null}::date,
        period_from = CASE WHEN ${noInventory} THEN NULL ELSE period_from END, period_to = CASE WHEN ${noInventory} THEN NULL ELSE period_to END
      WHERE id = ${s.importId} AND state = 'staging'`;
    if (shown !== 1) throw new NoLongerOpen(s.importId);
  });
}

export async function publish(around: Surroundings, s: Staging): Promise<ImportCounts> {
  const { prisma } = around;
  const turn = await Turn.take(prisma, scopeOf(s.fact, s.storeId), s.importId);
  try {
    const unchanged = await compare(prisma, s, () => turn.keep());
    const counts: ImportCounts = {
      read: s.added + s.rejected - s.superseded,
      accepted: s.added - unchanged - s.superseded,
      unchanged,
      rejected: s.rejected,
    };
    if (s.fact === "order-lines" && s.storeId !== null && counts.accepted + unchanged > 0) {
      await rollUp(prisma, s.importId, s.storeId, s.lines, () => turn.keep());
    }
    await show(around, turn, s, counts);
    around.background(s.importId, async () => {
      try {
        await settleVisible(prisma, s.importId, s.fact, () => turn.keep());
      } finally {
        await turn.giveBack();
      }
    });
    return counts;
  } catch (error) {
    await turn.giveBack();
    throw error;
  }
}
