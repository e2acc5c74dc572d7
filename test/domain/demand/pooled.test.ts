import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { levelsOf } from "../../../src/domain/demand/levels.ts";
import { meanOf, mixtureOf, quantileOf, shortfalls } from "../../../src/domain/demand/outcomes.ts";
import {
  errorsOver,
  forecastOf,
  learn,
  outcomesOver,
  outcomesUntil,
  outlookOf,
  POOL_SETTINGS,
  priorPool,
} from "../../../src/domain/demand/pool.ts";
import { outcomesOf } from "../../../src/domain/demand/spread.ts";
import { inStock, shopOf } from "./shops.ts";

const level = (units: readonly number[], out: readonly number[] = units.map(() => 0)): number =>
  levelsOf({ units, out }, POOL_SETTINGS).level.at(-1) ?? 0;

describe("the daily level", () => {
  it("of a steady seller is what it sells", () => {
    expect(level(Array.from({ length: 100 }, () => 3))).toBeCloseTo(3, 9);
  });

  it("is not lowered by days without stock, however many they are", () => {
    const sold = Array.from({ length: 60 }, () => 5);
    const gone = Array.from({ length: 30 }, () => 0);
    expect(level([...sold, ...gone], [...sold.map(() => 0), ...gone.map(() => 1)])).toBeCloseTo(5, 9);
    expect(level([...sold, ...gone])).toBeLessThan(2);
  });

  it("believes a day that sold much before the shelf was empty", () => {
    const sold = Array.from({ length: 60 }, () => 1);
    expect(level([...sold, 40], [...sold.map(() => 0), 1])).toBeGreaterThan(1.5);
  });

  it("on each morning knows nothing of the days after", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 2, maxLength: 80 }), fc.nat(78), (units, cut) => {
        const at = Math.min(cut, units.length - 1);
        const known = levelsOf(inStock(units.slice(0, at)), POOL_SETTINGS).level[at];
        expect(levelsOf(inStock(units), POOL_SETTINGS).level[at]).toBe(known);
      }),
    );
  });
});

const spread = fc.record({
  days: fc.constant(28),
  noise: fc.double({ min: 0.3, max: 5, noNaN: true }),
  power: fc.double({ min: 0, max: 1, noNaN: true }),
  drift: fc.double({ min: 0, max: 2, noNaN: true }),
  errors: fc.array(fc.double({ min: -5, max: 8, noNaN: true }), { minLength: 5, maxLength: 40 }).map((e) => Float64Array.from(e).sort()),
});

describe("demand of a span, as outcomes", () => {
  it("is never negative and ascends", () => {
    fc.assert(
      fc.property(spread, fc.double({ min: 0, max: 1e5, noNaN: true }), fc.double({ min: 0.2, max: 4, noNaN: true }), (s, f, own) => {
        const outcomes = outcomesOf(s, f, own);
        for (const [k, x] of outcomes.entries()) expect(x).toBeGreaterThanOrEqual(Math.max(0, (outcomes[k - 1] ?? 0) - 1e-6));
      }),
    );
  });

  it("no outcome falls when more is expected, so that a longer span never needs less", () => {
    const forecast = fc.double({ min: 0, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(spread, forecast, forecast, (s, a, b) => {
        const [few, many] = [outcomesOf(s, Math.min(a, b), 1), outcomesOf(s, Math.max(a, b), 1)];
        for (const [k, x] of few.entries()) expect(many[k]).toBeGreaterThanOrEqual(x - 1e-6);
      }),
    );
  });
});

describe("a distribution", () => {
  const outcomes = fc.array(fc.nat(500), { minLength: 1, maxLength: 60 }).map((x) => Float64Array.from(x).sort());

  it("has quantiles that never fall with the chance and stay within it", () => {
    const tau = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(outcomes, tau, tau, (o, a, b) => {
        expect(quantileOf(o, Math.max(a, b))).toBeGreaterThanOrEqual(quantileOf(o, Math.min(a, b)));
        expect(quantileOf(o, a)).toBeLessThanOrEqual(o.at(-1) ?? 0);
      }),
    );
  });

  it("is short by its mean when nothing is there, and by nothing at its largest", () => {
    fc.assert(
      fc.property(outcomes, (o) => {
        const [all, none] = shortfalls(o, Float64Array.from([0, o.at(-1) ?? 0]));
        expect(all).toBeCloseTo(meanOf(o), 6);
        expect(none).toBeCloseTo(0, 9);
      }),
    );
  });

  it("mixed of several has their common mean", () => {
    const [a, b] = [Float64Array.of(1, 2, 3), Float64Array.of(4, 4, 10)];
    expect(meanOf(mixtureOf([a, b]))).toBeCloseTo((meanOf(a) + meanOf(b)) / 2, 9);
  });
});

describe("a pool that many products teach", () => {
  const days = 28;
  const shop = shopOf(300, 240);
  const { pool, outlooks } = learn(
    shop.map((d) => inStock(d.slice(0, 200))),
    [days],
  );

  it.each([0.5, 0.8, 0.9, 0.95])("keeps what it promises: demand stays within its %s quantile about so often", (tau) => {
    const within = shop.filter((demand, i) => {
      const outlook = outlooks[i];
      if (outlook === undefined) throw new Error("each of 300 products has an outlook");
      const came = demand.slice(200, 200 + days).reduce((a, b) => a + b, 0);
      return came <= quantileOf(outcomesOver(errorsOver(pool, outlook, days), forecastOf(outlook, days)), tau);
    });
    expect(Math.abs(within.length / shop.length - tau)).toBeLessThan(0.06);
  });

  it("lets an uncertain arrival widen what may be wanted until then", () => {
    const [outlook] = outlooks;
    if (outlook === undefined) throw new Error("each of 300 products has an outlook");
    const errors = errorsOver(pool, outlook, days);
    const until = (spans: readonly number[]) => outcomesUntil(outlook, spans, () => errors, { year: 10, young: 10 });
    const [sure, unsure] = [until([28]), until([14, 28, 42])];
    expect(quantileOf(unsure, 0.95)).toBeGreaterThan(quantileOf(sure, 0.95));
    expect(quantileOf(unsure, 0.05)).toBeLessThan(quantileOf(sure, 0.05));
  });

  it("is not made of three products, and what is taken then is a Poisson's spread and a little more", () => {
    const few = learn(shop.slice(0, 3).map((d) => inStock(d.slice(0, 60)))).pool;
    expect(few.spreads).toEqual(priorPool().spreads);
    const outcomes = outcomesOver(errorsOver(few, { own: [1] }, 25), 100);
    expect(quantileOf(outcomes, 0.5)).toBeCloseTo(100, 0);
    expect(quantileOf(outcomes, 0.95)).toBeGreaterThan(100 + 1.645 * 10);
  });

  it("sees one product alone as it saw it among the others", () => {
    const alone = outlookOf(inStock((shop[7] ?? []).slice(0, 200)), pool);
    expect(alone.way).toBe(outlooks[7]?.way);
    expect(alone.own[0]).toBeCloseTo(outlooks[7]?.own[0] ?? 0, 12);
  });
});
