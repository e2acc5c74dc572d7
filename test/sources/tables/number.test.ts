import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromNumber, magnitude, negated, times } from "../../../src/sources/tables/decimal.ts";
import { parseNumber, styleFromRow, symbolFits } from "../../../src/sources/tables/number.ts";
import type { DecimalText } from "../../../src/domain/facts/facts.ts";

const read = (text: string, style: "point" | "comma" | "unknown" = "point"): string => {
  const p = parseNumber(text, style);
  return p.ok ? p.value : p.fault;
};
const d = (t: string): DecimalText => t as DecimalText;

describe("a number in a report", () => {
  it.each([
    ["12,131", "12131"],
    ["$12,905.25", "12905.25"],
    ["MX$5,310.54", "5310.54"],
    ["₹1,08,218.36", "108218.36"],
    ["1,08,218", "108218"],
    ["USD 4.50", "4.5"],
    ["-$4.05", "-4.05"],
    ["(4.05)", "-4.05"],
    ["$-4.05", "-4.05"],
    ["−4.05", "-4.05"],
    ["007", "7"],
    [".5", "0.5"],
    ["0.000001", "0.000001"],
    ["1'234.50", "1234.5"],
    ["１２", "12"],
  ])("%s is %s where the point is decimal", (written, meant) => expect(read(written)).toBe(meant));

  it.each([
    ["95,00", "95"],
    ["1.234,56", "1234.56"],
    ["1 234,56 €", "1234.56"],
    ["1\u202f234,56", "1234.56"],
    ["1.234.567", "1234567"],
    ["89.95", "89.95"],
    ["0,125", "0.125"],
  ])("%s is %s even where nobody says which mark is decimal", (written, meant) => expect(read(written, "unknown")).toBe(meant));

  it.each(["1.234", "12,131", "$1,234"])("%s is not guessed where nobody says which mark is decimal", (written) =>
    expect(read(written, "unknown")).toBe("ambiguous-number"),
  );

  it.each([
    "95,00",
    "1.234,56",
    "12,13,1",
    "1,2345",
    "1e309",
    "1E5",
    "NaN",
    "Infinity",
    "0x10",
    "--1",
    "1-",
    "(1",
    "1.2.3",
    "abc",
    "12 pcs",
    "1 2 3",
    ",",
    "$",
    "9".repeat(80),
  ])("%s is no number where the point is decimal", (written) => expect(["not-a-number", "ambiguous-number"]).toContain(read(written)));

  it("blank is not zero", () => {
    expect(read("")).toBe("blank");
    expect(read("  ")).toBe("blank");
    expect(read("0.0")).toBe("0");
    expect(read("-0.00")).toBe("0");
  });

  it("refuses what the store could not keep to the last digit", () => {
    expect(read("1234567890123")).toBe("out-of-range");
    expect(read("0.1234567")).toBe("out-of-range");
    expect(read("0.1234560000")).toBe("0.123456");
  });

  it("learns the mark from the other cells of the record, unless they disagree", () => {
    expect(styleFromRow(["B0", "12,02%", "1.234", "€12.905,25"])).toBe("comma");
    expect(styleFromRow(["B0", "12.02%", "1,234", "$12,905.25"])).toBe("point");
    expect(styleFromRow(["B0", "12.02%", "12,02%"])).toBe("unknown");
    expect(styleFromRow(["B0", "1,234"])).toBe("unknown");
  });

  it("notices a symbol of another currency", () => {
    expect(symbolFits("£", "USD")).toBe(false);
    expect(symbolFits("$", "CAD")).toBe(true);
    expect(symbolFits("MX$", "USD")).toBe(false);
    expect(symbolFits("", "EUR")).toBe(true);
  });

  it("reads back every amount however it is grouped", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 99 }), fc.boolean(), (whole, cents, negative) => {
        const meant = parseNumber(`${negative ? "-" : ""}${whole}.${String(cents).padStart(2, "0")}`, "point");
        const en = whole.toLocaleString("en-US");
        const de = whole.toLocaleString("de-DE");
        const hi = whole.toLocaleString("en-IN");
        const c = String(cents).padStart(2, "0");
        const sign = negative ? "-" : "";
        expect(parseNumber(`${sign}${en}.${c}`, "point")).toEqual(meant);
        expect(parseNumber(`${sign}${hi}.${c}`, "point")).toEqual(meant);
        expect(parseNumber(`${sign}${de},${c}`, "comma")).toEqual(meant);
        expect(parseNumber(`${sign}${de},${c}`, "unknown")).toEqual(meant);
      }),
    );
  });
});

describe("decimal arithmetic on its way to the store", () => {
  it("multiplies exactly, in doubles where they are exact and in integers beyond", () => {
    expect(times(d("2.55"), 6)).toBe("15.3");
    expect(times(d("0.1"), 3)).toBe("0.3");
    expect(times(d("-11062.06"), 1)).toBe("-11062.06");
    expect(times(d("0.07"), -9)).toBe("-0.63");
    expect(times(d("2.5"), 0)).toBe("0");
    expect(times(d("999999999999"), 10)).toBeUndefined();
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: -9999, max: 9999 }),
        (units, places, quantity) => {
          const digits = String(Math.abs(units)).padStart(places + 1, "0");
          const text = `${units < 0 ? "-" : ""}${digits.slice(0, digits.length - places)}${places > 0 ? `.${digits.slice(digits.length - places)}` : ""}`;
          const product = times(d(text), quantity);
          if (product === undefined) return;
          const [w = "0", f = ""] = product.replace("-", "").split(".");
          const back = BigInt(w + f.padEnd(places, "0")) * (product.startsWith("-") ? -1n : 1n);
          expect(back).toBe(BigInt(units) * BigInt(quantity));
        },
      ),
    );
  });

  it("turns signs without making a minus zero", () => {
    expect(negated(d("0"))).toBe("0");
    expect(negated(d("1.5"))).toBe("-1.5");
    expect(magnitude(d("-1.5"))).toBe("1.5");
  });

  it("takes a JSON number as the number that was meant", () => {
    expect(fromNumber(0.1 + 0.2)).toBe("0.3");
    expect(fromNumber(12905.25)).toBe("12905.25");
    expect(fromNumber(1e-9)).toBe("0");
    expect(fromNumber(1e15)).toBeUndefined();
    expect(fromNumber(Number.NaN)).toBeUndefined();
  });
});
