import { describe, expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import { defaults } from "../../../src/domain/policy/reader.ts";
import { inboundConflict, inboundRule } from "../../../src/domain/promo/inbound.ts";
import { peakUplift } from "../../../src/domain/restock/peak-uplift.ts";
import { promoOf } from "./given.ts";

describe("the inbound deadline that nobody announced", () => {
  it("of Black Friday is the same day in a promotion and in the plan of restock", () => {
    const restock = peakUplift(100, day("2026-08-01"), 60, null, defaults);
    expect(restock).toMatchObject({ kind: "order", cutOff: "2026-10-19" });
    expect(inboundRule("black-friday", day("2026-11-27"), defaults)).toEqual({ day: "2026-10-19", peak: true });
    // A sale that begins a week earlier stands before the same door.
    expect(inboundRule("black-friday", day("2026-11-20"), defaults).day).toBe("2026-10-19");
  });

  it("of any other event is so many days before its start", () => {
    expect(inboundRule("prime-day", day("2027-07-13"), defaults)).toEqual({ day: "2027-06-13", peak: false });
    expect(inboundRule("black-friday", day("2026-10-10"), defaults).day).toBe("2026-09-10");
  });

  it("names the sources that differ, unless a person or the platform said the day", () => {
    const promo = promoOf({ inboundBy: day("2026-10-19") });
    const [said] = inboundConflict(promo, defaults);
    expect(said?.en).toContain("AWD 50, FBA, minimal splits 39");
    expect(said?.zh).toContain("黑五前 39 天，和 /restock 一致");
    expect(inboundConflict({ ...promo, inboundSource: "person" }, defaults)).toEqual([]);
    expect(inboundConflict({ ...promo, event: "prime-day" }, defaults)).toEqual([]);
  });
});
