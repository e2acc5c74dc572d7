import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clean } from "../../../src/message/clean.ts";
import type { Value } from "../../../src/message/message.ts";
import { tableCsv } from "../../../src/platforms/common/csv.ts";

const both = (text: string) => ({ zh: text, en: text });
const table = (labels: readonly string[], rows: readonly (readonly Value[])[]) =>
  ({ kind: "table", columns: labels.map((label) => ({ label: both(label) })), rows }) as const;
const read = (csv: string): string[][] => parse(csv, { bom: true, relaxColumnCount: true }) as string[][];

describe("a table as CSV", () => {
  it("keeps numbers as numbers that a spreadsheet adds up", () => {
    const row: Value[] = [
      { kind: "count", count: -1200 },
      { kind: "number", number: 3.14159, digits: 2 },
      { kind: "percent", ratio: -0.125 },
      { kind: "money", amount: "-12.50", currency: "USD" },
      { kind: "days", days: 33 },
      { kind: "day", day: "2026-11-21" },
      { kind: "missing", because: both("no traffic") },
    ];
    const labels = ["Change", "Ratio", "Rate", "Margin", "Cover", "Out on", "CVR"];
    expect(read(tableCsv(table(labels, [row]), "en"))).toEqual([
      ["Change", "Ratio", "Rate", "Margin (USD)", "Cover", "Out on", "CVR"],
      ["-1200", "3.14", "-12.5%", "-12.50", "33", "2026-11-21", ""],
    ]);
  });

  it("names the currency of each amount where a column has several", () => {
    const rows: Value[][] = [[{ kind: "money", amount: "1.00", currency: "USD" }], [{ kind: "money", amount: "2.00", currency: "EUR" }]];
    expect(read(tableCsv(table(["Net sales"], rows), "en"))).toEqual([["Net sales"], ["1.00 USD"], ["2.00 EUR"]]);
  });

  it("speaks the reader's language", () => {
    const csv = tableCsv({ kind: "table", columns: [{ label: { zh: "店铺", en: "Store" } }], rows: [] }, "zh");
    expect(read(csv)).toEqual([["店铺"]]);
  });

  it("never holds a formula, and loses no character of a text", () => {
    const nasty = fc.oneof(
      fc.constantFrom("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", '"=1', "=cmd|' /C calc'!A0", 'a,"b"\nc'),
      fc.string({ unit: "grapheme" }),
    );
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 1, maxLength: 5 }), (titles) => {
        const written = read(
          tableCsv(
            table(
              ["Title", "Units"],
              titles.map((t) => [
                { kind: "code", code: t },
                { kind: "count", count: 1 },
              ]),
            ),
            "en",
          ),
        ).slice(1);
        const cells = written.map((row) => row[0] ?? "");
        expect(cells.every((cell) => !/^[=+\-@\t\r\n]/.test(cell))).toBe(true);
        expect(cells.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n])/, ""))).toEqual(titles.map(clean));
      }),
    );
  });
});
