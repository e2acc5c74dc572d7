import { Prisma, type PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts } from "../imports/visible.ts";
import type { AdIntervals } from "./ad-intervals.ts";
import { bySku, ofAskedSkus, type Question, rawKey, rawKeyOf, toldKey } from "./question.ts";
import { daysOf, readMoney, type Told, untoldSql } from "./sql-money.ts";

export interface AdRow extends Told {
  readonly key: string;
  readonly rows: number;
  readonly impressions: string;
  readonly impressions_known: number;
  readonly impressions_unknown: number;
  readonly clicks: string;
  readonly clicks_known: number;
  readonly clicks_unknown: number;
  readonly spend: string | null;
  /** The part of the spend that totals name and no row of a SKU explains, and the part that rows of SKUs name. */
  readonly rest: string | null;
  readonly by_sku: string | null;
  readonly sales: string | null;
  readonly sales_known: number;
  readonly sales_unknown: number;
  readonly shortest: number | null;
  readonly longest: number | null;
}

/**
 * Rows that are added up, with the group whose rows speak of the same days of the same campaign: a day for campaigns that have no reports of
 * several days, a chosen group for the others. Of SKUs only rows that name one, which need no groups.
 */
function source(question: Question, intervals: AdIntervals): Prisma.Sql {
  const { from, to } = question.days ?? { from: "1970-01-01", to: "1969-12-31" };
  const a = Prisma.sql`a`;
  const skus = bySku(question);
  const group = (sql: Prisma.Sql) => (skus ? Prisma.sql`''::text AS campaign, 0 AS grp` : Prisma.sql`a.campaign, ${sql} AS grp`);
  const columns = Prisma.sql`a.store_id, a.sku_id, a.to_day AS day, a.currency, a.impressions, a.clicks, a.spend, a.sales, a.attribution_days`;
  const level = skus ? Prisma.sql`AND a.sku_id IS NOT NULL ${ofAskedSkus(question, a)}` : Prisma.empty;
  const single = Prisma.sql`SELECT ${rawKey(question, a, Prisma.sql`from_day`)} AS key, ${group(Prisma.sql`a.from_day - date '1970-01-01'`)}, ${columns} FROM ad_spend a
    WHERE a.store_id = ANY(${question.storeIds}::int[]) AND a.from_day BETWEEN ${from}::date AND ${to}::date AND a.to_day = a.from_day ${level} AND ${counts(a)}`;
  const { chosen } = intervals;
  if (chosen.length === 0 && intervals.lost.size === 0) return Prisma.sql`(${single})`;
  const list = <T extends string | number | boolean>(pick: (c: (typeof chosen)[number]) => T) => arrayLiteral(chosen.map(pick));
  // Groups are numbered below 0, where no day is.
  return Prisma.sql`(${single} AND NOT EXISTS (SELECT 1 FROM ad_spend w WHERE w.store_id = a.store_id AND w.campaign = a.campaign AND w.to_day > w.from_day
        AND w.from_day <= ${to}::date AND w.to_day >= ${from}::date AND ${counts(Prisma.sql`w`)})
    UNION ALL SELECT ${question.by === "sku" ? Prisma.sql`a.sku_id` : rawKeyOf(question, Prisma.sql`k.key`)}, ${group(Prisma.sql`-k.grp`)}, ${columns} FROM ad_spend a
      JOIN unnest(${list((c) => c.store)}::int[], ${list((c) => c.campaign)}::text[], ${list((c) => c.whole)}::boolean[], ${list((c) => c.from)}::date[],
        ${list((c) => c.to)}::date[], ${list((c) => c.key)}::text[], ${list((c) => c.group)}::int[]) AS k (store_id, campaign, whole, from_day, to_day, key, grp)
        ON k.store_id = a.store_id AND k.campaign = a.campaign AND k.whole = (a.sku_id IS NULL) AND k.from_day = a.from_day AND k.to_day = a.to_day
      WHERE ${counts(a)} ${level})`;
}

const [R, DAY, OF_SKU, OF_NONE] = [Prisma.sql`r`, Prisma.sql`day`, Prisma.sql`r.sku_id IS NOT NULL`, Prisma.sql`r.sku_id IS NULL`];

/** A column level by level: `s` is what rows of SKUs say and `t` what totals say, with the number of rows that say anything. */
const LEVELS = {
  impressions: {
    s: Prisma.sql`r.s_impressions`,
    sn: Prisma.sql`r.sn_impressions`,
    t: Prisma.sql`r.t_impressions`,
    tn: Prisma.sql`r.tn_impressions`,
  },
  clicks: { s: Prisma.sql`r.s_clicks`, sn: Prisma.sql`r.sn_clicks`, t: Prisma.sql`r.t_clicks`, tn: Prisma.sql`r.tn_clicks` },
  sales: { s: Prisma.sql`r.s_sales`, sn: Prisma.sql`r.sn_sales`, t: Prisma.sql`r.t_sales`, tn: Prisma.sql`r.tn_sales` },
} as const;
type Levelled = keyof typeof LEVELS;

const BY_LEVEL = Prisma.sql`
  count(*) FILTER (WHERE ${OF_SKU}) AS sn, count(*) FILTER (WHERE ${OF_NONE}) AS tn,
  sum(r.impressions) FILTER (WHERE ${OF_SKU}) AS s_impressions, count(r.impressions) FILTER (WHERE ${OF_SKU}) AS sn_impressions,
  sum(r.impressions) FILTER (WHERE ${OF_NONE}) AS t_impressions, count(r.impressions) FILTER (WHERE ${OF_NONE}) AS tn_impressions,
  sum(r.clicks) FILTER (WHERE ${OF_SKU}) AS s_clicks, count(r.clicks) FILTER (WHERE ${OF_SKU}) AS sn_clicks,
  sum(r.clicks) FILTER (WHERE ${OF_NONE}) AS t_clicks, count(r.clicks) FILTER (WHERE ${OF_NONE}) AS tn_clicks,
  sum(r.sales) FILTER (WHERE ${OF_SKU}) AS s_sales, count(r.sales) FILTER (WHERE ${OF_SKU}) AS sn_sales,
  sum(r.sales) FILTER (WHERE ${OF_NONE}) AS t_sales, count(r.sales) FILTER (WHERE ${OF_NONE}) AS tn_sales,
  sum(r.spend) FILTER (WHERE ${OF_SKU}) AS s_spend, sum(r.spend) FILTER (WHERE ${OF_NONE}) AS t_spend`;

/** What totals name beyond the rows of SKUs. */
const beyond = (t: Prisma.Sql, s: Prisma.Sql) => Prisma.sql`greatest(0, coalesce(${t}, 0) - coalesce(${s}, 0))`;
const REST = beyond(Prisma.sql`r.t_spend`, Prisma.sql`r.s_spend`);

const said = (name: Levelled) => Prisma.sql`sum(${LEVELS[name].sn} + ${LEVELS[name].tn})::int`;

/** Rows that leave a column open: none where one of the levels names it throughout. */
function unsaid(name: Levelled): Prisma.Sql {
  const { sn, tn } = LEVELS[name];
  return Prisma.sql`sum(CASE WHEN ${tn} > 0 AND ${tn} = r.tn THEN 0 WHEN ${sn} > 0 AND ${sn} = r.sn THEN 0 ELSE r.sn - ${sn} + r.tn - ${tn} END)::int`;
}

const counted = (name: "impressions" | "clicks") =>
  Prisma.sql`sum(coalesce(${LEVELS[name].s}, 0) + ${beyond(LEVELS[name].t, LEVELS[name].s)})::text`;

/** Whether any total of a campaign lies in the asked days. Most consoles report SKU by SKU, and a probe of the index costs nothing. */
async function someTotals(prisma: PrismaClient, question: Question): Promise<boolean> {
  const { from, to } = question.days ?? { from: "1970-01-01", to: "1969-12-31" };
  const [row] = await prisma.$queryRaw<[{ some: boolean }]>`
    SELECT EXISTS (SELECT 1 FROM unnest(${question.storeIds}::int[]) s JOIN ad_spend a ON a.store_id = s
      WHERE a.from_day BETWEEN ${from}::date AND ${to}::date AND a.sku_id IS NULL) AS some`;
  return row.some;
}

/** Where no total has to be weighed against rows of SKUs, their groups have no say: what each of them comes to is a plain sum over its rows. */
function plainSums(prisma: PrismaClient, question: Question): Promise<AdRow[]> {
  const open = (column: Prisma.Sql) => Prisma.sql`count(${column})::int`;
  const left = (column: Prisma.Sql) => Prisma.sql`(count(*) - count(${column}))::int`;
  const [impressions, clicks, sales] = [Prisma.sql`r.impressions`, Prisma.sql`r.clicks`, Prisma.sql`r.sales`];
  return readMoney<AdRow>(
    prisma,
    question,
    R,
    DAY,
    (money) => prisma.$queryRaw<AdRow[]>`
      SELECT ${toldKey(question, Prisma.sql`g.k`)} AS key, g.* FROM (
        SELECT r.key AS k, count(*)::int AS rows,
          coalesce(sum(r.impressions), 0)::text AS impressions, ${open(impressions)} AS impressions_known, ${left(impressions)} AS impressions_unknown,
          coalesce(sum(r.clicks), 0)::text AS clicks, ${open(clicks)} AS clicks_known, ${left(clicks)} AS clicks_unknown,
          sum(${money.told(Prisma.sql`r.spend`)})::text AS spend, NULL::text AS rest, sum(${money.told(Prisma.sql`r.spend`)})::text AS by_sku,
          sum(${money.told(sales)})::text AS sales, ${open(sales)} AS sales_known, ${left(sales)} AS sales_unknown,
          min(r.attribution_days) AS shortest, max(r.attribution_days) AS longest,
          ${untoldSql(R, DAY, money, Prisma.sql`(r.spend <> 0 OR r.sales <> 0)`)} AS untold
        FROM ${source(question, { chosen: [], lost: new Map() })} r ${money.join} GROUP BY r.key) g`,
    daysOf(question),
  );
}

/** The sums of each key: in a group what rows of SKUs name, and what its totals name beyond that. */
export async function adSums(prisma: PrismaClient, question: Question, intervals: AdIntervals): Promise<AdRow[]> {
  const single = intervals.chosen.length === 0 && intervals.lost.size === 0;
  if (single && (bySku(question) || !(await someTotals(prisma, question)))) return plainSums(prisma, question);
  return groupedSums(prisma, question, intervals);
}

function groupedSums(prisma: PrismaClient, question: Question, intervals: AdIntervals): Promise<AdRow[]> {
  return readMoney<AdRow>(
    prisma,
    question,
    R,
    DAY,
    (money) => prisma.$queryRaw<AdRow[]>`
      SELECT ${toldKey(question, Prisma.sql`g.k`)} AS key, g.* FROM (
        SELECT r.key AS k, sum(r.sn + r.tn)::int AS rows,
          ${counted("impressions")} AS impressions, ${said("impressions")} AS impressions_known, ${unsaid("impressions")} AS impressions_unknown,
          ${counted("clicks")} AS clicks, ${said("clicks")} AS clicks_known, ${unsaid("clicks")} AS clicks_unknown,
          sum(coalesce(r.told_spend, 0) + ${money.told(REST)})::text AS spend, sum(${money.told(REST)})::text AS rest, sum(r.told_spend)::text AS by_sku,
          sum(coalesce(r.told_sales, 0) + ${money.told(beyond(LEVELS.sales.t, LEVELS.sales.s))})::text AS sales,
          ${said("sales")} AS sales_known, ${unsaid("sales")} AS sales_unknown,
          min(r.shortest) AS shortest, max(r.longest) AS longest, min(r.untold) AS untold
        FROM (SELECT r.key, r.store_id, r.campaign, r.grp, r.currency, max(r.day) AS day, ${BY_LEVEL},
            sum(${money.told(Prisma.sql`r.spend`)}) FILTER (WHERE ${OF_SKU}) AS told_spend, sum(${money.told(Prisma.sql`r.sales`)}) FILTER (WHERE ${OF_SKU}) AS told_sales,
            min(r.attribution_days) AS shortest, max(r.attribution_days) AS longest,
            ${untoldSql(R, DAY, money, Prisma.sql`(r.spend <> 0 OR r.sales <> 0)`)} AS untold
          FROM ${source(question, intervals)} r ${money.join} GROUP BY 1, 2, 3, 4, 5) r ${money.join}
        GROUP BY r.key) g`,
    daysOf(question),
  );
}
