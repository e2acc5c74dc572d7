import { addDays, type Day, endOfMonth, startOfMonth } from "../../../src/domain/calendar/day.ts";
import { type Books, none, type Traffic } from "../books.ts";
import { LISTINGS } from "../catalogue/listings.ts";
import { csv, type SampleFile } from "../file.ts";
import { amount, type Shop } from "../world/stores.ts";

/** A visitor is one session of the store, however many products he looks at. */
const OVERLAP = 0.82;
const MOBILE = 0.66;
const SIGNS: Readonly<Record<string, string>> = { USD: "$", EUR: "€", JPY: "¥" };

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100);
const money = (shop: Shop, minor: number): number => minor / shop.minor;

/** Units that came back on a day, which the report tells beside the sales. */
function refunds(shop: Shop, { later }: Books): Map<Day, number> {
  const sums = new Map<Day, number>();
  for (const { listing, returned } of later)
    if (listing.shop === shop && returned) sums.set(returned.day, (sums.get(returned.day) ?? 0) + returned.quantity);
  return sums;
}

function* daysOf(shop: Shop, { storeDays, window }: Books): Generator<readonly [Day, Traffic]> {
  for (let d = window.from; d <= window.to; d = addDays(d, 1)) yield [d, storeDays.get(`${shop.code}/${d}`) ?? none()];
}

/** Sales and Traffic by date, as Amazon's interface gives it. */
function byDateJson(shop: Shop, books: Books): string {
  const { from, to } = books.window;
  const { currency, country } = shop.store;
  const back = refunds(shop, books);
  const days = [...daysOf(shop, books)].map(([date, t]) => {
    const sessions = Math.round(t.sessions * OVERLAP);
    const mobile = Math.round(sessions * MOBILE);
    const price = t.units === 0 ? 0 : Math.round(t.minor / t.units) / shop.minor;
    return {
      date,
      salesByDate: {
        orderedProductSales: { amount: money(shop, t.minor), currencyCode: currency },
        unitsOrdered: t.units,
        totalOrderItems: t.items,
        averageSellingPrice: { amount: price, currencyCode: currency },
        unitsRefunded: back.get(date) ?? 0,
        refundRate: percent(back.get(date) ?? 0, t.units),
        unitsShipped: t.units,
      },
      trafficByDate: {
        browserPageViews: t.views - Math.round(t.views * MOBILE),
        mobileAppPageViews: Math.round(t.views * MOBILE),
        pageViews: t.views,
        browserSessions: sessions - mobile,
        mobileAppSessions: mobile,
        sessions,
        buyBoxPercentage: percent(t.offered, t.sessions),
        unitSessionPercentage: percent(t.units, sessions),
      },
    };
  });
  const reportSpecification = {
    reportType: "GET_SALES_AND_TRAFFIC_REPORT",
    reportOptions: { dateGranularity: "DAY", asinGranularity: "SKU" },
    dataStartTime: from,
    dataEndTime: to,
    marketplaceIds: [`Amazon ${country}`],
  };
  return JSON.stringify({ reportSpecification, salesAndTrafficByDate: days, salesAndTrafficByAsin: [] });
}

/** The same of a store of another platform, in the canonical form. */
function byDateCsv(shop: Shop, books: Books): string {
  const back = refunds(shop, books);
  const header = ["from", "sessions", "page_views", "units", "order_items", "sales", "units_refunded", "currency"];
  const rows = [...daysOf(shop, books)].map(([d, t]) => [
    d,
    Math.round(t.sessions * OVERLAP),
    t.views,
    t.units,
    t.items,
    amount(shop, t.minor),
    back.get(d) ?? 0,
    shop.store.currency,
  ]);
  return csv(header, rows);
}

export function trafficFile(shop: Shop, books: Books): SampleFile {
  const { from, to } = books.window;
  const amazon = shop.store.platform === "amazon";
  return {
    name: `${shop.code}-${amazon ? "sales-and-traffic" : "traffic"}-${from}-${to}.${amazon ? "json" : "csv"}`,
    format: amazon ? "amazon-sales-traffic-json" : "traffic",
    store: shop.code,
    kind: "history",
    text: amazon ? byDateJson(shop, books) : byDateCsv(shop, books),
  };
}

const CHILD = [
  "(Parent) ASIN",
  "(Child) ASIN",
  "Title",
  "SKU",
  "Sessions - Total",
  "Session Percentage - Total",
  "Page Views - Total",
  "Page Views Percentage - Total",
  "Featured Offer (Buy Box) Percentage",
  "Units Ordered",
  "Unit Session Percentage",
  "Ordered Product Sales",
  "Total Order Items",
];

const thousands = (n: number): string => n.toLocaleString("en-US");

function childRows(shop: Shop, { listingMonths }: Books, month: string): (string | number)[][] {
  const found = LISTINGS.filter((l) => l.shop === shop).map((listing) => ({
    listing,
    t: listingMonths.get(`${month}/${listing.key}`) ?? none(),
  }));
  const all = { sessions: found.reduce((sum, { t }) => sum + t.sessions, 0), views: found.reduce((sum, { t }) => sum + t.views, 0) };
  const sales = { minimumFractionDigits: shop.minor === 1 ? 0 : 2 };
  return found.map(({ listing: { item }, t }) => [
    item.asin,
    item.asin,
    item.en,
    item.sku,
    thousands(t.sessions),
    `${percent(t.sessions, all.sessions).toFixed(2)}%`,
    thousands(t.views),
    `${percent(t.views, all.views).toFixed(2)}%`,
    `${percent(t.offered, t.sessions).toFixed(2)}%`,
    thousands(t.units),
    `${percent(t.units, t.sessions).toFixed(2)}%`,
    (SIGNS[shop.store.currency] ?? "") + money(shop, t.minor).toLocaleString("en-US", sales),
    thousands(t.items),
  ]);
}

/** Amazon's business reports by child item of the months that end in the days asked for, each of the whole month. */
export function childItemFiles(shop: Shop, books: Books): SampleFile[] {
  const { from, to } = books.window;
  const files: SampleFile[] = [];
  for (let first = startOfMonth(from); first <= to; first = startOfMonth(addDays(endOfMonth(first), 1))) {
    const last = endOfMonth(first);
    if (last > to) continue;
    const month = first.slice(0, 7);
    files.push({
      name: `${shop.code}-business-report-${month}.csv`,
      format: "amazon-business-report",
      store: shop.code,
      period: { from: first, to: last },
      kind: "history",
      text: csv(CHILD, childRows(shop, books, month)),
    });
  }
  return files;
}
