import { expect, it } from "vitest";
import { counted } from "../../../src/domain/words/counted.ts";

it("one is one, and everything else is many", () => {
  expect([0, 1, 2].map((n) => counted(n, "row"))).toEqual(["0 rows", "1 row", "2 rows"]);
  expect([1, 2].map((n) => counted(n, "line carries", "lines carry"))).toEqual(["1 line carries", "2 lines carry"]);
});
