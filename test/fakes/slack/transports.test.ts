import { afterEach, describe, expect, it } from "vitest";
import type { App } from "@slack/bolt";
import { httpApp, socketApp } from "./bolts.ts";
import type { FakeSlackOptions } from "./options.ts";
import type { FakeSlack } from "./server.ts";
import { startFakeSlack } from "./server.ts";

const PEOPLE: FakeSlackOptions = { users: [{ name: "ann" }, { name: "bo" }], channels: [{ name: "ops" }] };
const BUTTON = { type: "button", action_id: "approve", value: "plan-7", text: { type: "plain_text", text: "Approve" } } as const;
const ASK = [
  { type: "section", text: { type: "mrkdwn", text: "Buy 40?" } },
  { type: "actions", elements: [BUTTON] },
];
const MODAL = {
  type: "modal",
  callback_id: "order",
  title: { type: "plain_text", text: "Order" },
  submit: { type: "plain_text", text: "Send" },
  blocks: [
    {
      type: "input",
      block_id: "qty",
      label: { type: "plain_text", text: "Quantity" },
      element: { type: "plain_text_input", action_id: "n" },
    },
    {
      type: "input",
      block_id: "route",
      optional: true,
      label: { type: "plain_text", text: "Route" },
      element: {
        type: "static_select",
        action_id: "r",
        options: [
          { text: { type: "plain_text", text: "Sea" }, value: "sea" },
          { text: { type: "plain_text", text: "Air" }, value: "air" },
        ],
      },
    },
  ],
} as const;

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const o of open.splice(0).toReversed()) await o.stop();
});

const transports = { socket: socketApp, http: httpApp };

describe.each(["socket", "http"] as const)("a Bolt app over %s", (transport) => {
  const start = async (listen: (app: App) => void, options: FakeSlackOptions = {}): Promise<FakeSlack> => {
    const slack = await startFakeSlack({ ...PEOPLE, ...options });
    open.push(slack);
    const bot = await transports[transport](slack, listen);
    app = bot.app;
    open.push(bot);
    return slack;
  };
  let app: App | undefined;
  const running = (): App => {
    if (app === undefined) throw new Error("no app is running");
    return app;
  };

  it("hears a slash command with its text and answers with the acknowledgement and through the response_url", async () => {
    const slack = await start((app) =>
      app.command("/kpi", async ({ command, ack, respond }) => {
        await ack(`looking up ${command.text} for ${command.user_name}`);
        await respond({ response_type: "in_channel", text: "Net sales: $5" });
      }),
    );

    const answer = await slack.type("ops", "ann", "/kpi net-sales 7d");
    await slack.until(() => slack.shown("ops").length > 0, "the answer in the channel");

    expect(answer).toMatchObject({ acked: true, failure: null });
    expect(slack.whispers("ann")).toEqual(["looking up net-sales 7d for ann"]);
    expect(slack.shown("ops")).toEqual(["Net sales: $5"]);
    expect(slack.whispers("bo")).toEqual([]);
  });

  it("gets people in a command's text as mentions, and what is typed as entities", async () => {
    let heard = "";
    const slack = await start((app) =>
      app.command("/assign", async ({ command, ack }) => {
        heard = command.text;
        await ack();
      }),
    );

    await slack.slash("ops", "ann", "/assign", "@bo <this> & that");

    expect(heard).toBe(`<@${slack.user("bo").id}|bo> &lt;this&gt; &amp; that`);
  });

  it("is not told of commands in threads", async () => {
    const slack = await start(() => undefined);
    const { message } = await slack.type("ops", "ann", "hello");

    const answer = await slack.type("ops", "ann", "/kpi net-sales", { thread: message?.ts ?? "" });

    expect(answer).toMatchObject({ acked: false, failure: "not_supported_in_threads" });
  });

  it("hears a mention once as app_mention and once as a message, and answers in the thread", async () => {
    const heard: string[] = [];
    const slack = await start((app) => {
      app.event("app_mention", async ({ event, say }) => {
        heard.push(`mention ${event.text}`);
        await say({ text: "I am here", thread_ts: event.ts });
      });
      app.message(async ({ message }) => {
        if ("bot_id" in message) return;
        heard.push("message");
      });
    });

    const { message } = await slack.type("ops", "ann", "@purser kpi");
    await slack.until(() => slack.shown("ops", message?.ts).length === 2, "an answer in the thread");

    expect(heard.toSorted()).toEqual([`mention <@${slack.botUser}> kpi`, "message"]);
    expect(slack.shown("ops")).toEqual(["@purser kpi"]);
    expect(slack.shown("ops", message?.ts)).toEqual(["@purser kpi", "I am here"]);
  });

  it("hears a direct message", async () => {
    const slack = await start((app) =>
      app.message(async ({ message, say }) => {
        if ("bot_id" in message) return;
        await say(`you are in an ${message.channel_type}`);
      }),
    );

    const { message } = await slack.tell("ann", "restock");
    const channel = message?.channel ?? "";
    await slack.until(() => slack.shown(channel).length === 2, "an answer");

    expect(slack.shown(channel)).toEqual(["restock", "you are in an im"]);
  });

  it("is sent its own messages too, which Bolt leaves out", async () => {
    let heard = 0;
    const slack = await start((a) => a.event("message", async () => void (heard += 1)));

    await running().client.chat.postMessage({ channel: slack.channel("ops").id, text: "hi" });
    await slack.until(() => slack.ledger.deliveries.some((d) => d.acked), "the echo");

    expect(heard).toBe(0);
    expect(slack.ledger.deliveries.map((d) => d.type)).toEqual(["message"]);
  });

  it("hears a click with the button's value and the message, and replaces the message", async () => {
    let heard: unknown;
    const slack = await start((app) =>
      app.action("approve", async ({ body, payload, ack, respond }) => {
        heard = { type: body.type, value: "value" in payload ? payload.value : null };
        await ack();
        await respond({ replace_original: true, text: "Approved by ann" });
      }),
    );
    const { ts } = await running().client.chat.postMessage({ channel: slack.channel("ops").id, text: "Buy 40?", blocks: ASK });
    const message = slack.ledger.message(slack.channel("ops").id, ts ?? "");
    if (message === undefined) throw new Error("not posted");

    const answer = await slack.click(message, "Approve", "ann");
    await slack.until(() => message.edits.length > 0, "the edit");

    expect(answer.acked).toBe(true);
    expect(heard).toEqual({ type: "block_actions", value: "plan-7" });
    expect(slack.shown("ops")).toEqual(["Approved by ann"]);
  });

  it("opens a modal at a command; a form comes in with its values, is sent back with errors, then closes", async () => {
    const quantities: unknown[] = [];
    const slack = await start((app) => {
      app.command("/order", async ({ body, ack, client }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: MODAL as never });
      });
      app.view("order", async ({ view, ack }) => {
        const given = view.state.values["qty"]?.["n"]?.value;
        quantities.push(given, view.state.values["route"]?.["r"]?.selected_option?.value ?? null);
        if (given === "many") await ack({ response_action: "errors", errors: { qty: "A number, please" } });
        else await ack();
      });
    });
    await slack.slash("ops", "ann", "/order");
    const modal = await slack.until(() => slack.modal("ann"), "the modal");

    await expect(slack.submit(modal, {}, "ann")).rejects.toThrow('"Quantity" is required');
    const refused = await slack.submit(modal, { qty: "many" }, "ann");
    expect(refused.payload).toEqual({ response_action: "errors", errors: { qty: "A number, please" } });
    expect(slack.modal("ann")).toBe(modal);
    await slack.submit(modal, { Quantity: "40", route: "Sea" }, "ann");

    expect(quantities).toEqual(["many", null, "40", "sea"]);
    expect(slack.modal("ann")).toBeUndefined();
  });

  it("publishes a home tab when it is opened", async () => {
    const slack = await start((app) =>
      app.event("app_home_opened", async ({ event, client }) => {
        await client.views.publish({
          user_id: event.user,
          view: { type: "home", blocks: [{ type: "section", text: { type: "plain_text", text: "2 duties" } }] },
        });
      }),
    );

    await slack.openHome("bo");
    const home = await slack.until(() => slack.home("bo"), "the home tab");

    expect(slack.read(home)).toBe("2 duties");
  });

  it("hears message shortcuts and choices in a select", async () => {
    const heard: string[] = [];
    const slack = await start((app) => {
      app.shortcut("explain", async ({ shortcut, ack }) => {
        heard.push(shortcut.type === "message_action" ? (shortcut.message.text ?? "") : "");
        await ack();
      });
      app.action("zone", async ({ payload, ack }) => {
        heard.push(payload.type === "static_select" ? payload.selected_option.value : "");
        await ack();
      });
    });
    const select = { ...MODAL.blocks[1].element, action_id: "zone", placeholder: { type: "plain_text", text: "Route" } };
    const channel = slack.channel("ops").id;
    const blocks = [{ type: "actions", elements: [select] }];
    const { ts } = await running().client.chat.postMessage({ channel, text: "choose", blocks: blocks as never });
    const message = slack.ledger.message(channel, ts ?? "");
    if (message === undefined) throw new Error("not posted");

    await slack.shortcut("explain", "ann", message);
    await slack.select(message, "zone", "Air", "ann");

    expect(heard).toEqual(["choose", "air"]);
  });

  it("is told of a dropped file and downloads it with the token", async () => {
    let body = "";
    const slack = await start((app) =>
      app.event("message", async ({ event }) => {
        if (event.subtype !== "file_share") return;
        const url = event.files?.[0]?.url_private_download ?? "";
        body = await (await fetch(url, { headers: { authorization: `Bearer ${slack.botToken}` } })).text();
      }),
    );

    const { message } = await slack.dropFile("ops", "ann", "库存.csv", Buffer.from("sku,qty\nA,1\n"), { text: "today's stock" });
    await slack.until(() => slack.ledger.callsOf("download").some((c) => c.status === 200), "the download");

    expect(slack.shown("ops")).toEqual(["today's stock\n[file 库存.csv]"]);
    await expect.poll(() => body).toBe("sku,qty\nA,1\n");
    expect(message?.files).toHaveLength(1);
  });
});
