import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { verbOf } from "../../../src/app/promo/words.ts";
import type { Command } from "../../../src/app/types.ts";
import { discover } from "../../../src/discover.ts";
import { zone } from "../../../src/domain/calendar/zone.ts";
import type { Kpi } from "../../../src/domain/kpi/kpi.ts";
import { topOf } from "../../../src/domain/restock/words.ts";
import { readKpiWords } from "../../../src/domain/words/kpi-words.ts";
import { lexicon } from "../../../src/domain/words/lexicon.ts";
import { readPeriod } from "../../../src/domain/words/read-period.ts";
import type { Language } from "../../../src/message/message.ts";
import { type Known, proposals, skuBeginning } from "../../../src/platforms/local/page/complete.ts";
import { slotsOf } from "../../../src/platforms/local/page/grammar.ts";
import { type Names, MONTHS, PERIODS, skuWords, vocabulary } from "../../../src/platforms/local/vocabulary.ts";
import type { Store } from "../../../src/ports/company.ts";
import { store } from "../../fakes/company.ts";

const ROOT = join(import.meta.dirname, "../../..");
const shop = (code: string, name: string, country: string): Store => store(code, { name, country, zone: zone("America/Los_Angeles") });
const STORES = [shop("amazon-us", "Home US", "US"), shop("amazon-jp", "Home JP", "JP")];

describe("completion of a command", () => {
  let commands: ReadonlyMap<string, Command>;
  let kpis: ReadonlyMap<string, Kpi>;
  let known: Known;
  let names: Names;
  beforeAll(async () => {
    commands = await discover<Command>("command", join(ROOT, "commands"));
    kpis = await discover<Kpi>("kpi", join(ROOT, "src/domain/kpi/definitions"));
    names = {
      company: {
        stores: async () => STORES,
        warehouses: async () => [{ code: "US-FBA", name: "FBA US", kind: "platform-pool", country: "US", simulated: false, stores: [] }],
        categories: async () => ["storage", "pet toys"],
        skuRoles: async () => ["引流款"],
        findSkus: async (text) => [{ sku: `${text} 1`, title: "Cat, tree", category: null, role: null, active: true, simulated: false }],
      },
      kpis: () => kpis,
    };
    known = {
      commands: [...commands].map(([name, c]) => ({ name, summary: c.summary, usage: c.usage, examples: c.examples })),
      words: await vocabulary(names),
      skus: [],
    };
  });
  const lines = (line: string, lang: Language = "en"): string[] => proposals(line, known, lang).map((p) => p.line.slice(0, -1));

  it("begins with the commands' names", () => {
    expect(lines("/")).toContain("/restock");
    expect(lines("/re")).toEqual(["/restock", "/retro"]);
    expect(lines("／re")).toEqual(["/restock", "/retro"]);
    expect(lines("hello")).toEqual([]);
    expect(lines("/nothing ")).toEqual([]);
  });

  it("proposes one place after the other, and none twice", () => {
    expect(lines("/kpi ")[0]).toBe("/kpi gmv");
    expect(lines("/kpi ret")).toContain("/kpi return-rate");
    const after = lines("/kpi return-rate ");
    expect(after).toContain("/kpi return-rate amazon-us");
    expect(after.some((line) => / gmv/.test(line))).toBe(false);
    expect(lines("/kpi return-rate last month ").some((line) => line.endsWith("last 7 days"))).toBe(false);
    expect(lines("/kpi return-rate last month b")).toContain("/kpi return-rate last month by store");
  });

  it("takes several words for one thing", () => {
    expect(lines("/kpi gmv last mo")).toEqual(["/kpi gmv last month"]);
    expect(lines("/kpi gmv vs ")).toContain("/kpi gmv vs last month");
    expect(lines("/retro ")).toEqual(["/retro last month", "/retro this month"]);
    expect(lines("/retro 上", "zh")).toEqual(["/retro 上月"]);
    expect(lines("/kpi gmv last")).toContain("/kpi gmv last 30 days");
  });

  it("answers in the language that is typed, whatever the page speaks", () => {
    expect(lines("/kpi 退货", "en")[0]).toBe("/kpi 退货率");
    expect(lines("/kpi retu", "zh")).toContain("/kpi return-rate");
    expect(lines("/kpi 退货率 上", "zh")).toContain("/kpi 退货率 上月");
    expect(lines("/kpi 退货率 上月 按", "zh")).toContain("/kpi 退货率 上月 按店铺");
    expect(lines("/kpi 销量 美", "zh")).toContain("/kpi 销量 美国");
    expect(lines("/restock 断", "zh")).toEqual(["/restock 断货", "/restock 断货不可避免"]);
    expect(lines("/restock 前", "zh")).toContain("/restock 前20");
  });

  it("finds a store by its name, and puts a name of several words in quotation marks", () => {
    expect(lines("/kpi gmv home j")).toEqual(["/kpi gmv amazon-jp"]);
    expect(lines("/kpi gmv pet")).toEqual(['/kpi gmv "pet toys"']);
  });

  it("asks for SKUs only where one can stand", async () => {
    expect(skuBeginning("/restock box-6", known.commands)).toBe("box-6");
    expect(skuBeginning("/restock 断", known.commands)).toBe(undefined);
    expect(skuBeginning("/help box", known.commands)).toBe(undefined);
    expect(skuBeginning(`/restock ${"x".repeat(61)}`, known.commands)).toBe(undefined);
    const skus = await skuWords(names, "box");
    expect(proposals("/restock box", { ...known, skus }, "en")[0]).toMatchObject({
      line: '/restock "box 1" ',
      title: "Cat, tree",
      kind: "sku",
    });
  });

  it("proposes only what the commands understand", () => {
    const words = lexicon({ kpis: [...kpis.values()], stores: STORES, categories: ["storage", "pet toys"], roles: [] });
    for (const [name, { usage }] of commands)
      for (const lang of ["zh", "en"] as const)
        for (const { before, kind } of slotsOf(usage[lang]).flat()) {
          if (kind !== null) continue;
          const [first = "", second] = before.split(" ");
          const understood =
            topOf(first, second) !== undefined ||
            (name === "promo" && verbOf(before) !== undefined) ||
            (name === "kpi" && readKpiWords(`gmv ${before}`, words).unknown.length === 0);
          expect([name, before, understood]).toEqual([name, before, true]);
        }
    const named = known.words.filter(({ kind }) => ["kpi", "store", "country", "category"].includes(kind));
    expect(named.length).toBeGreaterThan(20);
    for (const word of named.flatMap(({ typed }) => [typed.zh, typed.en]))
      expect([word, readKpiWords(word, words).unknown]).toEqual([word, []]);
    for (const period of PERIODS)
      for (const word of [period.zh, period.en]) expect([word, readPeriod(word)]).not.toEqual([word, undefined]);
    for (const month of MONTHS.flatMap(({ zh, en }) => [zh, en]))
      expect([month, readPeriod(month)]).toMatchObject([month, { kind: "calendar", unit: "month" }]);
  });
});
