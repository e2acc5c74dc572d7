import type { Source, SourceContext } from "../../app/types.ts";
import type { Period } from "../../domain/calendar/period.ts";
import type { Traffic } from "../../domain/facts/facts.ts";
import type { Row } from "../tables/row.ts";
import { type Taken, tableSource } from "../tables/table-source.ts";
import { CHILD_COLUMNS, DATE_COLUMNS, IGNORED } from "./schema.ts";

const ORIGIN = {
  zh: "卖家后台 → 数据报告 → 业务报告；文件里没有日期区间，上传时会询问。",
  en: "Seller Central → Reports → Business Reports → download CSV. It does not say which days it covers, so that is asked.",
};

function measures(row: Row, currency: string | null): Omit<Traffic, "sku" | "asin" | "from" | "to" | "title"> {
  return {
    sessions: row.count("Sessions - Total"),
    pageViews: row.optionalCount("Page Views - Total"),
    units: row.count("Units Ordered"),
    orderItems: row.optionalCount("Total Order Items"),
    sales: row.optionalPrice("Ordered Product Sales", currency ?? undefined),
    unitsRefunded: row.optionalCount("Units Refunded"),
    unitsShipped: row.optionalCount("Units Shipped"),
    buyBox: row.optionalPercent("Featured Offer Percentage"),
    currency,
  };
}

const currencyOf = (context: SourceContext): string | null => context.currency ?? context.store?.currency ?? null;
const key = (t: Traffic): string => `${t.sku ?? ""}\u0001${t.from}\u0001${t.to}`;

function startChild(context: SourceContext): (row: Row) => Taken<"traffic"> {
  const span: Period | null = context.period;
  if (!span) throw new TypeError("a business report by child item is read without a period");
  const currency = currencyOf(context);
  return (row) => {
    const sku =
      row.optionalCode("SKU") ??
      row.reject("no-sku", "SKU", { zh: "SKU 为空，无法归到商品", en: "SKU is blank; the row cannot be laid at a product's door" });
    return {
      fact: {
        ...measures(row, currency),
        sku,
        asin: row.optionalCode("(Child) ASIN"),
        from: span.from,
        to: span.to,
        title: row.text("Title"),
      },
    };
  };
}

function startDate(context: SourceContext): (row: Row) => Taken<"traffic"> {
  const currency = currencyOf(context);
  return (row) => {
    const day = row.day("Date");
    return { fact: { ...measures(row, currency), sku: null, asin: null, from: day, to: day, title: null } };
  };
}

const childItem = tableSource({
  id: "amazon-business-report",
  fact: "traffic",
  title: { zh: "亚马逊 业务报告（按子商品）", en: "Amazon Business Report by child item" },
  origin: ORIGIN,
  asks: { store: true, period: true },
  fits: { platform: "amazon" },
  columns: CHILD_COLUMNS,
  ignored: IGNORED,
  unknown: "note",
  key,
  start: startChild,
});

const byDate = tableSource({
  id: "amazon-business-report-by-date",
  fact: "traffic",
  title: { zh: "亚马逊 业务报告（按日期）", en: "Amazon Business Report by date" },
  origin: ORIGIN,
  asks: { store: true },
  fits: { platform: "amazon" },
  columns: DATE_COLUMNS,
  ignored: IGNORED,
  unknown: "note",
  key,
  start: startDate,
});

export const sources: readonly Source[] = [childItem, byDate];
