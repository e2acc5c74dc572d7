import { definePolicy } from "../policy.ts";

const LEGS = "Chinese ERPs' 智能备货 settings: 采购 7 天, 国内操作 3 天, 上架 5 天";

export const productionDays = definePolicy<number>({
  id: "restock-production-days",
  name: { zh: "采购/生产天数（供应商未填时）", en: "production, where the supplier's time is not known" },
  unit: "days",
  default: 7,
  min: 0,
  max: 365,
  source: LEGS,
});

export const domesticDays = definePolicy<number>({
  id: "restock-domestic-days",
  name: { zh: "国内操作天数（线路未填时）", en: "domestic handling, where no lane is known" },
  unit: "days",
  default: 3,
  min: 0,
  max: 90,
  source: LEGS,
});

export const freightDays = definePolicy<number>({
  id: "restock-freight-days",
  name: { zh: "头程运输天数，到仓为止、含清关（线路未填时）", en: "freight up to the warehouse, customs with it, where no lane is known" },
  unit: "days",
  default: 20,
  min: 0,
  max: 365,
  source: "「头程海运时效20天」 (full-chain document, stocking)",
});

const CLEARING =
  "Forwarders' guides for FBA by sea: customs 1–3 working days, 5–7 more where goods are inspected (5–10 % are); 5–10 from the port to the door";

export const customsDays = definePolicy<number>({
  id: "restock-customs-days",
  name: { zh: "清关天数（到港后，实际票数不够时）", en: "customs, of goods at the port, where too few shipments tell" },
  unit: "days",
  default: 3,
  min: 0,
  max: 90,
  source: CLEARING,
});

export const customsSlowDays = definePolicy<number>({
  id: "restock-customs-slow-days",
  name: { zh: "清关慢的时候要几天（P90，如遇查验）", en: "customs in the slow tenth, as where goods are inspected" },
  unit: "days",
  default: 9,
  min: 0,
  max: 180,
  source: CLEARING,
});

export const deliveryDays = definePolicy<number>({
  id: "restock-delivery-days",
  name: { zh: "清关后送到仓库的天数（实际票数不够时）", en: "from customs to the warehouse, where too few shipments tell" },
  unit: "days",
  default: 4,
  min: 0,
  max: 90,
  source: CLEARING,
});

export const shelvingDays = definePolicy<number>({
  id: "restock-shelving-days",
  name: { zh: "入仓上架天数（线路未填时）", en: "receiving and shelving, where no lane is known" },
  unit: "days",
  default: 5,
  min: 0,
  max: 90,
  source: LEGS,
});

export const lateShare = definePolicy<number>({
  id: "restock-late-share",
  name: { zh: "慢的时候比平时多花的时间（P90 未知时）", en: "how much longer the slow tenth takes, where nobody said" },
  unit: "percent",
  default: 0.3,
  min: 0,
  max: 3,
  source: "Purser's judgement: 20 ± 5 days, the spread of the backtest, has its 90 % point 32 % above the middle",
});

export const leastShipments = definePolicy<number>({
  id: "restock-least-shipments",
  name: { zh: "至少几票到货后，时效改按实际学习", en: "shipments that must have come before their own days replace the lane's" },
  unit: "count",
  default: 8,
  min: 2,
  max: 100,
  source: "Purser's judgement: the slowest of 8 stands at the 89 % point on average (n/(n+1)), which is the slow tenth that plans rest on",
  note: {
    zh: "不到这个票数时，线路填写的时效与已有到货按比例混合。",
    en: "With fewer, the lane's days and those of the shipments are mixed by their number.",
  },
});

export const bookedAheadDays = definePolicy<number>({
  id: "restock-booked-ahead-days",
  name: {
    zh: "订舱到发出超过几天，视为下单时就登记、其中含生产",
    en: "booked longer than this before it leaves: booked when ordered, so that production is in it",
  },
  unit: "days",
  default: 10,
  min: 1,
  max: 120,
  source: "Three times the 国内操作 3 天 of Chinese ERPs' 智能备货 settings (Purser's judgement)",
});

export const overdueDays = definePolicy<number>({
  id: "restock-overdue-arrival-days",
  name: { zh: "在途已过预计到仓日仍未收货时，按再过几天到仓计算", en: "a shipment past its date is expected this many days from today" },
  unit: "days",
  default: 7,
  min: 1,
  max: 90,
  source: "「提前1周与海外仓预约入库时间」 (full-chain document, fulfilment): a week from booking to shelf",
});

export const transferDays = definePolicy<number>({
  id: "restock-transfer-days",
  name: { zh: "同区仓间调拨天数（发出到可售）", en: "moving goods between warehouses of one region, until they can be sold" },
  unit: "days",
  default: 7,
  min: 0,
  max: 90,
  source: "「提前1周与海外仓预约入库时间」 (full-chain document, fulfilment): a week from booking to shelf",
});

export const staleStock = definePolicy<number>({
  id: "restock-stale-stock",
  name: { zh: "库存快照超过几天算过期", en: "a stock snapshot older than this is called stale" },
  unit: "days",
  default: 3,
  min: 0,
  max: 60,
  source: "Purser's judgement: platforms write a new snapshot every day; three days bridge a weekend",
});

export const leadTimePolicies = [
  productionDays,
  domesticDays,
  freightDays,
  customsDays,
  customsSlowDays,
  deliveryDays,
  shelvingDays,
  lateShare,
  leastShipments,
  bookedAheadDays,
  overdueDays,
  transferDays,
  staleStock,
] as const;
