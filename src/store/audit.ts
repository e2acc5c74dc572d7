import type { Audit, AuditEntry } from "../ports/delivery.ts";
import type { Audit as Row, PrismaClient } from "./client/client.ts";
import { clean, json } from "./rows.ts";

export const auditRow = ({ at, by, what, on, details }: AuditEntry) => ({ at, by, what, on: clean(on), details: json(details) });

const entryOf = ({ at, by, what, on, details }: Row): AuditEntry => ({ at, by, what, on, details: details as AuditEntry["details"] });

export function audit(prisma: PrismaClient): Audit {
  return {
    record: async (entry) => {
      await prisma.audit.create({ data: auditRow(entry) });
    },
    recent: async (limit) => (await prisma.audit.findMany({ orderBy: { id: "desc" }, take: limit })).map(entryOf),
    last: async (what, on) => {
      const found = await prisma.audit.findFirst({ where: { what, on: clean(on) }, orderBy: { id: "desc" } });
      return found === null ? undefined : entryOf(found);
    },
  };
}
