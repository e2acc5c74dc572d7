import type { MeasureId } from "../../domain/kpi/measure.ts";
import { missing, type Text } from "../../domain/value.ts";
import { counted } from "../../domain/words/counted.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { counts } from "../imports/visible.ts";
import { knownKeys } from "./buckets.ts";
import { ofCosted } from "./cost-layers.ts";
import { type Column, type Reading, Sums, ZERO } from "./figures.ts";
import { ofAskedSkus, type Question, sqlKey } from "./question.ts";
import { keyNames, skuCode } from "./sales-lines.ts";
import { countDays, type KnownDays, knownDays } from "./spans.ts";
import { daysOf, readMoney, type Told, untoldSql, untoldText } from "./sql-money.ts";
import { nothingKnown } from "./words.ts";

export const RETURN_MEASURES = ["units-returned", "refunds"] as const satisfies readonly MeasureId[];

interface ReturnRow extends Told {
  readonly key: string;
  readonly store: number;
  readonly units: string;
  readonly rows: number;
  readonly refund: string | null;
  readonly refunds_known: number;
}

interface EventRow extends Told {
  readonly key: string;
  readonly store: number;
  readonly amount: string | null;
}

const REMEDY = { en: "import the returns report", zh: "请导入退货报告" };
const REFUND_REMEDY = { en: "import returns with refunds, or financial events", zh: "请导入带退款金额的退货报告或财务流水" };

/** Returns of a store with the currency that they are in: what the file leaves out is the store's own. */
const RETURNS = Prisma.sql`(SELECT r.store_id, r.sku_id, r.day, r.quantity, r.refund, coalesce(r.currency, s.currency) AS currency, r.import_id, r.replaced_by
  FROM "return" r JOIN store s ON s.id = r.store_id)`;

async function returnRows(prisma: PrismaClient, question: Question, from: string, to: string): Promise<ReturnRow[]> {
  const [r, day] = [Prisma.sql`r`, Prisma.sql`day`];
  const costed = await ofCosted(prisma, question, r);
  return readMoney<ReturnRow>(
    prisma,
    question,
    r,
    day,
    (money) => prisma.$queryRaw<ReturnRow[]>`
      SELECT ${skuCode(question, Prisma.sql`g.key`)} AS key, g.store, g.units, g.rows, g.refund, g.refunds_known, g.untold FROM (
        SELECT ${sqlKey(question, r, day)} AS key, r.store_id AS store, sum(r.quantity)::text AS units, count(*)::int AS rows,
          sum(${money.told(Prisma.sql`r.refund`)})::text AS refund, count(r.refund)::int AS refunds_known,
          ${untoldSql(r, day, money, Prisma.sql`r.refund <> 0`)} AS untold
        FROM ${RETURNS} r ${costed.join} ${money.join}
        WHERE r.store_id = ANY(${question.storeIds}::int[]) AND r.day BETWEEN ${from}::date AND ${to}::date ${ofAskedSkus(question, r)} ${costed.where} AND ${counts(r)}
        GROUP BY 1, 2) g`,
    daysOf(question),
  );
}

async function refundEvents(prisma: PrismaClient, question: Question, from: string, to: string): Promise<EventRow[]> {
  const [e, day] = [Prisma.sql`e`, Prisma.sql`day`];
  const costed = await ofCosted(prisma, question, e);
  return readMoney<EventRow>(
    prisma,
    question,
    e,
    day,
    (money) => prisma.$queryRaw<EventRow[]>`
      SELECT ${skuCode(question, Prisma.sql`g.key`)} AS key, g.store, g.amount, g.untold FROM (
        SELECT ${sqlKey(question, e, day)} AS key, e.store_id AS store, (-sum(${money.told(Prisma.sql`e.amount`)}))::text AS amount,
          ${untoldSql(e, day, money, Prisma.sql`e.amount <> 0`)} AS untold
        FROM financial_event e ${costed.join} ${money.join}
        WHERE e.store_id = ANY(${question.storeIds}::int[]) AND e.day BETWEEN ${from}::date AND ${to}::date AND e.type = 'refund'
          ${ofAskedSkus(question, e)} ${costed.where} AND ${counts(e)} AND ${question.by === "sku" ? Prisma.sql`e.sku_id IS NOT NULL` : Prisma.sql`TRUE`}
        GROUP BY 1, 2) g`,
    daysOf(question),
  );
}

function partly(question: Question, known: KnownDays, noun: Text): readonly Text[] {
  const [covered, of] = [countDays(known), question.stores.length * question.length];
  if (covered === 0 || covered >= of) return [];
  return [{ en: `${noun.en} are known on ${covered} of ${of} store-days`, zh: `${noun.zh}数据覆盖 ${of} 个店铺日中的 ${covered} 个` }];
}

/**
 * Units returned and money given back, by the day on which it happened. Refunds of a store come from its returns where these say any
 * money, else from its financial events of type `refund`; never from both.
 */
export async function readReturns(prisma: PrismaClient, question: Question, asked: ReadonlySet<MeasureId>): Promise<Reading> {
  const spans = await knownDays(prisma, question, ["returns", "financial-events"]);
  const returned = spans.get("returns")?.days ?? new Map<number, ReadonlySet<number>>();
  const booked = spans.get("financial-events")?.days ?? new Map<number, ReadonlySet<number>>();
  const { from, to } = question.days ?? { from: "", to: "" };
  const rows = question.days === null || countDays(returned) === 0 ? [] : await returnRows(prisma, question, from, to);
  const name = keyNames(question);
  const units = new Sums();
  const refunds = new Sums();
  const notes: Text[] = [];
  const sources = new Set<string>();
  for (const row of rows) units.at(name(row.key)).add(row.units, 1, 0);
  if (countDays(returned) > 0) sources.add("returns");

  // A store whose returns say no money at all is told by its events.
  const silent = new Set(
    question.stores
      .map((s) => s.id)
      .filter((id) => rows.some((r) => r.store === id) && rows.every((r) => r.store !== id || r.refunds_known === 0)),
  );
  const byEvents = new Set(
    question.stores
      .map((s) => s.id)
      .filter((id) => (booked.get(id)?.size ?? 0) > 0 && (silent.has(id) || (returned.get(id)?.size ?? 0) === 0)),
  );
  const known = new Map(question.stores.map((s) => [s.id, (byEvents.has(s.id) ? booked : returned).get(s.id) ?? new Set<number>()]));
  if (asked.has("refunds") && question.days !== null) {
    let unsaid = 0;
    for (const row of rows) {
      if (byEvents.has(row.store)) continue;
      const at = refunds.at(name(row.key));
      at.add(row.refund ?? 0, row.refunds_known, row.rows - row.refunds_known);
      if (row.untold !== null) at.broken ??= untoldText(question, row.untold);
      if (row.refunds_known > 0) unsaid += row.rows - row.refunds_known;
    }
    if (unsaid > 0) {
      notes.push({
        en: `${counted(unsaid, "return says", "returns say")} no refund and ${unsaid === 1 ? "is" : "are"} not in the sum`,
        zh: `${unsaid} 条退货没有退款金额，未计入合计`,
      });
    }
    if (byEvents.size > 0) {
      sources.add("financial-events");
      for (const row of await refundEvents(prisma, question, from, to)) {
        if (!byEvents.has(row.store)) continue;
        const at = refunds.at(name(row.key));
        at.add(row.amount ?? 0, 1, 0);
        if (row.untold !== null) at.broken ??= untoldText(question, row.untold);
      }
    }
    notes.push(...partly(question, known, { en: "refunds", zh: "退款" }));
  } else if (asked.has("units-returned")) notes.push(...partly(question, returned, { en: "returns", zh: "退货" }));

  const absentIn = (days: KnownDays, because: Text): Column["absent"] => {
    const keys = knownKeys(question, days);
    return (key) => ((question.by === "sku" ? countDays(days) > 0 : keys.has(key)) ? ZERO : missing(because));
  };
  const noReturns = nothingKnown(question, { en: "returns", zh: "退货" }, REMEDY);
  const noRefunds = nothingKnown(question, { en: "refunds", zh: "退款" }, REFUND_REMEDY);
  const measures: Partial<Record<MeasureId, Column>> = {};
  if (asked.has("units-returned")) measures["units-returned"] = units.column(noReturns, absentIn(returned, noReturns));
  if (asked.has("refunds")) {
    const unsaid = { en: `the returns do not say the money: ${REFUND_REMEDY.en}`, zh: `退货记录没有金额：${REFUND_REMEDY.zh}` };
    measures.refunds = refunds.column(unsaid, absentIn(known, noRefunds));
  }
  const newest = [spans.get("returns")?.newest ?? null, byEvents.size > 0 ? (spans.get("financial-events")?.newest ?? null) : null]
    .filter((d) => d !== null)
    .sort()
    .at(-1);
  return {
    measures,
    coverage: { covered: countDays(asked.has("refunds") ? known : returned), of: question.stores.length * question.length },
    sources: [...sources],
    newest: newest ?? null,
    notes,
  };
}
