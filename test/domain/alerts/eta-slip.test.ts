import { describe, expect, it } from "vitest";
import { slipFacts } from "../../../src/domain/alerts/eta-slip.ts";
import { day } from "../../../src/domain/calendar/day.ts";
import type { PlanLine } from "../../../src/domain/restock/types.ts";
import type { Shipment } from "../../../src/domain/shipments/types.ts";
import { plain } from "../../../src/message/plain.ts";
import { shipmentSlipped } from "../../../src/views/shipment-slip.ts";
import { planLine } from "../../store/planning/rows.ts";

const slip = { from: day("2026-12-02"), to: day("2026-12-14") };
const shipment = (...skus: readonly string[]): Shipment => ({
  warehouse: "US-FBA",
  number: "SEA-1",
  lines: skus.map((sku) => ({
    sku,
    units: 200,
    received: 0,
    short: 0,
    state: "left",
    mode: "sea",
    bookedOn: null,
    leftOn: null,
    eta: slip.to,
    landedOn: null,
    clearedOn: null,
    arrivedOn: null,
    receivedOn: null,
  })),
  booked: null,
  from: null,
  lane: null,
  purchases: [],
  simulated: false,
  version: "1",
});
const at = (sku: string, out: string | null, money: number | null): PlanLine =>
  planLine(sku, "order-now", { stockOutDate: out === null ? null : day(out), moneyAtRisk: money, unitsLost: 9 });

function told(before: readonly PlanLine[], now: readonly PlanLine[]) {
  const facts = slipFacts(shipment(...now.map((l) => l.sku)), slip, before, now);
  if (facts === null) return null;
  const message = shipmentSlipped(facts, [], day("2026-11-21"));
  return { facts, tone: message.tone, en: plain(message, "en"), zh: plain(message, "zh") };
}

describe("a slip", () => {
  it("says why nothing should fly, where the plan has a reason", () => {
    const reason = { zh: "空运只能救 14 件，不值得", en: "air would save no more than 14" };
    const now = { ...at("A", "2026-11-28", 360.12), reasons: [reason] };
    const said = told([at("A", "2026-11-30", 257.98)], [now]);
    expect(said?.en).toContain("• A, none by air: air would save no more than 14");
    expect(said?.zh).toContain("• A 不建议空运：空运只能救 14 件，不值得");
    const leg = { route: "US-AIR", mode: "air" as const, units: 20, arrivesOn: day("2026-12-01") };
    expect(told([at("A", "2026-11-30", 257.98)], [{ ...now, legs: [leg] }])?.en).not.toContain("none by air");
  });

  it("of goods that came too late anyway tells what it adds, and is not urgent", () => {
    const said = told([at("A", "2026-11-28", 257.98)], [at("A", "2026-11-28", 360.12)]);
    expect(said?.en).toContain("1 SKU runs out anyway, and stays out longer; $102.14 more at risk ($360.12 in all).");
    expect(said?.zh).toMatch(/1 个 SKU 本来就会断货，现在断得更久，断货损失增加 .*102\.14（共 .*360\.12）。/);
    expect(said?.tone).toBe("warning");
    expect(said?.facts.skus).toMatchObject([{ moneyAtRisk: 360.12, moneyAdded: expect.closeTo(102.14, 6) as number }]);
  });

  it("that empties a shelf is urgent, and counts only the shelves that it empties; what it costs most stands first", () => {
    const said = told([at("A", "2026-11-28", 300), at("B", "2027-01-13", null)], [at("A", "2026-11-28", 310), at("B", "2026-12-04", 90)]);
    expect(said?.en).toContain("1 SKU runs out before it; $100.00 more at risk ($400.00 in all).");
    expect(said?.tone).toBe("critical");
    expect(said?.facts.skus.map((s) => s.sku)).toEqual(["B", "A"]);
  });

  it("is all of the loss where nothing would be lost without it, and nothing where it changes nothing", () => {
    expect(told([at("A", null, 0)], [at("A", "2026-12-04", 90)])?.en).toContain("1 SKU runs out before it; $90.00 at risk.");
    expect(told([at("A", "2026-11-28", 300)], [at("A", "2026-11-28", 300)])).toBeNull();
  });

  it("of which no price is known tells of the shelf alone", () => {
    expect(told([at("A", null, null)], [at("A", "2026-12-04", null)])?.en).toMatch(/1 SKU runs out before it\./);
  });
});
