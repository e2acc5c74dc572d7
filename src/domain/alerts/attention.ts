import type { Day } from "../calendar/day.ts";
import { daysBetween } from "../calendar/day.ts";
import { snoozeWorseDays, snoozeWorseShare } from "../policy/declared/attention.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { PlanLine } from "../restock/types.ts";

/** A line of the plan. */
export interface Place {
  readonly warehouse: string;
  readonly sku: string;
}

/** How a line stood when somebody said "not now"; plain JSON. */
export interface Seen {
  readonly state: PlanLine["state"];
  readonly stockOutDate: Day | null;
  /** In the line's currency. */
  readonly moneyAtRisk: number | null;
}

/**
 * "Not now" of a line, by whom and why. `snooze` comes back at once when the line gets materially worse, `not-before` stays out whatever happens.
 */
export interface Snooze extends Place {
  readonly id: number;
  readonly kind: "snooze" | "not-before";
  /** The first day on which it is told again. */
  readonly until: Day;
  /** Number of the shipment whose receipt ends it before that day; null: it waits for none. */
  readonly awaits: string | null;
  readonly reason: string | null;
  readonly seen: Seen;
  readonly by: string;
  readonly at: Date;
}

/** Who is on a line, since when. */
export interface Assignment extends Place {
  readonly id: number;
  readonly member: string;
  readonly by: string;
  readonly at: Date;
}

export type SnoozeEnd = "undone" | "replaced" | "over" | "arrived" | "worse";

export const seenOf = (line: Pick<PlanLine, "state" | "stockOutDate" | "moneyAtRisk">): Seen => ({
  state: line.state,
  stockOutDate: line.stockOutDate,
  moneyAtRisk: line.moneyAtRisk,
});

/** Materially worse than it was: out now, a stock-out that was not there or is clearly nearer, or clearly more money at risk. */
export function worse(seen: Seen, now: Seen, read: PolicyReader): boolean {
  if (now.state === "out" && seen.state !== "out") return true;
  // A stock-out that was beyond the days that are looked ahead comes into sight by the mere passing of days.
  const nearer = now.stockOutDate === null || seen.stockOutDate === null ? 0 : daysBetween(now.stockOutDate, seen.stockOutDate);
  if (nearer >= read(snoozeWorseDays)) return true;
  // Where no price was known nothing can be compared: that one is known now makes nothing worse.
  if (seen.moneyAtRisk === null || now.moneyAtRisk === null) return false;
  return now.moneyAtRisk > seen.moneyAtRisk && now.moneyAtRisk >= seen.moneyAtRisk * (1 + read(snoozeWorseShare));
}

/** Why a snooze is over, or null while it stands. A day that has come ends it before anything else. */
export function endOf(
  snooze: Snooze,
  line: Pick<PlanLine, "state" | "stockOutDate" | "moneyAtRisk"> | undefined,
  today: Day,
  isOnItsWay: (number: string) => boolean,
  read: PolicyReader,
): Exclude<SnoozeEnd, "undone" | "replaced"> | null {
  if (today >= snooze.until) return "over";
  if (snooze.awaits !== null && !isOnItsWay(snooze.awaits)) return "arrived";
  if (snooze.kind === "snooze" && line !== undefined && worse(snooze.seen, line, read)) return "worse";
  return null;
}
