import type { Place, Snooze } from "./attention.ts";
import { subjectOf } from "./stock-out.ts";

export interface Folded<L> {
  /** What is told as ever. */
  readonly shown: readonly L[];
  /** What somebody wants to hear nothing of for now, by when that ends. */
  readonly folded: readonly { readonly line: L; readonly snooze: Snooze }[];
}

/** Parts lines (of a plan, or of warnings) into those to tell and those that are snoozed. */
export function foldSnoozed<L extends Place>(lines: readonly L[], snoozes: readonly Snooze[]): Folded<L> {
  const standing = new Map(snoozes.map((s) => [subjectOf(s), s]));
  const folded = lines.flatMap((line) => {
    const snooze = standing.get(subjectOf(line));
    return snooze === undefined ? [] : [{ line, snooze }];
  });
  const out = new Set(folded.map((f) => f.line));
  return {
    shown: folded.length === 0 ? lines : lines.filter((l) => !out.has(l)),
    folded: folded.toSorted((a, b) => (a.snooze.until < b.snooze.until ? -1 : a.snooze.until > b.snooze.until ? 1 : 0)),
  };
}
