import { describe, expect, it } from "vitest";
import type { ApprovedLine } from "../../src/app/restock-sku.ts";
import { day } from "../../src/domain/calendar/day.ts";
import { approvalFacts, approvedText, type ToShip } from "../../src/views/purchase.ts";

const NAMES = new Map([["wei", "Wei"]]);
const line = (more: Partial<ApprovedLine> = {}): ApprovedLine => ({
  id: 1,
  order: 4,
  sku: "KTC-01",
  warehouse: "US-FBA",
  quantity: 402,
  mode: "air",
  legs: [{ mode: "air", units: 402 }],
  cash: null,
  worth: null,
  proposed: null,
  planAsOf: day("2026-11-21"),
  neededBy: null,
  note: null,
  by: "wei",
  at: new Date("2026-11-22T09:00:00Z"),
  state: "approved",
  first: null,
  because: null,
  price: null,
  readyOn: null,
  revision: 1,
  placed: null,
  ...more,
});
const left = (units: number, more: Partial<ApprovedLine> = {}): ToShip => ({ line: line(more), units, arrives: null });
const placed = { reference: null, orderedOn: day("2026-11-24"), orderedBy: "wei" };

describe("what was approved for a SKU", () => {
  it("is to be placed with the supplier, while nobody said that it was", () => {
    expect(approvedText([left(402)], NAMES)).toEqual({
      zh: "Wei 已批准采购 402 件，按已订未发计入计划。接下来：向供应商下单（采购单 4）。",
      en: "Wei approved 402 units, which the plan counts as on order. Next: place it with the supplier (order 4). ",
    });
    expect(approvedText([left(402), left(20, { id: 2, order: 5, quantity: 20 })], NAMES).en).toContain("(orders 4 and 5)");
  });

  it("is told apart from what of it is shipped, and then only the note of the order is missing", () => {
    const part = left(102);
    expect(approvedText([part], NAMES)).toEqual({
      zh: "Wei 已批准采购 402 件，其中 300 件已发，102 件未发，按已订未发计入计划。接下来：补登记下单（采购单 4）。",
      en: "Wei approved 402 units: 300 shipped, and 102 that the plan counts as on order. Next: note that it was placed with the supplier (order 4). ",
    });
    expect(approvalFacts([part], NAMES)[0]).toMatchObject({ label: { zh: "已批准，未发" }, value: { count: 102 } });
  });

  it("asks for nothing more once it is ordered", () => {
    expect(approvedText([left(402, { placed })], NAMES)).toEqual({
      zh: "2026-11-24 已向供应商下单 402 件。",
      en: "402 units were ordered on 2026-11-24. ",
    });
    expect(approvedText([left(20, { placed })], NAMES)).toEqual({
      zh: "2026-11-24 已向供应商下单 402 件，其中 382 件已发，20 件待发。",
      en: "402 units were ordered on 2026-11-24; 382 shipped, 20 still to ship. ",
    });
  });
});
