import type { Text } from "../domain/value.ts";

const t = (zh: string, en: string): Text => ({ zh, en });

/** The words of the fields: the form shows them and a mistake names them. */
export const LABEL = {
  quantity: t("采购数量（件）", "Units to buy"),
  urgentUnits: t("其中加急（件）", "Of these urgent"),
  urgentLane: t("加急走", "Urgent ones go by"),
  restLane: t("其余走", "The rest goes by"),
  lane: t("头程", "Route"),
  neededBy: t("最晚到仓日", "Needed by"),
  note: t("备注", "Note"),
  refusal: t("驳回原因", "Why it is refused"),
  closing: t("关闭原因", "Why it is closed"),
  reference: t("采购单号", "PO number"),
  orderedOn: t("下单日期", "Ordered on"),
  readyOn: t("交货日期", "Goods ready on"),
  confirmedUnits: t("确认数量", "Units confirmed"),
  confirmedPrice: t("确认单价", "Price of one"),
  leftOn: t("调出日期", "Left on"),
  received: t("实收（件）", "Units received"),
} as const satisfies Record<string, Text>;
