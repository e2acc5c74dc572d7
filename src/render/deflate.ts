/** How many bytes one copy of deflate can stand for. */
const SHORTEST = 3;
const LONGEST = 258;
const ADLER = 65_521;
/** Sums are taken modulo only from here on, far from where a number loses its last digit. */
const EXACT = 2 ** 48;

/** For each byte, or each number of copies of the byte before: what is written, and how many bits that is. */
interface Codes {
  readonly code: Int32Array;
  readonly bits: Uint8Array;
}

function reversed(code: number, bits: number): number {
  let made = 0;
  for (let i = 0; i < bits; i++) made = (made << 1) | ((code >> i) & 1);
  return made;
}

/** The fixed codes of bytes (RFC 1951, 3.2.6). */
function byteCodes(): Codes {
  const code = Int32Array.from({ length: 256 }, (_, b) => (b < 144 ? reversed(0x30 + b, 8) : reversed(0x100 + b, 9)));
  return { code, bits: Uint8Array.from(code, (_, b) => (b < 144 ? 8 : 9)) };
}

/** The fixed codes of lengths with their extra bits (RFC 1951, 3.2.5), and five zeros for "from one byte before". */
function copyCodes(): Codes {
  const code = new Int32Array(LONGEST + 1);
  const bits = new Uint8Array(LONGEST + 1);
  const put = (length: number, symbol: number, extra: number, extraBits: number): void => {
    const size = symbol < 280 ? 7 : 8;
    code[length] = reversed(symbol < 280 ? symbol - 256 : symbol - 88, size) | (extra << size);
    bits[length] = size + extraBits + 5;
  };
  for (let symbol = 257, length = SHORTEST; symbol < 285; symbol++) {
    const extraBits = Math.max(0, (symbol - 261) >> 2);
    for (let extra = 0; extra < 1 << extraBits; extra++) put(length++, symbol, extra, extraBits);
  }
  put(LONGEST, 285, 0, 0);
  return { code, bits };
}

const BYTE = byteCodes();
const COPY = copyCodes();

/** More bytes than a picture's lines can become: no byte takes more than nine bits. */
export const packedLength = (length: number): number => length + (length >> 3) + 16;

/**
 * Writes a zlib stream (RFC 1950) of runs of bytes, given as pairs of byte and length, from `start` on, and returns its end. A chart is
 * in runs already when its colours have been counted: to spread them over lines and have zlib find them again takes four times as long.
 * The codes are deflate's fixed ones: the file is half as large again as with codes made for it, and still smaller than a browser's.
 */
export function packRuns(runs: Int32Array, used: number, out: Uint8Array, start: number): number {
  let at = start;
  out[at++] = 0x78;
  out[at++] = 0x01;
  let held = 0b011; // the last block, fixed codes
  let bits = 3;
  let a = 1;
  let b = 0;
  for (let i = 0; i < used; i += 2) {
    const byte = runs[i] as number;
    const length = runs[i + 1] as number;
    // Adler-32 of a run, without a look at each of its bytes.
    b += length * a + byte * length * (length + 1) * 0.5;
    a += length * byte;
    if (b > EXACT) {
      a %= ADLER;
      b %= ADLER;
    }
    for (let left = length; left > 0;) {
      const copied = left === length || left < SHORTEST ? 0 : Math.min(left, LONGEST);
      held |= (copied === 0 ? (BYTE.code[byte] as number) : (COPY.code[copied] as number)) << bits;
      bits += copied === 0 ? (BYTE.bits[byte] as number) : (COPY.bits[copied] as number);
      left -= copied === 0 ? 1 : copied;
      // At most 25 bits are held. Three bytes are written whatever they are: to ask how many are full takes longer.
      out[at] = held;
      out[at + 1] = held >> 8;
      out[at + 2] = held >> 16;
      at += bits >> 3;
      held >>>= bits & 24;
      bits &= 7;
    }
  }
  bits += 7; // the end of the block is seven zeros
  for (; bits > 0; bits -= 8, held >>>= 8) out[at++] = held;
  for (const half of [b % ADLER, a % ADLER]) {
    out[at++] = half >> 8;
    out[at++] = half;
  }
  return at;
}
