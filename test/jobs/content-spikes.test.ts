import { describe, expect, it } from "vitest";
import type { Context, JobOutcome } from "../../src/app/types.ts";
import { addDays, day } from "../../src/domain/calendar/day.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { job } from "../../src/jobs/content-spikes.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";
import type { Binding } from "../../src/ports/company.ts";
import type { HourRow } from "../../src/ports/promos.ts";
import { openHouse } from "../commands/house.ts";
import { given } from "../domain/restock/given.ts";
import { refreshPlan } from "../../src/app/plan.ts";
import { describeEmbedded, type TestStore } from "../store/harness.ts";
import { binding } from "../fakes/company.ts";

const STOCK: Binding = binding({ purpose: "stock", channel: "stock", zone: zone("UTC") });
const TODAY = day("2026-11-22");

/** A mug that sells one an hour on TikTok, and forty in the hour before now. */
const USUAL: readonly HourRow[] = [1, 2, 3, 4, 5, 6, 7].flatMap((i) =>
  [...Array(24).keys()].map((hour) => ({ day: addDays(TODAY, -i), hour, sku: "MUG-02", units: 1 })),
);
const BURST: HourRow = { day: TODAY, hour: 8, sku: "MUG-02", units: 40 };

async function house(store: TestStore) {
  const stores = ["tiktok-us", "amazon-us"];
  const h = await openHouse(store, [given({ sku: "MUG-02", title: "Ceramic mug", stores, onHand: 120 })]);
  await h.context.company.saveStore({
    code: "tiktok-us",
    name: "TikTok US",
    platform: "tiktok",
    country: "US",
    currency: "USD",
    zone: zone("UTC"),
    simulated: false,
  });
  await refreshPlan(h.context, day("2026-11-21"));
  let rows: readonly HourRow[] = [];
  const hours: Context["promos"]["hours"] = async ({ stores: [code] }) => (code === "tiktok-us" ? rows : []);
  const context: Context = { ...h.context, promos: { ...h.context.promos, hours } };
  const outcome = async (at: string, known: readonly HourRow[], channel = STOCK): Promise<JobOutcome> => {
    rows = known;
    const said = await job.run(context, channel, { at: new Date(at), day: day(at.slice(0, 10)), late: false });
    if (said.kind === "post") {
      if (validMessage(said.message).length > 0) throw new Error(JSON.stringify(validMessage(said.message)));
      await said.after?.(`content-spikes:${channel.channel}:${at}`);
    }
    return said;
  };
  const heard = async (at: string, known: readonly HourRow[], channel = STOCK): Promise<string> => {
    const said = await outcome(at, known, channel);
    return said.kind === "post" ? plain(said.message, "en") : said.kind === "nothing" ? `nothing: ${said.because.en}` : "a thread";
  };
  return { context, outcome, heard };
}

describeEmbedded((_, open) => {
  describe("a video that goes round", () => {
    it("is told within the hour, with how long the stock lasts and what to do", async () => {
      const h = await house(await open());
      const said = await h.outcome("2026-11-22T09:10:00Z", [...USUAL, BURST]);
      if (said.kind !== "post") throw new Error("nothing was said");
      const [en, zh] = [plain(said.message, "en"), plain(said.message, "zh")];
      expect(en).toContain(
        "tiktok-us sold 40 of MUG-02 in 1 h, against 1 in the same hours of the last 7 days; its stock lasts 3 h like that.",
      );
      expect(en).toContain("cap: agree on a limit with the creator and list no more than there is: MUG-02 120");
      expect(en).toContain("stop ads and coupons of MUG-02");
      expect(zh).toContain("内容爆单：MUG-02");
      expect(zh).toContain("补货看空运或快递");
      expect(said.message.tone).toBe("critical");
      expect(said.message.actions).toMatchObject([{ deed: { action: "open-restock", args: { sku: "MUG-02" } } }]);
    });

    it("does not make up a stock that nobody knows", async () => {
      const h = await house(await open());
      const said = await h.outcome("2026-11-22T09:10:00Z", [...USUAL, { ...BURST, sku: "RUG-03" }]);
      if (said.kind !== "post") throw new Error("nothing was said");
      expect(plain(said.message, "en")).toContain("its stock is not known");
      expect(plain(said.message, "zh")).toContain("RUG-03 先盘点");
      expect(said.message.actions).toEqual([]);
    });

    it("is told once in a channel, and anew when it had calmed down", async () => {
      const h = await house(await open());
      expect(await h.heard("2026-11-22T09:10:00Z", [...USUAL, BURST])).toContain("sells as never before");
      const more = { ...BURST, hour: 9, units: 60 };
      expect(await h.heard("2026-11-22T10:10:00Z", [...USUAL, BURST, more])).toBe("nothing: what spikes was told before");
      const calm = { day: addDays(TODAY, 1), hour: 1, sku: "MUG-02", units: 1 };
      expect(await h.heard("2026-11-23T02:10:00Z", [...USUAL, BURST, calm])).toContain("nothing sells far more");
      const again = { ...calm, hour: 5, units: 60 };
      expect(await h.heard("2026-11-23T06:10:00Z", [...USUAL, calm, again])).toContain("sells as never before");
    });

    it("is not looked for on a marketplace, unless somebody wants it, nor where orders are old", async () => {
      const h = await house(await open());
      expect(await h.heard("2026-11-22T09:10:00Z", USUAL.slice(-24))).toContain(
        "no orders of today or yesterday are known of 1 content store",
      );
      const other: Binding = { ...STOCK, stores: ["amazon-us"] };
      expect(await h.heard("2026-11-22T09:10:00Z", [...USUAL, BURST], other)).toContain("nothing sells far more");
    });

    it("may be told several times a day, each hour once", () => {
      expect(job.period(TODAY, new Date("2026-11-22T09:10:00Z"))).toBe("2026-11-22T09");
      expect(job.period(TODAY, new Date("2026-11-22T10:10:00Z"))).toBe("2026-11-22T10");
    });
  });
});
