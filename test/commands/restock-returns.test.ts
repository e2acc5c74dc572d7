import { describe, expect, it } from "vitest";
import { given, on, uneven } from "../domain/restock/given.ts";
import { importFile, importsOf, line, returned } from "../store/imports/world.ts";
import { describeEmbedded } from "../store/harness.ts";
import { openPlanned } from "./house.ts";

describeEmbedded((_, open) => {
  const card = async (sold: number, back: number) => {
    const store = await open();
    const h = await openPlanned(store, [given({ sku: "KTC-01", onHand: 20, history: uneven(120) })]);
    const imports = importsOf(store.prisma);
    const lines = [line("1", "KTC-01", sold - 1, "900", on(-20)), line("2", "KTC-01", 1, "15", on(0))];
    await importFile(imports, "order-lines", lines, { store: "amazon-us" });
    if (back > 0) await importFile(imports, "returns", [returned("1", "KTC-01", back, on(-5))], { store: "amazon-us" });
    return h;
  };

  describe("/restock SKU", () => {
    it("notes that much of what was sold came back, before more is bought", async () => {
      const h = await card(64, 20);
      expect(await h.en("/restock KTC-01")).toContain("20 returned against 64 sold in 60 days: look at the listing before you buy");
      expect(await h.zh("/restock KTC-01")).toContain("近 60 天卖出 64 件、退回 20 件：下单前先看商品和链接");
      expect((await h.says("/restock KTC-01")).data).toMatchObject({ returns: { returned: 20, sold: 64, days: 60 } });
    });

    it("asks to check returns that are more than was sold", async () => {
      const text = await (await card(64, 192)).en("/restock KTC-01");
      expect(text).toContain("192 returned against 64 sold in 60 days: look at the listing before you buy; more came back than was sold");
    });

    it("says nothing of a usual share, and nothing of a few pieces", async () => {
      expect(await (await card(64, 12)).en("/restock KTC-01")).not.toContain("returned against");
      expect(await (await card(8, 4)).en("/restock KTC-01")).not.toContain("returned against");
    });

    it("notes it from the share on that the team has set", async () => {
      const h = await card(64, 12);
      const set = { scope: { kind: "sku", key: "KTC-01" }, from: on(-30), to: null, by: "li" } as const;
      await h.context.policies.set({ ...set, policy: "returns-buy-share", value: 0.15 }, h.context.now);
      expect(await h.en("/restock KTC-01")).toContain("12 returned against 64 sold");
    });
  });
});
