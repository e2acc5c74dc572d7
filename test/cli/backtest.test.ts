import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, day } from "../../src/domain/calendar/day.ts";
import { subcommand } from "../../src/cli/backtest.ts";
import { readConfig } from "../../src/config.ts";
import { shopOf } from "../domain/demand/shops.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-backtest-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, rows: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${rows.join("\n")}\n`);
  return path;
}

/** Only what comes without a store: a file is judged where it lies. */
async function run(values: Readonly<Record<string, string | boolean>>): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: string[][] = [[], []];
  const io = {
    config: readConfig({ PURSER_HOME: join(folder, "no-home") }),
    lang: "en" as const,
    isTerminal: false,
    out: (line: string) => void out?.push(line),
    err: (line: string) => void err?.push(line),
    status: () => undefined,
  };
  const code = await subcommand.run({ values, positionals: [] }, io);
  return { code, out: (out ?? []).join("\n"), err: (err ?? []).join("\n") };
}

const FIRST = day("2025-01-01");
const rowsOf = (shop: readonly (readonly number[])[]): string[] => [
  "sku,date,demand",
  ...shop.flatMap((units, i) => units.flatMap((u, t) => (u === 0 ? [] : [`SKU-${i},${addDays(FIRST, t)},${u}`]))),
];

describe("a backtest of a file", () => {
  it("says in a sentence what the same service would have taken, and shows its figures", { timeout: 60_000 }, async () => {
    const data = await file("sales.csv", rowsOf(shopOf(20, 240, 3)));
    const { code, out } = await run({ data, "lead-time": "14±3" });
    expect(code).toBe(0);
    expect(out).toMatch(/For the same 9[05] % of units served (you|Purser) would have held \d+ % (less|more)/);
    expect(out).toContain("lead time 14±3 days, an order every 7 days");
    expect(out).toContain("sales.csv");
  });

  it("as JSON names every way, its frontier, and what was promised and delivered", { timeout: 60_000 }, async () => {
    const data = await file("json.csv", rowsOf(shopOf(12, 200, 5)));
    const { out } = await run({ data, json: true, review: "14", "lead-time": "10+-2", lang: "zh" });
    const said = JSON.parse(out) as {
      settings: unknown;
      policies: { id: string; frontier: { fill: number }[]; onHandAtFill: object }[];
      calibration: unknown[];
    };
    expect(said.settings).toMatchObject({ leadMean: 10, leadSigma: 2, review: 14, products: 12 });
    expect(said.policies.map((p) => p.id)).toEqual([
      "seed-literal",
      "seed-90d",
      "spreadsheet",
      "spreadsheet-in-stock",
      "textbook",
      "purser",
      "clairvoyant",
    ]);
    for (const p of said.policies) {
      expect(Object.keys(p.onHandAtFill)).toEqual(["0.90", "0.95", "0.97"]);
      for (const point of p.frontier) expect(point.fill).toBeGreaterThan(0);
    }
    expect(said.calibration).toContainEqual({ promised: 0.95, delivered: expect.any(Number) as number });
  });

  it.each([
    ["no-columns.csv", ["product,day,units", "A,2025-01-01,3"], "the column sku, date, demand is missing"],
    ["bad-day.csv", ["sku,date,demand", "A,2025-01-01,3", "A,01/02/2025,3"], 'line 3, column date holds "01/02/2025"'],
    ["bad-number.csv", ["sku,date,demand", "A,2025-01-01,many"], 'line 2, column demand holds "many"'],
    ["negative.csv", ["sku,date,demand", "A,2025-01-01,-1"], 'column demand holds "-1"; expected a number, 0 or more'],
    ["no-code.csv", ["sku,date,demand", ",2025-01-01,1"], "column sku holds"],
    ["short.csv", ["sku,date,demand", "A,2025-01-01,3", "A,2025-02-01,3"], "none of them can be judged"],
    ["empty.csv", ["sku,date,demand"], "0 days of 0 products"],
  ])("%s is refused with the place and what was expected", async (name, rows, sentence) => {
    const { code, err } = await run({ data: await file(name, rows) });
    expect(code).toBe(1);
    expect(err).toContain(sentence);
  });

  it("a file that is not there is said to be so", async () => {
    expect(await run({ data: join(folder, "nowhere.csv") })).toMatchObject({
      code: 1,
      err: expect.stringContaining("there is no such file") as string,
    });
  });

  it.each([
    [{ "lead-time": "soon" }, "--lead-time soon"],
    [{ "lead-time": "10±20" }, "a spread below that"],
    [{ review: "0" }, "--review 0"],
    [{ store: "a" }, "--store and --data: one of them"],
  ])("%j is wrong usage", async (values, sentence) => {
    const data = await file("usage.csv", ["sku,date,demand"]);
    await expect(run({ data, ...values })).rejects.toThrow(sentence);
  });
});
