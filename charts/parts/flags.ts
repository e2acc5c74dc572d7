import type { Rows } from "../theme.ts";
import { textWidth } from "./words.ts";

/** A word over the plot, on a pole that stands on a day. */
export interface Flag {
  readonly x: number;
  readonly label: string;
  readonly colour: string;
  readonly solid: boolean;
}

export const LANE = 17;
const LANES = 3;
const GAP = 10;

/**
 * Lays flags into as few lanes over the plot as it takes, so that no two words touch. They are placed from the right: a flag
 * further left then is in the same lane or a higher one, and its pole does not run through a word. Where the lanes do not suffice
 * a pole stands without its word, but never a solid one. Words that would leave the picture on the right hang to the left.
 */
export function flags(marks: readonly Flag[], rightEdge: number): { lanes: number; poles: Rows; labels: Rows } {
  const taken: { from: number; to: number }[][] = [];
  const poles: Record<string, string | number | boolean>[] = [];
  const labels: Record<string, string | number>[] = [];
  for (const mark of marks.toSorted((a, b) => b.x - a.x)) {
    const width = textWidth(mark.label);
    const begin = Math.max(0, Math.min(mark.x - 2, rightEdge - width));
    const free = (lane: number): boolean => (taken[lane] ?? []).every((t) => begin > t.to + GAP || begin + width + GAP < t.from);
    const lane = [...Array(LANES).keys()].find(free) ?? (mark.solid ? LANES : undefined);
    if (lane !== undefined) {
      (taken[lane] ??= []).push({ from: begin, to: begin + width });
      labels.push({ x: begin, y: -9 - lane * LANE, label: mark.label, colour: mark.colour });
    }
    poles.push({ x: mark.x, y: lane === undefined ? 0 : -1 - lane * LANE, colour: mark.colour, solid: mark.solid });
  }
  return { lanes: taken.length, poles, labels };
}
