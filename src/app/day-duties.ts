import { type Day, daysBetween, weekday } from "../domain/calendar/day.ts";
import { receiveWithinDays } from "../domain/policy/declared/attention.ts";
import { policyReader } from "../domain/policy/reader.ts";
import { daysLate } from "../domain/shipments/types.ts";
import { PURPOSES, type Purpose } from "../ports/company.ts";
import type { Context } from "./types.ts";

/** What waits for somebody on a day and stands in no table of the digest. */
export interface DayDuties {
  /** Posts that did not arrive. */
  readonly undelivered: number;
  /** Purposes that something is posted for and that no channel hears. */
  readonly unheard: readonly Purpose[];
  /** What somebody took on in a retro and whose day has come, by who owns it. */
  /** Shipments that should be there and are not, the latest first; and those that arrived days ago and were never received. */
  readonly shipments: { readonly late: number; readonly latest: string | null; readonly waiting: number };
  readonly promised: readonly { readonly owner: string; readonly actions: number; readonly oldest: Day }[];
}

const MONDAY = 1;
/** More than so many are a case for the page of their own, not for a count. */
const MOST = 99;

/** Channels that nobody set up are a matter of once a week: a team may well do without a purpose. */
async function unheard(context: Context, day: Day): Promise<Purpose[]> {
  if (weekday(day) !== MONDAY) return [];
  const heard = new Set((await context.company.bindings()).map((b) => b.purpose));
  return PURPOSES.filter((p) => (context.purposes?.has(p) ?? true) && !heard.has(p));
}

async function promised(context: Context, day: Day, simulated: boolean): Promise<DayDuties["promised"]> {
  const channels = (await context.company.bindings()).filter((b) => b.purpose === "retro");
  const actions = (await Promise.all(channels.map((b) => context.retros.actions(b, simulated)))).flat();
  const due = actions.filter((a) => a.state === "open" && a.due <= day);
  return [...Map.groupBy(due, (a) => a.owner)]
    .map(([owner, mine]) => ({ owner, actions: mine.length, oldest: mine.map((a) => a.due).toSorted()[0] ?? day }))
    .toSorted((a, b) => (a.oldest < b.oldest ? -1 : a.oldest > b.oldest ? 1 : a.owner < b.owner ? -1 : 1));
}

async function shipmentDuties(context: Context, day: Day, simulated: boolean): Promise<DayDuties["shipments"]> {
  const [found, overrides] = await Promise.all([context.shipments.find({ open: true }), context.policies.overrides()]);
  const open = found.filter((s) => s.simulated === simulated);
  const within = policyReader(overrides, { day })(receiveWithinDays);
  const late = open
    .map((s) => ({ number: s.number, days: daysLate(s.lines, day) }))
    .filter((s) => s.days > 0)
    .toSorted((a, b) => b.days - a.days);
  const waiting = open.filter((s) =>
    s.lines.some((l) => l.state === "arrived" && l.arrivedOn !== null && daysBetween(l.arrivedOn, day) > within),
  );
  return { late: late.length, latest: late[0]?.number ?? null, waiting: waiting.length };
}

export async function dayDuties(context: Context, day: Day, simulated: boolean): Promise<DayDuties> {
  const [posts, nobody, due, shipments] = await Promise.all([
    context.outbox.undelivered(MOST),
    unheard(context, day),
    promised(context, day, simulated),
    shipmentDuties(context, day, simulated),
  ]);
  return { undelivered: posts.length, unheard: nobody, promised: due, shipments };
}
