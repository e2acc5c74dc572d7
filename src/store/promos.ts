import { DATE_SOURCES, PROGRAMMES, PROMO_STATES, type Promo, type PromoEntry, type PromoFrame } from "../domain/promo/types.ts";
import { plannedEvent } from "../domain/promo/planned-event.ts";
import { standingOf } from "../domain/promo/standing.ts";
import { refuseTwin } from "../domain/promo/twin.ts";
import type { AuditEntry } from "../ports/delivery.ts";
import type { SkuInfo } from "../ports/company.ts";
import type { PromoEvent, Promos } from "../ports/promos.ts";
import { auditRow } from "./audit.ts";
import { Prisma, type PrismaClient } from "./client/client.ts";
import { known } from "./imports/visible.ts";
import { promoCodes, promoHours } from "./promo-hours.ts";
import { keptNote } from "./promo-notes.ts";
import { clean, dateOf, dateOrNull, dayOf, dayOrNull, json } from "./rows.ts";

function oneOf<T extends string>(known: readonly T[], text: string, what: string): T {
  const found = known.find((k) => k === text);
  if (found === undefined) throw new Error(`${what} is "${text}", not one of ${known.join(", ")}`);
  return found;
}

function promoOf(row: Prisma.PromoModel): Promo {
  const [from, to] = [dayOrNull(row.past_from), dayOrNull(row.past_to)];
  return {
    id: row.id,
    name: row.name,
    event: row.event,
    stores: row.stores,
    programme: oneOf(PROGRAMMES, row.programme, "programme of a promo"),
    from: dayOf(row.from_day),
    to: dayOf(row.to_day),
    signUpBy: dayOrNull(row.sign_up_by),
    inboundBy: dayOf(row.inbound_by),
    inboundSource: oneOf(DATE_SOURCES, row.inbound_source, "inbound_source of a promo"),
    past: from === null || to === null ? null : { from, to },
    skus: row.skus,
    state: oneOf(PROMO_STATES, row.state, "state of a promo"),
    revision: row.revision,
    by: row.by,
    at: row.at,
  };
}

const entryOf = (row: Prisma.PromoEntryModel): PromoEntry => ({
  id: row.id,
  promo: row.promo_id,
  note: keptNote(row.kind, row.note, `promo_entry ${row.id}`),
  by: row.by,
  at: row.at,
});

/** The columns of what is said of a frame; what is not said is left as it is. */
const columns = (f: Partial<PromoFrame>) => ({
  ...(f.name !== undefined && { name: clean(f.name) }),
  ...(f.event !== undefined && { event: clean(f.event) }),
  ...(f.stores !== undefined && { stores: [...f.stores] }),
  ...(f.programme !== undefined && { programme: f.programme }),
  ...(f.from !== undefined && { from_day: dateOf(f.from) }),
  ...(f.to !== undefined && { to_day: dateOf(f.to) }),
  ...(f.signUpBy !== undefined && { sign_up_by: dateOrNull(f.signUpBy) }),
  ...(f.inboundBy !== undefined && { inbound_by: dateOf(f.inboundBy) }),
  ...(f.inboundSource !== undefined && { inbound_source: f.inboundSource }),
  ...(f.past !== undefined && { past_from: dateOrNull(f.past?.from ?? null), past_to: dateOrNull(f.past?.to ?? null) }),
  ...(f.skus !== undefined && { skus: [...f.skus] }),
});

/** What is added is written, counted and put into the audit in one step, or not at all. */
async function counted(tx: Prisma.TransactionClient, promo: number, entry: AuditEntry): Promise<void> {
  await tx.promo.update({ where: { id: promo }, data: { revision: { increment: 1 } }, select: { id: true } });
  await tx.audit.create({ data: auditRow(entry) });
}

/** One person after the other, so that of two who declare the same at once the second is told. */
const LOCK = 7_706_301;
const inTurn = (tx: Prisma.TransactionClient): Promise<number> => tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;

/** Refused, and with it all that was written, where the same promotion stands already. */
async function unique(tx: Prisma.TransactionClient, promo: Promo): Promise<Promo> {
  const others = await tx.promo.findMany({ where: { id: { not: promo.id }, state: "open" }, orderBy: { id: "asc" } });
  refuseTwin(promo, others.map(promoOf));
  return promo;
}

const eventsOf = (promo: Promo, entries: readonly PromoEntry[], sku: string | undefined): PromoEvent[] =>
  (standingOf(entries).quantities?.note.lines ?? [])
    .filter((l) => sku === undefined || l.sku === sku)
    .map((l) => ({ sku: l.sku, warehouse: l.warehouse, event: plannedEvent(promo, l) }));

export function promos(prisma: PrismaClient): Promos {
  return {
    declare: (frame, form, by, at, entry) =>
      prisma.$transaction(async (tx) => {
        await inTurn(tx);
        const { count } = await tx.promo.createMany({
          data: {
            form,
            by,
            at,
            name: clean(frame.name),
            event: clean(frame.event),
            stores: [...frame.stores],
            programme: frame.programme,
            from_day: dateOf(frame.from),
            to_day: dateOf(frame.to),
            sign_up_by: dateOrNull(frame.signUpBy),
            inbound_by: dateOf(frame.inboundBy),
            inbound_source: frame.inboundSource,
            past_from: dateOrNull(frame.past?.from ?? null),
            past_to: dateOrNull(frame.past?.to ?? null),
            skus: [...frame.skus],
          },
          skipDuplicates: true,
        });
        const promo = promoOf(await tx.promo.findUniqueOrThrow({ where: { form } }));
        if (count === 0) return promo;
        await tx.audit.create({ data: auditRow(entry) });
        return unique(tx, promo);
      }),

    change: (id, { state, ...frame }, over, entry) =>
      prisma.$transaction(async (tx) => {
        await inTurn(tx);
        const { count } = await tx.promo.updateMany({
          where: { id, revision: over },
          data: { ...columns(frame), ...(state !== undefined && { state }), revision: { increment: 1 } },
        });
        if (count === 0) return undefined;
        await tx.audit.create({ data: auditRow(entry) });
        const promo = promoOf(await tx.promo.findUniqueOrThrow({ where: { id } }));
        // What is only closed or called off is no promotion once more.
        return promo.state === "open" ? unique(tx, promo) : promo;
      }),

    byId: async (id) => {
      const row = await prisma.promo.findUnique({ where: { id } });
      return row === null ? undefined : promoOf(row);
    },

    all: async () => (await prisma.promo.findMany({ orderBy: [{ from_day: "desc" }, { id: "desc" }] })).map(promoOf),

    entries: async (id) => (await prisma.promoEntry.findMany({ where: { promo_id: id }, orderBy: { id: "asc" } })).map(entryOf),

    add: (id, form, { kind, ...note }, by, at, entry) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.promoEntry.createMany({
          data: { promo_id: id, form, kind, note: json(note), by, at },
          skipDuplicates: true,
        });
        if (count === 1) await counted(tx, id, entry);
        return entryOf(await tx.promoEntry.findUniqueOrThrow({ where: { promo_id_form: { promo_id: id, form } } }));
      }),

    events: async (asOf, sku) => {
      const rows = await prisma.promo.findMany({
        where: { state: "open", to_day: { gte: dateOf(asOf) } },
        include: { entries: { orderBy: { id: "asc" } } },
        orderBy: { id: "asc" },
      });
      return rows.flatMap(({ entries, ...row }) => eventsOf(promoOf(row), entries.map(entryOf), sku));
    },

    hours: (query) => promoHours(prisma, query),

    codes: (query) => promoCodes(prisma, query),

    skus: () => prisma.$queryRaw<SkuInfo[]>`
      SELECT s.code AS sku, s.title, s.category, s.role, s.active, s.simulated FROM sku s WHERE ${known(Prisma.sql`s`)} ORDER BY s.code`,
  };
}
