import { describe, expect, it } from "vitest";
import readXlsxFile from "read-excel-file/node";
import { cutFor } from "../../../src/message/audience.ts";
import type { FileBlock } from "../../../src/message/file-line.ts";
import { message } from "../../../src/message/message.ts";
import { plain } from "../../../src/message/plain.ts";
import { validMessage } from "../../../src/message/valid.ts";
import { fileBytes, fileParts } from "../../../src/platforms/common/files.ts";

const both = (text: string) => ({ zh: text, en: text });
const order = (format: FileBlock["format"]): FileBlock => ({
  kind: "file",
  format,
  name: "supplier-order-12",
  title: { zh: "供应商订单 [宁波]", en: "Supplier order [Ningbo]" },
  columns: [
    { label: both("SKU SKU") },
    { label: both("数量 Quantity") },
    { label: both("单价 Unit price"), sensitivity: "margin" },
    { label: both("交货日期 Ready on") },
    { label: both("总重 kg") },
  ],
  rows: [
    [
      { kind: "code", code: "=HYPERLINK(1)" },
      { kind: "count", count: 1240 },
      { kind: "money", amount: "4.125", currency: "USD", sensitivity: "margin" },
      { kind: "day", day: "2026-12-10" },
      { kind: "number", number: 12.5, digits: 2 },
    ],
    [
      { kind: "code", code: "KTC-02\u202E" },
      { kind: "count", count: 60 },
      { kind: "money", amount: "3", currency: "USD", sensitivity: "margin" },
      { kind: "missing", because: both("not agreed") },
      { kind: "missing", because: both("nobody said") },
    ],
  ],
});
const whole = message({ title: both("Documents"), blocks: [order("xlsx"), order("csv")] });

describe("a file that goes along with a message", () => {
  it("is a workbook in which numbers are numbers, days are days, and nothing is a formula", async () => {
    const bytes = Buffer.from(await fileBytes(order("xlsx"), "zh"));
    const [sheet] = await readXlsxFile(bytes);
    expect(sheet?.sheet).toBe("供应商订单  宁波");
    expect(sheet?.data).toEqual([
      ["SKU SKU", "数量 Quantity", "单价 Unit price (USD)", "交货日期 Ready on", "总重 kg"],
      ["=HYPERLINK(1)", 1240, 4.125, new Date("2026-12-10T00:00:00Z"), 12.5],
      ["KTC-02", 60, 3, null, null],
    ]);
  });

  it("has above its table whom it is about, and its total below, in a workbook only", async () => {
    const total = [{ kind: "text", text: both("合计 Total") } as const, { kind: "count", count: 1300 } as const];
    const none = { kind: "missing", because: both("not added up") } as const;
    const around = {
      above: [{ label: both("供应商 Supplier"), value: { kind: "text", text: both("=Ningbo") } as const }],
      total: [...total, { ...none, sensitivity: "margin" } as const, none, none],
    };
    const [sheet] = await readXlsxFile(Buffer.from(await fileBytes({ ...order("xlsx"), ...around }, "zh")));
    expect(sheet?.data.map((row) => row.slice(0, 2))).toEqual([
      ["供应商 Supplier", "=Ningbo"],
      [null, null],
      ["SKU SKU", "数量 Quantity"],
      ["=HYPERLINK(1)", 1240],
      ["KTC-02", 60],
      ["合计 Total", 1300],
    ]);
    expect(await fileBytes({ ...order("csv"), ...around }, "zh")).toEqual(await fileBytes(order("csv"), "zh"));
    const said = message({ title: both("Documents"), blocks: [{ ...order("xlsx"), ...around }] });
    expect(validMessage(said)).toEqual([]);
    const [cut] = cutFor(said, "internal").blocks;
    expect(cut).toMatchObject({ total: [...total, none, none] });
  });

  it("is a CSV for Excel, guarded in the same way as every other one", async () => {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await fileBytes(order("csv"), "en"));
    expect(text).toBe(
      "\uFEFFSKU SKU,数量 Quantity,单价 Unit price (USD),交货日期 Ready on,总重 kg\r\n" +
        "'=HYPERLINK(1),1240,4.125,2026-12-10,12.50\r\nKTC-02,60,3,,\r\n",
    );
  });

  it("always follows its message, is told of in it, and is valid", () => {
    expect(validMessage(whole)).toEqual([]);
    expect(fileParts(whole)).toEqual([
      { kind: "file", at: 0 },
      { kind: "file", at: 1 },
    ]);
    expect(plain(whole, "en")).toContain("File: Supplier order [Ningbo] (supplier-order-12.xlsx, 2 rows)");
    expect(plain(whole, "zh")).toContain("文件：供应商订单 [宁波]（supplier-order-12.csv，2 行）");
    expect(validMessage(message({ title: both("x"), blocks: [{ ...order("csv"), name: "../../etc" }] }))).toHaveLength(1);
  });

  it("loses what its readers may not see, as a table does", async () => {
    const [cut] = cutFor(whole, "internal").blocks;
    if (cut?.kind !== "file") throw new Error("no file");
    expect(new TextDecoder().decode(await fileBytes({ ...cut, format: "csv" }, "en"))).not.toMatch(/4\.125|price/);
    expect(cutFor(whole, "public").blocks.some((b) => b.kind === "file")).toBe(false);
  });
});
