import fc, { assert } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  durationLeft,
  durationMean,
  durationMix,
  durationOf,
  durationQuantile,
  durationSigma,
  durationSpans,
  durationSum,
  durationThrough,
} from "../../../src/domain/restock/duration.ts";

const total = (d: Float64Array) => d.reduce((a, b) => a + b, 0);
const stated = fc.record({ p50: fc.integer({ min: 0, max: 120 }), more: fc.integer({ min: 0, max: 60 }) });
const through = (s: { p50: number; more: number }) => durationThrough(s.p50, s.p50 + s.more);
const samples = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 40 });

describe("a duration", () => {
  it("goes through the middle and the slow tenth that were told, and is slower late than it is fast early", () => {
    const d = durationThrough(30, 42);
    expect([durationQuantile(d, 0.5), durationQuantile(d, 0.9)]).toEqual([30, 42]);
    expect(30 - durationQuantile(d, 0.1)).toBeLessThan(42 - 30);
    expect(durationMean(d)).toBeGreaterThan(30);
  });

  it("that is certain is one day and no other", () => {
    expect(durationSpans(durationThrough(20, 20))).toEqual(Array.from({ length: 15 }, () => 20));
    expect(durationSigma(durationThrough(0, 0))).toBe(0);
  });

  it("tells what is left of it: a ship of 30 or 40 days, 35 days on its way, takes five more", () => {
    const d = durationOf([30, 30, 30, 40]);
    expect(durationQuantile(durationLeft(d, 35) ?? d, 0.5)).toBe(5);
    expect(durationLeft(d, 40)).toBeNull();
    const [p] = [durationLeft(d, 0)];
    expect(p && durationQuantile(p, 0.5)).toBe(30);
  });

  it("law: is made of chances that add up to 1, and no day is below 0", () => {
    assert(
      fc.property(stated, stated, samples, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(60), (a, b, s, share, elapsed) => {
        const all = [through(a), durationOf(s), durationSum(through(a), through(b)), durationMix(through(a), durationOf(s), share)];
        const left = durationLeft(durationOf(s), elapsed);
        return [...all, ...(left ? [left] : [])].every((d) => Math.abs(total(d) - 1) < 1e-6 && d.every((p) => p >= 0));
      }),
    );
  });

  it("law: means and variances add when one thing follows another", () => {
    assert(
      fc.property(stated, stated, (a, b) => {
        const [x, y] = [through(a), through(b)];
        const both = durationSum(x, y);
        return (
          Math.abs(durationMean(both) - durationMean(x) - durationMean(y)) < 1e-6 &&
          Math.abs(durationSigma(both) ** 2 - durationSigma(x) ** 2 - durationSigma(y) ** 2) < 1e-5
        );
      }),
    );
  });

  it("law: its 15 points ascend, the 8th is the middle and the 14th the slow tenth", () => {
    assert(
      fc.property(stated, (s) => {
        const d = through(s);
        const spans = durationSpans(d);
        return (
          spans.every((x, i) => i === 0 || x >= (spans[i - 1] ?? 0)) &&
          spans[7] === durationQuantile(d, 0.5) &&
          spans[13] === durationQuantile(d, 0.9)
        );
      }),
    );
  });

  it("law: goes through what was told, to the day", () => {
    assert(
      fc.property(stated, (s) => {
        const told = { p50: s.p50 + 5, more: Math.min(s.more, s.p50 + 5) };
        const d = through(told);
        return durationQuantile(d, 0.5) === told.p50 && Math.abs(durationQuantile(d, 0.9) - told.p50 - told.more) <= 1;
      }),
    );
  });

  it("law: what is on its way longer has no more of its first days left, and always a day at least", () => {
    assert(
      fc.property(samples, fc.nat(100), (s, elapsed) => {
        const left = durationLeft(durationOf(s), elapsed);
        return left === null ? s.every((d) => d <= elapsed) : durationQuantile(left, 0) >= 0 && durationQuantile(left, 0.01) >= 1;
      }),
    );
  });
});
