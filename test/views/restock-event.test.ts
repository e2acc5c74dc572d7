import { expect, it } from "vitest";
import type { OrderLeg, PlannedEvent } from "../../src/domain/restock/types.ts";
import { arrivalsText, factorText } from "../../src/views/restock-event.ts";
import { on } from "../domain/restock/given.ts";

const SALE: PlannedEvent = {
  id: "promo-3",
  name: { zh: "情人节2027", en: "Valentine 2027" },
  from: on(80),
  to: on(84),
  uplift: 0.5,
  inboundBy: on(50),
};
const leg = (units: number, n: number): OrderLeg => ({ route: "US-SEA", mode: "sea", units, arrivesOn: on(n) });
const line = (legs: readonly OrderLeg[], event: PlannedEvent = SALE) => ({
  legs,
  demand: { model: "given", windows: [], historyDays: 365, notes: [], events: [event] },
});

it("an order that comes after the last day on which an event takes goods says so, with the day", () => {
  const late = arrivalsText(line([leg(60, 54)]));
  expect(late.en).toBe(`US-SEA → ${on(54)}; arrives after the inbound deadline of Valentine 2027 (${on(50).slice(5)})`);
  expect(late.zh).toBe(`US-SEA → ${on(54)}；晚于“情人节2027”的入仓截止（${on(50).slice(5)}）`);
});

it("of an order in two parts it is said of the part that is late", () => {
  const late = arrivalsText(line([leg(20, 30), leg(60, 54)]));
  expect(late.en).toContain("; 60 of it arrive after the inbound deadline of Valentine 2027");
  expect(late.zh).toContain("；其中 60 件晚于“情人节2027”的入仓截止");
});

it("nothing is said of what is in time, comes after the event, or is for an event that sells less or has no such day", () => {
  const { inboundBy: _, ...open } = SALE;
  for (const some of [
    line([leg(60, 50)]),
    line([leg(60, 85)]),
    line([leg(60, 54)], { ...SALE, uplift: -0.2 }),
    line([leg(60, 54)], open),
  ]) {
    expect(arrivalsText(some).en).not.toContain("deadline");
  }
});

it("a promotion's factor says what of it is the event's own, as its card does", () => {
  expect(factorText({ uplift: 0.5, alone: 0.18 })).toEqual({
    zh: "×1.5（含季节，大促本身 +18%）",
    en: "×1.5 (with the season; +18% by the event itself)",
  });
  expect(factorText({ uplift: 0.5, alone: 0.5 }).en).toBe("×1.5");
  expect(factorText({ uplift: 0.5 }).zh).toBe("×1.5");
});
