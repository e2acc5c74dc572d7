import type { ReturnBucket } from "../facts/facts.ts";
import type { Text } from "../value.ts";

/** What to try first for a reason, and whose it is. A candidate: the first guess at a cause is often wrong. */
export const RETURN_ACTION: Readonly<Record<ReturnBucket, Text>> = {
  listing: {
    zh: "产品经理：对照买家留言改图文，补实拍图和尺寸对比",
    en: "product: compare the listing with what buyers write; add real photos and sizes",
  },
  quality: {
    zh: "供应链：抽检在库批次，查入库日期，先停发问题批次",
    en: "supply: inspect the batch in stock, look up when it came in, hold it back first",
  },
  fit: {
    zh: "产品经理：核对尺码表与实物，页面补尺寸说明；下次备货调整尺码",
    en: "product: measure the goods against the size chart and say so on the page; adjust the next order",
  },
  logistics: {
    zh: "供应链：要求仓库加固包装，向承运商索赔",
    en: "supply: have the warehouse pack it better, claim from the carrier",
  },
  preference: {
    zh: "运营：看是不是促销或广告带来了不合适的买家",
    en: "operator: see whether a promotion or an ad brings the wrong buyers",
  },
  unknown: {
    zh: "客服：先读留言、联系买家，问出原因",
    en: "service: read the comments, ask buyers why",
  },
};
