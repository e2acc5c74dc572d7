import { type Day, addDays, daysBetween, earlier, monthOf } from "../../domain/calendar/day.ts";
import type { MeasureQuery, Split } from "../../domain/kpi/measure.ts";
import { UserError } from "../../domain/user-error.ts";
import { roleWord } from "../../domain/words/roles.ts";
import type { PrismaClient } from "../client/client.ts";
import { Prisma } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import type { Kept } from "./kept.ts";

export interface AskedStore {
  readonly id: number;
  readonly code: string;
  readonly currency: string;
}

/** A measure query with the store's numbers for its names, cut at `asOf`. */
export interface Question {
  readonly stores: readonly AskedStore[];
  readonly storeIds: string;
  /** null: the period lies after `asOf`, so nothing can be known. */
  readonly days: { readonly from: Day; readonly to: Day } | null;
  /** Days of the period, future ones included. */
  readonly length: number;
  readonly by: Split | null;
  readonly sku: number | null;
  readonly category: string | null;
  /** What products files write for the asked role, in lower case; absent or null = any role. */
  readonly roles?: string | null;
  readonly currency: string;
  readonly maturityDays: number | null;
  readonly badStars?: number;
  readonly dispatchDays?: number;
  /** Only SKUs with a purchase cost on the day of the row; rows without a SKU stay. */
  readonly costed?: true;
  readonly asOf: Day;
  /** What rests on imports alone, as long as none is shown or undone. */
  readonly facts?: Kept;
  /** What one answer needs several times. */
  readonly answer?: Kept;
}

/** Under which key a store-day is told. "" is the whole. */
export function keyOf(question: Question, store: AskedStore, day: Day): string {
  switch (question.by) {
    case "store":
      return store.code;
    case "day":
      return day;
    case "month":
      return monthOf(day);
    case "sku":
    case null:
      return "";
  }
}

/** Keys that the answer has whether or not anything is known of them; SKUs are not among them. */
export function keysOf(question: Question): readonly string[] {
  if (question.days === null) return question.by === null ? [""] : question.by === "store" ? question.stores.map((s) => s.code) : [];
  const { from, to } = question.days;
  const all = Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i));
  switch (question.by) {
    case "store":
      return question.stores.map((s) => s.code);
    case "day":
      return all;
    case "month":
      return [...new Set(all.map(monthOf))];
    case "sku":
      return [];
    case null:
      return [""];
  }
}

/** The key as SQL, over a row with store_id, sku_id and a day. Stores and SKUs come out as the store's numbers. */
export function sqlKey(question: Question, row: Prisma.Sql, day: Prisma.Sql): Prisma.Sql {
  switch (question.by) {
    case "store":
      return Prisma.sql`${row}.store_id::text`;
    case "sku":
      return Prisma.sql`${row}.sku_id::text`;
    case "day":
      return Prisma.sql`${row}.${day}::text`;
    case "month":
      return Prisma.sql`to_char(${row}.${day}, 'YYYY-MM')`;
    case null:
      return Prisma.sql`''::text`;
  }
}

/** The key as it lies in the row: to group thousands of rows by a text takes twice as long. `toldKey` makes the text of what is left. */
export function rawKey(question: Question, row: Prisma.Sql, day: Prisma.Sql): Prisma.Sql {
  switch (question.by) {
    case "store":
      return Prisma.sql`${row}.store_id`;
    case "sku":
      return Prisma.sql`${row}.sku_id`;
    case "day":
      return Prisma.sql`${row}.${day}`;
    case "month":
      return Prisma.sql`date_trunc('month', ${row}.${day}::timestamp)::date`;
    case null:
      return Prisma.sql`0`;
  }
}

/** A raw key out of a text, for rows that are joined to chosen reports. */
export function rawKeyOf(question: Question, text: Prisma.Sql): Prisma.Sql {
  switch (question.by) {
    case "store":
    case "sku":
      return Prisma.sql`${text}::int`;
    case "day":
      return Prisma.sql`${text}::date`;
    case "month":
      return Prisma.sql`(${text} || '-01')::date`;
    case null:
      return Prisma.sql`0`;
  }
}

/** A raw key as it leaves SQL: as `sqlKey` writes it, and SKUs by their codes. */
export function toldKey(question: Question, key: Prisma.Sql): Prisma.Sql {
  switch (question.by) {
    case "store":
    case "day":
      return Prisma.sql`${key}::text`;
    case "sku":
      return Prisma.sql`(SELECT s.code FROM sku s WHERE s.id = ${key})`;
    case "month":
      return Prisma.sql`to_char(${key}, 'YYYY-MM')`;
    case null:
      return Prisma.sql`''::text`;
  }
}

/** `AND …` over a row of the table `sku` that keeps the asked ones. */
export function askedSkus(question: Question, sku: Prisma.Sql): Prisma.Sql {
  if (question.sku !== null) return Prisma.sql`AND ${sku}.id = ${question.sku}`;
  const category = question.category === null ? Prisma.empty : Prisma.sql`AND ${sku}.category = ${question.category}`;
  const role = question.roles == null ? Prisma.empty : Prisma.sql`AND lower(${sku}.role) = ANY(${question.roles}::text[])`;
  return Prisma.sql`${category} ${role}`;
}

/** `AND …` that keeps the asked SKUs; without a filter everything, rows of the whole store excepted. */
export function ofAskedSkus(question: Question, row: Prisma.Sql): Prisma.Sql {
  if (question.sku !== null) return Prisma.sql`AND ${row}.sku_id = ${question.sku}`;
  if (!ofGroup(question)) return Prisma.empty;
  const c = Prisma.sql`c`;
  return Prisma.sql`AND ${row}.sku_id IN (SELECT c.id FROM sku c WHERE TRUE ${askedSkus(question, c)})`;
}

/** Whether several SKUs are asked for by what they have in common. */
export const ofGroup = (question: Question) => question.sku === null && (question.category !== null || question.roles != null);

/** Whether only SKUs can answer, and no row of the whole store. */
export const bySku = (question: Question) => question.by === "sku" || question.sku !== null || ofGroup(question);

function unknownStore(code: string, known: readonly string[]): UserError {
  return new UserError(
    "unknown-store",
    { en: `There is no store called "${code}".`, zh: `没有编码为“${code}”的店铺。` },
    { en: `Stores: ${known.join(", ") || "none yet"}.`, zh: `现有店铺：${known.join("、") || "暂无"}。` },
  );
}

export async function resolve(prisma: PrismaClient, query: MeasureQuery, kept: Pick<Question, "facts" | "answer"> = {}): Promise<Question> {
  const { scope, period } = query;
  const rows = await prisma.$queryRaw<{ id: number; code: string; currency: string; country: string }[]>`
    SELECT id, code, currency, country FROM store ORDER BY code`;
  const asked = new Set(scope.stores);
  for (const code of asked)
    if (!rows.some((r) => r.code === code))
      throw unknownStore(
        code,
        rows.map((r) => r.code),
      );
  const stores = rows.filter((r) => asked.has(r.code) && (scope.country === undefined || r.country === scope.country));
  let sku: number | null = null;
  if (scope.sku !== undefined) {
    const found = await prisma.sku.findUnique({ where: { code: scope.sku }, select: { id: true } });
    if (found === null) throw new UserError("unknown-sku", { en: `There is no SKU "${scope.sku}".`, zh: `没有 SKU“${scope.sku}”。` });
    sku = found.id;
  }
  const to = earlier(period.to, query.asOf);
  return {
    stores,
    storeIds: arrayLiteral(stores.map((s) => s.id)),
    days: to < period.from || stores.length === 0 ? null : { from: period.from, to },
    length: daysBetween(period.from, period.to) + 1,
    by: query.by ?? null,
    sku,
    category: scope.category ?? null,
    roles: scope.role === undefined ? null : arrayLiteral(roleWord(scope.role).spellings.map((w) => w.toLowerCase())),
    currency: query.currency,
    maturityDays: query.maturityDays ?? null,
    ...(query.badStars !== undefined && { badStars: query.badStars }),
    ...(query.dispatchDays !== undefined && { dispatchDays: query.dispatchDays }),
    asOf: query.asOf,
    ...kept,
  };
}
