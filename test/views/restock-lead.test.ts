import { describe, expect, it } from "vitest";
import { addDays } from "../../src/domain/calendar/day.ts";
import { planDetail, planLine } from "../../src/domain/restock/plan-line.ts";
import type { PastShipment } from "../../src/domain/restock/past-shipment.ts";
import { comingText, legsText } from "../../src/views/restock-lead.ts";
import { togetherTexts } from "../../src/views/restock-together.ts";
import { AS_OF, given, modelOf, on, read, SEA } from "../domain/restock/given.ts";

/** Ships of 30 days to the warehouse and 6 to the shelf that came four days after their ETA. */
const past = Array.from({ length: 9 }, (_, n): PastShipment => {
  const bookedOn = addDays(AS_OF, -100 + n);
  const receivedOn = addDays(bookedOn, 40);
  return {
    shipment: `B${n}`,
    mode: "sea",
    bookedOn,
    leftOn: addDays(bookedOn, 4),
    arrivedOn: addDays(bookedOn, 34),
    receivedOn,
    eta: addDays(receivedOn, -4),
  };
});
const card = (change: Parameters<typeof given>[0]) => planDetail(given(change), modelOf(5), read);

describe("the lead time in words", () => {
  it("says of each leg where it comes from", () => {
    expect(legsText(card({ past })).en).toBe(
      "production 0 + domestic handling 4 (of 9 shipments) + freight and customs 30 (of 9 shipments) + shelving 6 (of 9 shipments)",
    );
    expect(legsText(card({ past })).zh).toContain("头程运输（含清关） 30（9 票实际）");
    expect(legsText(card({ past: past.slice(0, 3) })).en).toContain("door to shelf (US-SEA) 20 (and 3 shipments)");
    expect(legsText(card({ routes: [], supplier: null })).en).toContain("freight and customs 20 (default)");
  });

  it("tells a lane that is always late beside the ETA, and how late a shipment may be", () => {
    const arrivals = [{ shipment: "S", day: on(10), quantity: 60, mode: "sea" as const }];
    expect(comingText(card({ past, arrivals })).en).toBe(`${on(14)} +60 (ETA ${on(10)}, but this lane is late)`);
    expect(comingText(card({ arrivals, routes: [{ ...SEA, daysP90: 28 }] })).zh).toBe(`${on(10)} +60（慢的话 ${on(16)}）`);
    const two = card({ arrivals: [{ shipment: "S", day: on(-2), quantity: 60, mode: "sea" as const }] });
    expect(comingText(two).en).toBe(`${on(7)} +60 (past its date: assumed; ${on(10)} when slow)`);
  });
});

describe("orders of one supplier", () => {
  const line = (sku: string, code: string, onHand: number) =>
    planLine(given({ sku, onHand, supplier: { code, productionDaysP50: 0, productionDaysP90: 0 } }), modelOf(5), read);

  it("are said in a sentence: what is ordered now, what could go with it, and by when", () => {
    const texts = togetherTexts([line("A", "S1", 30), line("B", "S1", 160), line("C", "S2", 30)], AS_OF, 30);
    expect(texts.map((t) => t.en)).toEqual([
      `Supplier S1: 1 SKU to order now, 1 more due within 30 days (first ${on(13)}); order together: B`,
    ]);
    expect(texts[0]?.zh).toBe(`供应商 S1：这次下 1 个 SKU，另有 1 个 30 天内也要下单（最早 ${on(13)}），可并单：B`);
  });

  it("of many suppliers are three sentences and a count", () => {
    const many = [1, 2, 3, 4, 5].flatMap((n) => [line(`A${n}`, `S${n}`, 30), line(`B${n}`, `S${n}`, 160)]);
    const texts = togetherTexts(many, AS_OF, 30);
    expect(texts).toHaveLength(4);
    expect(texts[3]?.en).toBe("2 more suppliers with orders to join");
  });
});
