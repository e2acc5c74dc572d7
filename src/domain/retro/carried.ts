import { type Day, daysBetween } from "../calendar/day.ts";

interface Taken {
  readonly month: string;
  readonly due: Day;
  readonly state: "open" | "done" | "dropped";
}

/** How an action stands in the retro of a month. */
export interface Standing {
  /** Retros that have found it open since it was taken on, this one included. */
  readonly carries: number;
  /** Days past its due day; 0 where it is not late, or not open any more. */
  readonly overdueDays: number;
  readonly escalated: boolean;
}

/** `months`: those that were looked back on in the same channel. An action is carried by each retro after its own, as long as it is open. */
export function standing(
  action: Taken,
  months: readonly string[],
  at: { readonly month: string; readonly asOf: Day; readonly escalateAfter: number },
): Standing {
  if (action.state !== "open") return { carries: 0, overdueDays: 0, escalated: false };
  const carries = new Set([...months, at.month].filter((m) => m > action.month && m <= at.month)).size;
  return { carries, overdueDays: Math.max(0, daysBetween(action.due, at.asOf)), escalated: carries >= at.escalateAfter };
}

export type EffectVerdict = "reached" | "missed" | "untold";

/** Whether what was expected came, in the KPI's good direction; where it has none, within a tenth of what was expected. */
export function effectVerdict(good: "up" | "down" | "neither", expected: number, measured: number | null): EffectVerdict {
  if (measured === null) return "untold";
  switch (good) {
    case "up":
      return measured >= expected ? "reached" : "missed";
    case "down":
      return measured <= expected ? "reached" : "missed";
    case "neither":
      return Math.abs(measured - expected) <= Math.abs(expected) / 10 ? "reached" : "missed";
  }
}
