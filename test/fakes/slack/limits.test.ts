import { describe, expect, it } from "vitest";
import type { Obj } from "./json.ts";
import { checkBlocks } from "./limits/blocks.ts";
import type { Problem, Surface } from "./limits/problem.ts";
import { checkView } from "./limits/view.ts";

const around = { tablesPerMessage: 1, file: () => "image" as const, ownUrl: "http://127.0.0.1:9" };
const check = (blocks: readonly unknown[], surface: Surface = "message"): Problem[] => checkBlocks(blocks, surface, around);
const plain = (text: string) => ({ type: "plain_text", text });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const section = (text: string, more: Obj = {}) => ({ type: "section", text: mrkdwn(text), ...more });
const button = (more: Obj = {}) => ({ type: "button", text: plain("Go"), ...more });
const actions = (...elements: Obj[]) => ({ type: "actions", elements });
const option = (text: string, value = text) => ({ text: plain(text), value });
const select = (options: Obj[], more: Obj = {}) => ({ type: "static_select", action_id: "s", options, ...more });
const cell = (text: string) => ({ type: "raw_text", text });
const table = (rows: number, columns: number, text = "x", more: Obj = {}) => ({
  type: "table",
  rows: Array.from({ length: rows }, () => Array.from({ length: columns }, () => cell(text))),
  ...more,
});
const series = (n: number, days: number, more: Obj = {}) => {
  const categories = Array.from({ length: days }, (_, d) => `d${d}`);
  const data = categories.map((label) => ({ label, value: 1 }));
  const list = Array.from({ length: n }, (_, i) => ({ name: `s${i}`, data }));
  return { type: "data_visualization", title: "Sales", chart: { type: "line", series: list, axis_config: { categories } }, ...more };
};
const many = <T>(n: number, one: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => one(i));
const x = (n: number): string => "x".repeat(n);
const chart = (text: Obj) => ({ type: "data_visualization", title: "t", chart: text });

/** What is named, the largest that Slack takes, and the smallest that it does not. */
const PAIRS: readonly (readonly [name: string, taken: readonly unknown[], refused: readonly unknown[]])[] = [
  ["blocks in a message", many(50, () => ({ type: "divider" })), many(51, () => ({ type: "divider" }))],
  ["a section's text", [section(x(3000))], [section(x(3001))]],
  ["characters beyond the BMP count once", [section("📦".repeat(3000))], [section("📦".repeat(3001))]],
  ["an empty text", [section(" ")], [section("")]],
  [
    "fields of a section",
    [{ type: "section", fields: many(10, () => plain(x(100))) }],
    [{ type: "section", fields: many(11, () => plain("x")) }],
  ],
  ["a field", [{ type: "section", fields: [plain(x(2000))] }], [{ type: "section", fields: [plain(x(2001))] }]],
  ["a header", [{ type: "header", text: plain(x(150)) }], [{ type: "header", text: plain(x(151)) }]],
  ["markup in a header", [{ type: "header", text: plain("*x*") }], [{ type: "header", text: mrkdwn("x") }]],
  [
    "elements of a context",
    [{ type: "context", elements: many(10, () => plain("x")) }],
    [{ type: "context", elements: many(11, () => plain("x")) }],
  ],
  ["buttons in a row", [actions(...many(25, () => button()))], [actions(...many(26, () => button()))]],
  ["a row without buttons", [actions(button())], [actions()]],
  ["a button's text", [actions(button({ text: plain(x(75)) }))], [actions(button({ text: plain(x(76)) }))]],
  ["a button's value", [actions(button({ value: x(2000) }))], [actions(button({ value: x(2001) }))]],
  ["a button's url", [actions(button({ url: `https://${x(2992)}` }))], [actions(button({ url: `https://${x(2993)}` }))]],
  ["a button's style", [actions(button({ style: "danger" }))], [actions(button({ style: "green" }))]],
  ["an action_id", [actions(button({ action_id: x(255) }))], [actions(button({ action_id: x(256) }))]],
  [
    "one action_id in two buttons",
    [actions(button({ action_id: "a" }), button({ action_id: "b" }))],
    [actions(button({ action_id: "a" }), button({ action_id: "a" }))],
  ],
  ["a block_id", [section("x", { block_id: x(255) })], [section("x", { block_id: x(256) })]],
  [
    "one block_id in two blocks",
    [section("x", { block_id: "a" }), section("x", { block_id: "b" })],
    [section("x", { block_id: "a" }), section("x", { block_id: "a" })],
  ],
  ["options of a select", [actions(select(many(100, (i) => option(`o${i}`))))], [actions(select(many(101, (i) => option(`o${i}`))))]],
  ["an option's text", [actions(select([option(x(75), "v")]))], [actions(select([option(x(76), "v")]))]],
  ["an option's value", [actions(select([option("t", x(75))]))], [actions(select([option("t", x(76))]))]],
  [
    "an initial option",
    [actions(select([option("a")], { initial_option: option("a") }))],
    [actions(select([option("a")], { initial_option: option("b") }))],
  ],
  [
    "options of an overflow menu",
    [actions({ type: "overflow", options: many(5, (i) => option(`${i}`)) })],
    [actions({ type: "overflow", options: many(6, (i) => option(`${i}`)) })],
  ],
  [
    "checkboxes",
    [actions({ type: "checkboxes", options: many(10, (i) => option(`${i}`)) })],
    [actions({ type: "checkboxes", options: many(11, (i) => option(`${i}`)) })],
  ],
  [
    "a confirmation",
    [actions(button({ confirm: { title: plain(x(100)), text: mrkdwn(x(300)), confirm: plain(x(30)), deny: plain("No") } }))],
    [actions(button({ confirm: { title: plain("x"), text: mrkdwn("x"), confirm: plain(x(31)), deny: plain("No") } }))],
  ],
  [
    "an alternative text",
    [{ type: "image", slack_file: { id: "F012345678" }, alt_text: x(2000) }],
    [{ type: "image", slack_file: { id: "F012345678" }, alt_text: x(2001) }],
  ],
  [
    "an image without one",
    [{ type: "image", image_url: "https://example.com/a.png", alt_text: "a" }],
    [{ type: "image", image_url: "https://example.com/a.png" }],
  ],
  ["rows of a table", [table(100, 1)], [table(101, 1)]],
  ["columns of a table", [table(2, 20)], [table(2, 21)]],
  ["an empty cell", [table(2, 2, " ")], [table(2, 2, "")]],
  ["characters in a table", [table(10, 10, x(100))], [table(10, 10, x(101))]],
  ["tables in a message", [table(2, 2)], [table(2, 2), table(2, 2)]],
  [
    "alignment of a column",
    [table(2, 2, "x", { column_settings: [{ align: "right" }, null] })],
    [table(2, 2, "x", { column_settings: [{ align: "end" }] })],
  ],
  ["a data table's caption", [{ ...table(2, 2), type: "data_table", caption: "c" }], [{ ...table(2, 2), type: "data_table" }]],
  [
    "a data table's page",
    [{ ...table(2, 2), type: "data_table", caption: "c", page_size: 100 }],
    [{ ...table(2, 2), type: "data_table", caption: "c", page_size: 101 }],
  ],
  [
    "a data table's rows",
    [{ ...table(101, 2), type: "data_table", caption: "c" }],
    [{ ...table(102, 2), type: "data_table", caption: "c" }],
  ],
  [
    "rows of one width",
    [{ type: "data_table", caption: "c", rows: [[cell("a")], [cell("b")]] }],
    [{ type: "data_table", caption: "c", rows: [[cell("a")], [cell("b"), cell("c")]] }],
  ],
  ["series of a chart", [series(6, 20)], [series(7, 20)]],
  ["points of a chart", [series(1, 20)], [series(1, 21)]],
  ["a chart's title", [series(1, 2, { title: x(50) })], [series(1, 2, { title: x(51) })]],
  ["charts in a message", [series(1, 2), series(1, 2)], [series(1, 2), series(1, 2), series(1, 2)]],
  [
    "a chart's numbers",
    [chart({ type: "pie", segments: [{ label: "a", value: 1 }] })],
    [chart({ type: "pie", segments: [{ label: "a", value: null }] })],
  ],
  ["a chart's kind", [chart({ type: "pie", segments: [{ label: "a", value: 1 }] })], [chart({ type: "radar", segments: [] })]],
  ["markdown", [{ type: "markdown", text: x(12_000) }], [{ type: "markdown", text: x(12_001) }]],
  ["an unknown block", [{ type: "divider" }], [{ type: "spreadsheet" }]],
  ["an unknown element", [actions(button())], [actions({ type: "slider" })]],
  [
    "an input's place",
    [{ type: "input", label: plain("n"), element: { type: "plain_text_input" } }],
    [actions({ type: "plain_text_input" })],
  ],
  [
    "rich text",
    [{ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "a" }] }] }],
    [{ type: "rich_text", elements: [{ type: "text", text: "a" }] }],
  ],
  [
    "cards in a carousel",
    [{ type: "carousel", elements: many(10, () => ({ type: "card", body: mrkdwn("b") })) }],
    [{ type: "carousel", elements: many(11, () => ({ type: "card", body: mrkdwn("b") })) }],
  ],
  ["a card's body", [{ type: "card", body: mrkdwn(x(200)) }], [{ type: "card", body: mrkdwn(x(201)) }]],
  [
    "blocks in a container",
    [{ type: "container", title: plain("t"), child_blocks: many(10, () => ({ type: "divider" })) }],
    [{ type: "container", title: plain("t"), child_blocks: many(11, () => ({ type: "divider" })) }],
  ],
];

describe("a message's limits", () => {
  it.each(PAIRS)("%s", (_, taken, refused) => {
    expect(check(taken)).toEqual([]);
    expect(check(refused)).not.toEqual([]);
  });

  it("all its texts together have 13,200 characters", () => {
    const blocks = (last: number) => [...many(4, () => section(x(3000))), section(x(last))];

    expect(check(blocks(1200))).toEqual([]);
    expect(check(blocks(1201)).map((p) => p.code)).toEqual(["msg_blocks_too_long"]);
  });

  it("a refusal says what and where, as Slack does", () => {
    const found = check([section("x"), actions(button(), button({ text: plain(x(76)) }))]);

    expect(found).toEqual([
      { code: "invalid_blocks", message: "must be less than 76 characters", pointer: "/blocks/1/elements/1/text/text" },
    ]);
  });
});

describe("a modal's and a home tab's limits", () => {
  const modal = (more: Obj = {}) => ({ type: "modal", title: plain("Order"), blocks: [section("x")], ...more });
  const input = { type: "input", label: plain("n"), element: { type: "plain_text_input" } };

  it.each([
    ["its title", modal({ title: plain(x(24)) }), modal({ title: plain(x(25)) })],
    ["its hidden data", modal({ private_metadata: x(3000) }), modal({ private_metadata: x(3001) })],
    ["its callback_id", modal({ callback_id: x(255) }), modal({ callback_id: x(256) })],
    ["its blocks", modal({ blocks: many(100, () => ({ type: "divider" })) }), modal({ blocks: many(101, () => ({ type: "divider" })) })],
    ["an input without a way to submit", modal({ blocks: [input], submit: plain("Send") }), modal({ blocks: [input] })],
    ["what only messages show", modal(), modal({ blocks: [table(2, 2)] })],
    ["what only modals show", modal({ blocks: [{ type: "alert", text: plain("x") }] }), modal({ blocks: [] })],
  ])("%s", (_, taken, refused) => {
    expect(checkView(taken, "modal", around)).toEqual([]);
    expect(checkView(refused, "modal", around)).not.toEqual([]);
  });

  it("a home tab has up to 100 blocks, and neither tables nor alerts", () => {
    const home = (blocks: unknown[]) => checkView({ type: "home", blocks }, "home", around);

    expect(home(many(100, () => ({ type: "divider" })))).toEqual([]);
    expect(home(many(101, () => ({ type: "divider" })))).not.toEqual([]);
    expect(home([table(2, 2)])).not.toEqual([]);
    expect(home([{ type: "alert", text: plain("x") }])).not.toEqual([]);
  });
});
