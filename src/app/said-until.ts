import { addDays, type Day, later } from "../domain/calendar/day.ts";
import { zone } from "../domain/calendar/zone.ts";
import type { Context } from "./types.ts";

/** Nowhere does a day begin earlier. */
const FIRST_TO_WAKE = zone("Pacific/Kiritimati");

/**
 * Up to which day it counts in a plan of `asOf` what people say: reports may lag by days, people speak of today, and each of their own zone's. With
 * `--today D` nothing of after D does. Never before the plan begins.
 */
export const saidUntil = ({ today }: Pick<Context, "today">, asOf: Day): Day => later(addDays(asOf, 1), today(FIRST_TO_WAKE));
