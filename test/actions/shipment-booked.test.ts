import { describe, expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import { importFile } from "../store/imports/world.ts";
import { describeEmbedded } from "../store/harness.ts";
import { stock } from "../store/planning/rows.ts";
import { AS_OF, openHarbour } from "./harbour.ts";

describeEmbedded((_, open) => {
  const harbour = async () => openHarbour(await open());

  describe("a shipment of what was approved", () => {
    it("is not there before it is made: the ETA begins with the day on which it is ready", async () => {
      const h = await harbour();
      const { purchase } = await h.approve(200);
      const { purchases } = h.context();
      const order = await purchases.order(purchase.order ?? 0);
      const lines = [{ ...purchase, readyOn: day("2026-12-10") }];
      await purchases.place(order?.id ?? 0, order?.revision ?? 0, { reference: null, on: AS_OF, lines, by: "lin", at: h.context().now });
      await h.renew();
      const open = async () => h.press("lin", await h.ask("lin", "/restock KTC-01"), "Book a shipment");
      const form = await open();
      const [eta] = form.message.blocks.flatMap((b) => (b.kind === "form" ? b.fields.filter((f) => f.name === "eta") : []));
      expect(eta?.value).toBe("2026-12-30");
      expect(eta?.hint?.en).toContain("ready on 2026-12-10");
      // Changed to air, and what it was filled in with kept: late, and nothing speaks against the day.
      const late = await h.send("lin", form, { number: "S1", lines: "KTC-01 20", mode: "air" });
      expect(h.en(late)).toContain("Check the mode: of KTC-01 200 by sea were approved, none by air.");
      expect(h.en(late)).not.toContain("Check the ETA");
      // Left empty, the lane is counted from then on: 6 days by air.
      expect(h.en(await h.send("lin", await open(), { number: "S2", lines: "KTC-01 20", mode: "air", eta: "" }))).toContain("2026-12-16");
      const unmade = await h.send("lin", await open(), { number: "S3", lines: "KTC-01 20", eta: "2026-12-02" });
      expect(h.en(unmade)).toContain("Check the ETA: by 2026-12-02 the goods are not made; they are ready on 2026-12-10.");
      expect(h.zh(unmade)).toContain("请核对预计可售日：2026-12-02 时货还没做好（2026-12-10 才好）。");
      expect(unmade.message.tone).toBe("warning");
      const early = await h.send("lin", await open(), { number: "S4", lines: "KTC-01 20", mode: "sea", eta: "2026-12-16" });
      expect(h.en(early)).toContain(
        "Check the ETA: 2026-12-16 is early; US-SEA usually takes 20 days, which from 2026-12-10 on is 2026-12-30.",
      );
      const quick = await h.send("lin", await open(), { number: "S5", lines: "KTC-01 20", mode: "sea", eta: "2026-12-24" });
      expect(h.en(quick)).not.toContain("Check the ETA");
    });

    it("is questioned where more is booked than is not shipped yet, or by another way than was approved", async () => {
      const h = await harbour();
      await h.approve(80, [
        { mode: "air", units: 20 },
        { mode: "sea", units: 60 },
      ]);
      await importFile(h.imports, "stock", [stock("KTC-02", AS_OF, 5)], { store: null });
      await h.renew();
      const open = async () => h.press("lin", await h.ask("lin", "/restock KTC-01"), "Book a shipment");
      const by = async (fields: Readonly<Record<string, string>>) => h.send("lin", await open(), { eta: "", ...fields });
      const air = await by({ number: "S1", lines: "KTC-01 50", mode: "air" });
      expect(h.en(air)).toContain("booked\nCheck the mode: only 20 of KTC-01 were approved by air.");
      expect(h.zh(air)).toContain("请核对头程：KTC-01 批准的空运只有 20 件。");
      expect(air.message.tone).toBe("warning");
      // Which part of the approval the first one was is not known: the rest may go as any of it.
      expect((await by({ number: "S2", lines: "KTC-01 20", mode: "sea" })).message.tone).toBe("neutral");
      const many = await by({ number: "S3", lines: "KTC-01 500, KTC-02 5", mode: "sea" });
      expect(h.en(many)).toContain(
        "Check the units: KTC-01 is 490 more than the 10 that are not shipped yet; no purchase of KTC-02 was approved for here.",
      );
      expect(h.zh(many)).toContain("请核对件数：KTC-01 比未发的 10 件多 490 件；KTC-02 没有批准过的采购。");
      const list = await h.press("lin", await h.ask("lin", "/shipment US-FBA"), "Book a shipment");
      const again = await h.send("lin", list, { mode: "sea", number: "S4", lines: "KTC-01 30; KTC-02 5", eta: "" });
      expect(h.en(again)).toContain("Check the units: all that was ordered of KTC-01 is shipped already; nothing stands behind these 30.");
      expect(h.zh(again)).toContain("请核对件数：KTC-01 已订的都发了，这 30 件没有采购。");
    });
  });
});
