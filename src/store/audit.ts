import type { Audit, AuditEntry } from "../ports/delivery.ts";
import type { PrismaClient } from "./client/client.ts";
import { clean, json } from "./rows.ts";

export const auditRow = ({ at, by, what, on, details }: AuditEntry) => ({ at, by, what, on: clean(on), details: json(details) });

export function audit(prisma: PrismaClient): Audit {
  return {
    record: async (entry) => {
      await prisma.audit.create({ data: auditRow(entry) });
    },
    recent: async (limit) =>
      (await prisma.audit.findMany({ orderBy: { id: "desc" }, take: limit })).map(({ at, by, what, on, details }) => ({
        at,
        by,
        what,
        on,
        details: details as AuditEntry["details"],
      })),
  };
}
