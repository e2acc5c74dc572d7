import { expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import type { MeasureId } from "../../../src/domain/kpi/measure.ts";
import { describeStores } from "../harness.ts";
import { decimal, importFile, line } from "../imports/world.ts";
import { LINES, startCompany, table, told } from "./ask.ts";

describeStores((_, open) => {
  const start = () => startCompany(open);

  it("counts valid lines as sales, and placed ones beside them", async () => {
    const { imports, ask } = await start();
    await importFile(imports, "order-lines", LINES);
    const answer = await ask(["units", "orders", "sales-valid", "discounts", "sales-placed", "skus-sold"]);
    expect(["units", "orders", "sales-valid", "discounts", "sales-placed", "skus-sold"].map((m) => told(answer, m as MeasureId))).toEqual([
      "6",
      "3",
      "45",
      "1.5",
      "85",
      "2",
    ]);
    expect(answer.sources).toEqual(["order-lines"]);
    expect(answer.coverage).toEqual({ covered: 5, of: 10 });
    expect(answer.newest).toBe("2026-11-06");
    const placed = await ask(["sales-placed"]);
    expect(placed.notes.map((n) => n.en)).toContain("1 line carries no amount (pending or cancelled) and is not in the sum");
  });

  it("tells a day between the first and the last line as 0, and a day outside as unknown", async () => {
    const { imports, ask } = await start();
    await importFile(imports, "order-lines", LINES);
    const days = table(await ask(["units"], { by: "day" }), "units");
    expect(days.slice(1, 6)).toEqual(["2026-11-02 3", "2026-11-03 0", "2026-11-04 1", "2026-11-05 0", "2026-11-06 2"]);
    for (const unknown of [days[0], days[6], days[9]]) expect(unknown).toContain("import the orders report");
  });

  it("knows nothing of the days between two files, unless a period was stated with one", async () => {
    const { imports, ask } = await start();
    await importFile(imports, "order-lines", [line("1", "A", 1, "1", "2026-11-02")]);
    await importFile(imports, "order-lines", [line("2", "A", 1, "1", "2026-11-08")]);
    expect((await ask(["units"])).coverage).toEqual({ covered: 2, of: 10 });
    await importFile(imports, "order-lines", [line("3", "A", 1, "1", "2026-11-05")], { period: { from: "2026-11-01", to: "2026-11-30" } });
    // The file was read on the 20th: it cannot know the rest of the month.
    expect((await ask(["units"])).coverage).toEqual({ covered: 10, of: 10 });
    expect(
      (await ask(["units"], { period: { from: day("2026-11-01"), to: day("2026-11-30") }, asOf: day("2026-11-30") })).coverage,
    ).toEqual({ covered: 19, of: 30 });
  });

  it("says of each month and of each store how many of its days are known", async () => {
    const { imports, ask } = await start();
    await importFile(imports, "order-lines", [line("1", "A", 1, "1", "2026-10-29"), line("2", "A", 1, "1", "2026-11-04")]);
    const period = { from: day("2026-10-21"), to: day("2026-11-30") };
    expect((await ask(["units"], { by: "month", period })).coverageOf).toEqual(
      new Map([
        ["2026-10", { covered: 3, of: 11 }],
        ["2026-11", { covered: 4, of: 30 }],
      ]),
    );
    expect((await ask(["units"], { by: "store", period, scope: { stores: ["us", "de"] } })).coverageOf).toEqual(
      new Map([
        ["de", { covered: 0, of: 41 }],
        ["us", { covered: 7, of: 41 }],
      ]),
    );
  });

  it("does not look at facts after the asker's day", async () => {
    const { imports, ask } = await start();
    await importFile(imports, "order-lines", LINES);
    const then = await ask(["units", "skus-sold"], { asOf: day("2026-11-03") });
    expect([told(then, "units"), told(then, "skus-sold"), then.newest]).toEqual(["3", "2", "2026-11-03"]);
    expect(told(await ask(["units"], { asOf: day("2026-10-01") }), "units")).toBe("— the period lies after 2026-10-01");
  });

  it("counts an order once, however many of its SKUs a category holds", async () => {
    const { prisma, imports, ask } = await start();
    await importFile(imports, "order-lines", LINES);
    await prisma.sku.updateMany({ where: { code: { in: ["A", "B"] } }, data: { category: "home" } });
    expect(told(await ask(["orders"], { scope: { stores: ["us"], category: "home" } }), "orders")).toBe("3");
    expect(told(await ask(["orders"], { scope: { stores: ["us"], sku: "A" } }), "orders")).toBe("2");
    expect(table(await ask(["orders"], { by: "sku" }), "orders")).toEqual(["A 2", "B 2"]);
  });

  it("counts an order whose lines are of two days on the first of them", async () => {
    const { imports, ask } = await start();
    await importFile(imports, "order-lines", [
      line("1", "A", 1, "1", "2026-11-02"),
      line("1", "A", 1, "1", "2026-11-08", { nth: 2 }),
      line("1", "B", 1, "1", "2026-11-08"),
      line("2", "B", 1, "1", "2026-11-08"),
    ]);
    const byDay = await ask(["orders"], { by: "day" });
    expect([told(byDay, "orders", "2026-11-02"), told(byDay, "orders", "2026-11-08"), told(await ask(["orders"]), "orders")]).toEqual([
      "1",
      "1",
      "2",
    ]);
  });

  it("tells money in the asked currency by the rate of each day, and says which rate is missing", async () => {
    const { imports, ask } = await start();
    const euros = { currency: "EUR" };
    await importFile(
      imports,
      "order-lines",
      [line("1", "A", 1, "100", "2026-11-02", euros), line("2", "A", 1, "100", "2026-11-04", euros)],
      { store: "de" },
    );
    const both = { scope: { stores: ["de", "us"] } };
    expect(told(await ask(["sales-valid"], both), "sales-valid")).toContain("no exchange rate EUR→USD on or before 2026-11-02");
    const rate = (on: string, base: string, quote: string, r: string) => ({ day: day(on), base, quote, rate: decimal(r), source: "test" });
    await importFile(imports, "fx", [rate("2026-11-01", "EUR", "USD", "1.10"), rate("2026-11-03", "EUR", "USD", "1.20")], { store: null });
    expect(told(await ask(["sales-valid"], both), "sales-valid")).toBe("230");
    // Through a third currency, and a pair turned round.
    await importFile(imports, "fx", [rate("2026-11-01", "CNY", "EUR", "0.125")], { store: null });
    expect(told(await ask(["sales-valid"], { ...both, currency: "CNY" }), "sales-valid")).toBe("1600");
    expect(told(await ask(["sales-valid"], { ...both, currency: "JPY" }), "sales-valid")).toContain("EUR→JPY");
    expect(told(await ask(["units"], { ...both, currency: "JPY" }), "units")).toBe("2");
  });

  it("says that a country is the store's, and refuses a store that it does not know", async () => {
    const { imports, ask } = await start();
    await importFile(imports, "order-lines", LINES);
    const answer = await ask(["units"], { scope: { stores: ["us", "de"], country: "US" } });
    expect(told(answer, "units")).toBe("6");
    expect(answer.notes[0]?.zh).toBe("国家指店铺所在国，不是收货国");
    await expect(ask(["units"], { scope: { stores: ["uk"] } })).rejects.toMatchObject({ code: "unknown-store" });
    await expect(ask(["units"], { scope: { stores: ["us"], sku: "nope" } })).rejects.toMatchObject({ code: "unknown-sku" });
  });

  it("tells figures as they were when an import is undone", async () => {
    const { imports, ask } = await start();
    await importFile(imports, "order-lines", LINES);
    const before = await ask(["units", "orders", "sales-valid", "sales-placed"], { by: "day" });
    const second = await importFile(imports, "order-lines", [
      line("1", "A", 9, "90.00", "2026-11-03"),
      line("8", "C", 1, "1", "2026-11-05"),
    ]);
    expect(told(await ask(["units", "orders"], { by: "day" }), "units", "2026-11-02")).toBe("0");
    await imports.undo(second.id);
    expect(await ask(["units", "orders", "sales-valid", "sales-placed"], { by: "day" })).toEqual(before);
  });
});
