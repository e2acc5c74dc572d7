import type { PrismaClient } from "../client/client.ts";
import { clearRows, dropLog, dropReplaced, markSwept, type Step, tablesOf } from "./clear.ts";
import { copyProducts, forgetProducts } from "./products.ts";
import { Prisma } from "../client/client.ts";

/** After an import became visible: products are copied, replaced rows deleted, the planner told how much there is now. */
export async function settleVisible(prisma: PrismaClient, importId: number, fact: string, step: Step): Promise<void> {
  if (fact === "products") await copyProducts(prisma, importId, step);
  await dropReplaced(prisma, importId, step);
  await markSwept(prisma, importId);
  // The embedded store has no autovacuum. The columns' statistics targets are small, so this takes some milliseconds.
  for (const { name } of await tablesOf(prisma, importId)) await prisma.$executeRaw`ANALYZE ${name}`;
  if (fact === "order-lines") await prisma.$executeRaw(Prisma.sql`ANALYZE sales_day`);
}

export async function settleFailed(prisma: PrismaClient, importId: number, step: Step): Promise<void> {
  await clearRows(prisma, importId, step);
  await dropLog(prisma, importId, step);
  await markSwept(prisma, importId);
}

export async function settleUndone(
  prisma: PrismaClient,
  importId: number,
  fact: string,
  step: Step,
): Promise<{ readonly restored: number; readonly removed: number }> {
  if (fact === "products") await forgetProducts(prisma, importId, step);
  const moved = await clearRows(prisma, importId, step);
  await markSwept(prisma, importId);
  return moved;
}
