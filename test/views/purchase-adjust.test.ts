import { describe, expect, it } from "vitest";
import type { Adjusted } from "../../src/app/purchase/adjust.ts";
import { day } from "../../src/domain/calendar/day.ts";
import { packing } from "../../src/domain/purchase/packing.ts";
import type { PlanDetail } from "../../src/domain/restock/detail.ts";
import { plain } from "../../src/message/plain.ts";
import { adjustedMessage } from "../../src/views/purchase-adjust.ts";
import { planLine } from "../store/planning/rows.ts";

const effect = (unitsLost: number) => ({
  quantity: 80,
  legs: [],
  arrivesOn: null,
  outOn: day("2026-12-04"),
  unitsLost,
  cash: null,
});
const said = (before: number, after: number) => {
  const detail = { line: planLine("KTC-01", "order-now"), ahead: null } as unknown as PlanDetail;
  const wish = { neededBy: null, note: null } as Adjusted["wish"];
  const adjusted = { before: effect(before), after: effect(after), wish, detail, packing: packing(80, { moq: null, carton: null }) };
  return plain(adjustedMessage(adjusted as Adjusted, null), "en");
};

describe("what an adjusted order would lose", () => {
  it("is rounded as on the SKU's card, so that ordering more never looks like losing more", () => {
    expect(said(87.4, 87.3)).toMatch(/out on 2026-12-04, 87 units lost +out on 2026-12-04, 87 units lost/);
    expect(said(1.2, 0.3)).toMatch(/, 1 unit lost +out on 2026-12-04, less than 1 unit lost/);
  });
});
