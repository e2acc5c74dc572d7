import { endOfMonth, startOfMonth } from "../../calendar/day.ts";
import { periodText } from "../../calendar/period-text.ts";
import { length, type Period } from "../../calendar/period.ts";
import { coverageComparable, coverageVerdict } from "../../policy/declared/kpi.ts";
import type { Text } from "../../value.ts";
import type { Kpi } from "../kpi.ts";
import type { Coverage } from "./ask.ts";
import type { Change } from "./change.ts";
import type { PolicyLookup } from "./marks.ts";

/** One side of a comparison: the days that are told, the part of the asked days that they are, and how much of those is known. */
export interface Side {
  readonly asked: Period;
  readonly told: Period;
  readonly coverage: Coverage;
}

export interface Alikeness {
  /** What the reader must know: other lengths, other coverage. */
  readonly notes: readonly Text[];
  /** Whether a move may be called good or bad. */
  readonly verdict: boolean;
  /** Whether there is a move to tell at all. */
  readonly comparable: boolean;
}

export const ALIKE: Alikeness = { notes: [], verdict: true, comparable: true };

const wholeMonths = (p: Period): boolean => p.from === startOfMonth(p.from) && p.to === endOfMonth(p.to);

/** Known part of the told days. */
function share({ asked, told, coverage: { covered, of } }: Side): number {
  return of === 0 ? 0 : Math.min(1, covered / ((of * length(told)) / length(asked)));
}

/** How far the two sides of a comparison are alike. A rate survives unequal sides as a number, a sum does not. */
export function alikeness(kpi: Kpi, now: Side, before: Side, policy: PolicyLookup): Alikeness {
  const notes: Text[] = [];
  const sum = kpi.denominator === null;
  const [a, b] = [length(now.told), length(before.told)];
  // 30 and 31 days of whole months are compared everywhere; 20 days with 30 are a mistake.
  const sameLength = a === b || !sum || (wholeMonths(now.told) && wholeMonths(before.told));
  if (!sameLength)
    notes.push({
      zh: `两期天数不同：${periodText(now.told).zh} 共 ${a} 天，${periodText(before.told).zh} 共 ${b} 天`,
      en: `the two periods differ in length: ${periodText(now.told).en} has ${a} days, ${periodText(before.told).en} has ${b}`,
    });
  const apart = Math.abs(share(now) - share(before));
  if (apart > 1e-9) {
    const [x, y] = [now.coverage, before.coverage];
    notes.push({
      zh: `两期数据覆盖不同：本期 ${x.covered}/${x.of} 店·天，对比期 ${y.covered}/${y.of} 店·天`,
      en: `the two periods are not covered alike: ${x.covered} of ${x.of} store-days now, ${y.covered} of ${y.of} before`,
    });
  }
  return {
    notes,
    verdict: sameLength && apart <= policy(coverageVerdict).value,
    comparable: !sum || apart <= policy(coverageComparable).value,
  };
}

/** The change, or why none can be told between sides so unlike. */
export function comparableChange(change: Change, { comparable, notes }: Alikeness): Change {
  const why = notes.at(-1);
  return comparable || change.kind === "none" || why === undefined ? change : { kind: "none", because: why };
}
