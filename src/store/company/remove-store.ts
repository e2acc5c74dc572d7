import type { StoreRemoval } from "../../ports/company.ts";
import type { PrismaClient } from "../client/client.ts";
import { factsOf, forgetPlaces, drain } from "./simulated.ts";

/**
 * Takes a store out. With facts only where that is asked for: they vanish in the first step, which undoes its imports; the rest clears up in
 * batches and, when it is interrupted, is finished by the next call. SKUs stay: other stores may sell them.
 */
export async function removeStore(prisma: PrismaClient, code: string, withFacts: boolean): Promise<StoreRemoval> {
  const store = await prisma.store.findUnique({ where: { code } });
  if (store === null) return { kind: "unknown" };
  const imports = await prisma.import.findMany({ where: { store_id: store.id }, select: { id: true, state: true, accepted: true } });
  if (imports.some((i) => i.state === "staging")) return { kind: "busy" };
  const visible = imports.filter((i) => i.state === "visible");
  if (visible.length > 0 && !withFacts) return { kind: "has-facts", imports: visible.length };

  const ids = imports.map((i) => i.id);
  await prisma.import.updateMany({ where: { id: { in: ids }, state: "visible" }, data: { state: "undone" } });
  for (const step of factsOf(prisma, ids)) await drain(step);
  await prisma.sku.updateMany({ where: { import_id: { in: ids } }, data: { import_id: null } });
  await prisma.listing.updateMany({ where: { import_id: { in: ids } }, data: { import_id: null } });
  await forgetPlaces(prisma, [code]);
  await prisma.store.delete({ where: { id: store.id } });
  await prisma.import.deleteMany({ where: { id: { in: ids } } });
  return { kind: "removed", imports: visible.length };
}
