import { expect, it } from "vitest";
import { leadTimes } from "../../../src/domain/restock/lead-time.ts";
import { onOrder } from "../../../src/domain/restock/on-order.ts";
import { AIR, given, on, read, SEA } from "../restock/given.ts";

const input = given({ supplier: { code: "S1", productionDaysP50: 15, productionDaysP90: 15 }, routes: [SEA, AIR] });
const due = (readyOn?: ReturnType<typeof on>, asked = on(0), mode: "sea" | "air" = "sea") => {
  const approved = [{ id: 1, day: asked, legs: [{ mode, units: 100 }], ...(readyOn && { readyOn }) }];
  return onOrder({ ...input, approved }, leadTimes(input, read), read)[0];
};

it("what a supplier confirmed to be ready on a day is there when its way has taken its time from that day", () => {
  // Ordered on the day after the plan's: fifteen days to make it and twenty by sea.
  expect(due()?.day).toBe(on(36));
  expect(due(on(10))?.day).toBe(on(30));
  expect(due(on(10), on(0), "air")?.day).toBe(on(16));
});

it("an order that is ready much later than usual is not taken for one that was forgotten", () => {
  expect(due(undefined, on(-60))).toBeUndefined();
  expect(due(on(5), on(-60))?.day).toBe(on(25));
});

it("is late, and not forgotten at once, when its way should have ended", () => {
  const late = due(on(-20), on(-40));
  expect(late?.assumed).toBe("overdue");
  expect(late && late.day > on(0)).toBe(true);
});
