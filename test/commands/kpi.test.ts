import { beforeAll, describe, expect, it } from "vitest";
import { addDays, day } from "../../src/domain/calendar/day.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { plain } from "../../src/message/plain.ts";
import type { FakeBooks } from "../fakes/facts.ts";
import { daily } from "../fakes/facts.ts";
import { describeEmbedded } from "../store/harness.ts";
import { each, type KpiHouse, openKpiHouse } from "./kpi-house.ts";

const SINCE = "2026-08-01";
const DAYS = 112;

/** Two a day of one mug in the US and one a day in the UK; October's returns are twice September's. */
const BOOKS: FakeBooks = {
  covered: { "amazon-us": { from: SINCE, to: "2026-11-20" }, "amazon-uk": { from: SINCE, to: "2026-11-20" } },
  lines: [
    ...daily("amazon-us", "MUG-1", SINCE, each(DAYS, 2), 10),
    ...daily("amazon-us", "MUG-2", "2026-10-01", each(51, 1), 25),
    ...daily("amazon-uk", "MUG-1", SINCE, each(DAYS, 1), 8),
  ],
  returns: [
    ...["2026-09-10", "2026-09-20", "2026-09-25"].map((d) => ({
      store: "amazon-us",
      orderDay: "2026-09-01",
      day: d,
      sku: "MUG-1",
      units: 1,
      refund: "10.00",
    })),
    ...["2026-10-05", "2026-10-10", "2026-10-15", "2026-10-20", "2026-10-25", "2026-10-30"].map((d) => ({
      store: "amazon-us",
      orderDay: "2026-10-01",
      day: d,
      sku: "MUG-1",
      units: 1,
      refund: "10.00",
    })),
  ],
  traffic: Array.from({ length: DAYS }, (_, i) => ({ store: "amazon-us", day: addDays(day(SINCE), i), sku: null, sessions: 50, units: 2 })),
  stock: Array.from({ length: DAYS }, (_, i) => ({ store: "amazon-us", day: addDays(day(SINCE), i), sku: "MUG-1", quantity: 120 })),
};

interface Data {
  readonly kpi: string;
  readonly unit: string;
  readonly period: unknown;
  readonly scope: unknown;
  readonly value: unknown;
  readonly because?: string;
  readonly comparison?: Record<string, unknown>;
  readonly series?: readonly { readonly day: string; readonly value: unknown }[];
  readonly split?: { readonly by: string; readonly rows: readonly Record<string, unknown>[] };
  readonly basis: Record<string, unknown>;
  readonly kpis?: readonly Record<string, unknown>[];
}

describeEmbedded((_, open) => {
  let house: KpiHouse;
  beforeAll(async () => {
    house = await openKpiHouse(await open(), BOOKS);
  });
  const data = async (text: string): Promise<Data> => (await house.says(text)).data as Data;

  describe("/kpi", () => {
    it("reads like this in English", async () => {
      expect(await house.en("/kpi net-sales amazon-us last-month")).toBe(
        [
          "Net sales · amazon-us · 2026-10",
          "",
          "Net sales  $1,335.00  +134.2% vs 2026-09",
          "2026-09    $570.00",
          "",
          "Chart: Net sales over time: lowest $35.00 (2026-10-05), highest $45.00 (2026-10-01), latest $45.00 (2026-10-31)",
          "",
          "Basis: as of 2026-11-20 · amazon-us · by order day; refunds by the day they were paid · covers 31 of 31 store-days · from order lines · GMV − seller discounts − refunds. Refunds count on the day they happen, not on the day of the order.",
        ].join("\n"),
      );
    });

    it("reads like this in Chinese, written without a space", async () => {
      expect(await house.zh("/kpi退货率上月按店铺")).toBe(
        [
          "退货率 · 全部 2 个店铺 · 2026-10",
          "",
          "退货率    4.8%  较2026-09 +1.5 个百分点",
          "退货件数  6",
          "销量      124",
          "2026-09   3.3%",
          "",
          "图：退货率排名，从高到低：amazon-us 6.5%，amazon-uk 0.0%",
          "",
          "从高到低",
          "店铺       退货率  销量  2026-09           变化",
          "─────────  ──────  ────  ───────  ─────────────",
          "amazon-us    6.5%    93     5.0%  +1.5 个百分点",
          "amazon-uk    0.0%    31     0.0%   0.0 个百分点",
          "",
          "口径：截至 2026-11-20 · amazon-us、amazon-uk · 按退货日与下单日（按发生） · 覆盖 62/62 店·天 · 来源：订单明细 · 本期退回件数 ÷ 本期销量；退回的可能是更早的订单。看某批订单的真实退货率，请用“批次退货率”。",
        ].join("\n"),
      );
    });

    it("without a KPI gives the overview of the last 30 days, with what it is compared with", async () => {
      expect((await house.zh("/kpi")).split("\n").slice(0, 9)).toEqual([
        "经营概览 · 全部 2 个店铺 · 2026-10-23 至 2026-11-21",
        "数据只到 2026-11-20，以下为 2026-10-23 至 2026-11-20 的数。对比 2026-09-23 至 2026-10-21。",
        "",
        "GMV         ¥1,537.00     较上期 +15.0%",
        "净销售额    ¥1,517.00     较上期 +17.9%",
        "销量        116           较上期 +7.4%",
        "订单数      87            较上期 +10.1%",
        "客单价      ¥17.44        较上期 +7.0%",
        "转化率      4.0%          较上期 0.0 个百分点",
      ]);
    });

    it("says up to which day the data goes when a month is still running", async () => {
      const text = await house.en("/kpi units amazon-us mtd");
      expect(text).toContain("The data ends on 2026-11-20: the figure covers 2026-11-01 to 2026-11-20.");
      expect(text).toContain("Units sold                60  0.0% vs period before");
      expect(text).toContain("2026-10-01 to 2026-10-20  60");
      expect(text).toContain("days from 2026-11-18 on are younger than 3 days and may still change");
    });

    it("reads this month against last month as the same days of both", async () => {
      expect(await data("/kpi units mtd vs last month amazon-us")).toMatchObject({
        comparison: { kind: "previous", period: { from: "2026-10-01", to: "2026-10-20" } },
      });
      expect(await data("/kpi units 2026-10 vs 2026-08 amazon-us")).toMatchObject({
        comparison: { kind: "period", period: { from: "2026-08-01", to: "2026-08-31" }, value: 62 },
      });
    });

    it("gives a table of SKUs with shares, and draws them", async () => {
      const { message } = await house.says("/kpi units by sku 2026-10 amazon-us");
      expect(message.blocks.map((b) => (b.kind === "chart" ? b.chart : b.kind))).toEqual(["facts", "ranking", "table"]);
      expect(await house.en("/kpi units by sku 2026-10 amazon-us")).toContain(
        [
          "SKU    Units sold  Share  2026-09  Change",
          "─────  ──────────  ─────  ───────  ──────",
          "MUG-1          62  66.7%       60   +3.3%",
          "MUG-2          31  33.3%        0     +31",
        ].join("\n"),
      );
    });

    it("shows no more rows than can be read, says how many there are, and carries them all", async () => {
      const many = Array.from({ length: 14 }, (_x, i) => daily("amazon-uk", `SKU-${i}`, "2026-10-01", [i + 1], 5)).flat();
      const big = await openKpiHouse(await open(), { ...BOOKS, lines: many });
      const { message, data: d } = await big.says("/kpi units by sku 2026-10 amazon-uk");
      expect(message.blocks.find((b) => b.kind === "table")).toMatchObject({ rows: { length: 14 }, show: 10 });
      expect(plain(message, "en")).toMatch(/^and 4 more rows$/m);
      expect(plain(message, "zh")).toMatch(/^另有 4 行$/m);
      expect((d as Data).split?.rows).toHaveLength(14);
      house = await openKpiHouse(await open(), BOOKS);
    });

    it("says that figures are simulated, and never adds them to real ones", async () => {
      expect(await house.en("/kpi gmv demo-jp")).toContain("Basis: simulated data");
      expect(await house.en("/kpi gmv")).not.toContain("simulated");
      expect(await house.refuses("/kpi gmv demo-jp amazon-us")).toBe(
        "demo-jp is simulated: its figures are not added to those of amazon-us | Ask for one or the other.",
      );
    });

    it("says why there is no value, and what would bring it", async () => {
      const { message, data: d } = await house.says("/kpi conversion amazon-uk 2026-10");
      expect(message.tone).toBe("warning");
      expect(d).toMatchObject({ value: null, because: "no traffic is known" });
      expect(message.blocks.map((b) => b.kind)).toEqual(["facts"]);
    });

    it("marks a cohort whose returns are still to come, and compares it at the same age", async () => {
      const text = await house.zh("/kpi 批次退货率 上月 amazon-us");
      expect(text).toContain("2026-10-22 起未满 30 天，数字还会变");
      expect(text).toContain("对比期 2026-09 按同样的观察天数统计");
      expect(text).toContain("批次退货率观察天数 30 天（默认）");
    });

    it("uses a threshold that somebody set, and names them", async () => {
      const own = await openKpiHouse(await open(), BOOKS);
      await own.context.policies.set(
        { policy: "kpi-return-rate-min-units", scope: { kind: "company" }, value: 100, from: day("2026-01-01"), to: null, by: "wang" },
        own.context.now,
      );
      const text = await own.en("/kpi return-rate amazon-us 2026-10");
      expect(text).toContain("small sample: units sold: 93, a verdict takes 100");
      expect(text).toContain("Units needed before a return rate is judged: 100 (set by wang)");
      house = await openKpiHouse(await open(), BOOKS);
    });
  });

  describe("the words of /kpi, checked against what there is", () => {
    it("takes a SKU spelt exactly, and one that differs in capitals alone only when there is one", async () => {
      expect(await data("/kpi units 85123A")).toMatchObject({ scope: { sku: "85123A" } });
      expect(await data("/kpi units 85123a")).toMatchObject({ scope: { sku: "85123a" } });
      expect(await data("/kpi units mug-1")).toMatchObject({ scope: { sku: "MUG-1" } });
      expect(await house.refuses("/kpi units 85123")).toBe("no SKU is called 85123; there are 85123A, 85123a");
      expect(await house.refuses("/kpi 销量 sku:85123", "zh")).toBe("没有 SKU 85123，相近的有：85123A、85123a | SKU 区分大小写。");
    });

    it("counts days where the stores are: it is still Saturday in Los Angeles", async () => {
      const early = await openKpiHouse(await open(), BOOKS, new Date("2026-11-22T05:00:00Z"));
      expect((await early.says("/kpi units amazon-us yesterday")).data).toMatchObject({ period: { from: "2026-11-20", to: "2026-11-20" } });
      expect((await early.says("/kpi units amazon-uk yesterday")).data).toMatchObject({ period: { from: "2026-11-21", to: "2026-11-21" } });
      const both = JSON.stringify(await early.says("/kpi units yesterday"));
      expect(both).toContain('"to":"2026-11-21"');
      expect(both).toContain("the stores' local days differ: the period is counted from 2026-11-22 in Asia/Shanghai");
      expect((await early.says("/kpi units 2026-11-22")).data).toMatchObject({ period: { to: "2026-11-22" } });
      expect(JSON.stringify((await early.says("/kpi units last month")).message.basis)).not.toContain("local days");
      house = await openKpiHouse(await open(), BOOKS);
    });

    it("tells money in the store's currency, and over several stores in the channel's or the company's", async () => {
      expect(await data("/kpi gmv amazon-uk 2026-10")).toMatchObject({ value: { currency: "GBP" } });
      expect(await data("/kpi gmv 2026-10")).toMatchObject({ value: { currency: "CNY" } });
      const notes = async (line: string): Promise<string> => ((await house.says(line)).message.basis?.notes ?? []).map((n) => n.en).join();
      expect(await notes("/kpi gmv 2026-10")).toContain("turned into CNY at each day's rate");
      for (const line of ["/kpi gmv amazon-uk 2026-10", "/kpi units 2026-10"]) expect(await notes(line)).not.toContain("turned into");
      const bound = await openKpiHouse(await open(), BOOKS);
      await bound.context.company.saveBinding({
        purpose: "digest",
        platform: "local",
        channel: "ops",
        stores: [],
        lang: "zh",
        zone: zone("Asia/Shanghai"),
        currency: "EUR",
        clearance: "internal",
        quiet: null,
      });
      expect((await bound.says("/kpi gmv 2026-10")).data).toMatchObject({ value: { currency: "EUR" } });
      house = await openKpiHouse(await open(), BOOKS);
    });

    it.each([
      ["/kpi retrun-rate", "no KPI is called retrun-rate; did you mean return-rate?"],
      ["/kpi gmv amzon-us", "no store is called amzon-us; did you mean amazon-us? | Stores: amazon-us, amazon-uk, demo-jp"],
      ["/kpi gmv Germany", "no store sells in Germany | Stores by country: amazon-us (US), amazon-uk (GB), demo-jp (JP)"],
      ["/kpi gmv 2027", "2027 has not begun: today is 2026-11-22"],
      [
        "/kpi gmv 2026-10-15..2026-10-01",
        "the period ends on 2026-10-01, before it begins on 2026-10-15 | Did you mean 2026-10-01..2026-10-15?",
      ],
      ["/kpi by store", "a split needs a KPI | For example: /kpi units by store"],
      ["/kpi units MUG-1 MUG-2", "one SKU at a time, please; I read MUG-1 and MUG-2 | For all of them, split by sku."],
    ])("%s: %s", async (text, expected) => {
      expect(await house.refuses(text)).toContain(expected);
    });
  });

  describe("its data", () => {
    it("is what the contract says", async () => {
      const d = await data("/kpi net-sales amazon-us last-month");
      expect(d).toMatchObject({
        kpi: "net-sales",
        unit: "money",
        period: { from: "2026-10-01", to: "2026-10-31" },
        scope: { stores: ["amazon-us"] },
        value: { amount: "1335.00", currency: "USD" },
        comparison: { kind: "previous", period: { from: "2026-09-01", to: "2026-09-30" }, value: { amount: "570.00", currency: "USD" } },
        basis: { asOf: "2026-11-20", stores: ["amazon-us"], coverage: { covered: 31, of: 31 }, sources: ["order-lines"] },
      });
      expect(d.comparison?.["delta"]).toBeCloseTo(765 / 570, 12);
      expect(d.series).toHaveLength(31);
      expect(d.series?.[0]).toEqual({ day: "2026-10-01", value: { amount: "45.00", currency: "USD" } });
      expect(typeof d.basis["dateBasis"]).toBe("string");
    });

    it("has null and a reason where there is no value, shares of one for rates", async () => {
      expect(await data("/kpi return-rate amazon-us 2026-10")).toMatchObject({ unit: "percent", value: 6 / 93 });
      expect((await data("/kpi conversion amazon-uk 2026-10")).series?.[0]).toEqual({
        day: "2026-10-01",
        value: null,
        because: "no traffic is known",
      });
    });

    it("of a split has every member", async () => {
      const d = await data("/kpi net-sales last-month by store");
      expect(d.split?.by).toBe("store");
      expect(d.split?.rows.map((r) => r["key"])).toEqual(["amazon-us", "amazon-uk"]);
      const months = await data("/kpi units amazon-us 2026-09..2026-10 by month");
      expect(months.split).toEqual({
        by: "month",
        rows: [
          { key: "2026-09", value: 60 },
          { key: "2026-10", value: 93 },
        ],
      });
    });

    it("of the overview has the main KPIs", async () => {
      const d = await data("/kpi 2026-10 amazon-us");
      expect(d.kpi).toBeNull();
      expect(d.kpis?.map((k) => k["kpi"])).toEqual(expect.arrayContaining(["gmv", "net-sales", "return-rate", "turnover"]));
      expect(d.kpis?.find((k) => k["kpi"] === "units")).toMatchObject({ value: 93, before: 60, delta: 0.55 });
    });
  });
});
