import { describe, expect, it } from "vitest";
import { day, daysBetween } from "../../../src/domain/calendar/day.ts";
import { baseDays, pastEvent } from "../../../src/domain/promo/align.ts";
import { announced, CALENDAR, daysOfEvent, eventOf } from "../../../src/domain/promo/calendar.ts";
import { promoOf } from "./given.ts";

describe("an event", () => {
  it.each([
    ["Black Friday 2026", "black-friday"],
    ["黑五网一 2026", "black-friday"],
    ["BFCM", "black-friday"],
    ["Prime Day 2027", "prime-day"],
    ["Prime Big Deal Days 2026", "prime-big-deal-days"],
    ["2026 秋促", "prime-big-deal-days"],
    ["Spring Sale 2026", "spring-sale"],
    ["2026年 618", "618"],
    ["2026", "2026"],
  ])("called %s is %s", (name, id) => {
    expect(eventOf(name)).toBe(id);
  });

  it("has the days and deadlines that were announced, and no others", () => {
    expect(announced("black-friday", "2025", "amazon", "US")?.inboundBy).toEqual({
      awd: "2025-10-09",
      "fba-minimal": "2025-10-20",
      "fba-optimized": "2025-10-30",
    });
    expect(announced("prime-big-deal-days", "2025", "amazon", "US")?.inboundBy["fba-minimal"]).toBe("2025-09-10");
    expect(announced("black-friday", "2026", "amazon", "US")).toBeUndefined();
    expect(daysOfEvent("black-friday", 2026, null)).toEqual({ from: "2026-11-27", to: "2026-11-30" });
    expect(daysOfEvent("prime-day", 2027, "amazon")).toBeUndefined();
  });

  it("law of the data: deadlines lie before the start, and each entry says its source", () => {
    for (const c of CALENDAR) {
      expect(c.source).not.toBe("");
      const deadlines = [c.signUpBy, ...Object.values(c.inboundBy)].filter((d) => d !== null);
      expect(deadlines.every((d) => daysBetween(d, c.from) > 0)).toBe(true);
    }
  });
});

describe("the same event before", () => {
  it("is found by event and not by date: Black Friday 2026 is held against 28 November 2025", () => {
    expect(pastEvent(promoOf(), [], "amazon")).toMatchObject({ from: "2025-11-28", to: "2025-12-01", source: "calendar", notes: [] });
  });

  it("is the kept promotion of the same event, before what the calendar says", () => {
    const kept = promoOf({ id: 7, name: "Black Friday 2025", from: day("2025-11-21"), to: day("2025-12-01"), state: "closed" });
    const past = pastEvent(promoOf({ id: 8 }), [kept], "amazon");
    expect(past).toMatchObject({ from: "2025-11-21", source: "promo", promo: 7 });
    expect(past?.notes.map((n) => n.en)).toEqual(["11 days last time, 4 now: compared a day"]);
  });

  it("is not one of other stores, nor one that was called off, nor itself", () => {
    const kept = [
      promoOf({ id: 7, stores: ["shopify"], from: day("2025-11-21"), to: day("2025-12-01") }),
      promoOf({ id: 8, state: "called-off", from: day("2025-11-22"), to: day("2025-12-01") }),
      promoOf({ id: 9 }),
    ];
    expect(pastEvent(promoOf({ id: 9 }), kept, "amazon")).toMatchObject({ source: "calendar" });
  });

  it("is what a person gave, with the weekday said where it is another", () => {
    const past = { from: day("2025-11-27"), to: day("2025-11-30") };
    const found = pastEvent(promoOf({ past }), [], "amazon");
    expect(found).toMatchObject({ ...past, source: "person" });
    expect(found?.notes.map((n) => n.en)).toEqual(["began on a Thursday last time, on a Friday now"]);
  });

  it("is nothing where nobody knows it", () => {
    expect(pastEvent(promoOf({ event: "spring-sale" }), [], "amazon")).toBeNull();
  });
});

describe("the usual days before an event", () => {
  it("leave other events out and reach back for as many", () => {
    const days = baseDays(day("2025-11-28"), 28, [{ from: day("2025-11-10"), to: day("2025-11-12") }]);
    expect(days).toHaveLength(28);
    expect(days.at(-1)).toBe("2025-11-27");
    expect(days[0]).toBe("2025-10-28");
    expect(days).not.toContain("2025-11-11");
  });
});
