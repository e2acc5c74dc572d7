import { addDays, type Day, dayNumber, endOfMonth, startOfMonth } from "../../../src/domain/calendar/day.ts";
import { type Item, ITEMS } from "../catalogue.ts";
import { amount, csv, type SampleFile } from "../file.ts";
import type { Shop } from "../master.ts";
import type { Played } from "../played.ts";
import { constant, dice } from "../random.ts";
import { expected } from "../season.ts";

/** What a shop's page of a SKU saw on a day. */
export interface Visit {
  readonly item: Item;
  readonly day: Day;
  readonly sessions: number;
  readonly views: number;
  readonly units: number;
  readonly items: number;
  readonly minor: number;
  readonly refunded: number;
}

/** A visitor is one session of the shop, however many products he looks at. */
const OVERLAP = 0.82;
/** Who still comes to the page of a product that is out. */
const CURIOUS = 0.3;

/** Every SKU and day from the first of the month of `from`. */
export function visits(shop: Shop, played: Played): Visit[] {
  const sold = new Map<string, { units: number; items: number; minor: number }>();
  for (const l of played.recent) {
    if (l.shop !== shop || l.kind !== "sale") continue;
    const key = `${l.item.sku}/${l.day}`;
    const sum = sold.get(key) ?? { units: 0, items: 0, minor: 0 };
    sold.set(key, { units: sum.units + l.quantity, items: sum.items + 1, minor: sum.minor + l.minor });
  }
  const refunded = new Map<string, number>();
  for (const l of played.recent) {
    if (l.shop !== shop || !l.returned) continue;
    const key = `${l.item.sku}/${l.returned.day}`;
    refunded.set(key, (refunded.get(key) ?? 0) + l.returned.quantity);
  }
  const out = new Set(
    played.ledger.filter((e) => e.warehouse === shop.pool && e.opening === 0 && e.closing === 0).map((e) => `${e.sku}/${e.day}`),
  );
  const seen: Visit[] = [];
  for (let d = startOfMonth(played.from); d <= played.to; d = addDays(d, 1)) {
    for (const item of ITEMS) {
      if (shop.code === "amazon-uk" && item.priceGbp === null) continue;
      const key = `${item.sku}/${d}`;
      const conversion = 0.07 + 0.1 * constant(played.seed, "conversion", item.sku, shop.code);
      const luck = dice(played.seed, "visits", shop.code, item.sku, d);
      const { units = 0, items = 0, minor = 0 } = sold.get(key) ?? {};
      const drawn = luck.poisson(
        ((expected(item, dayNumber(d)) * shop.share) / conversion) * luck.noise(0.1) * (out.has(key) ? CURIOUS : 1),
      );
      const sessions = Math.max(drawn, units > 0 ? Math.round(units / (conversion * 2)) : 0, items);
      seen.push({
        item,
        day: d,
        sessions,
        views: Math.round(sessions * (1.25 + 0.2 * luck.next())),
        units,
        items,
        minor,
        refunded: refunded.get(key) ?? 0,
      });
    }
  }
  return seen;
}

const total = (of: readonly Visit[], field: "sessions" | "views" | "units" | "items" | "minor" | "refunded"): number =>
  of.reduce((sum, v) => sum + v[field], 0);
const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100);

/** Sales and Traffic by date, as the interface gives it. */
export function trafficFile(shop: Shop, seen: readonly Visit[], { from, to }: Played): SampleFile {
  const byDay = Map.groupBy(
    seen.filter((v) => v.day >= from),
    (v) => v.day,
  );
  const { currency } = shop.store;
  const days = [...byDay].map(([date, of]) => {
    const sessions = Math.round(total(of, "sessions") * OVERLAP);
    const mobile = Math.round(sessions * 0.66);
    const views = total(of, "views");
    const units = total(of, "units");
    const minor = total(of, "minor");
    return {
      date,
      salesByDate: {
        orderedProductSales: { amount: minor / 100, currencyCode: currency },
        unitsOrdered: units,
        totalOrderItems: total(of, "items"),
        averageSellingPrice: { amount: units === 0 ? 0 : Math.round(minor / units) / 100, currencyCode: currency },
        unitsRefunded: total(of, "refunded"),
        refundRate: percent(total(of, "refunded"), units),
        unitsShipped: units,
      },
      trafficByDate: {
        browserPageViews: views - Math.round(views * 0.66),
        mobileAppPageViews: Math.round(views * 0.66),
        pageViews: views,
        browserSessions: sessions - mobile,
        mobileAppSessions: mobile,
        sessions,
        buyBoxPercentage: 97.5,
        unitSessionPercentage: percent(units, sessions),
      },
    };
  });
  const reportSpecification = {
    reportType: "GET_SALES_AND_TRAFFIC_REPORT",
    reportOptions: { dateGranularity: "DAY", asinGranularity: "SKU" },
    dataStartTime: from,
    dataEndTime: to,
    marketplaceIds: [shop.channel],
  };
  const text = JSON.stringify({ reportSpecification, salesAndTrafficByDate: days, salesAndTrafficByAsin: [] });
  return {
    name: `${shop.code}-sales-and-traffic-${from}-${to}.json`,
    format: "amazon-sales-traffic-json",
    store: shop.code,
    kind: "history",
    text,
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

/** Business reports by child item of the months that end in the days asked for, each of the whole month. */
export function childItemFiles(shop: Shop, seen: readonly Visit[], { from, to }: Played): SampleFile[] {
  const files: SampleFile[] = [];
  const sign = shop.store.currency === "GBP" ? "£" : "$";
  for (let first = startOfMonth(from); first <= to; first = startOfMonth(addDays(endOfMonth(first), 1))) {
    const last = endOfMonth(first);
    if (last > to) continue;
    const month = seen.filter((v) => v.day >= first && v.day <= last);
    const all = { sessions: total(month, "sessions"), views: total(month, "views") };
    const rows = [...Map.groupBy(month, (v) => v.item)].map(([item, of]) => {
      const [sessions, views, units] = [total(of, "sessions"), total(of, "views"), total(of, "units")];
      const thousands = (n: number): string => n.toLocaleString("en-US");
      return [
        item.asin,
        item.asin,
        item.en,
        item.sku,
        thousands(sessions),
        `${percent(sessions, all.sessions).toFixed(2)}%`,
        thousands(views),
        `${percent(views, all.views).toFixed(2)}%`,
        "97.50%",
        thousands(units),
        `${percent(units, sessions).toFixed(2)}%`,
        sign + Number(amount(total(of, "minor"))).toLocaleString("en-US", { minimumFractionDigits: 2 }),
        thousands(total(of, "items")),
      ];
    });
    files.push({
      name: `${shop.code}-business-report-${first.slice(0, 7)}.csv`,
      format: "amazon-business-report",
      store: shop.code,
      period: { from: first, to: last },
      kind: "history",
      text: csv(CHILD, rows),
    });
  }
  return files;
}
