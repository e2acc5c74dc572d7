import { describe, expect, it } from "vitest";
import { action as adjust } from "../../src/actions/adjust-purchase.ts";
import { action as approve } from "../../src/actions/approve-purchase.ts";
import { action as openPurchase } from "../../src/actions/open-purchase.ts";
import { action as lineForm } from "../../src/actions/line-form.ts";
import { action as shipForm } from "../../src/actions/ship-form.ts";
import { action as open } from "../../src/actions/open-restock.ts";
import { action as withdraw } from "../../src/actions/withdraw-purchase.ts";
import type { Action } from "../../src/app/types.ts";
import { plain } from "../../src/message/plain.ts";
import type { Sealed } from "../../src/message/message.ts";
import type { Role } from "../../src/ports/company.ts";
import { refreshPlan } from "../../src/app/plan.ts";
import { AIR, AS_OF, given, SEA, sold } from "../domain/restock/given.ts";
import { describeEmbedded, type TestStore } from "../store/harness.ts";
import { openHouse } from "./house.ts";
import { talk } from "./talk.ts";

async function chat(store: TestStore) {
  const house = await openHouse(store, [given({ sku: "KTC-01", onHand: 10, routes: [SEA, AIR], moq: 100, carton: 12 })]);
  const people: Readonly<Record<string, Role[]>> = { wei: ["supply"], olga: ["finance"], ann: ["operator"] };
  for (const [slug, roles] of Object.entries(people)) {
    const accounts = [{ platform: "fake", account: slug }];
    await house.context.company.saveMember({ slug, name: slug === "wei" ? "Wei" : slug, email: null, roles, accounts });
  }
  let events = 0;
  const handlers = talk(house.context, {
    "adjust-purchase": adjust as Action,
    "approve-purchase": approve as Action,
    "open-purchase": openPurchase as Action,
    "withdraw-purchase": withdraw as Action,
    "open-restock": open as Action,
    "ship-form": shipForm as Action,
    "line-form": lineForm as Action,
  });
  const at = () => ({ eventId: `e${(events += 1)}`, channel: "ops" });
  const read = (s: Sealed | undefined) => (s ? plain(s.message, "en") : "");
  return {
    ...house,
    ask: (who: string, text = "/restock KTC-01") => handlers.text({ ...at(), person: { account: who }, text }),
    press: (who: string, card: Sealed | undefined, nth = 0) =>
      handlers.press({ ...at(), person: { account: who }, token: card?.buttonTokens[nth] ?? "" }),
    read,
  };
}

describeEmbedded((_, openStore) => {
  describe("what the plan proposes to buy", () => {
    it("is approved by who may, stands in the card and in the next one, and orders nothing", async () => {
      const c = await chat(await openStore());
      const card = await c.ask("ann");
      const label = card?.message.actions[0]?.label.en ?? "";
      expect(label).toMatch(/^Approve [0-9,]+ units$/);
      expect(card?.message.actions[0]?.confirm?.en).toContain("nothing is ordered by itself");
      expect(c.read(await c.press("ann", card))).toContain("Your role may not use this button");
      const said = await c.press("wei", card);
      expect(c.read(said)).toContain("of KTC-01 for US-FBA");
      expect(said?.instead && c.read(said.instead)).toContain(`✓ ${label}: Wei`);
      expect(c.read(await c.ask("ann"))).toMatch(
        /Wei approved 228 units, which the plan counts as on order. Next: place it with the supplier \(order 1\)\. Beyond that, nothing more to order[^]*the 72 on order by air[^]*Approved, to be ordered +228 units +Wei, on the plan of 2026-11-21; the last of it expected about 2026-12-/,
      );
    });

    it("is on order afterwards: nothing is proposed twice, in the card, in the list and in the data, and no stock is made of it", async () => {
      const c = await chat(await openStore());
      await refreshPlan(c.context, AS_OF);
      const before = await c.ask("ann", "/restock");
      expect(before?.message.title.en).toBe("Restock: 1 SKU to order");
      await c.press("wei", await c.ask("wei"));
      const card = await c.ask("wei");
      expect(card?.message.actions.map((a) => a.label.en)).toEqual([
        "Take 228 units back",
        "Order 1",
        "Book a shipment",
        "Snooze…",
        "Assign…",
      ]);
      expect((await c.says("/restock KTC-01")).data).toMatchObject({
        lines: [{ onHand: 10, inbound: 0, onOrder: 228, orderQuantity: 0, legs: [], cash: { amount: "0.00" } }],
      });
      const list = await c.ask("ann", "/restock");
      expect(list?.message.title.en).toBe("Restock: 0 SKUs to order");
      expect(c.read(list)).toMatch(/KTC-01 .*228 on order/);
      expect(c.read(list)).not.toContain("Cash to order");
      await c.press("wei", await c.ask("wei"));
      expect((await c.ask("ann", "/restock"))?.message.title.en).toBe("Restock: 1 SKU to order");
    });

    it("is kept with its ways and its cash, and told in the audit", async () => {
      const c = await chat(await openStore());
      await c.press("wei", await c.ask("wei"));
      const [purchase] = await c.context.purchases.approved({ since: AS_OF });
      expect(purchase).toMatchObject({
        quantity: 228,
        mode: "air",
        legs: [
          { mode: "air", units: 72 },
          { mode: "sea", units: 156 },
        ],
        cash: { amount: "1567.2", currency: "USD" },
      });
      const [entry] = await c.context.audit.recent(1);
      expect(entry).toMatchObject({
        by: "wei",
        what: "approve-purchase",
        details: { noted: { sku: "KTC-01", warehouse: "US-FBA", quantity: 228 } },
      });
    });

    it("is only the rest when more is wanted later on the same day", async () => {
      const c = await chat(await openStore());
      await c.press("wei", await c.ask("wei"));
      c.plans.inputsNow = [given({ sku: "KTC-01", onHand: 10, history: sold(120, 9), routes: [SEA, AIR], carton: 12 })];
      const card = await c.ask("olga");
      expect(card?.message.actions[0]?.label.en).toMatch(/^Approve [0-9]+ units$/);
      const rest = Number(/[0-9]+/.exec(card?.message.actions[0]?.label.en ?? "")?.[0]);
      expect(card?.message.actions[0]?.confirm?.en).toContain("on top of the 228 units that are on order");
      await c.press("olga", card);
      const all = await c.context.purchases.approved({ since: AS_OF });
      expect(all.map((p) => [p.quantity, p.by])).toEqual([[228 + rest, "olga"]]);
      expect((await c.says("/restock KTC-01")).data).toMatchObject({ lines: [{ onOrder: 228 + rest, orderQuantity: 0 }] });
    });

    it("has one outcome for two cards: the second approver is told who was first", async () => {
      const c = await chat(await openStore());
      const [mine, yours] = [await c.ask("wei"), await c.ask("olga")];
      await c.press("wei", mine);
      const late = await c.press("olga", yours);
      expect(late?.reach).toBe("asker");
      expect(c.read(late)).toMatch(/^Wei approved [0-9,]+ units already/);
      // Nothing was decided by it: the card says nothing of Olga, and the audit knows of one decision.
      expect(late?.instead).toBeUndefined();
      expect((await c.context.audit.recent(9)).map((e) => [e.what, e.by])).toEqual([["approve-purchase", "wei"]]);
    });

    it("can be taken back and approved again", async () => {
      const c = await chat(await openStore());
      const said = await c.press("wei", await c.ask("wei"));
      expect(said?.message.actions.map((a) => a.label.en)).toEqual(["Order 1", "Take it back"]);
      expect(c.read(await c.press("olga", said, 1))).toContain("is taken back");
      expect(c.read(await c.press("olga", await c.ask("olga")))).toContain("of KTC-01 for US-FBA");
    });

    it("shows what it costs only to those who may see it", async () => {
      const c = await chat(await openStore());
      const said = await c.press("wei", await c.ask("wei"));
      expect(c.read(said)).not.toMatch(/USD|Cash/);
      const { data } = await c.says("/restock KTC-01", "internal");
      expect((data as { approved: { cash: unknown }[] }).approved).toMatchObject([{ cash: null }]);
    });
  });
});
