import { describe, expect, it } from "vitest";
import { planDay } from "../../src/app/plan.ts";
import { day } from "../../src/domain/calendar/day.ts";
import { fakeCompany } from "../fakes/company.ts";

/** The plan's day on 22 November for facts that end on these days. */
const on = (facts: Readonly<Record<string, string>>) =>
  planDay({
    company: fakeCompany({
      freshness: Object.entries(facts).map(([fact, newest]) => ({ store: null, fact, newest: day(newest), importedAt: new Date(0) })),
    }),
    today: () => day("2026-11-22"),
  });

describe("the day that a plan speaks of", () => {
  it("is yesterday, since today is not over, whether stock was counted this morning or not", async () => {
    expect(await on({})).toBe("2026-11-21");
    expect(await on({ "order-lines": "2026-11-22" })).toBe("2026-11-21");
    expect(await on({ "order-lines": "2026-11-21", stock: "2026-11-22" })).toBe("2026-11-21");
    expect(await on({ "order-lines": "2026-11-22", stock: "2026-11-30" })).toBe("2026-11-21");
  });

  it("is the last day of sales where the reports are late, or the eve of a newer count", async () => {
    expect(await on({ "order-lines": "2026-11-18", stock: "2026-11-10" })).toBe("2026-11-18");
    expect(await on({ "order-lines": "2026-11-18", stock: "2026-11-22" })).toBe("2026-11-21");
    expect(await on({ "order-lines": "2026-11-18", stock: "2026-11-20" })).toBe("2026-11-19");
  });

  it("stays with sales of long ago, of which a count of today says nothing", async () => {
    expect(await on({ "order-lines": "2011-12-09", stock: "2026-11-22" })).toBe("2011-12-09");
  });
});
