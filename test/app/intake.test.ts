import { intakeJson } from "../../src/app/intake/json.ts";
import { describe, expect, it } from "vitest";
import { readPeriod } from "../../src/app/intake/period.ts";
import { day } from "../../src/domain/calendar/day.ts";
import {
  AMAZON_DE,
  AMAZON_US,
  BUSINESS,
  desk,
  done,
  FBA_EU,
  FBA_US,
  MYI,
  needs,
  ORDERS,
  refused,
  RETAIL,
  SAMPLE_POOL,
  SAMPLE_US,
  SHOP_UK,
  TIKTOK_US,
} from "./intake-kit.ts";

describe("a file that says all there is to know", () => {
  it("is read without a question when only one store can be meant", async () => {
    const { take, imports } = desk([AMAZON_US, TIKTOK_US]);
    const result = done(await take("orders.csv", ORDERS));
    expect(result).toMatchObject({
      format: "amazon-all-orders",
      store: "amazon-us",
      read: 5,
      accepted: 5,
      unchanged: 0,
      rejected: 0,
      period: { from: "2026-10-01", to: "2026-10-05" },
    });
    expect(imports.all[0]).toMatchObject({
      state: "visible",
      simulated: false,
      head: { file: "orders.csv", fact: "order-lines", store: "amazon-us", by: "lin", encoding: "utf-8" },
    });
    expect(imports.all[0]?.head.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(imports.all[0]?.facts.map((f) => f.row)).toEqual([2, 3, 4, 5, 6]);
  });

  it("changes nothing the second time", async () => {
    const { take } = desk();
    await take("orders.csv", ORDERS);
    expect(done(await take("again.csv", ORDERS))).toMatchObject({ read: 5, accepted: 0, unchanged: 5 });
  });

  it("in pounds goes to the store in pounds, and its returns beside its lines are not counted twice", async () => {
    const { take, imports } = desk([AMAZON_US, SHOP_UK]);
    expect(done(await take("retail.csv", RETAIL))).toMatchObject({ store: "gifts-uk", read: 2, accepted: 2 });
    expect(imports.all[0]?.beside).toMatchObject([{ fact: "returns", rows: [{ row: 3, fact: { quantity: 1, refund: "2.55" } }] }]);
  });

  it("that has only a header is no error: a week without returns is one", async () => {
    const { take } = desk();
    expect(done(await take("r.txt", "return-date\torder-id\tsku\tquantity\treason\n"))).toMatchObject({
      format: "amazon-fba-returns",
      read: 0,
      accepted: 0,
    });
  });
});

describe("a file that does not say whose it is", () => {
  it("is asked about, with the stores that it can belong to", async () => {
    const { take, imports } = desk([AMAZON_US, AMAZON_DE, TIKTOK_US]);
    const result = needs(await take("orders.csv", ORDERS));
    expect(result.format).toBe("amazon-all-orders");
    expect(result.asks).toMatchObject([{ field: "store", options: [{ value: "amazon-us" }, { value: "amazon-de" }] }]);
    expect(imports.all).toEqual([]);
  });

  it("but in which currency its amounts are goes to the only store in that currency", async () => {
    const uk = { ...AMAZON_DE, code: "amazon-uk", country: "GB", currency: "GBP" };
    const period = { period: "2026-10" };
    expect(done(await desk([AMAZON_US, uk]).take("report.csv", BUSINESS, period))).toMatchObject({ store: "amazon-us", accepted: 2 });
    const pounds = BUSINESS.replaceAll("$", "£");
    expect(done(await desk([AMAZON_US, uk]).take("report.csv", pounds, period))).toMatchObject({ store: "amazon-uk", accepted: 2 });
    // Canada has dollars too: both may be meant, and pounds are none of them.
    const ca = { ...AMAZON_US, code: "amazon-ca", country: "CA", currency: "CAD" };
    expect(needs(await desk([uk, AMAZON_US, ca]).take("report.csv", BUSINESS, period)).asks[0]?.options.map((o) => o.value)).toEqual([
      "amazon-us",
      "amazon-ca",
    ]);
  });

  it("but on which marketplace it sold goes to the store there", async () => {
    const ca = { ...AMAZON_US, code: "amazon-ca", country: "CA", currency: "CAD" };
    const [header = "", ...lines] = ORDERS.trim().split("\n");
    const orders = [`${header}\tsales-channel`, ...lines.map((l) => `${l}\tAmazon.ca`)].join("\n").replaceAll("USD", "CAD");
    expect(done(await desk([AMAZON_US, ca]).take("orders.csv", orders))).toMatchObject({ store: "amazon-ca", accepted: 5 });
  });

  it("and only sample stores could take it is asked about, with the one that its currency fits filled in", async () => {
    const uk = { ...SAMPLE_US, code: "sample-uk", country: "GB", currency: "GBP" };
    const asked = needs(await desk([uk, SAMPLE_US]).take("report.csv", BUSINESS, { period: "2026-10" })).asks[0];
    expect(asked).toMatchObject({ field: "store", suggested: "sample-us", options: [{ value: "sample-us" }] });
  });

  it("gets the store of the last file of its kind suggested, and is asked all the same", async () => {
    const { take } = desk([AMAZON_US, AMAZON_DE]);
    await take("orders.csv", ORDERS, { store: "amazon-us" });
    expect(needs(await take("orders.csv", ORDERS)).asks[0]).toMatchObject({ field: "store", suggested: "amazon-us" });
  });

  it("of a business report is asked for its days too, with the file's name as a hint", async () => {
    const { take } = desk();
    expect(needs(await take("BusinessReport-2026-10.csv", BUSINESS)).asks).toMatchObject([{ field: "period", suggested: "2026-10" }]);
    expect(needs(await take("BusinessReport-11-22-26.csv", BUSINESS)).asks).toMatchObject([{ field: "period", suggested: "2026-10" }]);
    const result = done(await take("b.csv", BUSINESS, { period: "2026-10" }));
    expect(result.period).toEqual({ from: "2026-10-01", to: "2026-10-31" });
  });

  it("of a JSON report is asked for its days where neither it nor its request says them, with its own totals as a hint", async () => {
    const { take } = desk();
    const sold = { unitsOrdered: 5 };
    const products = [{ childAsin: "C", sku: "S1", salesByAsin: sold, trafficByAsin: { sessions: 50 } }];
    const totals = ["2026-10-01", "2026-10-02"].map((date) => ({ date, salesByDate: sold, trafficByDate: { sessions: 50 } }));
    const bare = JSON.stringify({ salesAndTrafficByAsin: products });
    expect(needs(await take("traffic.json", bare)).asks).toMatchObject([{ field: "period", suggested: "2026-10" }]);
    const both = needs(await take("traffic.json", JSON.stringify({ salesAndTrafficByDate: totals, salesAndTrafficByAsin: products })));
    expect(both.asks).toMatchObject([{ field: "period", suggested: "2026-10-01..2026-10-02" }]);
    expect(done(await take("traffic.json", bare, { period: "2026-10" }))).toMatchObject({
      accepted: 1,
      period: { from: "2026-10-01", to: "2026-10-31" },
    });
    const dated = JSON.stringify({
      reportSpecification: { dataStartTime: "2026-09-01", dataEndTime: "2026-09-30" },
      salesAndTrafficByAsin: products,
    });
    const kept = done(await take("traffic.json", dated, { period: "2026-10" }));
    expect(kept.period).toEqual({ from: "2026-09-01", to: "2026-09-30" });
    expect(kept.notes).toHaveLength(1);
    expect(done(await take("days.json", JSON.stringify({ salesAndTrafficByDate: totals })))).toMatchObject({
      accepted: 2,
      period: { from: "2026-10-01", to: "2026-10-02" },
    });
  });

  it("a report of this month ends today", async () => {
    const { take } = desk();
    expect(done(await take("b.csv", BUSINESS, { period: "2026-11" })).period).toEqual({ from: "2026-11-01", to: "2026-11-22" });
    expect(refused(await take("b.csv", BUSINESS, { period: "2026-12" })).error.code).toBe("future-period");
  });

  it("a report of days to come is refused, also where it begins in the past", async () => {
    const { take } = desk();
    expect(refused(await take("b.csv", BUSINESS, { period: "2026-11-01..2027-11-30" })).error).toMatchObject({
      code: "future-period",
      hint: { en: "It may end on 2026-11-22 at the latest." },
    });
    expect(readPeriod("2026-12", day("2026-11-30"))).toEqual({ from: "2026-12-01", to: "2026-12-01" });
  });

  it.each(["2026-13", "10/2026", "2026-10-31..2026-10-01", "last month", "2026-10-01..2026-10-02..2026-10-03", ""])(
    "does not take %j for a period",
    async (period) => {
      expect(refused(await desk().take("b.csv", BUSINESS, { period })).error).toMatchObject({ code: "bad-period" });
    },
  );

  it("of a snapshot is asked for its day; the pool is the one that the store draws on", async () => {
    const { take, imports } = desk([AMAZON_US, AMAZON_DE], [FBA_US, FBA_EU]);
    expect(needs(await take("inv.txt", MYI)).asks.map((a) => a.field)).toEqual(["warehouse", "day"]);
    const result = done(await take("inv.txt", MYI, { store: "amazon-de", period: "2026-11-21..2026-11-21" }));
    expect(result).toMatchObject({ warehouse: "fba-eu", read: 2, accepted: 2 });
    expect(imports.all[0]?.facts.map((f) => f.fact)).toMatchObject([
      { warehouse: "fba-eu", day: "2026-11-21", state: "available", quantity: 10 },
      { quantity: 0 },
    ]);
    expect(imports.all[0]?.beside).toMatchObject([
      { fact: "stock", rows: [{ row: 2, fact: { state: "reserved", quantity: 2 } }, { row: 3 }] },
    ]);
  });

  it("is a whole inventory where its format is one, as long as no row of it is rejected for itself", async () => {
    const { take, imports } = desk();
    const listed = "sku\tafn-fulfillable-quantity\tafn-listing-exists\nS1\t10\tYes\nS2\t0\tNo\n";
    await take("a.txt", listed, { day: "2026-11-20" });
    await take("b.txt", listed.replace("10", "ten"), { day: "2026-11-21" });
    await take("c.csv", "warehouse,sku,day,quantity\nfba-us,S1,2026-11-21,10\n");
    expect(imports.all.map((i) => [i.head.whole ?? false, i.incomplete])).toEqual([
      [true, false],
      [true, true],
      [false, false],
    ]);
  });

  it("a snapshot is not of tomorrow", async () => {
    expect(refused(await desk().take("inv.txt", MYI, { day: "2026-11-24" })).error.code).toBe("bad-day");
  });

  it("says what to do where there is no store or pool yet", async () => {
    expect(refused(await desk([TIKTOK_US]).take("o.txt", ORDERS)).error).toMatchObject({
      code: "no-store",
      hint: { en: expect.stringContaining("npm run purser -- store add CODE --platform amazon") as string },
    });
    expect(refused(await desk([AMAZON_US], []).take("i.txt", MYI, { day: "2026-11-21" })).error.code).toBe("no-warehouse");
  });
});

describe("made-up and real figures", () => {
  it("a real file never goes to the sample store by itself", async () => {
    const { take } = desk([SAMPLE_US], [SAMPLE_POOL]);
    expect(needs(await take("orders.csv", ORDERS)).asks[0]?.options).toMatchObject([
      { value: "sample-us", label: { en: "SAMPLE-US (sample-us) · sample" } },
    ]);
    expect(done(await desk([SAMPLE_US, AMAZON_US]).take("orders.csv", ORDERS)).store).toBe("amazon-us");
  });
  it("a made-up file goes to a sample store only", async () => {
    const { take, imports } = desk([SAMPLE_US, AMAZON_US], [SAMPLE_POOL, FBA_US]);
    expect(done(await take("orders.csv", ORDERS, {}, true)).store).toBe("sample-us");
    expect(done(await take("i.txt", MYI, { day: "2026-11-21" }, true))).toMatchObject({ warehouse: "sample-fba", simulated: true });
    expect(imports.all.every((i) => i.simulated)).toBe(true);
  });
});

describe("what was said by hand", () => {
  it("is checked: format, store, currency", async () => {
    const { take } = desk([AMAZON_US, TIKTOK_US]);
    expect(refused(await take("o.txt", ORDERS, { format: "amazon-orders" })).error).toMatchObject({
      code: "unknown-format",
      hint: { en: expect.stringContaining("amazon-all-orders") as string },
    });
    expect(refused(await take("o.txt", ORDERS, { store: "amazon-uk" })).error).toMatchObject({
      code: "unknown-store",
      hint: { en: expect.stringContaining("amazon-us") as string },
    });
    expect(refused(await take("o.txt", ORDERS, { store: "tiktok-us" })).error.code).toBe("store-does-not-fit");
    expect(refused(await take("o.txt", ORDERS, { currency: "USX" })).error.code).toBe("unknown-currency");
  });
  it("wins over what the header looks like, and then says what is missing", async () => {
    const result = refused(await desk().take("o.txt", ORDERS, { format: "amazon-fba-returns" }));
    expect(result).toMatchObject({ format: "amazon-fba-returns", error: { code: "missing-column" } });
    expect(result.error.message.en).toContain("return-date");
  });
});

describe("a file that is not known", () => {
  it("is told what the nearest format lacks, and which formats there are", async () => {
    const { error } = refused(await desk().take("o.csv", "amazon-order-id,purchase-date,sku,quantity,currency,item-price\n1,2,3,4,5,6\n"));
    expect(error.code).toBe("unknown-format");
    expect(error.message.en).toContain("The nearest is amazon-all-orders, but it lacks order-status");
    expect(error.hint?.en).toContain("online-retail");
  });
});

describe("a file that turns out to be wrong midway", () => {
  it("leaves nothing visible", async () => {
    const { take, imports } = desk();
    const many =
      ORDERS + Array.from({ length: 9000 }, (_, i) => `222-${i}\t2026-10-01T20:00:00+00:00\tShipped\tMUG\t1\tUSD\t10.99\tMug\n`).join("");
    const broken = refused(await take("o.txt", `${many}${"x".repeat(600_000)}\t\n`));
    expect(broken.error).toMatchObject({ code: "too-large-record" });
    expect(imports.all).toMatchObject([{ state: "failed" }]);
    expect(imports.all[0]?.facts.length).toBeGreaterThan(4000);
  });
  it("is abandoned when the store fails, and the failure is not hidden", async () => {
    const { take, imports } = desk();
    imports.failAt = 2;
    await expect(take("o.txt", ORDERS)).rejects.toThrow("the disk is on fire");
    expect(imports.all).toMatchObject([{ state: "failed", reason: "the disk is on fire" }]);
  });
  it("whose header is refused leaves not even a trace of an import", async () => {
    const { take, imports } = desk();
    await take("c.csv", "order_id,sku,at,quantity,amount,currancy\n1,A,2026-10-01,1,2,USD\n", { format: "order-lines" });
    expect(imports.all).toEqual([]);
  });
});

describe("rejected records", () => {
  const BAD = `${ORDERS}111-9\tyesterday\tShipped\tMUG\t1\tUSD\t10.99\tMug\n111-9\t2026-10-01T20:00:00+00:00\tShipped\tMUG\tone\tUSD\t10.99\tMug\n`;
  it("keep line, column, value, code and reason; the others are taken", async () => {
    const { take, imports } = desk();
    const result = done(await take("o.txt", BAD));
    expect(result).toMatchObject({ read: 7, accepted: 5, rejected: 2, rejectedBy: { "not-a-date": 1, "not-a-number": 1 } });
    expect(result.rejections.map((r) => [r.row, r.column, r.value, r.code])).toEqual([
      [7, "purchase-date", "yesterday", "not-a-date"],
      [8, "quantity", "one", "not-a-number"],
    ]);
    expect(imports.all[0]?.rejected).toEqual(result.rejections);
  });
  it("are those of a warehouse that nobody knows", async () => {
    const { take } = desk();
    const result = done(await take("s.csv", "warehouse,sku,day,quantity\nfba-us,A,2026-11-20,3\nfba-uk,A,2026-11-20,3\n"));
    expect(result).toMatchObject({
      format: "stock",
      read: 2,
      accepted: 1,
      rejections: [{ row: 3, column: "warehouse", value: "fba-uk", code: "unknown-warehouse" }],
    });
    expect(result.rejections[0]?.reason).toEqual({
      zh: "没有仓库“fba-uk”；已有：fba-us",
      en: 'there is no warehouse "fba-uk"; known: fba-us',
    });
    expect(intakeJson(result)).toMatchObject({ rejections: [{ reason: 'there is no warehouse "fba-uk"; known: fba-us' }] });
  });
});
