import type { ReturnBucket } from "../facts/facts.ts";
import type { Text } from "../value.ts";

/** What to try first for a reason, and whose it is. A candidate: the first guess at a cause is often wrong. */
export const RETURN_ACTION: Readonly<Record<ReturnBucket, { readonly who: Text; readonly what: Text }>> = {
  listing: {
    who: { zh: "产品经理", en: "product" },
    what: {
      zh: "对照买家留言改图文，补实拍图和尺寸对比",
      en: "compare the listing with what buyers write; add real photos and sizes",
    },
  },
  quality: {
    who: { zh: "供应链", en: "supply" },
    what: {
      zh: "抽检在库批次，查入库日期，先停发问题批次",
      en: "inspect the batch in stock, look up when it came in, hold it back first",
    },
  },
  fit: {
    who: { zh: "产品经理", en: "product" },
    what: {
      zh: "核对尺码表与实物，页面补尺寸说明；下次备货调整尺码",
      en: "measure the goods against the size chart and say so on the page; adjust the next order",
    },
  },
  logistics: {
    who: { zh: "供应链", en: "supply" },
    what: {
      zh: "要求仓库加固包装，向承运商索赔",
      en: "have the warehouse pack it better, claim from the carrier",
    },
  },
  preference: {
    who: { zh: "运营", en: "operator" },
    what: {
      zh: "看是不是促销或广告带来了不合适的买家",
      en: "see whether a promotion or an ad brings the wrong buyers",
    },
  },
  unknown: {
    who: { zh: "客服", en: "service" },
    what: {
      zh: "先读留言、联系买家，问出原因",
      en: "read the comments, ask buyers why",
    },
  },
};
