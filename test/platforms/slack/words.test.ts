import { describe, expect, it } from "vitest";
import { addressed, asCommand, plainWords } from "../../../src/platforms/slack/words.ts";

describe("what a person typed, from what Slack made of it", () => {
  it.each([
    ["补货 A&amp;B &lt;大&gt;", "补货 A&B <大>"],
    ["&amp;lt;", "&lt;"],
    ["assign <@U024BE7LH|mei> in <#C0G9QF9GW|ops>", "assign @mei in #ops"],
    ["assign <@U024BE7LH> in <#C0G9QF9GW|>", "assign @U024BE7LH in #C0G9QF9GW"],
    ["<http://SKU-1.com|SKU-1.com> <https://shop.example/a?b=1&amp;c=2>", "SKU-1.com https://shop.example/a?b=1&c=2"],
    ["<mailto:mei@shop.example|mei@shop.example> <mailto:a@b.example>", "mei@shop.example a@b.example"],
    ["<!here> <!subteam^S1|@buyers> <!date^1^{date}|yesterday>", "@here @buyers yesterday"],
    ["5 &lt; 6 and 7 &gt; 6", "5 < 6 and 7 > 6"],
  ])("%s", (sent, typed) => {
    expect(plainWords(sent)).toBe(typed);
  });

  it("leaves out the mention of the bot, wherever it stands, and of nobody else", () => {
    expect(addressed("<@UBOT> kpi  退货率", "UBOT")).toEqual({ text: "kpi 退货率", mentioned: true });
    expect(addressed("kpi <@UBOT|purser> gmv", "UBOT")).toEqual({ text: "kpi gmv", mentioned: true });
    expect(addressed("<@UMEI> kpi", "UBOT")).toEqual({ text: "@UMEI kpi", mentioned: false });
  });
});

describe("one grammar for commands, mentions and direct messages", () => {
  const commands = new Set(["kpi", "restock"]);
  it.each([
    ["/kpi gmv", "/kpi gmv"],
    ["／kpi 退货率", "/kpi 退货率"],
    ["/ kpi gmv", "/kpi gmv"],
    ["kpi gmv", "/kpi gmv"],
    ["KPI gmv", "/KPI gmv"],
    ["/nonsense", "/nonsense"],
    ["how are you", "how are you"],
    ["", "/help"],
  ])("%s is %s", (typed, command) => {
    expect(asCommand(typed, commands)).toBe(command);
  });
});
