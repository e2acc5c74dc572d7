import type { MeasureId } from "../../domain/kpi/measure.ts";
import { missing, type Text } from "../../domain/value.ts";
import { counted } from "../../domain/words/counted.ts";
import type { PrismaClient } from "../client/client.ts";
import { adIntervals } from "./ad-intervals.ts";
import { type AdRow, adSums } from "./ad-sums.ts";
import { knownKeys } from "./buckets.ts";
import { type Column, type Reading, Sums, ZERO } from "./figures.ts";
import { bySku, type Question } from "./question.ts";
import { keyNames } from "./sales-lines.ts";
import { countDays, type KnownDays, knownDays } from "./spans.ts";
import { untoldText } from "./sql-money.ts";
import { nothingKnown, storeNames } from "./words.ts";

export const ADS_MEASURES = ["ad-impressions", "ad-clicks", "ad-spend", "ad-sales"] as const satisfies readonly MeasureId[];

const REMEDY = { en: "import the advertising report", zh: "请导入广告报告" };

function without(known: KnownDays, lost: KnownDays): KnownDays {
  return new Map([...known].map(([store, days]) => [store, new Set([...days].filter((d) => !lost.get(store)?.has(d)))]));
}

/**
 * Advertising by the day of the click. The most detailed report counts: of a campaign and an interval the rows of its SKUs, and of its own
 * row (the same money once more) only what they do not explain, which belongs to no SKU. SKUs are told by rows that name them. A day inside
 * a report without a row is a real 0.
 */
export async function readAds(prisma: PrismaClient, question: Question, asked: ReadonlySet<MeasureId>): Promise<Reading> {
  const span = (await knownDays(prisma, question, ["ads"])).get("ads");
  const spoken = span?.days ?? new Map<number, ReadonlySet<number>>();
  const intervals = countDays(spoken) > 0 ? await adIntervals(prisma, question) : { chosen: [], lost: new Map() };
  const known = without(spoken, intervals.lost);
  const covered = countDays(known);
  const rows = covered === 0 ? [] : await adSums(prisma, question, intervals);
  const name = keyNames(question);
  const sums = { "ad-impressions": new Sums(), "ad-clicks": new Sums(), "ad-spend": new Sums(), "ad-sales": new Sums() };
  for (const row of rows) {
    const key = name(row.key);
    const broken = row.untold === null ? null : untoldText(question, row.untold);
    sums["ad-impressions"].at(key).add(row.impressions, row.impressions_known, row.impressions_unknown);
    sums["ad-clicks"].at(key).add(row.clicks, row.clicks_known, row.clicks_unknown);
    sums["ad-spend"].at(key).add(row.spend ?? 0, row.rows, 0);
    sums["ad-sales"].at(key).add(row.sales ?? 0, row.sales_known, row.sales_unknown);
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
  rows: readonly AdRow[],
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
  else if (asked.has("ad-spend")) notes.push(...restText(rows));
  return notes;
}

/** Where some spend is told by SKU: how much of all is not. */
function restText(rows: readonly AdRow[]): Text[] {
  const sum = (pick: (row: AdRow) => string | null) => rows.reduce((all, row) => all + Number(pick(row) ?? 0), 0);
  const [left, bySkus] = [sum((r) => r.rest), sum((r) => r.by_sku)];
  const share = Math.round((left / (left + bySkus)) * 1000) / 10;
  if (!(bySkus > 0) || !(share > 0)) return [];
  return [
    {
      en: `${share} % of the ad spend is in totals of campaigns that no row of a SKU explains: not attributed to a SKU`,
      zh: `${share}% 的广告花费只见于广告活动合计，未归属到 SKU`,
    },
  ];
}
