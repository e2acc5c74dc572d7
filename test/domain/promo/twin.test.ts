import { describe, expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import { eventOf } from "../../../src/domain/promo/calendar.ts";
import { refuseTwin, twinOf } from "../../../src/domain/promo/twin.ts";
import type { Promo } from "../../../src/domain/promo/types.ts";
import { promoOf } from "./given.ts";

const promo = (name: string, from: string, to: string, more: Partial<Promo> = {}): Promo =>
  promoOf({ id: 2, name, event: eventOf(name), from: day(from), to: day(to), inboundBy: day(from), ...more });
const BFCM = promo("Black Friday 2026", "2026-11-27", "2026-11-30");
const twins = (p: Promo): boolean => twinOf(p, [BFCM]) !== undefined;

describe("the same promotion once more", () => {
  it("is the same by whatever name its event is called, in the same store on the same days", () => {
    expect(twins(promo("黑五 2026", "2026-11-27", "2026-11-30"))).toBe(true);
    expect(twins(promo("BFCM", "2026-11-27", "2026-12-01"))).toBe(true);
    expect(() => refuseTwin(promo("黑五 2026", "2026-11-27", "2026-11-30"), [BFCM])).toThrow(/declared already: #2/);
  });

  it("is another one in another store, of another event, or once the first was called off", () => {
    expect(twins(promo("TT 黑五 2026", "2026-11-27", "2026-11-30", { stores: ["tiktok-us"] }))).toBe(false);
    expect(twins(promo("Store birthday 2026", "2026-11-27", "2026-11-30"))).toBe(false);
    expect(twinOf(promo("黑五 2026", "2026-11-27", "2026-11-30"), [{ ...BFCM, state: "called-off" }])).toBeUndefined();
  });

  it("is another one where only a day or two are shared: Cyber Monday, next year", () => {
    expect(twins(promo("Cyber Monday 2026", "2026-11-30", "2026-11-30"))).toBe(false);
    expect(twins(promo("Black Friday 2027", "2027-11-26", "2027-11-29"))).toBe(false);
  });

  it("is another one with a list of its own SKUs beside a list of others, and is the same with one of them in both", () => {
    const lamps = { ...BFCM, skus: ["LAMP-01"] };
    expect(twinOf(promo("黑五 杯子", "2026-11-27", "2026-11-30", { skus: ["MUG-02"] }), [lamps])).toBeUndefined();
    expect(twinOf(promo("黑五 家居", "2026-11-27", "2026-11-30", { skus: ["MUG-02", "LAMP-01"] }), [lamps])).toBe(lamps);
  });

  it("of one name is refused for any day in common, as before", () => {
    expect(twins(promo("black  friday 2026", "2026-11-30", "2026-12-06"))).toBe(true);
  });
});
