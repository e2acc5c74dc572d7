import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packedLength, packRuns } from "../../src/render/deflate.ts";

type Run = readonly [byte: number, length: number];
const START = 7;

const spread = (runs: readonly Run[]): Buffer => Buffer.concat(runs.map(([byte, length]) => Buffer.alloc(length, byte)));

function pack(runs: readonly Run[]): Buffer {
  const out = new Uint8Array(START + packedLength(runs.reduce((sum, [, length]) => sum + length, 0)));
  const pairs = Int32Array.from(runs.flat());
  return Buffer.from(out.subarray(START, packRuns(pairs, pairs.length, out, START)));
}

describe("runs of bytes, packed", () => {
  // zlib compares the checksum at the end too.
  it("are unpacked by zlib to the same bytes", () => {
    const length = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 1200 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(255), length), { maxLength: 60 }), (runs) => {
        expect(inflateSync(pack(runs)).equals(spread(runs))).toBe(true);
      }),
    );
  });

  it("of every byte and of every length that deflate has a code for", () => {
    const runs = Array.from({ length: 800 }, (_, i): Run => [i & 255, i + 1]);
    expect(inflateSync(pack(runs)).equals(spread(runs))).toBe(true);
  });

  it("take no more room than was said, even when no byte repeats", () => {
    const runs = Array.from({ length: 5000 }, (_, i): Run => [144 + (i % 112), 1]);
    expect(pack(runs).length).toBeLessThanOrEqual(packedLength(runs.length));
    expect(inflateSync(pack(runs)).equals(spread(runs))).toBe(true);
  });

  it("have the right checksum after millions of bytes", () => {
    const runs: Run[] = [...Array.from({ length: 6 }, (): Run => [255, 1_000_000]), [3, 1], [255, 2_000_000]];
    expect(inflateSync(pack(runs)).equals(spread(runs))).toBe(true);
  });
});
