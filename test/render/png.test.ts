import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pngEncoder } from "../../src/render/png.ts";

// One for all: nothing of a picture may be left in the next one.
const encodePng = pngEncoder();

/** The pixels of a PNG with a palette, read by the rules of its specification and not by our encoder's. */
function decode(png: Uint8Array): { width: number; height: number; pixels: number[][] } {
  const bytes = Buffer.from(png);
  expect([...bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    chunks.set(bytes.toString("latin1", at + 4, at + 8), bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const head = chunks.get("IHDR") ?? Buffer.alloc(13);
  expect([...head.subarray(8)]).toEqual([8, 3, 0, 0, 0]);
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const table = chunks.get("PLTE") ?? Buffer.alloc(0);
  const lines = inflateSync(chunks.get("IDAT") ?? Buffer.alloc(0));
  const pixels: number[][] = [];
  let above = new Uint8Array(width);
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (width + 1)];
    expect([0, 2]).toContain(filter);
    const line = Uint8Array.from(lines.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)));
    if (filter === 2) line.forEach((v, x) => (line[x] = (v + (above[x] ?? 0)) & 255));
    for (const i of line) pixels.push([...table.subarray(i * 3, i * 3 + 3)]);
    above = line;
  }
  return { width, height, pixels };
}

const rgba = (pixels: readonly (readonly number[])[]): Uint8Array => Uint8Array.from(pixels.flatMap((p) => [...p, 255]));

describe("a PNG", () => {
  it("has exactly the pixels of a picture of up to 256 colours", () => {
    const colour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255));
    fc.assert(
      fc.property(
        fc.array(colour, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.infiniteStream(fc.nat(11)),
        (colours, width, height, dice) => {
          const pixels = Array.from({ length: width * height }, () => colours[(dice.next().value as number) % colours.length] as number[]);
          expect(decode(encodePng(rgba(pixels), width, height))).toEqual({ width, height, pixels });
        },
      ),
      { numRuns: 60 },
    );
  });

  it("keeps the plain colours of a picture of more, and moves its shades by less than an eye can see", () => {
    const shades = Array.from({ length: 2000 }, (_, i) => [(i * 37) % 256, 255 - ((i * 11) % 64), 200 + ((i * 7) % 56)]);
    const plain = Array.from({ length: 2000 }, (_, i) => (i % 2 ? [255, 255, 255] : [11, 102, 168]));
    const pixels = [...plain, ...shades];
    const { pixels: read } = decode(encodePng(rgba(pixels), 100, 40));
    expect(read.slice(0, 2000)).toEqual(plain);
    const moved = read.map((p, i) => Math.max(...p.map((v, c) => Math.abs(v - (pixels[i]?.[c] ?? 0)))));
    expect(Math.max(...moved)).toBeLessThan(24);
  });

  it("refuses a photograph instead of spoiling it", () => {
    const noise = Array.from({ length: 200 * 200 }, (_, i) => [i & 255, (i >> 8) & 255, (i * 97) & 255]);
    expect(() => encodePng(rgba(noise), 200, 200)).toThrow(/more colours than a chart can have/);
  });
});
