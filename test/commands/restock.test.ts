import { describe, expect, it } from "vitest";
import { command as restock } from "../../commands/restock.ts";
import { action as openRestock } from "../../src/actions/open-restock.ts";
import type { Asker, Command } from "../../src/app/types.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { UserError } from "../../src/domain/user-error.ts";
import { AIR, AS_OF, given, on, SEA, sold, uneven } from "../domain/restock/given.ts";
import { describeEmbedded } from "../store/harness.ts";
import { openPlanned, projectionOf } from "./house.ts";

const INPUTS = [
  given({ sku: "KTC-01", onHand: 10, routes: [SEA, AIR], moq: 100, carton: 12 }),
  given({ sku: "KTC-02", onHand: 0 }),
  given({ sku: "KTC-03", onHand: 110, history: uneven(120) }),
  given({ sku: "KTC-04", onHand: 800 }),
  given({ sku: "KTC-05", onHand: null, onHandDay: null }),
  given({ sku: "KTC-06", onHand: 900, history: [] }),
  given({ sku: "KTC-07", onHand: 5000 }),
  given({ sku: "KTC-01", warehouse: "US-3PL", onHand: 500, history: sold(120, 1) }),
];

const ASKER: Asker = {
  member: { slug: "li", name: "Li", email: null, roles: ["supply"], accounts: [] },
  roles: ["supply"],
  lang: "en",
  platform: "local",
  channel: null,
  clearance: "margin",
  zone: zone("UTC"),
};

interface Data {
  readonly lines: readonly Record<string, unknown>[];
  readonly projection: readonly Record<string, unknown>[];
  readonly asOf: string;
  readonly [key: string]: unknown;
}

describeEmbedded((_, open) => {
  const house = async (inputs = INPUTS) => openPlanned(await open(), inputs);
  const refused = async (text: string): Promise<string> => {
    const h = await house();
    const error: unknown = await h.says(text).catch((e: unknown) => e);
    if (!(error instanceof UserError)) throw new Error(`${text} was not refused`);
    return `${error.text.en} ${error.hint?.en ?? ""}`.trim();
  };

  describe("/restock", () => {
    it("puts the decision first and the worst line on top", async () => {
      const h = await house();
      const { message, data } = await h.says("/restock");
      expect(message.title.en).toBe("Restock: 2 SKUs to order");
      expect(message.lead?.en).toBe(
        "1 SKU is out of stock; 1 SKU will be out before anything can arrive; 2 SKUs to order today; 1 SKU needs only a move.",
      );
      expect(message.lead?.zh).toBe("1 个已断货；1 个今天下单也来不及；2 个今天要下单；1 个只需调货。");
      expect(message.tone).toBe("critical");
      expect((data as Data).lines.slice(0, 3).map((l) => l["sku"])).toEqual(["KTC-02", "KTC-01", "KTC-03"]);
      expect((data as Data).asOf).toBe(AS_OF);
    });

    it("says now, not a date gone by, where the order is due, and a dash where there is none", async () => {
      const { message } = await (await house()).says("/restock");
      const table = message.blocks.find((b) => b.kind === "table");
      const by = table?.columns.findIndex((c) => c.label.en === "Order by") ?? -1;
      expect(table?.rows.slice(0, 2).map((r) => r[by])).toEqual([
        { kind: "text", text: { zh: "立即", en: "now" } },
        { kind: "missing", because: { zh: "无需下单", en: "nothing to order" } },
      ]);
    });

    it("adds up money at risk and cash, and says what is missing in a sentence", async () => {
      const text = await (await house()).en("/restock");
      expect(text).toContain("Sales at risk");
      expect(text).toContain("Cash to order");
      expect(text).toContain("1 SKU that sold has no stock snapshot: drop in an inventory report or a stock CSV");
    });

    it("gives a program as few lines as it asked for, and says how many there are", async () => {
      const h = await house();
      const all = (await h.says("/restock")).data as Data;
      const first = (await h.says("/restock top 1")).data as Data & { readonly total: number };
      expect(first.lines.map((l) => l["sku"])).toEqual(["KTC-02"]);
      expect(first.total).toBe(all.lines.length);
    });

    it("hides cash from those who may not see margins, in the message and in the data", async () => {
      const h = await house();
      const shown = await h.says("/restock KTC-01", "internal");
      expect(JSON.stringify(shown.message)).not.toMatch(/"Cash/);
      expect((shown.data as Data).lines[0]).toMatchObject({ cash: null, because: { cash: "not shown to this audience" } });
      expect(((await h.says("/restock KTC-01")).data as Data).lines[0]?.["cash"]).toMatchObject({ currency: "USD" });
    });

    it("filters by state in both languages, by warehouse, and shows as many as asked", async () => {
      const h = await house();
      const skus = async (text: string) =>
        ((await h.says(text)).data as Data).lines.map((l) => `${String(l["warehouse"])}/${String(l["sku"])}`);
      expect(await skus("/restock 缺货")).toEqual(["US-FBA/KTC-02", "US-FBA/KTC-01"]);
      expect(await skus("/restock overstock us-fba")).toEqual(["US-FBA/KTC-07"]);
      expect(await skus("/restock US-3PL")).toEqual(["US-3PL/KTC-01"]);
      const { message } = await h.says("/restock 前1");
      expect(message.blocks.find((b) => b.kind === "table")).toMatchObject({ rows: { length: 3 }, show: 1 });
      expect((await h.says("/restock dormant top 5")).message.title.en).toBe("Restock: 1 found");
    });

    it("names the next one when there is nothing to do today", async () => {
      const h = await house([given({ sku: "KTC-04", onHand: 300 })]);
      const { message } = await h.says("/restock");
      expect(message.lead?.en).toBe(`Nothing to order today. Next is KTC-04, by ${on(41)}.`);
      expect(message.tone).toBe("good");
    });

    it("is of use before the first stock file: what sells most wants its stock first", async () => {
      const h = await house([
        given({ sku: "A", onHand: null, onHandDay: null }),
        given({ sku: "B", onHand: null, onHandDay: null, history: sold(60, 9) }),
      ]);
      const text = await h.en("/restock");
      expect(text).toContain("Restock: stock is not known");
      expect(text).toContain("2 SKUs that sold have no stock snapshot");
      expect(text.indexOf("\nB ")).toBeGreaterThan(0);
      expect(text.indexOf("\nB ")).toBeLessThan(text.indexOf("\nA "));
    });

    it("says so when there is nothing at all", async () => {
      expect(await (await house([])).en("/restock")).toContain("There are no sales and no stock yet");
    });

    it("names the policies it used and who set them", async () => {
      const h = await house();
      const before = (await h.says("/restock KTC-03")).data as Data;
      await h.context.policies.set(
        { policy: "restock-service-level", scope: { kind: "sku", key: "KTC-03" }, value: 0.99, from: on(-30), to: null, by: "li" },
        new Date("2026-11-01T00:00:00Z"),
      );
      const { message, data } = await h.says("/restock KTC-03");
      expect(message.basis?.policies?.map((p) => p.en)).toEqual(["cycle service 99% (set by li)", "review every 30 days (default)"]);
      expect(data).toMatchObject({ policy: { "restock-service-level": 0.99 } });
      expect(Number((data as Data).lines[0]?.["reorderPoint"])).toBeGreaterThan(Number(before.lines[0]?.["reorderPoint"]));
    });

    it("says when a file came after the plan was made", async () => {
      const h = await house();
      const newest = { store: "amazon-us", fact: "order-lines", newest: AS_OF, importedAt: new Date("2026-11-22T08:00:00Z") };
      const later = { ...h.context, company: { ...h.context.company, freshness: () => Promise.resolve([newest]) } };
      const { message } = await restock.run(await restock.parse([], later, ASKER), later, ASKER);
      expect(message.basis?.notes?.map((n) => n.en)).toEqual(["the plan is older than the newest import and waits to be renewed"]);
    });

    it("works the plan out on the spot for a day before the stored plan, and keeps nothing", async () => {
      const h = await house();
      const earlier = { ...h.context, now: new Date("2026-11-10T09:00:00Z"), today: () => on(-11) };
      const answer = await restock.run(await restock.parse([], earlier, ASKER), earlier, ASKER);
      expect(answer.data).toMatchObject({ asOf: on(-12) });
      expect(h.plans.replaced).toBe(1);
    });
  });

  describe("/restock SKU", () => {
    it("shows the work: projection, windows, lead time, both readings, turnover, peak", async () => {
      const h = await house();
      const { message, data } = await h.says("/restock KTC-01 US-FBA");
      expect(message.title.en).toBe("KTC-01 · US-FBA: will run out — Drawer organiser");
      expect(message.lead?.en).toBe(
        "Move 228 from US-3PL first, then nothing is to be ordered (228 without the move). With neither, it is out on 2026-11-24.",
      );
      const d = data as Data;
      expect(d.lines).toHaveLength(1);
      expect(d.projection[0]).toMatchObject({ day: on(1), stockP50: 5 });
      expect(d.projection.length).toBeGreaterThanOrEqual(180);
      expect(d["firstStock"]).toMatchObject({
        readings: [
          { mode: "seed-literal", units: 115 },
          { mode: "seed-90d", units: 550 },
        ],
      });
      const text = await h.en("/restock KTC-01 US-FBA");
      for (const words of [
        "7 d: 5 (weight 30%)",
        "20 / 20 days",
        "120 days of history",
        "does not apply: it is for new SKUs",
        "For Black Friday on 2026-11-27 it is too late",
      ])
        expect(text).toContain(words);
      const chart = message.blocks.find((b) => b.kind === "chart");
      expect(chart).toMatchObject({ chart: "stock-projection", data: { onHand: 10, stockOutDate: on(3), withOrder: {} } });
    });

    it("draws the loss that it tells", async () => {
      const h = await house([given({ sku: "KTC-01", onHand: 10, routes: [SEA, AIR] })]);
      const { message, data } = await h.says("/restock KTC-01");
      const { days, lossUntil } = projectionOf(message);
      const drawn = days.filter((d) => d.day < (lossUntil ?? "")).reduce((sum, d) => sum + d.lost, 0);
      const [, told, through = ""] = /([\d,]+) units lost through ([\d-]+)/.exec(await h.en("/restock KTC-01")) ?? [];
      expect(told).toBe(String(Math.round(drawn)));
      // The day that is named is the last one of the sum: summed up to and with it, the loss is the one that is told.
      const summed = days.filter((d) => d.day <= through).reduce((sum, d) => sum + d.lost, 0);
      expect(told).toBe(String(Math.round(summed)));
      expect(await h.zh("/restock KTC-01")).toContain(`损失 ${told ?? "?"} 件（截至 ${through} 当天）`);
      expect(message.blocks.find((b) => b.kind === "chart")?.alt.en).toContain(`${told ?? "?"} units lost`);
      expect((data as Data).lines[0]).toMatchObject({ sku: "KTC-01" });
    });

    it("marks the day of a shipment that is a guess, so that nobody takes it for a booking", async () => {
      const ship = (shipment: string, from: number | null) => ({
        shipment,
        day: from === null ? null : on(from),
        quantity: 60,
        mode: "sea" as const,
      });
      const h = await house([given({ sku: "KTC-01", onHand: 80, arrivals: [ship("LATE", -9), ship("BOOKED", 20), ship("NO-DAY", null)] })]);
      const told = (await h.en("/restock KTC-01")).split("\n").find((l) => l.startsWith("On its way")) ?? "";
      expect(told).toMatch(/^On its way +180 /);
      expect(told.match(/\+60[^,]*/g)?.toSorted()).toEqual(["+60", "+60 (no date: assumed)", "+60 (past its date: assumed)"]);
      expect(await h.zh("/restock KTC-01")).toContain("+60（已过预计到仓日，估）");
    });

    it("tells of what never sold only that", async () => {
      const { message } = await (await house()).says("/restock KTC-06");
      expect(message.lead?.en).toBe("It never sold: do not buy.");
      expect(message.blocks.flatMap((b) => (b.kind === "facts" ? b.facts.map((f) => f.label.en) : []))).toEqual(["Stock", "On its way"]);
    });

    it("says once why there is no rate, instead of a dash for every figure", async () => {
      const h = await house([given({ sku: "KTC-01", history: sold(1, 80_995, null) })]);
      const { message } = await h.says("/restock KTC-01");
      expect(message.lead?.en).toContain("only 1 day of sales: an estimate takes 7");
      expect(message.blocks.flatMap((b) => (b.kind === "facts" ? b.facts.map((f) => f.label.en) : []))).toEqual(["Stock", "On its way"]);
    });

    it("moves nothing from a pool of other stores", async () => {
      const h = await house([
        given({ sku: "KTC-01", onHand: 10 }),
        given({ sku: "KTC-01", warehouse: "UK-FBA", stores: ["amazon-uk"], onHand: 900, history: sold(120, 1) }),
      ]);
      expect((await h.says("/restock KTC-01 US-FBA")).data).toMatchObject({ transfers: [] });
    });

    it("proposes a transfer before a purchase, and keeps the donor at its own reorder point", async () => {
      const h = await house();
      const { data } = await h.says("/restock KTC-01 US-FBA");
      // Both would run out together with 408 more here; what is lacking to the target are 228, in whole cartons.
      expect(data).toMatchObject({ transfers: [{ from: "US-3PL", to: "US-FBA", units: 228 }] });
      expect(await h.zh("/restock KTC-01 US-FBA")).toMatch(
        /先从 US-3PL 调 +228 件 +约 2026-11-29 可售（路上按 7 天）；不下单约卖到 \d{4}-\d\d-\d\d，调出仓不低于补货点/,
      );
    });

    it("takes the worst warehouse when none is named, and shows the others beside it", async () => {
      const { message } = await (await house()).says("/restock KTC-01");
      expect(message.title.en).toContain("KTC-01 · US-FBA");
      expect(message.blocks.find((b) => b.kind === "table")).toMatchObject({ rows: { length: 2 } });
    });

    it("gives figures and no quantity where stock is not known", async () => {
      const { message } = await (await house()).says("/restock KTC-05");
      expect(message.lead?.en).toBe("No quantity can be worked out: no stock snapshot.");
      expect(message.blocks.some((b) => b.kind === "chart")).toBe(false);
    });

    it("opens from a button as often as one likes", async () => {
      const h = await house();
      expect(openRestock.repeatable).toBe(true);
      const answer = await openRestock.run({ sku: "KTC-01", warehouse: "US-3PL" }, h.context, ASKER, {});
      expect(answer.message.title.en).toContain("KTC-01 · US-3PL");
    });

    it("a SKU that is called like a state too, and for nobody who may not type the command", async () => {
      const h = await house([given({ sku: "all", onHand: 10 })]);
      const [context, roles] = [h.context, ["service"] as const];
      const pressed = (c: typeof context) => openRestock.run({ sku: "all", warehouse: "US-FBA" }, c, { ...ASKER, roles }, {});
      expect((await pressed(context)).message.title.en).toContain("all · US-FBA");
      const guarded = { ...context, commands: new Map([["restock", { ...restock, roles: ["supply"] } as Command]]) };
      await expect(pressed(guarded)).rejects.toMatchObject({ code: "forbidden" });
    });
  });

  describe("/restock refuses", () => {
    it("what is no SKU, with the one that was meant", async () => {
      expect(await refused("/restock KTC-0l")).toContain("did you mean KTC-0");
      expect(await refused("/restock KTC")).toContain("Similar SKUs: ");
      expect(await refused("/restock US-FB")).toContain('called "US-FB"; did you mean US-FBA?');
    });
    it("a number of lines that no table holds, and a second SKU", async () => {
      expect(await refused("/restock top 5000")).toBe("top 5000: expected a number from 1 to 99.");
      expect(await refused("/restock KTC-01 KTC-02")).toContain("there is already a SKU");
    });
    it("a warehouse where the SKU is not, and says where it is", async () => {
      expect(await refused("/restock KTC-02 US-3PL")).toBe("KTC-02 has neither sales nor stock in US-3PL. It is known in: US-FBA");
    });
    it("nothing that is only written in other capitals", async () => {
      expect((await (await house()).says("/restock ktc-02")).message.title.en).toContain("KTC-02");
    });
  });
});
