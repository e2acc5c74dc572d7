import type { Audit } from "../ports/delivery.ts";
import type { PrismaClient } from "./client/client.ts";
import { clean, json } from "./rows.ts";

export function audit(prisma: PrismaClient): Audit {
  return {
    record: async ({ at, by, what, on, details }) => {
      await prisma.audit.create({ data: { at, by, what, on: clean(on), details: json(details) } });
    },
  };
}
