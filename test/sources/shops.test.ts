import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shared } from "../../src/sources/shopify-orders/discounts.ts";
import { readAs, sourceOf, TODAY, US } from "./kit.ts";
import { csv, sampleOf } from "./variants.ts";

type Cells = Readonly<Record<string, string>>;

/** The sample's header, and records with these cells. */
async function made(id: string, ...records: readonly Cells[]): Promise<string> {
  const [head = []] = await sampleOf(id);
  return csv([head, ...records.map((r) => head.map((h) => r[h] ?? ""))]);
}

describe("Shopify orders", async () => {
  const source = await sourceOf<"order-lines">("shopify-orders");
  const order = (name: string, more: Cells = {}): Cells => ({
    Name: name,
    "Financial Status": "paid",
    Currency: "USD",
    Subtotal: "20.00",
    "Created at": "2026-11-03 23:30:00 -0500",
    "Lineitem quantity": "2",
    "Lineitem price": "10.00",
    "Lineitem name": "Lamp",
    "Lineitem sku": "LAMP",
    ...more,
  });
  const line = (name: string, sku: string, price: string, more: Cells = {}): Cells => ({
    Name: name,
    "Lineitem quantity": "1",
    "Lineitem price": price,
    "Lineitem name": sku,
    "Lineitem sku": sku,
    ...more,
  });
  const read = async (...records: readonly Cells[]) => readAs(source, await made("shopify-orders", ...records), { store: US });

  it("carry date, currency and state of the first line to the others, and cut days in the store's zone", async () => {
    const { facts } = await read(order("#1", { Subtotal: "25.00" }), line("#1", "CORD", "5.00"));
    expect(facts.map((f) => [f.sku, f.day, f.currency, f.status, f.amount, f.discount])).toEqual([
      ["LAMP", "2026-11-03", "USD", "paid", "20", null],
      ["CORD", "2026-11-03", "USD", "paid", "5", null],
    ]);
  });

  it("lay a code's discount over the lines, to the cent, and never one on shipping", async () => {
    const code = await read(order("#1", { Subtotal: "27.00", "Discount Amount": "3.00" }), line("#1", "CORD", "10.00"));
    expect(code.facts.map((f) => f.discount)).toEqual(["2", "1"]);
    const shipping = await read(order("#1", { "Discount Amount": "7.50" }));
    expect(shipping.facts.map((f) => f.discount)).toEqual([null]);
    expect([...code.notes, ...shipping.notes]).toEqual([]);
  });

  it("whose figures contradict each other keep the discounts by line alone, and say so", async () => {
    const { facts, notes } = await read(order("#1", { Subtotal: "3.00", "Lineitem discount": "1.00" }), order("#2"));
    expect(facts.map((f) => f.discount)).toEqual(["1", null]);
    expect(notes).toEqual(["1 order of which Subtotal and lines do not agree: only discounts by line are counted there."]);
  });

  it("are no sales when they were cancelled, never paid, or a try", async () => {
    const { facts } = await read(
      order("#1", { "Cancelled at": "2026-11-04 10:00:00 -0500" }),
      order("#2", { "Financial Status": "pending" }),
      order("#3", { "Financial Status": "voided" }),
      order("#4", { "Payment Method": "bogus" }),
      order("#5", { "Financial Status": "partially_refunded" }),
    );
    expect(facts.map((f) => f.flag)).toEqual(["cancelled", "unpaid", "cancelled", "test", null]);
  });

  it("of a state that nobody knows are rejected with all their lines", async () => {
    const { facts, rejects } = await read(order("#1", { "Financial Status": "haggled" }), line("#1", "CORD", "5.00"), order("#2"));
    expect(facts).toHaveLength(1);
    expect(rejects.map((r) => [r.row, r.column, r.value, r.code])).toEqual([
      [2, "Financial Status", "haggled", "unknown-value"],
      [3, "Name", "#1", "incomplete"],
    ]);
    expect(rejects[1]?.reason).toContain("the first line of #1 was rejected");
  });

  it("begin with their first line, and are not in a file twice", async () => {
    const { rejects, facts } = await read(line("#9", "CORD", "5.00"), order("#1"), order("#2"), order("#1"));
    expect(rejects.map((r) => [r.row, r.code])).toEqual([
      [2, "incomplete"],
      [5, "duplicate"],
    ]);
    expect(facts.map((f) => f.nth)).toEqual([1, 1]);
  });

  it("name the line that has no SKU", async () => {
    const { rejects } = await read(order("#1", { "Lineitem sku": "", "Lineitem name": "Gift wrap" }));
    expect(rejects).toMatchObject([{ row: 2, column: "Lineitem name", value: "Gift wrap", code: "no-sku" }]);
  });

  it("keep nothing of who bought", async () => {
    const { records } = await readAs(source, csv(await sampleOf("shopify-orders")), { store: US });
    expect(JSON.stringify(records)).not.toMatch(/example\.com|Sample Buyer|Sample Street|90001/);
  });

  it("share a discount so that the shares add up to it, none below zero by more than a cent", () => {
    const cents = fc.bigInt({ min: 0n, max: 1_000_000n }).map((n) => n * 10_000n);
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 8 }), fc.nat(100), (weights, percent) => {
        const all = weights.reduce((a, b) => a + b, 0n);
        const total = ((all * BigInt(percent)) / 100n / 10_000n) * 10_000n;
        const shares = shared(total, weights);
        expect(shares.reduce((a, b) => a + b, 0n)).toBe(all === 0n ? 0n : total);
        expect(shares.every((s, i) => s >= 0n && s <= (weights[i] ?? 0n) + 80_000n)).toBe(true);
      }),
    );
  });
});

describe("Shopify stock", async () => {
  const source = await sourceOf<"stock">("shopify-inventory");
  const warehouses = [
    { code: "us-west", name: "Warehouse (Concord Park)" },
    { code: "cn-dongguan", name: "东莞仓" },
  ];
  const row = (location: string, available: string, more: Cells = {}): Cells => ({
    Handle: "lamp",
    Title: "Lamp",
    SKU: "LAMP",
    Location: location,
    "Available (not editable)": available,
    ...more,
  });
  const read = async (records: readonly Cells[], more = {}) =>
    readAs(source, await made("shopify-inventory", ...records), { day: TODAY, warehouses, ...more });

  it("finds a warehouse by its name or code, whatever the case", async () => {
    const { facts } = await read([row("warehouse (concord park)", "8"), row("CN-Dongguan", "9")]);
    expect(facts.map((f) => [f.warehouse, f.quantity])).toEqual([
      ["us-west", 8],
      ["cn-dongguan", 9],
    ]);
  });

  it("names the location that nobody knows, and the warehouses there are", async () => {
    const { rejects } = await read([row("Garage", "8")]);
    expect(rejects).toMatchObject([{ column: "Location", value: "Garage", code: "unknown-warehouse" }]);
    expect(rejects[0]?.reason).toContain("known: us-west, cn-dongguan");
  });

  it("is of the warehouse that was said, as long as it speaks of one location", async () => {
    const { facts, rejects } = await read([row("Garage", "8"), row("Attic", "1")], { warehouse: "us-west" });
    expect(facts.map((f) => f.warehouse)).toEqual(["us-west"]);
    expect(rejects.map((r) => r.value)).toEqual(["Attic"]);
  });

  it("leaves out what is not stocked there, and what has no SKU", async () => {
    const { rejects } = await read([row("us-west", "not stocked"), row("us-west", "3", { SKU: "-" })]);
    expect(rejects.map((r) => [r.code, r.value])).toEqual([
      ["not-in-pool", "not stocked"],
      ["no-sku", "-"],
    ]);
  });

  it("keeps what was oversold with its sign, and says so once", async () => {
    const { facts, notes } = await read([row("us-west", "-3"), row("cn-dongguan", "-4")]);
    expect([...facts.map((f) => f.quantity), notes.length]).toEqual([-3, -4, 1]);
  });

  it("of the older layout, without what cannot be edited, is read too", async () => {
    const old = csv([
      ["Handle", "Title", "SKU", "Location", "Incoming", "Unavailable", "Committed", "Available", "On hand"],
      ["lamp", "Lamp", "LAMP", "us-west", "5", "1", "2", "8", "11"],
    ]);
    const [record] = (await readAs(source, old, { day: TODAY, warehouses })).records;
    expect(record && "also" in record ? record.also?.map((f) => `${f.state} ${f.quantity}`) : []).toEqual([
      "reserved 2",
      "unsellable 1",
      "inbound-working 5",
    ]);
  });
});

describe("TikTok Shop orders", async () => {
  const source = await sourceOf<"order-lines">("tiktok-orders");
  const order = (more: Cells = {}): Cells => ({
    "Order ID": "576543210987654321",
    "Order Status": "Completed",
    "SKU ID": "1729000000000000123",
    "Seller SKU": "LAMP",
    Quantity: "2",
    "SKU Subtotal Before Discount": "20.00",
    "SKU Platform Discount": "3.00",
    "SKU Seller Discount": "-1.50",
    "Created Time": "11/03/2026 11:30:00 PM",
    ...more,
  });
  const read = async (records: readonly Cells[], store = US) => readAs(source, await made("tiktok-orders", ...records), { store });

  it("count the seller's own discount, and not what the platform pays", async () => {
    expect((await read([order()])).facts[0]).toMatchObject({ amount: "20", discount: "1.5", day: "2026-11-03" });
  });

  it("are no sales while unpaid or on hold, when cancelled, and as samples", async () => {
    const { facts } = await read([
      order({ "Order Status": "Unpaid" }),
      order({ "Order Status": "On Hold" }),
      order({ "Order Status": "Cancelled" }),
      order({ "SKU Subtotal Before Discount": "0" }),
      order({ "Order Status": "To ship" }),
      order({ "Order Status": "已完成" }),
    ]);
    expect(facts.map((f) => f.flag)).toEqual(["unpaid", "pending", "cancelled", "sample", null, null]);
  });

  it("are kept under the platform's SKU where the seller gave none, and somebody is told once", async () => {
    const { facts, notes } = await read([order({ "Seller SKU": "" }), order({ "Seller SKU": "" })]);
    expect(facts.map((f) => [f.sku, f.nth])).toEqual([
      ["1729000000000000123", 1],
      ["1729000000000000123", 2],
    ]);
    expect(notes.filter((n) => n.includes("Seller SKU"))).toHaveLength(1);
  });

  it("with ids that a spreadsheet rounded are rejected; one that ends in zeros by chance is not", async () => {
    const rounded = { "Order ID": "576543210987654000", "SKU ID": "1729000000000000000" };
    expect((await read([order(rounded)])).rejects).toMatchObject([{ code: "lost-digits", column: "Order ID" }]);
    expect((await read([order({ "Order ID": "576543210987654000" })])).rejects).toEqual([]);
  });

  it("write the day first where the country does", async () => {
    const malaysia = { code: "my", zone: "Asia/Kuala_Lumpur" as never, currency: "MYR", country: "MY" };
    const { facts } = await read([order({ "Created Time": "03/11/2026 23:30:00", "SKU Subtotal Before Discount": "RM20.00" })], malaysia);
    expect(facts[0]).toMatchObject({ day: "2026-11-03", amount: "20", currency: "MYR" });
  });
});

describe("Walmart items", async () => {
  const source = await sourceOf<"products">("walmart-item");
  const item = (more: Cells): Cells => ({ SKU: "LAMP", "Item ID": "51", "Product Name": "Lamp", "Publish Status": "PUBLISHED", ...more });
  const read = async (...records: readonly Cells[]) => readAs(source, await made("walmart-item", ...records), { store: US });

  it("are on sale when they are published and active", async () => {
    const { facts } = await read(
      item({}),
      item({ SKU: "B", "Publish Status": "SYSTEM_PROBLEM" }),
      item({ SKU: "C", "Lifecycle Status": "RETIRED" }),
    );
    expect(facts.map((f) => f.active)).toEqual([true, false, false]);
  });

  it("in a state that nobody knows are rejected with the states there are", async () => {
    const { rejects } = await read(item({ "Publish Status": "ASLEEP" }), item({ SKU: "B", "Lifecycle Status": "LIMBO" }));
    expect(rejects.map((r) => [r.column, r.value, r.code])).toEqual([
      ["Publish Status", "ASLEEP", "unknown-value"],
      ["Lifecycle Status", "LIMBO", "unknown-value"],
    ]);
    expect(rejects[0]?.reason).toContain("PUBLISHED, UNPUBLISHED");
  });

  it("have no price where it says 0 or nothing", async () => {
    const { facts } = await read(item({ Price: "0.00", Currency: "USD" }), item({ SKU: "B" }));
    expect(facts.map((f) => [f.price, f.currency])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it("are read under the newer names of their columns", async () => {
    const text = csv([
      ["SKU", "ProductId", "Product Name", "PublishedStatus", "Price", "Currency"],
      ["LAMP", "51", "Lamp", "Published", "24.99", "USD"],
    ]);
    expect((await readAs(source, text, { store: US })).facts[0]).toMatchObject({ price: "24.99", active: true });
  });
});

describe("Inventory planning", async () => {
  const source = await sourceOf<"stock">("amazon-inventory-planning");

  it("with the age buckets of 2023 is recognised too, and without any it is another report", async () => {
    const head = ["snapshot-date", "sku", "available", "inv-age-0-to-90-days", "inv-age-365-plus-days"];
    expect(source.recognise({ kind: "table", fileName: "x", header: head, text: "" })).toBe(true);
    expect(source.recognise({ kind: "table", fileName: "x", header: head.slice(0, 3), text: "" })).toBe(false);
  });

  it("keeps units by state, zero included, and does not take what is unknown for none", async () => {
    const text = csv([
      ["snapshot-date", "sku", "available", "inv-age-0-to-90-days", "Total Reserved Quantity", "inbound-shipped", "unfulfillable-quantity"],
      ["2026-11-20", "LAMP", "5", "5", "0", "", "2"],
    ]);
    const [record] = (await readAs(source, text, { warehouse: "fba-us" })).records;
    expect(record && "also" in record ? record.also?.map((f) => `${f.state} ${f.quantity}`) : []).toEqual(["reserved 0", "unsellable 2"]);
  });
});
