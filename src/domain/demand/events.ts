import { type Levels, weightUntil } from "./levels.ts";

/** A sales event on the calendar, past or ahead; the same one has the same id every year. Day numbers, both included. */
export interface CalendarEvent {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

interface Sums {
  sold: number;
  usual: number;
}

/** By event and group: what was sold on its days, and what would have been without it. */
export type EventSums = Map<string, Map<string, Sums>>;

/** Units after which a group's own uplift counts as much as that of all products. */
const UPLIFT_UNITS = 50;
/** Days without stock on an event, beyond which it tells nothing. */
const MOST_OUT = 0.5;
const SETTLED = 28;

/** Adds what a series sold on past events against the level of the morning before. The levels' shape must not know of events. */
export function addEvents(sums: EventSums, group: string, l: Levels, last: number, events: readonly CalendarEvent[]): void {
  for (const e of events) {
    const from = e.from - (last - l.days + 1);
    const to = from + (e.to - e.from + 1);
    if (from < SETTLED || to > l.days || (l.outs[to] ?? 0) - (l.outs[from] ?? 0) > MOST_OUT * (to - from)) continue;
    const by = sums.get(e.id) ?? new Map<string, Sums>();
    sums.set(e.id, by);
    const sum = by.get(group) ?? { sold: 0, usual: 0 };
    by.set(group, sum);
    sum.sold += (l.demand[to] ?? 0) - (l.demand[from] ?? 0);
    sum.usual += (l.level[from] ?? 0) * (weightUntil(l.weight, to) - weightUntil(l.weight, from));
  }
}

/** How much more is sold on an event: 1.5 = half as much again. `*` is all groups together. */
export type Uplifts = Readonly<Record<string, Readonly<Record<string, number>>>>;

const shrunk = ({ sold, usual }: Sums, towards: number): number =>
  Math.round(((sold + UPLIFT_UNITS * towards) / (usual + UPLIFT_UNITS)) * 10_000) / 10_000;

export function upliftsOf(sums: EventSums): Uplifts {
  const uplifts: Record<string, Record<string, number>> = {};
  for (const [id, groups] of sums) {
    const total = { sold: 0, usual: 0 };
    for (const s of groups.values()) {
      total.sold += s.sold;
      total.usual += s.usual;
    }
    const all = shrunk(total, 1);
    uplifts[id] = { "*": all, ...Object.fromEntries([...groups].map(([g, s]) => [g, shrunk(s, all)])) };
  }
  return uplifts;
}

export const upliftOf = (uplifts: Uplifts, id: string, group: string): number | null => uplifts[id]?.[group] ?? uplifts[id]?.["*"] ?? null;
