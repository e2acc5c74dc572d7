import type { MeasureId } from "../../domain/kpi/measure.ts";
import { missing, type Text } from "../../domain/value.ts";
import { counted } from "../../domain/words/counted.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts } from "../imports/visible.ts";
import { adIntervals, type AdIntervals } from "./ad-intervals.ts";
import { knownKeys } from "./buckets.ts";
import { type Column, type Reading, Sums, ZERO } from "./figures.ts";
import { bySku, ofAskedSkus, type Question, sqlKey } from "./question.ts";
import { keyNames, skuCode } from "./sales-lines.ts";
import { countDays, type KnownDays, knownDays } from "./spans.ts";
import { daysOf, readMoney, type Told, untoldSql, untoldText } from "./sql-money.ts";
import { nothingKnown, storeNames } from "./words.ts";

export const ADS_MEASURES = ["ad-impressions", "ad-clicks", "ad-spend", "ad-sales"] as const satisfies readonly MeasureId[];

interface Row extends Told {
  readonly key: string;
  readonly rows: number;
  readonly impressions: string | null;
  readonly impressions_known: number;
  readonly clicks: string | null;
  readonly clicks_known: number;
  readonly spend: string | null;
  readonly sales: string | null;
  readonly sales_known: number;
  readonly shortest: number | null;
  readonly longest: number | null;
}

const REMEDY = { en: "import the advertising report", zh: "请导入广告报告" };

/** Days of single-day rows, of campaigns without intervals; and chosen intervals, whole, under their key. */
function source(question: Question, intervals: AdIntervals): Prisma.Sql {
  const { from, to } = question.days ?? { from: "1970-01-01", to: "1969-12-31" };
  const a = Prisma.sql`a`;
  const columns = Prisma.sql`a.store_id, a.sku_id, a.campaign, a.from_day, a.to_day AS day, a.currency, a.impressions, a.clicks, a.spend, a.sales, a.attribution_days`;
  const single = Prisma.sql`SELECT ${sqlKey(question, a, Prisma.sql`from_day`)} AS key, ${columns} FROM ad_spend a
    WHERE a.store_id = ANY(${question.storeIds}::int[]) AND a.from_day BETWEEN ${from}::date AND ${to}::date AND a.to_day = a.from_day AND ${counts(a)}`;
  const { chosen } = intervals;
  if (chosen.length === 0 && intervals.lost.size === 0) return Prisma.sql`(${single})`;
  const list = <T extends string | number>(pick: (c: (typeof chosen)[number]) => T) => arrayLiteral(chosen.map(pick));
  return Prisma.sql`(${single} AND NOT EXISTS (SELECT 1 FROM ad_spend w WHERE w.store_id = a.store_id AND w.campaign = a.campaign AND w.to_day > w.from_day
        AND w.from_day <= ${to}::date AND w.to_day >= ${from}::date AND ${counts(Prisma.sql`w`)})
    UNION ALL SELECT ${question.by === "sku" ? Prisma.sql`a.sku_id::text` : Prisma.sql`k.key`}, ${columns} FROM ad_spend a
      JOIN unnest(${list((c) => c.store)}::int[], ${list((c) => c.campaign)}::text[], ${list((c) => c.from)}::date[], ${list((c) => c.to)}::date[],
        ${list((c) => c.key)}::text[]) AS k (store_id, campaign, from_day, to_day, key)
        ON k.store_id = a.store_id AND k.campaign = a.campaign AND k.from_day = a.from_day AND k.to_day = a.to_day WHERE ${counts(a)})`;
}

function without(known: KnownDays, lost: KnownDays): KnownDays {
  return new Map([...known].map(([store, days]) => [store, new Set([...days].filter((d) => !lost.get(store)?.has(d)))]));
}

/**
 * Advertising by the day of the click. A campaign that has a row of its own and rows by SKU is told by its own (they are the same money);
 * SKUs are told by rows that name them, and what no row does is said. A day inside a report without a row is a real 0.
 */
export async function readAds(prisma: PrismaClient, question: Question, asked: ReadonlySet<MeasureId>): Promise<Reading> {
  const span = (await knownDays(prisma, question, ["ads"])).get("ads");
  const spoken = span?.days ?? new Map<number, ReadonlySet<number>>();
  const intervals = countDays(spoken) > 0 ? await adIntervals(prisma, question) : { chosen: [], lost: new Map() };
  const known = without(spoken, intervals.lost);
  const covered = countDays(known);
  const [r, day] = [Prisma.sql`r`, Prisma.sql`day`];
  const level = bySku(question) ? Prisma.sql`r.sku_id IS NOT NULL` : Prisma.sql`(r.sku_id IS NULL OR NOT r.has_whole)`;
  const rows =
    covered === 0
      ? []
      : await readMoney<Row>(
          prisma,
          question,
          r,
          day,
          (money) => prisma.$queryRaw<Row[]>`
            SELECT ${skuCode(question, Prisma.sql`g.key`)} AS key, g.rows, g.impressions, g.impressions_known, g.clicks, g.clicks_known, g.spend, g.sales,
              g.sales_known, g.shortest, g.longest, g.untold
            FROM (SELECT r.key, count(*)::int AS rows, sum(r.impressions)::text AS impressions, count(r.impressions)::int AS impressions_known,
                sum(r.clicks)::text AS clicks, count(r.clicks)::int AS clicks_known, sum(${money.told(Prisma.sql`r.spend`)})::text AS spend,
                sum(${money.told(Prisma.sql`r.sales`)})::text AS sales, count(r.sales)::int AS sales_known,
                min(r.attribution_days) AS shortest, max(r.attribution_days) AS longest,
                ${untoldSql(r, day, money, Prisma.sql`(r.spend <> 0 OR r.sales <> 0)`)} AS untold
              FROM (SELECT s.*, bool_or(s.sku_id IS NULL) OVER (PARTITION BY s.store_id, s.campaign, s.from_day, s.day) AS has_whole
                FROM ${source(question, intervals)} s) r ${money.join}
              WHERE ${level} ${ofAskedSkus(question, r)} GROUP BY r.key) g`,
          daysOf(question),
        );
  const name = keyNames(question);
  const sums = { "ad-impressions": new Sums(), "ad-clicks": new Sums(), "ad-spend": new Sums(), "ad-sales": new Sums() };
  for (const row of rows) {
    const key = name(row.key);
    const broken = row.untold === null ? null : untoldText(question, row.untold);
    sums["ad-impressions"].at(key).add(row.impressions ?? 0, row.impressions_known, row.rows - row.impressions_known);
    sums["ad-clicks"].at(key).add(row.clicks ?? 0, row.clicks_known, row.rows - row.clicks_known);
    sums["ad-spend"].at(key).add(row.spend ?? 0, row.rows, 0);
    sums["ad-sales"].at(key).add(row.sales ?? 0, row.sales_known, row.rows - row.sales_known);
    for (const money of ["ad-spend", "ad-sales"] as const) sums[money].at(key).broken ??= broken;
  }
  const none = nothingKnown(question, { en: "advertising", zh: "广告" }, REMEDY);
  const unsaid: Text = { en: "the advertising report does not say it", zh: "广告报告没有该数据" };
  const keys = knownKeys(question, known);
  const absent: Column["absent"] = (key) => ((question.by === "sku" ? covered > 0 : keys.has(key)) ? ZERO : missing(none));
  return {
    measures: Object.fromEntries(
      ADS_MEASURES.filter((m) => asked.has(m)).map((m) => [m, only(question, known, sums[m].column(unsaid, absent), none)]),
    ),
    coverage: { covered, of: question.stores.length * question.length },
    sources: covered > 0 ? ["ads"] : [],
    newest: span?.newest ?? null,
    notes: covered > 0 ? notesOf(question, asked, rows, known, sums) : [],
  };
}

/** A day or month of which only a part of an interval is told has no figure. */
function only(question: Question, known: KnownDays, column: Column, none: Text): Column {
  if (question.by !== "day") return column;
  const keys = knownKeys(question, known);
  return { values: new Map([...column.values].map(([key, value]) => [key, keys.has(key) ? value : missing(none)])), absent: column.absent };
}

function notesOf(
  question: Question,
  asked: ReadonlySet<MeasureId>,
  rows: readonly Row[],
  known: KnownDays,
  sums: Readonly<Record<(typeof ADS_MEASURES)[number], Sums>>,
): Text[] {
  const notes: Text[] = [];
  const silent = question.stores.filter((s) => (known.get(s.id)?.size ?? 0) === 0);
  if (silent.length > 0 && question.by !== "store")
    notes.push({ en: `no advertising is known of ${storeNames(silent)}`, zh: `${storeNames(silent)} 没有广告数据` });
  const told = question.stores.filter((s) => !silent.includes(s));
  const [covered, of] = [countDays(known), told.length * question.length];
  if (covered < of)
    notes.push({ en: `advertising is known on ${covered} of ${of} store-days`, zh: `广告数据覆盖 ${of} 个店铺日中的 ${covered} 个` });
  if (asked.has("ad-sales")) {
    const windows = rows.flatMap((r) => [r.shortest, r.longest]).filter((d) => d !== null);
    const [low, high] = [Math.min(...windows), Math.max(...windows)];
    if (windows.length > 0 && low < high)
      notes.push({
        en: `reports with attribution windows of ${low} to ${high} days are added up: their sales do not compare`,
        zh: `混用了 ${low} 至 ${high} 天的归因窗口，广告销售额口径不一`,
      });
    else if (windows.length > 0) notes.push({ en: `sales within ${low} days of the click`, zh: `点击后 ${low} 天内的成交` });
    const unknown = sums["ad-sales"].unknown;
    if (unknown > 0)
      notes.push({
        en: `${counted(unknown, "row of the advertising report names", "rows of the advertising report name")} no sales`,
        zh: `广告报告有 ${unknown} 行没有销售额`,
      });
  }
  if (bySku(question))
    notes.push({ en: "ad spend that names no SKU is not in figures of SKUs", zh: "未分摊到 SKU 的广告花费不在单品数字里" });
  return notes;
}
