import { channelPromos } from "../app/promo/channel.ts";
import { todayOf } from "../app/promo/found.ts";
import { statusOf } from "../app/promo/status.ts";
import type { Job } from "../app/types.ts";
import { addDays } from "../domain/calendar/day.ts";
import { dayIn } from "../domain/calendar/zone.ts";
import { promoStatus, runningPromos } from "../views/promo-status.ts";

/** Actual against forecast on each day of a promotion and the morning after; several of them are told in one thread. */
export const job: Job = {
  summary: {
    zh: "大促日报：实际对预测、预计几点卖完、下一批怎么补",
    en: "Promotion of the day: actual against forecast, when what sells out, what to send next",
  },
  purpose: "stock",
  cron: "30 9 * * *",
  lateHours: 12,
  period: (slot) => slot,

  async run(context, channel, slot) {
    // Its days are those of its stores, which are not always the channel's.
    const today = await todayOf(context, (zone) => dayIn(zone, slot.at));
    const running = (await channelPromos(context, channel)).filter((p) => p.from < today(p) && addDays(p.to, 1) >= today(p));
    const [first, ...others] = running;
    if (!first) return { kind: "nothing", because: { zh: "今天没有进行中的大促", en: "no promotion is running today" } };
    if (others.length === 0) return { kind: "post", message: promoStatus(await statusOf(context, first)) };
    const replies = [];
    for (const promo of running) replies.push({ key: `promo-${promo.id}`, message: promoStatus(await statusOf(context, promo)) });
    return { kind: "thread", thread: { root: runningPromos(running), replies } };
  },
};
