import { addDays, type Day, dayNumber, fromDayNumber } from "../../../src/domain/calendar/day.ts";

/**
 * Members of a group take turns, round after round, for good: something of the kind is going on whenever somebody starts Purser, and it is
 * the same thing whichever days are asked for.
 */
export interface Turns {
  readonly members: number;
  /** Days of one turn. */
  readonly days: number;
  /** Days of the turn in which it is on, from the `lead`th on. */
  readonly lead: number;
  readonly lasts: number;
}

export interface Turn {
  readonly member: number;
  readonly from: Day;
  readonly to: Day;
}

/** Whether a member's turn is on: asked for every SKU and day. */
export function isOn(turns: Turns, member: number, dayOf: number): boolean {
  const nth = Math.floor(dayOf / turns.days);
  const along = dayOf - nth * turns.days - turns.lead;
  return along >= 0 && along < turns.lasts && nth % turns.members === member;
}

/** Every turn that is on on a day from `from` to `to`. */
export function turnsIn(turns: Turns, from: Day, to: Day): Turn[] {
  const found: Turn[] = [];
  const last = dayNumber(to);
  for (let nth = Math.floor(dayNumber(from) / turns.days); nth * turns.days + turns.lead <= last; nth++) {
    const first = fromDayNumber(nth * turns.days + turns.lead);
    const end = addDays(first, turns.lasts - 1);
    if (end >= from) found.push({ member: nth % turns.members, from: first, to: end });
  }
  return found;
}
