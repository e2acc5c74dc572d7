import { exceptions } from "../app/retro/exceptions.ts";
import { frame } from "../app/retro/frame.ts";
import { scorecard } from "../app/retro/scorecard.ts";
import { stockReview } from "../app/retro/stock.ts";
import type { Job } from "../app/types.ts";
import { addDays, monthOf, startOfMonth } from "../domain/calendar/day.ts";
import { noRetroMessage, retroThread, untoldMonth } from "../views/retro.ts";

const TOP_SKUS = 3;

/** Last month's facts in one thread, before anybody sits down. */
export const job: Job = {
  summary: {
    zh: "月度全链路复盘：记分卡、库存、退货、异常，数字自动填好",
    en: "Monthly retro: scorecard, stock, returns and exceptions, with the figures filled in",
  },
  purpose: "retro",
  cron: "0 9 1 * *",
  lateHours: 72,
  period: (day) => monthOf(addDays(startOfMonth(day), -1)),

  async run(context, channel, slot) {
    const f = await frame(context, channel, slot);
    if (f.stores.length === 0) return { kind: "nothing", because: { zh: "还没有店铺", en: "there is no store yet" } };
    const card = await scorecard(context, f);
    if (untoldMonth(card)) return { kind: "post", message: noRetroMessage(card, f) };
    return {
      kind: "thread",
      thread: retroThread({
        frame: f,
        card,
        stock: await stockReview(context, f),
        returns: await context.returnReasons.top({ stores: f.codes, period: f.period, asOf: f.today, skus: TOP_SKUS }),
        exceptions: await exceptions(context, f),
      }),
    };
  },
};
