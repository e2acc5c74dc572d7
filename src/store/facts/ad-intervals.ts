import { addDays, type Day, dayNumber } from "../../domain/calendar/day.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts } from "../imports/visible.ts";
import { bucketsOf } from "./buckets.ts";
import { keyOf, type Question } from "./question.ts";
import type { KnownDays } from "./spans.ts";
import { tile } from "./tile.ts";

/** Reports of advertising over more days than this are not looked for. */
const LONGEST_DAYS = 366;

interface Found {
  readonly store: number;
  readonly campaign: string;
  readonly from: Day;
  readonly to: Day;
}

export interface AdIntervals {
  /** Intervals of several days that are added up, each whole, under its key; and the campaigns that they are of. */
  readonly chosen: readonly (Found & { readonly key: string })[];
  /** Days that only an interval speaks of which does not fit. */
  readonly lost: KnownDays;
}

/**
 * Reports of several days. An interval is used where it lies within the period (or its month), and never cut: the days of one that does not
 * are not known. Of a campaign with intervals that overlap, those that cover most days count.
 */
export async function adIntervals(prisma: PrismaClient, question: Question): Promise<AdIntervals> {
  if (question.days === null) return { chosen: [], lost: new Map() };
  const { from, to } = question.days;
  const a = Prisma.sql`a`;
  const long = await prisma.$queryRaw<Found[]>`
    SELECT a.store_id AS store, a.campaign, a.from_day::text AS "from", a.to_day::text AS "to" FROM ad_spend a
    WHERE a.store_id = ANY(${question.storeIds}::int[]) AND a.from_day BETWEEN ${addDays(from, -LONGEST_DAYS)}::date AND ${to}::date
      AND a.to_day > a.from_day AND a.to_day >= ${from}::date AND ${counts(a)} GROUP BY 1, 2, 3, 4`;
  if (long.length === 0) return { chosen: [], lost: new Map() };
  const campaigns = [...new Map(long.map((l) => [`${l.store} ${l.campaign}`, l])).values()];
  const short = await prisma.$queryRaw<Found[]>`
    SELECT a.store_id AS store, a.campaign, a.from_day::text AS "from", a.to_day::text AS "to" FROM ad_spend a
    JOIN unnest(${arrayLiteral(campaigns.map((c) => c.store))}::int[], ${arrayLiteral(campaigns.map((c) => c.campaign))}::text[]) AS k (store_id, campaign)
      ON k.store_id = a.store_id AND k.campaign = a.campaign
    WHERE a.from_day BETWEEN ${from}::date AND ${to}::date AND a.to_day = a.from_day AND ${counts(a)} GROUP BY 1, 2, 3, 4`;
  const chosen: (Found & { key: string })[] = [];
  const lost = new Map<number, Set<number>>();
  for (const { store, campaign } of campaigns) {
    const of = question.stores.find((s) => s.id === store);
    if (of === undefined) continue;
    const mine = [...long, ...short].filter((l) => l.store === store && l.campaign === campaign);
    const told = new Set<number>();
    for (const bucket of bucketsOf(question))
      for (const found of tile(mine, bucket, told)) {
        chosen.push({ ...found, key: question.by === "store" ? String(store) : keyOf(question, of, found.from) });
        for (let d = dayNumber(found.from); d <= dayNumber(found.to); d++) told.add(d);
      }
    const missed = lost.get(store) ?? new Set<number>();
    for (const l of mine) for (let d = dayNumber(l.from); d <= dayNumber(l.to); d++) if (!told.has(d)) missed.add(d);
    lost.set(store, missed);
  }
  return { chosen, lost };
}
