import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type Day } from "../../src/domain/calendar/day.ts";
import { dayIn, offsetAt, startOfDay, type Zone, zone } from "../../src/domain/calendar/zone.ts";
import { afterQuiet, dueSlots, isQuiet } from "../../src/schedule/slots.ts";

const at = (text: string): Date => new Date(text);
const slots = (cron: string, z: string, from: string, to: string): string[] =>
  dueSlots(cron, zone(z), at(from), at(to)).map((d) => d.toISOString().slice(0, 16));

describe("a slot", () => {
  it("is due on the wall clock of its zone", () => {
    expect(slots("30 8 * * *", "Asia/Shanghai", "2026-11-21T00:00Z", "2026-11-23T00:00Z")).toEqual([
      "2026-11-21T00:30",
      "2026-11-22T00:30",
    ]);
    expect(slots("0 9 1 * *", "America/Los_Angeles", "2026-10-15T00:00Z", "2026-12-15T00:00Z")).toEqual([
      "2026-11-01T17:00",
      "2026-12-01T17:00",
    ]);
  });

  it("that is due this very minute is due now, and not again", () => {
    expect(slots("30 8 * * *", "UTC", "2026-11-22T08:29Z", "2026-11-22T08:30Z")).toEqual(["2026-11-22T08:30"]);
    expect(slots("30 8 * * *", "UTC", "2026-11-22T08:30Z", "2026-11-22T08:31Z")).toEqual([]);
  });

  // Clocks change: [zone, cron, a window around the change, what is due].
  it.each([
    // Forward at 02:00: half past two does not exist and is due when the clock has jumped.
    ["America/New_York", "30 2 * * *", "2026-03-08T00:00Z", "2026-03-09T00:00Z", ["2026-03-08T07:00"]],
    ["Europe/London", "30 1 * * *", "2026-03-29T00:00Z", "2026-03-29T12:00Z", ["2026-03-29T01:00"]],
    ["Europe/Berlin", "30 2 * * *", "2026-03-29T00:00Z", "2026-03-29T12:00Z", ["2026-03-29T01:00"]],
    // Back at 02:00: half past one happens twice and is due the first time.
    ["America/New_York", "30 1 * * *", "2026-11-01T00:00Z", "2026-11-01T12:00Z", ["2026-11-01T05:30"]],
    ["Europe/London", "30 1 * * *", "2026-10-25T00:00Z", "2026-10-25T12:00Z", ["2026-10-25T00:30"]],
    // Half an hour's change, and one at midnight.
    ["Australia/Lord_Howe", "15 2 * * *", "2026-10-03T12:00Z", "2026-10-04T12:00Z", ["2026-10-03T15:30"]],
    ["America/Santiago", "0 0 * * *", "2026-09-06T02:00Z", "2026-09-06T12:00Z", ["2026-09-06T04:00"]],
    // The gap reaches over midnight: half past eleven at night is due when the next day begins.
    ["America/Nuuk", "30 23 * * *", "2026-03-28T12:00Z", "2026-03-29T12:00Z", ["2026-03-29T01:00"]],
    // No change at all.
    ["Asia/Kolkata", "30 8 * * *", "2026-03-29T00:00Z", "2026-03-30T00:00Z", ["2026-03-29T03:00"]],
    ["Asia/Shanghai", "30 8 * * *", "2026-03-08T00:00Z", "2026-03-09T00:00Z", ["2026-03-08T00:30"]],
  ] as const)("in %s at %s around a change of clocks", (z, cron, from, to, due) => {
    expect(slots(cron, z, from, to)).toEqual(due);
  });
});

describe("a daily job", () => {
  const known = Intl.supportedValuesOf("timeZone").map(zone);

  function changes(z: Zone): Day[] {
    const found: Day[] = [];
    for (let t = Date.UTC(2026, 0, 1); t < Date.UTC(2028, 0, 1); t += 86_400_000) {
      if (offsetAt(t, z) !== offsetAt(t + 86_400_000, z)) found.push(dayIn(z, new Date(t)));
    }
    return found;
  }

  // Of the zones whose clocks change alike one speaks for all.
  const zones = [
    ...new Map(
      known.map((z) => [
        changes(z)
          .flatMap((d) => [d, offsetAt(Date.parse(d), z)])
          .join(),
        z,
      ]),
    ).values(),
  ];

  /** What a clock on the wall shows. */
  const wallAt = (t: number, z: Zone): string => new Date(t + offsetAt(t, z)).toISOString().slice(0, 16);

  it("runs once on every day of every zone: at the gap's end where the clock skips it, the first time where it is shown twice", () => {
    let looked = 0;
    let inGap = 0;
    let twice = 0;
    const wrong: string[] = [];
    for (const z of zones) {
      for (const changed of changes(z)) {
        for (let hour = 0; hour < 24; hour++) {
          const from = startOfDay(addDays(changed, -1), z);
          const due = dueSlots(`30 ${hour} * * *`, z, from, startOfDay(addDays(changed, 2), z));
          const want = [-1, 0, 1].map((n) => `${addDays(changed, n)}T${String(hour).padStart(2, "0")}:30`);
          if (due.length !== want.length) wrong.push(`${z} ${want.join(" ")}: ${due.map((d) => d.toISOString()).join(" ")}`);
          for (const [i, slot] of due.entries()) {
            const t = slot.getTime();
            const shown = wallAt(t, z);
            const before = wallAt(t - 60_000, z);
            const asked = want[i] ?? "";
            const isIt = shown === asked && ![30, 60].some((m) => wallAt(t - m * 60_000, z) === asked);
            const endsGap = before < asked && asked < shown;
            if (!isIt && !endsGap) wrong.push(`${z} ${asked} at ${slot.toISOString()}`);
            inGap += endsGap ? 1 : 0;
            twice += [30, 60].some((m) => wallAt(t + m * 60_000, z) === asked) ? 1 : 0;
            looked += 1;
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect([looked > 5_000, inGap > 50, twice > 50]).toEqual([true, true, true]);
  });

  it("is the same whether its slots are asked for at once or piece by piece", () => {
    const instant = fc.date({ min: at("2025-01-01T00:00:00Z"), max: at("2027-12-31T00:00:00Z"), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.nat({ max: 23 }),
        instant,
        fc.array(fc.nat({ max: 5_000 }), { maxLength: 8 }),
        (z, h, from, steps) => {
          const cron = `30 ${h} * * *`;
          const pieces: Date[] = [];
          let last = from;
          for (const minutes of steps) {
            const next = new Date(last.getTime() + minutes * 60_000);
            pieces.push(...dueSlots(cron, z, last, next));
            last = next;
          }
          expect(pieces).toEqual(dueSlots(cron, z, from, last));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("quiet hours", () => {
  const night = { from: 22, to: 7 };
  const shanghai = zone("Asia/Shanghai");

  it("reach over midnight", () => {
    expect(isQuiet(night, shanghai, at("2026-11-22T15:00:00Z"))).toBe(true); // 23:00
    expect(isQuiet(night, shanghai, at("2026-11-22T22:59:00Z"))).toBe(true); // 06:59
    expect(isQuiet(night, shanghai, at("2026-11-22T23:00:00Z"))).toBe(false); // 07:00
    expect(isQuiet(null, shanghai, at("2026-11-22T15:00:00Z"))).toBe(false);
  });

  it("end at their hour on the wall clock, also in the night in which clocks change", () => {
    expect(afterQuiet(night, shanghai, at("2026-11-22T15:10:00Z"))).toEqual(at("2026-11-22T23:00:00Z"));
    expect(afterQuiet(night, zone("America/New_York"), at("2026-11-01T03:00:00Z"))).toEqual(at("2026-11-01T12:00:00Z"));
    expect(afterQuiet(night, shanghai, at("2026-11-22T01:00:00Z"))).toEqual(at("2026-11-22T01:00:00Z"));
  });

  it("never end in themselves", () => {
    const hours = fc.nat({ max: 23 });
    fc.assert(
      fc.property(
        hours,
        hours,
        fc.date({ min: at("2026-01-01T00:00:00Z"), max: at("2027-01-01T00:00:00Z"), noInvalidDate: true }),
        (from, to, when) => {
          const then = afterQuiet({ from, to }, zone("Europe/Berlin"), when);
          expect(isQuiet({ from, to }, zone("Europe/Berlin"), then)).toBe(false);
          expect(then.getTime()).toBeGreaterThanOrEqual(when.getTime());
        },
      ),
    );
  });
});
