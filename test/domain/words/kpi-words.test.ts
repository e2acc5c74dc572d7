import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../../src/domain/user-error.ts";
import { closest, distance } from "../../../src/domain/words/closest.ts";
import { type KpiWords, readKpiWords } from "../../../src/domain/words/kpi-words.ts";
import { lexicon } from "../../../src/domain/words/lexicon.ts";
import { readNumeral } from "../../../src/domain/words/numerals.ts";
import { pickStores } from "../../../src/domain/words/pick-scope.ts";
import { unknownWord } from "../../../src/domain/words/unknown-word.ts";
import { declaredKpis } from "../../fakes/kpis.ts";

const names = lexicon({
  kpis: [...(await declaredKpis()).values()],
  stores: [
    { code: "amazon-us", name: "Amazon US", country: "US" },
    { code: "amazon-uk", name: "Amazon UK", country: "GB" },
    { code: "tiktok-us", name: "TikTok 美国小店", country: "US" },
  ],
  categories: ["Home & Kitchen", "Toys", "宠物用品", "Returns"],
});

/** What was understood, without the words themselves. */
function reads(text: string): Partial<Record<keyof KpiWords, unknown>> {
  const { tokens: _, kpi, countries, ...rest } = readKpiWords(text, names);
  const all = { kpi: kpi?.id ?? null, countries: countries.map((c) => c.code), ...rest };
  return Object.fromEntries(Object.entries(all).filter(([, v]) => v !== null && !(Array.isArray(v) && v.length === 0)));
}

function refuses(text: string): { readonly en: string; readonly zh: string } {
  try {
    const words = readKpiWords(text, names);
    const [unknown] = words.unknown;
    if (unknown === undefined) return { en: "understood", zh: "understood" };
    return unknownWord(words.tokens, unknown, names, []).text;
  } catch (error) {
    if (error instanceof UserError) return error.text;
    throw error;
  }
}

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

  it("knows stores by code and name, and countries by code and name", () => {
    expect(reads("gmv amazon-us")).toEqual({ kpi: "gmv", stores: ["amazon-us"] });
    expect(reads("Amazon UK gmv")).toEqual({ kpi: "gmv", stores: ["amazon-uk"] });
    expect(reads("TikTok 美国小店销量")).toEqual({ kpi: "units", stores: ["tiktok-us"] });
    for (const text of ["gmv US", "gmv usa", "gmv 美国", "gmv 美国站", "美国站gmv", "gmv United States"])
      expect(reads(text), text).toEqual({ kpi: "gmv", countries: ["US"] });
    for (const text of ["gmv uk", "英国gmv", "gmv GB"]) expect(reads(text), text).toEqual({ kpi: "gmv", countries: ["GB"] });
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
        try {
          readKpiWords(text, names);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("what /kpi cannot make sense of", () => {
  it.each([
    [
      "retrun-rate",
      "no KPI is called retrun-rate; did you mean return-rate?",
      "没有叫“retrun-rate”的指标，是不是想查“退货率”（return-rate）？",
    ],
    [
      "retrun rate last month",
      "no KPI is called retrun rate; did you mean return-rate?",
      "没有叫“retrun rate”的指标，是不是想查“退货率”（return-rate）？",
    ],
    ["退货绿", "no KPI is called 退货绿; did you mean 退货率?", "没有叫“退货绿”的指标，是不是想查“退货率”（return-rate）？"],
    ["net sale", "no KPI is called net sale; did you mean net-sales?", "没有叫“net sale”的指标，是不是想查“净销售额”（net-sales）？"],
    ["gmv amzon-us", "no store is called amzon-us; did you mean amazon-us?", "没有店铺 amzon-us，是不是 amazon-us？"],
    ["gmv Toyz", 'no category is called Toyz; did you mean "Toys"?', "没有类目 Toyz，是不是“Toys”？"],
    ["gmv lst-month", 'I do not understand "lst-month"; did you mean "last-month"?', "看不懂“lst-month”，是不是“last-month”？"],
    [
      "gmv yesterday today",
      "one period at a time, please; I read 2: yesterday, today",
      "一次只能查一个期间，却写了 2 个：yesterday、today",
    ],
    ["gmv units", "one KPI at a time, please; I read 2: gmv, units", "一次只能查一个指标，却写了 2 个：gmv、units"],
    ["gmv by week", "a KPI cannot be split by week", "不支持“by week”拆分"],
    ["gmv 按周", "a KPI cannot be split 按周", "不支持“按周”拆分"],
    [
      "gmv by store by sku",
      "one split at a time, please; I read 2: by store, by sku",
      "一次只能查一个拆分方式，却写了 2 个：by store、by sku",
    ],
    ["gmv 环比 同比", "one comparison at a time, please; I read 2: 环比, 同比", "一次只能查一个对比，却写了 2 个：环比、同比"],
  ])("%s: %s", (text, en, zh) => expect(refuses(text)).toEqual({ en, zh }));

  it("says so when nothing is near", () => {
    expect(refuses("gmv qwxyz").en).toBe('I do not understand "qwxyz": it is no KPI, store, country, category, SKU or period');
  });
});

describe("the stores that are meant", () => {
  const pick = (text: string): ReturnType<typeof pickStores> => pickStores(readKpiWords(text, names), names.names);

  it("are all of them when none is named, those of a country, or those named", () => {
    expect(pick("gmv").stores).toEqual(["amazon-us", "amazon-uk", "tiktok-us"]);
    expect(pick("gmv US")).toEqual({ stores: ["amazon-us", "tiktok-us"], country: null });
    expect(pick("gmv amazon-us amazon-uk").stores).toEqual(["amazon-us", "amazon-uk"]);
    expect(pick("gmv US amazon-us").stores).toEqual(["amazon-us"]);
  });

  it("are all of them for a country in which none is: then it is where the orders went", () => {
    expect(pick("gmv Germany")).toEqual({ stores: ["amazon-us", "amazon-uk", "tiktok-us"], country: "DE" });
  });

  it("are none when a store is not in the country", () => {
    expect(() => pick("gmv US amazon-uk")).toThrow("none of the stores amazon-uk is in US");
  });

  it("are asked for where there is none yet", () => {
    expect(() => pickStores({ stores: [], countries: [] }, { ...names.names, stores: [] })).toThrow("there is no store yet");
  });
});

describe("how near two words are", () => {
  it("is the same both ways, nothing for equal words, and no detour is shorter", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "率"), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, b) === 0).toBe(a === b);
        expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance(a, b)).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      }),
    );
  });

  it("counts two letters that changed places once", () => expect(distance("retrun", "return")).toBe(1));

  it("does not guess at what is far", () => {
    expect(closest("cat", [["return-rate", 1]])).toBeUndefined();
    expect(closest("x", [["y", 1]])).toBeUndefined();
  });
});

describe("a number in Chinese", () => {
  it.each([
    ["七", 7],
    ["十", 10],
    ["十五", 15],
    ["三十", 30],
    ["九十", 90],
    ["一百二十", 120],
    ["两", 2],
    ["30", 30],
  ])("%s is %i", (text, n) => expect(readNumeral(text)).toBe(n));

  it("is none in disorder", () => {
    for (const bad of ["十十", "三四", "百", ""]) expect(readNumeral(bad)).toBeUndefined();
  });
});
