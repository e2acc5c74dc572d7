import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanComment, spokenFor } from "../../../src/domain/returns/clean-comment.ts";

describe("what a buyer wrote", () => {
  it("is told in one line, without markup", () => {
    expect(cleanComment("  Too tight\n\naround the <b>chest</b>&nbsp; ")).toBe("Too tight around the chest");
    expect(cleanComment("拉链坏了，\t收到第二天")).toBe("拉链坏了， 收到第二天");
  });

  it("names no address, number, order or account", () => {
    for (const personal of [
      "mail me at anna.b@example.com please, it broke",
      "call +1 (555) 010-9988 it broke",
      "order 113-5559988-1234567 it broke",
      "see https://example.com/u/anna it broke",
      "@annab it broke",
    ]) {
      const told = cleanComment(personal);
      expect(told).toContain("it broke");
      expect(told).not.toMatch(/anna|555|113|example/);
    }
    // A size or a date of a few digits is what it is about.
    expect(cleanComment("35 cm is too short, bought 2 of them")).toBe("35 cm is too short, bought 2 of them");
  });

  it("is cut at a word where it is long, and left out where it says nothing", () => {
    const told = cleanComment("the strap is too short and the buckle came off after a week ".repeat(5));
    expect(told.length).toBeLessThanOrEqual(91);
    expect(told).toMatch(/[a-z]…$/);
    for (const nothing of ["", "  ", ".", "bad", "!!!", "…"]) expect(cleanComment(nothing)).toBe("");
  });

  it("is never longer than a line, whatever was written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (written) => {
        const told = cleanComment(written);
        expect(Array.from(told).length).toBeLessThanOrEqual(91);
        expect(told.isWellFormed() || !written.isWellFormed()).toBe(true);
        expect(told).not.toMatch(/[\n\r\t]/);
      }),
    );
  });

  it("one comment speaks for those that say the same", () => {
    expect(spokenFor(["Runs small!", "Too tight", "runs small", "RUNS  SMALL."])).toEqual({ text: "Runs small!", times: 3 });
    expect(spokenFor(["Too tight", "Runs small"])).toEqual({ text: "Too tight", times: 1 });
    expect(spokenFor(["", "ok"])).toBeNull();
  });
});
