import { describe, expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { readAs, sourceOf, tsv, US } from "./kit.ts";

describe("FBA inventory", async () => {
  const source = await sourceOf<"stock">("amazon-fba-inventory");
  const header = [
    "sku",
    "fnsku",
    "asin",
    "product-name",
    "condition",
    "your-price",
    "mfn-listing-exists",
    "mfn-fulfillable-quantity",
    "afn-listing-exists",
    "afn-warehouse-quantity",
    "afn-fulfillable-quantity",
    "afn-unsellable-quantity",
    "afn-reserved-quantity",
    "afn-total-quantity",
    "per-unit-volume",
    "afn-inbound-working-quantity",
    "afn-inbound-shipped-quantity",
    "afn-inbound-receiving-quantity",
    "afn-researching-quantity",
    "afn-reserved-future-supply",
    "afn-future-supply-buyable",
  ];
  const row = [
    "S1",
    "X1",
    "B1",
    "Mug",
    "New",
    "0.0",
    "No",
    "",
    "Yes",
    "130",
    "100",
    "5",
    "20",
    "180",
    "0.02",
    "10",
    "30",
    "15",
    "2",
    "0",
    "0",
  ];
  const context = { warehouse: "fba-us", day: day("2026-11-21") };

  it("becomes one fact for each state, and one record", async () => {
    const { records, notes } = await readAs(source, tsv(header, row), context);
    expect(notes).toEqual([]);
    expect(records).toHaveLength(1);
    const [record] = records;
    if (!record || !("fact" in record)) throw new Error("rejected");
    expect(record.fact).toEqual({
      warehouse: "fba-us",
      sku: "S1",
      state: "available",
      day: "2026-11-21",
      quantity: 100,
      title: "Mug",
      asin: "B1",
      fnsku: "X1",
    });
    expect(record.also?.map((f) => `${f.state} ${f.quantity}`)).toEqual([
      "reserved 20",
      "unsellable 5",
      "researching 2",
      "inbound-working 10",
      "inbound-shipped 30",
      "inbound-receiving 15",
    ]);
  });

  it("keeps a zero, for it takes back what an earlier file of the day said, and a blank for unknown", async () => {
    const { records } = await readAs(source, tsv(header, row.with(12, "0").with(11, "")), context);
    const [record] = records;
    expect(record && "also" in record ? record.also?.map((f) => `${f.state} ${f.quantity}`) : undefined).toEqual([
      "reserved 0",
      "researching 2",
      "inbound-working 10",
      "inbound-shipped 30",
      "inbound-receiving 15",
    ]);
  });

  it("says which SKUs are not kept by FBA, instead of calling them out of stock", async () => {
    const { rejects } = await readAs(source, tsv(header, row.with(8, "No").with(10, "")), context);
    expect(rejects[0]).toMatchObject({ code: "not-in-pool", value: "No" });
  });
});

describe("FBA returns", async () => {
  const source = await sourceOf<"returns">("amazon-fba-returns");
  const header = [
    "return-date",
    "order-id",
    "sku",
    "asin",
    "fnsku",
    "product-name",
    "quantity",
    "fulfillment-center-id",
    "detailed-disposition",
    "reason",
    "status",
    "license-plate-number",
    "customer-comments",
  ];
  const row = (reason: string, disposition = "SELLABLE", order = "111-1") => [
    "2026-10-05T06:30:00+00:00",
    order,
    "S1",
    "B1",
    "X1",
    "Mug",
    "1",
    "ABE2",
    disposition,
    reason,
    "Reimbursed",
    "LPN1",
    'broken "handle"',
  ];

  it("is dated by the day in the store's zone and sorted by reason", async () => {
    const { facts, notes } = await readAs(
      source,
      tsv(
        header,
        row("DEFECTIVE"),
        row("CR-NOT_AS_DESCRIBED"),
        row("AMZ-PG-APP-TOO-LATE"),
        row("APPAREL_TOO_SMALL"),
        row("NO_REASON_GIVEN"),
        row("UNWANTED_ITEM"),
      ),
      { store: US },
    );
    expect(notes).toEqual([]);
    expect(facts[0]).toMatchObject({
      orderId: "111-1",
      sku: "S1",
      nth: 1,
      day: "2026-10-04",
      quantity: 1,
      reason: "DEFECTIVE",
      disposition: "SELLABLE",
      comment: 'broken "handle"',
      refund: null,
    });
    expect(facts.map((f) => f.bucket)).toEqual(["quality", "listing", "logistics", "fit", "unknown", "preference"]);
    expect(facts.map((f) => f.nth)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("does not lose a return for a word that it does not know, and tells somebody once", async () => {
    const { facts, rejects, notes } = await readAs(
      source,
      tsv(header, row("EATEN_BY_DOG"), row("EATEN_BY_DOG"), row("DEFECTIVE", "VAPORISED")),
      { store: US },
    );
    expect(rejects).toEqual([]);
    expect(facts.map((f) => f.bucket)).toEqual(["unknown", "unknown", "quality"]);
    expect(facts[2]?.disposition).toBe("VAPORISED");
    expect(notes).toHaveLength(2);
    expect(notes[0]).toContain("EATEN_BY_DOG");
  });

  it("takes CSV from the page as well as TSV from the API", async () => {
    const csv = `${header
      .map((h) => (h === "order-id" ? "amazon-order-id" : h))
      .map((c) => `"${c}"`)
      .join(",")}\n${row("DEFECTIVE")
      .map((c) => `"${c.replaceAll('"', '""')}"`)
      .join(",")}\n`;
    expect((await readAs(source, csv, { store: US })).facts).toEqual(
      (await readAs(source, tsv(header, row("DEFECTIVE")), { store: US })).facts,
    );
  });

  it("cuts days in the store's zone", async () => {
    const tokyo = { code: "jp", zone: zone("Asia/Tokyo"), currency: "JPY", country: "JP" };
    expect((await readAs(source, tsv(header, row("DEFECTIVE").with(0, "2026-10-05T20:00:00+00:00")), { store: tokyo })).facts[0]?.day).toBe(
      "2026-10-06",
    );
  });
});
