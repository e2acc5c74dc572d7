import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysBetween } from "../../../src/domain/calendar/day.ts";
import { arrayLiteral } from "../../../src/store/imports/arrays.ts";
import { ranges } from "../../../src/store/imports/roll-up.ts";
import { Seen } from "../../../src/store/imports/seen.ts";
import { onDays } from "./world.ts";

describe("the memory of keys", () => {
  it("never forgets a key that it was told", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 300 }), (keys) => {
        const seen = new Seen();
        const told = new Set<string>();
        for (const key of keys) {
          expect([true, told.has(key)]).toContain(seen.again(key));
          told.add(key);
        }
        for (const key of told) expect(seen.again(key)).toBe(true);
      }),
    );
  });

  it("hardly ever takes one key for another: none of 300,000 order lines", () => {
    const seen = new Seen();
    let mistaken = 0;
    for (let i = 0; i < 300_000; i++) if (seen.again(`1\u0001114-${i % 9999}-${i}\u0001${i % 7}\u00011\u0001`)) mistaken++;
    expect(mistaken).toBe(0);
  });
});

describe("the ranges of days that are added up at once", () => {
  it("hold every day once, in order, and stay short", () => {
    const day = fc.constantFrom(...onDays("2026-01-01", 90));
    fc.assert(
      fc.property(fc.dictionary(day, fc.integer({ min: 1, max: 5_000 })), (counts) => {
        const lines = new Map(Object.entries(counts));
        const all = [...ranges(lines)];
        for (const d of lines.keys()) expect(all.filter((r) => r.from <= d && d <= r.to)).toHaveLength(1);
        for (const [i, r] of all.entries()) {
          expect(daysBetween(r.from, r.to)).toBeLessThan(10);
          expect(r.from > (all[i - 1]?.to ?? "")).toBe(true);
        }
      }),
    );
  });
});

describe("an array as PostgreSQL writes it", () => {
  it("quotes texts, and tells null from the word", () => {
    expect(arrayLiteral([1, null, "NULL", 'a"b', "c\\d", "", true])).toBe('{1,NULL,"NULL","a\\"b","c\\\\d","",true}');
  });
});
