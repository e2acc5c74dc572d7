import { describe, expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import { effectVerdict, standing } from "../../../src/domain/retro/carried.ts";
import { effectPeriod, heldOn, monthBefore, retroDates } from "../../../src/domain/retro/dates.ts";

const RULES = { day: 4, leadDays: 3 };

describe("when a retro is posted and held", () => {
  it("is posted three days before it is held, in the month after", () => {
    expect(retroDates("2026-10", RULES)).toEqual({ post: "2026-11-01", held: "2026-11-04" });
    expect(retroDates("2026-12", { day: 10, leadDays: 3 })).toEqual({ post: "2027-01-07", held: "2027-01-10" });
  });

  it("is never posted before its month is over, however long the lead", () => {
    expect(retroDates("2026-02", { day: 4, leadDays: 14 })).toEqual({ post: "2026-03-01", held: "2026-03-04" });
  });

  it("gives people their days when it comes late", () => {
    expect(heldOn("2026-10", day("2026-11-02"), RULES)).toBe("2026-11-04");
    expect(heldOn("2026-10", day("2026-11-20"), RULES)).toBe("2026-11-23");
  });

  it("looks back on the month before, over the turn of the year too", () => {
    expect(monthBefore(day("2027-01-31"))).toBe("2026-12");
  });

  it("measures an effect up to its check day, or up to yesterday where that is still to come", () => {
    expect(effectPeriod(day("2026-12-20"), 30, day("2027-01-01"))).toEqual({ from: "2026-11-21", to: "2026-12-20" });
    expect(effectPeriod(day("2026-12-20"), 30, day("2026-12-20"))).toEqual({ from: "2026-11-21", to: "2026-12-19" });
  });
});

describe("an action in a later retro", () => {
  const open = { month: "2026-08", due: day("2026-09-20"), state: "open" } as const;
  const at = (month: string, asOf: string) => ({ month, asOf: day(asOf), escalateAfter: 2 });

  it("is carried once by each retro since, late by the days since it was due, and escalated after two", () => {
    expect(standing(open, ["2026-08"], at("2026-09", "2026-10-01"))).toEqual({ carries: 1, overdueDays: 11, escalated: false });
    expect(standing(open, ["2026-08", "2026-09"], at("2026-10", "2026-11-01"))).toMatchObject({ carries: 2, escalated: true });
  });

  it("is not carried by a month that nobody looked back on, nor in its own", () => {
    expect(standing(open, ["2026-08"], at("2026-11", "2026-12-01")).carries).toBe(1);
    expect(standing(open, ["2026-08"], at("2026-08", "2026-09-01"))).toEqual({ carries: 0, overdueDays: 0, escalated: false });
  });

  it("is neither late nor carried once it is done", () => {
    expect(standing({ ...open, state: "done" }, ["2026-09"], at("2026-10", "2026-11-01"))).toMatchObject({ carries: 0, overdueDays: 0 });
  });

  it("has reached what was expected on the good side of it", () => {
    expect([effectVerdict("down", 0.03, 0.03), effectVerdict("down", 0.03, 0.031)]).toEqual(["reached", "missed"]);
    expect([effectVerdict("up", 100, 99), effectVerdict("up", 100, 130), effectVerdict("up", 100, null)]).toEqual([
      "missed",
      "reached",
      "untold",
    ]);
    expect([effectVerdict("neither", 100, 91), effectVerdict("neither", 100, 89)]).toEqual(["reached", "missed"]);
  });
});
