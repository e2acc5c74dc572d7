import { describe, expect, it } from "vitest";
import { stockToday } from "../../../src/domain/restock/stock-today.ts";
import type { PlanInput } from "../../../src/domain/restock/types.ts";
import { given, on, read, sold } from "./given.ts";

/** The last `days` days have no report yet. */
const unreported = (days: number) => [
  ...sold(120, 5).slice(0, -days),
  ...sold(days, 0).map((d) => ({ ...d, inStock: null, salesKnown: false as const })),
];
const today = (change: Partial<PlanInput>, daily = 5) => stockToday(given(change), daily, read);

describe("what can be sold today", () => {
  it("is the count with what was counted in since, less what days without reports usually sell", () => {
    const came = [{ shipment: "S1", units: 25, day: on(2) }];
    expect(today({ onHand: 29, received: came })).toMatchObject({ units: 29, soldUnseen: 0 });
    expect(today({ onHand: 45, onHandDay: on(-2), history: unreported(2), received: came })).toMatchObject({ units: 35, soldUnseen: 10 });
  });

  it("lost nothing to days on which the shelf was empty: goods that came today sold nothing before", () => {
    const late = { onHandDay: on(-10), history: unreported(10) };
    expect(today({ ...late, onHand: 20 })).toMatchObject({ units: 0, soldUnseen: 20 });
    expect(today({ ...late, onHand: 120, received: [{ shipment: "S1", units: 100, day: on(2) }] })).toMatchObject({
      units: 100,
      soldUnseen: 20,
    });
    // Those that came three days ago sold since then.
    expect(today({ ...late, onHand: 120, received: [{ shipment: "S1", units: 100, day: on(-2) }] })).toMatchObject({
      units: 85,
      soldUnseen: 35,
    });
  });

  it("takes off what was reported as sold, whatever lay there by the count", () => {
    expect(today({ onHand: 104, onHandDay: on(-2), received: [{ shipment: "S1", units: 100, day: on(0) }] })).toMatchObject({
      units: 94,
      soldSince: 10,
      soldUnseen: 0,
    });
  });

  it("says that a count is negative, and not that more was sent away than was counted", () => {
    expect(today({ onHand: -5 })).toMatchObject({ units: 0, negative: true });
    expect(today({ onHand: -5, sent: 30 })).toMatchObject({ units: 0, negative: false });
  });
});
