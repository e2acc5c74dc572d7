import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import type { Block, Message, Value } from "../../../src/message/message.ts";
import { drawCard, drawInstead } from "../../../src/platforms/feishu/draw/card.ts";
import { checkCard } from "../../../src/platforms/feishu/draw/check.ts";
import { readForm } from "../../../src/platforms/feishu/draw/form.ts";
import { drawToast } from "../../../src/platforms/feishu/draw/toast.ts";
import { find, lines, refusal, said, seal, t } from "./draw-kit.ts";

type Node = Readonly<Record<string, unknown>>;
const count = (n: number): Value => ({ kind: "count", count: n });
const deed = { action: "a", args: {} };
const first = (nodes: readonly Node[]): Node => nodes[0] ?? {};

const stock = (rows: number): Block => ({
  kind: "table",
  title: t("各仓库存", "Stock by warehouse"),
  columns: [{ label: t("SKU") }, { label: t("可售", "Stock") }, { label: t("可售天数", "Cover") }],
  rows: Array.from({ length: rows }, (_, i): Value[] => [
    { kind: "code", code: `SKU-${i} 折叠收纳箱大号家用衣柜整理神器三件套` },
    count(1000 + i),
    i === 0 ? { kind: "missing", because: t("没有销量", "no sales") } : { kind: "days", days: i },
  ]),
});

describe("a table on a card", () => {
  it("has ten rows to a page, figures to the right, and plain numbers as numbers", () => {
    const { card, files } = drawCard(seal(said([stock(37)])));
    const table = first(find(card, "table"));
    expect(table).toMatchObject({
      page_size: 10,
      columns: [
        { data_type: "text", horizontal_align: "left" },
        { data_type: "number", format: { precision: 0, separator: true }, horizontal_align: "right" },
        { data_type: "text", horizontal_align: "right" },
      ],
    });
    expect(table["rows"]).toHaveLength(37);
    expect(files).toEqual([]);
  });

  it("says once below it why a cell is empty", () => {
    const { card } = drawCard(seal(said([stock(3)])));
    expect(lines(card)).toContain("—[1]");
    expect(lines(card)).toContain("[1] 没有销量");
  });

  it("is shortened when a card cannot hold it: it says how many more there are, and the whole list is a file", () => {
    const { card, files } = drawCard(seal(said([stock(2_000)]), "en"));
    const shown = (first(find(card, "table"))["rows"] as readonly unknown[]).length;
    expect(shown).toBeGreaterThan(100);
    expect(lines(card).join("\n")).toContain(`and ${2_000 - shown} more rows; the whole table is in the CSV file`);
    expect(files.map((f) => f.name)).toEqual(["Restock-Stock-by-warehouse.csv"]);
    expect(parse(files[0]?.text ?? "", { bom: true })).toHaveLength(2_001);
  });

  it("from the sixth on is lines of text, for a card takes five", () => {
    const { card } = drawCard(seal(said(Array.from({ length: 7 }, () => stock(2)))));
    expect(find(card, "table")).toHaveLength(5);
    expect(lines(card).filter((l) => l.includes("• SKU-0") && l.includes("可售 1,000 · 可售天数 —[1]"))).toHaveLength(2);
    expect(checkCard(card)).toEqual([]);
  });

  it("without rows says so", () => {
    expect(lines(drawCard(seal(said([stock(0)]))).card)).toContain("没有记录");
  });
});

describe("figures on a card", () => {
  const fact = (value: Value) => ({ label: t("净销售额", "Net sales"), value });

  it("are tiles, the change in the colour of its mood", () => {
    const facts = [
      {
        ...fact(count(12)),
        delta: { against: t("上周", "last week"), change: { kind: "percent", ratio: -0.1 } as const, mood: "bad" as const },
      },
      { ...fact({ kind: "missing", because: t("没有流量", "no traffic") }), note: t("含税", "with tax") },
    ];
    const { card } = drawCard(seal(said([{ kind: "facts", facts }])));
    expect(find(card, "column")).toHaveLength(2);
    expect(find(card, "plain_text").find((x) => x["content"] === "较上周 -10.0%")).toMatchObject({
      text_color: "red",
      text_size: "notation",
    });
    expect(lines(card)).toContain("没有流量；含税");
  });

  it("that are more words than figure are lines", () => {
    const value: Value = { kind: "text", text: t("快递 348 件，其余走海运到 US-FBA", "express 348, the rest by sea to US-FBA") };
    const { card } = drawCard(seal(said([{ kind: "facts", facts: [fact(value), fact(count(1))] }])));
    expect(lines(card)).toContain("净销售额：快递 348 件，其余走海运到 US-FBA\n净销售额：1");
  });

  it("of which one says nothing at all leave it out", () => {
    const nothing = { label: t(" "), value: { kind: "code", code: "" } as const };
    const { card } = drawCard(seal(said([{ kind: "facts", facts: [nothing, fact(count(1))] }])));
    expect(find(card, "column")).toHaveLength(1);
    expect(checkCard(card)).toEqual([]);
  });

  it("are lines too where 200 elements would not hold their tiles", () => {
    const facts = Array.from({ length: 60 }, (_, i) => fact(count(i)));
    const { card } = drawCard(seal(said([{ kind: "facts", facts }])));
    expect(find(card, "column")).toHaveLength(0);
    expect(refusal(card)).toBeUndefined();
  });
});

describe("buttons and forms on a card", () => {
  const form: Block = {
    kind: "form",
    deed,
    submit: t("导入", "Import"),
    fields: [
      {
        name: "store",
        label: t("店铺", "Store"),
        type: "select",
        required: true,
        value: "amazon-de",
        options: ["amazon-us", "amazon-de"].map((v) => ({ value: v, label: t(v) })),
      },
      { name: "from", label: t("开始日期", "From"), type: "day", value: "2026-11-01" },
      { name: "month", label: t("月份", "Month"), type: "month" },
    ],
  };

  it("ask again before money moves, and send a token that is an object", () => {
    const message = said([], {
      actions: [
        { label: t("同意采购"), deed, style: "primary", confirm: t("将下单 936 件，确定？") },
        { label: t("驳回"), deed, style: "danger" },
      ],
    });
    const [approve, reject] = find(drawCard(seal(message)).card, "button");
    expect(approve).toMatchObject({
      type: "primary_filled",
      confirm: { text: { content: "将下单 936 件，确定？" } },
      behaviors: [{ type: "callback", value: { token: "button-0" } }],
    });
    expect(reject).toMatchObject({ type: "danger" });
    expect(reject).not.toHaveProperty("confirm");
  });

  it("are not there when nobody could take the press", () => {
    const { card } = drawCard({ ...seal(said([form], { actions: [{ label: t("同意"), deed }] })), buttonTokens: [], formTokens: {} });
    expect([...find(card, "button"), ...find(card, "form")]).toEqual([]);
  });

  it("have names that differ in the whole card, and come back under the fields' own", () => {
    const { card } = drawCard(seal(said([form, form])));
    expect(checkCard(card)).toEqual([]);
    const names = ["select_static", "date_picker", "input"].map((tag) => String(find(card, tag)[1]?.["name"]));
    const [store = "", from = "", month = ""] = names;
    expect(readForm({ [store]: "amazon-de", [from]: "2026-11-21 +0800", [month]: "2026-11" })).toEqual({
      store: "amazon-de",
      from: "2026-11-21",
      month: "2026-11",
    });
  });

  it("show what is filled in already", () => {
    const { card } = drawCard(seal(said([form])));
    expect(first(find(card, "select_static"))).toMatchObject({ initial_option: "amazon-de", required: true });
    expect(first(find(card, "date_picker"))).toMatchObject({ initial_date: "2026-11-01" });
  });

  it("look like what they do: what a card is there for, another way, or a refusal", () => {
    const forms = (["primary", "plain", "danger"] as const).map((style): Block => ({ ...form, style }));
    const { card } = drawCard(seal(said([form, ...forms])));
    expect(find(card, "button").map((b) => b["type"])).toEqual(["primary_filled", "primary_filled", "default", "danger"]);
    expect(refusal(card)).toBeUndefined();
  });

  it("let one type what is too much to choose from", () => {
    const options = Array.from({ length: 100 }, (_, i) => ({ value: `store-${i}`, label: t(`店铺 ${i}`) }));
    const many: Block = { kind: "form", deed, submit: t("好"), fields: [{ name: "store", label: t("店铺"), type: "select", options }] };
    const { card } = drawCard(seal(said([many, many])));
    expect(find(card, "input")).toHaveLength(2);
    expect(JSON.stringify(card)).toContain("填一个：store-0、store-1");
    const half: Block = {
      ...many,
      fields: Array.from({ length: 5 }, (_, i) => ({ name: `f${i}`, label: t("店铺"), type: "select", options: options.slice(0, 50) })),
    };
    const five = drawCard(seal(said([half]))).card;
    expect([find(five, "input").length, find(five, "form").length]).toEqual([5, 1]);
    expect(refusal(five)).toBeUndefined();
  });
});

describe("around a card", () => {
  const header = (over: Partial<Message>): Node => first([drawCard(seal(said([], over))).card.header as Node]);

  it("the colour of its title tells how urgent it is, and a word says the same", () => {
    expect(header({ tone: "neutral" })).toMatchObject({ template: "blue" });
    expect(header({ tone: "critical" })).toMatchObject({ template: "red", text_tag_list: [{ text: { content: "紧急" } }] });
  });

  it("figures of a simulated store say so beside the title", () => {
    expect(header({ basis: { simulated: true } })).toMatchObject({ text_tag_list: [{ text: { content: "模拟数据" } }] });
  });

  it("the basis stands last, small and grey; a long one is folded with its beginning to be read", () => {
    const short = drawCard(seal(said([], { basis: { asOf: "2026-11-21" } })));
    expect(short.card.body.elements.at(-1)).toMatchObject({
      text: { content: "口径：截至 2026-11-21", text_size: "notation", text_color: "grey" },
    });
    const long = drawCard(seal(said([], { basis: { asOf: "2026-11-21", stores: ["a", "b", "c", "d"], notes: [t("备注".repeat(60))] } })));
    expect(long.card.body.elements.at(-1)).toMatchObject({
      tag: "collapsible_panel",
      expanded: false,
      header: { title: { content: "口径：截至 2026-11-21 · 4 个店铺" } },
    });
  });

  it("a card that holds margins cannot be forwarded", () => {
    const margin: Block = {
      kind: "facts",
      facts: [{ label: t("毛利"), value: { kind: "money", amount: "1", currency: "USD", sensitivity: "margin" } }],
    };
    expect(drawCard(seal(said([margin]))).card.config["enable_forward"]).toBe(false);
    expect(drawCard(seal(said([stock(1)]))).card.config["enable_forward"]).toBe(true);
  });

  it("notifications show title and lead", () => {
    expect(drawCard(seal(said([], { lead: t("27 个\n要下单") }))).summary).toBe("补货 — 27 个 要下单");
  });

  it("an essay is cut, its whole text goes with it as a file, and the button is still there", () => {
    const message = said([{ kind: "prose", text: t("全".repeat(40_000)) }], { actions: [{ label: t("同意"), deed }] });
    const { card, files, bytes } = drawCard(seal(message));
    expect(bytes).toBeGreaterThan(25_000);
    expect(find(card, "button")).toHaveLength(1);
    expect(lines(card)).toContain("内容较长，完整内容见文本文件");
    expect(files.map((f) => [f.name, f.text.length > 40_000])).toEqual([["补货.txt", true]]);
  });
});

describe("after a press", () => {
  it("the message reads as it is to read from now on", () => {
    const sealed = seal(said([], { actions: [{ label: t("同意"), deed }] }));
    expect(drawInstead(sealed)).toBeUndefined();
    const after = drawInstead({ ...sealed, instead: seal(said([{ kind: "prose", text: t("陈静已同意") }])) });
    expect(lines(after?.card)).toContain("陈静已同意");
  });

  it("the toast says it in a sentence, in the tone of the message and in both languages", () => {
    const message = said([], { tone: "good", title: t("已同意采购", "Approved"), lead: t("936 件。", "936 units.") });
    expect(drawToast(seal(message, "en"))).toEqual({
      type: "success",
      content: "Approved. 936 units.",
      i18n: { zh_cn: "已同意采购。936 件。", en_us: "Approved. 936 units." },
    });
  });
});
