import { expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import type { OrderLine } from "../../src/domain/facts/facts.ts";
import { promos } from "../../src/store/promos.ts";
import { startCompany } from "./facts/ask.ts";
import { describeStores } from "./harness.ts";
import { flagged, importFile, line } from "./imports/world.ts";

/** An order of the 27th in Los Angeles, at an hour of UTC. */
const at = (id: string, instant: string, units: number, sku = "A"): OrderLine =>
  line(id, sku, units, "10", "2026-11-27", { at: new Date(instant) });

describeStores((_, open) => {
  it("adds units up by the hour of the store's own clock, SKU by SKU", async () => {
    const { imports, prisma } = await startCompany(open);
    await importFile(imports, "order-lines", [
      at("1", "2026-11-27T17:05:00Z", 2),
      at("2", "2026-11-27T17:55:00Z", 3),
      at("3", "2026-11-28T07:30:00Z", 1),
      at("4", "2026-11-27T17:10:00Z", 4, "B"),
      flagged(at("5", "2026-11-27T17:10:00Z", 9), "cancelled"),
    ]);
    const hours = (from: string, to: string) => promos(prisma).hours({ stores: ["us"], from: day(from), to: day(to) });
    expect(await hours("2026-11-27", "2026-11-27")).toEqual([
      { day: "2026-11-27", hour: 9, sku: "A", units: 5 },
      { day: "2026-11-27", hour: 9, sku: "B", units: 4 },
      { day: "2026-11-27", hour: 23, sku: "A", units: 1 },
    ]);
    expect(await hours("2026-11-28", "2026-11-30")).toEqual([]);
    expect(await promos(prisma).hours({ stores: ["elsewhere"], from: day("2026-11-27"), to: day("2026-11-27") })).toEqual([]);
  });

  it("adds units up by the codes that orders name, whatever their case", async () => {
    const { imports, prisma } = await startCompany(open);
    const coded = (id: string, units: number, codes: readonly string[], sku = "A"): OrderLine => ({
      ...at(id, "2026-11-27T17:05:00Z", units, sku),
      codes,
    });
    await importFile(imports, "order-lines", [
      coded("1", 2, ["MIA20"]),
      coded("2", 3, ["mia20", "PLM-42"]),
      coded("3", 1, ["MIA20"], "B"),
      coded("4", 5, []),
      flagged(coded("5", 9, ["MIA20"]), "cancelled"),
    ]);
    const codes = (from: string) => promos(prisma).codes({ stores: ["us"], from: day(from), to: day("2026-11-30") });
    expect((await codes("2026-11-27")).map((c) => [c.code.toUpperCase(), c.sku, c.units])).toEqual([
      ["MIA20", "A", 5],
      ["PLM-42", "A", 3],
      ["MIA20", "B", 1],
    ]);
    expect(await codes("2026-11-28")).toEqual([]);
  });

  it("names every SKU that a visible file named", async () => {
    const { imports, prisma } = await startCompany(open);
    await importFile(imports, "order-lines", [at("1", "2026-11-27T17:05:00Z", 2), at("2", "2026-11-27T17:05:00Z", 2, "B")]);
    expect((await promos(prisma).skus()).map((s) => s.sku)).toEqual(["A", "B"]);
  });
});
