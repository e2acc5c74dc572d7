import { constants, crc32, deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PALETTE = 256;
const NONE = 0;
const UP = 2;

function chunk(type: string, data: Uint8Array): Buffer {
  const made = Buffer.alloc(data.length + 12);
  made.writeUInt32BE(data.length, 0);
  made.write(type, 4, "latin1");
  made.set(data, 8);
  made.writeUInt32BE(crc32(made.subarray(4, data.length + 8)), data.length + 8);
  return made;
}

/** Colours as they are met, each with a number and a count of its pixels. Open addressing: a Map takes three times as long. */
class Colours {
  readonly #size = 1 << 16;
  readonly #keys = new Int32Array(this.#size);
  readonly #slots = new Int32Array(this.#size).fill(-1);
  readonly list: number[] = [];
  readonly counts: number[] = [];

  /** The colour's number, or -1 when there are more colours than a chart can have. */
  number(colour: number): number {
    let at = (Math.imul(colour, 0x9e3779b1) >>> 16) & (this.#size - 1);
    while (this.#slots[at] !== -1) {
      if (this.#keys[at] === colour) return this.#slots[at] as number;
      at = (at + 1) & (this.#size - 1);
    }
    const slot = this.list.length;
    if (slot >= this.#size / 2) return -1;
    this.#keys[at] = colour;
    this.#slots[at] = slot;
    this.list.push(colour);
    this.counts.push(0);
    return slot;
  }
}

function distance(a: number, b: number): number {
  const red = (a & 255) - (b & 255);
  const green = ((a >> 8) & 255) - ((b >> 8) & 255);
  const blue = ((a >> 16) & 255) - ((b >> 16) & 255);
  return red * red * 2 + green * green * 4 + blue * blue;
}

/**
 * At most 256 colours, and for each of the given ones the nearest of them. The plain colours of the theme are the most
 * frequent and stay exact; only shades on the edges of lines and letters move, by less than an eye can see.
 */
function palette(colours: Colours): { chosen: number[]; of: Uint8Array } {
  const order = colours.list.map((_, i) => i).sort((a, b) => (colours.counts[b] ?? 0) - (colours.counts[a] ?? 0) || a - b);
  const of = new Uint8Array(colours.list.length);
  const chosen: number[] = [];
  const nearest = (colour: number): { at: number; far: number } => {
    let best = 0;
    let far = Number.POSITIVE_INFINITY;
    for (let i = 0; i < chosen.length; i++) {
      const d = distance(colour, chosen[i] as number);
      if (d < far) [best, far] = [i, d];
    }
    return { at: best, far };
  };
  // A shade that is close to one already chosen leaves its place to one that is not.
  const apart = colours.list.length <= PALETTE ? 0 : 260;
  for (const i of order) {
    const colour = colours.list[i] as number;
    const { at, far } = nearest(colour);
    if (far > apart && chosen.length < PALETTE) of[i] = chosen.push(colour) - 1;
    else of[i] = at;
  }
  return { chosen, of };
}

/**
 * A PNG of opaque pixels (RGBA bytes), with a palette: a quarter of the bytes to compress, and a chart has few colours.
 * Rows that repeat the one above, most of a chart, are written as "no change", which costs next to nothing.
 */
export function encodePng(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const words = new Int32Array(pixels.buffer, pixels.byteOffset, width * height);
  const bytes = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const stride = width * 4;
  const colours = new Colours();
  const runs = new Int32Array(width * height * 2);
  const runsOfRow = new Int32Array(height);
  let used = 0;
  for (let y = 0; y < height; y++) {
    if (y > 0 && bytes.compare(bytes, (y - 1) * stride, y * stride, y * stride, (y + 1) * stride) === 0) continue;
    const begin = used;
    const end = (y + 1) * width;
    for (let x = y * width; x < end;) {
      const colour = words[x] as number;
      let next = x + 1;
      while (next < end && words[next] === colour) next++;
      const slot = colours.number(colour);
      if (slot < 0) throw new RangeError(`a picture of ${width} × ${height} has more colours than a chart can have`);
      colours.counts[slot] = (colours.counts[slot] ?? 0) + next - x;
      runs[used++] = slot;
      runs[used++] = next - x;
      x = next;
    }
    runsOfRow[y] = used - begin;
  }

  const { chosen, of } = palette(colours);
  const lines = new Uint8Array((width + 1) * height);
  let read = 0;
  for (let y = 0; y < height; y++) {
    let at = y * (width + 1);
    const count = runsOfRow[y] as number;
    lines[at++] = count === 0 ? UP : NONE;
    for (const stop = read + count; read < stop; read += 2) {
      const length = runs[read + 1] as number;
      lines.fill(of[runs[read] as number] as number, at, at + length);
      at += length;
    }
  }

  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const table = Buffer.alloc(chosen.length * 3);
  chosen.forEach((c, i) => table.set([c & 255, (c >> 8) & 255, (c >> 16) & 255], i * 3));
  const packed = deflateSync(lines, { level: 1, memLevel: 9, strategy: constants.Z_RLE });
  return Buffer.concat([SIGNATURE, chunk("IHDR", head), chunk("PLTE", table), chunk("IDAT", packed), chunk("IEND", new Uint8Array())]);
}
