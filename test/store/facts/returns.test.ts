import { expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import { describeStores } from "../harness.ts";
import { decimal, flagged, importFile, line, returned } from "../imports/world.ts";
import { LINES, startCompany, told } from "./ask.ts";

describeStores((_, open) => {
  const start = () => startCompany(open);

  it("takes refunds from the returns where these say money, else from the financial events, never from both", async () => {
    const { imports, ask } = await start();
    await importFile(imports, "returns", [returned("1", "A", 1, "2026-11-03"), returned("2", "A", 2, "2026-11-05")]);
    expect(told(await ask(["units-returned"]), "units-returned")).toBe("3");
    expect(told(await ask(["refunds"]), "refunds")).toContain("financial events");
    const refund = {
      reference: "R1",
      nth: 1,
      type: "refund",
      sku: "A",
      orderId: "1",
      day: day("2026-11-04"),
      amount: decimal("-9.90"),
      currency: "USD",
      settled: true,
    };
    await importFile(imports, "financial-events", [refund, { ...refund, reference: "F", type: "fee", amount: decimal("-2") }]);
    expect(told(await ask(["refunds"]), "refunds")).toBe("9.9");
    await importFile(imports, "returns", [returned("3", "A", 1, "2026-11-06", { refund: decimal("7.00"), currency: "USD" })]);
    const answer = await ask(["refunds"]);
    expect(told(answer, "refunds")).toBe("7");
    expect(answer.notes.map((n) => n.en)).toContain("2 returns say no refund and are not in the sum");
  });

  it("tells the returns of the orders of a period, up to the maturity, whenever they came", async () => {
    const { imports, ask } = await start();
    await importFile(imports, "order-lines", LINES);
    await importFile(imports, "returns", [
      returned("1", "A", 1, "2026-11-09"),
      returned("2", "A", 1, "2026-11-15"),
      returned("6", "A", 1, "2026-11-09"),
      returned("old", "A", 5, "2026-11-09"),
    ]);
    expect(told(await ask(["cohort-units-returned"], { maturityDays: 30 }), "cohort-units-returned")).toBe("2");
    expect(told(await ask(["cohort-units-returned"], { maturityDays: 7 }), "cohort-units-returned")).toBe("1");
    expect(told(await ask(["cohort-units-returned"], { maturityDays: 30, asOf: day("2026-11-10") }), "cohort-units-returned")).toBe("1");
    expect(told(await ask(["cohort-units-returned"], { maturityDays: 30, by: "day" }), "cohort-units-returned", "2026-11-04")).toBe("1");
  });

  it("does not tell a cohort where returns do not name their orders", async () => {
    const { imports, ask } = await start();
    await importFile(
      imports,
      "order-lines",
      [line("1", "A", 2, "20.00", "2026-11-02"), flagged(line("C2", "A", -1, "-10.00", "2026-11-03"), "return")],
      { beside: [returned("C2", "A", 1, "2026-11-03")] },
    );
    expect(told(await ask(["units-returned"]), "units-returned")).toBe("1");
    expect(told(await ask(["cohort-units-returned"]), "cohort-units-returned")).toContain("do not name the order");
  });

  it("leaves a store whose returns cannot be told out of both sides of the rate, and says so", async () => {
    const { imports, ask } = await start();
    const orders = [line("1", "A", 4, "40.00", "2026-11-02")];
    await importFile(imports, "order-lines", orders);
    await importFile(imports, "returns", [returned("1", "A", 1, "2026-11-04")]);
    await importFile(imports, "order-lines", [line("9", "B", 96, "960.00", "2026-11-02")], { store: "de" });
    const measures = ["cohort-units-returned", "units"] as const;
    const both = await ask(measures, { scope: { stores: ["us", "de"] }, maturityDays: 30 });
    expect([told(both, "cohort-units-returned"), told(both, "units")]).toEqual(["1", "4"]);
    expect(both.notes.map((n) => n.en)).toContain("de left out: no returns of de are known: import the returns report");
    expect(told(await ask(measures, { scope: { stores: ["de"] } }), "cohort-units-returned")).toMatch(/^— no /);
    const byStore = await ask(measures, { scope: { stores: ["us", "de"] }, by: "store" });
    expect(told(byStore, "cohort-units-returned", "de")).toMatch(/^— no returns of de/);
  });
});
