import fc, { assert } from "fast-check";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../../src/domain/demand/normal.ts";
import { outcomesBy, quantileOf } from "../../../src/domain/demand/outcomes.ts";
import { weightedVelocity } from "../../../src/domain/demand/weighted-velocity.ts";
import { groupLacks } from "../../../src/domain/restock/missing.ts";
import { planDetail, planLine } from "../../../src/domain/restock/plan-line.ts";
import type { DemandModel, PlanInput } from "../../../src/domain/restock/types.ts";
import { present } from "../../../src/domain/value.ts";
import { AIR, AS_OF, demandOf, given, modelOf, on, read, SEA, sold } from "./given.ts";

const plan = (change: Partial<PlanInput> = {}) => planLine(given(change), weightedVelocity, read);
const lacks = (change: Partial<PlanInput>) => plan(change).missing.map((m) => m.en);

describe("a plan line", () => {
  it("shows the stock-out between two shipments, beside the cover that hides it", () => {
    const line = plan({
      arrivals: [
        { shipment: "A", day: on(10), quantity: 60, mode: "sea" },
        { shipment: "B", day: on(40), quantity: 120, mode: "sea" },
      ],
    });
    expect(line).toMatchObject({
      inbound: 180,
      coverDays: 20,
      coverDaysWithInbound: 56,
      stockOutDate: on(33),
      daysOut: 7,
      unitsLost: 35,
      moneyAtRisk: 700,
      state: "fine",
      orderBy: on(13),
      orderQuantity: 0,
    });
    expect(line.reasons[0]?.en).toBe(`out on ${on(33)} unless ordered by ${on(13)}`);
  });

  it("starts from this morning's count as it is, and takes the usual sales off an older one for days nobody has reported yet", () => {
    expect(plan({ onHand: 40, onHandDay: on(1) }).stockOutDate).toBe(on(9));
    expect(
      plan({ onHand: 40, onHandDay: on(1) })
        .reasons.map((r) => r.en)
        .join(),
    ).not.toContain("sold since");
    const late = sold(120, 5).map((d) => (d.day > on(-2) ? { ...d, units: 0, salesKnown: false as const } : d));
    const older = plan({ onHand: 50, onHandDay: on(-3), history: late, salesThrough: on(-2) });
    expect(older.coverDays).toBe(7);
    expect(older.reasons.map((r) => r.en)).toContain(
      `50 counted on ${on(-3)}, 15 sold since (10 of it estimated: sales not known yet): 35 taken`,
    );
  });

  it("orders by the cheapest way while that comes in time", () => {
    const line = plan({ onHand: 105, routes: [AIR, SEA] });
    expect(line).toMatchObject({ state: "fine", orderBy: on(2) });
    const due = planLine(given({ onHand: 105, routes: [AIR, SEA] }), modelOf(5, 2), read);
    expect(due).toMatchObject({ state: "order-now", route: "US-SEA", routeMode: "sea", arrivesOn: on(21) });
    expect(due.legs).toHaveLength(1);
  });

  it("flies the gap when the ship is too late, in cartons that are worth it, and ships the rest", () => {
    const line = plan({ onHand: 50, routes: [SEA, AIR], carton: 12 });
    expect(line.stockOutDate).toBe(on(11));
    expect(line.legs).toEqual([
      { route: "US-AIR", mode: "air", units: 48, arrivesOn: on(7) },
      { route: "US-SEA", mode: "sea", units: 156, arrivesOn: on(21) },
    ]);
    expect(line).toMatchObject({ state: "order-now", route: "US-AIR", orderQuantity: 204, cash: 1315.2 });
    expect(line.reasons[0]?.en).toContain("saves 48 units");
  });

  it("does not fly what earns less than its flight", () => {
    const line = plan({ onHand: 50, routes: [SEA, AIR], unitPrice: 9, unitCost: 4 });
    expect(line.legs.map((l) => l.route)).toEqual(["US-SEA"]);
    expect(line.state).toBe("unavoidable");
    expect(line.reasons.map((r) => r.en).join()).toContain("is faster, but does not pay");
  });

  it("flies the gap unweighed where a cost is not known, and says so", () => {
    const said = (unitCost: number | null, lang: "en" | "zh"): string =>
      plan({ routes: [SEA, AIR], onHand: 50, unitCost })
        .reasons.map((r) => r[lang])
        .join("\n");
    expect(said(null, "en")).toContain("whether air (US-AIR) pays was not reckoned: price, cost or freight is not known");
    expect(said(null, "zh")).toContain("没有核算空运（US-AIR）是否划算");
    expect(said(4, "en")).not.toContain("not reckoned");
  });

  it("says that a stock-out cannot be avoided, and what the fastest way still saves", () => {
    const line = plan({ onHand: 10, routes: [SEA, AIR] });
    expect(line).toMatchObject({ state: "unavoidable", stockOutDate: on(3), route: "US-AIR", arrivesOn: on(7) });
    expect(line.reasons[0]?.en).toBe(`cannot be avoided: out on ${on(3)}; air (US-AIR) comes first, on ${on(7)}, and saves 70 units`);
  });

  it("does not buy what cannot be sold any more: units lost before the order arrives are not ordered", () => {
    const d = planDetail(given({ onHand: 10 }), weightedVelocity, read);
    expect(d.ahead?.lostBefore).toBe(90);
    expect(d.line.orderQuantity).toBe(250 - 10 - 90);
  });

  it("buys nothing when only the date of a shipment on its way could help", () => {
    const line = plan({ onHand: 10, arrivals: [{ shipment: "A", day: on(15), quantity: 900, mode: "sea" }] });
    expect(line).toMatchObject({ state: "unavoidable", orderQuantity: 0, legs: [], stockOutDate: on(3) });
    expect(line.reasons[0]?.en).toContain("nothing ordered today comes sooner");
  });

  it("buys nothing for a season that is over when the ship lands, and waits for no ship that never left", () => {
    const ends = { ...demandOf(5), expected: (i: number) => (i < 12 ? 5 : 0), over: (n: number) => outcomesBy(() => 5 * Math.min(12, n)) };
    const season = { ...ends, between: (from: number, to: number) => outcomesBy(() => 5 * Math.max(0, Math.min(12, to) - from)) };
    const line = planLine(given({ onHand: 10 }), () => present({ ...season, quantile: (n) => 5 * Math.min(12, n) }), read);
    expect(line).toMatchObject({ state: "unavoidable", orderQuantity: 0, inbound: 0 });
    expect(line.reasons[0]?.en).toBe(`out on ${on(3)}; nothing that would come in time is worth an order`);
  });

  it("flags a minimum order that lasts for months", () => {
    expect(plan({ onHand: 0, history: sold(120, 1), moq: 500 }).reasons.map((r) => r.en)).toContain(
      "the minimum order lasts 17 months: negotiate a smaller one first",
    );
  });

  it("says a need that the reader can add up: target − stock − arrivals − lost is what is short", () => {
    for (const onHand of [10, 17, 23, 41]) {
      const line = plan({ onHand, history: sold(90, 4.7), routes: [SEA, AIR] });
      const said = line.reasons.map((r) => r.en).find((r) => r.includes(" short")) ?? "";
      const number = (p: RegExp): number => Number(p.exec(said)?.[1]?.replace(",", "") ?? 0);
      const target = number(/^([\d,]+) must last/) + number(/bought: ([\d,]+) from/);
      const there = number(/: ([\d,]+) on hand/) + number(/([\d,]+) arriving/) + number(/([\d,]+) will be there/);
      const lost = number(/([\d,]+) lost before/);
      expect(target).toBeGreaterThan(0);
      expect(Math.abs(target - there - lost - number(/([\d,]+) short$/))).toBeLessThanOrEqual(1);
    }
  });

  it("buys nothing for a peak that is over before the goods can come, and no buffer for it", () => {
    // Forty a day until day 20, one a day after it; by sea it takes 20 days and more.
    const peak = (i: number): number => (i < 20 ? 40 : 1);
    const until = (n: number): number => Array.from({ length: Math.max(0, n) }, (_, i) => peak(i)).reduce((a, b) => a + b, 0);
    const outcomes = (mean: number) => outcomesBy((tau) => Math.max(0, mean + normalQuantile(tau) * 0.5 * mean));
    const season: DemandModel = () =>
      present({
        ...demandOf(14),
        expected: peak,
        over: (days) => outcomes(until(days)),
        quantile: (days, tau) => quantileOf(outcomes(until(days)), tau),
        between: (from, to) => outcomes(until(to) - until(from)),
      });
    const d = planDetail(given({ onHand: 50, routes: [SEA], carton: 1, moq: null }), season, read);
    expect(d.ahead?.lostBefore).toBeGreaterThan(500);
    // Of 30 days to come at one a day: thirty and their own buffer, not half of eight hundred.
    expect(d.line.orderQuantity).toBeGreaterThan(25);
    expect(d.line.orderQuantity).toBeLessThan(90);
    expect(d.line.reasons.map((r) => r.en).join()).toMatch(/only what follows is bought/);
  });

  it("says so where no more is wanted than a multiple of the best that was ever sold, be the shelf empty before the goods come or not", () => {
    const limited: DemandModel = () => present({ ...demandOf(5, 12), most: (from, to) => 5 * (to - from) });
    const said = (onHand: number): string =>
      planDetail(given({ onHand, routes: [SEA] }), limited, read)
        .line.reasons.map((r) => r.en)
        .join();
    expect(said(110)).toMatch(/of it buffer, limited by the best/);
    expect(said(20)).toMatch(/only what follows is bought.*of it buffer, limited by the best/);
  });

  it("wants an order that travels in two parts today: its parts were measured for today", () => {
    const line = plan({ onHand: 75, routes: [SEA, AIR] });
    expect(line.legs).toHaveLength(2);
    expect(line.orderBy).toBe(on(1));
  });

  it("has nothing to say of a product that is not sold from here, an empty shelf included", () => {
    expect(plan({ history: [], onHand: 0 }).state).toBe("dormant");
  });

  it("counts a shipment past its date a week from now, and one without a date by its lane", () => {
    const d = planDetail(
      given({
        arrivals: [
          { shipment: "LATE", day: on(-3), quantity: 10, mode: "sea" },
          { shipment: "WHEN", day: null, quantity: 10, mode: "air" },
        ],
        routes: [SEA, AIR],
      }),
      weightedVelocity,
      read,
    );
    expect(d.arrivals).toEqual([
      { shipment: "WHEN", day: on(6), units: 10, assumed: "undated", p90: on(6) },
      { shipment: "LATE", day: on(7), units: 10, assumed: "overdue", p90: on(10) },
    ]);
    expect(d.line.missing.map((m) => m.en)).toEqual([
      "a shipment has no date: its lane's time is assumed",
      "a shipment is past its date and not received",
    ]);
  });

  it("takes what was sold since the snapshot off it", () => {
    const line = plan({ onHandDay: on(-6) });
    expect(line).toMatchObject({ onHand: 100, coverDays: 14 });
    expect(line.missing.map((m) => m.en)).toContain("the stock snapshot is stale");
    expect(line.reasons.at(-1)?.en).toBe(`100 counted on ${on(-6)}, 30 sold since: 70 taken`);
  });

  it("tells apart what is out, what does not sell, what is too much and what is not known", () => {
    expect(plan({ onHand: 0 }).state).toBe("out");
    expect(plan({ history: [...sold(300, 5).slice(0, 200), ...sold(100, 0)] }).state).toBe("dormant");
    expect(plan({ history: [] }).state).toBe("dormant");
    expect(plan({ onHand: 5000 }).state).toBe("overstock");
    expect(plan({ onHand: null, onHandDay: null }).state).toBe("unknown");
    expect(plan({ history: [], onHand: null, onHandDay: null }).state).toBe("unknown");
    expect(plan({ salesThrough: on(-60) }).state).toBe("unknown");
  });

  it("gives no quantity without stock, but demand and reorder point all the same", () => {
    expect(plan({ onHand: null, onHandDay: null })).toMatchObject({
      dailyDemand: 5,
      reorderPoint: 100,
      orderQuantity: null,
      cash: null,
      coverDays: null,
      moneyAtRisk: null,
      stockOutDate: null,
    });
  });

  it("says what is missing and what was assumed", () => {
    expect(lacks({ onHand: null, onHandDay: null })).toEqual(["no stock snapshot"]);
    expect(lacks({ onHand: -4 })).toContain("stock is negative (oversold) and taken as 0");
    expect(lacks({ routes: [], onHand: 10, moq: 10 })).toEqual(["no lane is known: the default time is assumed and freight is left out"]);
    expect(lacks({ supplier: null, onHand: 10, moq: 10 })).toEqual(["production time is not known: the default is assumed"]);
    expect(lacks({ unitCost: null, unitPrice: null, onHand: 10 })).toEqual([
      "unit cost is not known: no cash figure",
      "selling price is not known: no money at risk",
      "minimum order and carton are not known: the quantity is not rounded",
    ]);
    expect(lacks({ routes: [{ ...SEA, unitFreight: null }], onHand: 10, moq: 10 })).toEqual(["freight is not known: cash is goods only"]);
    expect(lacks({ history: sold(8, 5), moq: 1 })).toContain("a short sales history: the estimate is rough");
    expect(lacks({ history: [] })).toEqual(["no estimate of demand", "nothing was sold yet"]);
  });

  it("groups what many lines lack into one sentence each", () => {
    const lines = ["A", "B", "C"].map((sku) => plan({ sku, onHand: null, onHandDay: null }));
    expect(groupLacks([...lines, plan({ sku: "D", onHand: -1 })]).map((g) => g.text.en)).toEqual([
      "3 SKUs that sold have no stock snapshot: drop in an inventory report or a stock CSV",
      expect.stringContaining("1 SKU has negative stock"),
      expect.stringContaining("1 SKU has no minimum order or carton"),
    ]);
  });

  const inputs = fc
    .record({
      onHand: fc.nat(600),
      sigma: fc.double({ min: 0, max: 5, noNaN: true }),
      daily: fc.double({ min: 0.1, max: 20, noNaN: true }),
      arrivals: fc.array(fc.record({ in: fc.integer({ min: 1, max: 100 }), quantity: fc.nat(300) }), { maxLength: 3 }),
      moq: fc.option(fc.nat(300)),
      carton: fc.option(fc.integer({ min: 1, max: 48 })),
      air: fc.boolean(),
    })
    .map(({ onHand, sigma, daily, arrivals, moq, carton, air }) => ({
      input: given({
        onHand,
        moq,
        carton,
        history: sold(60, 5),
        routes: air ? [SEA, AIR] : [SEA],
        arrivals: arrivals.map((a, i) => ({ shipment: `S${i}`, day: on(a.in), quantity: a.quantity, mode: "sea" as const })),
      }),
      model: modelOf(daily, sigma),
    }));

  it("law: never orders more when more is on hand; of an empty shelf's lost sales none is bought again, so that it may want less", () => {
    assert(
      fc.property(inputs, fc.integer({ min: 1, max: 300 }), ({ input, model }, more) => {
        const less = planDetail(input, model, read);
        const with_ = planLine({ ...input, onHand: (input.onHand ?? 0) + more }, model, read).orderQuantity ?? 0;
        return (less.ahead?.lostBefore ?? 0) > 0 || with_ <= (less.line.orderQuantity ?? 0);
      }),
      { numRuns: 400 },
    );
  });

  it("law: orders nothing, or at least the minimum in whole cartons, and its legs are the order", () => {
    assert(
      fc.property(inputs, ({ input, model }) => {
        const line = planLine(input, model, read);
        const q = line.orderQuantity ?? 0;
        const sum = line.legs.reduce((s, l) => s + l.units, 0);
        if (q === 0) return sum === 0 && line.cash === 0;
        return q >= (input.moq ?? 0) && q % (input.carton ?? 1) === 0 && sum === q && line.legs.every((l) => l.units > 0);
      }),
      { numRuns: 400 },
    );
  });

  it("law: no part flies where all of the order by the usual way would earn more", () => {
    assert(
      fc.property(inputs, ({ input, model }) => {
        const { legs, value = [] } = planLine(input, model, read);
        return legs.every((l) => l.mode === "sea") || value.at(-1)?.usual === undefined;
      }),
      { numRuns: 400 },
    );
  });

  it("law: what is proposed never loses more than doing nothing", () => {
    assert(
      fc.property(inputs, ({ input, model }) => {
        const { ahead } = planDetail(input, model, read);
        if (!ahead?.withOrder) return true;
        const sum = (days: readonly { lost: number }[]) => days.reduce((s, d) => s + d.lost, 0);
        return sum(ahead.withOrder) <= sum(ahead.projection) + 1e-6;
      }),
    );
  });

  it("law: a number is finite or null, and every null of a selling line has its reason", () => {
    assert(
      fc.property(
        fc.record({
          onHand: fc.option(fc.integer({ min: -50, max: 500 })),
          unitCost: fc.option(fc.constant(4)),
          unitPrice: fc.option(fc.constant(20)),
          routes: fc.constantFrom([], [SEA], [SEA, AIR]),
          history: fc.constantFrom([], sold(3, 2), sold(100, 5, null), sold(100, 0)),
        }),
        (change) => {
          const line = plan({ ...change, onHandDay: change.onHand === null ? null : AS_OF });
          const numbers = Object.values(line).filter((v) => typeof v === "number");
          const gaps = line.orderQuantity === null || (line.cash === null && line.legs.length > 0) || line.dailyDemand === null;
          return numbers.every(Number.isFinite) && (!gaps || line.missing.length > 0 || line.state === "dormant");
        },
      ),
    );
  });
});
