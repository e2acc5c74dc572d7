import { definePolicy } from "../policy.ts";

export const feeShare = definePolicy<number>({
  id: "restock-fee-share",
  name: { zh: "平台佣金与配送费占售价的比例", en: "what the platform keeps of a price: commission and fulfilment" },
  unit: "percent",
  default: 0.3,
  min: 0,
  max: 0.9,
  source:
    "Amazon's referral fee is 15 % in most categories; fulfilment takes about as much again (Purser's judgement: set it by your own settlements)",
});

export const capitalRate = definePolicy<number>({
  id: "restock-capital-rate",
  name: { zh: "库存占用资金的年成本", en: "what a year of money in stock costs" },
  unit: "percent",
  default: 0.2,
  min: 0,
  max: 2,
  source: "Textbook carrying charge of 20 % a year (Silver, Pyke & Thomas, ch. 1)",
});

export const outPenalty = definePolicy<number>({
  id: "restock-stock-out-penalty",
  name: {
    zh: "断货每少卖一件，除毛利外再损失多少（占毛利）",
    en: "what a lost sale costs beside its margin, as a share of that: rank, advertising",
  },
  unit: "percent",
  default: 0,
  min: 0,
  max: 5,
  source: "Purser's judgement: no report says what a lost rank costs, so nothing is assumed; raise it where a stock-out cost you one",
});

export const leastFlightDays = definePolicy<number>({
  id: "restock-least-flight-days",
  name: { zh: "快线至少要救回几天的销量才拆单", en: "days of sales that a faster way must save before an order is split" },
  unit: "days",
  default: 1,
  min: 0,
  max: 60,
  source: "Purser's judgement: a second shipment for less than a day's sales is not worth its papers",
});

export const leastFlightGain = definePolicy<number>({
  id: "restock-least-flight-gain",
  name: {
    zh: "快线扣除多花的运费后至少要多赚多少（公司币种）才单独走一票",
    en: "what a part that goes a faster way must earn beyond its freight, in the company's currency, to be a shipment of its own",
  },
  unit: "money",
  default: 20,
  min: 0,
  max: 1e6,
  source:
    "Purser's judgement: an air shipment has a minimum charge (commonly 45 kg, or a least bill), a clearance and papers of its own; 20 is a modest share of these in dollars. Set 0 where many SKUs fly together anyway",
});

export const unpaidTail = definePolicy<string>({
  id: "restock-unpaid-units",
  name: { zh: "满足率要求、但预计赚不回钱的最后几箱", en: "the last cartons that the fill rate wants and that do not pay" },
  unit: "choice",
  default: "leave",
  choices: [
    { value: "leave", label: { zh: "不买", en: "are left out" } },
    { value: "buy", label: { zh: "照买，并在卡片上写明", en: "are bought, and the card names them" } },
  ],
  source:
    "Purser's judgement: a unit that is expected to lose money is no service to the shop; where price, cost or freight is not known nothing is left out",
});

export const earlyDays = definePolicy<number>({
  id: "restock-early-days",
  name: {
    zh: "还不划算的下单，等到最晚下单日前几天再建议",
    en: "an order that does not pay yet is proposed so many days before its last day",
  },
  unit: "days",
  default: 7,
  min: 0,
  max: 60,
  source: "Purser's judgement: a week for the team to agree and for the supplier to confirm",
});

export const clearanceLoss = definePolicy<number>({
  id: "restock-clearance-loss",
  name: {
    zh: "放到超龄仍没卖出的货，清掉时亏掉成本的几成",
    en: "share of its cost that is lost on a unit which has to be cleared when it is aged",
  },
  unit: "percent",
  default: 0.5,
  min: 0,
  max: 1,
  source: "Purser's judgement: cleared at a loss or held for months; set it by your own clearances",
});

export const agedDays = definePolicy<number>({
  id: "restock-aged-days",
  name: { zh: "库龄超过多少天收超龄费", en: "age from which the platform charges for old stock" },
  unit: "days",
  default: 181,
  min: 30,
  max: 730,
  source: "FBA's aged-inventory surcharge begins on day 181",
});

export const agedShare = definePolicy<number>({
  id: "restock-aged-share",
  name: { zh: "一单预计最多有几成会超龄，超出部分不订", en: "the share of an order that may grow too old; more is cut" },
  unit: "percent",
  default: 0.1,
  min: 0.01,
  max: 1,
  source: "Purser's judgement: a tenth of an order that is still there after half a year is not chance any more",
});

export const orderEconomicsPolicies = [
  feeShare,
  capitalRate,
  outPenalty,
  leastFlightDays,
  leastFlightGain,
  unpaidTail,
  earlyDays,
  clearanceLoss,
  agedDays,
  agedShare,
] as const;
