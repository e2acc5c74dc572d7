import fc, { assert } from "fast-check";
import { describe, expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import { normalQuantile } from "../../../src/domain/demand/normal.ts";
import { cover } from "../../../src/domain/restock/cover.ts";
import { firstStock } from "../../../src/domain/restock/first-stock.ts";
import { orderQuantity } from "../../../src/domain/restock/order-quantity.ts";
import { blackFriday, peakUplift } from "../../../src/domain/restock/peak-uplift.ts";
import { lost, project, stockOut } from "../../../src/domain/restock/project.ts";
import { reorderPoint, safetyStock } from "../../../src/domain/restock/reorder-point.ts";
import { targetLevel } from "../../../src/domain/restock/target-level.ts";
import { transfer } from "../../../src/domain/restock/transfer.ts";
import { turnoverProposal } from "../../../src/domain/restock/turnover-proposal.ts";
import { AS_OF, demandOf, on, read } from "./given.ts";

const Z95 = normalQuantile(0.95);

describe("a projection", () => {
  const arrivals = [
    { day: on(10), units: 60 },
    { day: on(40), units: 120 },
  ];

  it("finds the stock-out that the naive cover of 56 days hides: day 33, 7 days, 35 units lost, 15 left on day 60", () => {
    const p = project(100, AS_OF, arrivals, () => 5, 60);
    expect(cover(100 + 60 + 120, 5)).toBe(56);
    // Day by day, closed days among them: ten open days are 12; after a year its mean goes on.
    expect(cover(50, 5, (i) => (i % 7 < 5 ? 5 : 0))).toBe(12);
    expect(cover(36, 4, (i) => (i === 0 ? 30 : 3))).toBe(3);
    expect(cover(365 * 2 + 20, 9, () => 2)).toBe(375);
    expect(cover(10, 0.1, (i) => (i < 365 ? 0 : 1))).toBe(465);
    expect(cover(-3, 4, () => 4)).toBe(0);
    expect(cover(5, 0, () => 1)).toBeNull();
    expect(stockOut(p)).toBe(on(33));
    expect(lost(p)).toEqual({ days: 7, units: 35 });
    expect(p.at(-1)?.stock).toBe(15);
  });

  it("sells what arrives on the day that it arrives", () => {
    expect(stockOut(project(5, AS_OF, [{ day: on(2), units: 5 }], () => 5, 2))).toBeNull();
  });

  it("takes a negative stock for an empty shelf", () => {
    expect(lost(project(-20, AS_OF, [], () => 5, 2))).toEqual({ days: 2, units: 10 });
  });

  const scene = fc.record({
    onHand: fc.nat(500),
    daily: fc.double({ min: 0, max: 40, noNaN: true }),
    arrivals: fc.array(fc.record({ in: fc.integer({ min: 1, max: 90 }), units: fc.nat(300) }), { maxLength: 5 }),
  });
  const run = (s: { onHand: number; daily: number; arrivals: readonly { in: number; units: number }[] }) =>
    project(
      s.onHand,
      AS_OF,
      s.arrivals.map((a) => ({ day: on(a.in), units: a.units })),
      () => s.daily,
      90,
    );
  const total = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

  it("law: is never negative", () => {
    assert(fc.property(scene, (s) => run(s).every((d) => d.stock >= 0 && d.lost >= 0)));
  });

  it("law: loses no unit and makes none: what came in is sold or left, and demand is sold or lost", () => {
    assert(
      fc.property(scene, (s) => {
        const p = run(s);
        const sold = total(p.map((d) => d.demand - d.lost));
        const came = s.onHand + total(s.arrivals.map((a) => a.units));
        return Math.abs(came - sold - (p.at(-1)?.stock ?? 0)) < 1e-6;
      }),
    );
  });

  it("law: one more shipment never brings the stock-out nearer and never loses more", () => {
    assert(
      fc.property(scene, fc.integer({ min: 1, max: 90 }), fc.nat(300), (s, at, units) => {
        const before = run(s);
        const after = run({ ...s, arrivals: [...s.arrivals, { in: at, units }] });
        return (stockOut(after) ?? "9999") >= (stockOut(before) ?? "9999") && lost(after).units <= lost(before).units + 1e-6;
      }),
    );
  });
});

describe("the reorder point", () => {
  it("is Chopra and Meindl's: 22,491 of safety stock for 2,500 ± 500 a day, 7 ± 7 days, 90 %", () => {
    expect(safetyStock({ daily: 2500, dailySigma: 500, days: 7, leadSigma: 7, z: normalQuantile(0.9) })).toBeCloseTo(22_491, -1);
  });

  it("is Render, Stair and Hanna's: 16.45 and 31.45 for 5 a day without spread, 3 ± 2 days, 95 %", () => {
    expect(safetyStock({ daily: 5, dailySigma: 0, days: 3, leadSigma: 2, z: Z95 })).toBeCloseTo(16.45, 2);
    expect(reorderPoint(demandOf(5), 3, 2, 0.95)).toBeCloseTo(31.45, 2);
  });

  it("of 5 ± 2 a day over 20 ± 4 days is 136.04, and 114.71 only if the ship is never late", () => {
    expect(reorderPoint(demandOf(5, 2), 20, 4, 0.95)).toBeCloseTo(136.04, 2);
    expect(reorderPoint(demandOf(5, 2), 20, 0, 0.95)).toBeCloseTo(114.71, 2);
  });

  it("becomes a target of 172.07 … with a review of 7 days", () => {
    expect(targetLevel(demandOf(5, 2), 20, 4, 7, 0.95)).toBeCloseTo(27 * 5 + Z95 * Math.sqrt(27 * 4 + 25 * 16), 6);
    expect(targetLevel(demandOf(5, 2), 20, 4, 7, 0.95)).toBeCloseTo(172.07, 2);
  });

  it("law: a longer or less certain lead time never lowers it", () => {
    const n = fc.integer({ min: 0, max: 120 });
    const r = fc.double({ min: 0, max: 30, noNaN: true });
    assert(
      fc.property(r, r, n, n, r, r, (daily, sigma, days, more, late, later) => {
        const d = demandOf(daily, sigma);
        return reorderPoint(d, days + more, late + later, 0.95) >= reorderPoint(d, days, late, 0.95) - 1e-9;
      }),
    );
  });
});

describe("an order", () => {
  it("is Odoo's: up to 40 from 8 in sixes is 36", () => {
    expect(orderQuantity({ target: 40, projected: 8, moq: null, carton: 6 })).toEqual({ need: 32, units: 32, afterMoq: 32, quantity: 36 });
  });

  it("takes the minimum order first and whole cartons then", () => {
    expect(orderQuantity({ target: 112, projected: 100, moq: 100, carton: 24 })).toMatchObject({ units: 12, afterMoq: 100, quantity: 120 });
  });

  it("is nothing when nothing is lacking, whatever the minimum", () => {
    expect(orderQuantity({ target: 50, projected: 50, moq: 100, carton: 24 }).quantity).toBe(0);
    expect(orderQuantity({ target: 50, projected: 80, moq: 100, carton: 24 })).toMatchObject({ need: 0, quantity: 0 });
  });

  it("law: is 0, or at least the minimum and whole cartons, and enough", () => {
    const amount = fc.double({ min: 0, max: 5000, noNaN: true });
    assert(
      fc.property(amount, amount, fc.option(fc.nat(500)), fc.option(fc.nat(60)), (target, projected, moq, carton) => {
        const { quantity } = orderQuantity({ target, projected, moq, carton });
        if (quantity === 0) return target - projected <= 1e-5;
        return quantity >= (moq ?? 0) && quantity % Math.max(1, carton ?? 1) === 0 && projected + quantity >= target - 1e-5;
      }),
    );
  });
});

describe("the operating documents' rules", () => {
  it("have two readings of the first stock: 115 and 550 for 5 a day and 20 days", () => {
    const f = firstStock(5, 20, read);
    expect(f.readings).toEqual([
      { mode: "seed-literal", salesDays: 3, units: 115, coverDays: 23 },
      { mode: "seed-90d", salesDays: 90, units: 550, coverDays: 110 },
    ]);
    expect(f.contradiction.en).toContain("last 23 days");
    expect(f.contradiction.zh).toContain("只够卖 23 天");
  });

  it("say which reading the team has settled on", () => {
    expect(firstStock(5, 20, read).chosen).toBeNull();
    const settled: typeof read = (p) => (p.id === "restock-first-stock-reading" ? "seed-90d" : p.default) as typeof p.default;
    expect(firstStock(5, 20, settled)).toMatchObject({
      chosen: "seed-90d",
      contradiction: { en: expect.stringContaining("The team has chosen") },
    });
  });

  it("raise the next order by 30 % above two turns a month and halve it below one", () => {
    expect(turnoverProposal(14, 10, read)).toMatchObject({ band: "fast", factor: 1.3, cycleMonths: 2 });
    expect(turnoverProposal(15, 10, read)).toMatchObject({ band: "normal", factor: 1 });
    expect(turnoverProposal(30, 10, read)).toMatchObject({ band: "normal", factor: 1 });
    expect(turnoverProposal(31, 10, read)).toMatchObject({ band: "slow", factor: 0.5, cycleMonths: 3 });
    expect(turnoverProposal(0, 10, read)).toBeNull();
    expect(turnoverProposal(null, 10, read)).toBeNull();
  });

  it("say what speaks against it: the cover it equals, FBA's fee below 28 days, the lead time", () => {
    const said = turnoverProposal(90, 45, read)
      ?.conflicts.map((c) => c.en)
      .join(" ");
    expect(said).toContain("15 to 30 days of cover");
    expect(said).toContain("below 28 days FBA charges");
    expect(said).toContain("goods take 45 days");
    // Nobody charges a shop's own warehouse for too little stock.
    expect(
      turnoverProposal(90, 45, read, false)
        ?.conflicts.map((c) => c.en)
        .join(" "),
    ).not.toContain("FBA");
  });

  it("find Black Friday, the day after the fourth Thursday of November", () => {
    expect([2025, 2026, 2027, 2028].map(blackFriday)).toEqual(["2025-11-28", "2026-11-27", "2027-11-26", "2028-11-24"]);
  });

  it("raise an order for the peak and show both dates for shipping", () => {
    expect(peakUplift(100, day("2026-06-01"), 50, 24, read)).toMatchObject({
      peak: "2026-11-27",
      cutOff: "2026-10-19",
      low: 168,
      high: 216,
      shipFrom: "2026-08-27",
      shipUntil: "2026-09-27",
      shipByCutOff: "2026-09-19",
      orderBy: "2026-08-30",
    });
  });

  it("say that this year's peak is over once its door is shut, and think of the next only when its time has come", () => {
    const over = { peak: "2026-11-27", cutOff: "2026-10-19" };
    expect(peakUplift(100, day("2026-10-18"), 50, null, read)).toMatchObject({ kind: "order", peak: "2026-11-27" });
    expect(peakUplift(100, day("2026-10-19"), 50, null, read)).toEqual({ kind: "none", over, next: "2027-11-26", planFrom: "2027-04-21" });
    expect(peakUplift(100, day("2027-01-05"), 50, null, read)).toMatchObject({ kind: "none", over: null, next: "2027-11-26" });
    expect(peakUplift(100, day("2027-04-20"), 50, null, read).kind).toBe("none");
    expect(peakUplift(100, day("2027-04-21"), 50, null, read)).toMatchObject({ kind: "order", peak: "2027-11-26", cutOff: "2027-10-18" });
  });

  it("think of a peak earlier where goods take longer than the horizon", () => {
    expect(peakUplift(100, day("2027-04-01"), 200, null, read)).toMatchObject({ kind: "order", orderBy: "2027-04-01" });
  });
});

describe("a transfer", () => {
  const west = { warehouse: "W", units: 300, dailyDemand: 4, reorderPoint: 80 };
  const east = { warehouse: "E", units: 20, dailyDemand: 3, reorderPoint: 60 };

  it("makes both run out together: 45.71 days, 117 units", () => {
    const t = transfer(west, east, null);
    expect(t?.runOutDays).toBeCloseTo(45.71, 2);
    expect(t?.units).toBe(117);
  });

  it("counts a peak that ends by its days: 414 at 20 a day for ten days and 2 a day from then on last 117 days, not 21", () => {
    const peak = { warehouse: "E", units: 0, dailyDemand: 20, reorderPoint: 0, expected: (i: number) => (i < 10 ? 20 : 2) };
    const t = transfer({ warehouse: "W", units: 414, dailyDemand: 0, reorderPoint: 0 }, peak, null);
    expect(t).toMatchObject({ units: 414, runOutDays: 117 });
    // A donor that sells 2 a day for ever: 414 last both 58.5 days, 297 here and 117 there.
    const both = transfer({ warehouse: "W", units: 414, dailyDemand: 2, reorderPoint: 0 }, peak, null);
    expect(both).toMatchObject({ units: 297, runOutDays: 58.5 });
  });

  it("moves no more than is wanted, and says how long that lasts there", () => {
    const t = transfer(west, east, null, 50);
    expect(t?.units).toBe(50);
    expect(t?.runOutDays).toBeCloseTo(70 / 3, 6);
    expect(transfer(west, east, 24, 50)?.units).toBe(72);
    expect(transfer(west, east, null, 0)).toBeNull();
  });

  it("moves whole cartons and leaves the donor its own reorder point", () => {
    expect(transfer(west, east, 24)?.units).toBe(96);
    expect(transfer({ ...west, reorderPoint: 250 }, east, null)?.units).toBe(50);
    expect(transfer(east, west, null)).toBeNull();
  });
});
