import { answerSixTwelve, hasSixTwelve, type SixTwelve } from "../../domain/kpi/engine/six-twelve.ts";
import { peaks, type SpecialPeriod } from "../../domain/kpi/special-periods.ts";
import { addDays, type Day, earlier, later } from "../../domain/calendar/day.ts";
import type { SaidEffect } from "../../domain/retro/said.ts";
import type { ReturnReasons } from "../../ports/return-reasons.ts";
import type { RetroAction } from "../../ports/retros.ts";
import type { Zone } from "../../domain/calendar/zone.ts";
import type { Context } from "../types.ts";
import { type AlertCount, alertCounts } from "./alerts.ts";
import { type BridgeAnswer, bridgeOf } from "./bridge.ts";
import { lateOrders, type LateStore } from "./chain.ts";
import { type Changes, changesIn } from "./changes.ts";
import { effectsOf } from "./effects.ts";
import { type Exceptions, exceptions } from "./exceptions.ts";
import type { Frame } from "./frame.ts";
import type { Scorecard } from "./scorecard.ts";
import { type StockReview, stockReview } from "./stock.ts";

/** Everything that a retro tells by itself. */
export interface RetroLook {
  readonly frame: Frame;
  readonly card: Scorecard;
  /** The outcome over six weeks and twelve months; null where there is no such KPI. */
  readonly course: SixTwelve | null;
  readonly special: readonly SpecialPeriod[];
  readonly bridge: BridgeAnswer;
  readonly stock: StockReview;
  readonly late: readonly LateStore[];
  readonly returns: Awaited<ReturnType<ReturnReasons["top"]>>;
  readonly exceptions: Exceptions;
  readonly alerts: readonly AlertCount[];
  readonly changes: Changes;
  readonly effects: readonly SaidEffect[];
}

const TOP_SKUS = 3;
/** What the month is looked back on for, in one picture. */
const OUTCOME = "gmv";

async function courseOf(context: Pick<Context, "kpis">, f: Frame, newest: Day | null): Promise<SixTwelve | null> {
  const kpi = context.kpis.get(OUTCOME);
  if (!kpi || !hasSixTwelve(kpi)) return null;
  // As on the morning after the last day that is known of it: nothing of the next month is in the picture, and half a month is no whole one.
  const today = addDays(newest === null ? f.period.to : later(f.period.from, earlier(newest, f.period.to)), 1);
  return answerSixTwelve(
    {
      kpi,
      scope: { stores: f.codes },
      period: f.period,
      toDate: null,
      comparison: { kind: "none" },
      split: null,
      currency: f.currency,
      today,
      policy: f.policy,
    },
    f.read,
  );
}

export async function lookBack(
  context: Context,
  f: Frame,
  card: Scorecard,
  zone: Zone,
  actions: readonly RetroAction[],
): Promise<RetroLook> {
  return {
    frame: f,
    card,
    course: await courseOf(context, f, card.newest),
    special: peaks(
      f.period,
      f.stores.some((s) => s.platform === "amazon"),
    ),
    bridge: await bridgeOf(context, f),
    stock: await stockReview(context, f),
    late: await lateOrders(f),
    returns: await context.returnReasons.top({ stores: f.codes, period: f.period, asOf: f.today, skus: TOP_SKUS }),
    exceptions: await exceptions(context, f),
    alerts: await alertCounts(context, f),
    changes: await changesIn(context, f, zone),
    effects: await effectsOf(context, f, actions),
  };
}
