import { describe, expect, it } from "vitest";
import type { Block } from "../../../src/message/message.ts";
import { drawCard } from "../../../src/platforms/feishu/draw/card.ts";
import { checkCard } from "../../../src/platforms/feishu/draw/check.ts";
import { said, seal, t } from "./draw-kit.ts";

type Loose = Record<string, unknown>;
const text = (content: string): Loose => ({ tag: "plain_text", content });
const div = (content = "补货"): Loose => ({ tag: "div", text: text(content) });
const card = (elements: readonly unknown[], over: Loose = {}): Loose => ({
  schema: "2.0",
  config: { update_multi: true, summary: { content: "补货" } },
  header: { title: text("补货") },
  body: { elements },
  ...over,
});
const column = (...elements: readonly unknown[]): Loose => ({ tag: "column", elements });
const columns = (...inside: readonly unknown[]): Loose => ({ tag: "column_set", columns: [column(...inside)] });
const press = (value: unknown): Loose => ({ tag: "button", text: text("同意"), behaviors: [{ type: "callback", value }] });
const table = (over: Loose = {}): Loose => ({ tag: "table", columns: [{ name: "a", data_type: "text" }], rows: [{ a: "1" }], ...over });
const submit = { ...press({ token: "x" }), name: "go", form_action_type: "submit" };
const form = (...elements: readonly unknown[]): Loose => ({ tag: "form", name: "f", elements: [...elements, submit] });
const input = (over: Loose = {}): Loose => ({ tag: "input", name: "a", ...over });
const select = (values: readonly string[], over: Loose = {}): Loose => ({
  tag: "select_static",
  name: "a",
  options: values.map((v) => ({ text: text(v), value: v })),
  ...over,
});
const chart = (over: Loose = {}): Loose => ({ tag: "chart", chart_spec: { type: "line" }, ...over });
const times = (n: number, x: unknown): unknown[] => Array.from({ length: n }, () => x);

describe("a card that Feishu takes", () => {
  it.each<readonly [string, Loose]>([
    ["as many tables as it may", card(times(5, table()))],
    [
      "a form with every kind of field",
      card([form(input(), select(["x"], { name: "b" }), { tag: "date_picker", name: "c", initial_date: "2026-11-21" })]),
    ],
    ["containers in each other", card([columns(columns(div()))])],
    ["an element with an id", card([{ ...div(), element_id: "p_0123456789abcdef01" }])],
  ])("%s", (_, good) => expect(checkCard(good)).toEqual([]));
});

describe("a card that Feishu would refuse is found out before it is sent", () => {
  it.each<readonly [string, Loose, string]>([
    ["more bytes than a request may have", card([div("全".repeat(9_900))]), "card"],
    ["200 elements and one", card(times(100, div())), "card"],
    ["a sixth table", card(times(6, table())), "body.elements"],
    ["a sixth chart", card(times(6, chart())), "body.elements"],
    ["a table within something", card([columns(table())]), "body.elements[0].columns[0].elements[0]"],
    ["a form within something", card([columns(form(input()))]), "body.elements[0].columns[0].elements[0]"],
    [
      "51 columns",
      card([table({ columns: Array.from({ length: 51 }, (_, i) => ({ name: `c${i}`, data_type: "text" })), rows: [{}] })]),
      "body.elements[0].columns",
    ],
    ["two columns of one name", card([table({ columns: times(2, { name: "a", data_type: "text" }) })]), "body.elements[0].columns"],
    ["eleven rows to a page", card([table({ page_size: 11 })]), "body.elements[0].page_size"],
    [
      "a table of Markdown cells",
      card([table({ columns: [{ name: "a", data_type: "lark_md" }] })]),
      "body.elements[0].columns[0].data_type",
    ],
    ["a number that is text", card([table({ columns: [{ name: "a", data_type: "number" }] })]), "body.elements[0].rows[0].a"],
    ["a row higher than rows may be", card([table({ row_height: "auto", row_max_height: "1000px" })]), "body.elements[0].row_max_height"],
    [
      "too many digits",
      card([table({ columns: [{ name: "a", data_type: "text", format: { precision: 11 } }] })]),
      "body.elements[0].columns[0].format.precision",
    ],
    ["an empty text", card([div(" ")]), "body.elements[0].text.content"],
    ["Markdown, which is not plain text", card([{ tag: "markdown", content: "<at id=all></at>" }]), "body.elements[0].tag"],
    ["lark_md in a text", card([{ tag: "div", text: { tag: "lark_md", content: "x" } }]), "body.elements[0].text"],
    ["an element that 2.0 knows no more", card([{ tag: "action", actions: [] }]), "body.elements[0].tag"],
    ["a property that 2.0 does not know", card([{ ...div(), fields: [] }]), "body.elements[0].fields"],
    ["half a character", card([div("\uD83D")]), "card.body.elements[0].text.content"],
    [
      "a function in a chart",
      card([chart({ chart_spec: { type: "line", formatMethod: () => "" } })]),
      "card.body.elements[0].chart_spec.formatMethod",
    ],
    ["a chart too high", card([chart({ height: "1000px" })]), "body.elements[0].height"],
    ["a callback whose value is text", card([press("token")]), "body.elements[0].behaviors[0].value"],
    ["a button that does nothing", card([{ tag: "button", text: text("x") }]), "body.elements[0].behaviors"],
    [
      "a confirmation that asks nothing",
      card([{ ...press({ token: "x" }), confirm: { title: text("x"), text: text("") } }]),
      "body.elements[0].confirm.text.content",
    ],
    ["a form that cannot be sent", card([{ tag: "form", name: "f", elements: [input()] }]), "body.elements[0].elements"],
    ["a field outside of a form", card([input()]), "body.elements[0]"],
    ["two fields of one name", card([form(input(), input())]), "body.elements[0].elements[1].name"],
    ["a longer input than there is", card([form(input({ max_length: 1_001 }))]), "body.elements[0].elements[0].max_length"],
    [
      "a placeholder that is too long",
      card([form(input({ placeholder: text("x".repeat(101)) }))]),
      "body.elements[0].elements[0].placeholder.content",
    ],
    ["a choice of nothing", card([form(select([]))]), "body.elements[0].elements[0].options"],
    [
      "a first choice that is none of them",
      card([form(select(["x"], { initial_option: "y" }))]),
      "body.elements[0].elements[0].initial_option",
    ],
    [
      "a date that is none",
      card([form({ tag: "date_picker", name: "d", initial_date: "1 Nov" })]),
      "body.elements[0].elements[0].initial_date",
    ],
    ["an id that begins with a digit", card([{ ...div(), element_id: "1st" }]), "body.elements[0].element_id"],
    ["an id of 21 letters", card([{ ...div(), element_id: "a".repeat(21) }]), "body.elements[0].element_id"],
    ["one id twice", card(times(2, { ...div(), element_id: "a" })), "body.elements[1].element_id"],
    [
      "containers six deep",
      card([columns(columns(columns(div())))]),
      "body.elements[0].columns[0].elements[0].columns[0].elements[0].columns[0]",
    ],
    ["an empty column", card([columns()]), "body.elements[0].columns[0].elements"],
    ["a column too heavy", card([{ tag: "column_set", columns: [{ ...column(div()), weight: 6 }] }]), "body.elements[0].columns[0].weight"],
    ["a picture without a key", card([{ tag: "img", img_key: "", alt: text("x") }]), "body.elements[0].img_key"],
    [
      "four tags beside the title",
      card([], { header: { title: text("x"), text_tag_list: times(4, { tag: "text_tag", text: text("x"), color: "red" }) } }),
      "header.text_tag_list",
    ],
    ["a colour that is none", card([], { header: { title: text("x"), template: "pink" } }), "header.template"],
    ["a card for one reader only, which cannot be edited", card([], { config: { summary: { content: "x" } } }), "config.update_multi"],
    ["nothing for lists and notifications", card([], { config: { update_multi: true } }), "config.summary.content"],
    ["elements as they were in 1.0", { ...card([]), elements: [] }, "card.elements"],
    ["another version", card([], { schema: "1.0" }), "schema"],
  ])("%s", (_, bad, at) => expect(checkCard(bad).map((p) => p.at)).toContain(at));

  it("what is no card at all", () => expect(checkCard("{}")).toEqual([{ at: "card", expected: "an object" }]));
});

describe("a card that is nearly full", () => {
  it("uses the room that there is: one more row would not fit", () => {
    const blocks = (rows: number): Block[] => [
      {
        kind: "table",
        columns: [{ label: t("名称") }],
        rows: Array.from({ length: rows }, () => [{ kind: "text", text: t("高腰瑜伽裤".repeat(6)) }]),
      },
    ];
    const { bytes, files } = drawCard(seal(said(blocks(5_000))));
    expect(files).toHaveLength(1);
    expect(bytes).toBeGreaterThan(29_200);
    expect(bytes).toBeLessThanOrEqual(29_500);
  });
});
