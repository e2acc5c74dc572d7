import type { Day } from "../../domain/calendar/day.ts";
import { answerKpi } from "../../domain/kpi/engine/answer.ts";
import type { Point } from "../../domain/kpi/engine/series.ts";
import type { Kpi } from "../../domain/kpi/kpi.ts";
import { xmrMinPoints, xmrRun } from "../../domain/policy/declared/schedule.ts";
import { type DayValue, type Signal, type Xmr, xmr } from "../../domain/retro/xmr.ts";
import type { Text } from "../../domain/value.ts";
import type { Context } from "../types.ts";
import type { Frame } from "./frame.ts";

export interface Exception {
  readonly store: string;
  readonly kpi: Kpi;
  readonly limits: Xmr["limits"];
  readonly signal: Signal;
}

export interface Exceptions {
  readonly found: readonly Exception[];
  /** Store and KPI that had too few days to tell. */
  readonly untold: readonly { readonly store: string; readonly kpi: Kpi; readonly days: number }[];
  readonly looked: number;
  readonly minPoints: number;
  readonly run: number;
  /** Days from here on are still settling and were left out. */
  readonly settlingFrom: Day | null;
  /** The outcome day by day, store by store. */
  readonly courses: readonly { readonly store: string; readonly points: readonly Point[] }[];
  readonly notes: readonly Text[];
}

/** The outcome, and each thing that can go wrong by itself: how many came, how many bought, what a unit brought. */
const WATCHED = ["gmv", "sessions", "conversion", "asp"] as const;

/** How far a signal lies outside, in widths of the normal band; a run counts by its length. */
function size(e: Exception, run: number): number {
  const { limits, signal } = e;
  if (signal.kind === "run") return signal.days / run;
  const width = Math.max(limits.upper - limits.mean, Number.EPSILON);
  return Math.abs(signal.point.value - limits.mean) / width;
}

/** Days that cannot be explained by the usual ups and downs, store by store: each store is a system of causes of its own. */
export async function exceptions(context: Context, f: Frame): Promise<Exceptions> {
  const minPoints = f.rules(xmrMinPoints);
  const run = f.rules(xmrRun);
  const found: Exception[] = [];
  const courses: { store: string; points: readonly Point[] }[] = [];
  const untold: { store: string; kpi: Kpi; days: number }[] = [];
  const notes: Text[] = [];
  let settlingFrom: Day | null = null;
  let looked = 0;
  for (const { code: store } of f.stores) {
    for (const id of WATCHED) {
      const kpi = context.kpis.get(id);
      if (!kpi) continue;
      const answer = await answerKpi(
        {
          kpi,
          scope: { stores: [store] },
          period: f.period,
          toDate: null,
          comparison: { kind: "none" },
          split: null,
          currency: f.currency,
          today: f.today,
          policy: f.policy,
        },
        f.read,
      );
      notes.push(...answer.notes);
      if (id === WATCHED[0] && answer.series !== null) courses.push({ store, points: answer.series.points });
      const settling = answer.immatureFrom;
      if (settling !== null && (settlingFrom === null || settling < settlingFrom)) settlingFrom = settling;
      const series = (answer.series?.points ?? []).flatMap((p): DayValue[] =>
        p.value.kind === "value" && (settling === null || p.day < settling) ? [{ day: p.day, value: p.value.value.toNumber() }] : [],
      );
      const chart = xmr(series, { minPoints, run });
      if (chart) {
        looked += 1;
        found.push(...chart.signals.map((signal) => ({ store, kpi, limits: chart.limits, signal })));
      } else if (series.length > 0) untold.push({ store, kpi, days: series.length });
    }
  }
  return {
    found: found.toSorted((a, b) => size(b, run) - size(a, run)),
    untold,
    looked,
    minPoints,
    run,
    settlingFrom,
    courses,
    notes,
  };
}
