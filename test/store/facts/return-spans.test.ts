import { expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import type { Return } from "../../../src/domain/facts/facts.ts";
import { returnReasons } from "../../../src/store/facts/return-reasons.ts";
import { describeStores } from "../harness.ts";
import { importFile } from "../imports/world.ts";
import { startCompany } from "./ask.ts";

let nth = 0;
const back = (sku: string, on: string, given: Partial<Return> = {}): Return => ({
  orderId: `O-${(nth += 1)}`,
  sku,
  nth: 1,
  day: day(on),
  quantity: 1,
  reason: "DEFECTIVE",
  bucket: "quality",
  disposition: null,
  status: null,
  comment: null,
  refund: null,
  currency: null,
  ...given,
});

const WEEK = { from: day("2026-11-16"), to: day("2026-11-22") };
const RECENT = { from: day("2026-10-26"), to: day("2026-11-22") };
const PAST = { from: day("2026-08-03"), to: day("2026-10-25") };
const ask = { stores: ["us"], week: WEEK, recent: RECENT, past: PAST, asOf: day("2026-11-23") };

describeStores((_, open) => {
  const start = async (rows: readonly Return[], more: readonly Return[] = []) => {
    const company = await startCompany(open);
    await importFile(company.imports, "returns", [...rows]);
    if (more.length > 0) await importFile(company.imports, "returns", [...more], { store: "de", hash: "de" });
    return { ...company, reasons: returnReasons(company.prisma) };
  };

  it("adds up the units of a SKU and reason in the week, in the recent days and in those before", async () => {
    const { reasons } = await start([
      back("A", "2026-11-16", { quantity: 2 }),
      back("A", "2026-11-22"),
      back("A", "2026-11-15"),
      back("A", "2026-10-25", { quantity: 4 }),
      back("A", "2026-08-02", { quantity: 9 }),
      back("B", "2026-11-20", { reason: "APPAREL_TOO_SMALL", bucket: "fit" }),
    ]);
    expect(await reasons.spans(ask)).toEqual([
      {
        sku: "A",
        title: null,
        store: "us",
        bucket: "quality",
        reason: "DEFECTIVE",
        week: 3,
        recent: 4,
        past: 4,
        recentOrders: 3,
        pastOrders: 1,
      },
      {
        sku: "B",
        title: null,
        store: "us",
        bucket: "fit",
        reason: "APPAREL_TOO_SMALL",
        week: 1,
        recent: 1,
        past: 0,
        recentOrders: 1,
        pastOrders: 0,
      },
    ]);
    expect(await reasons.spans({ ...ask, asOf: day("2026-11-16") })).toMatchObject([{ sku: "A", week: 2 }]);
  });

  it("keeps stores apart, and tells only those that were asked for", async () => {
    const { reasons } = await start([back("A", "2026-11-18")], [back("A", "2026-11-18", { quantity: 3 })]);
    expect((await reasons.spans({ ...ask, stores: ["us", "de"] })).map((s) => [s.store, s.week])).toEqual([
      ["de", 3],
      ["us", 1],
    ]);
    expect((await reasons.spans(ask)).map((s) => s.store)).toEqual(["us"]);
  });

  it("hands out what buyers wrote of the asked SKUs and reasons, newest first, and nothing empty", async () => {
    const { reasons } = await start([
      back("A", "2026-11-18", { comment: "Stopped working" }),
      back("A", "2026-11-20", { comment: 'Does not "switch" on, {never} did' }),
      back("A", "2026-11-21", { comment: "  " }),
      back("A", "2026-11-19", { bucket: "fit", comment: "Too small" }),
      back("B", "2026-11-19", { comment: "Broken" }),
      back("A", "2026-10-20", { comment: "Old news" }),
    ]);
    const of = [{ sku: "A", bucket: "quality" as const }];
    expect(await reasons.comments({ stores: ["us"], period: RECENT, asOf: ask.asOf, of })).toEqual([
      { sku: "A", bucket: "quality", comment: 'Does not "switch" on, {never} did' },
      { sku: "A", bucket: "quality", comment: "Stopped working" },
    ]);
    expect(await reasons.comments({ stores: ["us"], period: RECENT, asOf: ask.asOf, of: [] })).toEqual([]);
  });
});
