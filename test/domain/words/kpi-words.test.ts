import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UserError } from "../../../src/domain/user-error.ts";
import { reads, refuses } from "./given.ts";

const LAST_MONTH = { kind: "calendar", unit: "month", back: 1 };

describe("the words of /kpi", () => {
  it.each([
    "return-rate last month by store",
    "by store return rate last-month",
    "退货率 上月 按店铺",
    "退货率上月按店铺",
    "按店铺上月退货率",
    "上个月各店铺的退货率是多少？",
    "查一下上月的退货率，按店铺拆分",
    "show me the Return Rate for last month per store",
    "ＲＥＴＵＲＮ－ＲＡＴＥ　上月　按店铺",
    "退貨率 上個月 按店鋪",
  ])("%s asks for last month's return rate by store", (text) => {
    expect(reads(text)).toEqual({ kpi: "return-rate", period: LAST_MONTH, split: "store" });
  });

  it.each([
    ["gmv", "gmv"],
    ["销售额", "gmv"],
    ["GMV销售额", "gmv"],
    ["成交额", "gmv"],
    ["下单额", "gmv-placed"],
    ["净销售额", "net-sales"],
    ["net sales", "net-sales"],
    ["销量", "units"],
    ["订单数", "orders"],
    ["客单价", "aov"],
    ["件单价", "asp"],
    ["平均售价", "asp"],
    ["访客数", "sessions"],
    ["流量", "sessions"],
    ["转化率", "conversion"],
    ["CVR", "conversion"],
    ["退货率", "return-rate"],
    ["同期退货率", "return-rate-cohort"],
    ["批次退货率", "return-rate-cohort"],
    ["周转率", "turnover"],
    ["可售天数", "days-of-cover"],
    ["库存天数", "days-of-cover"],
    ["days of cover", "days-of-cover"],
    ["售罄率", "sell-through"],
    ["动销率", "active-sku-rate"],
    ["有货率", "in-stock-rate"],
    ["在库率", "in-stock-rate"],
  ])("%s is %s", (text, kpi) => expect(reads(text)).toEqual({ kpi }));

  it.each(["units sku W1 last month", "units last month sku:W1", "商品 W1 上月销量"])(
    "%s asks for the product W1, not for a week",
    (text) => {
      expect(reads(text)).toEqual({ kpi: "units", sku: "W1", period: LAST_MONTH });
    },
  );

  it("says how a product is written whose code reads like a week", () => {
    const hint = (() => {
      try {
        reads("units W1 last month");
      } catch (error) {
        return (error as UserError).hint;
      }
      return undefined;
    })();
    expect(hint).toEqual({ zh: "如果 W1 是商品编码，请写 sku:W1。", en: "If W1 is a product, write sku:W1." });
  });

  it("knows stores by code and name, and countries by code and name", () => {
    expect(reads("gmv amazon-us")).toEqual({ kpi: "gmv", stores: ["amazon-us"] });
    expect(reads("Amazon UK gmv")).toEqual({ kpi: "gmv", stores: ["amazon-uk"] });
    expect(reads("TikTok 美国小店销量")).toEqual({ kpi: "units", stores: ["tiktok-us"] });
    for (const text of ["gmv US", "gmv usa", "gmv 美国", "gmv 美国站", "美国站gmv", "gmv United States"])
      expect([text, reads(text)]).toEqual([text, { kpi: "gmv", countries: ["US"] }]);
    for (const text of ["gmv uk", "英国gmv", "gmv GB"]) expect([text, reads(text)]).toEqual([text, { kpi: "gmv", countries: ["GB"] }]);
  });

  it("takes a small word for a word and not for a country", () => {
    expect(reads("gmv in the US")).toEqual({ kpi: "gmv", countries: ["US"] });
    expect(reads("gmv IN")).toEqual({ kpi: "gmv" });
    expect(reads("gmv country:IN")).toEqual({ kpi: "gmv", countries: ["IN"] });
  });

  it("knows categories, and with a key where the name is something else, too", () => {
    expect(reads("gmv Home & Kitchen mtd")).toMatchObject({ category: "Home & Kitchen" });
    expect(reads('gmv category:"Home & Kitchen"')).toEqual({ kpi: "gmv", category: "Home & Kitchen" });
    expect(reads("宠物用品转化率")).toEqual({ kpi: "conversion", category: "宠物用品" });
    expect(reads("gmv 类目：宠物用品")).toEqual({ kpi: "gmv", category: "宠物用品" });
    expect(reads("gmv category:Returns")).toEqual({ kpi: "gmv", category: "Returns" });
  });

  it("leaves product codes as they are written", () => {
    expect(reads("units 85123A")).toEqual({ kpi: "units", unknown: ["85123A"] });
    expect(reads("20725 销量上周")).toMatchObject({ kpi: "units", unknown: ["20725"] });
    expect(reads("AB-01上月销量")).toEqual({ kpi: "units", period: LAST_MONTH, unknown: ["AB-01"] });
    expect(reads("us-shirt-01 gmv")).toEqual({ kpi: "gmv", unknown: ["us-shirt-01"] });
    expect(reads('units sku:"A 1"')).toEqual({ kpi: "units", sku: "A 1" });
    expect(reads("units sku:2026-10")).toEqual({ kpi: "units", sku: "2026-10" });
  });

  it.each([
    ["vs previous", { kind: "previous" }],
    ["环比", { kind: "previous" }],
    ["vs last-year", { kind: "last-year" }],
    ["vs last year", { kind: "last-year" }],
    ["yoy", { kind: "last-year" }],
    ["同比", { kind: "last-year" }],
    ["去年同期", { kind: "last-year" }],
    ["对比去年同期", { kind: "last-year" }],
    ["last-year", { kind: "last-year" }],
    ["去年", { kind: "last-year" }],
    ["no comparison", { kind: "none" }],
    ["不对比", { kind: "none" }],
    ["vs 2026-07", { kind: "period", word: { kind: "month", year: 2026, month: 7 } }],
    ["对比2026年7月", { kind: "period", word: { kind: "month", year: 2026, month: 7 } }],
  ])("last month %s is compared", (text, comparison) => {
    expect(reads(`gmv last month ${text}`)).toEqual({ kpi: "gmv", period: LAST_MONTH, comparison });
    expect(reads(`${text} gmv 上月`)).toEqual({ kpi: "gmv", period: LAST_MONTH, comparison });
  });

  it("last year alone is a period", () => {
    expect(reads("gmv last year")).toEqual({ kpi: "gmv", period: { kind: "calendar", unit: "year", back: 1 } });
  });

  it.each([
    ["by sku", "sku"],
    ["per SKU", "sku"],
    ["按SKU", "sku"],
    ["分商品", "sku"],
    ["by-store", "store"],
    ["各店", "store"],
    ["by day", "day"],
    ["daily", "day"],
    ["每天", "day"],
    ["按日", "day"],
    ["by month", "month"],
    ["按月份", "month"],
    ["每月", "month"],
  ])("%s splits by %s", (text, split) => expect(reads(`units ${text}`)).toEqual({ kpi: "units", split }));

  it("means the same in any order", () => {
    const pieces = [
      ["return-rate", "退货率", "return rate"],
      ["amazon-us", "Amazon US"],
      ["last month", "上月", "last-month"],
      ["by sku", "按SKU"],
      ["vs last-year", "同比"],
      ["Toys", "category:Toys"],
      ["X-1", "X-1"],
    ] as const;
    const said = fc
      .tuple(...pieces.map((p) => fc.constantFrom(...p)))
      .chain((words) => fc.shuffledSubarray(words, { minLength: words.length, maxLength: words.length }));
    const expected = reads("return-rate amazon-us last month by sku vs last-year Toys X-1");
    fc.assert(
      fc.property(said, (words) => {
        expect(reads(words.join(" "))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("needs no spaces in Chinese, in any order", () => {
    const pieces = ["退货率", "上月", "按店铺", "同比", "美国站", "宠物用品"];
    const expected = reads(pieces.join(" "));
    fc.assert(
      fc.property(fc.shuffledSubarray(pieces, { minLength: pieces.length }), (words) => {
        expect(reads(words.join(""))).toEqual(expected);
      }),
    );
  });

  it("reads anything at all without falling over", () => {
    const noise = fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[0-9年月日天周季度前近上本去.\-~到至 QqWw:"“”]{0,30}$/));
    fc.assert(
      fc.property(noise, (text) => {
        expect(() => refuses(text)).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });
});
