import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../../src/domain/demand/normal.ts";
import { curved, root, varianceOf, type Window } from "../../../src/domain/demand/spread.ts";

/** Windows whose errors are normal with the variance that is told, of forecasts between 1 and 10,000. */
function windows(variance: (forecast: number) => number): Window[] {
  return Array.from({ length: 4000 }, (_, i) => {
    const forecast = 10 ** (4 * ((i % 40) / 39));
    const error = normalQuantile((Math.floor(i / 40) + 0.5) / 100) * Math.sqrt(variance(forecast));
    return { forecast, came: (root(forecast) + error / 2) ** 2, error };
  });
}

describe("how wrong forecasts were, by how much was forecast", () => {
  it.each([
    [1, 0],
    [2, 0.5],
    [0.5, 1],
  ])("is found again: %d times the forecast to the power %d", (noise, power) => {
    const found = curved(windows((f) => varianceOf({ noise, power, drift: 0 }, f)));
    expect(found.noise).toBeCloseTo(noise, 0);
    expect(found.power).toBeCloseTo(power, 1);
  });

  it("is not decided by a few orders of eighty thousand", () => {
    const plain = windows((f) => 2 * (f + 1) ** 0.5);
    const wild = plain.map((w, i) => (i % 400 === 7 ? { ...w, error: 2 * (root(80_000) - root(w.forecast)) } : w));
    const [before, after] = [curved(plain), curved(wild)];
    for (const forecast of [10, 100, 1000, 10_000]) expect(varianceOf(after, forecast) / varianceOf(before, forecast)).toBeLessThan(1.5);
  });

  it("is one number where all forecasts are alike", () => {
    const alike = windows(() => 3).map((w) => ({ ...w, forecast: 50 }));
    expect(varianceOf(curved(alike), 50)).toBeCloseTo(3, 0);
  });
});
