import { describe, expect, it } from "vitest";
import { rowsOf, spec, wordsIn } from "./kit.ts";
import { multiples, reasons, sixTwelve, waterfall } from "./more-data.ts";

describe("a waterfall", () => {
  it("hangs each step where the one before ended, and comes to its sum", () => {
    const bars = rowsOf(spec("waterfall", waterfall([100, -40, -25, 5, 40])), "bars").map((b) => [b["from"], b["to"]]);
    expect(bars).toEqual([
      [0, 100],
      [100, 60],
      [60, 35],
      [35, 40],
      [0, 40],
    ]);
  });

  it("does not go on behind a step that nobody knows, and says the sign of what is added", async () => {
    expect(rowsOf(spec("waterfall", waterfall([100, -40, null, 5, 40])), "bars")).toHaveLength(3);
    expect(await wordsIn(spec("waterfall", waterfall([100, 5, 105])))).toContain("+$5.00");
  });
});

describe("reasons of returns", () => {
  it("draws dark the few reasons that make four fifths, and sums up to all", () => {
    const of = spec("return-reasons", reasons([60, 25, 10, 5]));
    expect(new Set(rowsOf(of, "bars").map((b) => b["colour"])).size).toBe(2);
    expect(rowsOf(of, "bars").map((b) => b["colour"])[1]).toBe(rowsOf(of, "bars")[0]?.["colour"]);
    expect(rowsOf(of, "sums").at(-1)).toMatchObject({ v: 1 });
  });

  it("puts what does not fit into one row at the end, so that nothing is lost", async () => {
    const words = await wordsIn(spec("return-reasons", reasons(Array.from({ length: 60 }, () => 1))));
    expect(words).toContain("other reasons");
    expect(words).toContain("51 · 85.0%");
  });
});

describe("six weeks and twelve months", () => {
  it("leave a gap where nothing is known, and mark the month that still runs", async () => {
    const of = spec(
      "six-twelve",
      sixTwelve((i) => (i === 2 ? null : 100)),
    );
    expect(rowsOf(of, "strokes").filter((r) => r["dash"] === false)).toHaveLength(5 - 2 + 11 - 2);
    expect(await wordsIn(of)).toContain("12 months (ring: to date)");
  });

  it("write the newest number above its point, and below it where the line comes down to it", () => {
    const under = (value: (i: number) => number): unknown => {
      const of = spec("six-twelve", sixTwelve(value));
      const newest = rowsOf(of, "ends").at(-1);
      const point = rowsOf(of, "dots").findLast((d) => d["size"] === 44);
      return Number(newest?.["y"]) > Number(point?.["y"]);
    };
    expect(under((i) => 1000 - i * 40)).toBe(true);
    expect(under((i) => 1000 + i * 40)).toBe(false);
    // At the foot of the picture there is no room below.
    expect(under((i) => (i > 4 ? 1 : 1000))).toBe(false);
  });
});

describe("small multiples", () => {
  it("are all on one scale, twelve at most, and count the others", async () => {
    const of = spec(
      "small-multiples",
      multiples(
        Array.from({ length: 15 }, (_, i) => `store-${i}`),
        (p) => 100 * (p + 1),
        { more: 2 },
      ),
    );
    expect(await wordsIn(of)).toContain("5 more not shown");
    expect(rowsOf(of, "heads").filter((h) => String(h["label"]).startsWith("store-"))).toHaveLength(12);
  });
});
