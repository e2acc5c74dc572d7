import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutForAge } from "../../../src/domain/restock/age-cut.ts";
import { planDetail } from "../../../src/domain/restock/plan-line.ts";
import { demandOf, given, modelOf, read, SEA } from "./given.ts";
import { present } from "../../../src/domain/value.ts";
import { outcomesBy } from "../../../src/domain/demand/outcomes.ts";

describe("an order of which too much would grow old", () => {
  it("is the most that keeps to the share, in whole cartons, and never less than is needed", () => {
    const numbers = fc.record({ quantity: fc.integer({ min: 1, max: 400 }), least: fc.nat(400), carton: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(numbers, fc.nat(500), fc.double({ min: 0.05, max: 0.5, noNaN: true }), ({ quantity, least, carton }, sells, share) => {
        const whole = Math.ceil(quantity / carton) * carton;
        const left = (q: number): number => Math.max(0, q - sells);
        const cut = cutForAge({ quantity: whole, least, carton }, left, share);
        expect(cut).toBeLessThanOrEqual(whole);
        expect(cut % carton).toBe(0);
        expect(cut).toBeGreaterThanOrEqual(Math.min(whole, least));
        const another = left(cut + carton) > share * (cut + carton);
        expect(cut === whole || another).toBe(true);
        const needed = cut < Math.max(1, least) + carton;
        expect(cut === whole || left(cut) <= share * cut || needed).toBe(true);
      }),
    );
  });

  it("says what it was before, and why", () => {
    // One a day, and now and then a hundred at once: the buffer for that would lie for a year.
    const wild = () =>
      present({
        ...demandOf(1),
        over: (days: number) => outcomesBy((tau) => (tau > 0.9 ? days + 600 : days)),
        quantile: (days: number, tau: number) => (tau > 0.9 ? days + 600 : days),
        between: (from: number, to: number) => outcomesBy((tau) => (tau > 0.9 ? to - from + 600 : to - from)),
      });
    const d = planDetail(given({ onHand: 5, routes: [SEA], carton: 1, moq: null }), wild, read);
    expect(d.ahead?.order.beforeAge).toBeGreaterThan(300);
    expect(d.line.orderQuantity).toBeLessThan(250);
    expect(d.line.reasons.map((r) => r.en).join()).toMatch(/cut from \d+ to \d+: the rest would still be there after 181 days/);
  });

  it("is not cut where it sells", () => {
    const d = planDetail(given({ onHand: 5, routes: [SEA] }), modelOf(10, 4), read);
    expect(d.ahead?.order.beforeAge).toBeUndefined();
  });
});
