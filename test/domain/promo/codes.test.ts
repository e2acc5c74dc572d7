import { describe, expect, it } from "vitest";
import { codeSales } from "../../../src/domain/promo/codes.ts";
import { standingOf } from "../../../src/domain/promo/standing.ts";
import { commit, entries } from "./given.ts";

describe("sales by coupon code", () => {
  const given = standingOf(
    entries(
      { ...commit("LAMP-01", 200, "@mia"), code: "MIA20" },
      { ...commit("MUG-02", 50, "@bo"), code: "BO10" },
      commit("MUG-02", 5, "@kim"),
    ),
  ).commitments;

  it("are told by creator: what the code sold, in any case, beside what was promised", () => {
    const rows = [
      { code: "mia20", sku: "LAMP-01", units: 30 },
      { code: "MIA20", sku: "MUG-02", units: 4 },
    ];
    expect(codeSales(given, rows)[0]).toEqual({ code: "MIA20", creators: ["@mia"], units: 34, promised: 200 });
  });

  it("tell a creator's code that sold nothing, and a code of which nobody said whose it is", () => {
    const told = codeSales(given, [{ code: "BF26", sku: "LAMP-01", units: 90 }]);
    expect(told.map((c) => [c.code, c.units, c.creators])).toEqual([
      ["BO10", 0, ["@bo"]],
      ["MIA20", 0, ["@mia"]],
      ["BF26", 90, []],
    ]);
  });

  it("leave out what a platform calls its own promotions", () => {
    expect(codeSales([], [{ code: "US Core Free Shipping 2015/04/08 23-48-21-676", sku: "LAMP-01", units: 9 }])).toEqual([]);
  });
});
