import { addDays, type Day, day } from "../calendar/day.ts";
import { blackFriday } from "../restock/peak-uplift.ts";
import type { Text } from "../value.ts";
import { fold } from "../words/closest.ts";
import type { Programme } from "./types.ts";

/** A sales event that comes back, by whatever name people call it. */
export interface EventKind {
  readonly id: string;
  readonly name: Text;
  readonly called: readonly string[];
  /** Held by one platform only. */
  readonly platform: string | null;
}

export const EVENTS: readonly EventKind[] = [
  {
    id: "black-friday",
    name: { zh: "黑五网一", en: "Black Friday to Cyber Monday" },
    called: ["black friday", "cyber monday", "bfcm", "黑五", "网一", "黑色星期五"],
    platform: null,
  },
  {
    id: "prime-big-deal-days",
    name: { zh: "Prime 秋促", en: "Prime Big Deal Days" },
    called: ["prime big deal days", "big deal days", "pbdd", "fall prime", "秋促", "秋季会员日"],
    platform: "amazon",
  },
  {
    id: "prime-day",
    name: { zh: "Prime 会员日", en: "Prime Day" },
    called: ["prime day", "会员日"],
    platform: "amazon",
  },
];

/** The event of a name that somebody typed: a known one that it speaks of, else the name without its year. */
export function eventOf(name: string): string {
  const said = fold(name);
  const known = EVENTS.find((e) => e.called.some((c) => said.includes(fold(c))));
  if (known) return known.id;
  const bare = said.replaceAll(/(19|20)\d\d年?/gu, "").replaceAll(/^-+|-+$/gu, "");
  return bare === "" ? said : bare;
}

export const eventKind = (id: string): EventKind | undefined => EVENTS.find((e) => e.id === id);

/** Dates that a platform set for one event of one year. What nobody announced is not there. */
export interface CalendarEntry {
  readonly event: string;
  readonly platform: string;
  readonly country: string;
  readonly from: Day;
  readonly to: Day;
  readonly signUpBy: Day | null;
  readonly inboundBy: Readonly<Partial<Record<Programme, Day>>>;
  readonly source: string;
}

const PRIME_DAYS = "aboutamazon.com: the days as Amazon announced them";
const SEASON_2025 =
  "Amazon US, 2025 holiday key dates for sellers: arrival at AWD, at FBA with minimal splits and with Amazon-optimized splits; deals submitted by 12 September and 28 October";

/** By hand, from what platforms announced; another year has no dates until they are written down here. */
export const CALENDAR: readonly CalendarEntry[] = [
  ...[
    { event: "prime-day", from: day("2024-07-16"), to: day("2024-07-17") },
    { event: "prime-big-deal-days", from: day("2024-10-08"), to: day("2024-10-09") },
    { event: "prime-day", from: day("2025-07-08"), to: day("2025-07-11") },
  ].map((e): CalendarEntry => ({ ...e, platform: "amazon", country: "US", signUpBy: null, inboundBy: {}, source: PRIME_DAYS })),
  {
    event: "prime-big-deal-days",
    platform: "amazon",
    country: "US",
    from: day("2025-10-07"),
    to: day("2025-10-08"),
    signUpBy: day("2025-09-12"),
    inboundBy: { awd: day("2025-08-29"), "fba-minimal": day("2025-09-10"), "fba-optimized": day("2025-09-19") },
    source: SEASON_2025,
  },
  {
    event: "black-friday",
    platform: "amazon",
    country: "US",
    from: day("2025-11-28"),
    to: day("2025-12-01"),
    signUpBy: day("2025-10-28"),
    inboundBy: { awd: day("2025-10-09"), "fba-minimal": day("2025-10-20"), "fba-optimized": day("2025-10-30") },
    source: SEASON_2025,
  },
];

/** What a platform announced for an event of a year in a country. */
export const announced = (event: string, year: string, platform: string, country: string): CalendarEntry | undefined =>
  CALENDAR.find((c) => c.event === event && c.platform === platform && c.country === country && c.from.startsWith(year));

/** Days of an event of a year that are known: announced anywhere on the platform, or (Black Friday) told by the calendar itself. */
export function daysOfEvent(event: string, year: number, platform: string | null): { readonly from: Day; readonly to: Day } | undefined {
  if (event === "black-friday") {
    const friday = blackFriday(year);
    return { from: friday, to: addDays(friday, 3) };
  }
  return CALENDAR.find((c) => c.event === event && c.from.startsWith(String(year)) && (platform === null || c.platform === platform));
}
