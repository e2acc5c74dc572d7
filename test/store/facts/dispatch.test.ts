import { expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import type { OrderLine } from "../../../src/domain/facts/facts.ts";
import { describeStores } from "../harness.ts";
import { flagged, importFile, line } from "../imports/world.ts";
import { startCompany, table, told } from "./ask.ts";

const at = (text: string) => new Date(text);
/** An order that the seller ships, placed on a day (Los Angeles), and when it left. */
const own = (id: string, on: string, left: string | null, more: Partial<OrderLine> = {}): OrderLine =>
  line(id, "A", 1, "10", on, { fulfilment: "seller", shippedAt: left === null ? null : at(left), ...more });
const BOTH = ["orders-due", "orders-late"] as const;

describeStores((_, open) => {
  const start = async (rows: readonly OrderLine[]) => {
    const company = await startCompany(open);
    await importFile(company.imports, "order-lines", [...rows]);
    const ask = async (more = {}) => {
      const answer = await company.ask([...BOTH], more);
      return { ...answer, is: `${told(answer, "orders-late")} of ${told(answer, "orders-due")}` };
    };
    return { ...company, ask };
  };

  it("counts an order as late that left after the day that the file names, in the store's zone, or has not left", async () => {
    const by = at("2026-11-04T07:59:59.999Z"); // the last instant of the 3rd in Los Angeles
    const { ask } = await start([
      own("1", "2026-11-02", "2026-11-04T07:30:00Z", { shipBy: by }),
      own("2", "2026-11-02", "2026-11-04T08:30:00Z", { shipBy: by }),
      own("3", "2026-11-02", null, { shipBy: by }),
      own("4", "2026-11-09", "2026-11-09T18:00:00Z"),
    ]);
    const byDay = await ask({ by: "day" });
    expect([table(byDay, "orders-due")[2], table(byDay, "orders-late")[2]]).toEqual(["2026-11-03 3", "2026-11-03 2"]);
  });

  it("gives an order without such a day two working days, or as many as a policy says", async () => {
    // Friday the 6th: due on Tuesday the 10th; the file reaches beyond it.
    const { ask } = await start([
      own("1", "2026-11-06", "2026-11-10T20:00:00Z"),
      own("2", "2026-11-06", "2026-11-11T20:00:00Z"),
      own("3", "2026-11-12", null),
    ]);
    const two = await ask();
    expect(two.is).toBe("1 of 2");
    expect(two.notes.map((n) => n.en)).toContain(
      "2 orders name no day to ship by and are due 2 working days (Monday to Friday) after the order",
    );
    expect((await ask({ dispatchDays: 1 })).is).toBe("2 of 2");
  });

  it("says nothing of an order that was not due yet when the file was written, and of what the platform ships or was cancelled", async () => {
    const { ask } = await start([
      own("1", "2026-11-02", "2026-11-03T20:00:00Z"),
      own("2", "2026-11-05", null),
      line("3", "A", 1, "10", "2026-11-02"),
      flagged(own("4", "2026-11-02", null), "cancelled"),
      own("5", "2026-11-06", null),
    ]);
    const answer = await ask();
    expect(answer.is).toBe("0 of 1");
    expect(answer.newestOf?.get("orders-due")).toBe("2026-11-05");
  });

  it("knows from a newer file of those days that an order still has not left", async () => {
    const late = own("1", "2026-11-02", null);
    const gone = own("0", "2026-11-02", "2026-11-02T20:00:00Z");
    const { imports, ask } = await start([gone, late]);
    expect((await ask()).is).not.toContain("1 of");
    await importFile(imports, "order-lines", [late, own("2", "2026-11-08", null)], { hash: "newer" });
    expect((await ask()).is).toBe("1 of 2");
  });

  it("an order of several lines is one order, due with the first and late with any; by SKU each has its own", async () => {
    const { ask } = await start([
      own("1", "2026-11-02", "2026-11-03T20:00:00Z"),
      { ...own("1", "2026-11-02", "2026-11-08T20:00:00Z"), sku: "B" },
      own("2", "2026-11-09", null),
    ]);
    expect((await ask()).is).toBe("1 of 1");
    const bySku = await ask({ by: "sku" });
    expect(table(bySku, "orders-late")).toEqual(["A 0", "B 1"]);
  });

  it("names the file that would tell it where none does, and leaves such a store out beside others", async () => {
    const { imports, ask } = await start([own("1", "2026-11-02", null), own("2", "2026-11-08", null)]);
    const why = told(await ask(), "orders-due");
    expect(why).toContain("do not say when they left: import orders that say when they left");
    expect(why).toContain("shipped_at and ship_by");
    await importFile(imports, "order-lines", [own("1", "2026-11-02", "2026-11-03T09:00:00Z"), own("2", "2026-11-08", null)], {
      store: "de",
    });
    const both = await ask({ scope: { stores: ["us", "de"] } });
    expect([both.is, both.notes.map((n) => n.en).some((n) => n.startsWith("us left out"))]).toEqual(["0 of 1", true]);
    expect(table(await ask({ scope: { stores: ["us", "de"] }, by: "store" }), "orders-due")[0]).toBe("de 1");
  });

  it("says that a store ships nothing itself", async () => {
    const { ask } = await start([line("1", "A", 1, "10", "2026-11-02"), line("2", "A", 1, "10", "2026-11-08")]);
    expect(told(await ask({ period: { from: day("2026-11-01"), to: day("2026-11-05") } }), "orders-due")).toBe(
      "— us ships nothing itself: all orders are the platform's to ship",
    );
  });
});
