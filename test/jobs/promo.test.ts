import { describe, expect, it } from "vitest";
import { job as countdown } from "../../src/jobs/promo-countdown.ts";
import { job as daily } from "../../src/jobs/promo-daily.ts";
import type { JobOutcome } from "../../src/app/types.ts";
import { addDays, type Day, day } from "../../src/domain/calendar/day.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";
import type { Binding } from "../../src/ports/company.ts";
import { chat, WINTER } from "../commands/promo-house.ts";
import { describeEmbedded, type TestStore } from "../store/harness.ts";
import { binding } from "../fakes/company.ts";

const STOCK: Binding = binding({ purpose: "stock", channel: "stock", zone: zone("UTC") });

function said(outcome: JobOutcome): string {
  if (outcome.kind === "nothing") return `nothing: ${outcome.because.en}`;
  if (outcome.kind === "thread")
    return [outcome.thread.root, ...outcome.thread.replies.map((r) => r.message)].map((m) => plain(m, "en")).join("\n");
  expect(validMessage(outcome.message)).toEqual([]);
  return plain(outcome.message, "en");
}

async function house(store: TestStore, ...asks: readonly string[]) {
  const c = await chat(store);
  for (const text of asks) await c.ask("ann", text);
  const on =
    (job: typeof countdown) =>
    async (d: Day, channel = STOCK) =>
      said(await job.run(c.context, channel, { at: new Date(`${d}T09:15:00Z`), day: d, late: false }));
  return { ...c, countdown: on(countdown), daily: on(daily) };
}

describeEmbedded((_, open) => {
  describe("the countdown", () => {
    it("reminds on the days before each deadline of what is still open, and is silent on others", async () => {
      const h = await house(await open(), WINTER);
      const text = await h.countdown(day("2026-12-30"));
      expect(text).toContain("Winter Sale 2027: inbound deadline in 14 days");
      expect(text).toContain("the quantities are not confirmed");
      expect(text).toMatch(/not ticked: .*signed up with the platform \(by 01-13\)/);
      expect(await h.countdown(day("2026-12-29"))).toBe("nothing: no deadline of a promotion is to be reminded of today");
      // The inbound deadline is on 13 January, the start on 12 February: seven days before each.
      // On the same day the last order that can still fly is due.
      const early = await h.countdown(day("2027-01-06"));
      expect(early).toContain("last day to order by air tomorrow");
      // What goes by air, and not all that is bought; the sum stands below.
      expect(early).toMatch(/last day to order by air +2027-01-07 +tomorrow; nothing of the plan goes that way/);
      expect(early).toContain("45 units are still to be bought, by all ways together");
      expect(early).toMatch(/inbound deadline +2027-01-13 +in 7 days/);
      expect(await h.countdown(day("2027-02-11"))).toContain("it begins tomorrow");
      const sea = /sea +(2026-12-\d\d)/.exec(plain((await h.ask("ann", "/promo plan")).message, "en"))?.[1] ?? "";
      expect(await h.countdown(addDays(day(sea), -1))).toMatch(new RegExp(`by sea +${sea} +tomorrow; 45 units`));
    });

    it("tells a day's reminders under one key, so that it is told once", () => {
      expect(countdown.period(day("2026-12-30"))).toBe("2026-12-30");
    });

    it("says nothing of what was called off, is over, or belongs to other stores", async () => {
      const h = await house(await open(), WINTER);
      expect(await h.countdown(day("2026-12-30"), { ...STOCK, stores: ["shopify"] })).toBe("nothing: no promotion lies ahead");
      expect(await h.countdown(day("2027-02-13"))).toBe("nothing: no promotion lies ahead");
      const [promo] = await h.context.promos.all();
      await h.context.promos.change(1, { state: "called-off" }, promo?.revision ?? 0, {
        at: new Date(0),
        by: "li",
        what: "x",
        on: "x",
        details: {},
      });
      expect(await h.countdown(day("2026-12-30"))).toBe("nothing: no promotion lies ahead");
    });
  });

  describe("the promotion of the day", () => {
    const FLASH = "/promo new Flash amazon-us 2026-11-20..2026-11-23 last 2025-11-28..2025-12-01 skus LAMP-01";
    const OTHER = "/promo new Deals amazon-us 2026-11-21..2026-11-22 last 2025-11-28..2025-12-01 skus MUG-02";

    it("tells actual against forecast on the days after the first, until the morning after the last", async () => {
      const h = await house(await open(), FLASH);
      expect(await h.daily(day("2026-11-20"))).toBe("nothing: no promotion is running today");
      expect(await h.daily(day("2026-11-22"))).toContain("Flash: how it goes");
      expect(await h.daily(day("2026-11-24"))).toContain("Flash: how it goes");
      expect(await h.daily(addDays(day("2026-11-24"), 1))).toBe("nothing: no promotion is running today");
    });

    it("tells several in one thread", async () => {
      const h = await house(await open(), FLASH, OTHER);
      const text = await h.daily(day("2026-11-22"));
      expect(text).toContain("2 promotions are running");
      expect(text).toContain("Flash: how it goes");
      expect(text).toContain("Deals: how it goes");
    });
  });
});
