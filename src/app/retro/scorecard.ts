import type { Day } from "../../domain/calendar/day.ts";
import type { Period } from "../../domain/calendar/period.ts";
import { answerKpi } from "../../domain/kpi/engine/answer.ts";
import type { Coverage } from "../../domain/kpi/engine/ask.ts";
import type { Change, Mood } from "../../domain/kpi/engine/change.ts";
import { type KpiFigure, measuresOf } from "../../domain/kpi/engine/evaluate.ts";
import { immatureFrom, type Thin } from "../../domain/kpi/engine/marks.ts";
import { answerOverview, isShown, MAIN_KPIS } from "../../domain/kpi/engine/overview.ts";
import { type Target, targetOf } from "../../domain/kpi/engine/target.ts";
import type { Kpi } from "../../domain/kpi/kpi.ts";
import type { Text } from "../../domain/value.ts";
import type { Context } from "../types.ts";
import type { Frame } from "./frame.ts";

export interface Against {
  readonly figure: KpiFigure;
  readonly change: Change;
  readonly mood: Mood;
}

export interface ScoreLine {
  readonly kpi: Kpi;
  readonly figure: KpiFigure;
  readonly thin: Thin | null;
  readonly immatureFrom: Day | null;
  readonly maturityDays: number;
  readonly previous: Against | null;
  readonly lastYear: Against | null;
  /** null where nobody has set one for this. */
  readonly target: Target | null;
}

export interface Scorecard {
  /** The days that the figures are of, and those that they are held against: fewer where the month is not known to its end. */
  readonly told: Period;
  readonly before: Period | null;
  readonly yearBefore: Period | null;
  readonly lines: readonly ScoreLine[];
  readonly coverage: Coverage;
  readonly newest: Day | null;
  readonly sources: readonly string[];
  readonly notes: readonly Text[];
}

// These need windows or points in time of their own; the others come out of one question to the store.
const alone = (kpi: Kpi): boolean => kpi.scale === "ninety-days" || measuresOf(kpi).includes("cohort-units-returned");

function targetFor(kpi: Kpi, figure: KpiFigure, f: Frame): Target | null {
  const [only, another] = f.stores;
  const storeCurrency = only && !another ? only.currency : null;
  const { everyStore, companyCurrency, currency, policy } = f;
  return targetOf(
    { kpi, scope: { stores: f.codes }, everyStore, currency, companyCurrency, storeCurrency, policy },
    f.period,
    figure.value,
  );
}

async function asked(kpi: Kpi, f: Frame): Promise<ScoreLine & { readonly notes: readonly Text[] }> {
  const ask = {
    kpi,
    scope: { stores: f.codes },
    period: f.period,
    toDate: null,
    split: null,
    currency: f.currency,
    today: f.today,
    policy: f.policy,
  };
  const previous = await answerKpi({ ...ask, comparison: { kind: "previous" } }, f.read);
  const lastYear = await answerKpi({ ...ask, comparison: { kind: "last-year" } }, f.read);
  return {
    kpi,
    figure: previous.figure,
    thin: previous.thin,
    immatureFrom: previous.immatureFrom,
    maturityDays: previous.judgement.maturityDays,
    previous: previous.comparison,
    lastYear: lastYear.comparison,
    target: targetFor(kpi, previous.figure, f),
    notes: previous.notes,
  };
}

/** Those that a review looks at first, then the rest. */
function inOrder(kpis: readonly Kpi[]): Kpi[] {
  const main: readonly string[] = MAIN_KPIS;
  const at = ({ id }: Kpi): number => (main.includes(id) ? main.indexOf(id) : main.length);
  return kpis.toSorted((a, b) => at(a) - at(b));
}

/** Every KPI of the pack for the month, against the month before and the same month of last year. */
export async function scorecard(context: Context, f: Frame): Promise<Scorecard> {
  const kpis = inOrder([...context.kpis.values()]);
  const together = kpis.filter((k) => !alone(k));
  const ask = {
    kpis: together,
    scope: { stores: f.codes },
    period: f.period,
    toDate: null,
    currency: f.currency,
    today: f.today,
    policy: f.policy,
  };
  const previous = await answerOverview({ ...ask, comparison: { kind: "previous" } }, f.read);
  const lastYear = await answerOverview({ ...ask, comparison: { kind: "last-year" } }, f.read);

  const lines = new Map<string, ScoreLine>();
  for (const [i, line] of previous.lines.entries()) {
    const year = lastYear.lines[i];
    lines.set(line.kpi.id, {
      kpi: line.kpi,
      figure: line.figure,
      thin: line.thin,
      immatureFrom: immatureFrom(previous.told, line.judgement.maturityDays, f.today, previous.newest),
      maturityDays: line.judgement.maturityDays,
      previous: line.before && line.change && { figure: line.before, change: line.change, mood: line.mood },
      lastYear: year?.before && year.change ? { figure: year.before, change: year.change, mood: year.mood } : null,
      target: targetFor(line.kpi, line.figure, f),
    });
  }
  const apart = new Map<string, Text>();
  for (const kpi of kpis.filter(alone)) {
    const { notes, ...line } = await asked(kpi, f);
    lines.set(kpi.id, line);
    for (const note of notes) apart.set(note.en, note);
  }
  for (const { en } of [...previous.notes, ...previous.unlike]) apart.delete(en);
  return {
    told: previous.told,
    before: previous.before,
    yearBefore: lastYear.before,
    lines: kpis.flatMap((k) => lines.get(k.id) ?? []).filter(isShown),
    coverage: previous.coverage,
    newest: previous.newest,
    sources: previous.sources,
    notes: [...previous.notes, ...previous.unlike, ...apart.values()],
  };
}
