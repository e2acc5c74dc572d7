import { CHAIN_LINKS, ACTION_STATES } from "../domain/retro/words.ts";
import type { AuditEntry } from "../ports/delivery.ts";
import type { Retro, RetroAction, RetroAnswer, RetroDecision, Retros } from "../ports/retros.ts";
import { auditRow } from "./audit.ts";
import type { Prisma, PrismaClient } from "./client/client.ts";
import { keptSaid } from "./retro-said.ts";
import { clean, dateOf, dateOrNull, dayOf, dayOrNull, json } from "./rows.ts";

type Place = { readonly platform: string; readonly channel: string };
type ActionRow = Prisma.RetroActionModel & { readonly retro: { readonly month: string } };
const WITH_MONTH = { retro: { select: { month: true } } } as const;

const retroOf = (row: Prisma.RetroModel): Retro => ({
  id: row.id,
  key: row.key,
  platform: row.platform,
  channel: row.channel,
  month: row.month,
  heldOn: dayOf(row.held_on),
  said: keptSaid(row.said, `retro ${row.id}`),
  simulated: row.simulated,
  postedAt: row.posted_at,
  frozenAt: row.frozen_at,
  frozenBy: row.frozen_by,
  revision: row.revision,
});

function oneOf<T extends string>(known: readonly T[], text: string, what: string): T {
  const found = known.find((k) => k === text);
  if (found === undefined) throw new Error(`${what} is "${text}", not one of ${known.join(", ")}`);
  return found;
}

const answerOf = ({ event, link, why, change, owner, revision, by, at }: Prisma.RetroAnswerModel): RetroAnswer => ({
  event,
  link: oneOf(CHAIN_LINKS, link, "link of a retro_answer"),
  why,
  change,
  owner,
  revision,
  by,
  at,
});

const decisionOf = ({ id, what, why, by, at }: Prisma.RetroDecisionModel): RetroDecision => ({ id, what, why, by, at });

const actionOf = (row: ActionRow): RetroAction => ({
  id: row.id,
  retro: row.retro_id,
  month: row.retro.month,
  what: row.what,
  owner: row.owner,
  due: dayOf(row.due),
  metric: row.metric,
  sku: row.sku,
  before: row.before?.toNumber() ?? null,
  expected: row.expected?.toNumber() ?? null,
  checkOn: dayOrNull(row.check_on),
  by: row.by,
  at: row.at,
  state: oneOf(ACTION_STATES, row.state, "state of a retro_action"),
  closedBy: row.closed_by,
  closedAt: row.closed_at,
});

/** What people add is written, counted and put into the audit in one step, or not at all. */
async function added(tx: Prisma.TransactionClient, retro: number, entry: AuditEntry): Promise<void> {
  await tx.retro.update({ where: { id: retro }, data: { revision: { increment: 1 } }, select: { id: true } });
  await tx.audit.create({ data: auditRow(entry) });
}

export function retros(prisma: PrismaClient): Retros {
  const at = ({ platform, channel }: Place, month: string) => ({ platform_channel_month: { platform, channel, month } });
  return {
    open: async ({ key, platform, channel, month, heldOn, said, simulated, postedAt }) => {
      await prisma.retro.createMany({
        data: { key, platform, channel, month, held_on: dateOf(heldOn), said: json(said), simulated, posted_at: postedAt },
        skipDuplicates: true,
      });
      return retroOf(await prisma.retro.findUniqueOrThrow({ where: at({ platform, channel }, month) }));
    },

    byId: async (id) => {
      const row = await prisma.retro.findUnique({ where: { id } });
      return row === null ? undefined : retroOf(row);
    },

    of: async (place, month) => {
      const row = await prisma.retro.findUnique({ where: at(place, month) });
      return row === null ? undefined : retroOf(row);
    },

    months: ({ platform, channel }, limit) =>
      prisma.retro.findMany({
        where: { platform, channel },
        select: { id: true, month: true, simulated: true },
        orderBy: { month: "desc" },
        take: limit,
      }),

    say: async (id, said) => {
      const { count } = await prisma.retro.updateMany({
        where: { id, frozen_at: null },
        data: { said: json(said), revision: { increment: 1 } },
      });
      return count === 1;
    },

    freeze: (id, by, when, entry) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.retro.updateMany({
          where: { id, frozen_at: null },
          data: { frozen_at: when, frozen_by: by, revision: { increment: 1 } },
        });
        if (count === 1) await tx.audit.create({ data: auditRow(entry) });
        return { first: count === 1, retro: retroOf(await tx.retro.findUniqueOrThrow({ where: { id } })) };
      }),

    entries: async (id) => {
      const [answers, decisions] = await Promise.all([
        prisma.retroAnswer.findMany({ where: { retro_id: id }, orderBy: [{ at: "asc" }, { event: "asc" }] }),
        prisma.retroDecision.findMany({ where: { retro_id: id }, orderBy: { id: "asc" } }),
      ]);
      return { answers: answers.map(answerOf), decisions: decisions.map(decisionOf) };
    },

    actions: async ({ platform, channel }, simulated) =>
      (
        await prisma.retroAction.findMany({
          where: { retro: { platform, channel, simulated } },
          include: WITH_MONTH,
          orderBy: { id: "asc" },
        })
      ).map(actionOf),

    action: async (id) => {
      const row = await prisma.retroAction.findUnique({ where: { id }, include: WITH_MONTH });
      return row === null ? undefined : actionOf(row);
    },

    answer: (retro, { event, link, owner, by, at: when, ...said }, over, entry) =>
      prisma.$transaction(async (tx) => {
        const words = { link, why: clean(said.why), change: clean(said.change), owner, by, at: when };
        const { count } =
          over === null
            ? await tx.retroAnswer.createMany({ data: { retro_id: retro, event, ...words }, skipDuplicates: true })
            : await tx.retroAnswer.updateMany({
                where: { retro_id: retro, event, revision: over },
                data: { ...words, revision: { increment: 1 } },
              });
        if (count === 1) await added(tx, retro, entry);
        const row = await tx.retroAnswer.findUniqueOrThrow({ where: { retro_id_event: { retro_id: retro, event } } });
        return { saved: count === 1, stands: answerOf(row) };
      }),

    decide: (retro, form, { what, why, by, at: when }, entry) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.retroDecision.createMany({
          data: { retro_id: retro, form, what: clean(what), why: clean(why), by, at: when },
          skipDuplicates: true,
        });
        if (count === 1) await added(tx, retro, entry);
        return decisionOf(await tx.retroDecision.findUniqueOrThrow({ where: { retro_id_form: { retro_id: retro, form } } }));
      }),

    takeOn: (retro, form, { what, due, checkOn, ...rest }, entry) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.retroAction.createMany({
          data: { retro_id: retro, form, what: clean(what), due: dateOf(due), check_on: dateOrNull(checkOn), ...rest },
          skipDuplicates: true,
        });
        if (count === 1) await added(tx, retro, entry);
        return actionOf(
          await tx.retroAction.findUniqueOrThrow({ where: { retro_id_form: { retro_id: retro, form } }, include: WITH_MONTH }),
        );
      }),

    close: (id, state, by, when, entry) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.retroAction.updateMany({
          where: { id, state: "open" },
          data: { state, closed_by: by, closed_at: when },
        });
        const row = await tx.retroAction.findUnique({ where: { id }, include: WITH_MONTH });
        if (row === null) return undefined;
        if (count === 1) await added(tx, row.retro_id, entry);
        return { first: count === 1, action: actionOf(row) };
      }),
  };
}
