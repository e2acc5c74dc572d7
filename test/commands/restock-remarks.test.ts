import { describe, expect, it } from "vitest";
import { given, sold } from "../domain/restock/given.ts";
import { describeEmbedded } from "../store/harness.ts";
import { openPlanned } from "./house.ts";

describeEmbedded((_, open) => {
  const house = async (inputs: Parameters<typeof openPlanned>[1]) => openPlanned(await open(), inputs);

  describe("what /restock says beside its figures", () => {
    it("says of what is not ordered for its minimum that this is the reason, and with whom to talk", async () => {
      const idle = given({ sku: "PAN", onHand: 5, history: sold(120, 1), moq: 730, carton: 10 });
      const box = given({ sku: "EGG", onHand: 0, history: sold(120, 1), moq: null, carton: 960 });
      const h = await house([idle, box, given({ sku: "MILL", onHand: null, onHandDay: null })]);
      const en = await h.en("/restock");
      expect(en).toMatch(/PAN +will run out +—\[(\d)\] +—\[\1\] .*\n[^]*\[\1\] minimum order too large/u);
      expect(en).toContain("a carton is too many");
      expect(en).not.toContain("nothing to order");
      expect(en).toContain(
        "Nothing is ordered of 2 SKUs, since the least that can be ordered is too much; ask the supplier for a smaller first order: EGG (a carton of 960, which would last about 3 years), PAN (minimum 730, which would last about 2 years)",
      );
      expect(await h.en("/restock unknown")).toMatch(
        /MILL +data missing +—\[1\] +—\[1\] +—\[1\] +—\[1\] +—\[1\] +—\[1\]\n[^]*\[1\] no stock snapshot/u,
      );
      const { message } = await h.says("/restock PAN");
      expect(message.lead?.zh).toMatch(/^\d{4}-\d\d-\d\d 断货；起订量 730 件要卖约 2 年，不值得下单：先和供应商谈小单。$/u);
    });

    it("heads a card with the product's title, as much of it as is read, and with none where none is known", async () => {
      const long = "Bamboo drawer organiser for kitchen cutlery, expandable from 33 to 55 cm, nine compartments";
      const h = await house([given({ sku: "A", title: long }), given({ sku: "B", title: null })]);
      const { message } = await h.says("/restock A");
      expect(message.title.en).toMatch(/^A · US-FBA: [a-z ]+ — Bamboo drawer organiser for kitchen cutlery, expandable…$/u);
      expect(message.title.zh).toMatch(/^A · US-FBA：[^｜]+｜Bamboo drawer organiser for kitchen cutlery, expandable…$/u);
      expect((await h.says("/restock B")).message.title.en).toMatch(/^B · US-FBA: [a-z ]+$/u);
    });

    it("says of what has no stock figure nothing twice", async () => {
      const h = await house([given({ sku: "KTC-05", onHand: null, onHandDay: null })]);
      expect((await h.en("/restock KTC-05")).split("\n").filter((l) => l.startsWith("•"))).toEqual(["• No stock snapshot"]);
    });

    it("names the SKUs of which something is not known", async () => {
      const h = await house(["A", "B", "C", "D", "E"].map((sku) => given({ sku, onHand: 0, unitCost: null })));
      expect(await h.en("/restock")).toContain(
        "5 SKUs have no unit cost and are not in the cash total: import a costs CSV (A, B, C and 2 more)",
      );
    });

    it("names the rate that is missing, and the SKUs whose money waits for it", async () => {
      const noRates = [{ of: "cost", from: "JPY", to: "USD" }] as const;
      const h = await house([given({ sku: "A", onHand: 0, unitCost: null, noRates })]);
      const en = await h.en("/restock");
      expect(en).toContain(
        "The unit cost of 1 SKU is in JPY and there is no rate JPY→USD: it is not in the cash total (npm run purser -- fx set JPY USD RATE) (A)",
      );
      expect(en).not.toContain("import a costs CSV");
    });
  });
});
