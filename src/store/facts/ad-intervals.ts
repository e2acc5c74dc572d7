import { addDays, type Day, dayNumber } from "../../domain/calendar/day.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts } from "../imports/visible.ts";
import { together } from "./ad-levels.ts";
import { bucketsOf } from "./buckets.ts";
import { bySku, keyOf, type Question } from "./question.ts";
import type { KnownDays } from "./spans.ts";
import { type Interval, tile } from "./tile.ts";

/** Reports of advertising over more days than this are not looked for. */
const LONGEST_DAYS = 366;

interface Found {
  readonly store: number;
  readonly campaign: string;
  /** A campaign's own row, that names no SKU. */
  readonly whole: boolean;
  readonly from: Day;
  readonly to: Day;
}

export interface AdIntervals {
  /** Intervals that are added up, each whole, under its key; those of one group speak of the same days. */
  readonly chosen: readonly (Found & { readonly key: string; readonly group: number })[];
  /** Days that only an interval speaks of which does not fit. */
  readonly lost: KnownDays;
}

const single = (i: Interval): boolean => i.from === i.to;

/** Days that a campaign's intervals speak of and no chosen one tells; between the first and the last row by day a day without one is a real 0. */
function missedDays(mine: readonly Found[], told: ReadonlySet<number>): readonly number[] {
  const daily = mine.filter(single).map((i) => dayNumber(i.from));
  const [first, last] = [Math.min(...daily), Math.max(...daily)];
  const missed: number[] = [];
  for (const i of mine)
    for (let d = dayNumber(i.from); d <= dayNumber(i.to); d++) if (!told.has(d) && !(d >= first && d <= last)) missed.push(d);
  return missed;
}

/**
 * Campaigns that have reports of several days. Level by level (rows by SKU, totals) the intervals that cover most days of the period (or
 * its month) are used, each whole; what both levels say of the same days is brought together.
 */
export async function adIntervals(prisma: PrismaClient, question: Question): Promise<AdIntervals> {
  if (question.days === null) return { chosen: [], lost: new Map() };
  const { from, to } = question.days;
  const a = Prisma.sql`a`;
  // Most sellers export by day: then nobody needs to look through months of rows for longer ones.
  const read = () => prisma.$queryRaw<unknown[]>`SELECT 1 FROM ad_spend a WHERE a.to_day > a.from_day AND ${counts(a)} LIMIT 1`;
  const any = await (question.facts === undefined ? read() : question.facts.once("advertising of several days", read));
  if (any.length === 0) return { chosen: [], lost: new Map() };
  const columns = Prisma.sql`a.store_id AS store, a.campaign, a.sku_id IS NULL AS whole, a.from_day::text AS "from", a.to_day::text AS "to"`;
  const long = await prisma.$queryRaw<Found[]>`
    SELECT ${columns} FROM ad_spend a
    WHERE a.store_id = ANY(${question.storeIds}::int[]) AND a.from_day BETWEEN ${addDays(from, -LONGEST_DAYS)}::date AND ${to}::date
      AND a.to_day > a.from_day AND a.to_day >= ${from}::date AND ${counts(a)} GROUP BY 1, 2, 3, 4, 5`;
  if (long.length === 0) return { chosen: [], lost: new Map() };
  const campaigns = [...new Map(long.map((l) => [`${l.store} ${l.campaign}`, l])).values()];
  const short = await prisma.$queryRaw<Found[]>`
    SELECT ${columns} FROM ad_spend a
    JOIN unnest(${arrayLiteral(campaigns.map((c) => c.store))}::int[], ${arrayLiteral(campaigns.map((c) => c.campaign))}::text[]) AS k (store_id, campaign)
      ON k.store_id = a.store_id AND k.campaign = a.campaign
    WHERE a.from_day BETWEEN ${from}::date AND ${to}::date AND a.to_day = a.from_day AND ${counts(a)} GROUP BY 1, 2, 3, 4, 5`;
  const chosen: AdIntervals["chosen"][number][] = [];
  const lost = new Map<number, Set<number>>();
  const buckets = bucketsOf(question);
  const skusOnly = bySku(question);
  let group = 0;
  for (const [, mine] of Map.groupBy([...long, ...short], (l) => `${l.store} ${l.campaign}`)) {
    const of = question.stores.find((s) => s.id === mine[0]?.store);
    if (of === undefined) continue;
    const told = new Set<number>();
    const none = new Set<number>();
    for (const bucket of buckets) {
      const skus = tile(
        mine.filter((l) => !l.whole),
        bucket,
        none,
      );
      const totals = skusOnly
        ? []
        : tile(
            mine.filter((l) => l.whole),
            bucket,
            none,
          );
      for (const pair of together(skus, totals)) {
        group += 1;
        for (const found of [...pair.skus, ...pair.totals]) {
          chosen.push({ ...found, group, key: question.by === "store" ? String(of.id) : keyOf(question, of, found.from) });
          for (let d = dayNumber(found.from); d <= dayNumber(found.to); d++) told.add(d);
        }
      }
    }
    const missed = lost.get(of.id) ?? new Set<number>();
    for (const d of missedDays(skusOnly ? mine.filter((l) => !l.whole) : mine, told)) missed.add(d);
    lost.set(of.id, missed);
  }
  return { chosen, lost };
}
