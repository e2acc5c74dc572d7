import { describe, expect, it } from "vitest";
import { checkPayload } from "../../../src/platforms/slack/draw/check.ts";

const plain = (text: string) => ({ type: "plain_text", text, emoji: false });
const section = (text: unknown) => ({ type: "section", text });
const rich = (text: string) => ({ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] });
const button = (more: object = {}) => ({ type: "button", action_id: "press:0", text: plain("OK"), value: "t", ...more });
const actions = (...elements: unknown[]) => ({ type: "actions", elements });
const table = (rows: unknown) => ({ type: "table", rows });
const cell = (text: string) => ({ type: "raw_text", text });
const rows = (n: number, columns: number, text = "x") => Array.from({ length: n }, () => Array.from({ length: columns }, () => cell(text)));
const chart = (more: object) => ({
  type: "data_visualization",
  title: "t",
  chart: { type: "line", series: [{ name: "s", data: [{ label: "a", value: 1 }] }], axis_config: { categories: ["a"] }, ...more },
});
const modal = (more: object = {}, ...blocks: unknown[]) => ({
  type: "modal",
  title: plain("t"),
  blocks: blocks.length === 0 ? [rich("x")] : blocks,
  ...more,
});
const input = (element: object) => ({ type: "input", block_id: "b", label: plain("l"), element });
const select = (more: object) => input({ type: "static_select", action_id: "value", ...more });
const option = (value: string) => ({ text: plain("o"), value });
const long = (n: number): string => "a".repeat(n);

const at = (payload: unknown): string[] => checkPayload(payload).map((p) => p.at);
const of = (...blocks: unknown[]): string[] => at({ text: "t", blocks });

describe("the check before anything is sent", () => {
  it("finds nothing in a message that Slack takes at its limits", () => {
    expect(
      of(
        { type: "header", text: plain(long(150)) },
        section(plain(long(3_000))),
        table(rows(100, 20, "abcd")),
        actions(...Array.from({ length: 25 }, (_, i) => button({ action_id: `a${i}` }))),
      ),
    ).toEqual([]);
    expect(of(...Array.from({ length: 50 }, () => rich("x")))).toEqual([]);
  });

  it.each<[string, unknown[], string]>([
    ["fifty-one blocks", Array.from({ length: 51 }, () => rich("x")), "blocks"],
    ["13,201 characters over all blocks", Array.from({ length: 5 }, () => rich(long(2_641))), "blocks"],
    ["a head of 151 characters", [{ type: "header", text: plain(long(151)) }], "blocks[0].text.text"],
    ["a section of 3,001 characters", [section(plain(long(3_001)))], "blocks[0].text.text"],
    ["an empty text", [section(plain(" "))], "blocks[0].text.text"],
    ["eleven fields", [{ type: "section", fields: Array.from({ length: 11 }, () => plain("x")) }], "blocks[0].fields"],
    ["a field of 2,001 characters", [{ type: "section", fields: [plain(long(2_001))] }], "blocks[0].fields[0].text"],
    ["eleven elements in a context", [{ type: "context", elements: Array.from({ length: 11 }, () => plain("x")) }], "blocks[0].elements"],
    [
      "twenty-six buttons in a row",
      [actions(...Array.from({ length: 26 }, (_, i) => button({ action_id: `a${i}` })))],
      "blocks[0].elements",
    ],
    ["two buttons of one id", [actions(button(), button())], "blocks[0].elements"],
    ["a button of 76 characters", [actions(button({ text: plain(long(76)) }))], "blocks[0].elements[0].text.text"],
    ["a token of 2,001 characters", [actions(button({ value: long(2_001) }))], "blocks[0].elements[0].value"],
    [
      "a confirmation of 301 characters",
      [actions(button({ confirm: { title: plain("t"), text: plain(long(301)), confirm: plain("y"), deny: plain("n") } }))],
      "blocks[0].elements[0].confirm.text.text",
    ],
    ["a table of 101 rows", [table(rows(101, 1))], "blocks[0].rows"],
    ["a table of 21 columns", [table(rows(1, 21))], "blocks[0].rows[0]"],
    ["a table of 10,001 characters", [table(rows(100, 10, "abcdefghijk"))], "blocks"],
    ["rows of different length", [table([[cell("a")], [cell("a"), cell("b")]])], "blocks[0].rows"],
    ["an empty cell", [table([[cell("")]])], "blocks[0].rows[0][0].text"],
    ["two tables", [table(rows(1, 1)), table(rows(1, 1))], "blocks"],
    ["three charts", [chart({}), chart({}), chart({})], "blocks"],
    ["a chart with a hole", [chart({ series: [{ name: "s", data: [] }] })], "blocks[0].chart.series[0].data"],
    [
      "twenty-one points",
      [chart({ axis_config: { categories: Array.from({ length: 21 }, (_, i) => `c${i}`) } })],
      "blocks[0].chart.axis_config.categories",
    ],
    ["a picture by address", [{ type: "image", image_url: "https://x.test/a.png", alt_text: "a" }], "blocks[0].image_url"],
    ["a picture without words", [{ type: "image", slack_file: { id: "F12345678" }, alt_text: "" }], "blocks[0].alt_text"],
    ["a file id that is none", [{ type: "image", slack_file: { id: "f1" }, alt_text: "a" }], "blocks[0].slack_file.id"],
    ["a ping to everybody", [section({ type: "mrkdwn", text: "<!channel> hi", verbatim: true })], "blocks[0].text.text"],
    ["markup that is read for names and links", [section({ type: "mrkdwn", text: "hi" })], "blocks[0].text.verbatim"],
    ["an ampersand that is not escaped", [section(plain("R & D"))], "blocks[0].text.text"],
    [
      "a mention in rich text",
      [{ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "broadcast", range: "here" }] }] }],
      "blocks[0].elements[0].elements[0]",
    ],
    ["half of an emoji", [rich("\uD83D")], "blocks[0].elements[0].elements[0].text"],
    ["a block that nobody checked", [{ type: "video" }], "blocks[0].type"],
    ["an input outside a dialog", [select({ options: [option("a")] })], "blocks[0].type"],
  ])("finds %s", (_, blocks, place) => {
    expect(of(...blocks)).toContain(place);
  });

  it("wants words beside the blocks, and no text that Slack would cut or split", () => {
    expect(at({ blocks: [rich("x")] })).toEqual(["text"]);
    expect(at({ text: "a".repeat(4_001) })).toEqual(["text"]);
    expect(at({ text: "a".repeat(40_001), blocks: [rich("x")] })).toEqual(["text"]);
    expect(at({ text: "<!here>" })).toEqual(["text"]);
    expect(at({ text: "t", metadata: { event_type: "e", event_payload: { key: "k".repeat(5_000) } } })).toEqual(["metadata"]);
  });

  it.each<[string, unknown, string]>([
    ["a title of 25 characters", modal({ title: plain("a".repeat(25)) }), "title.text"],
    ["101 blocks", modal({}, ...Array.from({ length: 101 }, () => rich("x"))), "blocks"],
    ["a question without a button to answer it", modal({}, select({ options: [option("a")] })), "submit"],
    ["3,001 characters of metadata", modal({ private_metadata: "a".repeat(3_001) }), "private_metadata"],
    [
      "101 choices",
      modal({ submit: plain("s") }, select({ options: Array.from({ length: 101 }, (_, i) => option(`o${i}`)) })),
      "blocks[0].element.options",
    ],
    ["no choices at all", modal({ submit: plain("s") }, select({ options: [] })), "blocks[0].element.options"],
    [
      "a choice of 76 characters",
      modal({ submit: plain("s") }, select({ options: [option("a".repeat(76))] })),
      "blocks[0].element.options[0].value",
    ],
    [
      "a first choice that is none of them",
      modal({ submit: plain("s") }, select({ options: [option("a")], initial_option: option("b") })),
      "blocks[0].element.initial_option",
    ],
    [
      "a day that is none",
      modal({ submit: plain("s") }, input({ type: "datepicker", action_id: "value", initial_date: "soon" })),
      "blocks[0].element.initial_date",
    ],
    ["a table", modal({}, table(rows(1, 1))), "blocks[0].type"],
    ["more than 250,000 bytes", { type: "home", blocks: Array.from({ length: 90 }, () => rich("全".repeat(1_000))) }, ""],
  ])("finds %s in a view", (_, view, place) => {
    expect(at(view)).toContain(place);
  });
});
