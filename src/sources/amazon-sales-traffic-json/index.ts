import type { z } from "zod";
import type { OpenedFile, ParsedRecord, Source, SourceContext } from "../../app/types.ts";
import { addDays, type Day, earlier, endOfMonth, parseDay } from "../../domain/calendar/day.ts";
import type { Period } from "../../domain/calendar/period.ts";
import type { Traffic } from "../../domain/facts/facts.ts";
import { isCurrency } from "../../domain/money/currency.ts";
import { UserError } from "../../domain/user-error.ts";
import { fromNumber } from "../tables/decimal.ts";
import { contradictions } from "../tables/keys.ts";
import { Rejected } from "../tables/row.ts";
import { ByAsin, ByDate, Report, type Sales, type Traffic as TrafficPart } from "./schema.ts";

type Granularity = "DAY" | "WEEK" | "MONTH";
const BATCH = 2000;

/** The total, or the sum of its parts where a report has only these. */
const total = (whole: number | null | undefined, ...parts: readonly (number | null | undefined)[]): number | null =>
  whole ?? (parts.every((p) => p === null || p === undefined) ? null : parts.reduce<number>((a, b) => a + (b ?? 0), 0));

function measures(
  sales: z.infer<typeof Sales>,
  traffic: z.infer<typeof TrafficPart>,
  context: SourceContext,
): Omit<Traffic, "sku" | "asin" | "from" | "to" | "title"> {
  const amount = sales.orderedProductSales;
  const currency = amount?.currencyCode ?? context.store?.currency ?? null;
  if (currency !== null && !isCurrency(currency))
    throw new Rejected("unknown-currency", "orderedProductSales.currencyCode", currency, "expected an ISO 4217 code such as USD");
  if (amount && context.store && currency !== context.store.currency) {
    throw new Rejected(
      "other-currency",
      "orderedProductSales.currencyCode",
      currency,
      `the store ${context.store.code} sells in ${context.store.currency}`,
    );
  }
  const money = amount ? fromNumber(amount.amount) : null;
  if (money === undefined)
    throw new Rejected("out-of-range", "orderedProductSales.amount", String(amount?.amount), "an amount that cannot be kept");
  return {
    sessions: total(traffic.sessions, traffic.browserSessions, traffic.mobileAppSessions),
    pageViews: total(traffic.pageViews, traffic.browserPageViews ?? traffic.browerPageViews, traffic.mobileAppPageViews),
    units: sales.unitsOrdered ?? null,
    orderItems: sales.totalOrderItems ?? null,
    sales: money,
    unitsRefunded: sales.unitsRefunded ?? null,
    unitsShipped: sales.unitsShipped ?? null,
    // Amazon writes percent as 0–100.
    buyBox:
      traffic.buyBoxPercentage === null || traffic.buyBoxPercentage === undefined ? null : Math.round(traffic.buyBoxPercentage * 1e4) / 1e6,
    currency,
  };
}

const dayIn = (text: string | null | undefined): Day | undefined => (text ? parseDay(text.slice(0, 10)) : undefined);

function intervalOf(date: string, granularity: Granularity, end: Day | undefined, context: SourceContext): Period {
  const from = dayIn(date);
  if (from === undefined) throw new Rejected("not-a-date", "date", date, "date: expected YYYY-MM-DD");
  if (from > addDays(context.today, 1))
    throw new Rejected("future-date", "date", date, `date is in the future; the newest day that can be is ${addDays(context.today, 1)}`);
  const full = granularity === "DAY" ? from : granularity === "WEEK" ? addDays(from, 6) : endOfMonth(from);
  // The last week or month of a request may be cut off by its end.
  return { from, to: end !== undefined && end >= from ? earlier(full, end) : full };
}

/** A shape that does not fit, as a rejection that names the place. */
function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path.join(".") ?? "";
  const at = issue?.path.reduce<unknown>(
    (v, key) => (typeof v === "object" && v !== null ? (v as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
  throw new Rejected(
    "malformed",
    path || null,
    at === undefined ? null : (JSON.stringify(at) ?? null),
    issue?.message ?? "unexpected shape",
  );
}

const notText = (text: string | null | undefined): boolean =>
  text !== null && text !== undefined && (text.includes("\u0000") || !text.isWellFormed() || text.length > 200);

function byAsin(value: unknown, span: Period, context: SourceContext): Traffic {
  const r = checked(ByAsin, value);
  const sku = r.sku?.trim() ?? "";
  if (notText(sku) || notText(r.childAsin)) throw new Rejected("bad-character", "sku", sku, "sku: expected a code");
  if (sku === "") {
    throw new Rejected(
      "no-sku",
      "sku",
      r.childAsin ?? r.parentAsin ?? null,
      "request the report with asinGranularity SKU: which SKU an ASIN is cannot be told here",
    );
  }
  return { ...measures(r.salesByAsin, r.trafficByAsin, context), sku, asin: r.childAsin ?? null, ...span, title: null };
}

function requestedPeriod(file: OpenedFile, report: Report, context: SourceContext): Period {
  const from = dayIn(report.reportSpecification?.dataStartTime);
  const to = dayIn(report.reportSpecification?.dataEndTime);
  if (from !== undefined && to !== undefined && from <= to) return { from, to };
  if (context.period) return context.period;
  throw new UserError(
    "missing-period",
    {
      zh: `${file.name}：ASIN 部分没有日期，且缺少 reportSpecification.dataStartTime / dataEndTime。`,
      en: `${file.name}: the ASIN part has no dates, and reportSpecification.dataStartTime and dataEndTime are missing.`,
    },
    { zh: "请用 --period 指定起止日期。", en: "Say which days it covers with --period." },
  );
}

async function* read(file: OpenedFile, context: SourceContext): AsyncGenerator<readonly ParsedRecord<"traffic">[]> {
  const parsed = Report.safeParse(await file.json());
  if (!parsed.success) {
    const at = parsed.error.issues[0];
    throw new UserError("malformed-report", {
      zh: `${file.name}：${at?.path.join(".") ?? ""} 的结构不是亚马逊销售与流量报告。`,
      en: `${file.name}: ${at?.path.join(".") ?? "the document"} is not what a Sales and Traffic report has there (${at?.message ?? ""}).`,
    });
  }
  const report = parsed.data;
  const options = report.reportSpecification?.reportOptions;
  const granularity = (options?.dateGranularity ?? "DAY").toUpperCase();
  if (granularity !== "DAY" && granularity !== "WEEK" && granularity !== "MONTH") {
    throw new UserError("unknown-granularity", {
      zh: `${file.name}：dateGranularity 为“${granularity}”，应为 DAY、WEEK 或 MONTH。`,
      en: `${file.name}: dateGranularity is "${granularity}", expected DAY, WEEK or MONTH.`,
    });
  }
  const end = dayIn(report.reportSpecification?.dataEndTime);
  const asins = report.salesAndTrafficByAsin ?? [];
  const span = asins.length > 0 ? requestedPeriod(file, report, context) : undefined;
  const check = contradictions();
  const take = (row: number, make: () => Traffic): ParsedRecord<"traffic"> => {
    try {
      const fact = make();
      check(`${fact.sku ?? ""}\u0001${fact.from}\u0001${fact.to}`, row, fact);
      return { row, fact };
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      return { row, reject: { column: error.column, value: error.value, code: error.code, reason: error.message } };
    }
  };
  // JSON has no lines: records are numbered as they come, first the days, then the products.
  let row = 0;
  let batch: ParsedRecord<"traffic">[] = [];
  for (const value of report.salesAndTrafficByDate ?? []) {
    row += 1;
    batch.push(
      take(row, () => {
        const r = checked(ByDate, value);
        return {
          ...measures(r.salesByDate, r.trafficByDate, context),
          sku: null,
          asin: null,
          ...intervalOf(r.date, granularity, end, context),
          title: null,
        };
      }),
    );
  }
  for (const value of asins) {
    if (!span) break;
    row += 1;
    batch.push(take(row, () => byAsin(value, span, context)));
    if (batch.length >= BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

const source: Source<"traffic"> = {
  id: "amazon-sales-traffic-json",
  fact: "traffic",
  title: { zh: "亚马逊 销售与流量报告（JSON）", en: "Amazon Sales and Traffic (JSON)" },
  origin: {
    zh: "SP-API GET_SALES_AND_TRAFFIC_REPORT；按 SKU 的数据请用 asinGranularity=SKU。",
    en: "SP-API GET_SALES_AND_TRAFFIC_REPORT; request it with asinGranularity SKU for figures by SKU.",
  },
  asks: { store: true, period: false, currency: false, day: false, warehouse: false },
  fits: { platform: "amazon" },
  recognise: (sniff) =>
    sniff.kind === "json" && (sniff.header.includes("salesAndTrafficByDate") || sniff.header.includes("salesAndTrafficByAsin")),
  read,
};

export const sources: readonly Source[] = [source];
