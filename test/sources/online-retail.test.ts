import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { zone } from "../../src/domain/calendar/zone.ts";
import type { OrderLine } from "../../src/domain/facts/facts.ts";
import { EXTRACT, whyNoExtract } from "../extract/file.ts";
import { skipped } from "../skipped.ts";
import { readAs, type ReadOut, sourceOf } from "./kit.ts";

const source = await sourceOf<"order-lines">("online-retail");
const UK = { code: "uk", zone: zone("Europe/London"), currency: "GBP", country: "GB" };
const HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
const read = (...rows: readonly string[]) => readAs(source, `${HEADER}\n${rows.join("\n")}\n`, { store: UK });

describe("Online Retail", () => {
  it("takes quantity × price as the line's amount, at London's clock", async () => {
    const { facts, notes } = await read("536365,85123A,WHITE HOLDER ,6,2011-06-01 08:26:00,2.55,17850.0,EIRE");
    expect(notes).toEqual([]);
    expect(facts[0]).toMatchObject({
      orderId: "536365",
      sku: "85123A",
      nth: 1,
      day: "2011-06-01",
      quantity: 6,
      amount: "15.3",
      currency: "GBP",
      flag: null,
      country: "IE",
      title: "WHITE HOLDER",
    });
    expect(facts[0]?.at.toISOString()).toBe("2011-06-01T07:26:00.000Z");
  });

  it("a cancellation of a product is a return of as many pieces and as much money", async () => {
    const { records } = await read("C536379,22556,TEA SET,-12,2010-12-01 09:41:00,1.65,17548.0,United Kingdom");
    expect(records[0]).toMatchObject({
      fact: { flag: "return", quantity: -12, amount: "-19.8" },
      beside: {
        fact: "returns",
        row: { orderId: "C536379", sku: "22556", day: "2010-12-01", quantity: 12, refund: "19.8", currency: "GBP", bucket: "unknown" },
      },
    });
  });

  it.each([
    ["postage", "536370,POST,POSTAGE,3,2010-12-01 08:45:00,18.0,12583.0,France", "non-product"],
    ["a discount, which has a C too", "C536379,D,Discount,-1,2010-12-01 09:41:00,27.50,14527.0,United Kingdom", "non-product"],
    ["a voucher", "540000,gift_0001_20,Voucher,1,2010-12-01 09:41:00,16.67,,United Kingdom", "non-product"],
    ["a manual entry in small letters", "540000,m,Manual,1,2010-12-01 09:41:00,2.55,,United Kingdom", "non-product"],
    ["a written-off debt", "A563186,B,Adjust bad debt,1,2011-08-12 14:51:00,-11062.06,,United Kingdom", "adjustment"],
    ["breakage", "540000,22556,damages,-40,2010-12-01 09:41:00,0.0,,United Kingdom", "adjustment"],
    ["pieces that were found", "540000,22556,found,40,2010-12-01 09:41:00,0.0,,United Kingdom", "adjustment"],
    ["a gift", "540000,22556,TEA SET,1,2010-12-01 09:41:00,0.0,12345.0,United Kingdom", "sample"],
    ["a dog collar with another numbering", "540000,DCGS0069,OOH LA LA DOGS COLLAR,1,2010-12-01 09:41:00,15.79,,United Kingdom", null],
  ])("%s is flagged for what it is", async (_, row, flag) => {
    const { facts, records } = await read(row);
    expect(facts[0]?.flag).toBe(flag);
    expect(records[0] && "beside" in records[0]).toBe(false);
  });

  it("never keeps the customer", async () => {
    expect(JSON.stringify(await read("536365,85123A,X,6,2011-06-01 08:26:00,2.55,17850.0,EIRE"))).not.toContain("17850");
  });

  it("codes that differ only in case are two SKUs, and identical lines all count", async () => {
    const row = (code: string) => `536365,${code},X,1,2010-12-01 08:26:00,1.00,,United Kingdom`;
    const { facts } = await read(row("85123A"), row("85123a"), row("85123A"));
    expect(facts.map((f) => `${f.sku} ${f.nth}`)).toEqual(["85123A 1", "85123a 1", "85123A 2"]);
  });
});

const missing = skipped("counts of the 253,227 rows of Online Retail", whyNoExtract());

describe.skipIf(missing)("the extract of Online Retail, whole", () => {
  let out: ReadOut<"order-lines"> | undefined;
  const bytes = (): Buffer => readFileSync(EXTRACT);
  const whole = async (): Promise<ReadOut<"order-lines">> =>
    (out ??= await readAs(source, bytes(), { store: UK }, { name: "online-retail-a.csv.gz", piece: 65_536 }));
  const cents = (lines: readonly OrderLine[]): bigint =>
    lines.reduce((sum, l) => {
      const [w = "0", f = ""] = (l.amount ?? "0").replace("-", "").split(".");
      return sum + BigInt(w + f.padEnd(6, "0")) * ((l.amount ?? "").startsWith("-") ? -1n : 1n);
    }, 0n);

  it("is read to the last row", async () => {
    const { facts, rejects, encoding } = await whole();
    expect(rejects).toEqual([]);
    expect(facts).toHaveLength(253_227);
    expect(encoding).toBe("utf-8");
  });

  it("has the counts that came with it", async () => {
    const { facts } = await whole();
    const c = facts.filter((f) => f.orderId.startsWith("C"));
    expect(c).toHaveLength(4516);
    expect(facts.filter((f) => !f.orderId.startsWith("C") && f.quantity < 0)).toHaveLength(649);
    expect(new Set(facts.map((f) => f.sku)).size).toBe(1964);
    expect(facts.reduce((n, f) => n + f.quantity, 0)).toBe(2_501_248);
    expect((Number(cents(facts)) / 1e6).toFixed(2)).toBe("4470039.85");
  });

  it("has the identical lines, each with a number of its own", async () => {
    const { facts } = await whole();
    expect(facts.filter((f) => f.nth > 1).length).toBeGreaterThan(2000);
    expect(new Set(facts.map((f) => `${f.orderId}\u0001${f.sku}\u0001${f.nth}`)).size).toBe(facts.length);
  });

  it("has a return beside each cancelled product line, and nowhere else", async () => {
    const { records } = await whole();
    const wrong = records.filter((r) => {
      if (!("fact" in r)) return true;
      if (!r.beside) return r.fact.flag === "return";
      return r.fact.flag !== "return" || r.beside.row.quantity !== -r.fact.quantity || `-${r.beside.row.refund}` !== r.fact.amount;
    });
    expect(wrong).toEqual([]);
  });

  it("agrees by month and flag with a second reading of the file that shares no code with the first", async () => {
    const { facts } = await whole();
    const other = new Map<string, { units: number; mills: number; lines: number }>();
    const notProduct = /^(?:POST|DOT|C2|D|M|m|S|B|BANK CHARGES|AMAZONFEE|CRUK|PADS|gift_.*)$/;
    const add = (map: typeof other, key: string, units: number, mills: number): void => {
      const at = map.get(key) ?? { units: 0, mills: 0, lines: 0 };
      map.set(key, { units: at.units + units, mills: at.mills + mills, lines: at.lines + 1 });
    };
    for (const r of parse(gunzipSync(bytes()), { columns: true }) as Record<string, string>[]) {
      const [quantity, price, code = "", invoice = ""] = [Number(r["Quantity"]), Number(r["UnitPrice"]), r["StockCode"], r["InvoiceNo"]];
      const flag =
        price < 0
          ? "adjustment"
          : notProduct.test(code)
            ? "non-product"
            : invoice.startsWith("C")
              ? "return"
              : quantity < 0
                ? "adjustment"
                : price > 0
                  ? "sale"
                  : r["CustomerID"]
                    ? "sample"
                    : "adjustment";
      add(other, `${r["InvoiceDate"]?.slice(0, 7)} ${flag}`, quantity, Math.round(price * 1000) * quantity);
    }
    const mine: typeof other = new Map();
    for (const f of facts) add(mine, `${f.day.slice(0, 7)} ${f.flag ?? "sale"}`, f.quantity, Math.round(Number(f.amount) * 1000));
    expect(Object.fromEntries(mine)).toEqual(Object.fromEntries(other));
  });
});
