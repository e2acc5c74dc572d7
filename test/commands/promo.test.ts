import { planPromo } from "../../src/app/promo/plan.ts";
import { describe, expect, it } from "vitest";
import { command as promo } from "../../commands/promo.ts";
import { day } from "../../src/domain/calendar/day.ts";
import type { Asker } from "../../src/app/types.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { describeEmbedded } from "../store/harness.ts";
import { chat, en, WINTER, zh } from "./promo-house.ts";

interface Data {
  readonly lines: readonly {
    readonly sku: string;
    readonly uplift: number;
    readonly upliftFrom: string;
    readonly expected: number;
    readonly wanted: number;
    readonly buy: number;
  }[];
}
const ASKER: Asker = {
  member: { slug: "li", name: "Li", email: null, roles: ["owner"], accounts: [] },
  roles: ["owner"],
  lang: "en",
  platform: "fake",
  channel: "ops",
  clearance: "margin",
  zone: zone("UTC"),
};

describeEmbedded((_, open) => {
  describe("/promo", () => {
    it("says where to begin when nothing was declared", async () => {
      const c = await chat(await open());
      expect(zh(await c.ask("ann", "/promo"))).toContain("还没有大促");
      expect(en(await c.ask("ann", "/promo plan"))).toContain("No promotion has been declared yet.");
    });

    it("is declared by words: dates, deadlines and where they come from, the event before and the SKUs", async () => {
      const c = await chat(await open());
      const said = en(await c.ask("ann", '/promo new "Black Friday 2027" amazon-us'));
      expect(said).toContain("2027-11-26 to 2027-11-29");
      expect(said).toMatch(/Inbound deadline +2027-10-18 +not announced: by rule/);
      expect(said).toContain(
        "inbound: 39 days before Black Friday, as in /restock; in 2025 Amazon US asked for AWD 50, FBA, minimal splits 39, FBA, Amazon-optimized splits 29 days; other events take 30",
      );
      expect(said).toMatch(/Sign-up closes +— +not entered/);
      expect(said).toContain("The same event before: 2026-11-27 to 2026-11-30");
      expect(en(await c.ask("ann", "/promo"))).toContain("Black Friday 2027");
    });

    it("without an event before shows what its SKUs sold of late, and does not say that they did not sell", async () => {
      const c = await chat(await open());
      const said = en(await c.ask("ann", '/promo new "Garden Days" amazon-us 2027-02-12..2027-02-15 skus LAMP-01,MUG-02'));
      // Ninety days at ten.
      expect(said).toMatch(/Units \(2026-08-24 to 2026-11-21\)/);
      expect(said).toMatch(/LAMP-01 .* 900\n/);
      const plan = await c.ask("ann", "/promo plan garden");
      expect(en(plan)).toContain("nothing is known of the event before");
      for (const shown of [said, en(plan)]) expect(shown).not.toContain("not sold then");
    });

    it("asks for days that nobody announced, and refuses what cannot be", async () => {
      const c = await chat(await open());
      expect(en(await c.ask("ann", '/promo new "Prime Day 2027" amazon-us'))).toContain("The days of Prime Day are not announced yet");
      expect(en(await c.ask("ann", "/promo new Sale amazon-us 2027-02-15..2027-02-12"))).toContain("before it begins on 2027-02-15");
      expect(en(await c.ask("ann", "/promo new Sale amazon-us 2027-02-12..2027-02-15 inbound 2027-02-20"))).toContain("is after the start");
      expect(en(await c.ask("ann", "/promo new Sale amazon-us 2027-02-12..2027-02-15 skus LAMP-99"))).toContain("No SKU is called LAMP-99");
      expect(en(await c.ask("ann", "/promo new Sale 2027-02-12..2027-02-15"))).toContain("No store is named");
      const wrong = await c.ask("ann", '/promo new "Big Sale" nostore 2027-02-12..2027-02-15');
      expect(en(wrong)).toContain('No store is named; "nostore" is none.');
      expect(en(wrong)).toContain("Name its stores by their codes: amazon-us");
      expect(zh(wrong)).toContain("“nostore”不是店铺代码");
      expect(en(await c.ask("ann", "/promo new Sale nostore 2027-02-12..2027-02-15"))).toContain('"nostore" is none');
      expect(en(await c.ask("sun", WINTER))).toContain("Your role may not use /promo new");
      expect(await c.context.promos.all()).toEqual([]);
    });

    it("is declared by a form as well, once however often it is sent", async () => {
      const c = await chat(await open());
      const list = await c.ask("ann", "/promo");
      const fields = {
        name: "春促 2027",
        stores: "amazon-us",
        from: "2027-03-20",
        to: "2027-03-22",
        inboundBy: "2027-02-25",
        skus: "LAMP-01",
      };
      expect(zh(await c.fill("ann", list, "Declare a promotion", fields))).toContain("已登记：春促 2027");
      const [kept] = await c.context.promos.all();
      expect(kept).toMatchObject({ event: "春促", inboundBy: "2027-02-25", inboundSource: "person", skus: ["LAMP-01"] });
    });

    it("plans by the SKU's own event before: the lamp that sold thrice as much, the mug that did not care", async () => {
      const c = await chat(await open());
      await c.ask("ann", WINTER);
      const { lines } = (await promo.run(await promo.parse(["plan"], c.context, ASKER), c.context, ASKER)).data as Data;
      const [lamp, mug] = ["LAMP-01", "MUG-02"].map((sku) => lines.find((l) => l.sku === sku));
      expect(lamp).toMatchObject({ upliftFrom: "own" });
      // 200 % of 40 usual units, drawn a little towards the rest.
      expect(lamp?.uplift).toBeGreaterThan(1.7);
      expect(lamp?.uplift).toBeLessThan(2);
      expect(mug?.uplift).toBeLessThan(0.7);
      expect(lamp?.expected).toBeCloseTo(20 * (1 + (lamp?.uplift ?? 0)), 0);
      // Usual orders bring what the lamp sells anyway; what the event sells beyond that goes with one of them. Of the mug there is enough.
      expect(lamp).toMatchObject({ buy: (lamp?.wanted ?? 0) - 20, keptByUsualOrders: 20, withUsualOrder: true });
      expect(lamp?.buy).toBeGreaterThan(40);
      expect(mug?.buy).toBe(0);
    });

    it("shows the documents' formula beside what it proposes, and the ways with their last days", async () => {
      const c = await chat(await open());
      await c.ask("ann", WINTER);
      const said = await c.ask("ann", "/promo plan winter");
      expect(en(said)).toMatch(/LAMP-01 .*\(own\)/);
      expect(en(said)).toMatch(/sea 45 \(by 12-\d\d, with a usual order\).* 0 \(\+20 by usual orders\)/);
      expect(en(said)).toMatch(/; stock and usual orders allow about 52 of 86; 45 more are to be bought/);
      expect(zh(said)).toContain("现有库存加日常补货约够卖 52 件（预测 86 件）");
      expect(en(said)).toContain("part of what /restock proposes, not a second order");
      expect(en(said)).toContain("Formula +10–20%");
      expect(en(said)).toMatch(/sea +2026-12-\d\d +all in time/);
      expect(zh(said)).toContain("头程：倒推的最晚下单日");
      expect(zh(said)).toContain("检查清单：0/5 完成");
    });

    it("says plainly what a minimum order brings too late, and leaves it open", async () => {
      const c = await chat(await open());
      await c.ask(
        "ann",
        '/promo new "Flash 2026" amazon-us 2026-12-09..2026-12-10 inbound 2026-12-08 last 2025-11-28..2025-12-01 skus LAMP-01',
      );
      const said = await c.ask("ann", "/promo plan flash");
      expect(en(said)).toMatch(/air 36 \(by 12-02\) \+ sea 72 \(minimum order's/);
      expect(en(said)).toMatch(/LAMP-01: 33 are lacking; minimum order and cartons make it 108, of which 72 come after the end/);
      expect(en(said)).toContain("yours to decide");
      expect(zh(said)).toContain("件大促后才到");
    });

    it("is counted by the plan when who may has confirmed it, and only then", async () => {
      const c = await chat(await open());
      await c.ask("ann", WINTER);
      const card = await c.ask("ann", "/promo plan");
      expect(en(await c.press("ann", card, "Confirm the quantities"))).toContain("Your role may not use this button");
      expect(await c.context.promos.events(day("2026-11-21"))).toEqual([]);
      const confirmed = await c.press("wei", card, "Confirm the quantities");
      expect(en(confirmed)).toContain("Confirmed: 45 units for Winter Sale 2027");
      // Buying is approved where it always is.
      expect(en(await c.press("wei", confirmed, "LAMP-01: 45"))).toContain("LAMP-01 · US-FBA");
      const [next] = (await c.ask("wei", "/promo plan")).message.actions;
      expect(next?.label.en).toBe("Confirm anew");
      const events = await c.context.promos.events(day("2026-11-21"), "LAMP-01");
      expect(events.map((e) => [e.warehouse, e.event.from, e.event.to])).toEqual([["US-FBA", "2027-02-12", "2027-02-15"]]);
      expect(events[0]?.event.uplift).toBeGreaterThan(1.7);
      expect(en(await c.ask("ann", "/promo plan"))).toContain("wei confirmed 2 SKUs, 45 units");
    });

    it("is not declared twice, and a plan beside another says whose days are counted already", async () => {
      const c = await chat(await open());
      await c.ask("ann", WINTER);
      await c.press("wei", await c.ask("wei", "/promo plan"), "Confirm the quantities");
      const again = await c.ask("wei", WINTER);
      expect(en(again)).toContain('"Winter Sale 2027" is declared already: #1, amazon-us, 2027-02-12 to 2027-02-15');
      expect(en(again)).toContain('/promo plan #1, then "Dates and SKUs"');
      expect(zh(again)).toContain("已经登记过");
      const plan = en(await c.ask("ann", "/promo plan #1"));
      expect(plan).toContain("wei confirmed 2 SKUs");
      await c.ask("ann", WINTER.replace("Winter Sale", "Lamp Days"));
      const beside = await c.ask("ann", "/promo plan lamp");
      expect(en(beside)).toContain("/restock counts Winter Sale 2027 on these days already");
      expect(en(beside)).not.toContain("does not count this promotion");
      expect(zh(beside)).toContain("已经算了“Winter Sale 2027”");
    });

    it("does not confirm what has changed since it was shown", async () => {
      const c = await chat(await open());
      await c.ask("ann", WINTER);
      const card = await c.ask("wei", "/promo plan");
      await c.fill("ann", card, "Assumptions", { topic: "uplift", sku: "LAMP-01", share: "900%", why: "a celebrity" });
      await c.press("wei", card, "Confirm the quantities");
      expect(await c.context.promos.events(day("2026-11-21"))).toEqual([]);
    });

    it("keeps assumptions with author and reason, and plans by them", async () => {
      const c = await chat(await open());
      await c.ask("ann", WINTER);
      const card = await c.ask("ann", "/promo plan");
      const said = await c.fill("ann", card, "Assumptions", { topic: "uplift", sku: "MUG-02", share: "400 %", why: "a TV show" });
      expect(en(said)).toContain("MUG-02: uplift +400%, a TV show (ann)");
      expect(en(said)).toMatch(/MUG-02 .*\+400% \(entered\)/);
      const wrong = await c.fill("ann", card, "Assumptions", { topic: "discount", share: "120%", why: "?" });
      expect(en(wrong)).toContain("from 0% to 95% was expected");
    });

    it("warns of what creators were promised beyond the stock, by name, until it is taken back", async () => {
      const c = await chat(await open());
      await c.ask("ann", WINTER);
      const card = await c.ask("ann", "/promo plan");
      const fields = { creator: "@mia", sku: "LAMP-01", units: "500", from: "2027-02-12", to: "2027-02-13" };
      const said = await c.fill("ann", card, "Creator commitment", fields);
      expect(said.message.tone).toBe("critical");
      expect(en(said)).toContain("Over-committed");
      expect(en(await c.ask("ann", "/promo plan"))).toContain("⚠ LAMP-01: 500 promised (@mia 500)");
      expect(en(await c.press("ann", said, "Take it back"))).not.toContain("promised");
    });

    it("holds spends against the emergency budget, where costs may be seen", async () => {
      const c = await chat(await open());
      await c.ask("ann", WINTER);
      const card = await c.ask("olga", "/promo plan");
      const said = await c.fill("olga", card, "Emergency spend", { what: "air for LAMP-01", amount: "30" });
      expect(await c.context.promos.entries(1)).toMatchObject([{ note: { kind: "spend", amount: 30, currency: "USD" }, by: "olga" }]);
      expect(said.message.tone).not.toBe("error");
      expect(en(await c.press("sun", card, "Emergency spend"))).not.toContain("LAMP");
    });

    it("keeps the buffer of what was confirmed when its goods are ordered and nothing is left to buy", async () => {
      const c = await chat(await open());
      await c.ask("ann", WINTER);
      const entry = { at: c.context.now, by: "wei", what: "promo-confirm", on: "promo-1", details: {} };
      const cost = { amount: 10_000, currency: "USD" };
      await c.context.promos.add(1, "confirmed", { kind: "quantities", lines: [], cost }, "wei", c.context.now, entry);
      const promo = await c.context.promos.byId(1);
      if (promo === undefined) throw new Error("nothing was declared");
      expect((await planPromo(c.context, promo)).emergency).toMatchObject({ low: 1000, high: 1500 });
    });

    it("says in its first sentence that creators were promised more than there is", async () => {
      const c = await chat(await open());
      await c.ask("ann", WINTER);
      const card = await c.ask("ann", "/promo plan");
      expect(en(card)).not.toContain("creators were promised");
      await c.fill("ann", card, "Creator commitment", {
        creator: "@mia",
        sku: "MUG-02",
        units: "9000",
        from: "2027-02-12",
        to: "2027-02-15",
      });
      const now = await c.ask("ann", "/promo plan");
      expect(now.message.lead?.en).toContain("creators were promised more than there is of MUG-02");
      expect(zh(now)).toContain("达人承诺超出库存：MUG-02");
    });

    it("ticks the checklist, and unticks it", async () => {
      const c = await chat(await open());
      await c.ask("ann", WINTER);
      const card = await c.ask("ann", "/promo plan");
      expect(en(await c.fill("ann", card, "Checklist", { item: "labels" }))).toContain("Checklist: 1 of 5 done");
      expect(en(await c.fill("wei", card, "Checklist", { item: "labels" }))).toContain("Checklist: 0 of 5 done");
    });

    it("is changed only by who saw it as it is, and called off with its entries kept", async () => {
      const c = await chat(await open());
      await c.ask("ann", WINTER);
      const card = await c.ask("ann", "/promo plan");
      const fields = { name: "Winter Sale 2027", stores: "amazon-us", from: "2027-02-12", to: "2027-02-16", skus: "LAMP-01" };
      expect(en(await c.fill("ann", card, "Dates and SKUs", fields))).toContain("Changed: Winter Sale 2027");
      const form = await c.press("ann", card, "Dates and SKUs");
      expect(en(await c.press("ann", form, "Call it off"))).toContain("Called off: Winter Sale 2027");
      expect(await c.context.promos.all()).toMatchObject([{ state: "called-off", to: "2027-02-16" }]);
      const gone = await c.ask("ann", "/promo plan winter");
      expect(en(gone)).toContain('"Winter Sale 2027" (#1) was called off.');
      expect(zh(gone)).toContain("“Winter Sale 2027”（#1）已取消。");
      // Who looks for something else is not told of it.
      expect(en(await c.ask("ann", "/promo plan summer"))).toContain('No promotion is called "summer"');
    });
  });
});
