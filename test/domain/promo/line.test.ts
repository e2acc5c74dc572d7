import { describe, expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import { type LineAsk, promoLine } from "../../../src/domain/promo/line.ts";
import { distanceOf, sumsOf, tooLate } from "../../../src/domain/promo/sums.ts";
import { resultOf } from "../../../src/domain/promo/budget.ts";
import { upliftModel } from "../../../src/domain/promo/uplift.ts";
import { AIR, given, modelOf, on, read, SEA } from "../restock/given.ts";
import { assume, promoOf } from "./given.ts";

const SLOW_SEA = { ...SEA, daysP50: 30, daysP90: 36 };
const model = upliftModel([], { low: 1, high: 1, poolUnits: 20, spread: 0.2 });
/** Ten a day, twice as much in the four days of the event that begins in 60: 80 units in the middle. */
const ask = (change: Partial<LineAsk> = {}): LineAsk => ({
  input: given({ onHand: 600, routes: [SLOW_SEA, AIR], unitCost: 6, unitPrice: 30 }),
  promo: promoOf({ from: on(60), to: on(63), inboundBy: on(45) }),
  share: 1,
  model,
  assumptions: [],
  unitFees: 7,
  agedFee: 0,
  demandModel: modelOf(10, 2),
  moves: [],
  read,
  peaks: [],
  ...change,
});
const withInput = (change: Parameters<typeof given>[0], more: Partial<LineAsk> = {}): LineAsk => ({
  ...ask(more),
  input: given({ ...ask().input, ...change }),
});

describe("how far a sum may be off", () => {
  it("is more than chance of its parts makes, and less than all of them at once", () => {
    const parts = Array.from({ length: 40 }, () => 6);
    expect(distanceOf(parts)).toBeGreaterThan(Math.sqrt(40) * 6);
    expect(distanceOf(parts)).toBeLessThan(40 * 6);
    expect(distanceOf([6])).toBeCloseTo(6);
    expect(distanceOf([])).toBe(0);
  });
});

describe("a SKU that is prepared for a promotion", () => {
  it("wants what its usual days and the uplift make, less what will be left on the morning of the start", () => {
    const l = promoLine(ask());
    expect(l.forecast).toMatchObject({ base: 40, expected: 80 });
    // 600 less 59 days at ten.
    expect(l.atStart).toBe(10);
    expect(l.critical?.ratio).toBeGreaterThan(0.7);
    expect(l.buy).toBe((l.need?.best ?? 0) - 10);
    expect(l.need?.best).toBeGreaterThan(80);
    expect([l.need?.ruleLow, l.need?.ruleHigh]).toEqual([88, 96]);
  });

  it("comes in two batches: the middle case by sea, the rest by air, which can be decided on later", () => {
    const { batches } = promoLine(ask());
    expect(batches.map((b) => [b.way.route?.mode, b.way.late])).toEqual([
      ["sea", 0],
      ["air", 0],
    ]);
    expect(batches[0]?.units).toBe(70);
    expect((batches[1]?.way.orderBy ?? "") > (batches[0]?.way.orderBy ?? "")).toBe(true);
    expect(promoLine(ask()).flying).toBeGreaterThan(0);
  });

  it("flies nothing of what the minimum order brings by sea anyway", () => {
    const least = promoLine(withInput({ moq: 90, carton: 10 }));
    expect(least.lacking).toBeLessThan(90);
    expect(least.batches.map((b) => [b.way.route?.mode, b.units])).toEqual([["sea", 90]]);
    expect(least.flying).toBe(0);
    // A part that flies is cartons of what is lacking, and the rest goes with the base.
    const some = promoLine(withInput({ moq: 60, carton: 4 }));
    const [sea, air] = some.batches;
    expect([sea?.units, air?.way.route?.mode]).toEqual([72, "air"]);
    expect((sea?.units ?? 0) + (air?.units ?? 0)).toBe(some.buy);
    expect((air?.units ?? 0) - (some.lacking - 72)).toBeLessThan(4);
  });

  it("is one batch where no faster way pays for its cartons", () => {
    const all = promoLine(withInput({ carton: 70, moq: 10 }));
    expect(all.batches.map((b) => [b.way.route?.mode, b.units])).toEqual([["sea", 140]]);
  });

  it("flies no carton for a unit or two of it", () => {
    const promo = promoOf({ from: on(30), to: on(33), inboundBy: on(20) });
    // 3 lacking: a carton of 40 costs 212 more than by sea, and three units earn less than 50.
    const few = promoLine(withInput({ onHand: 367, carton: 40 }, { promo }));
    expect(few).toMatchObject({ atStart: 77, buy: 0, lacking: 3, withheld: "dear" });
    expect(promoLine(withInput({ onHand: 367, carton: 4 }, { promo })).buy).toBe(4);
  });

  it("lacks what it sells beyond the usual where usual orders still come before, and that goes with one of them", () => {
    const far = { promo: promoOf({ from: on(160), to: on(163), inboundBy: on(130) }) };
    const l = promoLine(withInput({ moq: 500, carton: 40 }, far));
    // Nothing is there by then; 40 are sold in its days without it.
    expect(l).toMatchObject({ atStart: 0, kept: 40, rides: true });
    expect(l.buy).toBe((l.need?.best ?? 0) - 40);
    expect(l.batches.map((b) => [b.way.route?.mode, b.units])).toEqual([["sea", l.buy]]);
    expect(sumsOf([l])).toMatchObject({ ahead: 80, allows: 40, lacking: l.buy });
    // No event, no purchase.
    expect(promoLine(withInput({ moq: 500, carton: 40 }, { ...far, assumptions: [assume("uplift", -0.5)] })).buy).toBe(0);
  });

  it("wants for the days that are left once it runs", () => {
    const promo = promoOf({ from: on(-1), to: on(2), inboundBy: on(-20) });
    const l = promoLine(withInput({ onHand: 15 }, { promo }));
    // Two of four days: half of 80.
    expect(l).toMatchObject({ ahead: 0.5, beyond: 25 });
    expect(l.forecast?.expected).toBe(80);
    expect(l.need?.ruleLow).toBe(44);
    expect(promoLine(withInput({ onHand: 15 }, { promo: promoOf({ from: on(-4), to: on(-1), inboundBy: on(-20) }) }))).toMatchObject({
      ahead: 0,
      lacking: 0,
      buy: 0,
    });
  });

  it("cannot be ordered before today, however old the plan's figures are", () => {
    const promo = promoOf({ from: on(30), to: on(33), inboundBy: on(20) });
    const late = promoLine(withInput({ onHand: 300 }, { promo, today: on(26) }));
    expect(late.ways.map((w) => w.late > 0)).toEqual([true, true]);
    expect(late.ways.every((w) => w.arrivesOn > on(26))).toBe(true);
    expect(promoLine(withInput({ onHand: 300 }, { promo })).ways.some((w) => w.late === 0)).toBe(true);
  });

  it("flies only what is lacking where ships are too late, and sails the rest of a minimum order", () => {
    const l = promoLine(withInput({ moq: 500, carton: 10 }, { promo: promoOf({ from: on(30), to: on(33), inboundBy: on(20) }) }));
    const late = promoLine(
      withInput({ moq: 500, carton: 10, onHand: 300 }, { promo: promoOf({ from: on(30), to: on(33), inboundBy: on(20) }) }),
    );
    expect(l.buy).toBe(0);
    expect(late.buy).toBe(500);
    expect(late.batches.map((b) => [b.way.route?.mode, b.surplus ?? false])).toEqual([
      ["air", false],
      ["sea", true],
    ]);
    expect(late.batches.reduce((s, b) => s + b.units, 0)).toBe(500);
  });

  it("does not buy what arrives while it runs; only the days before that are bought for, if a purchase is there sooner", () => {
    const promo = promoOf({ from: on(60), to: on(63), inboundBy: on(45) });
    const arrivals = (n: number) => [{ shipment: "SH-1", quantity: 160, day: on(n), mode: null }];
    // The shelf is empty at the start; a quarter of what is wanted sells on the first day.
    const dry = { onHand: 590, carton: 1 };
    const bare = promoLine(withInput(dry, { promo }));
    const second = promoLine(withInput({ ...dry, arrivals: arrivals(61) }, { promo }));
    expect(bare.buy).toBe(bare.need?.best);
    expect(second).toMatchObject({ atStart: 0, during: [{ day: on(61), units: 160 }] });
    expect(second.buy).toBe(Math.ceil((bare.need?.best ?? 0) / 4));
    // A minimum order for the first day alone loses more on what is left than the day brings.
    const least = promoLine(withInput({ ...dry, moq: 400, arrivals: arrivals(61) }, { promo }));
    expect(least).toMatchObject({ buy: 0, beyond: 0, batches: [], lacking: 20, withheld: "waits" });
    // Too late for the first day: what comes on the second serves all that is left.
    const soon = { promo: promoOf({ from: on(5), to: on(8), inboundBy: on(0) }) };
    const late = promoLine(withInput({ onHand: 40, arrivals: arrivals(6) }, soon));
    expect(late).toMatchObject({ atStart: 0, buy: 0, beyond: 0 });
    // Its first day is lost all the same, and said so.
    expect(sumsOf([late])).toMatchObject({ short: 1, ruleLow: 0, allows: 60 });
  });

  it("buys no minimum order for less than a unit where nobody knows what one earns", () => {
    const promo = promoOf({ from: on(60), to: on(63), inboundBy: on(45) });
    const line = (daily: number, unitCost: number | null) =>
      promoLine(withInput({ unitCost, onHand: 0, moq: 12, carton: 1 }, { promo, demandModel: modelOf(daily, 0.2) }));
    expect(line(0.05, null)).toMatchObject({ buy: 0, withheld: null });
    expect(line(5, null).buy).toBeGreaterThan(0);
  });

  it("buys nothing that comes after the end, and says how much is lacking", () => {
    const soon = promoLine(withInput({ onHand: 20 }, { promo: promoOf({ from: on(2), to: on(4), inboundBy: on(-20) }) }));
    expect(soon.buy).toBe(0);
    expect(soon.batches).toEqual([]);
    // Ten of the twenty are left on the morning; sixty are forecast, whatever one would rather have had.
    expect(soon).toMatchObject({ atStart: 10, beyond: 50, lacking: 50, withheld: "late" });
    expect(soon.need?.best).toBeGreaterThan(60);
    expect(sumsOf([soon])).toMatchObject({ ahead: 60, allows: 10 });
    expect(sumsOf([soon])).toMatchObject({ buy: 0, short: 1, beyond: soon.beyond });
    expect(tooLate({ lines: [soon] })).toEqual([]);
  });

  it("is not flown where the flight eats what it earns", () => {
    const dear = withInput({ onHand: 20, unitPrice: 18 }, { promo: promoOf({ from: on(20), to: on(23), inboundBy: on(15) }) });
    const l = promoLine(dear);
    // By sea it earns, and so much is wanted; nothing that sails is in time.
    expect(l.critical?.ratio).toBeGreaterThan(0.5);
    expect(l).toMatchObject({ buy: 0, lacking: 80, withheld: "loses" });
    expect(l.missing.map((m) => m.en)).toContain("at the freight that is in time each unit loses money: none is bought");
  });

  it("counts what another warehouse gives before anything is bought, and what it gives away", () => {
    const move = { from: "US-3PL", to: "US-FBA", units: 200, runOutDays: 40, arrivesOn: on(10) };
    const taken = promoLine(ask({ moves: [move] }));
    expect(taken).toMatchObject({ atStart: 210, buy: 0, moves: [move] });
    const later = promoLine(ask({ moves: [{ ...move, arrivesOn: on(61) }] }));
    expect(later).toMatchObject({ atStart: 10, moves: [] });
    expect(promoLine(withInput({ warehouse: "US-3PL" }, { moves: [move] })).atStart).toBe(0);
  });

  it("takes people's words: an uplift in place of its own, others on top, a discount off the price alone", () => {
    const plain = promoLine(ask());
    expect(promoLine(ask({ assumptions: [assume("uplift", 3)] })).forecast?.expected).toBe(160);
    expect(promoLine(ask({ assumptions: [assume("competitor", -0.25)] })).forecast?.expected).toBe(60);
    const cheap = promoLine(ask({ assumptions: [assume("discount", 0.3)] }));
    expect(cheap.forecast?.expected).toBe(plain.forecast?.expected);
    // 9 off the price are 1.35 off the commission; what fulfilment costs stays.
    expect(cheap.money).toMatchObject({ price: 21, fees: expect.closeTo(5.65, 6) });
    expect(cheap.critical?.ratio ?? 1).toBeLessThan(plain.critical?.ratio ?? 0);
    expect(promoLine(ask({ assumptions: [assume("uplift", -1)] })).buy).toBe(0);
  });

  it("says what is missing, and stocks by a policy where money is not known", () => {
    const l = promoLine(withInput({ unitCost: null, unitPrice: null }, { unitFees: null }));
    expect(l).toMatchObject({ money: null, coverage: 0.7, cash: null });
    expect(l.missing.map((m) => m.en)).toEqual(["the price is not known", "the cost is not known", "the platform's fees are not known"]);
    expect(l.buy).toBeGreaterThan(0);
    const blind = promoLine(withInput({ onHand: null, onHandDay: null }));
    expect(blind).toMatchObject({ atStart: null, buy: null, batches: [] });
    expect(blind.missing.map((m) => m.en)).toContain("no stock snapshot is known");
    expect(promoLine(withInput({ onHand: -40 })).atStart).toBe(0);
  });

  it("is of its stores' part alone: others of the warehouse keep what they sell", () => {
    const half = promoLine(ask({ share: 0.5 }));
    expect(half.forecast?.expected).toBe(40);
    // Ten are there, and the others want twenty in these days.
    expect(half.atStart).toBe(0);
  });
});

describe("what a promotion earns", () => {
  it("is at the usual freight of what is there, however dear a purchase would be", () => {
    const promo = promoOf({ from: on(30), to: on(33), inboundBy: on(20) });
    const rich = promoLine(withInput({ onHand: 5000 }, { promo }));
    expect(rich.buy).toBe(0);
    // 30 less 6, the sea's 1.20 and 7 of fees.
    expect(resultOf([rich], 0)).toMatchObject({ units: expect.closeTo(80, 0), contribution: expect.closeTo(80 * 15.8, -1) });
  });

  it("pays for what flies, sold or not, and has to sell more to break even", () => {
    const promo = promoOf({ from: on(30), to: on(33), inboundBy: on(20) });
    const l = promoLine(withInput({ onHand: 300 }, { promo }));
    expect(l.batches.map((b) => b.way.route?.mode)).toEqual(["air"]);
    expect(l.flying).toBeCloseTo((l.buy ?? 0) * 5.3);
    const [flown, sailed] = [resultOf([l], 0), resultOf([{ ...l, flying: 0 }], 0)];
    expect(flown.contribution).toBeCloseTo(sailed.contribution - (l.flying ?? 0));
    expect(flown.breakEven).toBeGreaterThan(sailed.breakEven ?? 0);
  });
});

it("black Friday is no usual day: what is quiet lies around it", () => {
  const demandModel: LineAsk["demandModel"] = (input, policies) => {
    const flat = modelOf(10)(input, policies);
    if (flat.kind === "missing") return flat;
    return { ...flat, value: { ...flat.value, expected: (i) => (i >= 59 && i <= 62 ? 30 : 10) } };
  };
  expect(promoLine(ask({ demandModel })).forecast?.base).toBe(40);
  expect(day("2027-01-20")).toBe(on(60));
});
