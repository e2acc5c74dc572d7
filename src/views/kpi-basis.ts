import { endOfMonth, monthOf, startOfMonth } from "../domain/calendar/day.ts";
import { periodText } from "../domain/calendar/period-text.ts";
import type { Period } from "../domain/calendar/period.ts";
import type { KpiAnswer } from "../domain/kpi/engine/ask.ts";
import type { Overview } from "../domain/kpi/engine/overview.ts";
import type { ResolvedPolicy } from "../domain/policy/policy.ts";
import type { Text } from "../domain/value.ts";
import type { Basis } from "../message/message.ts";
import { settledText } from "./kpi-settlement.ts";
import { immatureText, isCohort, joined, policyText, type ScopeWords, sourceText } from "./kpi-words.ts";

const STORE_DAYS: Text = { zh: "店·天", en: "store-days" };

type Rests = Pick<KpiAnswer, "coverage" | "newest" | "sources" | "notes"> & { readonly ask: { readonly today: string } };

function common(answer: Rests, words: ScopeWords): Basis {
  const { covered, of } = answer.coverage;
  return {
    // What the figures know, not when they were asked for: an old import does not become news by asking today.
    asOf: answer.newest ?? answer.ask.today,
    stores: words.scope.stores,
    ...(of > 0 && { coverage: { covered, of, unit: STORE_DAYS } }),
    sources: answer.sources.map(sourceText),
    ...(words.simulated && { simulated: true }),
  };
}

const present = (texts: readonly (Text | null | undefined)[]): Text[] => texts.filter((t) => t !== null && t !== undefined);

/** A month that lies only in part in the period looks weak beside a whole one. */
function cutMonths({ from, to }: Period): Text | null {
  if (from === to) return { zh: `${monthOf(from)} 只有 ${from} 一天`, en: `of ${monthOf(from)} only ${from} is told` };
  const first = from === startOfMonth(from) ? null : { zh: `${monthOf(from)} 自 ${from} 起`, en: `${monthOf(from)} begins on ${from}` };
  const last = to === endOfMonth(to) ? null : { zh: `${monthOf(to)} 只到 ${to}`, en: `${monthOf(to)} ends on ${to}` };
  if (first !== null && last !== null && monthOf(from) === monthOf(to))
    return { zh: `${monthOf(from)} 只含 ${from} 至 ${to}`, en: `of ${monthOf(from)} only ${from} to ${to} is told` };
  return joined([first, last]) ?? null;
}

/** What the answer about one KPI rests on. */
export function kpiBasis(answer: KpiAnswer, words: ScopeWords): Basis {
  const { kpi } = answer.ask;
  const how = answer.judgement;
  const known = answer.figure.value.kind === "value";
  // A threshold that had no say is not named: the maturity of sales only where young days are in the period.
  const thins = [answer.thin, answer.comparison?.thin, ...(answer.rows ?? []).map((r) => r.thin)].map((t) => t?.kind);
  const used: (ResolvedPolicy<number> | null)[] = [
    thins.includes("sample") ? how.minimum : null,
    thins.includes("known") ? how.known : null,
    known && (answer.immatureFrom !== null || isCohort(answer)) ? how.maturity : null,
  ];
  const policies = used.filter((p) => p !== null).map(policyText);
  const young =
    isCohort(answer) || !known ? null : immatureText({ immatureFrom: answer.immatureFrom, kpiDays: how.maturityDays, told: answer.told });
  const trailing = kpi.trailingDays;
  return {
    ...common(answer, words),
    dateBasis: kpi.dateBasis,
    ...(policies.length > 0 && { policies }),
    notes: present([
      ...words.notes,
      kpi.note,
      ...answer.notes,
      settledText(answer),
      young,
      answer.series?.grain === "month" ? cutMonths(answer.told) : null,
      ...(answer.comparison?.unlike ?? []),
      answer.comparison?.equalMaturity === true
        ? {
            zh: `对比期 ${periodText(answer.comparison.period).zh} 按同样的观察天数统计`,
            en: `${periodText(answer.comparison.period).en} is read at the same age, so that returns still to come are missing from both`,
          }
        : null,
      trailing !== undefined && answer.series !== null && answer.series.grain === "day"
        ? { zh: `曲线每点取截至当日的 ${trailing} 天`, en: `each point of the curve looks at the ${trailing} days up to it` }
        : null,
    ]),
  };
}

/** What an overview rests on. */
export function overviewBasis(overview: Overview, words: ScopeWords): Basis {
  const policies = overview.lines
    .filter((l) => l.thin?.kind === "sample" && l.judgement.minimum !== null)
    .map((l) => l.judgement.minimum)
    .filter((p) => p !== null);
  return {
    ...common(overview, words),
    ...(policies.length > 0 && { policies: [...new Map(policies.map((p) => [p.policy.id, policyText(p)])).values()] }),
    notes: present([...words.notes, ...overview.notes, ...overview.unlike]),
  };
}
