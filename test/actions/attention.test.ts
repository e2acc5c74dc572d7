import { describe, expect, it } from "vitest";
import { runJobFor } from "../../src/app/run-job.ts";
import { watchSnoozes } from "../../src/app/attention/watch.ts";
import type { Job } from "../../src/app/types.ts";
import { addDays, type Day, day } from "../../src/domain/calendar/day.ts";
import { job } from "../../src/jobs/stock-warnings.ts";
import { snoozesOver } from "../../src/views/attention.ts";
import { importFile } from "../store/imports/world.ts";
import { describeEmbedded } from "../store/harness.ts";
import { shipment as inFile, stock } from "../store/planning/rows.ts";
import { AS_OF, openHarbour } from "./harbour.ts";

const FIRST = addDays(AS_OF, 1);

describeEmbedded((_, open) => {
  const harbour = async () => {
    const h = await openHarbour(await open());
    await h.renew();
    return {
      ...h,
      /** The warning of a morning; undefined: nothing new. */
      async warn(on: Day) {
        h.morning(on);
        const [channel] = await h.context().company.bindings();
        if (!channel) throw new Error("no channel");
        const at = h.context().now;
        const deps = { jobs: new Map<string, Job>([["stock-warnings", job]]), contextAt: () => h.context(), clock: { now: () => at } };
        return runJobFor(deps, "stock-warnings", channel, { at, day: on, late: false }, at);
      },
      renewed: async () => {
        await h.renew();
        return watchSnoozes(h.context(), snoozesOver);
      },
    };
  };
  type Harbour = Awaited<ReturnType<typeof harbour>>;
  const snooze = async (h: Harbour, fields: Readonly<Record<string, string>>, who = "lin") =>
    h.send(who, await h.press(who, await h.ask(who, "/restock KTC-01"), "Snooze"), fields);

  describe("a snoozed line", () => {
    it("is folded in the list and not warned of; the card says until when, by whom and why", async () => {
      const h = await harbour();
      expect(h.en(await snooze(h, { how: "3", reason: "the supplier answers on Friday" }))).toMatch(
        /^KTC-01 · US-FBA is snoozed until 2026-11-25\n+.*Lin: the supplier answers on Friday/,
      );
      const list = h.en(await h.ask("ann", "/restock"));
      expect(list).toContain("Nothing to order today");
      expect(list).toContain("1 snoozed: KTC-01 until 2026-11-25 (Lin: the supplier answers on Friday). See them with /restock snoozed");
      expect(h.zh(await h.ask("ann", "/restock"))).toContain("另有 1 条已暂缓：KTC-01 到 11-25（Lin：the supplier answers on Friday）");
      const snoozed = await h.ask("ann", "/restock snoozed");
      expect(h.en(snoozed)).toContain("Restock (snoozed): 1 found");
      // What stands among the rows is not told of as left out.
      expect(h.en(snoozed)).toContain("• KTC-01 snoozed until 2026-11-25 (Lin: the supplier answers on Friday)");
      expect(h.en(snoozed)).not.toContain("See them with");
      expect(h.zh(snoozed)).not.toContain("另有");
      expect(h.en(await h.ask("ann", "/restock KTC-01"))).toMatch(/Snoozed +until 2026-11-25 +Lin: the supplier/);
      expect((await h.warn(FIRST)).outcome).toBe("nothing");
    });

    it("comes back on its day, told once", async () => {
      const h = await harbour();
      await snooze(h, { how: "1" });
      expect((await h.warn(FIRST)).outcome).toBe("nothing");
      expect((await h.warn(addDays(FIRST, 1))).outcome).toBe("nothing");
      const [back, ...more] = await h.posts();
      expect(more).toEqual([]);
      expect(back && h.en(back)).toMatch(/^! Snooze over: 1 line[^]*KTC-01[^]*the time is up \(snoozed by Lin\)/);
      expect((await h.warn(addDays(FIRST, 2))).outcome).toBe("nothing");
      expect(h.en(await h.ask("ann", "/restock"))).not.toContain("snoozed");
    });

    it("comes back at once when it gets clearly worse, unless it is not to be told before a day", async () => {
      const h = await harbour();
      await snooze(h, { how: "7" });
      await importFile(h.imports, "stock", [stock("KTC-01", FIRST, 55)], { store: null });
      expect(await h.renewed()).toEqual([]);
      await importFile(h.imports, "stock", [stock("KTC-01", FIRST, 20)], { store: null });
      expect(await h.renewed()).toMatchObject([{ because: "worse" }]);
      const [told] = await h.posts();
      expect(told && h.en(told)).toMatch(/^!! Worse while snoozed: 1 line/);
      expect(told && h.en(told)).toContain("worse than it was (snoozed by Lin)");

      const until = await snooze(h, { how: "not-before", until: "2026-12-24" });
      expect(h.en(until)).toMatch(/^Nothing of KTC-01 · US-FBA before 2026-12-24\n/);
      expect(h.zh(until)).toContain("KTC-01 · US-FBA：12-24 前不再提");
      await importFile(h.imports, "stock", [stock("KTC-01", FIRST, 0)], { store: null });
      expect(await h.renewed()).toEqual([]);
      expect(h.en(await h.ask("ann", "/restock"))).toContain("KTC-01 not before 2026-12-24 (Lin)");
    });

    it("waits for what is on its way, and for nothing else", async () => {
      const h = await harbour();
      expect(h.en(await snooze(h, { how: "arrival" }))).toContain("Nothing of it is on its way");
      await importFile(h.imports, "inbound", [inFile("S1", "KTC-01", 30, { eta: day("2026-11-30") })], { store: null });
      await h.renew();
      expect(h.en(await snooze(h, { how: "arrival" }))).toContain("snoozed until S1 arrives, 2026-12-01 at the latest");
      await importFile(h.imports, "inbound", [inFile("S1", "KTC-01", 30, { state: "received", received: 30 })], { store: null });
      expect(await h.renewed()).toMatchObject([{ because: "arrived" }]);
    });

    it("can be woken by anybody who may, once", async () => {
      const h = await harbour();
      const said = await snooze(h, { how: "day", until: "2026-12-05" });
      expect(h.en(await h.press("ann", said, "Undo"))).toContain("Your role may not");
      expect(h.en(await h.press("olga", said, "Undo"))).toContain("KTC-01 · US-FBA: Olga ended the snooze");
      expect(h.en(await h.ask("ann", "/restock"))).toContain("1 SKU to order");
      expect(await h.context().attention.snoozes()).toEqual([]);
      expect((await h.context().audit.recent(2)).map((e) => [e.what, e.by])).toEqual([
        ["wake-line", "olga"],
        ["snooze-line", "lin"],
      ]);
    });

    it("has a day that is ahead", async () => {
      const h = await harbour();
      expect(h.en(await snooze(h, { how: "day" }))).toContain("A day was chosen, but not which");
      expect(h.en(await snooze(h, { how: "not-before", until: "2026-11-01" }))).toContain('"2026-11-01" will not do');
      expect(await h.context().attention.snoozes()).toEqual([]);
    });
  });

  describe("a line that somebody is on", () => {
    it("says so in the channel, in the warning, the list and the card; one's own can be listed", async () => {
      const h = await harbour();
      expect(h.en(await h.ask("olga", "/restock mine"))).toContain("No SKU is assigned to you");
      const form = await h.press("lin", await h.ask("lin", "/restock KTC-01"), "Assign");
      const said = await h.send("lin", form, { member: "olga" });
      expect(said.reach).toBeUndefined();
      expect(h.en(said)).toContain("Olga is on KTC-01 · US-FBA");
      expect(h.en(await h.ask("ann", "/restock KTC-01"))).toMatch(/On it +Olga +since 2026-11-22, assigned by Lin/);
      expect(h.en(await h.ask("ann", "/restock"))).toMatch(/On it[^]*KTC-01[^]*Olga/);
      expect(h.en(await h.ask("olga", "/restock 我负责的"))).toContain("Restock (mine): 1 found");
      expect((await h.warn(FIRST)).messages.map((m) => h.en({ message: m }))).toEqual([expect.stringMatching(/On it[^]*Olga/)]);

      // One's own that is snoozed says so; when it is back, that names who is on it.
      await snooze(h, { how: "1" });
      expect(h.en(await h.ask("olga", "/restock mine"))).toMatch(/KTC-01[^]*• KTC-01 snoozed until 2026-11-23 \(Lin\)/);
      await h.warn(addDays(FIRST, 1));
      const posts = (await h.posts()).map((m) => h.en(m));
      expect(posts.find((m) => m.includes("Snooze over"))).toMatch(
        /Snooze over: 1 line[^]*On it[^]*the time is up \(snoozed by Lin\) +Olga/,
      );

      const again = await h.press("lin", await h.ask("lin", "/restock KTC-01"), "Assign");
      expect(h.en(await h.send("lin", again, { member: "-" }))).toContain("Nobody is on KTC-01 · US-FBA any more");
      expect(await h.context().attention.assignments()).toEqual([]);
    });
  });
});
