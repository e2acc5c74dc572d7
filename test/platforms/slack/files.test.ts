import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { FILES_AT_ONCE } from "../../../src/platforms/common/turns.ts";
import type { Handlers, IncomingFile } from "../../../src/ports/chat-platform.ts";
import { nothing, type SlackBench, slackBench, type SlackBenchOptions } from "./bench.ts";
import { both, ready } from "./kit.ts";

const CSV = Buffer.from("date,sku\n2026-11-01,A\n");

describe("a file dropped in Slack", () => {
  let b: SlackBench;
  let heard: IncomingFile[];
  afterEach(() => b.close());
  const open = async (options: SlackBenchOptions = {}, file?: Handlers["file"]): Promise<void> => {
    heard = [];
    b = await slackBench(
      {
        ...nothing,
        file: async (incoming, onProgress) => (
          heard.push(incoming),
          file === undefined ? ready(`Read ${incoming.name}`) : file(incoming, onProgress)
        ),
        text: async ({ text }) => ready(`You said ${text}`),
      },
      options,
    );
  };
  const downloads = () => b.slack.ledger.callsOf("download").length;

  it("is read and answered in the thread of its message, once", async () => {
    await open();
    const { message } = await b.slack.dropFile("ops", "mei", "订单 2026-10.csv", CSV);
    await b.settled();

    expect(heard).toMatchObject([
      { name: "订单 2026-10.csv", bytes: CSV.length, channel: b.channel, threadId: message?.ts, direct: false },
    ]);
    expect(b.slack.shown("ops", message?.ts).slice(1)).toEqual([expect.stringContaining("Read 订单 2026-10.csv")]);
    expect(downloads()).toBe(1);
  });

  it("is not fetched from somebody from whom none is taken; the app says why", async () => {
    b = await slackBench({ ...nothing, takesFiles: async () => false, file: async ({ name }) => ready(`${name}: who are you?`) });
    const { message } = await b.slack.dropFile("ops", "mei", "orders.csv", CSV);
    await b.settled();

    expect(b.slack.shown("ops", message?.ts).at(-1)).toContain("orders.csv: who are you?");
    expect([downloads(), b.slack.ledger.callsOf("files.info").length]).toEqual([0, 0]);
  });

  it("is one of few that are fetched and read at the same time; the others wait their turn", async () => {
    const gate = Promise.withResolvers<void>();
    await open({}, async ({ name }) => (await gate.promise, ready(`Read ${name}`)));
    for (let i = 0; i < 7; i += 1) await b.slack.dropFile("ops", "mei", `orders-${i}.csv`, CSV);
    await vi.waitFor(() => expect(heard).toHaveLength(FILES_AT_ONCE));

    expect([heard.length, downloads()]).toEqual([FILES_AT_ONCE, FILES_AT_ONCE]);
    gate.resolve();
    await b.settled();
    expect([heard.length, downloads()]).toEqual([7, 7]);
  });

  it("is read in a direct message; words beside it are about the file", async () => {
    await open();
    const direct = b.slack.addChannel({ id: "D0MEI00001", name: "", kind: "im", withUser: "U0MEI00001" });
    await b.slack.dropFile(direct.id, "mei", "orders.csv", CSV, { text: "October's orders" });
    await b.settled();

    expect(heard).toMatchObject([{ name: "orders.csv", direct: true }]);
    expect(b.slack.ledger.posts(direct.id)).toHaveLength(1);
  });

  it("is left alone when it is a picture of people's talk, and taken when it was meant for Purser", async () => {
    await open();
    const png = Buffer.from("89504e470d0a1a0a0000", "hex");
    await b.slack.dropFile("ops", "mei", "lunch.png", png);
    await b.settled();
    expect(heard).toEqual([]);

    await b.slack.dropFile("ops", "mei", "report.png", png, { text: "@purser" });
    await b.settled();
    expect(heard).toMatchObject([{ name: "report.png" }]);
  });

  it("is refused by its size before a byte of it is fetched", async () => {
    await open({ platform: { maxFileBytes: 1_048_576 } });
    const { message } = await b.slack.dropFile("ops", "mei", "huge.csv", Buffer.alloc(1_048_577, "a"));
    await b.settled();

    expect(heard).toEqual([]);
    expect(downloads()).toBe(0);
    expect(b.slack.whispers("mei")).toEqual([expect.stringContaining("1 MB")]);
    expect(b.slack.shown("ops", message?.ts)).toHaveLength(1);
  });

  it("says which permission is missing when Slack shows its sign-in page instead", async () => {
    await open();
    b.slack.world.scopes.delete("files:read");
    await b.slack.dropFile("ops", "mei", "orders.csv", CSV);
    await b.settled();

    expect(heard).toEqual([]);
    expect(b.slack.whispers("mei")).toEqual([expect.stringContaining("files:read")]);
  });

  it.each([
    ["breaks off before a byte comes", { kind: "drop", when: "before" }],
    ["breaks off at its end", { kind: "drop", when: "after" }],
    ["fails at Slack", { kind: "http-500", when: "before" }],
  ] as const)("whose download %s is asked for once more, and is not taken for the whole", async (_, how) => {
    await open();
    b.slack.fail({ methods: ["download"], times: 1, how });
    await b.slack.dropFile("ops", "mei", "orders.csv", CSV);
    await b.settled();

    expect(heard).toEqual([]);
    expect(b.slack.whispers("mei")).toEqual([expect.stringMatching(/没能从 Slack 下载[\s\S]*请再拖一次/)]);
  });

  it("never gives the bot's token to another host, whatever a message says", async () => {
    const asked: unknown[] = [];
    const thief = createServer((request, response) => {
      asked.push(request.headers);
      response.end("date,sku\n");
    });
    await new Promise<void>((resolve) => thief.listen(0, "127.0.0.1", resolve));
    await open();
    const file = {
      id: "F0STOLEN01",
      name: "orders.csv",
      mimetype: "text/csv",
      size: 9,
      url_private_download: `http://127.0.0.1:${(thief.address() as AddressInfo).port}/orders.csv`,
    };
    const { message } = await b.slack.type("ops", "mei", "see the file");
    await b.slack.push.event({
      type: "message",
      subtype: "file_share",
      channel: b.channel,
      user: "U0MEI00001",
      text: "",
      ts: message?.ts,
      files: [file],
    });
    await b.settled();
    thief.close();

    expect(asked).toEqual([]);
    expect(heard).toEqual([]);
    expect(b.slack.whispers("mei")).toHaveLength(1);
  });

  it("tells how far it is in one message, of which the answer takes the place", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    await open({ platform: { timeouts: { patience: 10, progress: 10 } } }, async (_, onProgress) => {
      onProgress({ done: 40, of: 100, note: both("Reading orders") });
      await promise;
      return ready("Done: 100 rows");
    });
    const { message } = await b.slack.dropFile("ops", "mei", "orders.csv", CSV);
    await b.slack.until(() => b.slack.shown("ops", message?.ts).some((line) => line.includes("Reading orders")), "the progress");
    expect(b.slack.shown("ops", message?.ts).at(-1)).toContain("40");
    resolve();
    await b.settled();

    expect(b.slack.shown("ops", message?.ts).slice(1)).toEqual([expect.stringContaining("Done: 100 rows")]);
  });

  it("takes its progress message away when there is nothing to say", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    await open({ platform: { timeouts: { patience: 5 } } }, async () => (await promise, undefined));
    const { message } = await b.slack.dropFile("ops", "mei", "orders.csv", CSV);
    await b.slack.until(() => b.slack.shown("ops", message?.ts).length === 2, "the progress");
    resolve();
    await b.settled();

    expect(b.slack.shown("ops", message?.ts)).toHaveLength(1);
  });

  it("is read again when somebody asks for it by the shortcut", async () => {
    await open();
    const { message } = await b.slack.dropFile("ops", "mei", "orders.csv", CSV);
    await b.settled();
    await b.slack.shortcut("purser_import", "mei", message);
    await b.settled();

    expect(heard.map(({ name }) => name)).toEqual(["orders.csv", "orders.csv"]);
  });

  it("is missed by the shortcut on a message that has none", async () => {
    await open();
    const { message } = await b.slack.type("ops", "mei", "no file here");
    await b.slack.shortcut("purser_import", "mei", message);
    await b.settled();

    expect(b.slack.whispers("mei")).toEqual([expect.stringContaining("这条消息没有文件")]);
  });

  it("offers help by the shortcut that stands everywhere", async () => {
    await open();
    await b.slack.shortcut("purser_help", "mei", null);
    await b.settled();

    const direct = [...b.slack.world.channels.values()].find((c) => c.withUser === "U0MEI00001");
    expect(b.slack.shown(direct?.id ?? "")).toEqual([expect.stringContaining("You said /help")]);
  });
});
