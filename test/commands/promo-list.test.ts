import { describe, expect, it } from "vitest";
import { planPromo } from "../../src/app/promo/plan.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { describeEmbedded } from "../store/harness.ts";
import { chat, en, WINTER, zh } from "./promo-house.ts";

describeEmbedded((_, open) => {
  describe("promotions side by side, and what was entered wrong", () => {
    it("counts the same days in its list and its plan, those of the store and not of the company", async () => {
      const c = await chat(await open());
      const [store] = await c.context.company.stores();
      if (store === undefined) throw new Error("there is no store");
      await c.context.company.saveStore({ ...store, zone: zone("America/Los_Angeles") });
      await c.ask("ann", WINTER);
      // In Los Angeles it is still the 21st.
      const night = c.on(new Date("2026-11-22T05:00:00Z"));
      expect(en(await night.ask("ann", "/promo"))).toContain("83 days left");
      expect(en(await night.ask("ann", "/promo plan"))).toMatch(/Days +2027-02-12 to 2027-02-15 +83 days left/);
    });

    it("lists what runs first, then what comes next, and what was called off last", async () => {
      const c = await chat(await open());
      await c.ask("ann", WINTER);
      await c.ask("ann", "/promo new Autumn amazon-us 2026-11-20..2026-11-25 skus LAMP-01");
      await c.ask("ann", "/promo new Christmas amazon-us 2026-12-20..2026-12-24 skus LAMP-01");
      await c.ask("ann", "/promo new Gone amazon-us 2026-12-01..2026-12-02 skus LAMP-01");
      const form = await c.press("ann", await c.ask("ann", "/promo plan gone"), "Dates and SKUs");
      await c.press("ann", form, "Call it off");
      const list = en(await c.ask("ann", "/promo"));
      expect(["Autumn ", "Christmas ", "Winter Sale", "Gone "].map((n) => list.lastIndexOf(n))).toEqual(
        ["Autumn ", "Christmas ", "Winter Sale", "Gone "].map((n) => list.lastIndexOf(n)).toSorted((a, b) => a - b),
      );
    });

    it("names the day that it could not read, and how days are written", async () => {
      const c = await chat(await open());
      const said = await c.ask("ann", '/promo new "Xmas 25.12.2026" amazon-us');
      expect(en(said)).toContain('"25.12.2026" could not be read as a day.');
      expect(zh(said)).toContain("“25.12.2026”没能读成日期。");
    });

    it("takes back what was wrong: on the answer, or from a card by who may have entered it", async () => {
      const c = await chat(await open());
      await c.ask("ann", WINTER);
      const card = await c.ask("olga", "/promo plan");
      expect(card.message.actions.map((a) => a.label.en)).not.toContain("Take something back");
      // At once, where it is seen that it was wrong.
      const assumed = await c.fill("ann", card, "Assumptions", { topic: "uplift", sku: "MUG-02", share: "900%", why: "a slip" });
      expect(en(assumed)).toContain("MUG-02: uplift +900%, a slip");
      const undone = await c.press("ann", assumed, "Take it back");
      expect(en(undone)).toContain("MUG-02: uplift +900%, a slip. It counts no more");
      expect(zh(undone)).toContain("MUG-02：大促增幅 +900%，a slip。不再计入，记录保留。");
      expect(en(await c.ask("ann", "/promo plan"))).not.toContain("a slip");
      const spent = await c.fill("olga", card, "Emergency spend", { what: "air for LAMP-01", amount: "900" });
      expect(spent.message.actions.map((a) => a.label.zh)).toContain("撤回这笔支出");
      // Later, out of the plan. What finance booked is not the operator's to take back.
      const [entry] = (await c.context.promos.entries(1)).filter((e) => e.note.kind === "spend");
      const later = await c.ask("olga", "/promo plan");
      expect(en(await c.press("ann", later, "Take something back"))).toContain("There is nothing here that you may take back.");
      expect(en(await c.press("ann", spent, "Take it back"))).toContain('Your role may not use "take back" on this');
      const done = await c.fill("olga", later, "Take something back", { entry: String(entry?.id) });
      expect(en(done)).toContain("Taken back: an emergency spend");
      expect(zh(done)).toContain("air for LAMP-01。不再计入，记录保留。");
      const [promo] = await c.context.promos.all();
      if (promo === undefined) throw new Error("nothing was declared");
      expect((await planPromo(c.context, promo)).emergency?.spent).toBe(0);
      // What was said stays.
      expect(await c.context.promos.entries(1)).toHaveLength(4);
    });
  });
});
