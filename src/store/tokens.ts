import { keptMessage } from "../message/kept.ts";
import type { Language, Sealed } from "../message/message.ts";
import type { TokenPlace, Tokens } from "../ports/delivery.ts";
import type { Random } from "../ports/system.ts";
import { auditRow } from "./audit.ts";
import type { Prisma, PrismaClient } from "./client/client.ts";
import { json } from "./rows.ts";

type Row = Prisma.ActionTokenModel;
type Sibling = Pick<Row, "token" | "place" | "nth" | "done_by" | "done_at">;
const SIBLING = { token: true, place: true, nth: true, done_by: true, done_at: true } as const;
type Kept = Prisma.ShownMessageModel & { readonly tokens: readonly Sibling[] };

const placeOf = ({ place, nth }: Pick<Row, "place" | "nth">): TokenPlace => ({ kind: place === "form" ? "form" : "button", at: nth });

function sealedOf(kept: Kept): Sealed {
  const of = (place: string) => kept.tokens.filter((t) => t.place === place);
  const buttons = new Map(of("button").map((t) => [t.nth, t.token]));
  const message = keptMessage(kept.message, `the shown message ${kept.id}`);
  return {
    message,
    buttonTokens: message.actions.map((_, i) => buttons.get(i) ?? ""),
    formTokens: Object.fromEntries(of("form").map((t) => [t.nth, t.token])),
    lang: kept.lang as Language,
  };
}

/** While `done_by` is null, `done_at` is the end of the lease of whoever is doing it. */
export function tokens(prisma: PrismaClient, random: Pick<Random, "token">): Tokens {
  return {
    issue: async (deeds, shown, now) => {
      if (deeds.length === 0) return [];
      const id = random.token();
      const rows = deeds.map((d) => ({
        token: random.token(),
        action: d.action,
        args: json(d.args),
        version: d.version,
        issued_at: now,
        place: d.place.kind,
        nth: d.place.at,
        shown_id: id,
      }));
      await prisma.$transaction([
        prisma.shownMessage.create({ data: { id, message: json(shown.message), lang: shown.lang, issued_at: now } }),
        prisma.actionToken.createMany({ data: rows }),
      ]);
      return rows.map((r) => r.token);
    },
    look: async (token) => {
      const row = await prisma.actionToken.findUnique({
        where: { token },
        include: { shown: { include: { tokens: { select: SIBLING } } } },
      });
      // A token of before messages were kept with them is too old to press.
      if (row?.shown == null) return undefined;
      return {
        action: row.action,
        args: row.args,
        version: row.version,
        doneBy: row.done_by,
        doneAt: row.done_by === null ? null : row.done_at,
        place: placeOf(row),
        shown: sealedOf(row.shown),
        decided: row.shown.tokens.flatMap((t) =>
          t.done_by === null || t.done_at === null ? [] : [{ place: placeOf(t), by: t.done_by, at: t.done_at }],
        ),
      };
    },
    take: async (token, now, leaseMs, gesture) => {
      const free = [{ done_at: null }, { done_at: { lte: now } }, ...(gesture === undefined ? [] : [{ held_for: gesture }])];
      const { count } = await prisma.actionToken.updateMany({
        where: { token, done_by: null, OR: free },
        data: { done_at: new Date(now.getTime() + leaseMs), held_for: gesture ?? null },
      });
      return count === 1;
    },
    release: async (token) => {
      await prisma.actionToken.updateMany({ where: { token, done_by: null }, data: { done_at: null, held_for: null } });
    },
    done: async (token, by, now, entry) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.actionToken.updateMany({
          where: { token, done_by: null },
          data: { done_by: by, done_at: now, held_for: null },
        });
        if (count === 1 && entry !== null) await tx.audit.create({ data: auditRow(entry) });
        return count === 1;
      }),
    forget: async (before) => {
      // Their tokens go with them; those of before messages were kept have none.
      const { count } = await prisma.shownMessage.deleteMany({ where: { issued_at: { lt: before } } });
      await prisma.actionToken.deleteMany({ where: { shown_id: null, issued_at: { lt: before } } });
      return count;
    },
  };
}
