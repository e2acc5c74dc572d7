import { describe, expect, it } from "vitest";
import { refreshPlan } from "../../src/app/plan.ts";
import type { StockProjectionData } from "../../src/domain/restock/chart-data.ts";
import type { PlanInput, PlanLine as Line } from "../../src/domain/restock/types.ts";
import { AIR, AS_OF, given, on, SEA, sold } from "../domain/restock/given.ts";
import { describeEmbedded } from "../store/harness.ts";
import { openHouse } from "./house.ts";

type PlanLine = Omit<Line, "cash"> & { readonly cash: unknown };
interface Data {
  readonly lines: readonly Record<string, unknown>[];
}

describeEmbedded((_, open) => {
  const house = async (inputs: readonly PlanInput[]) => {
    const h = await openHouse(await open(), inputs);
    await refreshPlan(h.context, AS_OF);
    return h;
  };

  describe("/restock where another warehouse can give first", () => {
    it("tells one story of a move and what is left to buy: headline, figures, ways, cash, chart, list, approval", async () => {
      const h = await house([
        given({ sku: "KTC-01", onHand: 10, routes: [SEA, AIR], carton: 12 }),
        given({ sku: "KTC-01", warehouse: "US-3PL", onHand: 130, history: sold(120, 1) }),
      ]);
      const { message, data } = await h.says("/restock KTC-01 US-FBA");
      const [line] = (data as Data).lines as unknown as PlanLine[];
      if (line === undefined) throw new Error("no line");
      const [move] = line.transfers ?? [];
      expect(move).toMatchObject({ from: "US-3PL", units: 96, arrivesOn: on(8) });
      const n = line.orderQuantity ?? 0;
      expect(line).toMatchObject({ state: "unavoidable", orderQuantityWithoutTransfers: 228 });
      expect(n).toBeGreaterThan(0);
      expect(n).toBeLessThan(228);
      expect(message.lead?.en).toContain(`Move 96 from US-3PL first, then order ${n} now (228 without the move)`);
      expect(message.actions[0]?.label.en).toBe(`Approve ${n} units`);
      expect(line.legs.reduce((sum, l) => sum + l.units, 0)).toBe(n);
      // What comes by the move flies no more.
      expect(line.legs.find((l) => l.mode === "air")?.units).toBeLessThan(72);
      const flown = line.legs.find((l) => l.mode === "air")?.units ?? 0;
      expect(line.cash).toMatchObject({ amount: (n * 4 + flown * 6.5 + (n - flown) * 1.2).toFixed(2) });
      const chart = message.blocks.find((b) => b.kind === "chart")?.data as unknown as StockProjectionData;
      expect(chart.withOrder?.label.en).toBe(`if 96 are moved and ${n} ordered`);
      expect(chart.arrivals.filter((a) => a.proposed).map((a) => a.units)).toEqual([96, ...line.legs.map((l) => l.units)]);
      expect(await h.en("/restock KTC-01 US-FBA")).toContain("• After the move: ");
      const text = await h.en("/restock");
      expect(text).toMatch(new RegExp(`KTC-01 +US-FBA .* ${n}, after moving 96`));
      expect(text).toMatch(/Cash to order +\$[0-9.,]+ +after 96 units are moved from other warehouses/);
    });

    it("gives no unit twice when two warehouses want it", async () => {
      const h = await house([
        given({ sku: "KTC-01", onHand: 10 }),
        given({ sku: "KTC-01", warehouse: "US-EAST", onHand: 0 }),
        given({ sku: "KTC-01", warehouse: "US-3PL", onHand: 60, history: [] }),
      ]);
      const { lines } = (await h.says("/restock KTC-01")).data as unknown as { lines: PlanLine[] };
      const given_ = lines.flatMap((l) => (l.transfers ?? []).filter((t) => t.from === "US-3PL").map((t) => t.units));
      expect(given_.reduce((sum, u) => sum + u, 0)).toBeLessThanOrEqual(60);
    });
  });
});
