import fc, { assert } from "fast-check";
import { describe, expect, it } from "vitest";
import { spend, type Wanted } from "../../../src/domain/restock/budget.ts";
import type { ValueStep } from "../../../src/domain/restock/types.ts";

/** Cartons of the same cost, each with what it earns. */
const cartons = (line: string, cash: number, ...earns: number[]): Wanted<string> => ({
  line,
  steps: earns.map((_, i) => ({
    units: 10 * (i + 1),
    cash: cash * (i + 1),
    saves: earns.slice(0, i + 1).reduce((a, b) => a + b, 0),
  })),
});
const block = (line: string, units: number, cash: number, saves: number): Wanted<string> => ({ line, steps: [{ units, cash, saves }] });
const got = (b: readonly { line: string; units: number }[]) => Object.fromEntries(b.map((x) => [x.line, x.units]));

describe("a budget", () => {
  it("goes carton by carton to where the next one earns most for its money, whatever it is the line's first or third", () => {
    const b = spend([cartons("A", 100, 90, 60, 10), cartons("B", 50, 40, 5)], 250);
    expect(got(b.bought)).toEqual({ A: 20, B: 10 });
    expect(b).toMatchObject({ spent: 250, saves: 190 });
    expect(b.shadow).toBeCloseTo(0.1, 9);
    expect(b.leftOut.map((x) => [x.line, x.units, x.cash, x.saves])).toEqual([
      ["A", 10, 100, 10],
      ["B", 10, 50, 5],
    ]);
  });

  it("buys a minimum order whole or not at all, and what fits instead", () => {
    const wants = [block("MOQ", 500, 1000, 900), cartons("B", 100, 50, 40, 30)];
    expect(got(spend(wants, 900).bought)).toEqual({ B: 30 });
    expect(spend(wants, 900).shadow).toBeCloseTo(0.9, 9);
    expect(got(spend(wants, 1100).bought)).toEqual({ MOQ: 500, B: 10 });
  });

  it("buys a minimum order for the sake of the cartons that it opens, when both together earn enough", () => {
    const w: Wanted<string> = {
      line: "A",
      steps: [
        { units: 10, cash: 100, saves: 1 },
        { units: 20, cash: 200, saves: 150 },
      ],
    };
    expect(got(spend([w, cartons("B", 100, 60, 60)], 200).bought)).toEqual({ A: 20 });
  });

  it("does not buy what would rather lose, although there is money, and the next money is worth nothing then", () => {
    const b = spend([cartons("A", 100, 50, -5)], 1000);
    expect(got(b.bought)).toEqual({ A: 10 });
    expect(got(b.idle)).toEqual({ A: 10 });
    expect(b).toMatchObject({ leftOut: [], shadow: 0 });
  });

  it("of nothing buys nothing, and says what the first money would earn", () => {
    expect(spend([cartons("A", 100, 80)], 0)).toMatchObject({ bought: [], spent: 0, shadow: 0.8 });
    expect(spend([], 1000)).toMatchObject({ bought: [], leftOut: [], shadow: 0 });
  });

  const steps = fc
    .array(
      fc.record({
        units: fc.integer({ min: 1, max: 50 }),
        cash: fc.integer({ min: 1, max: 300 }),
        saves: fc.integer({ min: -50, max: 300 }),
      }),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    .map((all) => {
      let sum: ValueStep = { units: 0, cash: 0, saves: 0 };
      return all.map((s) => (sum = { units: sum.units + s.units, cash: sum.cash + s.cash, saves: sum.saves + s.saves }));
    });
  const lines = fc.array(steps, { maxLength: 6 }).map((all) => all.map((s, i): Wanted<number> => ({ line: i, steps: s })));

  it("law: is never overspent, and each line is bought up to one of its steps", () => {
    assert(
      fc.property(lines, fc.nat(2000), (wants, limit) => {
        const b = spend(wants, limit);
        return b.spent <= limit + 1e-6 && b.bought.every((x) => wants[x.line]?.steps.some((s) => s.units === x.units && s.cash === x.cash));
      }),
    );
  });

  it("law: with money for everything, nothing that earns is left out", () => {
    assert(
      fc.property(lines, (wants) => {
        const b = spend(wants, 1e9);
        const best = wants.reduce((sum, w) => sum + Math.max(0, ...w.steps.map((s) => s.saves)), 0);
        return b.leftOut.length === 0 && b.shadow === 0 && Math.abs(b.saves - best) < 1e-6;
      }),
    );
  });

  it("law: of cartons that cost the same and earn less one by one, no other choice earns more", () => {
    const falling = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 }).map((e) => e.toSorted((a, b) => b - a));
    assert(
      fc.property(fc.array(falling, { minLength: 1, maxLength: 5 }), fc.nat(12), (all, n) => {
        const b = spend(
          all.map((e, i) => cartons(`${i}`, 10, ...e)),
          n * 10,
        );
        const best = all
          .flat()
          .toSorted((x, y) => y - x)
          .slice(0, n)
          .reduce((x, y) => x + y, 0);
        return Math.abs(b.saves - best) < 1e-9;
      }),
    );
  });

  it("law: what is bought, left out and idle are together all that was wanted", () => {
    assert(
      fc.property(lines, fc.nat(1000), (wants, limit) => {
        const b = spend(wants, limit);
        const units = [...b.bought, ...b.leftOut, ...b.idle].reduce((sum, x) => sum + x.units, 0);
        return units === wants.reduce((sum, w) => sum + (w.steps.at(-1)?.units ?? 0), 0);
      }),
    );
  });
});
