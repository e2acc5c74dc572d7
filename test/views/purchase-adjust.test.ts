import { describe, expect, it } from "vitest";
import type { Adjusted } from "../../src/app/purchase/adjust.ts";
import { day } from "../../src/domain/calendar/day.ts";
import { packing } from "../../src/domain/purchase/packing.ts";
import { planDetail } from "../../src/domain/restock/plan-line.ts";
import { plain } from "../../src/message/plain.ts";
import { adjustedMessage } from "../../src/views/purchase-adjust.ts";
import { given, modelOf, read } from "../domain/restock/given.ts";

const effect = (unitsLost: number) => ({
  quantity: 80,
  legs: [],
  arrivesOn: null,
  outOn: day("2026-12-04"),
  unitsLost,
  cash: null,
});
const WISHED = {
  wish: { legs: [{ lane: null, units: 80 }], neededBy: null, note: null },
  packing: packing(80, { moq: null, carton: null }),
} satisfies Pick<Adjusted, "wish" | "packing">;
const said = (before: number, after: number) => {
  const detail = planDetail(given(), modelOf(5), read);
  return plain(adjustedMessage({ ...WISHED, before: effect(before), after: effect(after), detail }, null), "en");
};

describe("what an adjusted order would lose", () => {
  it("is rounded as on the SKU's card, so that ordering more never looks like losing more", () => {
    expect(said(87.4, 87.3)).toMatch(/out on 2026-12-04, 87 units lost +out on 2026-12-04, 87 units lost/);
    expect(said(1.2, 0.3)).toMatch(/, 1 unit lost +out on 2026-12-04, less than 1 unit lost/);
  });
});
