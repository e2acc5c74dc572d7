import { addDays, type Day, earlier } from "../calendar/day.ts";
import type { Text } from "../value.ts";
import type { Deadline } from "./deadlines.ts";
import type { Promo } from "./types.ts";

export interface CheckItem {
  readonly id: string;
  readonly label: Text;
  /** The last day on which it helps. */
  readonly by: Day;
}

const FRAGILE = /glass|ceramic|lamp|mug|cup|mirror|porcelain|kitchen|玻璃|陶瓷|灯|杯|镜|瓷|厨/iu;
const SIZED = /apparel|cloth|shoe|dress|shirt|wear|footwear|服|鞋|衣|裤|裙/iu;

/** Categories whose returns should stay in the country: what breaks, and what does not fit. */
export const returnsLocally = (category: string | null, title: string | null): boolean =>
  [category, title].some((t) => t !== null && (FRAGILE.test(t) || SIZED.test(t)));

/** What sellers and creators need is arranged a week before, and a video that is sent back is shot again in that week. Purser's judgement. */
const ARRANGED_DAYS = 7;
const VIDEOS_DAYS = 14;
/** Within so long a creator hears whether a video may go out; the documents ask for speed and name no hours. Purser's judgement. */
const REVIEW_HOURS = 24;

/** What must be done beside buying, each by the day on which it is of use: before the goods are ordered, before they arrive, before it begins. */
export function checklistFor(
  platforms: readonly string[],
  returns: readonly string[],
  promo: Pick<Promo, "signUpBy" | "inboundBy" | "from">,
  deadlines: readonly Deadline[],
): readonly CheckItem[] {
  const amazon = platforms.includes("amazon");
  const content = platforms.includes("tiktok");
  // Labels and cartons are part of the order; a way that is too late for it decides nothing any more.
  const orders = deadlines.filter((d) => d.kind === "order").map((d) => d.day);
  const ordered = earlier(orders.toSorted().at(-1) ?? promo.inboundBy, promo.inboundBy);
  const arranged = addDays(promo.from, -ARRANGED_DAYS);
  return [
    { id: "sign-up", by: promo.signUpBy ?? promo.inboundBy, label: { zh: "平台活动已报名", en: "signed up with the platform" } },
    {
      id: "market-access",
      by: ordered,
      label: { zh: "目标国准入审查完成（CE、FDA、UKCA 等）", en: "market access checked (CE, FDA, UKCA …)" },
    },
    ...(amazon
      ? [
          {
            id: "labels",
            by: ordered,
            label: { zh: "FBA 入库规则核对：标签、包装、箱规", en: "FBA inbound rules checked: labels, packaging, cartons" },
          },
        ]
      : [
          {
            id: "inbound",
            by: addDays(promo.inboundBy, -ARRANGED_DAYS),
            label: { zh: "海外仓入库要求已确认并预约", en: "the warehouse's inbound rules confirmed and a slot booked" },
          },
        ]),
    ...(returns.length > 0
      ? [
          {
            id: "local-returns",
            by: arranged,
            label: {
              zh: `易损、尺码敏感品的本地退货仓（${returns.slice(0, 3).join("、")}${returns.length > 3 ? " 等" : ""}）`,
              en: `a local address for returns of what breaks or must fit (${returns.slice(0, 3).join(", ")}${returns.length > 3 ? " …" : ""})`,
            },
          },
        ]
      : []),
    { id: "coupon-utm", by: arranged, label: { zh: "独立优惠码或 UTM 链接已建", en: "its own coupon codes or UTM links made" } },
    ...(content
      ? [
          {
            id: "content-review",
            by: addDays(promo.from, -VIDEOS_DAYS),
            label: {
              zh: `达人视频审片有人管：${REVIEW_HOURS} 小时内给结果`,
              en: `somebody reviews creators' videos within ${REVIEW_HOURS} hours`,
            },
          },
        ]
      : []),
  ];
}
