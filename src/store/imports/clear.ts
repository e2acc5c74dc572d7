import type { FactKind } from "../../domain/facts/facts.ts";
import { FACT_KINDS } from "../../domain/facts/facts.ts";
import type { PrismaClient } from "../client/client.ts";
import type { SqlTable } from "./table.ts";
import { TABLES } from "./tables.ts";

const ROWS_AT_ONCE = 2_000;
export type Step = () => Promise<void>;

/** Repeats a short statement until it finds nothing more; answers how many rows it met. */
async function untilNone(statement: () => Promise<number>, step: Step): Promise<number> {
  let all = 0;
  for (;;) {
    const rows = await statement();
    all += rows;
    if (rows < ROWS_AT_ONCE) return all;
    await step();
  }
}

/** Tables that an import wrote to, or whose rows it replaces. */
export async function tablesOf(prisma: PrismaClient, importId: number): Promise<readonly SqlTable[]> {
  const rows = await prisma.$queryRaw<{ fact: FactKind }[]>`
    SELECT fact FROM import WHERE id = ${importId} UNION SELECT fact FROM import_batch WHERE import_id = ${importId}`;
  const facts = new Set<FactKind>(rows.map((r) => r.fact));
  // An order takes the returns with it that came beside its lines, even when the new file has none.
  if (facts.has("order-lines")) facts.add("returns");
  return FACT_KINDS.filter((f) => facts.has(f)).map((f) => TABLES[f]);
}

/** Deletes the rows that a visible import has replaced. They do not count any more; the change log keeps what they said. */
export async function dropReplaced(prisma: PrismaClient, importId: number, step: Step): Promise<number> {
  let dropped = 0;
  for (const { name } of await tablesOf(prisma, importId)) {
    dropped += await untilNone(
      () =>
        prisma.$executeRaw`DELETE FROM ${name} WHERE id = ANY(ARRAY(SELECT id FROM ${name} WHERE replaced_by = ${importId} LIMIT ${ROWS_AT_ONCE}))`,
      step,
    );
  }
  return dropped;
}

/** Takes an import that does not count out of the tables: its rows go, and what it had replaced is free again. */
export async function clearRows(prisma: PrismaClient, importId: number, step: Step): Promise<{ restored: number; removed: number }> {
  let restored = 0;
  let removed = 0;
  for (const { name } of await tablesOf(prisma, importId)) {
    restored += await untilNone(
      () =>
        prisma.$executeRaw`UPDATE ${name} SET replaced_by = NULL WHERE id = ANY(ARRAY(SELECT id FROM ${name} WHERE replaced_by = ${importId} LIMIT ${ROWS_AT_ONCE}))`,
      step,
    );
    removed += await untilNone(
      () =>
        prisma.$executeRaw`DELETE FROM ${name} WHERE id = ANY(ARRAY(SELECT id FROM ${name} WHERE import_id = ${importId} LIMIT ${ROWS_AT_ONCE}))`,
      step,
    );
  }
  await untilNone(
    () =>
      prisma.$executeRaw`DELETE FROM sales_day WHERE id = ANY(ARRAY(SELECT id FROM sales_day WHERE import_id = ${importId} LIMIT ${ROWS_AT_ONCE}))`,
    step,
  );
  return { restored, removed };
}

export async function dropLog(prisma: PrismaClient, importId: number, step: Step): Promise<void> {
  await untilNone(
    () =>
      prisma.$executeRaw`DELETE FROM import_change WHERE id = ANY(ARRAY(SELECT id FROM import_change WHERE import_id = ${importId} LIMIT ${ROWS_AT_ONCE}))`,
    step,
  );
}

export async function markSwept(prisma: PrismaClient, importId: number): Promise<void> {
  await prisma.$executeRaw`UPDATE import SET swept = true WHERE id = ${importId}`;
}
