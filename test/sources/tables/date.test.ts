import { describe, expect, it } from "vitest";
import { zone } from "../../../src/domain/calendar/zone.ts";
import { type DateOrder, parseDate, parseMoment } from "../../../src/sources/tables/date.ts";

const la = zone("America/Los_Angeles");
const london = zone("Europe/London");
const instant = (text: string, naive?: "utc" | "store", z = la): string => {
  const m = parseMoment(text, { zone: z, ...(naive ? { naive } : {}) });
  return typeof m === "string" ? m : `${m.at.toISOString()} ${m.day}`;
};
const date = (text: string, order: DateOrder = "unknown"): string => parseDate(text, order);

describe("an instant in a report", () => {
  it.each([
    ["2017-06-17T08:04:21+00:00", "2017-06-17T08:04:21.000Z 2017-06-17"],
    ["2026-10-01T05:00:00Z", "2026-10-01T05:00:00.000Z 2026-09-30"],
    ["2026-09-03 10:15:00 -0400", "2026-09-03T14:15:00.000Z 2026-09-03"],
    ["2023-01-03 10:00:00 UTC", "2023-01-03T10:00:00.000Z 2023-01-03"],
    ["Sep 4, 2026 1:05:07 AM PDT", "2026-09-04T08:05:07.000Z 2026-09-04"],
    ["Sep 4, 2026 12:05:07 AM PDT", "2026-09-04T07:05:07.000Z 2026-09-04"],
    ["1 Jul 2026 4:24:44 am UTC", "2026-07-01T04:24:44.000Z 2026-06-30"],
    ["2026-10-31", "2026-10-31T07:00:00.000Z 2026-10-31"],
  ])("%s is %s in Los Angeles", (written, meant) => expect(instant(written)).toBe(meant));

  it("takes a clock without an offset only where the format says whose clock it is", () => {
    expect(instant("2010-12-01 08:26:00")).toBe("ambiguous-date");
    expect(instant("2010-12-01 08:26:00", "utc")).toBe("2010-12-01T08:26:00.000Z 2010-12-01");
    expect(instant("2011-06-01 08:26:00", "store", london)).toBe("2011-06-01T07:26:00.000Z 2011-06-01");
    expect(instant("2011-06-01 23:59:59", "store", london)).toBe("2011-06-01T22:59:59.000Z 2011-06-01");
  });

  it.each([
    "2026-02-30T00:00:00Z",
    "2026-10-01T24:00:00Z",
    "2026-10-01T10:60:00Z",
    "Sep 4, 2026 13:05 AM PDT",
    "Sep 4, 2026 1:05:07 AM CST",
    "Foo 4, 2026",
    "2026-10-01T10:00:00+99:00",
    "tomorrow",
    "45000",
    "2026-10",
  ])("%s is no instant", (written) => expect(instant(written, "utc")).toBe("not-a-date"));
});

describe("a day in a report", () => {
  it("reads a slashed day only when somebody says which is the month, or it can only be one", () => {
    expect(date("09/06/25", "month-first")).toBe("2025-09-06");
    expect(date("09/06/25", "day-first")).toBe("2025-06-09");
    expect(date("09/06/25")).toBe("ambiguous-date");
    expect(date("09/09/25")).toBe("2025-09-09");
    expect(date("25/06/2025")).toBe("2025-06-25");
    expect(date("13/06/25", "month-first")).toBe("not-a-date");
  });

  it.each([
    ["2026-10-31", "2026-10-31"],
    ["2026/1/5", "2026-01-05"],
    ["05.09.2026", "2026-09-05"],
    ["Jul-25-26", "2026-07-25"],
    ["Sep 4, 2026", "2026-09-04"],
    ["4 September 2026", "2026-09-04"],
  ])("%s is %s", (written, meant) => expect(date(written)).toBe(meant));

  it.each(["2026-13-01", "31/02/2026", "0000-00-00", "Feb 30, 2026", "20261031"])("%s is no day", (written) =>
    expect(date(written)).toBe("not-a-date"),
  );
});
