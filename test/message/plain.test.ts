import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { message, type Value } from "../../src/message/message.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage, validThread } from "../../src/message/valid.ts";
import { columns, cut, pad, wrap } from "../../src/message/width.ts";

const t = (zh: string, en = zh) => ({ zh, en });
const code = (c: string): Value => ({ kind: "code", code: c });

describe("text for a terminal", () => {
  it("lines columns up, with Chinese in them too", () => {
    const m = message({
      title: t("库存", "Stock"),
      blocks: [
        {
          kind: "table",
          columns: [{ label: t("店铺", "Store") }, { label: t("销量", "Units") }],
          rows: [
            [code("amazon-us"), { kind: "count", count: 12345 }],
            [code("亚马逊德国"), { kind: "count", count: 2 }],
          ],
        },
      ],
    });
    expect(plain(m, "zh")).toBe(
      ["库存", "", "店铺          销量", "──────────  ──────", "amazon-us   12,345", "亚马逊德国       2"].join("\n"),
    );
  });

  it("goes on in the next line where a cell is long, so that no reason is cut", () => {
    const reason = "quantity: expected a whole number of 0 or more, and this cell holds a word where digits should be";
    const m = message({
      title: t("x"),
      blocks: [
        {
          kind: "table",
          columns: [{ label: t("行", "Row") }, { label: t("原因", "Reason") }],
          rows: [
            [
              { kind: "count", count: 7 },
              { kind: "text", text: t("“ten”不是整数：".repeat(4), reason) },
            ],
            [
              { kind: "count", count: 12 },
              { kind: "text", text: t("好", "ok") },
            ],
          ],
        },
      ],
    });
    expect(plain(m, "en").split("\n").slice(4)).toEqual([
      "  7  quantity: expected a whole number of 0 or more,",
      "     and this cell holds a word where digits should",
      "     be",
      " 12  ok",
    ]);
    const zh = plain(m, "zh").split("\n").slice(4, -1);
    expect(zh.map((l) => l.slice(4)).join("")).toBe("“ten”不是整数：".repeat(4));
    for (const line of zh) expect(line.trimStart()).not.toMatch(/^[：”]/);
  });

  it("says once why cells are empty", () => {
    const gone: Value = { kind: "missing", because: t("没有报表", "no report") };
    const m = message({
      title: t("x"),
      blocks: [
        {
          kind: "table",
          columns: [{ label: t("a") }, { label: t("b") }],
          rows: [
            [gone, gone],
            [code("1"), gone],
          ],
        },
      ],
    });
    expect(
      plain(m, "en")
        .split("\n")
        .filter((l) => l.includes("no report")),
    ).toEqual(["[1] no report"]);
  });

  it("ends with what the figures rest on", () => {
    const m = message({
      title: t("x"),
      basis: {
        simulated: true,
        asOf: "2026-11-21",
        stores: ["amazon-us", "amazon-de"],
        dateBasis: t("下单日", "order day"),
        coverage: { covered: 28, of: 30, unit: t("店·天", "store-days") },
        sources: [t("订单明细", "order lines")],
        notes: [t("不含利润", "profit is not in here")],
      },
    });
    expect(plain(m, "en").split("\n").at(-1)).toBe(
      "Basis: simulated data · as of 2026-11-21 · amazon-us, amazon-de · by order day · covers 28 of 30 store-days · from order lines · profit is not in here",
    );
    expect(plain(m, "zh").split("\n").at(-1)).toBe(
      "口径：模拟数据 · 截至 2026-11-21 · amazon-us、amazon-de · 按下单日 · 覆盖 28/30 店·天 · 来源：订单明细 · 不含利润",
    );
  });

  it("keeps a row on its line whatever a title holds", () => {
    const nasty = fc.constantFrom("<!channel>", "<at id=all></at>", "a|b", "*x*", "line\nbreak", "\u202Eabc", "`", "中文标题", "é");
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 1, maxLength: 6 }), (titles) => {
        const m = message({
          title: t("x"),
          blocks: [{ kind: "table", columns: [{ label: t("Title") }], rows: titles.map((x) => [code(x)]) }],
        });
        expect(plain(m, "en").split("\n")).toHaveLength(4 + titles.length);
        expect(plain(m, "en")).not.toContain("\u202E");
      }),
    );
  });
});

describe("widths", () => {
  it("count a Chinese character as two columns and an accent as none", () => {
    expect(columns("可售天数")).toBe(8);
    expect(columns("e\u0301")).toBe(1);
    expect(pad("断货", 6, "right")).toBe("  断货");
    expect(cut("可售天数很长", 7)).toBe("可售天…");
  });

  it("never wrap longer than asked, and lose nothing but spaces at the breaks", () => {
    const words = fc.array(fc.constantFrom("中文", "，", "a", "word ", " ", "e\u0301", "（x）", "https://example.com/long"), {
      maxLength: 30,
    });
    const bare = (s: string) => s.replaceAll(/\s/gu, "");
    fc.assert(
      fc.property(
        fc.oneof(
          words.map((w) => w.join("")),
          fc.string({ unit: "binary" }),
        ),
        fc.integer({ min: 2, max: 20 }),
        (s, w) => {
          const lines = wrap(s, w);
          for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(w);
          expect(bare(lines.join(""))).toBe(bare(s));
        },
      ),
    );
  });

  it("never cut longer than asked", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 20 }), (s, w) => {
        expect(columns(cut(s, w))).toBeLessThanOrEqual(w);
      }),
    );
  });
});

describe("the validator", () => {
  it("names the place and what is expected there", () => {
    const m = message({
      title: t("", "x"),
      blocks: [
        { kind: "table", columns: [{ label: t("a") }], rows: [[code("1"), code("2")]] },
        { kind: "facts", facts: [{ label: t("a"), value: { kind: "money", amount: "1,5", currency: "usd" } }] },
      ],
    });
    expect(validMessage(m)).toEqual([
      { at: "title.zh", expected: "a text that is not empty" },
      { at: "blocks[0].rows[0]", expected: "1 cells" },
      { at: "blocks[1].facts[0].value", expected: 'an amount as decimal text ("12.30")' },
      { at: "blocks[1].facts[0].value", expected: "a currency of three capital letters" },
    ]);
  });

  it("wants different keys for the replies of a thread", () => {
    const m = message({ title: t("x") });
    expect(
      validThread({
        root: m,
        replies: [
          { key: "a", message: m },
          { key: "a", message: m },
        ],
      }),
    ).toHaveLength(1);
  });
});
