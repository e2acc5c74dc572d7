import { describe, expect, it } from "vitest";
import { why } from "../../src/domain/value.ts";
import { dutiesOf } from "../../src/app/duties.ts";
import type { Asker, Context } from "../../src/app/types.ts";
import { day } from "../../src/domain/calendar/day.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";
import type { StockOutFacts } from "../../src/domain/alerts/stock-out.ts";
import type { Role } from "../../src/ports/company.ts";
import { home } from "../../src/views/home.ts";
import { openHouse } from "../commands/house.ts";
import { post } from "../delivery/fixture.ts";
import { given } from "../domain/restock/given.ts";
import { describeEmbedded } from "../store/harness.ts";

const NINE = new Date("2026-11-22T09:00:00Z");

const asker = (roles: readonly Role[]): Asker => ({
  member: { slug: "li", name: "Li", email: null, roles, accounts: [] },
  roles,
  lang: "en",
  platform: "slack",
  channel: "home",
  clearance: "internal",
  zone: zone("UTC"),
});

/** An alert as the stock warnings keep it. */
const KEPT: StockOutFacts = {
  sku: "KTC-01",
  title: null,
  warehouse: "US-FBA",
  stores: [],
  state: "fine",
  asOf: day("2026-11-20"),
  onHand: 4,
  dailyDemand: 2,
  coverDays: 2,
  stockOutDate: null,
  orderQuantity: 10,
  orderBy: null,
  route: null,
  arrivesOn: null,
  moneyAtRisk: 100,
  currency: "USD",
  simulated: false,
};
const warned = (sku: string, state: StockOutFacts["state"], more: Partial<StockOutFacts> = {}) => ({
  subject: `US-FBA/${sku}`,
  facts: { ...KEPT, sku, state, ...more },
});

async function page(context: Context, roles: readonly Role[]) {
  const said = home(await dutiesOf(context, asker(roles)));
  expect(validMessage(said)).toEqual([]);
  return { said, en: plain(said, "en"), zh: plain(said, "zh") };
}

describeEmbedded((_, open) => {
  describe("a person's own page", () => {
    it("lists what waits for a second person: for who may approve, and not for who asked", async () => {
      const { context } = await openHouse(await open(), [given({ sku: "KTC-01", onHand: 5000 })]);
      const asked = { sku: "KTC-01", warehouse: "US-FBA", quantity: 300, mode: "sea", planAsOf: day("2026-11-21"), at: NINE } as const;
      const cash = { amount: "9000", currency: "USD" };
      await context.purchases.approve({ ...asked, cash, worth: "9000", state: "waiting", by: "wei" });
      const buyer = await page(context, ["finance"]);
      expect(buyer.en).toContain("1 purchase waits for you as the second person");
      expect(buyer.en).toMatch(/1 +KTC-01 +US-FBA +300/);
      expect(buyer.zh).toContain("1 笔采购等你复核");
      expect(buyer.said.actions[0]?.label.en).toBe("Order 1");
      expect((await page(context, ["operator"])).en).not.toContain("second person");
      await context.purchases.withdraw(1);
      await context.purchases.approve({ ...asked, cash, worth: "9000", state: "waiting", by: "li" });
      expect((await page(context, ["finance"])).en).not.toContain("second person");
    });

    it("says what waits for whom: decisions for who buys, lost posts for who keeps Purser", async () => {
      const { context } = await openHouse(await open(), [given({ sku: "KTC-01", onHand: 10 }), given({ sku: "KTC-02", onHand: 0 })]);
      await context.alerts.apply("stock-out", day("2026-11-21"), { firing: [warned("KTC-02", "out")], recovered: [] });
      await context.outbox.put([post("digest")], NINE);
      const [row] = await context.outbox.claim("one", NINE, 60_000, 1);
      await context.outbox.settle(
        row?.id ?? 0,
        "one",
        { kind: "failed", code: "not_in_channel", ...why({ zh: "请邀请我", en: "invite me" }) },
        NINE,
      );

      const buyer = await page(context, ["supply"]);
      expect(buyer.said.lead).toEqual({
        zh: "2 个补货建议等你决定，1 个库存预警未解除。",
        en: "2 proposals wait for your decision; 1 stock warning is open.",
      });
      expect(buyer.said.actions.map((a) => a.deed.action)).toEqual(["open-restock", "open-restock"]);
      expect(buyer.en).not.toContain("not_in_channel");

      const keeper = await page(context, ["admin"]);
      expect(keeper.said.lead?.en).toBe("2 SKUs to restock; 1 stock warning is open; 1 post did not arrive.");
      expect(keeper.en).toContain("digest → fake ops: invite me (not_in_channel)");
      expect(keeper.zh).toContain("digest → fake ops：请邀请我（not_in_channel）");
      expect(keeper.zh).toContain("/restock：该补什么货");
    });

    it("names the worst of the warnings that are open, with how each stands, since when, and a way to open it", async () => {
      const { context } = await openHouse(await open(), [given({ sku: "KTC-04", onHand: 800 })]);
      const { alerts } = context;
      const later = ["E", "F", "G", "H"].map((n) => warned(`KTC-${n}`, "order-now", { stockOutDate: day("2026-12-20") }));
      await alerts.apply("stock-out", day("2026-11-19"), { firing: [warned("KTC-A", "order-now", { moneyAtRisk: 900 })], recovered: [] });
      await alerts.apply("stock-out", day("2026-11-21"), { firing: [...later, warned("KTC-B", "out")], recovered: [] });

      const { said, en, zh } = await page(context, ["operator"]);

      expect(said.lead?.en).toBe("6 stock warnings are open.");
      const table = said.blocks.find((b) => b.kind === "table" && b.title?.en === "Open stock warnings");
      expect(table?.kind === "table" && table.rows.map((r) => r[0])).toMatchObject(
        ["KTC-B", "KTC-A", "KTC-E", "KTC-F", "KTC-G"].map((code) => ({ kind: "code", code })),
      );
      expect(en).toMatch(/KTC-B +US-FBA +out of stock +out +2026-11-21/);
      expect(en).toMatch(/KTC-A +US-FBA .*2026-11-19/);
      expect(en).toContain("1 more: /restock");
      expect(zh).toContain("未解除的库存预警");
      expect(said.actions.slice(0, 2).map((a) => a.deed)).toEqual([
        { action: "open-restock", args: { sku: "KTC-B", warehouse: "US-FBA" } },
        { action: "open-restock", args: { sku: "KTC-A", warehouse: "US-FBA" } },
      ]);
    });

    it("counts as decisions only what can be approved: a move has no such button and is told apart", async () => {
      const { context } = await openHouse(await open(), [
        given({ sku: "KTC-01", onHand: 10 }),
        given({ sku: "KTC-05", onHand: 40 }),
        given({ sku: "KTC-05", warehouse: "US-3PL", onHand: 2_000, history: [] }),
      ]);
      const lines = (await dutiesOf(context, asker(["supply"]))).plan.lines.filter((l) => l.sku === "KTC-05" && l.warehouse === "US-FBA");
      expect(lines).toMatchObject([{ orderQuantity: 0, transfers: [{ from: "US-3PL" }] }]);

      expect((await page(context, ["supply"])).said.lead?.en).toMatch(
        /^1 proposal waits for your decision; 1 SKU (needs only a move|will run out unless moved)\.$/,
      );
      expect((await page(context, ["operator"])).said.lead?.en).toMatch(/^2 SKUs to restock/);
    });

    it("says so when nothing waits", async () => {
      const { context } = await openHouse(await open(), [given({ sku: "KTC-04", onHand: 800 })]);
      expect((await page(context, ["operator"])).said.lead?.zh).toBe("今天没有待办。");
    });
  });
});
