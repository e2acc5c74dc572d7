import { describe, expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import { DE, readAs, refusal, sourceOf, US } from "./kit.ts";

const PERIOD = { from: day("2026-10-01"), to: day("2026-10-31") };

describe("Business Report by child item", async () => {
  const source = await sourceOf<"traffic">("amazon-business-report");
  const header =
    "(Parent) ASIN,(Child) ASIN,Title,SKU,Sessions - Total,Sessions - Total - B2B,Session Percentage - Total,Session Percentage - Total - B2B,Page Views - Total,Page Views - Total - B2B,Page Views Percentage - Total,Page Views Percentage - Total - B2B,Featured Offer (Buy Box) Percentage,Featured Offer (Buy Box) Percentage - B2B,Units Ordered,Units Ordered - B2B,Unit Session Percentage,Unit Session Percentage - B2B,Ordered Product Sales,Ordered Product Sales - B2B,Total Order Items,Total Order Items - B2B";
  const row =
    'B0PARENT01,B0CHILD001,"Fishing net, 8 ft","NET-8","10,500",200,11.00%,8.00%,"15,250",300,12.00%,9.00%,98.75%,100.00%,610,4,5.81%,2.00%,"$11,402.10",$80.20,598,4';

  it("counts the totals, which include B2B, and percent as shares", async () => {
    const { facts, notes } = await readAs(source, `\uFEFF${header}\n${row}\n`, { store: US, period: PERIOD });
    expect(notes).toEqual([]);
    expect(facts).toEqual([
      {
        sku: "NET-8",
        asin: "B0CHILD001",
        from: "2026-10-01",
        to: "2026-10-31",
        sessions: 10500,
        pageViews: 15250,
        units: 610,
        orderItems: 598,
        sales: "11402.1",
        unitsRefunded: null,
        unitsShipped: null,
        buyBox: 0.9875,
        currency: "USD",
        title: "Fishing net, 8 ft",
      },
    ]);
  });

  it("is read in German and in Japanese, with the numbers of the country", async () => {
    const german =
      "(Übergeordnete) ASIN,(Untergeordnete) ASIN,Titel,SKU,Sitzungen – Summe,Sitzungen – Summe – B2B,Seitenaufrufe – Summe,Bestellte Einheiten,Durch bestellte Produkte erzielter Umsatz,Zahl der Bestellposten\n" +
      'P1,B1,Laterne,L1,"1,204",10,"2,310",64,"5.255,61 €",60\n';
    expect((await readAs(source, german, { store: DE, period: PERIOD })).facts[0]).toMatchObject({
      pageViews: 2310,
      units: 64,
      sales: "5255.61",
    });
    const japan = { code: "jp", zone: US.zone, currency: "JPY", country: "JP" };
    const japanese =
      '（親）ASIN,（子）ASIN,タイトル,SKU,セッション - 合計,注文された商品点数,注文商品の売上額\nP1,B1,ランタン,L1,"1,204",64,"￥159,920"\n';
    expect((await readAs(source, japanese, { store: japan, period: PERIOD })).facts[0]).toMatchObject({ sessions: 1204, sales: "159920" });
  });

  it("knows the names that the columns had over the years", async () => {
    const old =
      "Parent ASIN,Child ASIN,Title,SKU,Sessions,Page Views,Buy Box Percentage,Units Ordered,Gross Product Sales,Total Order Items";
    const { facts, notes } = await readAs(source, `${old}\nP,C,T,S,"1,200",1500,97%,60,"$1,199.40",58\n`, { store: US, period: PERIOD });
    expect(facts[0]).toMatchObject({ sessions: 1200, sales: "1199.4", buyBox: 0.97 });
    expect(notes).toEqual([]);
  });

  it("reads a German page by its own row's marks, and rejects an amount in a row in which nothing tells", async () => {
    const cols = "(Child) ASIN,SKU,Sessions - Total,Units Ordered,Ordered Product Sales,Unit Session Percentage";
    const { facts, rejects } = await readAs(
      source,
      `${cols}\nC,S1,"12.131",683,"12.905,25 €","5,63%"\nC,S2,"12,131",683,"€12,905.25",5.63%\nC,S3,"12.131",5,"1.900 €",\n`,
      { store: DE, period: PERIOD },
    );
    expect(facts.map((f) => [f.sku, f.sessions, f.sales])).toEqual([
      ["S1", 12131, "12905.25"],
      ["S2", 12131, "12905.25"],
    ]);
    expect(rejects).toMatchObject([{ row: 4, code: "ambiguous-number", value: "1.900 €" }]);
  });

  it("notices that it is of another store by the currency sign", async () => {
    const { rejects } = await readAs(source, `${header}\n${row.replaceAll("$", "£")}\n`, { store: US, period: PERIOD });
    expect(rejects[0]).toMatchObject({ code: "other-currency", column: "Ordered Product Sales" });
  });

  it("without SKU is refused by the column's name", async () => {
    const refused = await refusal(
      readAs(source, "(Child) ASIN,Sessions - Total,Units Ordered,Ordered Product Sales\nC,1,2,3\n", { store: US, period: PERIOD }),
    );
    expect(refused.code).toBe("missing-column");
    expect(refused.en).toContain("SKU");
  });

  it("does not choose between two rows of one SKU that disagree; a repetition is no contradiction", async () => {
    const { facts, rejects } = await readAs(source, `${header}\n${row}\n${row.replace("610", "611")}\n${row}\n`, {
      store: US,
      period: PERIOD,
    });
    expect(facts).toHaveLength(2);
    expect(rejects).toMatchObject([{ row: 3, code: "duplicate" }]);
    expect(rejects[0]?.reason).toContain("line 2");
  });
});

describe("Business Report by date", async () => {
  const source = await sourceOf<"traffic">("amazon-business-report-by-date");
  const file =
    'Date,Ordered Product Sales,Ordered Product Sales - B2B,Units Ordered,Units Ordered - B2B,Total Order Items,Average Selling Price,Sessions - Total,Order Item Session Percentage,Average Offer Count\n09/06/25,"$1,199.40",$0.00,60,0,58,$19.99,"1,200",4.83%,41\n';
  it("reads the day as the store's country writes it, and no other country's", async () => {
    expect((await readAs(source, file, { store: US })).facts[0]).toMatchObject({
      sku: null,
      from: "2025-09-06",
      to: "2025-09-06",
      sessions: 1200,
      sales: "1199.4",
    });
    const canada = { ...US, country: "CA", currency: "CAD" };
    expect((await readAs(source, file, { store: canada })).rejects[0]).toMatchObject({ code: "ambiguous-date", value: "09/06/25" });
  });
});

describe("Sales and Traffic JSON", async () => {
  const source = await sourceOf<"traffic">("amazon-sales-traffic-json");
  const sales = (units: number) => ({
    orderedProductSales: { amount: 1199.4, currencyCode: "USD" },
    unitsOrdered: units,
    totalOrderItems: 20,
    unitsRefunded: 1,
    refundRate: 4.35,
    unitsShipped: 22,
  });
  const visits = {
    browserPageViews: 10,
    browerPageViews: 9,
    pageViews: 1500,
    browserSessions: 906,
    sessions: 1000,
    buyBoxPercentage: 98.5,
    unitSessionPercentage: 2.54,
  };
  const spec = {
    reportOptions: { dateGranularity: "DAY", asinGranularity: "SKU" },
    dataStartTime: "2026-10-01",
    dataEndTime: "2026-10-02",
  };
  const report = (more: object) => JSON.stringify({ reportSpecification: spec, ...more });
  const byDate = (date: string) => ({ date, salesByDate: sales(23), trafficByDate: visits });

  it("takes the days as the store's totals, with percent as shares", async () => {
    const { facts } = await readAs(source, report({ salesAndTrafficByDate: [byDate("2026-10-01")], somethingNew: 1 }), { store: US });
    expect(facts).toEqual([
      {
        sku: null,
        asin: null,
        from: "2026-10-01",
        to: "2026-10-01",
        sessions: 1000,
        pageViews: 1500,
        units: 23,
        orderItems: 20,
        sales: "1199.4",
        unitsRefunded: 1,
        unitsShipped: 22,
        buyBox: 0.985,
        currency: "USD",
        title: null,
      },
    ]);
  });

  it("gives the products the requested period, since they have no date of their own", async () => {
    const { facts, rejects } = await readAs(
      source,
      report({
        salesAndTrafficByAsin: [
          { parentAsin: "P", childAsin: "C", sku: "S1", salesByAsin: sales(5), trafficByAsin: visits },
          { parentAsin: "P", childAsin: "C", salesByAsin: sales(5), trafficByAsin: visits },
        ],
      }),
      { store: US },
    );
    expect(facts[0]).toMatchObject({ sku: "S1", asin: "C", from: "2026-10-01", to: "2026-10-02", units: 5 });
    expect(rejects).toMatchObject([{ row: 2, code: "no-sku", value: "C" }]);
  });

  it("cuts the last week or month at the end of the request", async () => {
    const monthly = JSON.stringify({
      reportSpecification: { reportOptions: { dateGranularity: "MONTH" }, dataEndTime: "2026-11-10" },
      salesAndTrafficByDate: [byDate("2026-10-01"), byDate("2026-11-01")],
    });
    expect((await readAs(source, monthly, { store: US })).facts.map((f) => `${f.from}..${f.to}`)).toEqual([
      "2026-10-01..2026-10-31",
      "2026-11-01..2026-11-10",
    ]);
  });

  it("adds the parts where a report has no total, and leaves out what nobody said", async () => {
    const { facts } = await readAs(
      source,
      report({
        salesAndTrafficByDate: [
          {
            date: "2026-10-01",
            salesByDate: { unitsOrdered: 1 },
            trafficByDate: { browserSessions: 3, mobileAppSessions: 4, browerPageViews: 9 },
          },
        ],
      }),
      { store: US },
    );
    expect(facts[0]).toMatchObject({ sessions: 7, pageViews: 9, sales: null, buyBox: null });
  });

  it("rejects a day that is wrong by its place, and takes the others", async () => {
    const { facts, rejects } = await readAs(
      source,
      report({
        salesAndTrafficByDate: [
          byDate("2026-10-01"),
          { ...byDate("2026-10-02"), salesByDate: { unitsOrdered: -3 } },
          byDate("2030-01-01"),
          byDate("10/02/26"),
          { ...byDate("2026-10-01"), salesByDate: sales(24) },
          7,
        ],
      }),
      { store: US },
    );
    expect(facts).toHaveLength(1);
    expect(rejects.map((r) => `${r.row} ${r.column} ${r.value} ${r.code}`)).toEqual([
      "2 salesByDate.unitsOrdered -3 malformed",
      "3 date 2030-01-01 future-date",
      "4 date 10/02/26 not-a-date",
      "5 null 2026-10-01 · 2026-10-01 duplicate",
      "6 null 7 malformed",
    ]);
  });

  it("is not taken for a store in another currency", async () => {
    expect((await readAs(source, report({ salesAndTrafficByDate: [byDate("2026-10-01")] }), { store: DE })).rejects[0]?.code).toBe(
      "other-currency",
    );
  });

  describe("without its request", () => {
    const products = { salesAndTrafficByAsin: [{ childAsin: "C", sku: "S1", salesByAsin: sales(5), trafficByAsin: visits }] };

    it("gives the products the period that was said", async () => {
      const { facts } = await readAs(source, JSON.stringify(products), { store: US, period: PERIOD });
      expect(facts[0]).toMatchObject({ sku: "S1", from: "2026-10-01", to: "2026-10-31" });
    });

    it("ends the last month where the period ends", async () => {
      const monthly = JSON.stringify({
        reportSpecification: { reportOptions: { dateGranularity: "MONTH" } },
        salesAndTrafficByDate: [byDate("2026-10-01"), byDate("2026-11-01")],
      });
      const period = { from: day("2026-10-01"), to: day("2026-11-10") };
      expect((await readAs(source, monthly, { store: US, period })).facts.map((f) => `${f.from}..${f.to}`)).toEqual([
        "2026-10-01..2026-10-31",
        "2026-11-01..2026-11-10",
      ]);
    });

    it("does not take months for single days", async () => {
      const dates = JSON.stringify({ salesAndTrafficByDate: [byDate("2026-09-01"), byDate("2026-10-01")] });
      const refused = await refusal(readAs(source, dates, { store: US }));
      expect(refused.code).toBe("unknown-granularity");
      expect(refused.en).toContain("dateGranularity is missing");
    });
  });

  it("counts the days that it says itself before those that somebody said, and tells so", async () => {
    const asin = { childAsin: "C", sku: "S1", salesByAsin: sales(5), trafficByAsin: visits };
    const { facts, notes } = await readAs(source, report({ salesAndTrafficByAsin: [asin] }), { store: US, period: PERIOD });
    expect(facts[0]).toMatchObject({ from: "2026-10-01", to: "2026-10-02" });
    expect(notes).toEqual(["report.txt: the file itself says 2026-10-01 to 2026-10-02; that is what counts."]);
  });
});
