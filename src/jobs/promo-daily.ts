import { channelPromos } from "../app/promo/channel.ts";
import { statusOf } from "../app/promo/status.ts";
import type { Job } from "../app/types.ts";
import { addDays } from "../domain/calendar/day.ts";
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
    const running = (await channelPromos(context, channel)).filter((p) => p.from < slot.day && addDays(p.to, 1) >= slot.day);
    const [first, ...others] = running;
    if (!first) return { kind: "nothing", because: { zh: "今天没有进行中的大促", en: "no promotion is running today" } };
    if (others.length === 0) return { kind: "post", message: promoStatus(await statusOf(context, first)) };
    const replies = [];
    for (const promo of running) replies.push({ key: `promo-${promo.id}`, message: promoStatus(await statusOf(context, promo)) });
    return { kind: "thread", thread: { root: runningPromos(running), replies } };
  },
};
