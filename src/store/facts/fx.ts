import { Decimal } from "decimal.js";
import type { Day } from "../../domain/calendar/day.ts";
import type { Text } from "../../domain/value.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { countsOrTyped } from "../imports/visible.ts";

export interface Rate {
  readonly day: Day;
  readonly base: string;
  readonly quote: string;
  readonly rate: Decimal;
}

/** What one currency costs in another: `rate` units of `to` for one of `from`, as it was known on a day. */
interface Known {
  readonly rate: Decimal;
  readonly day: Day;
}

/** Rates of some pairs, to be asked by day. */
export class Rates {
  readonly #pairs = new Map<string, readonly Rate[]>();
  readonly currencies: readonly string[];

  constructor(rates: readonly Rate[]) {
    const pairs = new Map<string, Rate[]>();
    for (const r of rates) {
      const key = `${r.base}/${r.quote}`;
      const list = pairs.get(key);
      if (list === undefined) pairs.set(key, [r]);
      else list.push(r);
    }
    for (const [key, list] of pairs)
      this.#pairs.set(
        key,
        list.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
      );
    this.currencies = [...new Set(rates.flatMap((r) => [r.base, r.quote]))].sort();
  }

  /** The newest on or before the day. */
  #written(base: string, quote: string, day: Day): Rate | undefined {
    const list = this.#pairs.get(`${base}/${quote}`) ?? [];
    let low = 0;
    let high = list.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if ((list[mid]?.day ?? "") <= day) low = mid + 1;
      else high = mid;
    }
    return list[low - 1];
  }

  /** As written or turned round, whichever is newer. */
  #direct(from: string, to: string, day: Day): Known | undefined {
    const there = this.#written(from, to, day);
    const back = this.#written(to, from, day);
    if (there !== undefined && (back === undefined || there.day >= back.day)) return { rate: there.rate, day: there.day };
    return back === undefined || back.rate.isZero() ? undefined : { rate: new Decimal(1).div(back.rate), day: back.day };
  }

  /**
   * Latest rate on or before a day: the pair itself, else through one third currency (the one whose older leg is newest).
   * undefined where there is none; never 1.
   */
  on(day: Day, from: string, to: string): Decimal | undefined {
    if (from === to) return new Decimal(1);
    const direct = this.#direct(from, to, day);
    if (direct !== undefined) return direct.rate;
    let best: Known | undefined;
    for (const via of this.currencies) {
      if (via === from || via === to) continue;
      const [first, second] = [this.#direct(from, via, day), this.#direct(via, to, day)];
      if (first === undefined || second === undefined) continue;
      const older = first.day < second.day ? first.day : second.day;
      if (best === undefined || older > best.day) best = { rate: first.rate.times(second.rate), day: older };
    }
    return best?.rate;
  }
}

export async function loadRates(prisma: PrismaClient, upTo: Day): Promise<Rates> {
  const r = Prisma.sql`r`;
  const rows = await prisma.$queryRaw<{ day: string; base: string; quote: string; rate: string }[]>`
    SELECT r.day::text AS day, r.base, r.quote, r.rate::text AS rate FROM fx_rate r WHERE r.day <= ${upTo}::date AND ${countsOrTyped(r)} ORDER BY r.id`;
  return new Rates(rows.map((row) => ({ day: row.day as Day, base: row.base, quote: row.quote, rate: new Decimal(row.rate) })));
}

export function noRate(from: string, to: string, day: Day): Text {
  return {
    en: `no exchange rate ${from}→${to} on or before ${day}: add one with \`npm run purser -- fx set\` or import an fx file`,
    zh: `缺少 ${day} 当日或之前的 ${from}→${to} 汇率：请用 npm run purser -- fx set 录入，或导入 fx 文件`,
  };
}

/** A row of rates for SQL: what each day's money of each currency is worth. Days without a rate are left out. */
export function rateTable(rates: Rates, currencies: readonly string[], days: readonly Day[], to: string): Prisma.Sql {
  const rows = currencies.flatMap((currency) =>
    days.flatMap((day) => {
      const rate = rates.on(day, currency, to);
      return rate === undefined ? [] : [{ day, currency, rate: rate.toFixed(18) }];
    }),
  );
  return Prisma.sql`unnest(${arrayLiteral(rows.map((r) => r.day))}::date[], ${arrayLiteral(rows.map((r) => r.currency))}::text[],
    ${arrayLiteral(rows.map((r) => r.rate))}::numeric[]) AS fx (day, currency, rate)`;
}
