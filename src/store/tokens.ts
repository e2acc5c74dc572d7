import type { Tokens } from "../ports/delivery.ts";
import type { Random } from "../ports/system.ts";
import type { PrismaClient } from "./client/client.ts";
import { json } from "./rows.ts";

/** While `done_by` is null, `done_at` is the end of the lease of whoever is doing it. */
export function tokens(prisma: PrismaClient, random: Pick<Random, "token">): Tokens {
  return {
    issue: async (deeds, now) => {
      const rows = deeds.map((d) => ({
        token: random.token(),
        action: d.action,
        args: json(d.args),
        version: d.version,
        issued_at: now,
      }));
      if (rows.length > 0) await prisma.actionToken.createMany({ data: rows });
      return rows.map((r) => r.token);
    },
    look: async (token) => {
      const row = await prisma.actionToken.findUnique({ where: { token } });
      if (row === null) return undefined;
      return {
        action: row.action,
        args: row.args,
        version: row.version,
        doneBy: row.done_by,
        doneAt: row.done_by === null ? null : row.done_at,
      };
    },
    take: async (token, now, leaseMs) => {
      const { count } = await prisma.actionToken.updateMany({
        where: { token, done_by: null, OR: [{ done_at: null }, { done_at: { lte: now } }] },
        data: { done_at: new Date(now.getTime() + leaseMs) },
      });
      return count === 1;
    },
    release: async (token) => {
      await prisma.actionToken.updateMany({ where: { token, done_by: null }, data: { done_at: null } });
    },
    done: async (token, by, now) => {
      const { count } = await prisma.actionToken.updateMany({ where: { token, done_by: null }, data: { done_by: by, done_at: now } });
      return count === 1;
    },
  };
}
