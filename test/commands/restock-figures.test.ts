import { describe, expect, it } from "vitest";
import type { PlanInput } from "../../src/domain/restock/types.ts";
import { given, uneven } from "../domain/restock/given.ts";
import { describeEmbedded } from "../store/harness.ts";
import { openPlanned, projectionOf } from "./house.ts";

interface Data {
  readonly lines: readonly Record<string, unknown>[];
}

describeEmbedded((_, open) => {
  const house = async (inputs: readonly PlanInput[]) => openPlanned(await open(), inputs);

  describe("the figures of /restock", () => {
    it("know one reorder point: tile, chart, data and plan say the same whole number", async () => {
      const h = await house([given({ sku: "KTC-01", history: uneven(90), onHand: 60 })]);
      const { message, data } = await h.says("/restock KTC-01");
      const fact = message.blocks.flatMap((b) => (b.kind === "facts" ? b.facts : [])).find((f) => f.label.en === "Reorder point");
      const chart = projectionOf(message);
      const count = fact?.value.kind === "count" ? fact.value.count : null;
      expect(count).toBe(chart.reorderPoint);
      expect((data as Data).lines[0]).toMatchObject({ reorderPoint: count });
      expect(Number.isInteger(count)).toBe(true);
    });

    it("have each their own reason when they are missing, and no other", async () => {
      const h = await house([given({ sku: "KTC-01", onHand: 10, routes: [], unitCost: null, unitPrice: null })]);
      const { message, data } = await h.says("/restock");
      const table = message.blocks.find((b) => b.kind === "table");
      const because = (column: string) => {
        const value = table?.rows[0]?.[table.columns.findIndex((c) => c.label.en === column)];
        return value?.kind === "missing" ? value.because.en : value;
      };
      expect(because("Cash")).toBe("unit cost is not known: no cash figure");
      expect(because("At risk")).toBe("selling price is not known: no money at risk");
      expect((data as Data).lines[0]?.["because"]).toMatchObject({
        cash: "unit cost is not known: no cash figure",
        moneyAtRisk: "selling price is not known: no money at risk",
      });
    });
  });
});
