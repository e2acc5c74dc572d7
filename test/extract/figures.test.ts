/**
 * The Online Retail extract, imported by the program and asked by `/kpi`, against figures that a reader of its own adds up. It shares
 * nothing with the program: the rules are those of docs/formats.md, written again.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { skipped } from "../skipped.ts";
import { EXTRACT, whyNoExtract } from "./file.ts";
import { endAll, type Home, json, newHome, ok, startBot } from "../cli/kit.ts";

const missing = skipped("figures of the Online Retail extract", whyNoExtract());

/** Fields of a line of CSV; quotes double inside of quotes. No field of the extract has a line break. */
const fields = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => m[1]?.replaceAll('""', '"') ?? m[2] ?? "");

interface Month {
  units: number;
  readonly invoices: Set<string>;
  /** Tenths of a penny: prices have three places at most. */
  gmv: number;
  back: number;
  refunds: number;
}

const NO_PRODUCT = /^(?:POST|DOT|C2|C3|D|M|S|B|BANK CHARGES|AMAZONFEE|CRUK|PADS|gift_.*)$/i;

function byMonth(): Map<string, Month> {
  const months = new Map<string, Month>();
  const [, ...lines] = gunzipSync(readFileSync(EXTRACT)).toString("utf8").trim().split(/\r?\n/);
  for (const line of lines) {
    const [invoice = "", code = "", , pieces, at = "", price = "", buyer = ""] = fields(line);
    const quantity = Number(pieces);
    const value = Math.round(Number(price) * 1000) * quantity;
    const free = Number(price) === 0;
    if (Number(price) < 0 || NO_PRODUCT.test(code)) continue;
    const key = at.slice(0, 7);
    const month = months.get(key) ?? { units: 0, invoices: new Set<string>(), gmv: 0, back: 0, refunds: 0 };
    months.set(key, month);
    if (invoice.startsWith("C")) {
      if (quantity < 0) {
        month.back -= quantity;
        month.refunds -= value;
      }
    } else if (quantity > 0 && !free) {
      month.units += quantity;
      month.invoices.add(invoice);
      month.gmv += value;
    } else expect(buyer === "" || free).toBe(true);
  }
  return months;
}

const pounds = (mills: number): string => (mills / 1000).toFixed(2);

describe.skipIf(missing)("the extract, month by month", { timeout: 300_000 }, () => {
  let home: Home;
  let months: Map<string, Month>;
  beforeAll(async () => {
    home = await newHome();
    months = byMonth();
    await ok(["store", "add", "gifts", "--platform", "web", "--country", "GB", "--currency", "GBP", "--tz", "Europe/London"], home.env);
  });
  afterAll(async () => {
    endAll();
    await home[Symbol.asyncDispose]();
  });

  it("is imported whole, and the second time nothing changes", async () => {
    const [first] = (await json(["import", EXTRACT], home.env)) as [Record<string, unknown>];
    expect(first).toMatchObject({ store: "gifts", read: 253_227, accepted: 253_227, unchanged: 0, rejected: 0, rejections: [] });
    const [second] = (await json(["import", EXTRACT], home.env)) as [Record<string, unknown>];
    expect(second).toMatchObject({ read: 253_227, accepted: 0, unchanged: 253_227, rejected: 0 });
  });

  it("gmv, units, orders, net sales and returns are those of whoever adds them up", async () => {
    const bot = await startBot(home.env);
    const split = async (kpi: string): Promise<Record<string, unknown>> => {
      const question = ["exec", `/kpi ${kpi} gifts 2010-12-01..2011-12-09 by month`, "--today", "2011-12-10"];
      const { data } = (await json(question, home.env)) as { data: { split: { rows: readonly { key: string; value: unknown }[] } } };
      return Object.fromEntries(data.split.rows.map((r) => [r.key, r.value]));
    };
    const mine = (of: (m: Month) => unknown): Record<string, unknown> => Object.fromEntries([...months].map(([key, m]) => [key, of(m)]));
    const gbp = (mills: number): unknown => ({ amount: pounds(mills), currency: "GBP" });

    expect(months.size).toBe(13);
    expect(await split("gmv")).toEqual(mine((m) => gbp(m.gmv)));
    expect(await split("units")).toEqual(mine((m) => m.units));
    expect(await split("orders")).toEqual(mine((m) => m.invoices.size));
    expect(await split("net-sales")).toEqual(mine((m) => gbp(m.gmv - m.refunds)));
    expect(await split("return-rate")).toEqual(mine((m) => expect.closeTo(m.back / m.units, 9)));
    bot.kill("SIGTERM");
    await bot.ended;
  });

  it("every command answers in its time", async () => {
    const bot = await startBot(home.env);
    for (const command of ["/kpi", "/kpi 退货率 上月", "/restock", "/restock 85123A", "/stock", "/help kpi"]) {
      const answer = (await json(["exec", command, "--today", "2011-12-10"], home.env)) as {
        message: { title: { en: string; zh: string } };
      };
      expect([command, answer.message.title.en === "", answer.message.title.zh === ""]).toEqual([command, false, false]);
    }
    for (const job of ["daily-digest", "stock-warnings", "monthly-retro"]) {
      const reports = (await json(["job", job, "--dry-run", "--at", "2011-12-10T09:00:00Z"], home.env)) as { outcome: string }[];
      expect([job, reports.length]).toEqual([job, 1]);
    }
    bot.kill("SIGTERM");
    await bot.ended;
  });
});
