import type { Day } from "../../domain/calendar/day.ts";
import type { PrismaClient } from "../client/client.ts";
import { Prisma } from "../client/client.ts";
import { countsOrTyped } from "../imports/visible.ts";

/** Units of `to` for one unit of `from`, or null where no rate leads there. */
export type Rates = (from: string, to: string) => number | null;

/** The newest rates on or before a day: direct, the other way round, or through one currency that both know. */
export async function ratesOn(prisma: PrismaClient, day: Day): Promise<Rates> {
  const rows = await prisma.$queryRaw<{ base: string; quote: string; rate: number }[]>`
    SELECT DISTINCT ON (f.base, f.quote) f.base, f.quote, f.rate::float8 AS rate FROM fx_rate f
    WHERE f.day <= ${day}::date AND ${countsOrTyped(Prisma.sql`f`)} ORDER BY f.base, f.quote, f.day DESC, f.id DESC`;
  const direct = new Map<string, number>();
  const neighbours = new Map<string, Set<string>>();
  const meet = (a: string, b: string): void => {
    const mine = neighbours.get(a) ?? new Set();
    neighbours.set(a, mine.add(b));
  };
  for (const { base, quote, rate } of rows) {
    direct.set(`${base}>${quote}`, rate);
    meet(base, quote);
    meet(quote, base);
  }
  const step = (from: string, to: string): number | null => {
    const there = direct.get(`${from}>${to}`);
    const back = direct.get(`${to}>${from}`);
    return there ?? (back === undefined ? null : 1 / back);
  };
  return (from, to) => {
    if (from === to) return 1;
    const straight = step(from, to);
    if (straight !== null) return straight;
    for (const via of neighbours.get(from) ?? []) {
      const [a, b] = [step(from, via), step(via, to)];
      if (a !== null && b !== null) return a * b;
    }
    return null;
  };
}
