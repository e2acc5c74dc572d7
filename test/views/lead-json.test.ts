import { expect, it } from "vitest";
import { addDays } from "../../src/domain/calendar/day.ts";
import { leadTimes } from "../../src/domain/restock/lead-time.ts";
import { leadJson } from "../../src/views/lead-json.ts";
import { AIR, AS_OF, given, read, SEA } from "../domain/restock/given.ts";

it("a script reads each way by its legs, with where their days come from", () => {
  const past = [3, 3, 3, 3, 3, 3, 3, 10].map((customs, n) => {
    const leftOn = addDays(AS_OF, -100 - n);
    const [landedOn, clearedOn] = [addDays(leftOn, 20), addDays(leftOn, 20 + customs)];
    const [arrivedOn, receivedOn] = [addDays(clearedOn, 2), addDays(clearedOn, 5)];
    return { shipment: `S${n}`, mode: "sea" as const, bookedOn: null, leftOn, landedOn, clearedOn, arrivedOn, receivedOn, eta: null };
  });
  const [sea, air] = leadJson(
    leadTimes(given({ supplier: { code: "S", productionDaysP50: 10, productionDaysP90: 10 }, routes: [SEA, AIR], past }), read),
  );
  expect(sea).toMatchObject({ route: "US-SEA", mode: "sea", p50: 41, p90: 48 });
  expect(sea?.["legs"]).toEqual([
    { leg: "production", p50: 10, p90: 10, source: "stated", shipments: 0 },
    { leg: "domestic handling", p50: 3, p90: 3.9, source: "assumed", shipments: 0 },
    { leg: "freight", p50: 20, p90: 20, source: "learned", shipments: 8 },
    { leg: "customs", p50: 3, p90: 10, source: "learned", shipments: 8 },
    { leg: "delivery from the port", p50: 2, p90: 2, source: "learned", shipments: 8 },
    { leg: "shelving", p50: 3, p90: 3, source: "learned", shipments: 8 },
  ]);
  expect(air?.["legs"]).toHaveLength(2);
});
