import type { Period } from "../../calendar/period.ts";
import type { Day } from "../../calendar/day.ts";
import type { Text } from "../../value.ts";
import type { Kpi } from "../kpi.ts";
import type { Coverage, KpiAsk, ReadMeasures } from "./ask.ts";
import { ALIKE, type Alikeness, alikeness, comparableChange } from "./alike.ts";
import { notesOfBoth, toldPart } from "./answer.ts";
import { type Change, change, type Mood, mood } from "./change.ts";
import { compareWith } from "./compare-with.ts";
import { evaluate, type KpiFigure, type MeasureValues } from "./evaluate.ts";
import { coveredDays } from "./covered-days.ts";
import { judgement, type Judgement, thin, type Thin } from "./marks.ts";
import { queryOf } from "./query.ts";
import { reachedPart } from "./reach.ts";

/** What an overview shows, in this order: the core set of the weekly review. */
export const MAIN_KPIS = [
  "gmv",
  "net-sales",
  "units",
  "orders",
  "aov",
  "conversion",
  "acos",
  "tacos",
  "gross-margin",
  "cm3",
  "return-rate",
  "bad-review-rate",
  "turnover",
  "days-of-cover",
  "active-sku-rate",
  "in-stock-rate",
] as const;

/** Shown where the facts for them are there: a shop that does not advertise is not told every day that it has no ACoS. */
const WHERE_KNOWN: ReadonlySet<string> = new Set(
  "ctr cpc acos tacos roas gross-margin cm1 cm2 cm3 refund-rate late-dispatch-rate bad-review-rate".split(" "),
);

export type OverviewAsk = Omit<KpiAsk, "kpi" | "split"> & { readonly kpis: readonly Kpi[] };

export interface OverviewLine {
  readonly kpi: Kpi;
  readonly figure: KpiFigure;
  readonly thin: Thin | null;
  readonly judgement: Judgement;
  readonly before: KpiFigure | null;
  readonly change: Change | null;
  readonly mood: Mood;
}

export interface Overview {
  readonly ask: OverviewAsk;
  readonly told: Period;
  readonly lines: readonly OverviewLine[];
  readonly before: Period | null;
  readonly unlike: readonly Text[];
  readonly coverage: Coverage;
  readonly newest: Day | null;
  readonly sources: readonly string[];
  readonly notes: readonly Text[];
}

/** The main KPIs that one window can tell, in a fixed order; those that are only shown where known for whom may see them. */
export function mainKpis(kpis: ReadonlyMap<string, Kpi>, maySee: (kpi: Kpi) => boolean = () => true): Kpi[] {
  return MAIN_KPIS.map((id) => kpis.get(id))
    .filter((k) => k !== undefined)
    .filter((k) => !WHERE_KNOWN.has(k.id) || maySee(k));
}

/** Whether a line is shown: not where nothing is known for it and nobody waits for it. */
export const isShown = ({ kpi, figure }: Pick<OverviewLine, "kpi" | "figure">): boolean =>
  figure.value.kind === "value" || !WHERE_KNOWN.has(kpi.id);

export function knownLines(overview: Overview): Overview {
  return { ...overview, lines: overview.lines.filter(isShown) };
}

/** Several KPIs of one scope and period: one question to the store, and one for the comparison. */
export async function answerOverview(ask: OverviewAsk, read: ReadMeasures): Promise<Overview> {
  const query = queryOf(ask.kpis, ask, ask.today);
  const now = await read({ ...query, period: ask.period });
  const told = toldPart(ask.period, now.newest);
  const before = compareWith(ask.period, told, ask.toDate, ask.comparison);
  const past = before === null ? null : await read({ ...query, period: before });
  const values = now.rows.find((r) => r.key === null)?.values;
  const pastValues = past?.rows.find((r) => r.key === null)?.values;
  const alikeFor = (kpi: Kpi): Alikeness =>
    before === null || past === null
      ? ALIKE
      : alikeness(
          kpi,
          { asked: ask.period, told, coverage: now.coverage },
          { asked: before, told: before, coverage: past.coverage },
          ask.policy,
        );

  // Where one report ends earlier than another a rate of both is told of their common days.
  const cut = new Map<string, MeasureValues | undefined>();
  for (const kpi of ask.kpis) {
    const reached = reachedPart(kpi, ask.period, now);
    if (reached === ask.period) continue;
    const part = await read({ ...queryOf([kpi], ask, ask.today), period: reached });
    cut.set(kpi.id, part.rows.find((r) => r.key === null)?.values);
  }
  const lines = ask.kpis.map((kpi): OverviewLine => {
    const how = judgement(kpi, ask.policy);
    const mine = cut.has(kpi.id) ? cut.get(kpi.id) : values;
    const figure = evaluate(kpi, mine, { period: ask.period, days: coveredDays(ask.period, now.coverage) });
    const earlier =
      before === null || past === null ? null : evaluate(kpi, pastValues, { period: before, days: coveredDays(before, past.coverage) });
    const alike = alikeFor(kpi);
    const moved = earlier === null ? null : comparableChange(change(kpi, figure.value, earlier.value), alike);
    const judged = thin(figure, how) === null && (earlier === null || thin(earlier, how) === null) && alike.verdict;
    return {
      kpi,
      figure,
      thin: thin(figure, how),
      judgement: how,
      before: earlier,
      change: moved,
      mood: moved === null ? "neutral" : mood(kpi, moved, judged),
    };
  });
  const unlike = new Map(ask.kpis.flatMap((kpi) => alikeFor(kpi).notes).map((t) => [t.en, t]));
  return {
    ask,
    told,
    lines,
    before,
    unlike: [...unlike.values()],
    coverage: now.coverage,
    newest: now.newest,
    sources: now.sources,
    notes: notesOfBoth(now.notes, before, past?.notes ?? []),
  };
}
