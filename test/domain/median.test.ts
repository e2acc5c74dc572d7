import { describe, expect, it } from "vitest";
import { median } from "../../src/domain/median.ts";

describe("the value in the middle", () => {
  it("is the middle one, however they are ordered", () => expect(median([9, 1, 4])).toBe(4));
  it("is half-way between the two in the middle of an even number", () => expect(median([9, 1, 4, 5])).toBe(4.5));
  it("does not exist of none", () => expect(median([])).toBeUndefined());
});
