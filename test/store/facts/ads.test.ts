import { expect, it } from "vitest";
import type { AdSpend } from "../../../src/domain/facts/facts.ts";
import { day } from "../../../src/domain/calendar/day.ts";
import { describeStores } from "../harness.ts";
import { decimal, importFile, line } from "../imports/world.ts";
import { startCompany, table, told } from "./ask.ts";
import { ad } from "./money-world.ts";

describeStores((_, open) => {
  const start = async (rows: readonly AdSpend[]) => {
    const company = await startCompany(open);
    await importFile(company.imports, "ads", [...rows]);
    return company;
  };
  const spend = (amount: string, more: Partial<AdSpend> = {}): Partial<AdSpend> => ({ spend: decimal(amount), ...more });

  it("counts a campaign once where it has a row of its own and rows by SKU, and tells SKUs by their rows", async () => {
    const { ask } = await start([
      ad("SP", null, "2026-11-02", spend("10")),
      ad("SP", "A", "2026-11-02", spend("6")),
      ad("SP", "B", "2026-11-02", spend("3")),
      ad("SB", "A", "2026-11-02", spend("2")),
      ad("SP", "A", "2026-11-05", spend("1")),
    ]);
    expect(told(await ask(["ad-spend"]), "ad-spend")).toBe("13");
    const bySku = await ask(["ad-spend"], { by: "sku" });
    expect(table(bySku, "ad-spend")).toEqual(["A 9", "B 3"]);
    expect(bySku.notes.map((n) => n.en)).toContain("ad spend that names no SKU is not in figures of SKUs");
    expect(told(await ask(["ad-spend"], { scope: { stores: ["us"], sku: "A" } }), "ad-spend")).toBe("9");
  });

  it("tells a day inside the report without a row as 0, and days beyond it as unknown", async () => {
    const { ask } = await start([ad("SP", null, "2026-11-02"), ad("SP", null, "2026-11-04")]);
    const days = table(await ask(["ad-clicks"], { by: "day" }), "ad-clicks");
    expect(days.slice(1, 4)).toEqual(["2026-11-02 10", "2026-11-03 0", "2026-11-04 10"]);
    expect(days[4]).toContain("import the advertising report");
    expect((await ask(["ad-clicks"])).coverage).toEqual({ covered: 3, of: 10 });
  });

  it("uses a report of a week whole or not at all, and never spreads it over its days", async () => {
    const { ask } = await start([
      ad("SP", null, "2026-11-02", spend("70", { to: day("2026-11-08") })),
      ad("SP", null, "2026-11-03", spend("9")),
      ad("SB", null, "2026-11-03", spend("1")),
    ]);
    // The week tells more days of its campaign than the one day does.
    expect(told(await ask(["ad-spend"]), "ad-spend")).toBe("71");
    const part = await ask(["ad-spend"], { period: { from: day("2026-11-01"), to: day("2026-11-05") } });
    expect([told(part, "ad-spend"), part.coverage]).toEqual(["10", { covered: 1, of: 5 }]);
    const byDay = table(await ask(["ad-spend"], { by: "day" }), "ad-spend");
    expect(byDay[2]).toBe("2026-11-03 10");
    expect(byDay[4]).toContain("—");
  });

  it("says that a report names no sales instead of taking them for 0, and that attribution windows are mixed", async () => {
    const { ask } = await start([
      ad("SP", null, "2026-11-02", { sales: null, impressions: null }),
      ad("SD", null, "2026-11-03", { sales: decimal("30"), attributionDays: 14, impressions: null }),
    ]);
    const answer = await ask(["ad-spend", "ad-sales", "ad-impressions"]);
    expect([told(answer, "ad-sales"), told(answer, "ad-impressions")]).toEqual(["30", "— the advertising report does not say it"]);
    expect(answer.notes.map((n) => n.en)).toEqual(
      expect.arrayContaining([
        "1 row of the advertising report names no sales",
        "reports with attribution windows of 7 to 14 days are added up: their sales do not compare",
      ]),
    );
  });

  it("tells for each measure up to which day it is known", async () => {
    const { imports, ask } = await start([ad("SP", null, "2026-11-02"), ad("SP", null, "2026-11-06")]);
    await importFile(imports, "order-lines", [line("1", "A", 1, "100", "2026-11-02"), line("2", "A", 1, "100", "2026-11-09")]);
    const answer = await ask(["ad-spend", "sales-valid"]);
    expect([answer.newestOf?.get("ad-spend"), answer.newestOf?.get("sales-valid"), answer.newest]).toEqual([
      "2026-11-06",
      "2026-11-09",
      "2026-11-09",
    ]);
  });
});
