import type { Day } from "../../domain/calendar/day.ts";
import { addDays, daysBetween } from "../../domain/calendar/day.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { loadRates, noRate, Rates, rateTable } from "./fx.ts";
import type { Question } from "./question.ts";
import type { Text } from "../../domain/value.ts";

/** What a query over money needs: the rates to join, and how an amount is told in the asked currency. */
export interface MoneySql {
  /** `LEFT JOIN …` on the row's currency and the day its money is of. */
  readonly join: Prisma.Sql;
  /** The amount in the asked currency; NULL where there is no rate. */
  readonly told: (amount: Prisma.Sql) => Prisma.Sql;
  /** Whether the row's money cannot be told. */
  readonly untold: Prisma.Sql;
}

function moneySql(question: Question, row: Prisma.Sql, day: Prisma.Sql, rates: Prisma.Sql): MoneySql {
  const own = Prisma.sql`${row}.currency = ${question.currency}`;
  return {
    join: Prisma.sql`LEFT JOIN ${rates} ON fx.day = ${row}.${day} AND fx.currency = ${row}.currency`,
    told: (amount) => Prisma.sql`CASE WHEN ${own} THEN ${amount} ELSE ${amount} * fx.rate END`,
    untold: Prisma.sql`(${row}.currency <> ${question.currency} AND fx.rate IS NULL)`,
  };
}

export interface Told {
  /** `EUR 2026-10-03`: the first row whose money cannot be told; null where all can. */
  readonly untold: string | null;
}

/** The exchange rates up to the asker's day, read once for an answer. */
export function ratesFor(prisma: PrismaClient, question: Question): Promise<Rates> {
  const read = () => loadRates(prisma, question.asOf);
  return question.answer === undefined ? read() : question.answer.once("exchange rates", read);
}

/** Rates by day as a table, looked up once for an answer. */
function ratesOf(prisma: PrismaClient, question: Question, days: readonly Day[]): Promise<Prisma.Sql> {
  const read = async () => {
    const rates = await ratesFor(prisma, question);
    return rateTable(rates, rates.currencies, days, question.currency);
  };
  return question.answer === undefined ? read() : question.answer.once(`rates ${days.join(" ")}`, read);
}

/**
 * Runs a query over money. Where all of it is in the asked currency no rates are needed: so it is asked without them first and, where that
 * leaves something untold, again with the rates of the days. `foreign`: that it will be left untold is known before.
 */
export async function readMoney<R extends Told>(
  prisma: PrismaClient,
  question: Question,
  row: Prisma.Sql,
  day: Prisma.Sql,
  run: (money: MoneySql) => Promise<R[]>,
  days: readonly Day[],
  foreign = question.stores.some((s) => s.currency !== question.currency),
): Promise<R[]> {
  if (!foreign) {
    const first = await run(moneySql(question, row, day, rateTable(new Rates([]), [], [], question.currency)));
    if (first.every((r) => r.untold === null)) return first;
  }
  return run(moneySql(question, row, day, await ratesOf(prisma, question, days)));
}

/** First row without a rate, for `Told.untold`. */
export function untoldSql(row: Prisma.Sql, day: Prisma.Sql, money: MoneySql, has: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`min(${row}.currency || ' ' || ${row}.${day}::text) FILTER (WHERE ${money.untold} AND ${has})`;
}

export function untoldText(question: Question, untold: string): Text {
  const [from = "", day = ""] = untold.split(" ");
  return noRate(from, question.currency, day as Day);
}

export function daysOf(question: Question): readonly Day[] {
  if (question.days === null) return [];
  const { from, to } = question.days;
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i));
}
