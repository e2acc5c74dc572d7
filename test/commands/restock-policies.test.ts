import { describe, expect, it } from "vitest";
import { given, on, uneven } from "../domain/restock/given.ts";
import { describeEmbedded } from "../store/harness.ts";
import { openHouse } from "./house.ts";

describeEmbedded((_, open) => {
  describe("/restock with policies of their own for some SKUs", () => {
    it("names the promise that the policies make, before there is anything to plan", async () => {
      const h = await openHouse(await open(), []);
      const first = async () => (await h.says("/restock")).message.basis?.policies?.[0]?.en;
      expect(await first()).toBe("fill rate 97% (default)");
      const set = { scope: { kind: "company" }, from: on(-30), to: null, by: "li" } as const;
      await h.context.policies.set({ ...set, policy: "restock-service-kind", value: "cycle" }, h.context.now);
      expect(await first()).toBe("cycle service 95% (default)");
    });

    it("plans each line by the nearest policy and says that some have their own", async () => {
      const h = await openHouse(await open(), [
        given({ sku: "KTC-01", role: "traffic", history: uneven(120) }),
        given({ sku: "KTC-02", history: uneven(120) }),
      ]);
      const wanted = async () => {
        const { data, message } = await h.says("/restock");
        const { lines } = data as { lines: { sku: string; reorderPoint: number }[] };
        return {
          points: Object.fromEntries(lines.map((l) => [l.sku, l.reorderPoint])),
          policies: message.basis?.policies?.map((p) => p.en),
        };
      };
      const before = await wanted();
      expect(before.points["KTC-01"]).toBe(before.points["KTC-02"]);
      expect(before.policies).toHaveLength(2);
      await h.context.policies.set(
        { policy: "restock-service-level", scope: { kind: "role", key: "traffic" }, value: 0.99, from: on(-30), to: null, by: "li" },
        h.context.now,
      );
      const after = await wanted();
      expect(after.points["KTC-01"]).toBeGreaterThan(before.points["KTC-01"] ?? 0);
      expect(after.points["KTC-02"]).toBe(before.points["KTC-02"]);
      expect(after.policies?.at(-1)).toBe("1 of the SKUs has a value of its own");
    });
  });
});
