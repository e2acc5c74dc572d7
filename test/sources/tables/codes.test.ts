import { describe, expect, it } from "vitest";
import { codesIn } from "../../../src/sources/tables/codes.ts";

describe("codes of an order", () => {
  it("are those that its cell names, each once", () => {
    expect(codesIn("")).toEqual([]);
    expect(codesIn("MIA20")).toEqual(["MIA20"]);
    expect(codesIn("US Core Free Shipping 2015/04/08 23-48-21-676, PLM-42,PLM-42")).toEqual([
      "US Core Free Shipping 2015/04/08 23-48-21-676",
      "PLM-42",
    ]);
    expect(codesIn("BF26; MIA20")).toEqual(["BF26", "MIA20"]);
  });

  it("are no sentences", () => {
    expect(codesIn("x".repeat(65))).toEqual([]);
  });
});
