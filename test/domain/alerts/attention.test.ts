import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endOf, type Seen, type Snooze, worse } from "../../../src/domain/alerts/attention.ts";
import { foldSnoozed } from "../../../src/domain/alerts/fold.ts";
import { addDays, day } from "../../../src/domain/calendar/day.ts";
import { defaults } from "../../../src/domain/policy/reader.ts";

const TODAY = day("2026-11-22");
const seen = (more: Partial<Seen> = {}): Seen => ({ state: "order-now", stockOutDate: day("2026-12-10"), moneyAtRisk: 1000, ...more });
const snooze = (more: Partial<Snooze> = {}): Snooze => ({
  id: 1,
  warehouse: "US-FBA",
  sku: "A",
  kind: "snooze",
  until: addDays(TODAY, 7),
  awaits: null,
  reason: null,
  seen: seen(),
  by: "lin",
  at: new Date("2026-11-22T09:00:00Z"),
  ...more,
});
const end = (s: Snooze, now: Seen = seen(), today = TODAY, coming = true) => endOf(s, now, today, () => coming, defaults);

describe("a line is materially worse", () => {
  it("when its stock-out comes three days nearer, not two", () => {
    expect(worse(seen(), seen({ stockOutDate: day("2026-12-08") }), defaults)).toBe(false);
    expect(worse(seen(), seen({ stockOutDate: day("2026-12-07") }), defaults)).toBe(true);
  });

  it("when a quarter more money is at risk, or any at all where there was none", () => {
    expect(worse(seen(), seen({ moneyAtRisk: 1249 }), defaults)).toBe(false);
    expect(worse(seen(), seen({ moneyAtRisk: 1250 }), defaults)).toBe(true);
    expect(worse(seen({ moneyAtRisk: 0 }), seen({ moneyAtRisk: 40 }), defaults)).toBe(true);
  });

  it("when it is out of stock now and was not", () => {
    expect(worse(seen(), seen({ state: "out" }), defaults)).toBe(true);
    expect(worse(seen({ state: "out" }), seen({ state: "out" }), defaults)).toBe(false);
  });

  it("never when nothing changed, and never when it got better", () => {
    const money = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(money, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (moneyAtRisk, ahead, later) => {
        const before = seen({ moneyAtRisk, stockOutDate: addDays(TODAY, ahead) });
        expect(worse(before, before, defaults)).toBe(false);
        expect(worse(before, { ...before, stockOutDate: addDays(TODAY, ahead + later) }, defaults)).toBe(false);
      }),
    );
  });
});

describe("a snooze ends", () => {
  it("on its day and not before", () => {
    expect(end(snooze())).toBeNull();
    expect(end(snooze(), seen(), addDays(TODAY, 6))).toBeNull();
    expect(end(snooze(), seen(), addDays(TODAY, 7))).toBe("over");
  });

  it("when what it waits for has come", () => {
    expect(end(snooze({ awaits: "S1" }))).toBeNull();
    expect(end(snooze({ awaits: "S1" }), seen(), TODAY, false)).toBe("arrived");
  });

  it("when the line gets worse, but not where nothing is to be told before a day", () => {
    const bad = seen({ state: "out" });
    expect(end(snooze(), bad)).toBe("worse");
    expect(end(snooze({ kind: "not-before" }), bad)).toBeNull();
  });
});

it("what is snoozed is folded, by when it ends; everything else is told", () => {
  const lines = ["A", "B", "C"].map((sku) => ({ sku, warehouse: "US-FBA" }));
  const { shown, folded } = foldSnoozed(lines, [
    snooze(),
    snooze({ sku: "C", until: addDays(TODAY, 1) }),
    snooze({ warehouse: "EU-FBA", sku: "B" }),
  ]);
  expect(shown.map((l) => l.sku)).toEqual(["B"]);
  expect(folded.map((f) => f.line.sku)).toEqual(["C", "A"]);
});
