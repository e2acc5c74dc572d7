import { expected } from "../tables/said.ts";
import type { z } from "zod";
import type { OpenedFile, ParsedRecord, Source, SourceContext } from "../../app/types.ts";
import type { Period } from "../../domain/calendar/period.ts";
import type { Traffic } from "../../domain/facts/facts.ts";
import { isCurrency } from "../../domain/money/currency.ts";
import { fromNumber } from "../tables/decimal.ts";
import { contradictions } from "../tables/keys.ts";
import { Rejected } from "../tables/rejected.ts";
import { dayIn, granularityOf, intervalOf, lacks, reportIn, requested } from "./period.ts";
import { ByAsin, ByDate, type Sales, type Traffic as TrafficPart } from "./schema.ts";

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
    throw new Rejected("unknown-currency", "orderedProductSales.currencyCode", currency, {
      zh: "应为 ISO 4217 币种代码，例如 USD",
      en: "expected an ISO 4217 code such as USD",
    });
  if (amount && context.store && currency !== context.store.currency) {
    throw new Rejected("other-currency", "orderedProductSales.currencyCode", currency, {
      zh: `店铺 ${context.store.code} 的币种是 ${context.store.currency}`,
      en: `the store ${context.store.code} sells in ${context.store.currency}`,
    });
  }
  const money = amount ? fromNumber(amount.amount) : null;
  if (money === undefined)
    throw new Rejected("out-of-range", "orderedProductSales.amount", String(amount?.amount), {
      zh: "金额超出可保存的范围",
      en: "an amount that cannot be kept",
    });
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
  throw new Rejected("malformed", path || null, at === undefined ? null : (JSON.stringify(at) ?? null), {
    zh: `结构不符（${issue?.message ?? "unexpected shape"}）`,
    en: issue?.message ?? "unexpected shape",
  });
}

const notText = (text: string | null | undefined): boolean =>
  text !== null && text !== undefined && (text.includes("\u0000") || !text.isWellFormed() || text.length > 200);

function byAsin(value: unknown, span: Period, context: SourceContext): Traffic {
  const r = checked(ByAsin, value);
  const sku = r.sku?.trim() ?? "";
  if (notText(sku) || notText(r.childAsin)) throw new Rejected("bad-character", "sku", sku, expected("sku", { zh: "编号", en: "a code" }));
  if (sku === "") {
    throw new Rejected("no-sku", "sku", r.childAsin ?? r.parentAsin ?? null, {
      zh: "请用 asinGranularity=SKU 重新请求报告：这里无法判断 ASIN 对应哪个 SKU",
      en: "request the report with asinGranularity SKU: which SKU an ASIN is cannot be told here",
    });
  }
  return { ...measures(r.salesByAsin, r.trafficByAsin, context), sku, asin: r.childAsin ?? null, ...span, title: null };
}

async function* read(file: OpenedFile, context: SourceContext): AsyncGenerator<readonly ParsedRecord<"traffic">[]> {
  const report = reportIn(file.name, await file.json());
  const asked = requested(report);
  const span = asked ?? context.period;
  if (asked && context.period && (asked.from !== context.period.from || asked.to !== context.period.to)) {
    context.note?.({
      zh: `${file.name}：文件自己写明的区间是 ${asked.from} 至 ${asked.to}，以文件为准。`,
      en: `${file.name}: the file itself says ${asked.from} to ${asked.to}; that is what counts.`,
    });
  }
  const asins = report.salesAndTrafficByAsin ?? [];
  if (asins.length > 0 && !span) throw new TypeError("the products of a Sales and Traffic report are read without a period");
  const granularity = granularityOf(file.name, report);
  const end = dayIn(report.reportSpecification?.dataEndTime) ?? context.period?.to;
  const check = contradictions();
  const take = (row: number, make: () => Traffic): ParsedRecord<"traffic"> => {
    try {
      const fact = make();
      check(`${fact.sku ?? ""}\u0001${fact.from}\u0001${fact.to}`, row, fact);
      return { row, fact };
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      return { row, reject: { column: error.column, value: error.value, code: error.code, reason: error.reason } };
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
          ...intervalOf(r.date, granularity, end, context.today),
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
  lacks,
  recognise: (sniff) =>
    sniff.kind === "json" && (sniff.header.includes("salesAndTrafficByDate") || sniff.header.includes("salesAndTrafficByAsin")),
  read,
};

export const sources: readonly Source[] = [source];
