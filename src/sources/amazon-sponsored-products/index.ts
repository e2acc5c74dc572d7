import { blank, storesOwn } from "../tables/said.ts";
import type { OpenedFile, Source, SourceColumn, SourceContext } from "../../app/types.ts";
import type { AdSpend } from "../../domain/facts/facts.ts";
import { plus } from "../tables/decimal.ts";
import { headerKey } from "../tables/header.ts";
import { MOST_UNITS, type Row } from "../tables/row.ts";
import { summed } from "../tables/summed.ts";
import { type Taken, tableSource } from "../tables/table-source.ts";
import { rangeIn, spanIn } from "./days.ts";
import { NEW_COLUMNS, NEW_IGNORED, OLD_COLUMNS, OLD_IGNORED } from "./schema.ts";

type Group = Pick<AdSpend, "campaign" | "sku" | "from" | "to">;
type Measures = Omit<AdSpend, keyof Group>;

/** How one console writes its report. */
interface Console {
  readonly id: string;
  readonly title: Source["title"];
  readonly origin: Source["origin"];
  readonly columns: readonly SourceColumn[];
  readonly ignored: readonly (string | RegExp)[];
  readonly recognise: (keys: ReadonlySet<string>) => boolean;
  readonly searchTerm: string;
  readonly group: (row: Row) => Group;
  readonly measures: (row: Row, currency: string) => Measures;
  readonly currency: string;
}

const keyOf = (f: Group): string => [f.campaign, f.sku ?? "", f.from, f.to].join("\u0001");

/** A part that is not known makes the whole not known. */
const units = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

/** Undefined where the sum is out of what can be kept. */
function added(a: AdSpend, b: AdSpend): AdSpend | undefined {
  const spend = plus(a.spend, b.spend);
  const sales = a.sales === null || b.sales === null ? null : plus(a.sales, b.sales);
  const counts = {
    impressions: units(a.impressions, b.impressions),
    clicks: units(a.clicks, b.clicks),
    units: units(a.units, b.units),
    orders: units(a.orders, b.orders),
  };
  if (spend === undefined || sales === undefined || Object.values(counts).some((n) => (n ?? 0) > MOST_UNITS)) return undefined;
  return { ...a, ...counts, spend, sales };
}

function currencyIn(row: Row, column: string, context: SourceContext): string {
  const expected = context.currency ?? context.store?.currency ?? null;
  const currency = row.currency(column, expected);
  if (expected !== null && currency !== expected) row.reject("other-currency", column, storesOwn(column, expected));
  return currency;
}

const spendIn = (row: Row, column: string, currency: string) =>
  row.optionalPrice(column, currency) ?? row.reject("missing", column, blank(column));

const table = (console: Console, spoilt: Set<string>): Source<"ads"> =>
  tableSource({
    id: console.id,
    fact: "ads",
    title: console.title,
    origin: console.origin,
    asks: { store: true },
    fits: { platform: "amazon" },
    columns: console.columns,
    ignored: console.ignored,
    unknown: "note",
    recognise: (keys) => console.recognise(keys),
    start: (context) => {
      let told = false;
      return (row): Taken<"ads"> => {
        const group = console.group(row);
        try {
          const measures = console.measures(row, currencyIn(row, console.currency, context));
          // Terms that nobody clicked are not listed, so that what is listed was shown more often than it says.
          const terms = row.has(console.searchTerm);
          if (terms && !told) {
            told = true;
            context.note?.({
              zh: "搜索词报告只列出有点击的词，曝光量不完整，因此不保存；看点击率请用推广商品报告。",
              en: "A search term report leaves out terms without clicks, so its impressions are not kept; for CTR take the advertised product report.",
            });
          }
          return { fact: { ...group, ...measures, ...(terms ? { impressions: null } : {}) } };
        } catch (error) {
          spoilt.add(keyOf(group));
          throw error;
        }
      };
    },
  });

function source(console: Console): Source<"ads"> {
  return {
    ...table(console, new Set()),
    read: (file: OpenedFile, context: SourceContext) => {
      const spoilt = new Set<string>();
      return summed(table(console, spoilt).read(file, context), spoilt, {
        key: keyOf,
        add: added,
        told: (lines, records) =>
          context.note?.({
            zh: `${lines} 行合并为 ${records} 条记录（每个广告活动、SKU 和日期区间一条）。`,
            en: `${lines} lines were added up to ${records} records, one for each campaign, SKU and span of days.`,
          }),
      });
    },
  };
}

const attributed = (row: Row, days: number, currency: string) => ({
  sales: row.optionalPrice(`${days} Day Total Sales`, currency),
  orders: row.optionalCount(`${days} Day Total Orders (#)`),
  units: row.optionalCount(`${days} Day Total Units (#)`),
});

const old: Console = {
  id: "amazon-sponsored-products",
  title: { zh: "亚马逊 商品推广报告（旧版后台）", en: "Amazon Sponsored Products report (old console)" },
  origin: {
    zh: "广告后台 → 衡量与报告 → 赞助广告报告 → 搜索词 / 推广的商品 / 广告活动；时间单位选“每日”最好。",
    en: "Advertising console → Measurement & Reporting → Sponsored ads reports → search term, advertised product or campaign; best by day.",
  },
  columns: OLD_COLUMNS,
  ignored: OLD_IGNORED,
  recognise: (keys) =>
    OLD_COLUMNS.some((c) => c.name.includes("Total Sales") && [c.name, ...(c.aliases ?? [])].some((n) => keys.has(headerKey(n)))),
  searchTerm: "Customer Search Term",
  currency: "Currency",
  group: (row) => ({
    campaign: row.code("Campaign Name"),
    sku: row.optionalCode("Advertised SKU"),
    ...spanIn(row, "Start Date", "End Date"),
  }),
  measures: (row, currency) => {
    const days = row.has("7 Day Total Sales") ? 7 : 14;
    return {
      impressions: row.optionalCount("Impressions"),
      clicks: row.optionalCount("Clicks"),
      spend: spendIn(row, "Spend", currency),
      ...attributed(row, days, currency),
      attributionDays: days,
      currency,
    };
  },
};

const current: Console = {
  id: "amazon-ads-console",
  title: { zh: "亚马逊 广告报告（2026 新版后台）", en: "Amazon ads report (console of 2026)" },
  origin: {
    zh: "广告后台 → 报告 → 创建报告，按推广商品或搜索词；按天导出最好，多天的汇总按区间保存。",
    en: "Advertising console → Reports → create a report by advertised product or search term; best by day, for longer spans are kept as they are.",
  },
  columns: NEW_COLUMNS,
  ignored: NEW_IGNORED,
  recognise: () => true,
  searchTerm: "Search term",
  currency: "Budget currency",
  group: (row) => {
    // A campaign's name is what both consoles know; the id only tells whether a spreadsheet went over the file.
    row.optionalCode("Campaign ID");
    return { campaign: row.code("Campaign name"), sku: row.optionalCode("Advertised product SKU"), ...rangeIn(row, "Date range") };
  },
  measures: (row, currency) => ({
    impressions: row.optionalCount("Impressions"),
    clicks: row.optionalCount("Clicks"),
    spend: spendIn(row, "Total cost", currency),
    sales: row.optionalPrice("Sales", currency),
    orders: row.optionalCount("Purchases"),
    units: row.optionalCount("Units sold"),
    attributionDays: null,
    currency,
  }),
};

export const sources: readonly Source[] = [source(old), source(current)];
