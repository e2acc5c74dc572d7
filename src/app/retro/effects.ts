import type { Day } from "../../domain/calendar/day.ts";
import type { Period } from "../../domain/calendar/period.ts";
import { answerKpi } from "../../domain/kpi/engine/answer.ts";
import type { Kpi } from "../../domain/kpi/kpi.ts";
import { retroEffectDays } from "../../domain/policy/declared/retro.ts";
import { effectPeriod } from "../../domain/retro/dates.ts";
import type { SaidEffect } from "../../domain/retro/said.ts";
import type { Maybe } from "../../domain/value.ts";
import type { RetroAction } from "../../ports/retros.ts";
import type { Context } from "../types.ts";
import type { Frame } from "./frame.ts";

/** A KPI of the channel's stores, or of one SKU in them. */
export async function measured(f: Frame, kpi: Kpi, period: Period, sku: string | null): Promise<Maybe<number>> {
  const { figure } = await answerKpi(
    {
      kpi,
      scope: { stores: f.codes, ...(sku !== null && { sku }) },
      period,
      toDate: null,
      comparison: { kind: "none" },
      split: null,
      currency: f.currency,
      today: f.today,
      policy: f.policy,
    },
    f.read,
  );
  return figure.value.kind === "missing" ? figure.value : { kind: "value", value: figure.value.value.toNumber() };
}

/** What came of what was expected, of those actions whose check day has come. */
export async function effectsOf(context: Pick<Context, "kpis">, f: Frame, actions: readonly RetroAction[]): Promise<readonly SaidEffect[]> {
  const found: SaidEffect[] = [];
  for (const action of actions) {
    const kpi = action.metric === null ? undefined : context.kpis.get(action.metric);
    if (!kpi || action.expected === null || action.checkOn === null || action.checkOn > f.today) continue;
    const period = effectPeriod(action.checkOn, f.rules(retroEffectDays), f.today);
    const value = await measured(f, kpi, period, action.sku);
    found.push({
      action: action.id,
      measured: value.kind === "missing" ? null : value.value,
      because: value.kind === "missing" ? value.because : null,
      ...period,
    });
  }
  return found;
}

/** What the retro of a month looks back on: open actions of earlier months, and those that were ended or checked since the one before it. */
export function lookedAt(
  actions: readonly RetroAction[],
  month: string,
  since: { readonly asOf: Day; readonly at: Date } | null,
): RetroAction[] {
  return actions.filter(
    (a) =>
      a.month < month &&
      (a.state === "open" ||
        since === null ||
        (a.closedAt !== null && a.closedAt > since.at) ||
        (a.state === "done" && a.checkOn !== null && a.checkOn > since.asOf)),
  );
}
