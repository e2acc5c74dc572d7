import fc, { assert } from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day, daysBetween } from "../../../src/domain/calendar/day.ts";
import { nextBatch } from "../../../src/domain/promo/next-batch.ts";
import type { PromoLine } from "../../../src/domain/promo/line.ts";
import { elapsed, paceOf, rhythmOf } from "../../../src/domain/promo/pace.ts";
import { type Giver, sparesFor } from "../../../src/domain/promo/givers.ts";
import { AIR, given, on, read } from "../restock/given.ts";

const FROM = day("2026-11-27");
/** Four days alike; nothing at night, all hours of the day alike. */
const even = rhythmOf(
  4,
  [],
  Array.from({ length: 24 }, (_, h) => (h < 8 ? 0 : 1000)),
);
const at = (n: number, hour: number) => ({ day: addDays(FROM, n), hour });
const ask = { expected: 400, sold: 0, stock: null, rhythm: even, from: FROM, until: at(0, 24) };

describe("the pace of a promotion", () => {
  it("holds what is sold against what is due by the hour, not against the whole", () => {
    const p = paceOf({ ...ask, sold: 150, until: at(0, 24) });
    expect(p.due).toBeCloseTo(100, 6);
    expect(p.ratio).toBeGreaterThan(1.4);
    expect(p.projected).toBeCloseTo(150 + 300 * p.ratio, 6);
  });

  it("tells the hour in which the last unit goes", () => {
    // 100 a day, a little over 6 an hour from 8 o'clock on: 250 left after the first day last two days and a half.
    const p = paceOf({ ...ask, sold: 100, stock: 250, until: at(0, 24) });
    expect(p.sellOut?.day).toBe(addDays(FROM, 3));
    expect(p.sellOut?.hour).toBeGreaterThanOrEqual(14);
    expect(p.sellOut?.hour).toBeLessThanOrEqual(17);
    expect(p.gap).toBe(50);
  });

  it("says nothing of a stock-out where the stock lasts or nobody knows it", () => {
    expect(paceOf({ ...ask, sold: 100, stock: 400, until: at(0, 24) })).toMatchObject({ sellOut: null, gap: 0 });
    expect(paceOf({ ...ask, sold: 100, stock: null, until: at(0, 24) })).toMatchObject({ sellOut: null, gap: 0 });
  });

  it("counts what arrives meanwhile: lost is only what is asked for before that", () => {
    // 300 are to come; 41 are left after the first day, 32 arrive on the second morning, 500 on the last.
    const soon = paceOf({ ...ask, sold: 100, stock: 41, arrivals: [{ day: addDays(FROM, 1), units: 32 }] });
    expect(soon.gap).toBe(300 - 73);
    expect(soon.heading).toBeCloseTo(100 + 73, 6);
    const enough = paceOf({ ...ask, sold: 100, stock: 100, arrivals: [{ day: addDays(FROM, 2), units: 200 }] });
    expect(enough).toMatchObject({ gap: 0, sellOut: null });
    const late = paceOf({ ...ask, sold: 100, stock: 41, arrivals: [{ day: addDays(FROM, 3), units: 500 }] });
    expect(late.gap).toBe(200 - 41);
    expect(late.sellOut?.day).toBe(addDays(FROM, 1));
    expect(late.missed.map((m) => m.day)).toEqual([addDays(FROM, 1), addDays(FROM, 2)]);
    // A shipment of this morning, which no count shows yet.
    expect(paceOf({ ...ask, sold: 100, stock: 100, arrivals: [{ day: FROM, units: 200 }] }).gap).toBe(0);
  });

  it("does not cry over the first hour: five sold where two were due is no law", () => {
    expect(paceOf({ ...ask, expected: 8, sold: 5, until: at(0, 24) }).ratio).toBeLessThan(1.5);
  });

  it("takes last year's days half for their luck", () => {
    const r = rhythmOf(2, [300, 100], []);
    expect(r.days).toEqual([0.625, 0.375]);
    expect(rhythmOf(3, [300, 100], []).days).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  const hours = fc.array(fc.nat(100), { minLength: 24, maxLength: 24 });
  const lengths = fc.integer({ min: 1, max: 10 });

  it("law: shares add up to 1, and time only passes", () => {
    assert(
      fc.property(hours, lengths, (of, length) => {
        const r = rhythmOf(length, [], of);
        expect(r.days.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        expect(r.hours.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        let before = 0;
        for (let d = -1; d <= length; d += 1) {
          for (const hour of [0, 7, 24]) {
            const now = elapsed(r, FROM, at(d, hour));
            expect(now).toBeGreaterThanOrEqual(before - 1e-9);
            before = now;
          }
        }
        expect(before).toBeCloseTo(1, 9);
        expect(elapsed(r, FROM, at(-1, 24))).toBe(0);
      }),
    );
  });

  it("law: it sells out exactly where more is still wanted than there is, and within its days", () => {
    assert(
      fc.property(hours, lengths, fc.nat(500), fc.nat(500), fc.nat(500), fc.nat(9), (of, length, expected, sold, stock, n) => {
        const until = at(Math.min(n, length - 1), 12);
        const p = paceOf({ expected, sold, stock, rhythm: rhythmOf(length, [], of), from: FROM, until });
        const within = p.sellOut !== null && p.sellOut.day >= until.day && p.sellOut.day < addDays(FROM, length);
        expect(within).toBe(p.remaining - stock >= 0.5);
      }),
    );
  });
});

describe("the next batch", () => {
  const line = (change: Partial<PromoLine>): PromoLine =>
    ({
      stockNow: 50,
      spares: [],
      ways: [],
      money: { price: 30, landed: 9, fees: 7, salvage: 4, agedFee: 0, freight: 1 },
      currency: "USD",
      ...change,
    }) as PromoLine;
  /** Lasts two and a half of three days to come: 50 are missed on the last. */
  const short = paceOf({ ...ask, sold: 100, stock: 250, until: at(0, 24) });
  const fine = paceOf({ ...ask, sold: 100, stock: 900, until: at(0, 24) });
  const spare = (from: string, units: number, n: number) => ({ from, units, arrivesOn: addDays(FROM, n) });

  it("is nothing where the stock lasts, and cannot be told without a stock", () => {
    expect(nextBatch(line({}), fine)).toEqual({ kind: "nothing" });
    expect(nextBatch(line({ stockNow: null }), short)).toEqual({ kind: "unknown" });
  });

  it("comes from another warehouse where that is in time, and never more than it can spare", () => {
    const some = line({ spares: [spare("US-3PL", 30, 2)] });
    expect(nextBatch(some, short)).toEqual({ kind: "transfer", from: "US-3PL", units: 30, arrivesOn: addDays(FROM, 2) });
    expect(nextBatch(line({ spares: [spare("US-3PL", 30, 4)] }), short)).toEqual({ kind: "slow-down", units: 50 });
    expect(nextBatch(line({ spares: [spare("US-3PL", 30, 1), spare("CN-1", 80, 3)] }), short)).toMatchObject({ from: "CN-1", units: 50 });
  });

  it("is no more than what is missed once it is there", () => {
    // 100 a day are missed on all three days, and two are over when it comes.
    const empty = paceOf({ ...ask, sold: 100, stock: 0, until: at(0, 24) });
    expect(nextBatch(line({ spares: [spare("US-3PL", 400, 3)] }), empty)).toMatchObject({ units: 100 });
  });

  it("flies where that is in time and still earns, else what is left is sold more slowly", () => {
    const ways = [{ route: AIR, orderBy: FROM, late: 0, arrivesOn: addDays(FROM, 2) }];
    expect(nextBatch(line({ ways }), short)).toMatchObject({ kind: "fly", units: 50, route: AIR });
    // 17 less 7 of fees and 9 landed earns by sea; with 6.50 of air it does not.
    const dear = { price: 17, landed: 9, fees: 7, salvage: 4, agedFee: 0, freight: 1 };
    expect(nextBatch(line({ ways, money: dear }), short)).toEqual({ kind: "slow-down", units: 50 });
  });
});

describe("what other warehouses can spare", () => {
  const to = given({ site: { kind: "platform-pool", country: "US" }, carton: 12 });
  const giver = (change: Partial<Giver>): Giver => ({
    warehouse: "US-3PL",
    stores: ["amazon-us"],
    state: "fine",
    onHand: 100,
    dailyDemand: 1,
    reorderPoint: 40,
    orderQuantity: 0,
    site: { kind: "third-party", country: "US" },
    ...change,
  });
  const spares = (...of: Giver[]) => sparesFor(to, of, { leaves: on(1), read });

  it("is what lies above their own reorder point, in cartons, there after the days that a move takes", () => {
    const [one, ...others] = spares(giver({}), giver({ warehouse: to.warehouse }));
    expect(one).toMatchObject({ from: "US-3PL", units: 60 });
    expect((one?.arrivesOn ?? "") > on(1)).toBe(true);
    expect(others).toEqual([]);
    expect(spares(giver({ onHand: 45 }))).toEqual([]);
  });

  it("is nothing of a warehouse that buys itself, of other stores, or of another country's platform", () => {
    expect(spares(giver({ state: "order-now", orderQuantity: 50 }))).toEqual([]);
    expect(spares(giver({ warehouse: "JP-FBA", stores: ["amazon-jp"] }))).toEqual([]);
    expect(spares(giver({ warehouse: "JP-FBA", stores: [], site: { kind: "platform-pool", country: "JP" } }))).toEqual([]);
  });

  it("comes from the domestic warehouse as an order does, once it is made", () => {
    const [one] = spares(
      giver({ warehouse: "CN-1", stores: [], dailyDemand: 0, reorderPoint: 0, site: { kind: "domestic", country: "CN" } }),
    );
    expect(one?.units).toBe(96);
    expect(daysBetween(on(1), one?.arrivesOn ?? on(1))).toBeGreaterThanOrEqual(20);
  });
});
