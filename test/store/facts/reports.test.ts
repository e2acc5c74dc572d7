import { expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import { describeStores } from "../harness.ts";
import { importFile } from "../imports/world.ts";
import { LINES, sold, startCompany, table, told, traffic } from "./ask.ts";

describeStores((_, open) => {
  const start = () => startCompany(open);

  it("takes a store's sales from the traffic report only where no order lines are, and never adds the two", async () => {
    const { imports, ask } = await start();
    await importFile(imports, "order-lines", LINES);
    const days = ["01", "02", "03", "04", "05", "06", "07", "08"].map((d) => traffic(`2026-11-${d}`, `2026-11-${d}`, null, 100, 10));
    await importFile(imports, "traffic", days);
    const answer = await ask(["units", "sales-valid", "orders"]);
    expect([told(answer, "units"), told(answer, "sales-valid")]).toEqual(["36", "345"]);
    expect(answer.sources).toEqual(["order-lines", "traffic"]);
    expect(answer.coverage).toEqual({ covered: 8, of: 10 });
    expect(told(await ask(["orders"], { by: "day" }), "orders", "2026-11-01")).toContain("not orders: import the orders report");
  });

  it("uses a report over an interval only where intervals fit into the period, and never spreads it over days", async () => {
    const { imports, ask } = await start();
    await importFile(imports, "traffic", [
      traffic("2026-11-01", "2026-11-07", null, 700, 70),
      traffic("2026-11-08", "2026-11-14", null, 700, 70),
      traffic("2026-11-08", "2026-11-09", null, 20, 2),
    ]);
    expect(told(await ask(["units"]), "units")).toBe("72");
    expect(told(await ask(["units"], { period: { from: day("2026-11-01"), to: day("2026-11-14") } }), "units")).toBe("140");
    expect(told(await ask(["sessions"], { period: { from: day("2026-11-02"), to: day("2026-11-07") } }), "sessions")).toContain(
      "no traffic of us",
    );
    expect(told(await ask(["units"], { by: "day" }), "units", "2026-11-03")).toContain("no sales of us");
  });

  it("says of a store without figures that it has none, and nothing of the stores beside it", async () => {
    const { imports, ask } = await start();
    await importFile(imports, "traffic", [traffic("2026-11-01", "2026-11-10", null, 700, 70)]);
    const byStore = await ask(["units"], { by: "store", scope: { stores: ["us", "de"] } });
    expect(told(byStore, "units", "us")).toBe("70");
    expect(told(byStore, "units", "de")).toMatch(/^— no sales from 2026-11-01 to 2026-11-10: import/);
  });

  it("prefers daily sales to the traffic report, and the store's own row to its SKUs' rows", async () => {
    const { imports, ask } = await start();
    await importFile(imports, "daily-sales", [
      sold("2026-11-01", null, 9, 4),
      sold("2026-11-01", "A", 5),
      sold("2026-11-02", "A", 3),
      sold("2026-11-02", "B", 2),
    ]);
    await importFile(imports, "traffic", [
      traffic("2026-11-01", "2026-11-01", null, 50, 99),
      traffic("2026-11-03", "2026-11-03", "A", 50, 1),
    ]);
    const whole = await ask(["units"]);
    expect(told(whole, "units")).toBe("15");
    expect(whole.sources).toEqual(["daily-sales", "traffic"]);
    expect(table(await ask(["units"], { by: "sku" }), "units")).toEqual(["A 9", "B 2"]);
    expect(told(await ask(["skus-sold"]), "skus-sold")).toBe("2");
  });

  it("never adds SKU sessions up to a store's", async () => {
    const { imports, ask } = await start();
    await importFile(imports, "traffic", [
      traffic("2026-11-01", "2026-11-10", "A", 60, 6),
      traffic("2026-11-01", "2026-11-10", "B", 50, 5),
    ]);
    expect(told(await ask(["sessions"]), "sessions")).toContain("SKU sessions do not add up");
    const bySku = await ask(["sessions", "traffic-units"], { by: "sku" });
    expect([table(bySku, "sessions"), table(bySku, "traffic-units")]).toEqual([
      ["A 60", "B 50"],
      ["A 6", "B 5"],
    ]);
    await importFile(imports, "traffic", [traffic("2026-11-01", "2026-11-10", null, 80, 11)]);
    expect(told(await ask(["sessions"]), "sessions")).toBe("80");
  });
});
