import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day, dayNumber, fromDayNumber } from "../../../src/domain/calendar/day.ts";
import { atLocal, dayIn, offsetAt, parseZone, startOfDay, zone } from "../../../src/domain/calendar/zone.ts";

/** Summer time in both hemispheres, half and quarter hours, half-hour summer time, midnight changes, days that were skipped. */
const ZONES = [
  "UTC",
  "Asia/Shanghai",
  "America/Los_Angeles",
  "America/New_York",
  "Europe/London",
  "Europe/Berlin",
  "Asia/Tokyo",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Eucla",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "America/St_Johns",
  "America/Sao_Paulo",
  "Asia/Beirut",
  "Africa/Cairo",
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "America/Havana",
  "Asia/Tehran",
] as const;

const anyZone = fc.constantFrom(...ZONES).map(zone);
const instant = fc.date({ min: new Date("1995-01-01T00:00:00Z"), max: new Date("2035-12-31T00:00:00Z"), noInvalidDate: true });
const anyDay = fc.integer({ min: dayNumber(day("1995-01-02")), max: dayNumber(day("2035-12-30")) }).map(fromDayNumber);

/** The day and minute that the runtime's own calendar shows. */
function wall(at: Date, z: string): { readonly day: string; readonly minute: number } {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-CA", {
      timeZone: z,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    })
      .formatToParts(at)
      .map((p) => [p.type, p.value]),
  );
  return { day: `${parts["year"]}-${parts["month"]}-${parts["day"]}`, minute: Number(parts["hour"]) * 60 + Number(parts["minute"]) };
}

describe("a store's day", () => {
  it("is the one that a clock on its wall shows, in every zone and season", () => {
    fc.assert(
      fc.property(anyZone, instant, (z, at) => {
        expect(dayIn(z, at)).toBe(wall(at, z).day);
      }),
      { numRuns: 1500 },
    );
  });

  it("begins at its first instant: the instant before lies in an earlier day", () => {
    fc.assert(
      fc.property(anyZone, anyDay, (z, d) => {
        const start = startOfDay(d, z);
        const shown = dayIn(z, start);
        // Samoa had no 30 December 2011: the day begins with the next one.
        expect(shown >= d && shown <= addDays(d, 1)).toBe(true);
        expect(dayIn(z, new Date(start.getTime() - 1)) < d).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it("holds every instant exactly once: days tile time", () => {
    fc.assert(
      fc.property(anyZone, instant, (z, at) => {
        const d = dayIn(z, at);
        expect(startOfDay(d, z).getTime() <= at.getTime()).toBe(true);
        expect(at.getTime() < startOfDay(addDays(d, 1), z).getTime()).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it("knows the minute at which Newfoundland's clocks changed", () => {
    const z = zone("America/St_Johns");
    expect(startOfDay(day("1997-04-06"), z).toISOString()).toBe("1997-04-06T03:30:00.000Z");
    // 00:00 was shown, and a minute later it was 01:01.
    expect(atLocal(day("1997-04-06"), 2, z).toISOString()).toBe("1997-04-06T03:31:00.000Z");
    expect(atLocal(day("1997-04-06"), 61, z).toISOString()).toBe("1997-04-06T03:31:00.000Z");
    expect(dayIn(z, new Date("1997-04-06T03:29:59Z"))).toBe("1997-04-05");
  });

  it("is 23 and 25 hours long when the clock changes", () => {
    const la = zone("America/Los_Angeles");
    const hours = (d: string): number => (startOfDay(addDays(day(d), 1), la).getTime() - startOfDay(day(d), la).getTime()) / 3_600_000;
    expect([hours("2026-03-08"), hours("2026-11-01"), hours("2026-06-01")]).toEqual([23, 25, 24]);
  });
});

describe("a time on the wall", () => {
  it("is shown by the clock at the instant that it means, unless the clock skips it", () => {
    fc.assert(
      fc.property(anyZone, anyDay, fc.integer({ min: 0, max: 1439 }), (z, d, minutes) => {
        const at = atLocal(d, minutes, z);
        const shown = wall(at, z);
        if (shown.day === d && shown.minute === minutes) return;
        // Skipped: the instant is the end of the gap, where the clock jumped over it.
        const before = wall(new Date(at.getTime() - 60_000), z);
        expect(before.day < d || (before.day === d && before.minute < minutes)).toBe(true);
        expect(shown.day > d || (shown.day === d && shown.minute > minutes)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it("is the first of two when the clock shows it twice", () => {
    expect(atLocal(day("2026-11-01"), 90, zone("America/Los_Angeles")).toISOString()).toBe("2026-11-01T08:30:00.000Z");
  });

  it("is the end of the gap when the clock skips it", () => {
    expect(atLocal(day("2026-03-08"), 150, zone("America/Los_Angeles")).toISOString()).toBe("2026-03-08T10:00:00.000Z");
  });

  it("knows half and quarter hours", () => {
    expect(offsetAt(Date.UTC(2026, 0, 1), zone("Asia/Kathmandu"))).toBe(345 * 60_000);
    expect(offsetAt(Date.UTC(2026, 0, 1), zone("Australia/Eucla"))).toBe(525 * 60_000);
  });
});

describe("the name of a zone", () => {
  it("is one that the runtime knows", () => {
    expect(parseZone("Asia/Shangai")).toBeUndefined();
    expect(() => zone("Mars/Olympus")).toThrow("not a known time zone");
  });
});
