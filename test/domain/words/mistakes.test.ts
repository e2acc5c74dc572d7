import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closest, distance } from "../../../src/domain/words/closest.ts";
import { readKpiWords } from "../../../src/domain/words/kpi-words.ts";
import { readNumeral } from "../../../src/domain/words/numerals.ts";
import { pickStores } from "../../../src/domain/words/pick-scope.ts";
import { names, refuses } from "./given.ts";

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
    ["gmv by foo", "a KPI cannot be split by foo", "不能按“foo”拆分"],
    ["gmv by stroe", "a KPI cannot be split by stroe; did you mean by store?", "不能按“stroe”拆分，是不是“按店铺”？"],
    ["gmv 按供应商", "a KPI cannot be split by 供应商", "不能按“供应商”拆分"],
    ["gmv by", '"by" wants a split after it', "“按”后面要写拆分方式"],
    ["gmv vs foo", "a KPI cannot be compared with foo", "不能与“foo”对比"],
    ["gmv vs prevous", "a KPI cannot be compared with prevous; did you mean vs previous?", "不能与“prevous”对比，是不是“环比”？"],
    ["gmv 对比预算", "a KPI cannot be compared with 预算", "不能与“预算”对比"],
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
    expect(pick("gmv")).toEqual(["amazon-us", "amazon-uk", "tiktok-us"]);
    expect(pick("gmv US")).toEqual(["amazon-us", "tiktok-us"]);
    expect(pick("gmv amazon-us amazon-uk")).toEqual(["amazon-us", "amazon-uk"]);
    expect(pick("gmv US amazon-us")).toEqual(["amazon-us"]);
  });

  it("are none when no store sells there", () => {
    expect(() => pick("gmv Germany")).toThrow("no store sells in Germany");
    expect(() => pick("gmv US amazon-uk")).toThrow("amazon-uk does not sell in United States");
  });

  it("are never real and simulated ones together", () => {
    expect(pick("gmv demo-jp")).toEqual(["demo-jp"]);
    expect(() => pick("gmv JP")).toThrow("no store sells in Japan");
    expect(() => pick("gmv demo-jp amazon-us")).toThrow("demo-jp is simulated: its figures are not added to those of amazon-us");
    const demo = names.names.stores.filter((s) => s.simulated);
    expect(pickStores({ stores: [], countries: [] }, { ...names.names, stores: demo })).toEqual(["demo-jp"]);
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
