import type { Text } from "../value.ts";

export interface CheckItem {
  readonly id: string;
  readonly label: Text;
}

const FRAGILE = /glass|ceramic|lamp|mug|cup|mirror|porcelain|kitchen|玻璃|陶瓷|灯|杯|镜|瓷|厨/iu;
const SIZED = /apparel|cloth|shoe|dress|shirt|wear|footwear|服|鞋|衣|裤|裙/iu;

/** Categories whose returns should stay in the country: what breaks, and what does not fit. */
export const returnsLocally = (category: string | null, title: string | null): boolean =>
  [category, title].some((t) => t !== null && (FRAGILE.test(t) || SIZED.test(t)));

/** What must be done before the goods leave, beside buying them. */
export function checklistFor(platforms: readonly string[], returns: readonly string[]): readonly CheckItem[] {
  const amazon = platforms.includes("amazon");
  const content = platforms.includes("tiktok");
  return [
    { id: "sign-up", label: { zh: "平台活动已报名", en: "signed up with the platform" } },
    { id: "market-access", label: { zh: "目标国准入审查完成（CE、FDA、UKCA 等）", en: "market access checked (CE, FDA, UKCA …)" } },
    ...(amazon
      ? [{ id: "labels", label: { zh: "FBA 入库规则核对：标签、包装、箱规", en: "FBA inbound rules checked: labels, packaging, cartons" } }]
      : [{ id: "inbound", label: { zh: "海外仓入库要求已确认并预约", en: "the warehouse's inbound rules confirmed and a slot booked" } }]),
    ...(returns.length > 0
      ? [
          {
            id: "local-returns",
            label: {
              zh: `易损、尺码敏感品的本地退货仓（${returns.slice(0, 3).join("、")}${returns.length > 3 ? " 等" : ""}）`,
              en: `a local address for returns of what breaks or must fit (${returns.slice(0, 3).join(", ")}${returns.length > 3 ? " …" : ""})`,
            },
          },
        ]
      : []),
    { id: "coupon-utm", label: { zh: "独立优惠码或 UTM 链接已建", en: "its own coupon codes or UTM links made" } },
    ...(content ? [{ id: "content-review", label: { zh: "达人视频审片安排好", en: "review of creators' videos arranged" } }] : []),
  ];
}
