import type { FactKind } from "../../domain/facts/facts.ts";
import { UserError } from "../../domain/user-error.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { settleUndone, settleVisible } from "./aftermath.ts";
import { dropReplaced, type Step, tablesOf } from "./clear.ts";
import { type SqlTable, sameKey } from "./table.ts";
import { Turn } from "./turn.ts";
import { scopeOf } from "./publish.ts";
import { countsOrTyped } from "./visible.ts";

const ROWS_AT_ONCE = 1_000;

function changedSince(importId: number): UserError {
  return new UserError(
    "import-changed-since",
    {
      en: `Import ${importId} cannot be undone: a later import has changed the same records.`,
      zh: `导入 ${importId} 无法撤销：之后的导入已改动了相同的记录。`,
    },
    { en: "Undo the later import first.", zh: "请先撤销之后的那次导入。" },
  );
}

/**
 * A later file found rows unchanged on days that this import speaks of: it said them too, and they would go with this import.
 */
async function confirmedLater(prisma: PrismaClient, importId: number): Promise<number | undefined> {
  const [row] = await prisma.$queryRaw<{ id: number }[]>`
    SELECT l.id FROM import i JOIN import l ON l.state = 'visible' AND l.id <> i.id AND l.shown_nth > i.shown_nth AND l.fact = i.fact
      AND l.store_id IS NOT DISTINCT FROM i.store_id AND l.unchanged > 0
      AND (l.first_day IS NULL OR i.first_day IS NULL OR (l.first_day <= i.last_day AND l.last_day >= i.first_day))
    WHERE i.id = ${importId} ORDER BY l.id DESC LIMIT 1`;
  return row?.id;
}

/** A later import replaced rows of this one: it keeps in its log whose they were. */
async function replacedLater(prisma: PrismaClient, importId: number): Promise<boolean> {
  const [row] = await prisma.$queryRaw<[{ any: boolean }]>`
    SELECT EXISTS (SELECT 1 FROM import i JOIN import_change c ON c.import_id = i.id
      WHERE i.state = 'visible' AND i.id <> ${importId} AND i.shown_nth > (SELECT shown_nth FROM import WHERE id = ${importId})
        AND (c.before->>'import_id')::int = ${importId}) AS any`;
  return row.any;
}

/**
 * Writes the rows that the import had replaced beside its own, still hidden (they name it as their replacer). False when one of them has
 * got a successor from another import meanwhile.
 */
async function writeBack(prisma: PrismaClient, importId: number, table: SqlTable, step: Step): Promise<boolean> {
  const [o, b] = [Prisma.sql`o`, Prisma.sql`b`];
  const names = table.columns.map((c) => c.name);
  const nullable = table.columns.find((c) => c.key && c.nullable);
  const taken = [false, ...(nullable ? [true] : [])].map(
    (wholeStore) => Prisma.sql`EXISTS (SELECT 1 FROM ${table.name} o WHERE ${sameKey(table, o, b, wholeStore)}
      AND o.import_id IS DISTINCT FROM ${importId} AND o.replaced_by IS DISTINCT FROM ${importId} AND ${countsOrTyped(o)})`,
  );
  for (let last = 0n; ;) {
    const [done] = await prisma.$queryRaw<[{ last: bigint | null; taken: boolean }]>`
      WITH alive AS MATERIALIZED (SELECT 1 FROM import WHERE id = ${importId} AND state = 'visible' FOR SHARE),
      chunk AS MATERIALIZED (SELECT c.id AS change_id, r.* FROM (SELECT c.id, c.before FROM import_change c, alive
          WHERE c.import_id = ${importId} AND c.id > ${last} AND c.fact = ${table.fact} AND c.before IS NOT NULL ORDER BY c.id LIMIT ${ROWS_AT_ONCE}) c
        CROSS JOIN LATERAL jsonb_populate_record(NULL::${table.name}, c.before) r),
      back AS (INSERT INTO ${table.name} (${Prisma.join(names, ", ")}, "row", import_id, replaced_by)
        SELECT ${Prisma.join(
          names.map((n) => Prisma.sql`b.${n}`),
          ", ",
        )}, b."row", b.import_id, ${importId}::int FROM chunk b)
      SELECT max(change_id) AS last, coalesce(bool_or(${Prisma.join(taken, " OR ")}), false) AS taken FROM chunk b`;
    if (done.taken) return false;
    if (done.last === null) return true;
    last = done.last;
    await step();
  }
}

/** Puts back what an import changed. Refused when a later import changed the same records, or said the same of some of them. */
export async function undo(prisma: PrismaClient, importId: number): Promise<{ readonly restored: number; readonly removed: number }> {
  const found = await prisma.import.findUnique({ where: { id: importId } });
  if (found === null || found.state !== "visible") {
    throw new UserError(
      "import-not-visible",
      found === null
        ? { en: `There is no import ${importId}.`, zh: `没有编号为 ${importId} 的导入。` }
        : {
            en: `Import ${importId} is ${found.state}, so there is nothing to undo.`,
            zh: `导入 ${importId} 的状态为 ${found.state}，没有可撤销的内容。`,
          },
    );
  }
  const fact = found.fact as FactKind;
  const turn = await Turn.take(prisma, scopeOf(fact, found.store_id), importId);
  const step = () => turn.keep();
  try {
    if (await replacedLater(prisma, importId)) throw changedSince(importId);
    const confirmedBy = await confirmedLater(prisma, importId);
    if (confirmedBy !== undefined) {
      throw new UserError(
        "import-confirmed-since",
        {
          en: `Import ${importId} cannot be undone: import ${confirmedBy} says the same of some of its records.`,
          zh: `导入 ${importId} 无法撤销：导入 ${confirmedBy} 也包含其中相同的记录。`,
        },
        { en: `Undo import ${confirmedBy} first.`, zh: `请先撤销导入 ${confirmedBy}。` },
      );
    }
    await settleVisible(prisma, importId, fact, step);
    // From here to the flip, a process that dies leaves hidden rows that `recover` deletes as replaced ones.
    await prisma.$executeRaw`UPDATE import SET swept = false WHERE id = ${importId}`;
    for (const table of await tablesOf(prisma, importId)) {
      if (await writeBack(prisma, importId, table, step)) continue;
      await dropReplaced(prisma, importId, step);
      await prisma.$executeRaw`UPDATE import SET swept = true WHERE id = ${importId}`;
      throw changedSince(importId);
    }
    await prisma.$transaction(async (tx) => {
      await turn.assert(tx);
      await tx.$executeRaw`UPDATE import SET state = 'undone' WHERE id = ${importId} AND state = 'visible'`;
    });
    return await settleUndone(prisma, importId, fact, step);
  } finally {
    await turn.giveBack();
  }
}
