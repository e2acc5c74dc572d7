import { expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import type { OrderLine } from "../../../src/domain/facts/facts.ts";
import { lateOrders } from "../../../src/store/facts/late-orders.ts";
import { describeStores } from "../harness.ts";
import { flagged, importFile, line } from "../imports/world.ts";
import { startCompany } from "./ask.ts";

const at = (text: string) => new Date(text);
const own = (id: string, on: string, left: string | null, more: Partial<OrderLine> = {}): OrderLine =>
  line(id, "A", 1, "10", on, { fulfilment: "seller", shippedAt: left === null ? null : at(left), ...more });

describeStores((_, open) => {
  const start = async (rows: readonly OrderLine[]) => {
    const company = await startCompany(open);
    await importFile(company.imports, "order-lines", [...rows]);
    const late = (workingDays = 2) => lateOrders(company.prisma).late({ stores: [{ code: "us", workingDays }], asOf: day("2026-11-20") });
    return { ...company, late };
  };

  it("counts the orders that should have left and are still there, with the day on which the first was due", async () => {
    const by = at("2026-11-04T07:59:59.999Z"); // the last instant of the 3rd in Los Angeles
    const { late } = await start([
      own("1", "2026-11-02", null, { shipBy: by }),
      own("2", "2026-11-03", null, { shipBy: at("2026-11-06T07:59:59.999Z") }),
      own("3", "2026-11-02", "2026-11-08T08:30:00Z", { shipBy: by }),
      own("4", "2026-11-09", "2026-11-09T18:00:00Z"),
      own("5", "2026-11-09", null),
    ]);
    // The third left late, but left; the fifth has until the 11th.
    expect(await late()).toEqual([{ store: "us", orders: 2, oldest: "2026-11-03", knownUpTo: "2026-11-09", unheard: 0 }]);
  });

  it("gives an order that names no day as many working days as the store has", async () => {
    const rows = [own("1", "2026-11-06", null), own("2", "2026-11-10", "2026-11-10T20:00:00Z")];
    // Friday the 6th: two working days end on Tuesday the 10th, one on Monday the 9th.
    expect(await (await start(rows)).late()).toMatchObject([{ orders: 0, oldest: null }]);
    expect(await (await start(rows)).late(1)).toMatchObject([{ orders: 1, oldest: "2026-11-09" }]);
  });

  it("an order of several lines is one order, and one of which a line has not left has not left", async () => {
    const { late } = await start([
      own("1", "2026-11-02", "2026-11-03T20:00:00Z"),
      { ...own("1", "2026-11-02", null), sku: "B" },
      { ...own("1", "2026-11-02", null), sku: "C" },
      own("2", "2026-11-09", "2026-11-09T20:00:00Z"),
    ]);
    expect(await late()).toMatchObject([{ orders: 1 }]);
  });

  it("leaves out what was cancelled, and stores whose orders the platform ships or whose files never say when", async () => {
    const { late } = await start([
      flagged(own("1", "2026-11-02", null), "cancelled"),
      own("2", "2026-11-02", "2026-11-02T20:00:00Z"),
      line("3", "A", 1, "10", "2026-11-09"),
    ]);
    expect(await late()).toMatchObject([{ orders: 0 }]);
    expect(await (await start([line("1", "A", 1, "10", "2026-11-02"), line("2", "A", 1, "10", "2026-11-09")])).late()).toEqual([]);
    expect(await (await start([own("1", "2026-11-02", null), own("2", "2026-11-09", null)])).late()).toEqual([]);
  });

  it("tells apart an order of which newer files say nothing: it may have left since", async () => {
    const { imports, late } = await start([own("1", "2026-11-02", null), own("2", "2026-11-06", "2026-11-06T20:00:00Z")]);
    expect(await late()).toMatchObject([{ orders: 1, unheard: 0, knownUpTo: "2026-11-06" }]);
    await importFile(imports, "order-lines", [own("3", "2026-11-07", null), own("4", "2026-11-12", null)], { hash: "newer" });
    expect(await late()).toEqual([{ store: "us", orders: 1, oldest: "2026-11-10", knownUpTo: "2026-11-12", unheard: 1 }]);
  });
});
