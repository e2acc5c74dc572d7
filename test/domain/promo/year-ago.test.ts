import { describe, expect, it } from "vitest";
import { between, type UsualAt, yearAgo } from "../../../src/domain/promo/year-ago.ts";
import { promoLine } from "../../../src/domain/promo/line.ts";
import { upliftModel } from "../../../src/domain/promo/uplift.ts";
import { given, modelOf, on, read, SEA } from "../restock/given.ts";
import { promoOf } from "./given.ts";

const product = (sku: string, category: string, rates: readonly [now: number, ago: number, event: number, earlier: number]): UsualAt => {
  const [now, ago, event, earlier] = rates;
  return { sku, category, now, ago, event, earlier };
};
/** Garlands that sell nothing in August and three a day in November, as last year; cups that sell the same in both and change from year to year. */
const GARLANDS = [1, 2, 3, 4].map((n) => product(`GRL-${n}`, "festive", [0.2, 0.2, 3, 0.2]));
const CUPS = [
  [5, 1],
  [1, 5],
  [4, 2],
  [2, 4],
].map(([now = 0, ago = 0], n) => product(`CUP-${n}`, "kitchen", [now, ago, ago, ago]));

describe("what the days before the last event say of those before the next", () => {
  const told = yearAgo([...GARLANDS, ...CUPS]);

  it("is nearly all where a season lies between, and little where products change from year to year", () => {
    expect(told.of("GRL-1", "festive")).toMatchObject({ daily: 3 });
    expect(told.of("GRL-1", "festive")?.weight).toBeGreaterThan(0.8);
    expect(told.of("CUP-1", "kitchen")?.weight).toBeLessThan(0.5);
  });

  it("is no more than nothing for what was not there then, and where too few products can be tried", () => {
    expect(told.of("NEW-1", "festive")).toBeNull();
    expect(yearAgo(GARLANDS).of("GRL-1", "festive")).toBeNull();
  });

  it("grows as the stores have grown, and by no more than a range can", () => {
    const twice = [...GARLANDS, ...CUPS].map((p) => ({ ...p, now: (p.ago ?? 0) * 2 }));
    expect(yearAgo(twice).of("GRL-1", "festive")?.daily).toBeCloseTo(6);
    const tenfold = twice.map((p) => ({ ...p, now: (p.ago ?? 0) * 10 }));
    expect(yearAgo(tenfold).growth).toBe(2.5);
  });

  it("lies between today's level and last year's", () => {
    expect(between(4, { daily: 9, weight: 0.5 })).toBeCloseTo(6.25);
    expect(between(4, { daily: 9, weight: 0 })).toBe(4);
    expect(between(4, { daily: 9, weight: 1 })).toBe(9);
  });
});

describe("a garland that is prepared for Black Friday in August", () => {
  const ask = {
    input: given({ sku: "GRL-1", onHand: 200, routes: [SEA] }),
    promo: promoOf({ from: on(95), to: on(98), inboundBy: on(55) }),
    share: 1,
    model: upliftModel([], { low: 1, high: 1, poolUnits: 20, spread: 0.2 }),
    assumptions: [],
    unitFees: 7,
    agedFee: 0,
    demandModel: modelOf(0.25, 0.1),
    moves: [],
    read,
    peaks: [],
  };

  it("is wanted as last November told, and the stock until then goes as the season comes", () => {
    const flat = promoLine(ask);
    const seasonal = promoLine({ ...ask, ago: { daily: 4, weight: 1 } });
    expect(flat.forecast?.expected).toBeCloseTo(2);
    expect(seasonal.forecast?.expected).toBeCloseTo(32);
    expect(seasonal.forecast?.season).toBeCloseTo(16);
    // 94 days at a quarter, and what the season adds by and by.
    expect(flat.atStart).toBeCloseTo(176.5, 0);
    expect(seasonal.atStart).toBeLessThan(30);
  });

  it("is left to a model that knows the season itself", () => {
    const knows: typeof ask.demandModel = (input, policies) => {
      const found = ask.demandModel(input, policies);
      return found.kind === "missing" ? found : { ...found, value: { ...found.value, basis: { ...found.value.basis, season: true } } };
    };
    expect(promoLine({ ...ask, demandModel: knows, ago: { daily: 4, weight: 1 } }).forecast?.expected).toBeCloseTo(2);
  });
});
