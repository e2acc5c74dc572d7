import { describe, expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import { describeEmbedded } from "../store/harness.ts";
import { openHarbour } from "./harbour.ts";

describeEmbedded((_, open) => {
  describe("a shipment", () => {
    it("comes to the port, stands there for its clearance, and is followed through customs; a day that was forgotten is filled in later", async () => {
      const h = await openHarbour(await open());
      await h.approve(200);
      await h.renew();
      const booking = await h.press("lin", await h.ask("lin", "/shipment US-FBA"), "Book a shipment");
      const card = await h.send("lin", booking, { number: "US-SEA-1", lines: "KTC-01 200", mode: "sea", eta: "2026-12-03" });
      h.morning(day("2026-11-25"));
      const left = await h.send("lin", await h.press("lin", card, "Update"), { state: "left" });
      h.morning(day("2026-12-01"));
      const landed = await h.send("lin", await h.press("lin", left, "Update"), { state: "landed", day: "2026-11-29" });
      expect(landed.message.title).toEqual({
        en: "Shipment US-SEA-1 to US-FBA: came to the port 2 days ago, customs ahead",
        zh: "货件 US-SEA-1 → US-FBA：已到港 2 天，待清关",
      });
      const arrived = await h.send("lin", await h.press("lin", landed, "Update"), { state: "arrived" });
      const form = await h.press("lin", arrived, "Update");
      const fields = form.message.blocks.flatMap((b) => (b.kind === "form" ? b.fields : []));
      expect(fields.find((f) => f.name === "landedOn")?.value).toBe("2026-11-29");
      const known = await h.send("lin", form, { landedOn: "2026-11-29", clearedOn: "2026-11-30", note: "told by the forwarder" });
      expect(h.en(known)).toMatch(/At the port +2026-11-29[^]*Cleared +2026-11-30[^]*Arrived +2026-12-01/);
      expect(h.en(known)).toContain("Lin: cleared by customs 2026-11-30 (told by the forwarder)");
      expect(h.zh(known)).toContain("清关放行 2026-11-30");
      expect(known.message.title.en).toContain("arrived, to be received");
    });
  });
});
