import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { backtest, type BacktestResult } from "../../src/domain/backtest/backtest.ts";
import { BACKTEST_POLICIES } from "../../src/domain/backtest/policies.ts";
import { fitsBacktest, spanOf } from "../../src/domain/backtest/settings.ts";
import { skipped } from "../skipped.ts";
import { EXTRACT, whyNoExtract } from "./file.ts";

const missing = skipped("the backtest on the Online Retail extract", whyNoExtract());
const DAYS = 374;
const FIRST = Date.UTC(2010, 11, 1);

/** Order lines a day of each product: one customer who buys, however many. */
async function orderLines(): Promise<readonly Float64Array[]> {
  const sold = new Map<string, Float64Array>();
  for await (const line of createInterface({ input: createReadStream(EXTRACT).pipe(createGunzip()) })) {
    const [, invoice = "", code = "", quantity = "", day = "", price = ""] =
      /^([^,]*),([^,]*),(?:"(?:[^"]|"")*"|[^,]*),([^,]*),([\d-]*)[^,]*,([^,]*)/.exec(line) ?? [];
    if (!/^\d{5}/.test(code) || invoice.startsWith("C") || !(Number(quantity) > 0) || !(Number(price) > 0)) continue;
    const days = sold.get(code) ?? new Float64Array(DAYS);
    const at = (Date.parse(day) - FIRST) / 86_400_000;
    days[at] = (days[at] ?? 0) + 1;
    sold.set(code, days);
  }
  return [...sold].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, days]) => days);
}

describe.skipIf(missing)("on the products of a real shop, orders a week, 20 ± 5 days to the shelf", () => {
  let result: BacktestResult;
  beforeAll(async () => {
    const span = spanOf(DAYS);
    if (span === null) throw new Error("a year is enough");
    const all = (await orderLines()).filter((d) => fitsBacktest(d, span.origin));
    const compared = BACKTEST_POLICIES.filter((p) => ["spreadsheet", "spreadsheet-in-stock", "textbook", "purser"].includes(p.id));
    result = backtest(all, span, { leadMean: 20, leadSigma: 5, review: 7, seed: 1 }, compared);
  }, 300_000);
  const at95 = (id: string): number => result.frontiers.find((f) => f.id === id)?.onHandAtFill[1] ?? Infinity;

  it("at 95 % of units served, a quarter less lies on the shelf than by the spreadsheet", () => {
    expect(result.products).toBeGreaterThan(600);
    expect(at95("purser")).toBeLessThan(at95("spreadsheet") * 0.75);
  });

  it("no simpler way needs less", () => {
    for (const id of ["spreadsheet-in-stock", "textbook"]) expect(at95("purser")).toBeLessThan(at95(id) * 1.02);
  });

  it("what is promised is delivered, within two points", () => {
    for (const { promised, delivered } of result.calibration.filter((c) => [0.9, 0.95, 0.97].includes(c.promised)))
      expect(Math.abs(promised - delivered), `promised ${promised}`).toBeLessThan(0.02);
  });
});
