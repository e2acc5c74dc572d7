import { addDays, type Day, daysBetween } from "../calendar/day.ts";
import type { LeadTime } from "../restock/lead-time.ts";
import { byCost } from "../restock/route.ts";
import type { Route } from "../restock/types.ts";
import type { Promo } from "./types.ts";

/** One way to bring goods to a promotion. */
export interface RouteDeadline {
  readonly route: Route | null;
  /** Last day to order so that production and freight are in time even in their slow tenth. */
  readonly orderBy: Day;
  /** Days by which it is too late to order now; 0 = in time. */
  readonly late: number;
  /** What an order of now would be there on, in the middle case. */
  readonly arrivesOn: Day;
}

/** Inbound deadline − receiving − freight (slow tenth) − production (slow tenth). Cheapest way first. */
export function routeDeadlines(times: readonly LeadTime[], inboundBy: Day, orderDay: Day): readonly RouteDeadline[] {
  return byCost(times).map((t): RouteDeadline => {
    const slow = Math.ceil(t.legs.reduce((sum, l) => sum + l.p90, 0));
    const orderBy = addDays(inboundBy, -slow);
    return { route: t.route, orderBy, late: Math.max(0, daysBetween(orderBy, orderDay)), arrivesOn: addDays(orderDay, t.p50) };
  });
}

/** How late a way still is when the promotion itself begins, and not the platform's deadline. */
export const reachesStart = (d: RouteDeadline, start: Day): boolean => d.arrivesOn < start;

export type DeadlineKind = "sign-up" | "order" | "inbound" | "start" | "end";

export interface Deadline {
  readonly kind: DeadlineKind;
  readonly day: Day;
  /** Of `order`: by which way, as `sea`; null: the default lead time. */
  readonly mode?: string | null;
}

/** The dated steps of a promotion, in their order. `orders`: the last day to order by each mode. */
export function deadlinesOf(
  promo: Pick<Promo, "signUpBy" | "inboundBy" | "from" | "to">,
  orders: ReadonlyMap<string | null, Day>,
): readonly Deadline[] {
  const found: Deadline[] = [
    ...(promo.signUpBy === null ? [] : [{ kind: "sign-up" as const, day: promo.signUpBy }]),
    ...[...orders].map(([mode, day]) => ({ kind: "order" as const, day, mode })),
    { kind: "inbound", day: promo.inboundBy },
    { kind: "start", day: promo.from },
    { kind: "end", day: promo.to },
  ];
  const rank: readonly DeadlineKind[] = ["order", "sign-up", "inbound", "start", "end"];
  return found.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : rank.indexOf(a.kind) - rank.indexOf(b.kind)));
}

/** Days before a deadline on which it is told, out of the policy's words: `60-30-14-7-3-1`. */
export const reminderDays = (words: string): readonly number[] =>
  words
    .split("-")
    .map(Number)
    .filter((n) => Number.isInteger(n) && n >= 0);

/** The last day to order moves with lead times and with what is lacking: a day that is jumped over must not silence it. */
const MOVING_DAYS = 3;

/** What is to be said on a day: deadlines that are so many days off, or come today. The end needs no preparing. */
export function dueReminders(deadlines: readonly Deadline[], today: Day, before: readonly number[]): readonly Deadline[] {
  return deadlines.filter((d) => {
    const n = daysBetween(today, d.day);
    return d.kind !== "end" && (n === 0 || before.includes(n) || (d.kind === "order" && n > 0 && n <= MOVING_DAYS));
  });
}
