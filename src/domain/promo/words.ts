import type { DeadlineKind } from "./deadlines.ts";
import type { UpliftFrom } from "./uplift.ts";
import type { Text } from "../value.ts";
import type { AssumptionTopic, DateSource, Programme, PromoState } from "./types.ts";

export const PROGRAMME_NAME = {
  awd: { zh: "AWD", en: "AWD" },
  "fba-minimal": { zh: "FBA 最少分仓", en: "FBA, minimal splits" },
  "fba-optimized": { zh: "FBA 优化分仓", en: "FBA, Amazon-optimized splits" },
  other: { zh: "其他仓", en: "another warehouse" },
} as const satisfies Record<Programme, Text>;

export const SOURCE_NAME = {
  calendar: { zh: "平台公布", en: "announced" },
  rule: { zh: "平台未公布，按规则倒推", en: "not announced: by rule" },
  person: { zh: "人工填写", en: "entered" },
} as const satisfies Record<DateSource, Text>;

export const STATE_NAME = {
  open: { zh: "进行中", en: "open" },
  closed: { zh: "已复盘", en: "reviewed" },
  "called-off": { zh: "已取消", en: "called off" },
} as const satisfies Record<PromoState, Text>;

export const TOPIC_NAME = {
  uplift: { zh: "大促增幅", en: "uplift" },
  discount: { zh: "折扣", en: "discount" },
  new: { zh: "新品", en: "new product" },
  competitor: { zh: "竞品动向", en: "competitor" },
  other: { zh: "其他", en: "other" },
} as const satisfies Record<AssumptionTopic, Text>;

export const FROM_NAME = {
  own: { zh: "自身", en: "own" },
  category: { zh: "同类", en: "category" },
  store: { zh: "全店", en: "all SKUs" },
  default: { zh: "默认", en: "default" },
} as const satisfies Record<UpliftFrom, Text>;

export const DEADLINE_NAME = {
  "sign-up": { zh: "报名截止", en: "sign-up closes" },
  order: { zh: "最晚下单", en: "last day to order" },
  inbound: { zh: "入仓截止", en: "inbound deadline" },
  start: { zh: "大促开始", en: "it begins" },
  end: { zh: "大促结束", en: "it ends" },
} as const satisfies Record<DeadlineKind, Text>;
