import fc, { assert } from "fast-check";
import { describe, it } from "vitest";
import { addDays } from "../../../src/domain/calendar/day.ts";
import type { PastShipment } from "../../../src/domain/restock/past-shipment.ts";
import { planDetail } from "../../../src/domain/restock/plan-line.ts";
import type { PlanInput, Route } from "../../../src/domain/restock/types.ts";
import { AIR, AS_OF, given, modelOf, on, read, SEA, sold } from "./given.ts";

const maybe = <T>(a: fc.Arbitrary<T>) => fc.option(a, { nil: null });
const usually = <T>(a: fc.Arbitrary<T>) => fc.option(a, { nil: null, freq: 9 });
const ahead = fc.integer({ min: -60, max: 120 }).map(on);
const arrival = fc.record({
  shipment: fc.constantFrom("A", "B", "C"),
  day: maybe(ahead),
  quantity: fc.integer({ min: -5, max: 400 }),
  mode: maybe(fc.constantFrom("sea" as const, "air" as const)),
  bookedOn: maybe(ahead),
  leftOn: maybe(ahead),
  arrivedOn: maybe(ahead),
  moved: fc.boolean(),
});
const come = fc
  .record({
    ago: fc.integer({ min: 0, max: 300 }),
    days: fc.tuple(fc.nat(30), fc.integer({ min: -5, max: 90 }), fc.nat(20)),
    mode: maybe(fc.constantFrom("sea" as const, "air" as const)),
    eta: fc.integer({ min: -20, max: 20 }),
    told: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
  })
  .map(({ ago, days: [h, f, s], mode, eta, told: [b, l, a] }): PastShipment => {
    const bookedOn = on(-ago);
    const [leftOn, arrivedOn, receivedOn] = [addDays(bookedOn, h), addDays(bookedOn, h + f), addDays(bookedOn, h + f + s)];
    return {
      shipment: "P",
      mode,
      bookedOn: b ? bookedOn : null,
      leftOn: l ? leftOn : null,
      arrivedOn: a ? arrivedOn : null,
      receivedOn,
      eta: addDays(receivedOn, -eta),
    };
  });
const route = (r: Route) =>
  fc
    .record({ p50: fc.integer({ min: 0, max: 90 }), more: fc.nat(30), unitFreight: usually(fc.double({ min: 0, max: 20, noNaN: true })) })
    .map(({ p50, more, unitFreight }): Route => ({ ...r, daysP50: p50, daysP90: p50 + more, unitFreight }));
const input = fc
  .record({
    onHand: usually(fc.integer({ min: -50, max: 600 })),
    arrivals: fc.array(arrival, { maxLength: 4 }),
    past: fc.array(come, { maxLength: 20 }),
    routes: fc.oneof(fc.constant([]), fc.tuple(route(SEA)), fc.tuple(route(SEA), route(AIR))),
    moq: maybe(fc.nat(2000)),
    carton: maybe(fc.nat(60)),
    unitCost: usually(fc.double({ min: 0, max: 30, noNaN: true })),
    unitPrice: usually(fc.double({ min: 0, max: 60, noNaN: true })),
    supplier: maybe(
      fc.record({
        code: fc.constant("S"),
        productionDaysP50: maybe(fc.nat(60)),
        productionDaysP90: maybe(fc.nat(90)),
        made: fc.array(fc.nat(90), { maxLength: 12 }),
      }),
    ),
  })
  .map((change): PlanInput => given({ ...change, history: sold(60, 5) }));
const demand = fc.record({ daily: fc.double({ min: 0.05, max: 30, noNaN: true }), sigma: fc.double({ min: 0, max: 20, noNaN: true }) });

describe("a plan of whatever is known", () => {
  it("law: its legs are its order, its lead times ascend, and every shipment lies ahead", () => {
    assert(
      fc.property(input, demand, (i, d) => {
        const plan = planDetail(i, modelOf(d.daily, d.sigma), read);
        const legs = plan.line.legs.reduce((sum, l) => sum + l.units, 0);
        return (
          legs === (plan.line.orderQuantity ?? 0) &&
          plan.times.every((t) => t.p50 <= t.p90 && t.spans.length === 15 && t.spans.every((s, k) => s >= (t.spans[k - 1] ?? 0))) &&
          plan.arrivals.every((a) => a.day > AS_OF && (a.p90 ?? a.day) >= a.day)
        );
      }),
    );
  });

  it("law: an order is due on the day that its arrival is counted from; stock is out on the day after its cover where nothing comes", () => {
    assert(
      fc.property(input, demand, (i, d) => {
        const { line } = planDetail({ ...i, arrivals: [] }, modelOf(d.daily, d.sigma), read);
        const due = line.legs.length === 0 || (line.orderBy === on(1) && line.legs.every((l) => l.arrivesOn >= on(1)));
        const out = line.stockOutDate === null || line.stockOutDate === on(Math.floor((line.coverDays ?? NaN) + 1e-9) + 1);
        return due && out;
      }),
    );
  });

  it("law: what its order is worth ends with all of it, and costs what the line says", () => {
    assert(
      fc.property(input, demand, (i, d) => {
        const { line } = planDetail(i, modelOf(d.daily, d.sigma), read);
        const { value } = line;
        if (value === undefined) return true;
        const rising = value.every(
          (s, k) => s.units > (value[k - 1]?.units ?? 0) && s.cash >= (value[k - 1]?.cash ?? 0) && Number.isFinite(s.saves),
        );
        return (
          rising &&
          value.length <= 12 &&
          value.at(-1)?.units === line.orderQuantity &&
          Math.abs((value.at(-1)?.cash ?? 0) - (line.cash ?? NaN)) < 0.02
        );
      }),
    );
  });

  it("law: nothing of it is not a number", () => {
    assert(fc.property(input, demand, (i, d) => !JSON.stringify(planDetail(i, modelOf(d.daily, d.sigma), read).line).includes("NaN")));
    assert(
      fc.property(input, demand, (i, d) => {
        const { line } = planDetail(i, modelOf(d.daily, d.sigma), read);
        return [line.unitsLost, line.orderQuantity ?? 0, line.cash ?? 0, line.moneyAtRisk ?? 0].every((n) => Number.isFinite(n) && n >= 0);
      }),
    );
  });
});
