import { describe, expect, it } from "vitest";
import { type Block, type Button, message, type Message, type Value } from "../../../src/message/message.ts";
import { checkPayload } from "../../../src/platforms/slack/draw/check.ts";
import type { SlackBlock } from "../../../src/platforms/slack/draw/detail.ts";
import { readClick } from "../../../src/platforms/slack/draw/dialog.ts";
import { chartsOf, drawHome, drawMessage } from "../../../src/platforms/slack/draw/message.ts";
import { read, refusals, seal, t } from "./draw-kit.ts";

const WORDS = { pictures: "none", native: false, fileIds: new Map<number, string>() } as const;
const drawn = (m: Message, lang: "zh" | "en" = "en") => drawMessage(seal(m, lang), WORDS);
const lines = (m: Message, lang: "zh" | "en" = "en") => read(drawn(m, lang).blocks).lines;
const kinds = (blocks: readonly SlackBlock[]) => blocks.map(({ type }) => type);
const only = <T extends SlackBlock["type"]>(blocks: readonly SlackBlock[], type: T) =>
  blocks.filter((b): b is Extract<SlackBlock, { type: T }> => b.type === type);

const code = (c: string): Value => ({ kind: "code", code: c });
const count = (n: number): Value => ({ kind: "count", count: n });
const stock = (rows: number, columns = 3): Block => ({
  kind: "table",
  columns: [{ label: t("SKU") }, ...Array.from({ length: columns - 1 }, (_, i) => ({ label: t(`仓${i}`, `W${i}`) }))],
  rows: Array.from({ length: rows }, (_, r) => [code(`SKU-${r}`), ...Array.from({ length: columns - 1 }, () => count(r))]),
});
const days = (n: number) => Array.from({ length: n }, (_, i) => ({ day: `2026-11-${String(i + 1).padStart(2, "0")}`, value: i / 10 }));
const trend = (n: number, more: object = {}): Block => ({
  kind: "chart",
  chart: "kpi-trend",
  alt: t("退货率在 11-14 最高", "The return rate peaked on Nov 14"),
  data: {
    title: t("退货率", "Return rate"),
    name: t("退货率", "Return rate"),
    unit: "percent",
    currency: null,
    grain: "day",
    series: days(n),
    comparison: null,
    immatureFrom: null,
    ...more,
  },
});

describe("the head of a message", () => {
  it("says once how bad it is, and that the figures are simulated, which the basis need not repeat", () => {
    const m = message({ title: t("库存预警", "Stock warning"), tone: "critical", basis: { asOf: "2026-11-21", simulated: true } });
    expect(lines(m, "zh")).toEqual(["🔴 库存预警 · 模拟数据", "口径：截至 2026-11-21"]);
    expect(lines(m, "en")).toEqual(["🔴 Stock warning · simulated data", "Basis: as of 2026-11-21"]);
  });

  it("carries no mark when nothing is the matter", () => {
    expect(lines(message({ title: t("净销售额", "Net sales") }))).toEqual(["Net sales"]);
  });

  it("tells a title that is too long for a head in full below it, and simulated stays in sight", () => {
    const title = "Stock ".repeat(40).trim();
    const [head, full] = lines(message({ title: t(title), basis: { simulated: true } }));
    expect(head).toMatch(/^Stock .*… · simulated data$/);
    expect(full).toBe(title);
  });

  it("a notification says the title, the lead and the figures", () => {
    const m = message({
      title: t("日报", "Digest"),
      lead: t("销量下降", "Units fell"),
      blocks: [{ kind: "facts", facts: [{ label: t("销量", "Units"), value: count(105) }] }],
    });
    expect(drawn(m).text).toBe("Digest\nUnits fell\nUnits 105");
  });
});

describe("figures", () => {
  const fact = (n: number, mood: "good" | "bad" = "good") => ({
    label: t(`指标${n}`, `Figure ${n}`),
    value: count(1_000 * n),
    delta: { against: t("上周", "last week"), change: { kind: "percent", ratio: mood === "bad" ? -0.05 : 0.05 } as const, mood },
  });

  it("a few stand side by side, each with its change, and bad news has a mark", () => {
    const { blocks } = drawn(message({ title: t("日报", "Digest"), blocks: [{ kind: "facts", facts: [fact(1), fact(2, "bad")] }] }), "zh");
    const [section] = only(blocks, "section");
    expect(section?.fields?.map(({ text }) => text)).toEqual(["指标1\n*1,000*\n较上周 +5.0%", "指标2\n*2,000*\n🔸 较上周 -5.0%"]);
  });

  it("many are a table, and what they are compared with is said once", () => {
    const facts = Array.from({ length: 11 }, (_, i) => fact(i + 1));
    const { blocks } = drawn(message({ title: t("概览", "Overview"), blocks: [{ kind: "facts", facts }] }), "zh");
    expect(kinds(blocks)).toEqual(["header", "table"]);
    expect(read(blocks).lines.slice(1, 7)).toEqual(["指标", "数值", "较上周", "指标1", "1,000", "+5.0%"]);
  });

  it("a figure that is missing says why", () => {
    const m = message({
      title: t("t"),
      blocks: [
        { kind: "facts", facts: [{ label: t("转化率", "Conversion"), value: { kind: "missing", because: t("没有流量", "no traffic") } }] },
      ],
    });
    expect(lines(m)).toEqual(["t", "Conversion", "—", "no traffic"]);
  });

  it("a name with stars and underscores in it is shown as it is", () => {
    const m = message({ title: t("t"), blocks: [{ kind: "facts", facts: [{ label: t("SKU"), value: code("*BOX_60_L*") }] }] });
    expect(lines(m)).toContain("*BOX_60_L*");
    expect(JSON.stringify(drawn(m).blocks)).not.toContain("mrkdwn");
  });
});

describe("a table", () => {
  it("is Slack's own: its head bold, figures towards the right", () => {
    const { blocks, files } = drawn(message({ title: t("库存", "Stock"), blocks: [stock(3)] }));
    const [table] = only(blocks, "table");
    expect(table?.column_settings?.map((s) => s?.align)).toEqual(["left", "right", "right"]);
    expect(table?.rows).toHaveLength(4);
    expect(table?.rows[1]?.[0]).toEqual({ type: "raw_text", text: "SKU-0" });
    expect(files).toEqual([]);
  });

  it("of ten thousand rows shows what fits, says how many more there are, and goes out whole as a file", () => {
    const { blocks, files } = drawn(message({ title: t("库存 11/21", "Stock"), blocks: [stock(10_000)] }), "zh");
    expect(read(blocks).lines.at(-1)).toBe("另有 9901 行，完整表格见 CSV 文件");
    expect(files.map(({ name, blockIndex }) => [name, blockIndex])).toEqual([["库存-11-21.csv", 0]]);
    expect(new TextDecoder().decode(files[0]?.bytes).trimEnd().split("\r\n")).toHaveLength(10_001);
    expect(refusals(blocks)).toEqual([]);
  });

  it("whose cells are long shows fewer rows rather than none", () => {
    const long: Block = {
      kind: "table",
      columns: [{ label: t("评价", "Review") }, { label: t("星级", "Stars") }],
      rows: Array.from({ length: 90 }, (_, i) => [code(`${i} ${"差评 ".repeat(60)}`), count(1)]),
    };
    const { blocks, files } = drawn(message({ title: t("评价", "Reviews"), blocks: [long] }));
    const [table] = only(blocks, "table");
    expect(table?.rows.length ?? 0).toBeGreaterThan(20);
    expect(files).toHaveLength(1);
  });

  it("beside a wider one is a list that reads on a phone, since Slack takes one table in a message", () => {
    const m = message({ title: t("t"), blocks: [stock(2, 2), { kind: "heading", text: t("h") }, stock(2, 5)] });
    const { blocks } = drawn(m);
    expect(kinds(blocks)).toEqual(["header", "rich_text", "rich_text", "table"]);
    expect(read(blocks).lines).toContain("SKU-1 · W0 1");
  });

  it("says below itself why cells are empty, each reason once", () => {
    const missing: Value = { kind: "missing", because: t("未备案成本", "no cost on file") };
    const m = message({
      title: t("t"),
      blocks: [
        {
          kind: "table",
          columns: [{ label: t("SKU") }, { label: t("毛利", "Margin") }],
          rows: [
            [code("A"), missing],
            [code("B"), missing],
          ],
        },
      ],
    });
    expect(lines(m).filter((l) => l === "—[1]")).toHaveLength(2);
    expect(lines(m).at(-1)).toBe("[1] no cost on file");
  });

  it("of one column is a list", () => {
    const m = message({
      title: t("t"),
      blocks: [{ kind: "table", columns: [{ label: t("例如", "Example") }], rows: [[code("/kpi")], [code("/stock")]] }],
    });
    expect(kinds(drawn(m).blocks)).toEqual(["header", "rich_text", "rich_text"]);
    expect(lines(m)).toEqual(["t", "Example", "/kpi", "/stock"]);
  });

  it("without rows says so", () => {
    expect(lines(message({ title: t("t"), blocks: [stock(0)] }), "zh")).toEqual(["t", "没有记录"]);
  });
});

describe("a chart", () => {
  const m = message({ title: t("退货率", "Return rate"), blocks: [{ kind: "prose", text: t("p") }, trend(30)] });

  it("is asked for as a picture and stands where it belongs once it is uploaded", () => {
    expect(chartsOf(seal(m), { native: false }).map(({ blockIndex, name }) => [blockIndex, name])).toEqual([[1, "kpi-trend.png"]]);
    const { blocks } = drawMessage(seal(m), { pictures: "file", native: false, fileIds: new Map([[1, "F0ABCDEF12"]]) });
    expect(blocks.at(-1)).toEqual({ type: "image", slack_file: { id: "F0ABCDEF12" }, alt_text: "The return rate peaked on Nov 14" });
  });

  it("whose picture failed is told in words", () => {
    const { blocks } = drawMessage(seal(m, "zh"), { pictures: "file", native: false, fileIds: new Map() });
    expect(read(blocks).lines.at(-1)).toBe("图：退货率在 11-14 最高");
  });

  it("of two weeks is Slack's own where that is switched on; of thirty days it stays a picture", () => {
    const short = message({ title: t("t"), blocks: [trend(14), trend(30)] });
    expect(chartsOf(seal(short), { native: true }).map((c) => c.blockIndex)).toEqual([1]);
    const { blocks } = drawMessage(seal(short), { ...WORDS, native: true });
    const [chart] = only(blocks, "data_visualization");
    expect(chart?.chart.axis_config.categories).toHaveLength(14);
    // Shares are written in per cent.
    expect(chart?.chart.series[0]?.data.at(-1)).toEqual({ label: "11-14", value: 130 });
    expect(refusals(blocks)).toEqual([]);
  });

  it("with a hole in it, or with days that are not final, stays a picture: Slack's own would show neither", () => {
    const hole = trend(3, { series: [...days(2), { day: "2026-11-03", value: null }] });
    const young = trend(3, { immatureFrom: "2026-11-02" });
    expect(chartsOf(seal(message({ title: t("t"), blocks: [hole, young] })), { native: true })).toHaveLength(2);
  });

  it("is at most the second of Slack's own in one message", () => {
    const three = message({ title: t("t"), blocks: [trend(3), trend(4), trend(5)] });
    expect(chartsOf(seal(three), { native: true }).map((c) => c.blockIndex)).toEqual([2]);
  });
});

describe("buttons", () => {
  const approve: Button = {
    label: t("批准采购", "Approve"),
    deed: { action: "a", args: {} },
    style: "primary",
    confirm: t("金额 $1,200，确认下单？", "Order for $1,200?"),
  };

  it("carry their token, and ask back where money moves", () => {
    const { blocks } = drawn(message({ title: t("t"), actions: [approve] }), "zh");
    const element = only(blocks, "actions")[0]?.elements[0];
    expect(element).toMatchObject({
      value: "button-0",
      style: "primary",
      confirm: { title: { text: "批准采购" }, text: { text: "金额 $1,200，确认下单？" }, deny: { text: "取消" } },
    });
    expect(readClick({ actions: [element] })).toEqual({ kind: "press", token: "button-0" });
  });

  it("that nobody could press are not shown", () => {
    const { blocks } = drawMessage({ ...seal(message({ title: t("t"), actions: [approve] })), buttonTokens: [] }, WORDS);
    expect(kinds(blocks)).toEqual(["header"]);
  });

  it("a form is a button that opens its dialog", () => {
    const form: Block = {
      kind: "form",
      deed: { action: "a", args: {} },
      submit: t("补充信息", "Add what is missing"),
      fields: [{ name: "store", label: t("店铺", "Store"), type: "text" }],
    };
    const { blocks } = drawn(message({ title: t("t"), blocks: [form] }));
    const element = only(blocks, "actions")[0]?.elements[0];
    expect(readClick({ actions: [element] })).toEqual({ kind: "form", token: "form-0" });
    expect(element).toMatchObject({ style: "primary" });
  });

  it("a form that refuses is red, and one that only shows something has no colour", () => {
    const form = { kind: "form", deed: { action: "a", args: {} }, submit: t("驳回", "Refuse"), fields: [] } as const;
    const { blocks } = drawn(message({ title: t("t"), blocks: (["danger", "plain"] as const).map((style) => ({ ...form, style })) }));
    const [refuse, show] = only(blocks, "actions").flatMap((b) => b.elements);
    expect(refuse).toMatchObject({ style: "danger" });
    expect(show).not.toHaveProperty("style");
  });

  it("of another app are not ours", () => {
    expect(readClick({ actions: [{ action_id: "vote:1", value: "x" }] })).toBeUndefined();
    expect(readClick({ actions: [] })).toBeUndefined();
  });
});

describe("a message that is too long", () => {
  it("is shortened, keeps its buttons and its basis, and goes out whole as text", () => {
    const prose: Block = { kind: "prose", text: t("说明。".repeat(900)) };
    const m = message({
      title: t("复盘", "Retro"),
      blocks: Array.from({ length: 8 }, () => prose),
      actions: [{ label: t("确认", "Done"), deed: { action: "a", args: {} } }],
      basis: { asOf: "2026-11-21" },
    });
    const { blocks, files } = drawn(m, "zh");
    expect(kinds(blocks).slice(-2)).toEqual(["actions", "context"]);
    expect(files.map((f) => f.name)).toEqual(["复盘.txt"]);
    expect(new TextDecoder().decode(files[0]?.bytes)).toContain("说明。".repeat(20));
    expect(refusals(blocks)).toEqual([]);
  });
});

describe("the page of one's own", () => {
  it("shows tables as lists and charts in words, since a page takes neither", () => {
    const home = drawHome(seal(message({ title: t("待办", "To do"), blocks: [stock(2, 4), trend(14)] }), "zh"));
    expect(kinds(home.blocks)).toEqual(["header", "rich_text", "rich_text"]);
    expect(checkPayload(home)).toEqual([]);
  });
});
