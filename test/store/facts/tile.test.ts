import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day, daysBetween } from "../../../src/domain/calendar/day.ts";
import { type Interval, tile } from "../../../src/store/facts/tile.ts";

const START = day("2026-11-01");
const at = (from: number, length: number): Interval => ({ from: addDays(START, from), to: addDays(START, from + length - 1) });
const interval = fc.tuple(fc.integer({ min: -2, max: 12 }), fc.integer({ min: 1, max: 8 })).map(([from, length]) => at(from, length));
const BUCKET = at(0, 12);
const size = (i: Interval) => daysBetween(i.from, i.to) + 1;
const overlap = (a: Interval, b: Interval) => a.from <= b.to && b.from <= a.to;

describe("the reports that are added up", () => {
  it("lie inside the period, and no day is in two of them", () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 10 }), (all) => {
        const chosen = tile(all, BUCKET, new Set());
        for (const c of chosen) expect(c.from >= BUCKET.from && c.to <= BUCKET.to).toBe(true);
        for (const [i, a] of chosen.entries()) for (const b of chosen.slice(i + 1)) expect(overlap(a, b)).toBe(false);
      }),
    );
  });

  it("cover as many days as any choice could", () => {
    const most = (all: readonly Interval[]): number => {
      const [first, ...rest] = all;
      if (first === undefined) return 0;
      const without = most(rest);
      return Math.max(without, size(first) + most(rest.filter((r) => !overlap(first, r))));
    };
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 8 }), (all) => {
        const inside = all.filter((i) => i.from >= BUCKET.from && i.to <= BUCKET.to);
        expect(tile(all, BUCKET, new Set()).reduce((sum, i) => sum + size(i), 0)).toBe(most(inside));
      }),
    );
  });

  it("prefers a month's days to its month, and leaves days alone that are known otherwise", () => {
    const days = Array.from({ length: 12 }, (_, i) => at(i, 1));
    expect(tile([at(0, 12), ...days], BUCKET, new Set())).toHaveLength(12);
    expect(tile([at(0, 12), at(0, 3)], BUCKET, new Set())).toEqual([at(0, 12)]);
    const fifth = Math.round(Date.parse(addDays(START, 4)) / 86_400_000);
    expect(tile([at(0, 12), at(0, 3)], BUCKET, new Set([fifth]))).toEqual([at(0, 3)]);
  });
});
