import { describe, expect, it } from "vitest";
import { DE, readAs, sourceOf, tsv, US } from "./kit.ts";

const source = await sourceOf<"order-lines">("amazon-all-orders");

const HEADER = [
  "amazon-order-id",
  "merchant-order-id",
  "purchase-date",
  "last-updated-date",
  "order-status",
  "fulfillment-channel",
  "sales-channel",
  "order-channel",
  "ship-service-level",
  "product-name",
  "sku",
  "asin",
  "item-status",
  "quantity",
  "currency",
  "item-price",
  "item-tax",
  "shipping-price",
  "shipping-tax",
  "gift-wrap-price",
  "gift-wrap-tax",
  "item-promotion-discount",
  "ship-promotion-discount",
  "ship-city",
  "ship-state",
  "ship-postal-code",
  "ship-country",
  "promotion-ids",
  "is-business-order",
  "purchase-order-number",
  "price-designation",
];

const BASE: Readonly<Record<string, string>> = {
  "amazon-order-id": "111-1111111-0000001",
  "purchase-date": "2026-10-01T05:30:00+00:00",
  "order-status": "Shipped",
  "fulfillment-channel": "Amazon",
  "sales-channel": "Amazon.com",
  "product-name": "Blue mug",
  sku: "MUG-1",
  asin: "B000000001",
  "item-status": "Shipped",
  quantity: "2",
  currency: "USD",
  "item-price": "39.98",
  "item-promotion-discount": "4.00",
  "ship-city": "SPRINGFIELD",
  "ship-postal-code": "99999",
  "ship-country": "US",
  "is-business-order": "false",
};
const line = (change: Readonly<Record<string, string>> = {}, header: readonly string[] = HEADER): string[] =>
  header.map((h) => change[h] ?? BASE[h] ?? "");
const read = (changes: readonly Readonly<Record<string, string>>[], store = US, header: readonly string[] = HEADER) =>
  readAs(source, tsv(header, ...changes.map((c) => line(c, header))), { store });

describe("Amazon All Orders", () => {
  it("takes item-price as the line's total, and the day where the store is", async () => {
    const { facts, rejects, notes } = await read([{}]);
    expect(rejects).toEqual([]);
    expect(notes).toEqual([]);
    expect(facts[0]).toMatchObject({
      orderId: "111-1111111-0000001",
      sku: "MUG-1",
      nth: 1,
      day: "2026-09-30",
      quantity: 2,
      amount: "39.98",
      discount: "4",
      currency: "USD",
      flag: null,
      fulfilment: "platform",
      country: "US",
    });
  });

  it("keeps nothing that says who bought, in no column", async () => {
    const header = [...HEADER, "buyer-email", "buyer-name", "recipient-name", "ship-address-1", "ship-phone-number", "cpf"];
    const person = Object.fromEntries(
      ["buyer-email", "buyer-name", "recipient-name", "ship-address-1", "ship-phone-number", "cpf", "ship-city", "ship-postal-code"].map(
        (h) => [h, "SECRET"],
      ),
    );
    const { records, notes } = await read([person, { ...person, quantity: "x" }], US, header);
    expect(JSON.stringify([records, notes])).not.toContain("SECRET");
    expect(notes).toEqual([]);
  });

  it("finds the columns by name in every variant of the report", async () => {
    const old = HEADER.filter((h) => !["is-business-order", "purchase-order-number", "price-designation"].includes(h));
    const newer = [
      ...HEADER,
      "number-of-items",
      "tax-collection-model",
      "tax-collection-responsible-party",
      "address-type",
      "url",
    ].toReversed();
    for (const header of [old, newer]) expect((await read([{}], US, header)).facts).toEqual((await read([{}])).facts);
    expect((await read([{}], US, [...HEADER, "brand-new-column"])).notes).toEqual([
      "report.txt: columns that are not used: brand-new-column.",
    ]);
  });

  it("believes the item's status before the order's", async () => {
    const { facts } = await read([{ "item-status": "Cancelled", quantity: "0", "item-price": "" }]);
    expect(facts[0]).toMatchObject({ flag: "cancelled", amount: null, quantity: 0 });
    expect((await read([{ "item-status": "", "order-status": "Canceled" }])).facts[0]?.flag).toBe("cancelled");
  });

  it("a pending line without a price has no amount, which is not 0", async () => {
    const { facts } = await read([
      { "order-status": "Pending", "item-status": "Pending", "item-price": "", currency: "", "item-promotion-discount": "0" },
    ]);
    expect(facts[0]).toMatchObject({ flag: "pending", amount: null, discount: null, currency: "USD" });
  });

  it("keeps the codes that the order names", async () => {
    const { facts } = await read([{ "promotion-ids": "MIA20,PLM-42" }, {}]);
    expect(facts.map((f) => f.codes)).toEqual([["MIA20", "PLM-42"], []]);
  });

  it("flags what is no sale: multi-channel, replacements, Vine samples", async () => {
    const header = [...HEADER, "is-replacement-order"];
    const { facts } = await read(
      [
        { "sales-channel": "Non-Amazon", "item-price": "", currency: "" },
        { "sales-channel": "Non-Amazon US" },
        { "is-replacement-order": "true", "item-price": "0.00" },
        { "item-price": "0.00" },
        { "promotion-ids": "vine.enrollment.ABC" },
      ],
      US,
      header,
    );
    expect(facts.map((f) => f.flag)).toEqual(["mcf", "mcf", "replacement", "replacement", "sample"]);
  });

  it("never guesses about a status, a price or a currency that it does not know", async () => {
    const { rejects, facts } = await read([
      { "item-status": "Teleported" },
      { "item-status": "constructor" },
      { "item-price": "" },
      { "item-price": "-5.00" },
      { currency: "USX" },
      { quantity: "0" },
      { quantity: "1.5" },
      { "purchase-date": "2026-12-25T00:00:00+00:00" },
      { "amazon-order-id": "1.11111E+17" },
      { sku: "" },
      { "item-price": "€39.98" },
      {},
    ]);
    expect(rejects.map((r) => `${r.row} ${r.column} ${r.value}: ${r.code}`)).toEqual([
      "2 item-status Teleported: unknown-value",
      "3 item-status constructor: unknown-value",
      "4 item-price : missing-price",
      "5 item-price -5.00: negative",
      "6 currency USX: unknown-currency",
      "7 quantity 0: out-of-range",
      "8 quantity 1.5: not-a-whole-number",
      "9 purchase-date 2026-12-25T00:00:00+00:00: future-date",
      "10 amazon-order-id 1.11111E+17: lost-digits",
      "11 sku null: missing",
      "12 item-price €39.98: other-currency",
    ]);
    expect(facts).toHaveLength(1);
  });

  it("rejects the lines of another country's channel, which belong to another store", async () => {
    const { rejects } = await read([{ "sales-channel": "Amazon.ca", currency: "CAD" }]);
    expect(rejects[0]).toMatchObject({ code: "other-store", column: "sales-channel", value: "Amazon.ca" });
  });

  it("takes a German store's prices with either mark, and neither of two readings", async () => {
    const de = (price: string) =>
      read([{ "sales-channel": "Amazon.de", currency: "EUR", "item-price": price, "item-promotion-discount": "" }], DE);
    expect((await de("95,00")).facts[0]?.amount).toBe("95");
    expect((await de("89.95")).facts[0]?.amount).toBe("89.95");
    expect((await de("1.234")).rejects[0]?.code).toBe("ambiguous-number");
  });

  it("counts identical lines of an order, also when another order stands between", async () => {
    const { facts } = await read([{}, {}, { "amazon-order-id": "111-1111111-0000002" }, {}, { sku: "mug-1" }]);
    expect(facts.map((f) => `${f.orderId.slice(-1)} ${f.sku} ${f.nth}`)).toEqual([
      "1 MUG-1 1",
      "1 MUG-1 2",
      "2 MUG-1 1",
      "1 MUG-1 3",
      "1 mug-1 1",
    ]);
  });

  it("rejects a last line that was cut off, and takes the rest", async () => {
    const whole = tsv(HEADER, line(), line({ "amazon-order-id": "111-1111111-0000002" }));
    const { facts, rejects } = await readAs(source, whole.slice(0, whole.lastIndexOf("MUG-1") + 3), { store: US });
    expect(facts).toHaveLength(1);
    expect(rejects).toMatchObject([{ row: 3, code: "cut-off" }]);
  });
});
