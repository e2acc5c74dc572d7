import { expect, it } from "vitest";
import { makeFacts } from "../../../src/store/facts/facts.ts";
import { day } from "../../../src/domain/calendar/day.ts";
import { told } from "../facts/ask.ts";
import { describePostgres, type TestStore } from "../harness.ts";
import { head, importFile, importsOf, line, makeCompany, numbered, seenLines, seenSkus } from "./world.ts";

describePostgres((_, open) => {
  const importers = async (store: TestStore, count: number) => {
    const connections = await Promise.all(Array.from({ length: count }, () => store.connectAgain()));
    return connections.map((c) => importsOf(c.prisma));
  };

  it("lets imports of one store take turns: each order is one file's, whole", async () => {
    const store = await open();
    await makeCompany(store.prisma);
    const all = await importers(store, 4);
    const file = (n: number) =>
      Array.from({ length: 60 }, (__, i) => [
        line(`o${i}`, `S${(i + n) % 7}`, n, "1", "2026-11-02"),
        line(`o${i}`, `T${n}`, n, "1", "2026-11-02"),
      ]).flat();
    const counts = await Promise.all(all.map((imports, n) => importFile(imports, "order-lines", file(n + 1))));
    for (const c of counts) expect(c.accepted + c.unchanged + c.rejected).toBe(120);
    const seen = await seenLines(store.prisma);
    expect(seen).toHaveLength(120);
    for (const lines of Map.groupBy(seen, (l) => l.order).values()) expect(new Set(lines.map((l) => l.quantity)).size).toBe(1);
    const period = { from: day("2026-11-01"), to: day("2026-11-03") };
    const whole = await makeFacts(store.prisma).read({
      measures: ["units", "orders"],
      scope: { stores: ["us"] },
      period,
      currency: "USD",
      asOf: period.to,
    });
    expect([told(whole, "units"), told(whole, "orders")]).toEqual([String(seen.reduce((sum, l) => sum + l.quantity, 0)), "60"]);
    expect(await store.prisma.orderLine.count()).toBe(120);
    expect(await store.prisma.importTurn.count()).toBe(0);
  });

  it("creates a SKU once when many files name it first, and keeps it when one of them dies", async () => {
    const store = await open();
    await makeCompany(store.prisma);
    const [a, b, c] = await importers(store, 3);
    if (a === undefined || b === undefined || c === undefined) throw new Error("three importers were asked for");
    const codes = Array.from({ length: 300 }, (__, i) => `N${i}`);
    const opened = await Promise.all(
      [a, b, c].map((imports, n) => imports.open(head("order-lines", { store: n === 1 ? "de" : "us" }), false)),
    );
    await Promise.all(
      opened.map((o, n) =>
        o.add(numbered((n === 1 ? codes.toReversed() : codes).map((sku, i) => line(`${n}-${i}`, sku, 1, "1", "2026-11-02")))),
      ),
    );
    await opened[0]?.abandon("killed");
    expect(await seenSkus(store.prisma)).toEqual([]);
    await Promise.all([opened[1]?.publish(), opened[2]?.publish()]);
    await Promise.all([a.settled(), b.settled(), c.settled()]);
    expect(await seenSkus(store.prisma)).toEqual(codes.toSorted());
  });

  it("shows an import whole or not at all, however often somebody looks", async () => {
    const store = await open();
    await makeCompany(store.prisma);
    const [imports] = await importers(store, 1);
    if (imports === undefined) throw new Error("an importer was asked for");
    const facts = makeFacts(store.prisma);
    const period = { from: day("2026-11-01"), to: day("2026-11-30") };
    const look = async () =>
      told(await facts.read({ measures: ["units"], scope: { stores: ["us"] }, period, currency: "USD", asOf: period.to }), "units");
    const file = (quantity: number) =>
      Array.from({ length: 3_000 }, (__, i) =>
        line(`o${i}`, `S${i % 40}`, quantity, "1", `2026-11-${String(1 + (i % 28)).padStart(2, "0")}`),
      );
    await importFile(imports, "order-lines", file(1));
    const seen = new Set<string>();
    let on = true;
    const looking = (async () => {
      while (on) seen.add(await look());
    })();
    await importFile(imports, "order-lines", file(2));
    on = false;
    await looking;
    seen.add(await look());
    expect([...seen].toSorted()).toEqual(["3000", "6000"]);
  });
});
