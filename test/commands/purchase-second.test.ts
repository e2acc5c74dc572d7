import { describe, expect, it } from "vitest";
import { zone } from "../../src/domain/calendar/zone.ts";
import { AIR, AS_OF, SEA } from "../domain/restock/given.ts";
import { describeEmbedded } from "../store/harness.ts";
import { KTC, MUG, PEOPLE, purchaseShop as chat } from "./purchase-chat.ts";
import { binding } from "../fakes/company.ts";

describeEmbedded((_, openStore) => {
  describe("a purchase above what one person decides alone", () => {
    it("waits for a second person, and until then nothing is on order", async () => {
      const c = await chat(await openStore());
      await c.limit(1000);
      const said = await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve 228");
      expect(c.read(said)).toMatch(/Waiting for a second person: 228 units of KTC-01 for US-FBA/);
      expect(c.read(said)).toContain("Above $1,000.00, which is the most one person decides alone");
      expect(c.read(said)).toContain("Who may: Olga.");
      expect(c.read(said, "zh")).toContain("超过单人审批上限 US$1,000.00，需要另一位有审批权的人复核");
      // The amount is a margin figure, and stands in no channel that may not see it.
      expect(c.read(said)).not.toContain("1,567");
      expect((await c.says("/restock KTC-01")).data).toMatchObject({
        lines: [{ onOrder: 0, orderQuantity: 228 }],
        waiting: [{ quantity: 228 }],
      });
      const card = await c.ask("ann", "/restock KTC-01");
      expect(c.read(card)).toContain(
        "Wei approved 228 units. A second person has to agree; until then the plan does not count them. Cannot be avoided",
      );
      expect(card?.message.actions.map((a) => a.label.en).slice(0, 2)).toEqual(["Agree to 228 units", "Take 228 units back"]);
      expect(c.read(await c.press("wei", said, "Agree"))).toContain("Somebody else has to agree to KTC-01");
      expect(c.read(await c.press("ann", said, "Agree"))).toContain("Your role may not use this button");
      const mine = await c.ask("wei", "/restock KTC-01", true);
      expect(mine?.message.actions[0]?.label.en).toBe("Take 228 units back");
      expect(c.read(mine)).toContain("You approved it, so this is for somebody else: Agree to 228 units.");
      expect(c.read(mine, "zh")).toContain("你已批准，要由另一个人操作：复核通过 228 件。");
      expect(c.read(await c.press("olga", said, "Agree"))).toMatch(
        /Approved: 228 units of KTC-01 for US-FBA[^]*Approved at .* Wei, agreed to by Olga/,
      );
      expect(c.read(await c.ask("ann", "/restock KTC-01"))).toMatch(
        /Wei and Olga approved 228 units[^]*228 units +Wei, agreed to by Olga, on the plan/,
      );
      expect((await c.says("/restock KTC-01")).data).toMatchObject({ lines: [{ onOrder: 228, orderQuantity: 0 }], waiting: [] });
      expect(await c.audited()).toEqual(["wei approve-purchase", "olga second-purchase"]);
      const [entry] = await c.context.audit.recent(1);
      expect(entry?.details).toMatchObject({ noted: { quantity: 228, worth: "1567.2", first: "wei", plan: AS_OF } });
    });

    it("is offered to those only who may decide: in private to nobody else, in a channel not as the main thing", async () => {
      const c = await chat(await openStore());
      const labels = (s: Awaited<ReturnType<typeof c.ask>>) => s?.message.actions.map((a) => `${a.label.en} ${a.style ?? ""}`.trim());
      const [alone, among] = [await c.ask("ann", "/restock KTC-01", true), await c.ask("ann", "/restock KTC-01")];
      expect(labels(alone)).toEqual(["Snooze…", "Assign…"]);
      expect(c.read(alone)).toContain("Only for owner, supply, finance: Approve 228 units, Adjust and preview.");
      expect(c.read(alone, "zh")).toContain("仅老板、供应链、财务可操作：批准采购 228 件、调整并预览。");
      expect(labels(among)).toEqual(["Approve 228 units", "Snooze…", "Assign…"]);
      expect(c.read(among)).toContain("Only for owner, supply, finance: Approve 228 units.");
      expect(labels(await c.ask("wei", "/restock KTC-01"))?.[0]).toBe("Approve 228 units primary");
      expect(c.read(await c.press("wei", among, "Approve"))).toContain("Approved: 228 units");
    });

    it("is agreed to once, whoever presses; who comes late is told what became of it", async () => {
      const c = await chat(await openStore(), [KTC], { ...PEOPLE, max: ["supply"] });
      await c.limit(1000);
      const said = await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve");
      const other = await c.ask("max", "/restock KTC-01");
      const both = await Promise.all([c.press("olga", said, "Agree"), c.press("max", other, "Agree")]);
      const texts = both.map((s) => c.read(s));
      expect(texts.filter((x) => x.includes("Approved: 228 units"))).toHaveLength(1);
      expect(texts.filter((x) => /Already done by|does not wait any more: approved|Things have changed/.test(x))).toHaveLength(1);
      expect((await c.audited()).filter((x) => x.endsWith("second-purchase"))).toHaveLength(1);
      expect(await c.context.purchases.approved({ since: AS_OF })).toHaveLength(1);
    });

    it("is told of where stock is talked about, and there too it reads as it ended", async () => {
      const c = await chat(await openStore());
      await c.limit(1000);
      const stock = binding({ purpose: "stock", zone: zone("UTC") });
      for (const channel of ["ops", "buying"]) await c.context.company.saveBinding({ ...stock, channel });
      const said = await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve");
      const posts = await c.context.outbox.recent(5);
      // Where it was said it is not said again.
      expect(posts.map((p) => [p.channel, p.message.title.en])).toEqual([
        ["buying", "Waiting for a second person: 228 units of KTC-01 for US-FBA"],
      ]);
      await c.press("olga", said, "Agree");
      const [edit] = (await c.context.outbox.recent(5)).filter((p) => p.edits !== null || p.message.title.en.startsWith("Approved"));
      expect(edit?.message.title.en).toBe("Approved: 228 units of KTC-01 for US-FBA");
      expect(edit?.message.actions).toEqual([]);
    });

    it("is refused with a reason, and can be asked for again", async () => {
      const c = await chat(await openStore());
      await c.limit(1000);
      const said = await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve");
      expect(c.read(await c.fill("olga", said, "Refuse", { because: " " }))).toContain('"Why it is refused" is empty');
      expect(c.read(await c.fill("olga", said, "Refuse", { because: "Cash is short until the 5th" }))).toMatch(
        /Refused: 228 units of KTC-01[^]*Olga refused it\. Because: Cash is short until the 5th \(Wei had approved it\)/,
      );
      expect(c.read(await c.press("olga", said, "Agree"))).toMatch(/Things have changed|does not wait any more/);
      expect((await c.ask("wei", "/restock KTC-01"))?.message.actions[0]?.label.en).toBe("Approve 228 units");
      expect(await c.audited()).toEqual(["wei approve-purchase", "olga reject-purchase"]);
    });

    it("is agreed to, refused or taken back on its order too, which has nothing to close yet", async () => {
      const c = await chat(await openStore());
      await c.limit(1000);
      await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve");
      const order = await c.ask("olga", "/purchase 1", true);
      expect(order?.message.actions.map((a) => a.label.en)).toEqual(["Agree to 228 units", "Take 228 units back", "Change KTC-01"]);
      expect(order?.message.blocks.flatMap((b) => (b.kind === "form" ? [b.submit.en] : []))).toEqual(["Refuse"]);
      expect(c.read(order)).toContain("Approved by Wei; 1 line waits for a second person, and until then the plan does not count it.");
      expect(c.read(order, "zh")).toContain("Wei 已批准，1 行等第二人复核，通过前不计入计划。");
      const own = await c.ask("wei", "/purchase 1", true);
      expect(own?.message.actions.map((a) => a.label.en)).toEqual(["Take 228 units back", "Change KTC-01"]);
      expect(c.read(own)).toContain("You approved it, so this is for somebody else: Agree to 228 units, Refuse.");
      expect(c.read(await c.fill("olga", order, "Refuse", { because: "Too early" }))).toContain("Olga refused it. Because: Too early");
    });

    it("cannot be agreed to any more when the plan wants nothing of it now", async () => {
      const c = await chat(await openStore());
      await c.limit(1000);
      const said = await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve");
      c.plans.inputsNow = [{ ...KTC, onHand: 5000 }];
      expect(c.read(await c.press("olga", said, "Agree"))).toContain("Things have changed since this was shown");
      expect(await c.context.purchases.approved({ since: AS_OF })).toEqual([]);
    });

    it("can be taken back while it waits", async () => {
      const c = await chat(await openStore());
      await c.limit(1000);
      const said = await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve");
      expect(c.read(await c.press("wei", said, "Take it back"))).toMatch(
        /The approval for KTC-01 is taken back\nBy Wei: 228 units for US-FBA\./,
      );
      expect(c.read(await c.press("olga", said, "Agree"))).toContain("Things have changed");
    });

    it("is not cut into pieces that are below the limit", async () => {
      const c = await chat(await openStore(), [KTC, MUG]);
      await c.limit(1600);
      expect(c.read(await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve"))).toContain("Approved: 228 units");
      const second = await c.press("wei", await c.ask("wei", "/restock MUG-01"), "Approve");
      expect(c.read(second)).toContain("Above $1,600.00 (with what Wei approved alone of this supplier today)");
      // Somebody else begins with what they decided themselves.
      expect(c.read(await c.press("olga", second, "Agree"))).toContain("Approved:");
    });

    it("is decided by the limit of the person's role; of several the highest counts", async () => {
      const c = await chat(await openStore(), [KTC, MUG], { ...PEOPLE, max: ["supply", "finance"] });
      await c.limit(1000);
      await c.limit(50_000, "finance");
      expect(c.read(await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve"))).toContain("Waiting for a second person");
      expect(c.read(await c.press("max", await c.ask("max", "/restock MUG-01"), "Approve"))).toContain("Approved:");
    });

    it("waits too where nobody can tell the amount", async () => {
      const c = await chat(await openStore(), [{ ...KTC, unitCost: null }]);
      expect(c.read(await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve"))).toContain(
        "A cost or an exchange rate is not known, so nobody can tell the amount: another approver has to agree",
      );
    });

    it("stands with one person where nobody else may approve, and says so", async () => {
      const c = await chat(await openStore(), [KTC], { wei: ["supply"], ann: ["operator"] });
      await c.context.company.removeMember("owner");
      await c.limit(1000);
      expect(c.read(await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve"))).toContain(
        "nobody else may approve, so your word stands",
      );
      expect(await c.context.purchases.approved({ since: AS_OF })).toHaveLength(1);
    });
  });

  describe("another quantity or way than the plan's", () => {
    const adjust = { quantity: "150", urgentUnits: "30", neededBy: "2026-12-20", note: "Before Christmas" };

    it("is shown before and after, with what the supplier may object to, and decides nothing yet", async () => {
      const c = await chat(await openStore());
      const card = await c.ask("wei", "/restock KTC-01");
      const said = await c.fill("wei", card, "Adjust", adjust);
      expect(c.read(said)).toMatch(/As adjusted: 150 units of KTC-01[^]*Nothing is approved yet/);
      expect(c.read(said)).toMatch(/Units +228 +150/);
      expect(c.read(said)).toMatch(/Route +air 72 \+ sea 156 +air 30 \+ sea 120/);
      expect(c.read(said)).toMatch(/Stock-out +.* +out on /);
      expect(c.read(said)).toContain("Not whole cartons of 12");
      expect(c.read(said)).toContain("Rounded up it would be 156; it stays at your 150");
      expect(c.read(said)).not.toContain("Cash");
      expect(await c.context.purchases.approved({ since: AS_OF })).toEqual([]);
      // It can be tried again.
      expect(c.read(await c.fill("wei", card, "Adjust", { ...adjust, quantity: "90" }))).toContain("Below the minimum order of 100");
    });

    it("goes by a lane that is told with its way, once", async () => {
      const c = await chat(await openStore(), [{ ...KTC, routes: [{ ...SEA, lane: "sea-us" }, AIR] }]);
      const card = await c.ask("wei", "/restock KTC-01");
      expect(c.read(card)).toContain("Urgent ones go by (sea-us, about 20 days / air US-AIR, about 6 days)");
      expect(c.read(card, "zh")).toContain("加急走（海运 sea-us，约 20 天 / 空运 US-AIR，约 6 天）");
    });

    it("is approved as it was shown, and noted beside what the plan proposed", async () => {
      const c = await chat(await openStore());
      const said = await c.fill("wei", await c.ask("wei", "/restock KTC-01"), "Adjust", adjust);
      const done = await c.press("wei", said, "Approve 150");
      expect(c.read(done)).toMatch(/Approved: 150 units[^]*The plan proposed +228 units[^]*Needed by +2026-12-20[^]*Before Christmas/);
      expect(await c.context.purchases.approved({ since: AS_OF })).toMatchObject([
        {
          quantity: 150,
          proposed: 228,
          neededBy: "2026-12-20",
          legs: [
            { lane: "US-AIR", units: 30 },
            { lane: "US-SEA", units: 120 },
          ],
        },
      ]);
    });

    it("is stale when somebody approved of the same plan meanwhile: two wishes do not add up", async () => {
      const c = await chat(await openStore());
      const mine = await c.fill("wei", await c.ask("wei", "/restock KTC-01"), "Adjust", adjust);
      const yours = await c.fill("olga", await c.ask("olga", "/restock KTC-01"), "Adjust", adjust);
      await c.press("wei", mine, "Approve 150");
      expect(c.read(await c.press("olga", yours, "Approve 150"))).toContain("Things have changed");
      expect((await c.context.purchases.approved({ since: AS_OF })).map((p) => p.quantity)).toEqual([150]);
    });

    it("is refused at the field that cannot be read", async () => {
      const c = await chat(await openStore());
      const card = await c.ask("wei", "/restock KTC-01");
      const tried = async (fields: Record<string, string>) => c.read(await c.fill("wei", card, "Adjust", { ...adjust, ...fields }));
      expect(await tried({ quantity: "" })).toContain('"Units to buy" is empty');
      expect(await tried({ quantity: "12.5" })).toContain('"Units to buy" is "12.5", not a whole number from 1');
      expect(await tried({ quantity: "0" })).toContain("not a whole number from 1");
      expect(await tried({ urgentUnits: "200" })).toContain('"Of these urgent" is 200, more than the 150 in all');
      expect(await tried({ restLane: "EU-SEA" })).toContain('"The rest goes by" has no lane "EU-SEA"');
      expect(await tried({ neededBy: "2026-01-01" })).toContain('"Needed by" is "2026-01-01", not a day from 2026-11-21 on');
      expect(await tried({ quantity: "１，５００" })).toContain("As adjusted: 1,500 units");
    });

    it("of a line that is approved already takes its place; above the limit it waits anew", async () => {
      const c = await chat(await openStore());
      await c.limit(1600);
      await c.press("wei", await c.ask("wei", "/restock KTC-01"), "Approve");
      const form = await c.press("wei", await c.ask("wei", "/purchase 1"), "Change KTC-01");
      const more = await c.fill("wei", form, "See what", { quantity: "480" });
      expect(c.read(more)).toContain("More than twice the");
      expect(c.read(await c.press("wei", more, "Approve 480"))).toContain("Waiting for a second person: 480 units");
      expect(await c.context.purchases.approved({ since: AS_OF })).toEqual([]);
      expect(c.read(await c.press("olga", await c.ask("olga", "/purchase 1"), "Agree"))).toContain("Approved: 480 units");
      const again = await c.press("wei", await c.ask("wei", "/purchase 1"), "Change");
      const less = await c.fill("wei", again, "See what", { quantity: "120" });
      expect(c.read(await c.press("wei", less, "Approve 120"))).toContain("Approved: 120 units");
      expect((await c.context.purchases.approved({ since: AS_OF })).map((p) => p.quantity)).toEqual([120]);
      expect(await c.audited()).toEqual(["wei approve-purchase", "wei change-purchase", "olga second-purchase", "wei change-purchase"]);
    });
  });
});
