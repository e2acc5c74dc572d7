import { describe, expect, it } from "vitest";
import { readAs, refusal, sourceOf, US } from "./kit.ts";

const lines = await sourceOf<"order-lines">("order-lines");

describe("canonical CSVs", () => {
  it("refuse a column that is not theirs, and say which was probably meant", async () => {
    const refused = await refusal(readAs(lines, "order_id,sku,at,quantity,amount,currancy\n1,A,2026-10-01,1,2,USD\n", { store: US }));
    expect(refused.code).toBe("unknown-column");
    expect(refused.en).toContain('no column "currancy"; did you mean currency?');
  });

  it("refuse a header that lacks a required column, by its name", async () => {
    const refused = await refusal(readAs(lines, "order_id,sku,at,quantity\n1,A,2026-10-01,1\n", { store: US }));
    expect(refused).toMatchObject({ code: "missing-column", en: expect.stringContaining("lacks the column amount") as string });
  });

  it("refuse a column that is there twice", async () => {
    expect((await refusal(readAs(lines, "order_id,sku,at,quantity,amount,Amount\n1,A,2026-10-01,1,2,3\n", { store: US }))).code).toBe(
      "duplicate-column",
    );
  });

  it("do not mind case, spaces, underscores, or Chinese names", async () => {
    const { facts } = await readAs(lines, "订单号;SKU ;下单日期;数量; Amount\n1;A;2026-10-01;2;39.98\n", { store: US });
    expect(facts[0]).toMatchObject({
      orderId: "1",
      sku: "A",
      day: "2026-10-01",
      quantity: 2,
      amount: "39.98",
      currency: "USD",
      flag: null,
    });
  });

  it("take an oversold count as it is written, and no other state below 0", async () => {
    const { facts, rejects, notes } = await readAs(
      await sourceOf<"stock">("stock"),
      "warehouse,sku,state,day,quantity\nUS-FBA,A,,2026-11-20,-12\nUS-FBA,A,reserved,2026-11-20,-1\nUS-FBA,B,available,2026-11-20,-2\n",
    );
    expect(facts.map((f) => f.quantity)).toEqual([-12, -2]);
    expect(rejects).toMatchObject([{ row: 3, column: "quantity", value: "-1", code: "negative" }]);
    expect(notes).toHaveLength(1);
  });

  it("say in both languages what was expected where a cell is wrong", async () => {
    const inbound = await sourceOf<"inbound">("inbound");
    const { rejects } = await readAs(
      inbound,
      "shipment,warehouse,sku,quantity,mode,state,eta\nB1,W,A,10,boat,left,2026-12-01\nB2,W,A,10,sea,floating,2026-12-01\n" +
        "B3,W,A,-10,sea,left,2026-12-01\nB4,W,A,10,sea,left,soon\nB5,W,A,abc,sea,left,\nB6,W,A,12.5,sea,left,\n",
    );
    expect(rejects.map((r) => [r.reason, r.zh])).toEqual([
      ["mode: expected one of sea, rail, air, express", "mode：应为以下之一：sea、rail、air、express"],
      [
        "state: expected one of booked, left, landed, cleared, arrived, received, cancelled",
        "state：应为以下之一：booked、left、landed、cleared、arrived、received、cancelled",
      ],
      ["quantity: expected 0 or more", "quantity：应为 0 或更大的数"],
      ["eta: expected a date such as 2026-10-31", "eta：应为日期，例如 2026-10-31"],
      // A count is no amount of money.
      ["quantity: expected a whole number such as 12", "quantity：应为整数，例如 12"],
      ["quantity: expected a whole number such as 12", "quantity：应为整数，例如 12"],
    ]);
  });

  it("take a shipment of which more came than was sent, and a carton of nothing as not known, and say so once", async () => {
    const inbound = await readAs(
      await sourceOf<"inbound">("inbound"),
      "shipment,warehouse,sku,quantity,received,state\nB1,W,A,10,20,left\nB2,W,A,10,10,left\nB3,W,A,1,2,left\n",
    );
    expect(inbound.facts.map((f) => f.received)).toEqual([20, 10, 2]);
    expect(inbound.notes).toHaveLength(1);
    expect(inbound.notes[0]).toContain("B1 · A: 20 of 10");
    const products = await readAs(await sourceOf<"products">("products"), "sku,moq,carton\nA,0,0\nB,1,0\nC,1,12\n");
    expect(products.facts.map((f) => [f.moq, f.carton])).toEqual([
      [0, null],
      [1, null],
      [1, 12],
    ]);
    expect(products.notes).toHaveLength(1);
    expect(products.notes[0]).toContain("carton of 0 (A is one)");
  });

  it("take Excel's guards off ids and refuse ids that Excel has broken", async () => {
    const { facts, rejects } = await readAs(
      lines,
      'order_id,sku,at,quantity,amount\n="576461234567890123",A,2026-10-01,1,2\n"=""0012""",A,2026-10-01,1,2\n5.76461E+17,A,2026-10-01,1,2\n',
      { store: US },
    );
    expect(facts.map((f) => f.orderId)).toEqual(["576461234567890123", "0012"]);
    expect(rejects).toMatchObject([{ row: 4, column: "order_id", value: "5.76461E+17", code: "lost-digits" }]);
  });

  it("skip what is no record: a line of descriptions, a header again, a footer, blank lines", async () => {
    const csv =
      "order_id,sku,at,quantity,amount\nPlatform order,Seller SKU,Order time,Number of pieces,Line total\n1,A,2026-10-01,1,2\n\n,,,,\norder_id,sku,at,quantity,amount\n2,A,2026-10-01,1,2\n2 record(s) downloaded\n";
    const { facts, rejects } = await readAs(lines, csv, { store: US });
    expect(facts.map((f) => f.orderId)).toEqual(["1", "2"]);
    expect(rejects).toEqual([]);
  });

  it("keep a product that is told of in words only, though the line looks like a description", async () => {
    const products = await sourceOf<"products">("products");
    const { facts, rejects } = await readAs(products, "sku,title,category\nLAMP,Desk lamp,Home\nMUG,Blue mug,Kitchen\n");
    expect(facts.map((f) => f.sku)).toEqual(["LAMP", "MUG"]);
    expect(rejects).toEqual([]);
  });

  it("tell what a supplier and a forwarder ask of a product, in either language", async () => {
    const products = await sourceOf<"products">("products");
    const { facts, rejects } = await readAs(
      products,
      "sku,供应商货号,材质,单件重量kg,长cm,宽cm,高cm\nMUG,BM-12,陶瓷,0.42,12,10,11.5\nLAMP,,,-1,,,\n",
    );
    expect(facts).toMatchObject([
      { sku: "MUG", supplierSku: "BM-12", material: "陶瓷", unitKg: "0.42", lengthCm: "12", widthCm: "10", heightCm: "11.5" },
    ]);
    expect(rejects).toMatchObject([{ row: 3, column: "单件重量kg", code: "negative" }]);
  });

  it("find the header under a preamble", async () => {
    const { facts } = await readAs(
      lines,
      '"Includes orders of all channels"\n"All amounts in USD, unless specified"\n\norder_id,sku,at,quantity,amount\n1,A,2026-10-01,1,2\n',
      { store: US },
    );
    expect(facts).toHaveLength(1);
  });

  it("read blank cells at the end that a spreadsheet left out, and reject one cell too many", async () => {
    const { facts, rejects } = await readAs(
      lines,
      "order_id,sku,at,quantity,amount,status,title\n1,A,2026-10-01,1,2\n2,A,2026-10-01,1,2,x,y,z\n3,A,2026-10-01,1,2,x,y,\n",
      { store: US },
    );
    expect(facts.map((f) => f.orderId)).toEqual(["1", "3"]);
    expect(rejects).toMatchObject([{ row: 3, code: "too-many-cells", value: "z" }]);
  });

  it("reject a cell of 40,000 characters and keep 200 of them", async () => {
    const { facts, rejects } = await readAs(
      lines,
      `order_id,sku,at,quantity,amount,title\n1,A,2026-10-01,1,2,${"x".repeat(40_000)}\n2,A,2026-10-01,1,2,y\n`,
      { store: US },
    );
    expect(facts).toHaveLength(1);
    expect(rejects[0]).toMatchObject({ row: 2, code: "too-long" });
    expect(rejects[0]?.value).toHaveLength(200);
  });

  it("a line without a price is no line at 0; a sale below 0 is none", async () => {
    const { rejects, facts } = await readAs(
      lines,
      "order_id,sku,at,quantity,amount,flag\n1,A,2026-10-01,1,,\n2,A,2026-10-01,1,-3,\n3,A,2026-10-01,-1,-3,return\n4,A,2026-10-01,1,,pending\n5,A,2026-10-01,1,3,nonsense\n",
      { store: US },
    );
    expect(rejects.map((r) => r.code)).toEqual(["missing-price", "negative", "unknown-value"]);
    expect(facts.map((f) => [f.flag, f.amount])).toEqual([
      ["return", "-3"],
      ["pending", null],
    ]);
  });

  it("an interval does not end before it begins", async () => {
    const traffic = await sourceOf<"traffic">("traffic");
    const { rejects, facts } = await readAs(
      traffic,
      "sku,from,to,sessions,buy_box\nA,2026-10-05,2026-10-01,3,\nA,2026-10-05,,3,98.5\nA,2026-10-06,,3,985\n",
      { store: US },
    );
    expect(rejects.map((r) => r.code)).toEqual(["wrong-order", "out-of-range"]);
    expect(facts[0]).toMatchObject({ from: "2026-10-05", to: "2026-10-05", buyBox: 0.985 });
  });

  it("keep twelve places of a rate, and a rate above zero", async () => {
    const fx = await sourceOf<"fx">("fx");
    const { facts, rejects } = await readAs(
      fx,
      "day,base,quote,rate\n2026-11-20,VND,CNY,0.000285714286\n2026-11-20,USD,CNY,0\n2026-11-20,USD,USD,1\n",
    );
    expect(facts.map((f) => f.rate)).toEqual(["0.000285714286"]);
    expect(rejects.map((r) => r.code)).toEqual(["out-of-range", "unknown-value"]);
  });

  it("do not take order lines for returns", async () => {
    const returns = await sourceOf<"returns">("returns");
    const sniff = { kind: "table" as const, fileName: "x.csv", header: ["order_id", "sku", "day", "quantity"], text: "" };
    expect(returns.recognise(sniff)).toBe(false);
    expect(returns.recognise({ ...sniff, header: [...sniff.header, "reason"] })).toBe(true);
  });

  it("count a refund as one, however it is spelt", async () => {
    const events = await sourceOf<"financial-events">("financial-events");
    const { facts } = await readAs(
      events,
      "reference,type,day,amount\ns1,Refund,2026-11-03,-5.50\ns1,退款,2026-11-03,-1\ns1,FBA Fee,2026-11-03,-2\n",
      { store: US },
    );
    expect(facts.map((f) => f.type)).toEqual(["refund", "refund", "fba-fee"]);
  });

  it("follow a shipment through the port and its customs, in the words of a Chinese forwarder's list", async () => {
    const inbound = await sourceOf<"inbound">("inbound");
    const { facts, rejects } = await readAs(
      inbound,
      "货件号,仓库,SKU,数量,运输方式,状态,发货日期,到港日期,清关日期,到仓日期\nS1,US-FBA,A,60,海运,清关中,2026-10-01,2026-10-24,,\nS2,US-FBA,A,60,sea,arrived,2026-10-01,2026-10-22,2026-10-26,2026-10-29\nS3,US-FBA,A,60,海运,弄丢了,,,,\n",
    );
    expect(facts).toMatchObject([
      { shipment: "S1", mode: "sea", state: "landed", landedOn: "2026-10-24", clearedOn: null, arrivedOn: null },
      { shipment: "S2", state: "arrived", landedOn: "2026-10-22", clearedOn: "2026-10-26", arrivedOn: "2026-10-29" },
    ]);
    expect(rejects).toMatchObject([{ row: 4, column: "状态", value: "弄丢了", code: "unknown-value" }]);
  });
});
