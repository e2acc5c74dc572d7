import { crc32 } from "node:zlib";
import { packedLength, packRuns } from "./deflate.ts";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PALETTE = 256;
/** Everything of a file that is not pixels. */
const OVERHEAD = 1024;
const NONE = 0;
const UP = 2;
const TABLE = 1 << 14;

/** Colours as they are met, each with a number and a count of its pixels. Open addressing: a Map takes three times as long. */
class Colours {
  readonly #keys = new Int32Array(TABLE);
  readonly #slots = new Int16Array(TABLE);
  readonly list = new Int32Array(TABLE / 2);
  readonly counts = new Int32Array(TABLE / 2);
  size = 0;

  clear(): void {
    this.#slots.fill(-1);
    this.counts.fill(0, 0, this.size);
    this.size = 0;
  }

  /** The colour's number, or -1 when there are more colours than a chart can have. */
  number(colour: number): number {
    let at = Math.imul(colour, 0x9e3779b1) >>> 18;
    for (;;) {
      const slot = this.#slots[at] as number;
      if (slot === -1) break;
      if (this.#keys[at] === colour) return slot;
      at = (at + 1) & (TABLE - 1);
    }
    if (this.size >= this.list.length) return -1;
    this.#keys[at] = colour;
    this.#slots[at] = this.size;
    this.list[this.size] = colour;
    return this.size++;
  }
}

function distance(a: number, b: number): number {
  const red = (a & 255) - (b & 255);
  const green = ((a >> 8) & 255) - ((b >> 8) & 255);
  const blue = ((a >> 16) & 255) - ((b >> 16) & 255);
  return red * red * 2 + green * green * 4 + blue * blue;
}

function nearest(colour: number, chosen: readonly number[]): number {
  let best = 0;
  let far = Number.POSITIVE_INFINITY;
  for (let i = 0; i < chosen.length; i++) {
    const d = distance(colour, chosen[i] as number);
    if (d >= far) continue;
    best = i;
    far = d;
  }
  return best;
}

/** The five upper bits of each channel. */
const cell = (colour: number): number => ((colour >> 3) & 31) | ((colour >> 6) & 0x3e0) | ((colour >> 9) & 0x7c00);

/**
 * At most 256 colours, and for each of the given ones the one that stands for it. The plain colours of the theme are the most
 * frequent and stay exact; only shades on the edges of lines and letters move, by less than an eye can see: first those of one cell of
 * the colour cube become the most frequent of them, and if that does not do, the rarest become their nearest.
 */
function palette(colours: Colours): { chosen: number[]; of: Uint8Array } {
  const { size, list, counts } = colours;
  const of = new Uint8Array(size);
  if (size <= PALETTE) {
    for (let i = 0; i < size; i++) of[i] = i;
    return { chosen: [...list.subarray(0, size)], of };
  }
  // Sorted as numbers (a count, then the order in which they were met), which is much faster than with a comparison of ours.
  const order = new Float64Array(size);
  for (let i = 0; i < size; i++) order[i] = (counts[i] as number) * TABLE + (TABLE - 1 - i);
  order.sort().reverse();
  const cells = new Int16Array(1 << 15).fill(-1);
  const chosen: number[] = [];
  for (const key of order) {
    const i = TABLE - 1 - (key % TABLE);
    const colour = list[i] as number;
    const at = cell(colour);
    if (cells[at] === -1) cells[at] = chosen.length < PALETTE ? chosen.push(colour) - 1 : nearest(colour, chosen);
    of[i] = cells[at] as number;
  }
  return { chosen, of };
}

/**
 * Writes PNGs of opaque pixels (RGBA bytes) with a palette: a chart has few colours, and long runs of each. Rows that repeat the one
 * above, a third of a chart, are written as "no change". What it works on is kept: fresh memory is the dearest part.
 */
export function pngEncoder(): (pixels: Uint8Array, width: number, height: number) => Uint8Array<ArrayBuffer> {
  const colours = new Colours();
  let runs = new Int32Array(0);
  let out = Buffer.alloc(0);

  /** Fills `runs` with pairs: a colour's number, or the complement of a byte that is no colour, and how often it stands there. */
  function scan(pixels: Uint8Array, width: number, height: number): number {
    const words = new Int32Array(pixels.buffer, pixels.byteOffset, width * height);
    const bytes = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    const stride = width * 4;
    if (runs.length < (width + 1) * height * 2) runs = new Int32Array((width + 1) * height * 2);
    colours.clear();
    const list = runs;
    let used = 0;
    for (let y = 0; y < height; y++) {
      if (y > 0 && bytes.compare(bytes, (y - 1) * stride, y * stride, y * stride, (y + 1) * stride) === 0) {
        list[used++] = ~UP;
        list[used++] = 1;
        list[used++] = ~0;
        list[used++] = width;
        continue;
      }
      list[used++] = ~NONE;
      list[used++] = 1;
      const end = (y + 1) * width;
      for (let x = y * width; x < end;) {
        const colour = words[x] as number;
        let next = x + 1;
        while (next < end && words[next] === colour) next++;
        const slot = colours.number(colour);
        if (slot < 0) throw new RangeError(`a picture of ${width} × ${height} has more colours than a chart can have`);
        colours.counts[slot] = (colours.counts[slot] as number) + next - x;
        list[used++] = slot;
        list[used++] = next - x;
        x = next;
      }
    }
    return used;
  }

  return (pixels, width, height) => {
    const used = scan(pixels, width, height);
    const { chosen, of } = palette(colours);
    for (let i = 0; i < used; i += 2) {
      const value = runs[i] as number;
      runs[i] = value < 0 ? ~value : (of[value] as number);
    }
    const most = OVERHEAD + packedLength((width + 1) * height);
    if (out.length < most) out = Buffer.alloc(most);
    out.set(SIGNATURE);
    let at = SIGNATURE.length;
    const chunk = (type: string, fill: (from: number) => number): void => {
      out.write(type, at + 4, "latin1");
      const end = fill(at + 8);
      out.writeUInt32BE(end - at - 8, at);
      out.writeUInt32BE(crc32(out.subarray(at + 4, end)), end);
      at = end + 4;
    };
    chunk("IHDR", (from) => {
      out.writeUInt32BE(width, from);
      out.writeUInt32BE(height, from + 4);
      out.set([8, 3, 0, 0, 0], from + 8);
      return from + 13;
    });
    chunk("PLTE", (from) => {
      chosen.forEach((c, i) => out.set([c & 255, (c >> 8) & 255, (c >> 16) & 255], from + i * 3));
      return from + chosen.length * 3;
    });
    chunk("IDAT", (from) => packRuns(runs, used, out, from));
    chunk("IEND", (from) => from);
    return new Uint8Array(out.subarray(0, at));
  };
}
