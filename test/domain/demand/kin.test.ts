import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kinKey, kinOf } from "../../../src/domain/demand/kin.ts";
import type { Selling } from "../../../src/domain/demand/siblings.ts";

const seller = (sku: string, place: string, level: number, more: Partial<Selling> = {}): Selling => ({
  at: { sku, place },
  age: 365,
  group: "Kitchen",
  level,
  days: 365,
  ...more,
});
/** Eight grown-up products that sell `times` as much in the US as in Germany. */
const shop = (times = 4): Selling[] =>
  Array.from({ length: 8 }, (_, n) => [seller(`S${n}`, "US-FBA", times * (n + 1)), seller(`S${n}`, "DE-FBA", n + 1)]).flat();
const kin = (sellers: readonly Selling[], sku = "NEW", place = "DE-FBA") => kinOf(sellers)[kinKey(sku, place)];

describe("a product that is new at a place", () => {
  it("is expected to sell what it sells elsewhere, times what this place sells of its kind for each unit there", () => {
    const found = kin([...shop(), seller("NEW", "US-FBA", 10, { days: 60 }), seller("NEW", "DE-FBA", 1, { days: 3 })]);
    expect(found?.mean).toBeCloseTo(2.5, 0);
    expect(found).toMatchObject({ places: ["US-FBA"], days: 60, cv2: 0.25 });
  });

  it("was tested in one channel for two weeks: that is heard; ten days are not", () => {
    const tested = (days: number) => kin([...shop(), seller("NEW", "US-FBA", 10, { days }), seller("NEW", "DE-FBA", 1, { days: 3 })]);
    expect(tested(14)?.days).toBe(14);
    expect(tested(10)).toBeUndefined();
  });

  it("needs no word of others once it has sold for 90 days", () => {
    expect(kin([...shop(), seller("NEW", "US-FBA", 10), seller("NEW", "DE-FBA", 1, { days: 90 })])).toBeUndefined();
  });

  it("learns nothing from a place of which too few products tell how much it sells", () => {
    expect(kin([...shop(), seller("NEW", "JP-FBA", 10), seller("NEW", "DE-FBA", 1, { days: 3 })])).toBeUndefined();
    expect(kin([...shop().slice(0, 8), seller("NEW", "US-FBA", 10), seller("NEW", "DE-FBA", 1, { days: 3 })])).toBeUndefined();
  });

  it("is the less sure the worse a product's places agree", () => {
    const unlike = shop().map((s, n) => (n % 4 === 0 ? { ...s, level: s.level * 6 } : s));
    const found = kin([...unlike, seller("NEW", "US-FBA", 10), seller("NEW", "DE-FBA", 1, { days: 3 })]);
    expect(found?.cv2).toBeGreaterThan(0.3);
  });

  it("law: twice the sales elsewhere are twice as many here, and never a negative or endless number", () => {
    const level = fc.double({ min: 0.01, max: 500, noNaN: true });
    fc.assert(
      fc.property(level, level, fc.integer({ min: 14, max: 400 }), (there, times, days) => {
        const [once, twice] = [there, 2 * there].map((l) =>
          kin([...shop(times), seller("NEW", "US-FBA", l, { days: 20 }), seller("NEW", "DE-FBA", 1, { days: Math.min(89, days) })]),
        );
        expect(Number.isFinite(once?.mean) && (once?.mean ?? -1) > 0).toBe(true);
        expect(twice?.mean).toBeCloseTo(2 * (once?.mean ?? 0), 6);
      }),
    );
  });
});
