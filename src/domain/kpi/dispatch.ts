import { addDays, type Day, weekday } from "../calendar/day.ts";

const SATURDAY = 6;

/**
 * The day on which an order must have left that says no day itself: so many working days (Monday to Friday) after the day on which it was
 * placed. Public holidays are not known and count as working days.
 */
export function dispatchDue(placed: Day, workingDays: number): Day {
  let due = placed;
  for (let left = workingDays; left > 0;) {
    due = addDays(due, 1);
    if (weekday(due) < SATURDAY) left -= 1;
  }
  return due;
}
