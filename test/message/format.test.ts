import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clean, cleanAll } from "../../src/message/clean.ts";
import { formatDelta, formatValue, missingReason } from "../../src/message/format.ts";
import type { Language, Value } from "../../src/message/message.ts";

const both = (v: Value): string[] => (["en", "zh"] as Language[]).map((lang) => formatValue(v, lang));
const money = (amount: string, currency: string): Value => ({ kind: "money", amount, currency });

describe("money", () => {
  it.each([
    ["1234.5", "USD", "$1,234.50", "US$1,234.50"],
    ["1234.5", "CNY", "CN¥1,234.50", "¥1,234.50"],
    ["1234", "JPY", "¥1,234", "JP¥1,234"],
    ["-3.2", "EUR", "-€3.20", "-€3.20"],
    ["9.5", "CAD", "CA$9.50", "CA$9.50"],
    ["1.2345", "KWD", "KWD 1.234", "KWD 1.234"],
  ])("%s %s has the shortest sign that names one currency to its reader", (amount, currency, en, zh) => {
    expect(both(money(amount, currency))).toEqual([en, zh]);
  });

  it("keeps digits that a floating point number has not, and rounds halves to even", () => {
    expect(formatValue(money("12345678901234567.89", "USD"), "en")).toBe("$12,345,678,901,234,567.89");
    expect(both(money("0.125", "USD"))[0]).toBe("$0.12");
    expect(both(money("0.135", "USD"))[0]).toBe("$0.14");
  });

  it("that rounds to nothing has no sign", () => {
    expect(both(money("-0.001", "USD"))).toEqual(["$0.00", "US$0.00"]);
    expect(both({ kind: "percent", ratio: -0.0001 })).toEqual(["0.0%", "0.0%"]);
    expect(both({ kind: "number", number: -0.04, digits: 1 })).toEqual(["0.0", "0.0"]);
  });

  it("of a code that is no currency is still told", () => {
    expect(formatValue(money("5", "POINTS"), "en")).toBe("5.00 POINTS");
  });
});

describe("other values", () => {
  it("are written as people write them", () => {
    expect(both({ kind: "percent", ratio: 0.123 })).toEqual(["12.3%", "12.3%"]);
    expect(both({ kind: "days", days: 33 })).toEqual(["33 days", "33 天"]);
    expect(both({ kind: "days", days: 1 })).toEqual(["1 day", "1 天"]);
    expect(both({ kind: "count", count: 12345, unit: { zh: "件", en: "units" } })).toEqual(["12,345 units", "12,345 件"]);
    expect(both({ kind: "instant", at: "2026-11-22T01:05:00Z", zone: "Asia/Shanghai" })[0]).toBe("2026-11-22 09:05 Asia/Shanghai");
    expect(both({ kind: "instant", at: "2026-11-21T16:00:00Z", zone: "Asia/Shanghai" })[0]).toBe("2026-11-22 00:00 Asia/Shanghai");
  });

  it("that are missing are a dash, never a zero, with the reason at hand", () => {
    const v: Value = { kind: "missing", because: { zh: "没有流量报告", en: "no traffic report" } };
    expect(both(v)).toEqual(["—", "—"]);
    expect(missingReason(v, "zh")).toBe("没有流量报告");
    expect(missingReason({ kind: "count", count: 0 }, "zh")).toBeUndefined();
  });

  it("carry a sign when they are a change, and nothing has none", () => {
    expect(formatValue({ kind: "percent", ratio: 0.05, signed: true }, "en")).toBe("+5.0%");
    expect(formatValue({ kind: "percent", ratio: 0, signed: true }, "en")).toBe("0.0%");
    const against = { zh: "上周", en: "last week" };
    expect(formatDelta({ against, change: { kind: "percent", ratio: 0.123 }, mood: "good" }, "en")).toBe("+12.3% vs last week");
    expect(formatDelta({ against, change: { kind: "percent", ratio: -0.123 }, mood: "bad" }, "zh")).toBe("较上周 -12.3%");
  });
});

describe("text from outside", () => {
  it("loses what cannot be seen and could lie, and nothing else", () => {
    expect(clean("price\u202E00.9$\u202C \u200Bfree\uFEFF\u0007")).toBe("price00.9$ free");
    expect(clean("a\r\nb\tc")).toBe("a\nb\tc");
    expect(clean("👨‍👩‍👧 é 中文 | <!channel> *x*")).toBe("👨‍👩‍👧 é 中文 | <!channel> *x*");
  });

  it("is cleaned wherever it stands, and data keeps its shape", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const cleaned = cleanAll(data);
        expect(cleanAll(cleaned)).toEqual(cleaned);
        expect(JSON.stringify(cleaned)).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });
});
