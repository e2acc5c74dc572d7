import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoff } from "../../src/delivery/backoff.ts";
import { Gates } from "../../src/delivery/pace.ts";

describe("the pace of a channel", () => {
  const place = { platform: "slack", channel: "C1" };

  /** Begins again each time as soon as the gate is open, each time so many ms late. */
  function starts(paceMs: number, late: readonly number[]): number[] {
    const gates = new Gates();
    let at = 1_000_000;
    return late.map((ms) => {
      at = (gates.shutUntil("posts", place, at) ?? at) + ms;
      gates.begin("posts", place, at, paceMs);
      return at;
    });
  }

  it("is kept over any stretch, but for what one late start makes up", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 2, maxLength: 40 }),
        (pace, late) => {
          const times = starts(pace, late);
          for (let i = 0; i < times.length; i++) {
            for (let j = i + 1; j < times.length; j++) {
              expect((times[j] ?? 0) - (times[i] ?? 0)).toBeGreaterThanOrEqual((j - i) * pace - pace / 4 - 1e-6);
            }
          }
        },
      ),
    );
  });

  it("loses nothing to starts that are a little late", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 250 }), { minLength: 2, maxLength: 60 }), (late) => {
        const times = starts(1_000, late);
        expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThanOrEqual((times.length - 1) * 1_000 + 250);
      }),
    );
  });

  it("is no other channel's affair, nor the edits'", () => {
    const gates = new Gates();
    gates.begin("posts", place, 1_000, 1_000);
    expect(gates.closed("posts", 1_500)).toEqual([place]);
    expect(gates.closed("edits", 1_500)).toEqual([]);
    expect(gates.closed("posts", 2_000)).toEqual([]);
  });

  it("lets the next one be made ready a little before its time, but not where a limit was named", () => {
    const gates = new Gates();
    gates.begin("posts", place, 1_000, 1_000);
    expect(gates.closed("posts", 1_899)).toEqual([place]);
    expect(gates.closed("posts", 1_900)).toEqual([]);
    expect(gates.shutUntil("posts", place, 1_900)).toBe(2_000);
    gates.shut("posts", place, 5_000);
    expect(gates.closed("posts", 4_999)).toEqual([place]);
  });

  it("a limit is not shortened by a later, shorter one", () => {
    const gates = new Gates();
    gates.shut("posts", place, 30_000);
    gates.shut("posts", place, 5_000);
    expect(gates.closed("posts", 29_999)).toEqual([place]);
    expect(gates.nextOpening(6_000)).toBe(30_000);
  });

  it("is forgotten when it does not matter any more", () => {
    const gates = new Gates();
    for (let i = 0; i < 1_000; i++) gates.begin("posts", { platform: "slack", channel: `C${i}` }, i, 1_000);
    expect(gates.closed("posts", 3_600_000)).toEqual([]);
    expect(gates.nextOpening(0)).toBeUndefined();
  });
});

describe("the pause before another try", () => {
  it("is never longer than what was tried so far, a quarter of an hour at most", () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (since, fraction) => {
        const pause = backoff(since, fraction);
        expect(pause).toBeGreaterThanOrEqual(0);
        expect(pause).toBeLessThanOrEqual(Math.min(900_000, Math.max(2_000, since)));
      }),
    );
  });
});
