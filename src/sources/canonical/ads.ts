import { blank } from "../tables/said.ts";
import { tableSource } from "../tables/table-source.ts";
import { CANONICAL, CURRENCY, keyOf, optional, required } from "./column.ts";
import { INTERVAL, interval } from "./interval.ts";

export const ads = tableSource({
  ...CANONICAL,
  id: "ads",
  fact: "ads",
  title: { zh: "广告花费（标准 CSV）", en: "Advertising (canonical CSV)" },
  origin: { zh: "广告后台按天导出的活动数据。", en: "Campaign figures by day, from the advertising console." },
  asks: { store: true },
  columns: [
    required("campaign", "广告活动"),
    optional("sku", "SKU编码"),
    ...INTERVAL,
    optional("impressions", "曝光量"),
    optional("clicks", "点击量"),
    required("spend", "花费"),
    optional("sales", "广告销售额"),
    optional("units", "广告销量"),
    optional("orders", "广告订单数"),
    optional("attribution_days"),
    CURRENCY,
  ],
  key: (f) => keyOf(f.campaign, f.sku, f.from, f.to),
  start: (context) => (row) => ({
    fact: {
      campaign: row.code("campaign"),
      sku: row.optionalCode("sku"),
      ...interval(row),
      impressions: row.optionalCount("impressions"),
      clicks: row.optionalCount("clicks"),
      spend: row.optionalPrice("spend") ?? row.reject("missing", "spend", blank("spend")),
      sales: row.optionalPrice("sales"),
      units: row.optionalCount("units"),
      orders: row.optionalCount("orders"),
      attributionDays: row.optionalCount("attribution_days"),
      currency: row.currency("currency", context.currency ?? context.store?.currency ?? null),
    },
  }),
});
