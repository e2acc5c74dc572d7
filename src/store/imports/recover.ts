import type { FactKind } from "../../domain/facts/facts.ts";
import type { PrismaClient } from "../client/client.ts";
import { settleFailed, settleUndone, settleVisible } from "./aftermath.ts";
import { scopeOf } from "./publish.ts";
import { Turn } from "./turn.ts";

/** An import beats every ten seconds while its file is read. */
const DEAD_AFTER_MS = 120_000;

/**
 * Clears what killed imports left, and finishes what killed processes had begun. `running` are this process's own; `all` takes every
 * other one for dead, however fresh its beat is. Answers how many imports were cleared.
 */
export async function recover(prisma: PrismaClient, running: ReadonlySet<number>, all: boolean): Promise<number> {
  const mine = [...running];
  // Nobody else has a turn either, then.
  if (all) await prisma.importTurn.deleteMany({ where: { import_id: { notIn: mine } } });
  await prisma.$executeRaw`
    UPDATE import SET state = 'failed', error = 'its process ended before it was done'
    WHERE state = 'staging' AND id <> ALL(${mine}::int[]) AND (${all} OR beat_at < clock_timestamp() - ${DEAD_AFTER_MS} * interval '1 millisecond')`;
  const unfinished = await prisma.import.findMany({
    where: { swept: false, state: { in: ["visible", "failed", "undone"] }, id: { notIn: mine } },
    orderBy: { id: "asc" },
    select: { id: true, fact: true, store_id: true, state: true },
  });
  let cleared = 0;
  for (const found of unfinished) {
    const fact = found.fact as FactKind;
    // Somebody is at it: next time.
    const turn = await Turn.attempt(prisma, scopeOf(fact, found.store_id), found.id);
    if (turn === undefined) continue;
    const step = () => turn.keep();
    try {
      if (found.state === "visible") await settleVisible(prisma, found.id, fact, step);
      else if (found.state === "undone") await settleUndone(prisma, found.id, fact, step);
      else {
        await settleFailed(prisma, found.id, step);
        cleared++;
      }
    } finally {
      await turn.giveBack();
    }
  }
  return cleared;
}
