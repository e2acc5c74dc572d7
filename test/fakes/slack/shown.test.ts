import { afterEach, beforeEach, expect, it } from "vitest";
import { client } from "./bolts.ts";
import type { FakeSlack } from "./server.ts";
import { startFakeSlack } from "./server.ts";

let slack: FakeSlack;
beforeEach(async () => {
  slack = await startFakeSlack({ users: [{ name: "ann" }], channels: [{ name: "ops" }] });
});
afterEach(() => slack.stop());

const plain = (text: string) => ({ type: "plain_text", text });
const post = async (text: string, blocks: readonly object[] = []): Promise<string> => {
  await client(slack).chat.postMessage({
    channel: slack.channel("ops").id,
    text,
    ...(blocks.length === 0 ? {} : { blocks: blocks as never }),
  });
  return slack.shown("ops").at(-1) ?? "";
};

it("entities read as characters, links by their label, people and channels by name", async () => {
  const ann = slack.user("ann").id;
  const ops = slack.channel("ops").id;

  expect(await post(`A &amp; B &lt;C&gt; <https://x.example|shop> <@${ann}> <#${ops}> <!date^0^{date}|1 Jan>`)).toBe(
    "A & B <C> shop @ann #ops 1 Jan",
  );
});

it("rich text and the cells of a table are words, not markup; what names somebody in them is an element", async () => {
  const ann = slack.user("ann").id;
  const section = (...elements: object[]) => ({ type: "rich_text_section", elements });
  const words = { type: "text", text: "<!channel> &lt;b&gt; <https://x.example|shop> " };

  expect(await post("x", [{ type: "rich_text", elements: [section(words, { type: "user", user_id: ann })] }])).toBe(
    "<!channel> &lt;b&gt; <https://x.example|shop> @ann",
  );
  expect(await post("x", [{ type: "table", rows: [[{ type: "raw_text", text: "A &amp; <!here>" }]] }])).toBe("A &amp; <!here>");
});

it("an escaped entity of an entity is read once", async () => {
  expect(await post("&amp;lt;")).toBe("&lt;");
});

it("blocks are read in place of the text, with tables, pictures, buttons, choices and charts", async () => {
  const shown = await post("only in the notification", [
    { type: "header", text: plain("Digest") },
    {
      type: "section",
      text: { type: "mrkdwn", text: "*Up*" },
      fields: [plain("GMV"), plain("$5")],
      accessory: { type: "button", text: plain("Why") },
    },
    {
      type: "table",
      rows: [
        [{ type: "raw_text", text: "SKU" }],
        [{ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "A-1" }] }] }],
      ],
    },
    { type: "image", image_url: "https://example.com/a.png", alt_text: "a rising line", title: plain("Week") },
    { type: "actions", elements: [{ type: "static_select", placeholder: plain("Route"), options: [{ text: plain("Sea"), value: "s" }] }] },
    {
      type: "data_visualization",
      title: "Units",
      chart: { type: "bar", series: [{ name: "US", data: [{ label: "Mon", value: 3 }] }], axis_config: { categories: ["Mon"] } },
    },
    { type: "context", elements: [plain("as of today")] },
  ]);

  expect(shown.split("\n")).toEqual([
    "Digest",
    "*Up*",
    "GMV",
    "$5",
    "[Why]",
    "SKU",
    "A-1",
    "Week",
    "[image: a rising line]",
    "[Route: Sea]",
    "Units",
    "US: Mon 3",
    "as of today",
  ]);
});

it("tells live mentions from escaped ones", async () => {
  await post("&lt;!channel&gt; hello");
  await post("x", [{ type: "section", text: { type: "mrkdwn", text: "<!channel> hello" } }]);
  await post("x", [{ type: "section", text: plain("<!channel> hello") }]);
  const [escaped, live, inPlainText] = slack.ledger.posts();
  if (escaped === undefined || live === undefined || inPlainText === undefined) throw new Error("not posted");

  expect([slack.pings(escaped), slack.pings(live), slack.pings(inPlainText)]).toEqual([[], ["<!channel>"], []]);
});
