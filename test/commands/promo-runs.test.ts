import { describe, expect, it } from "vitest";
import { describeEmbedded } from "../store/harness.ts";
import { chat, en, WINTER, zh } from "./promo-house.ts";

describeEmbedded((_, open) => {
  describe("a promotion that runs and ends", () => {
    // Black Friday 2026 on the morning of its third day, and the week after.
    const RUNNING = '/promo new "Flash Days 2026" amazon-us 2026-11-19..2026-11-24 last 2025-11-28..2025-12-01 skus LAMP-01,MUG-02';
    const OVER = '/promo new "Flash Days 2026" amazon-us 2026-11-17..2026-11-20 last 2025-11-28..2025-12-01 skus LAMP-01,MUG-02';

    const [WHILE, AFTER] = [new Date("2026-11-18T09:00:00Z"), new Date("2026-11-22T09:00:00Z")];

    it("is followed: sold against due, what sells out when, and what still helps", async () => {
      const c = await chat(await open());
      await c.ask("ann", RUNNING);
      const said = await c.ask("ann", "/promo status");
      expect(en(said)).toMatch(/45 sold up to 11-21|45 sold up to the end of 11-21/);
      // Two different days, and neither is told for the other.
      expect(en(said)).toMatch(/Day +4 \/ 6 +today, 2 more to come; sales to 11-21, day 3/);
      expect(zh(said)).toMatch(/第几天 +4 \/ 6 +今天，之后还有 2 天；销售数据到 11-21（第 3 天）/);
      expect(said.message.blocks.find((b) => b.kind === "chart")).toMatchObject({ chart: "promo-track" });
      // The lamp has 20 left and sells ten a day.
      expect(en(said)).toMatch(/LAMP-01 .*11-2[2-4]/);
      expect(en(said)).toContain("1 will sell out early");
      expect(zh(said)).toContain("来不及补");
      expect(zh(said)).toMatch(/截至 11-21( 全天)?，卖了 45 件/);
      // It sells no more than there is: 30 and the 20 that are left.
      expect(en(said)).toMatch(/LAMP-01 +30 .* 20 +50 /);
      // And all of them together are their sum.
      const heading = Number(/MUG-02 +15 .* 2,000 +(\d+) /.exec(en(said))?.[1]);
      expect(en(said)).toMatch(new RegExp(`Heading for +${heading + 50} `));
      expect(en(await c.ask("ann", "/promo review"))).toContain("not to be reviewed yet");
    });

    it("says up to which day sales are known, and of which day the stock is", async () => {
      const c = await chat(await open(), new Date("2026-11-21T20:00:00Z"));
      await c.ask("ann", RUNNING);
      const said = en(await c.ask("ann", "/promo status"));
      expect(said).toMatch(/sold up to (the end of )?11-21/);
      expect(said).toContain("as of 2026-11-21");
      expect(said).toContain("stock is that of 2026-11-20");
    });

    it("is of its own SKUs, with the day of the stock; long after, today's stock is not told as what it left", async () => {
      const c = await chat(await open());
      await c.ask("ann", OVER);
      const fresh = en(await c.ask("ann", "/promo review"));
      expect(fresh).toContain("60 sold of its 2 SKUs");
      expect(fresh).toMatch(/Units +60 .*all SKUs of these stores/);
      expect(fresh).toContain("Left (2026-11-21)");
      await c.ask("ann", '/promo new "Old Days 2026" amazon-us 2026-06-10..2026-06-12 skus LAMP-01,MUG-02');
      const old = en(await c.ask("ann", "/promo review old"));
      expect(old).toContain("45 sold of its 2 SKUs");
      expect(old).not.toMatch(/Left|Lasts|empty on|are left/);
      expect(old).toContain("over for more than 90 days");
    });

    it("tells what a creator's code sold, beside what the creator was promised", async () => {
      const c = await chat(await open());
      await c.ask("ann", RUNNING);
      const fields = { creator: "@mia", code: "MIA20", sku: "MUG-02", units: "50", from: "2026-11-19", to: "2026-11-24" };
      await c.fill("ann", await c.ask("ann", "/promo plan"), "Creator commitment", fields);
      const said = await c.ask("ann", "/promo status");
      expect(en(said)).toContain("By coupon code");
      expect(en(said)).toMatch(/MIA20 +@mia +0 +50/);
      expect(zh(said)).toContain("按优惠码");
    });

    it("is told as it ended on the morning after: what was sold against what was expected, and what is empty", async () => {
      const c = await chat(await open());
      await c.ask("ann", OVER);
      const said = await c.ask("ann", "/promo status");
      expect(en(said)).not.toMatch(/Heading for|Sells out|Next batch|lasts until/);
      expect(zh(said)).toContain("没有卖断的");
    });

    it("says where the miss lies: an uplift that came as forecast is not to be mended", async () => {
      const before = await chat(await open(), WHILE);
      await before.ask("ann", OVER);
      const assumed = { topic: "uplift", share: "0%", why: "no discount this time" };
      const card = await before.fill("ann", await before.ask("ann", "/promo plan"), "Assumptions", assumed);
      await before.press("wei", card, "Confirm the quantities");
      const c = before.on(AFTER);
      const [promo] = await c.context.promos.all();
      const kept = (await c.context.promos.entries(promo?.id ?? 0)).findLast((e) => e.note.kind === "quantities")?.note;
      if (promo === undefined || kept?.kind !== "quantities") throw new Error("nothing was confirmed");
      const halved = kept.lines.map((l) => ({ ...l, expected: l.expected / 2, base: (l.base ?? 0) / 2 }));
      const entry = { at: c.context.now, by: "wei", what: "promo-confirm", on: "promo-1", details: {} };
      await c.context.promos.add(promo.id, "half", { ...kept, lines: halved }, "wei", c.context.now, entry);
      const said = en(await c.ask("ann", "/promo review"));
      expect(said).toContain("too little was forecast");
      expect(said).toContain("the uplift was right (as many as usual forecast, as many as usual sold)");
    });

    it("is not stocked for any more: nothing lacks, nothing is confirmed, not even by a card of before", async () => {
      const before = await chat(await open(), WHILE);
      await before.ask("ann", OVER);
      const card = await before.ask("wei", "/promo plan");
      expect(en(card)).toMatch(/Days +2026-11-17 to 2026-11-20 +day 2 of 4/);
      expect(zh(card)).toContain("第 2 天，共 4 天");
      const c = before.on(AFTER);
      const over = await c.ask("wei", "/promo plan");
      expect(en(over)).toContain("It ended on 2026-11-20: nothing is stocked for it any more; its quantities were never confirmed.");
      expect(zh(over)).toContain("已在 2026-11-20 结束，不用再备货");
      expect(en(over)).not.toMatch(/lacking|To buy|Checklist/);
      expect(over.message.actions.map((a) => a.label.en)).toEqual(["Review it", "Emergency spend", "Dates and SKUs"]);
      const late = await c.press("wei", card, "Confirm the quantities");
      expect(en(late)).toContain('"Flash Days 2026" ended on 2026-11-20: there is nothing left to confirm.');
      expect(zh(late)).toContain("不能再确认备货量");
      expect(await c.context.promos.entries(1)).toEqual([]);
    });

    it("is told as over where its last sales are not known yet: they are to be imported, and nothing more is done for it", async () => {
      const c = await chat(await open());
      await c.ask("ann", RUNNING);
      const said = await c.on(new Date("2026-11-25T09:00:00Z")).ask("ann", "/promo status");
      expect(en(said)).toContain("It ended on 11-24; sales are known up to 11-21 only (45 sold). Import the rest for the review.");
      expect(zh(said)).toContain("已在 11-24 结束，销售数据只到 11-21（卖了 45 件）；导入其余天的销售后复盘。");
      expect(en(said)).toMatch(/Day +6 in all +ended yesterday, sales to day 3/);
      expect(en(said)).not.toMatch(/Next batch|Sells out|cut ads|will sell out|days? left/);
      expect(said.message.actions.map((a) => a.label.en)).not.toContain("Review it");
    });

    it("says that it has not begun, or that its sales are not known", async () => {
      const c = await chat(await open());
      await c.ask("ann", WINTER);
      expect(en(await c.ask("ann", "/promo status"))).toContain("not begun yet");
    });

    it("holds the default uplift against the same days a year ago where nobody knows the event before", async () => {
      const c = await chat(await open());
      await c.ask("ann", '/promo new "Lamp Days" amazon-us 2026-11-28..2026-12-01 skus LAMP-01');
      const said = await c.ask("ann", "/promo plan lamp");
      // Ten lamps and five mugs a day, and thirty lamps on these.
      expect(en(said)).toContain("On the same days a year ago (2025-11-28 to 2025-12-01) the stores sold +133% against the usual");
      expect(zh(said)).toContain("去年同日（2025-11-28 至 2025-12-01）比平日 +133%");
    });

    it("is looked back on: forecast against actual, what is left, and what it taught is kept for the next", async () => {
      const before = await chat(await open(), WHILE);
      await before.ask("ann", OVER);
      await before.press("wei", await before.ask("wei", "/promo plan"), "Confirm the quantities");
      const c = before.on(AFTER);
      const review = await c.ask("ann", "/promo review");
      expect(en(review)).toContain("Forecast / actual");
      expect(en(review)).toMatch(/too much was forecast|the total was right|too little was forecast/);
      expect(en(review)).toMatch(/MUG-02 .*days/);
      expect(en(await c.press("ann", review, "Keep what was learnt and close"))).toContain("Closed: Flash Days 2026");
      const [kept] = await c.context.promos.all();
      expect(kept?.state).toBe("closed");
      const learnt = (await c.context.promos.entries(1)).at(-1)?.note;
      expect(learnt).toMatchObject({
        kind: "outcome",
        lines: [
          { sku: "LAMP-01", units: 40, base: 40 },
          { sku: "MUG-02", units: 20, base: 20 },
        ],
      });
      // The next one of the event begins where this one ended: days alike, nothing on top.
      const next = en(await c.ask("ann", '/promo new "Flash Days 2027" amazon-us 2027-02-16..2027-02-19 skus LAMP-01'));
      expect(next).toContain("The same event before: 2026-11-17 to 2026-11-20 (as it was declared)");
      expect(en(await c.ask("ann", "/promo plan 2027"))).toMatch(/LAMP-01 .*\+\d+% \(own\)/);
    });
  });
});
