import type { Text } from "../value.ts";

const t = (zh: string, en: string): Text => ({ zh, en });

/** Amazon's return reasons as a team says them (Seller Central, FBA customer returns report). Other words are shown as they were written. */
const WORDS: ReadonlyMap<string, Text> = new Map(
  Object.entries({
    APPAREL_STYLE: t("款式不喜欢", "style"),
    APPAREL_TOO_LARGE: t("尺码偏大", "too large"),
    APPAREL_TOO_SMALL: t("尺码偏小", "too small"),
    "APP-TOO-LATE": t("送达太晚", "came too late"),
    "BAD-DESC": t("与描述不符", "not as described"),
    DAMAGED_BY_CARRIER: t("运输破损", "damaged by the carrier"),
    DAMAGED_BY_FC: t("仓库破损", "damaged in the warehouse"),
    DEFECTIVE: t("不能用", "does not work"),
    EXTRA_ITEM: t("多发", "extra item"),
    FOUND_BETTER_PRICE: t("别处更便宜", "cheaper elsewhere"),
    MISORDERED: t("买错", "ordered by mistake"),
    MISSED_ESTIMATED_DELIVERY: t("没按时送达", "missed its delivery date"),
    MISSING_PARTS: t("缺配件", "parts missing"),
    NEVER_ARRIVED: t("没收到", "never arrived"),
    NOT_AS_DESCRIBED: t("与描述不符", "not as described"),
    NOT_COMPATIBLE: t("不适配", "not compatible"),
    NO_REASON_GIVEN: t("没写原因", "no reason given"),
    ORDERED_WRONG_ITEM: t("下错单", "wrong item ordered"),
    OTHER: t("其他", "other"),
    POOR_FIT: t("不合身", "poor fit"),
    QUALITY_UNACCEPTABLE: t("质量差", "poor quality"),
    SWITCHEROO: t("发错货", "wrong item sent"),
    UNAUTHORIZED_PURCHASE: t("非本人下单", "not authorised"),
    UNWANTED_ITEM: t("不想要了", "no longer wanted"),
    UNDELIVERABLE_REFUSED: t("拒收", "refused"),
    WARRANTY: t("保修退回", "under warranty"),
  }),
);

/** A platform's word for why something came back; null where it gave none. */
export function reasonText(reason: string | null): Text {
  if (reason === null || reason.trim() === "") return t("没写原因", "no reason given");
  return WORDS.get(reason) ?? { zh: reason, en: reason };
}
