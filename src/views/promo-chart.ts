import type { PromoPlan } from "../app/promo/plan.ts";
import { addDays } from "../domain/calendar/day.ts";
import { length } from "../domain/calendar/period.ts";
import type { PromoTrackData } from "../domain/promo/chart-data.ts";
import { type Rhythm, rhythmOf } from "../domain/promo/pace.ts";
import { sumsOf } from "../domain/promo/sums.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Block } from "../message/message.ts";
import { t } from "./promo-values.ts";

interface Band {
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

/** Sums day by day; the range widens as the promotion goes on. */
export function trackData(
  p: Pick<PromoPlan, "promo" | "history">,
  /** null: nothing was forecast. */
  band: Band | null,
  rhythm: Rhythm,
  before: readonly number[],
  actual: PromoTrackData["actual"],
): PromoTrackData {
  const { from, to } = p.promo;
  let [share, past] = [0, 0];
  const expected = (band === null ? [] : rhythm.days).map((d, i) => {
    share += d;
    return { day: addDays(from, i), units: (band?.expected ?? 0) * share, low: (band?.low ?? 0) * share, high: (band?.high ?? 0) * share };
  });
  return {
    from,
    to,
    expected,
    before: before.slice(0, rhythm.days.length).map((units, i) => {
      past += units;
      return { day: addDays(from, i), units: past };
    }),
    actual,
  };
}

export function trackBlock(data: PromoTrackData, name: string): Block {
  const last = data.expected.at(-1);
  const now = data.actual.at(-1);
  const [e, low, high] = [figure(last?.units ?? 0), figure(last?.low ?? 0), figure(last?.high ?? 0)];
  return {
    kind: "chart",
    chart: "promo-track",
    data,
    alt: t(
      [name, ...(last ? [`预计共 ${e} 件（${low}–${high}）`] : []), ...(now ? [`到目前实际 ${figure(now.units)} 件`] : [])].join("，"),
      [name, ...(last ? [`${e} units expected (${low}–${high})`] : []), ...(now ? [`${figure(now.units)} sold so far`] : [])].join(", "),
    ),
  };
}

/** Units of the chosen SKUs on the days of the last event. */
export function lastTimeByDay({ history }: Pick<PromoPlan, "history">): readonly number[] {
  const all = [...history.sold.values()].reduce((s, x) => s + x.units, 0);
  const mine = history.chosen.reduce((s, sku) => s + (history.sold.get(sku)?.units ?? 0), 0);
  // What the SKUs sold is known of the whole event, the days of all SKUs together.
  return all > 0 ? history.byDay.map((u) => (u * mine) / all) : [];
}

/** Before it begins: the forecast beside what came last time. */
export function promoTrackOfPlan(p: PromoPlan): Block[] {
  const s = sumsOf(p.lines);
  if (s.expected < 1) return [];
  const before = lastTimeByDay(p);
  const rhythm = rhythmOf(length(p.promo), before, []);
  return [trackBlock(trackData(p, s, rhythm, before, []), p.promo.name)];
}
