import { describe, expect, it } from "vitest";
import { addDays, day } from "../../../src/domain/calendar/day.ts";
import { days } from "../../../src/domain/calendar/period.ts";
import { answerSixTwelve } from "../../../src/domain/kpi/engine/six-twelve.ts";
import { FakeFacts } from "../../fakes/facts.ts";
import { ask, span, told } from "./given.ts";

const TODAY = day("2026-11-22");

/** One unit of ten dollars a day, from the first day that a file knows. */
function sinceThen(from: string, id = "gmv") {
  const every = days(span(from, addDays(TODAY, -1)));
  const facts = new FakeFacts({
    covered: { us: { from, to: addDays(TODAY, -1) } },
    lines: every.map((d) => ({ store: "us", day: d, order: d, sku: "A", units: 1, sales: "10" })),
  });
  return answerSixTwelve(ask(id, { today: TODAY }), (q) => facts.read(q));
}
const october = async (from: string, id?: string) => (await sinceThen(from, id)).months.find((m) => m.day === "2026-10-01");

describe("six weeks and twelve months", () => {
  it("a month is held against the same month of the year before", async () => {
    const found = await october("2025-09-01");
    expect([found && told(found.value), found && told(found.before)]).toEqual([310, 310]);
  });

  it("the half month in which the files begin is no year before: sales have not doubled", async () => {
    const found = await october("2025-10-18");
    expect(found && told(found.before)).toBe("of 2025-10 only 14 of 31 store-days are known");
    // A few days that nobody knows are no reason to say nothing.
    const nearly = await october("2025-10-04");
    expect(nearly && told(nearly.before)).toBe(280);
  });

  it("nor is it the month before another", async () => {
    expect(told((await sinceThen("2026-09-25")).beforeLast)).toBe("of 2026-09 only 6 of 30 store-days are known");
    expect(told((await sinceThen("2026-09-01")).beforeLast)).toBe(300);
  });

  it("what a unit sells for is a figure of half a month too", async () => {
    const found = await october("2025-10-18", "asp");
    expect(found && told(found.before)).toBe(10);
  });
});
