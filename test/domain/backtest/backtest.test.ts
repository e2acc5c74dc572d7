import { describe, expect, it } from "vitest";
import { backtest, onHandAt } from "../../../src/domain/backtest/backtest.ts";
import { drawLeads } from "../../../src/domain/backtest/leads.ts";
import { BACKTEST_POLICIES } from "../../../src/domain/backtest/policies.ts";
import { pinball } from "../../../src/domain/backtest/pinball.ts";
import { fitsBacktest, spanOf } from "../../../src/domain/backtest/settings.ts";
import { simulate } from "../../../src/domain/backtest/simulate.ts";
import { shopOf } from "../demand/shops.ts";

const SETTINGS = { leadMean: 20, leadSigma: 5, review: 7, seed: 1 } as const;
/** Four weeks, after the first stock has been sold. */
const span = { origin: 10, measured: 31, days: 59 } as const;

describe("a year played again", () => {
  it("by hand: one a day, two weeks to the shelf, a level of 21 is just enough", () => {
    const demand = [Array.from({ length: 60 }, () => 1)];
    const play = (level: number) => simulate(demand, [Array.from({ length: 9 }, () => 14)], span, { review: 7 }, () => [level]);
    // 21 on the morning of an order last until the order of the next week arrives, 21 days later.
    expect(play(21)).toMatchObject({ fill: 1, onHand: 3 });
    expect(play(20).fill).toBeLessThan(1);
    expect(play(28)).toMatchObject({ fill: 1, onHand: 10, daysOfStock: 10, outOfStockShare: 0 });
  });

  it("loses what finds no stock, and the planner never learns of it", () => {
    const demand = [Array.from({ length: 60 }, () => 10)];
    const seen: number[] = [];
    const outcome = simulate(demand, [Array.from({ length: 9 }, () => 14)], span, { review: 7 }, ([series], day) => {
      for (let t = span.origin; t < day; t += 1) seen.push(Number(series?.units[t]));
      return [20];
    });
    expect(outcome.fill).toBeLessThan(0.2);
    expect(Math.max(...seen)).toBe(10);
    expect(seen).toContain(0);
  });

  it("draws lead times about what was said, the same ones for the same seed", () => {
    const drawn = drawLeads(200, 25, SETTINGS).flat();
    const mean = drawn.reduce((a, b) => a + b, 0) / drawn.length;
    expect(mean).toBeCloseTo(20, 0);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(3);
    expect(drawLeads(200, 25, SETTINGS).flat()).toEqual(drawn);
    expect(drawLeads(200, 25, { ...SETTINGS, seed: 2 }).flat()).not.toEqual(drawn);
  });

  it("counts the last 164 days of a year, and nothing of 90 days", () => {
    expect(spanOf(374)).toEqual({ origin: 180, measured: 210, days: 374 });
    expect(spanOf(90)).toBeNull();
  });

  it("tries products that sold often and lately", () => {
    const often = Array.from({ length: 180 }, (_, t) => (t % 5 === 0 ? 1 : 0));
    expect(fitsBacktest(often, 180)).toBe(true);
    expect(
      fitsBacktest(
        often.map((u, t) => (t < 110 ? u : 0)),
        180,
      ),
    ).toBe(false);
    expect(
      fitsBacktest(
        often.map((u, t) => (t < 100 ? 0 : u)),
        180,
      ),
    ).toBe(false);
  });
});

describe("stock at a fill rate", () => {
  const point = (fill: number, onHand: number) => ({ fill, onHand, daysOfStock: 0, outOfStockShare: 0 });

  it("lies on the line between the two nearest", () => {
    expect(onHandAt([point(0.98, 300), point(0.9, 100)], 0.95)).toBeCloseTo(225, 9);
  });

  it("is unknown where it was not reached", () => {
    expect(onHandAt([point(0.8, 100), point(0.9, 200)], 0.95)).toBeNull();
  });
});

describe("every way to plan, on a shop of forty products", () => {
  const demand = shopOf(40, 320, 11);
  const whole = spanOf(320);
  if (whole === null) throw new Error("320 days are enough");
  const of = (id: string) => BACKTEST_POLICIES.filter((p) => p.id === id);
  const run = (id: string) => backtest(demand, whole, SETTINGS, of(id)).frontiers[0];

  it.each(BACKTEST_POLICIES.filter((p) => p.knobs.length > 1).map((p) => p.id))(
    "%s serves more and holds more with each turn of its knob",
    (id) => {
      const points = run(id)?.points ?? [];
      for (const [k, p] of points.entries()) {
        const before = points[k - 1];
        if (before === undefined) continue;
        expect(p.fill).toBeGreaterThanOrEqual(before.fill - 0.002);
        expect(p.onHand).toBeGreaterThanOrEqual(before.onHand - 1);
      }
    },
  );

  it("the document's formula, taken by its letters, leaves most of the demand unserved", () => {
    expect(run("seed-literal")?.points[0]?.fill).toBeLessThan(0.6);
    expect(run("seed-90d")?.points[0]?.daysOfStock).toBeGreaterThan(60);
  });

  it("who knows all demand holds far less", () => {
    const [bound, sheet] = [run("clairvoyant"), run("spreadsheet")];
    expect(onHandAt(bound?.points ?? [], 0.95)).toBeLessThan((onHandAt(sheet?.points ?? [], 0.95) ?? 0) * 0.75);
  });

  it("twice the same is the same", () => {
    expect(run("purser")).toEqual(run("purser"));
  });

  it("forecasts are judged by pinball loss, and by how often demand stayed within", () => {
    const judged = pinball(demand, whole, SETTINGS);
    for (const ways of [judged.purser, judged.textbook]) {
      expect(ways.map((p) => p.tau)).toEqual([0.5, 0.9, 0.95]);
      for (const { tau, coverage, loss } of ways) {
        expect(Math.abs(coverage - tau)).toBeLessThan(0.15);
        expect(loss).toBeGreaterThan(0);
      }
      expect(ways[2]?.loss).toBeLessThan(ways[0]?.loss ?? 0);
    }
  });
});
