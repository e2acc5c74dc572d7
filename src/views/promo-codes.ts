import type { PromoStatus } from "../app/promo/status.ts";
import { listed } from "../message/listed.ts";
import type { Block, Value } from "../message/message.ts";
import { none, t, text } from "./promo-values.ts";

const SHOWN = 8;

/** What each coupon code sold, beside what its creator was promised. */
export function codesBlock({ codes }: Pick<PromoStatus, "codes">): Block[] {
  if (codes.length === 0) return [];
  return [
    {
      kind: "table",
      title: t("按优惠码（店铺全部 SKU）", "By coupon code, all SKUs of these stores"),
      columns: [
        { label: t("优惠码", "Code") },
        { label: t("达人", "Creator") },
        { label: t("已卖", "Sold"), align: "right" },
        { label: t("已承诺", "Promised"), align: "right" },
      ],
      ...listed(codes, SHOWN, (c): Value[] => [
        { kind: "code", code: c.code },
        c.creators.length === 0 ? none("没有登记是谁的", "nobody entered whose it is") : text(c.creators.join("、"), c.creators.join(", ")),
        { kind: "count", count: c.units },
        c.promised === null ? none("没有承诺", "nothing was promised") : { kind: "count", count: c.promised },
      ]),
    },
  ];
}
