import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut, decodeFrame, encodeFrame } from "./frames.ts";

const frame = fc.record({
  seqId: fc.nat(),
  logId: fc.maxSafeNat(),
  service: fc.nat(),
  method: fc.constantFrom(0, 1),
  headers: fc.dictionary(fc.string({ minLength: 1 }), fc.string()),
  payload: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
});

describe("frames of the long connection", () => {
  it("what is written is read again", () => {
    fc.assert(
      fc.property(frame, (written) => {
        expect(decodeFrame(encodeFrame(written))).toEqual(written);
      }),
    );
  });

  it("the pieces of a payload are the payload, and none is empty", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "binary" }), fc.integer({ min: 1, max: 9 }), (text, parts) => {
        const whole = Buffer.from(text, "utf8");
        const pieces = cut(whole, parts);
        expect(Buffer.concat(pieces).equals(whole)).toBe(true);
        expect(pieces.every((piece) => piece.length > 0)).toBe(true);
        expect(pieces).toHaveLength(Math.min(parts, whole.length));
      }),
    );
  });

  it("Chinese text is cut inside of its characters", () => {
    const pieces = cut(Buffer.from("补货提醒补货提醒", "utf8"), 3);

    expect(pieces.slice(1).map((piece) => (piece[0] ?? 0) & 0xc0)).toEqual([0x80, 0x80]);
  });

  it("a frame that ends in the middle is refused", () => {
    const whole = encodeFrame({ seqId: 1, logId: 1, service: 7, method: 1, headers: { type: "event" }, payload: Buffer.from("{}") });

    expect(() => decodeFrame(whole.subarray(0, -1))).toThrow("field 8 wants 2 bytes, 1 are left");
    expect(() => decodeFrame(Buffer.alloc(0))).toThrow("required field 1 is missing");
  });
});
