import { describe, expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import type { Shipment, ShipmentLine } from "../../src/domain/shipments/types.ts";
import { job } from "../../src/jobs/daily-digest.ts";
import { given } from "../domain/restock/given.ts";
import { FakeAttention } from "../fakes/attention.ts";
import { FakePlans } from "../fakes/plans.ts";
import { binding, store } from "../fakes/company.ts";
import { sells, shop } from "./shop.ts";

const covered = { from: "2026-10-01", to: "2026-11-22" };

function morning(more: Partial<Parameters<typeof shop>[1]> = {}) {
  return shop(
    { "daily-digest": job },
    {
      at: "2026-11-22T10:00:00Z",
      stores: [store("shop-us")],
      bindings: [binding()],
      books: { covered: { "shop-us": covered }, lines: sells("shop-us", "A", "2026-11-01", "2026-11-22", 7) },
      ...more,
    },
  );
}
const late = (code: string, orders: number, more = {}) => ({
  store: code,
  orders,
  oldest: orders > 0 ? day("2026-11-18") : null,
  knownUpTo: day("2026-11-21"),
  unheard: 0,
  ...more,
});

const goods = (number: string, more: Partial<ShipmentLine>): Shipment => ({
  number,
  warehouse: "US-FBA",
  booked: null,
  from: null,
  lane: null,
  purchases: [],
  simulated: false,
  version: "1",
  lines: [
    {
      sku: "A",
      units: 60,
      received: 0,
      short: 0,
      state: "left",
      mode: "sea",
      bookedOn: day("2026-10-01"),
      leftOn: day("2026-10-05"),
      eta: null,
      landedOn: null,
      clearedOn: null,
      arrivedOn: null,
      receivedOn: null,
      ...more,
    },
  ],
});

describe("what waits, in the digest", () => {
  it("orders that should have left: how many, since when, whose, and what that rests on", async () => {
    const given = { late: [late("shop-us", 2), late("tiktok-us", 5, { oldest: day("2026-11-16"), unheard: 1 }), late("walmart-us", 0)] };
    expect(await morning(given).says("daily-digest")).toMatch(
      /Late, still here +7 orders +the oldest was due on 2026-11-16; tiktok-us 5, shop-us 2; of 1 more newer files say nothing; as the order files of 2026-11-21 say/,
    );
    expect(await morning(given).says("daily-digest", "zh")).toContain(
      "最早一单 2026-11-16 就该发；tiktok-us 5、shop-us 2；另有 1 单新文件里没再出现，发没发不清楚；按 11-21 的订单文件",
    );
  });

  it("no late order is told as none where a store ships itself, and not at all where nobody can know", async () => {
    expect(await morning({ late: [late("shop-us", 0)] }).says("daily-digest")).toMatch(/Late, still here +0 orders *$/m);
    expect(await morning().says("daily-digest")).not.toContain("Late, still here");
  });

  it("shipments that should be there, and those that nobody received, are supply's", async () => {
    const shipments = [
      goods("S1", { eta: day("2026-11-12") }),
      goods("S2", { eta: day("2026-11-20") }),
      goods("S3", { state: "arrived", arrivedOn: day("2026-11-10"), eta: day("2026-11-09") }),
      goods("S4", { state: "arrived", arrivedOn: day("2026-11-20"), eta: day("2026-11-19") }),
      goods("S5", { eta: day("2026-12-01") }),
    ];
    expect(await morning({ shipments }).says("daily-digest")).toMatch(
      /supply: 2 shipments are past the ETA, S1 the most \(\/shipment\)\n.*supply: 1 shipment arrived days ago and not received \(\/shipment\)/,
    );
    expect(await morning({ shipments: [goods("S5", { eta: day("2026-12-01") })] }).says("daily-digest")).not.toContain("/shipment");
  });

  it("lines that somebody snoozed are no duty of today, and are out all the same", async () => {
    const attention = new FakeAttention();
    const plans = () => new FakePlans([given({ onHand: 0 }), given({ sku: "B", onHand: 0 })]);
    expect(await morning({ plans: plans(), attention }).says("daily-digest")).toMatch(/Out of stock +2 SKUs[^]*supply: 2 SKUs to order/);
    await attention.snooze({
      warehouse: "US-FBA",
      sku: "B",
      kind: "snooze",
      until: day("2026-11-25"),
      awaits: null,
      reason: null,
      seen: { state: "out", stockOutDate: day("2026-11-22"), moneyAtRisk: null },
      by: "lin",
      at: new Date("2026-11-21T10:00:00Z"),
    });
    const said = await morning({ plans: plans(), attention }).says("daily-digest");
    expect(said).toMatch(/Out of stock +2 SKUs[^]*supply: 1 SKU to order/);
    expect(said).toContain("supply: 1 line snoozed, told again when that is over (/restock snoozed)");
  });

  it("posts that did not arrive are the admin's", async () => {
    const s = morning();
    await s.outbox.put(
      [
        { ...lost, key: "a" },
        { ...lost, key: "b" },
      ],
      s.clock.now(),
    );
    for (const row of s.outbox.rows) row.state = "failed";
    expect(await s.says("daily-digest")).toContain("admin: 2 posts did not arrive (see the bot's home page)");
  });

  it("purposes that no channel hears are told on Mondays, and not every day", async () => {
    expect(await morning().says("daily-digest")).not.toContain("no channel hears");
    const monday = morning({ at: "2026-11-23T10:00:00Z" });
    expect(await monday.says("daily-digest")).toContain(
      "admin: no channel hears stock warnings, returns, prices, monthly retrospective, operations (posts that did not arrive) yet (/setup)",
    );
  });

  it("says nothing of duties where there are none", async () => {
    expect(await morning().says("daily-digest")).not.toContain("To do today");
  });
});

const lost = {
  platform: "fake",
  channel: "ops",
  replyTo: null,
  job: null,
  message: { version: 1, title: { zh: "丢", en: "Lost" }, tone: "neutral", blocks: [], actions: [] } as const,
  lang: "en" as const,
  expiresAt: null,
};
