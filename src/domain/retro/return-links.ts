import type { ReturnBucket } from "../facts/facts.ts";
import type { Text } from "../value.ts";

/** What a return reason says, and which link of the chain must act on it. `unknown` is nobody's until somebody reads the comments. */
export const RETURN_LINKS: Readonly<Record<ReturnBucket, { readonly name: Text; readonly link: Text }>> = {
  listing: {
    name: { zh: "与描述不符", en: "not as described" },
    link: { zh: "Listing（图文、尺寸表）→ 产品经理", en: "listing (pictures, text, size chart) → product" },
  },
  quality: { name: { zh: "质量问题", en: "quality" }, link: { zh: "选品与质检 → 供应链", en: "sourcing and inspection → supply" } },
  fit: { name: { zh: "尺码不合", en: "fit" }, link: { zh: "尺码表与选品 → 产品经理", en: "size chart and selection → product" } },
  logistics: { name: { zh: "物流问题", en: "logistics" }, link: { zh: "履约与包装 → 供应链", en: "fulfilment and packaging → supply" } },
  preference: {
    name: { zh: "个人原因", en: "change of mind" },
    link: { zh: "定位与促销 → 运营", en: "positioning and promotion → operator" },
  },
  unknown: {
    name: { zh: "原因不明", en: "no reason given" },
    link: { zh: "先读买家留言 → 客服", en: "read the comments first → service" },
  },
};
