import { afterEach, describe, expect, it } from "vitest";
import type { IncomingText } from "../../../src/ports/chat-platform.ts";
import { MEI_IN_OPS, nothing, type SlackBench, slackBench, type SlackBenchOptions, type Transport } from "./bench.ts";
import { ready } from "./kit.ts";

describe("what people say to Purser in Slack", () => {
  let b: SlackBench;
  let heard: IncomingText[];
  afterEach(() => b.close());

  async function open(options: SlackBenchOptions = {}): Promise<void> {
    heard = [];
    b = await slackBench({ ...nothing, text: async (incoming) => (heard.push(incoming), ready(`You said ${incoming.text}`)) }, options);
  }

  it("hears a command, with names and signs as they were typed, in the person's language", async () => {
    await open();
    await b.slack.type("ops", "mei", "/assign SKU A&B <大> @mei");
    await b.settled();

    expect(heard).toMatchObject([
      { text: "/assign SKU A&B <大> @mei", channel: b.channel, person: { account: "U0MEI00001", name: "mei" }, direct: false, lang: "zh" },
    ]);
  });

  it("is not made to believe by a channel's name that only one person reads there", async () => {
    await open();
    b.slack.addChannel({ id: "C0FAKE0001", name: "directmessage" });
    await b.slack.type("directmessage", "mei", "/kpi gmv");
    await b.settled();

    expect(heard).toMatchObject([{ channel: "C0FAKE0001", direct: false }]);
  });

  it.for([
    ["/purser kpi gmv", "/kpi gmv"],
    ["/purser /kpi gmv", "/kpi gmv"],
    ["/purser", "/help"],
    ["/purser kpis gmv", "/kpis gmv"],
  ] as const)("takes %s for %s, whatever other apps call theirs", async ([typed, meant]) => {
    await open();
    await b.slack.type("ops", "mei", typed);
    await b.settled();

    expect(heard).toMatchObject([{ text: meant }]);
  });

  it("answers a command where everybody reads it, through the address that Slack gave for it", async () => {
    await open();
    await b.slack.type("ops", "mei", "/kpi gmv");
    await b.settled();

    expect(b.slack.shown("ops")).toEqual([expect.stringContaining("You said /kpi gmv")]);
    expect(b.slack.ledger.callsOf("response_url")).toHaveLength(1);
    expect(b.slack.ledger.callsOf("chat.postMessage")).toHaveLength(0);
  });

  it("answers a command also in a channel that it is not in", async () => {
    await open();
    b.slack.addChannel({ name: "secret", kind: "private", members: ["U0MEI00001"] });
    await b.slack.type("secret", "mei", "/kpi gmv");
    await b.settled();

    expect(b.slack.shown("secret")).toEqual([expect.stringContaining("You said /kpi gmv")]);
  });

  it("hands over a command that nobody knows, so that the app can help", async () => {
    await open();
    const { acked } = await b.slack.type("ops", "mei", "/kpj gmv");
    await b.settled();

    expect(acked).toBe(true);
    expect(heard).toMatchObject([{ text: "/kpj gmv" }]);
  });

  it.each([
    ["@purser kpi 退货率", "/kpi 退货率"],
    ["@purser /kpi 退货率", "/kpi 退货率"],
    ["@purser ／kpi 退货率", "/kpi 退货率"],
    ["kpi gmv @purser", "/kpi gmv"],
    ["@purser", "/help"],
    ["@purser good morning", "@purser good morning"],
  ])("hears %s", async (typed, text) => {
    await open();
    await b.slack.type("ops", "mei", typed);
    await b.settled();

    expect(heard).toMatchObject([{ text, channel: b.channel, direct: false }]);
    expect(b.slack.shown("ops").at(-1)).toContain(`You said ${text}`);
  });

  it.each(["kpi gmv", "/kpi gmv", "how are you", "@purser kpi gmv"])("hears %s in a direct message", async (typed) => {
    await open();
    await b.slack.tell("mei", typed);
    await b.settled();

    expect(heard).toMatchObject([{ text: typed === "how are you" ? typed : "/kpi gmv", direct: true }]);
    expect(b.slack.shown(heard[0]?.channel ?? "").at(-1)).toContain("You said");
  });

  it("answers in the thread of a direct message", async () => {
    await open();
    const { message } = await b.slack.tell("mei", "kpi gmv");
    await b.settled();
    await b.slack.tell("mei", "kpi units", { thread: message?.ts ?? "" });
    await b.settled();

    expect(b.slack.shown(message?.channel ?? "", message?.ts).at(-1)).toContain("You said /kpi units");
  });

  it("leaves people alone who talk among themselves", async () => {
    await open();
    await b.slack.type("ops", "mei", "kpi gmv looks bad, @mei");
    await b.settled();

    expect(heard).toEqual([]);
  });

  it.each([
    ["another bot", { bot_id: "B0OTHER001", user: "U0OTHER001" }],
    ["itself", { user: "U0PURSER01" }],
    ["an edit", { subtype: "message_changed", user: "U0MEI00001" }],
    ["somebody who joins", { subtype: "channel_join", user: "U0MEI00001" }],
    ["a hidden notice", { hidden: true, user: "U0MEI00001" }],
  ])("does not listen to %s", async (_, event) => {
    await open();
    const direct = { type: "message", channel: "D0MEI00001", channel_type: "im", text: "/kpi gmv", ts: "1700000000.000100", ...event };
    await b.slack.push.event(direct);
    await b.slack.push.event({ ...direct, type: "app_mention", channel: b.channel, text: "<@U0PURSER01> kpi gmv" });
    await b.settled();

    expect(heard).toEqual([]);
  });

  it("hears a message once that Slack tells of twice with different times", async () => {
    await open();
    const event = {
      type: "message",
      channel: "D0MEI00001",
      channel_type: "im",
      user: "U0MEI00001",
      text: "/kpi gmv",
      client_msg_id: "one-gesture",
    };
    await b.slack.push.event({ ...event, ts: "1700000000.000100" });
    await b.slack.push.event({ ...event, ts: "1700000000.000200" });
    await b.settled();

    expect(heard).toHaveLength(1);
  });

  it.each<Transport>(["socket", "http"])("hears Chinese whole over %s, although the line cuts characters in two", async (transport) => {
    await open({ transport });
    b.slack.splitBytes(true);
    await b.slack.type("ops", "mei", "/kpi 补货 保温杯 送礼");
    await b.slack.type("ops", "mei", "@purser kpi 退货率");
    await b.settled();

    expect(heard.map(({ text }) => text).toSorted()).toEqual(["/kpi 补货 保温杯 送礼", "/kpi 退货率"]);
  });

  it.each<Transport>(["socket", "http"])(
    "does one thing for each event, although Slack delivers all of them twice over %s",
    async (transport) => {
      await open({ transport, slack: { ...MEI_IN_OPS, rateLimits: { on: false } } });
      b.slack.push.duplicate(1);
      for (let i = 0; i < 10; i += 1) await b.slack.type("ops", "mei", `@purser kpi ${i}`);
      await b.slack.push.idle();
      await b.settled();

      expect(heard.map(({ text }) => text)).toEqual(Array.from({ length: 10 }, (_, i) => `/kpi ${i}`));
      expect(b.slack.ledger.deliveries.filter(({ type }) => type === "app_mention").length).toBeGreaterThanOrEqual(20);
    },
  );

  it("acknowledges before it works, however long the work takes", async () => {
    heard = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    b = await slackBench({ ...nothing, text: async () => (await promise, ready("At last")) });

    const { acked, ms } = await b.slack.type("ops", "mei", "/kpi gmv");
    expect(acked).toBe(true);
    expect(ms).toBeLessThan(500);
    expect(b.slack.shown("ops")).toEqual([]);

    resolve();
    await b.settled();
    expect(b.slack.shown("ops")).toEqual([expect.stringContaining("At last")]);
  });

  it("survives garbage from the platform", async () => {
    await open({ slack: { ...MEI_IN_OPS, ackTimeoutMs: 100 } });
    for (const event of [{ type: "app_mention" }, { type: "message", channel: 7 }, { type: "app_home_opened" }])
      await b.slack.push.event(event);
    await b.slack.push.send("interaction", "block_actions", { type: "block_actions", actions: [{}], user: { id: "U1" } });
    await b.slack.push.send("interaction", "view_submission", { type: "view_submission", view: {}, user: { id: "U1" } });
    await b.slack.push.send("command", "/kpi", { command: "/kpi" });
    await b.settled();
    await b.slack.type("ops", "mei", "/kpi gmv");
    await b.settled();

    expect(heard).toHaveLength(1);
  });
});
