import { describe, expect, it } from "vitest";
import { judgeCard } from "./card-limits.ts";
import { readCard, shownMarkdown } from "./card-text.ts";
import { CARD_BAD_IMAGE, CARD_OVER_LIMIT, CARD_UNPARSABLE, CARD_UNSUPPORTED } from "./codes.ts";
import { button, card } from "./kit.ts";

const plain = (content: string): object => ({ tag: "plain_text", content });
const judge = (elements: readonly unknown[], more: Record<string, unknown> = {}): ReturnType<typeof judgeCard> =>
  judgeCard(card(elements, more), (key) => key === "img_known");
const table = (more: Record<string, unknown> = {}): object => ({
  tag: "table",
  columns: [{ name: "a", data_type: "text" }],
  rows: [{ a: "1" }],
  ...more,
});
const columns = (inner: unknown): object => ({ tag: "column_set", columns: [{ tag: "column", elements: [inner] }] });
const nested = (levels: number): unknown => (levels === 0 ? { tag: "hr" } : columns(nested(levels - 1)));
const form = (elements: readonly unknown[]): object => ({ tag: "form", name: "f", elements });
const submit = { ...button("提交", {}), name: "send", form_action_type: "submit" };

describe("a card that the platform takes", () => {
  const good: readonly (readonly [string, readonly unknown[]])[] = [
    ["text and a line", [{ tag: "markdown", content: "好" }, { tag: "hr" }, { tag: "div", text: plain("好") }]],
    ["a button with a confirmation", [{ ...button("批准", { id: 1 }), confirm: { title: plain("确定？"), text: plain("付款") } }]],
    ["five tables", [1, 2, 3, 4, 5].map(() => table())],
    ["five containers in each other", [nested(5)]],
    [
      "a picture that was uploaded",
      [
        { tag: "img", img_key: "img_known", alt: plain("图") },
        { tag: "markdown", content: "![图](img_known)" },
      ],
    ],
    ["a form", [form([{ tag: "input", name: "a" }, columns({ tag: "input", name: "b" }), submit])]],
    ["a chart", [{ tag: "chart", aspect_ratio: "16:9", chart_spec: { type: "bar", anything: { tag: "goes" } } }]],
    ["200 elements, with the title", Array.from({ length: 199 }, () => ({ tag: "hr" }))],
  ];
  it.each(good)("%s", (_, elements) => {
    expect(judge(elements)).toMatchObject({ ok: true, updateMulti: true });
  });
});

describe("a card that the platform refuses", () => {
  const bad: readonly (readonly [string, readonly unknown[], number, string])[] = [
    ["an element of JSON 1.0", [{ tag: "action", actions: [] }], CARD_UNSUPPORTED, "unsupported tag action"],
    ["a name of every object", [{ tag: "constructor" }], CARD_UNSUPPORTED, "unsupported tag constructor"],
    ["an unknown property", [{ tag: "hr", color: "red" }], CARD_UNSUPPORTED, "unsupported property color"],
    ["a sixth table", [1, 2, 3, 4, 5, 6].map(() => table()), CARD_OVER_LIMIT, "table number over limit"],
    [
      "a sixth table, in Markdown",
      [...[1, 2, 3, 4, 5].map(() => table()), { tag: "markdown", content: "| a |\n|---|\n| 1 |" }],
      CARD_OVER_LIMIT,
      "table number",
    ],
    ["a table in a column", [columns(table())], CARD_UNSUPPORTED, "only directly below the body"],
    ["a table in a form", [form([table(), submit])], CARD_UNSUPPORTED, "only directly below the body"],
    ["51 columns", [table({ columns: Array.from({ length: 51 }, (_, i) => ({ name: `c${i}` })) })], CARD_UNPARSABLE, "51 columns"],
    ["a page of eleven rows", [table({ page_size: 11 })], CARD_UNPARSABLE, "page_size"],
    ["a page of half a row", [table({ page_size: 0.5 })], CARD_UNPARSABLE, "page_size"],
    ["a number cell with text", [table({ columns: [{ name: "a", data_type: "number" }] })], CARD_UNPARSABLE, "no number"],
    ["six containers in each other", [nested(6)], CARD_UNSUPPORTED, "more than 5 containers"],
    ["201 elements, with the title", Array.from({ length: 200 }, () => ({ tag: "hr" })), CARD_OVER_LIMIT, "201 elements"],
    ["an element_id that begins with a digit", [{ tag: "hr", element_id: "1a" }], CARD_UNPARSABLE, "element_id"],
    ["an element_id of 21 characters", [{ tag: "hr", element_id: "a".repeat(21) }], CARD_UNPARSABLE, "element_id"],
    ["an element_id twice", [{ tag: "hr", element_id: "a" }, columns({ tag: "hr", element_id: "a" })], CARD_UNPARSABLE, "a is there twice"],
    [
      "a callback value that is a string",
      [{ ...button("好", {}), behaviors: [{ type: "callback", value: "a" }] }],
      CARD_UNPARSABLE,
      "must be an object",
    ],
    ["a picture that was never uploaded", [{ tag: "img", img_key: "img_other" }], CARD_BAD_IMAGE, "img_other"],
    [
      "a picture by URL in Markdown",
      [{ tag: "markdown", content: "![a](https://shop.example/a.png)" }],
      CARD_BAD_IMAGE,
      "https://shop.example/a.png",
    ],
    ["a form in a column", [columns(form([submit]))], CARD_UNSUPPORTED, "only directly below the body"],
    ["a form that cannot be sent", [form([{ tag: "input", name: "a" }])], CARD_UNPARSABLE, "wants a submit button"],
    ["a field of a form without a name", [form([{ tag: "input" }, submit])], CARD_UNPARSABLE, "missing in a form"],
    [
      "two fields of one name",
      [form([{ tag: "input", name: "a" }, { tag: "input", name: "a" }, submit])],
      CARD_UNPARSABLE,
      "a is there twice in the form",
    ],
    ["a submit button outside of a form", [submit], CARD_UNPARSABLE, "outside of a form"],
    ["a chart without a specification", [{ tag: "chart", chart_spec: "bar" }], CARD_UNPARSABLE, "not an object"],
  ];
  it.each(bad)("%s", (_, elements, errCode, words) => {
    const verdict = judge(elements);

    expect(verdict).toMatchObject({ ok: false, reason: "refused", errCode, errMsg: expect.stringContaining(words) as string });
  });

  it("30 KB in bytes of the request, not in characters", () => {
    const fits = (characters: number): boolean => judge([{ tag: "markdown", content: "补".repeat(characters) }]).ok;

    expect([fits(10_000), fits(10_240)]).toEqual([true, false]);
  });

  it("anything but JSON 2.0, and a card for one reader", () => {
    expect(judge([], { schema: "1.0" })).toMatchObject({ ok: false });
    expect(judge([], { schema: undefined })).toMatchObject({ ok: false });
    expect(judge([], { config: { update_multi: false } })).toMatchObject({ ok: false, errCode: CARD_UNSUPPORTED });
    expect(judge([], { config: {} })).toMatchObject({ ok: true, updateMulti: false });
    expect(judge([], { elements: [] })).toMatchObject({ ok: false, errCode: CARD_UNSUPPORTED });
    expect(judgeCard("{", () => true)).toMatchObject({ ok: false, errCode: CARD_UNPARSABLE });
  });
});

describe("what a person reads on a card", () => {
  const nameOf = (id: string): string => ({ ou_mei: "美玲" })[id] ?? id;

  it("titles, texts, tables, pictures and charts, from top to bottom", () => {
    const content = card([
      { tag: "markdown", content: "**雨衣** <font color='red'>缺货</font> <at id=ou_mei></at>" },
      table({
        columns: [
          { name: "a", display_name: "SKU" },
          { name: "b", display_name: "件数", data_type: "number" },
        ],
        rows: [
          { a: "A|1", b: 3 },
          { a: "*B*", b: 4 },
        ],
      }),
      { tag: "chart", chart_spec: { type: "bar", title: { text: "七天销量", subtext: "件" } } },
      { tag: "collapsible_panel", header: { title: plain("口径") }, elements: [{ tag: "div", text: plain("**不**含取消") }] },
      columns(button("批准", { id: 1 })),
    ]);

    const reading = readCard(content, { language: "zh_cn", nameOf });

    expect(reading.lines).toEqual([
      "补货",
      "雨衣 缺货 @美玲",
      "SKU | 件数",
      "A|1 | 3",
      "*B* | 4",
      "七天销量",
      "件",
      "口径",
      "**不**含取消",
      "[批准]",
    ]);
    expect(reading.buttons).toEqual(["批准"]);
  });

  it("protected characters are shown as themselves, and an unprotected mention pings", () => {
    expect(shownMarkdown("&lt;at id=all&gt; a&#42;b&#42;c &amp;lt;", nameOf)).toBe("<at id=all> a*b*c &lt;");
    expect(shownMarkdown("<at id=all></at> 注意", nameOf)).toBe("@所有人 注意");
  });

  it("is in the reader's language", () => {
    const content = card([{ tag: "markdown", content: "补货", i18n_content: { en_us: "Restock" } }]);

    expect(readCard(content, { language: "en_us", nameOf }).lines).toEqual(["补货", "Restock"]);
  });
});
