import type { FactKind } from "../../facts/facts.ts";
import { definePolicy, type Policy } from "../policy.ts";

const fresh = (fact: string, zh: string, en: string, days: number, source: string): Policy<number> =>
  definePolicy<number>({
    id: `fresh-${fact}-days`,
    name: { zh: `${zh}落后昨天几天就算过期`, en: `${en} are stale when they end this many days before yesterday` },
    unit: "days",
    default: days,
    min: 0,
    max: 90,
    scopes: ["company", "store"],
    source,
  });

const DAILY = "Purser's judgement: orders and stock are exported every working day; one day of grace for the morning's export";
const WEEKLY = "Purser's judgement: looked at once a week by the operating documents' weekly rhythm";

/** How far the newest day of a fact may lie behind yesterday. Facts that are not named here do not go stale by themselves (products, costs). */
export const FRESHNESS: Readonly<Partial<Record<FactKind, Policy<number>>>> = {
  "order-lines": fresh("order-lines", "订单数据", "order data", 1, DAILY),
  "daily-sales": fresh("daily-sales", "日销售数据", "daily sales", 1, DAILY),
  stock: fresh("stock", "库存数据", "stock snapshots", 1, DAILY),
  traffic: fresh("traffic", "流量数据", "traffic figures", 3, "Amazon: Sales and Traffic figures of a day settle within about 72 hours"),
  ads: fresh("ads", "广告数据", "advertising figures", 3, "Amazon Ads: clicks and sales of a day are restated for about 72 hours"),
  returns: fresh("returns", "退货数据", "returns", 7, WEEKLY),
  reviews: fresh("reviews", "评价数据", "reviews", 7, WEEKLY),
  inbound: fresh("inbound", "在途数据", "inbound shipments", 7, WEEKLY),
  "financial-events": fresh("financial-events", "结算数据", "settlement data", 14, "Amazon settles every 14 days"),
};

export const xmrMinPoints = definePolicy<number>({
  id: "retro-xmr-min-points",
  name: { zh: "控制图至少需要几天数据", en: "days of data needed to tell what is normal" },
  unit: "count",
  default: 6,
  min: 3,
  max: 90,
  scopes: ["company"],
  source: "Wheeler, Understanding Variation: limits from as few as five or six values are useful",
});

export const xmrRun = definePolicy<number>({
  id: "retro-xmr-run",
  name: { zh: "连续几天在中位数同一侧算异常", en: "days in a row on one side of the median that count as a signal" },
  unit: "count",
  default: 8,
  min: 5,
  max: 30,
  scopes: ["company"],
  source:
    "Wheeler, Understanding Variation: eight successive values on one side of the central line; the median, so that one wild day does not move it",
});

/** Data freshness for the digest, and signals for the retro. */
export const schedulePolicies: readonly Policy<number>[] = [...Object.values(FRESHNESS), xmrMinPoints, xmrRun];
