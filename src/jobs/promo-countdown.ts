import { channelPromos } from "../app/promo/channel.ts";
import { todayOf } from "../app/promo/found.ts";
import { planPromo } from "../app/promo/plan.ts";
import type { Job } from "../app/types.ts";
import { addDays } from "../domain/calendar/day.ts";
import { dayIn } from "../domain/calendar/zone.ts";
import { promoReminders } from "../domain/policy/declared/promo.ts";
import { policyReader } from "../domain/policy/reader.ts";
import { dueReminders, reminderDays } from "../domain/promo/deadlines.ts";
import { type Countdown, promoCountdown } from "../views/promo-countdown.ts";

/** No step of a promotion is reminded of earlier than so many days before it begins. */
const AHEAD_DAYS = 250;

/** Reminds of a promotion's next deadline with what is still open, each so many days before, once a channel. After the stock warnings of the morning. */
export const job: Job = {
  summary: {
    zh: "大促倒计时：报名、下单、入仓、开始前提醒还差什么",
    en: "Promotion countdown: what is still open before sign-up, order, inbound deadline and start",
  },
  purpose: "stock",
  cron: "15 9 * * *",
  lateHours: 12,
  period: (slot) => slot,

  async run(context, channel, slot) {
    // A deadline is one of the store's days, which is not always the channel's.
    const todayIn = await todayOf(context, (zone) => dayIn(zone, slot.at));
    const ahead = (await channelPromos(context, channel)).filter((p) => p.from >= todayIn(p) && p.from <= addDays(slot.day, AHEAD_DAYS));
    if (ahead.length === 0) return { kind: "nothing", because: { zh: "没有临近的大促", en: "no promotion lies ahead" } };
    const before = reminderDays(policyReader(await context.policies.overrides(), { day: slot.day })(promoReminders));
    const due: Countdown[] = [];
    for (const promo of ahead) {
      const plan = await planPromo(context, promo);
      const today = todayIn(promo);
      const deadlines = dueReminders(plan.deadlines, today, before);
      if (deadlines.length > 0) due.push({ plan, deadlines, today });
    }
    if (due.length === 0) {
      return { kind: "nothing", because: { zh: "今天没有大促节点要提醒", en: "no deadline of a promotion is to be reminded of today" } };
    }
    return { kind: "post", message: promoCountdown(due) };
  },
};
