import type { Job } from "../app/types.ts";
import { weekBefore, weeklyReturns } from "../app/weekly-returns.ts";
import { periodCode } from "../domain/calendar/period-text.ts";
import { noWeeklyReturns, noReturnsKnown, weeklyReturnsMessage } from "../views/weekly-returns.ts";

/**
 * Last week's returns: the three reasons, the three SKUs, and whose turn it is. On Mondays, when after-sales feedback is gone through, and after
 * the digest and the stock warnings of the morning.
 */
export const job: Job = {
  summary: {
    zh: "退货周报：每周一报上周退货原因和 SKU 的 TOP 3，谁该改什么",
    en: "Weekly returns: last week's top three reasons and SKUs, and who must act",
  },
  purpose: "returns",
  cron: "30 9 * * 1",
  lateHours: 72,
  period: (day) => periodCode(weekBefore(day)),

  async run(context, channel, slot) {
    const w = await weeklyReturns(context, channel, slot);
    if (w.stores.length === 0) return { kind: "nothing", because: { zh: "还没有店铺", en: "there is no store yet" } };
    if (noReturnsKnown(w)) return { kind: "post", message: noWeeklyReturns(w) };
    if (w.spans.every((s) => s.week === 0)) {
      return {
        kind: "nothing",
        because: { zh: `${w.week.from} 至 ${w.week.to} 没有退货`, en: `nothing came back from ${w.week.from} to ${w.week.to}` },
      };
    }
    return { kind: "post", message: weeklyReturnsMessage(w) };
  },
};
