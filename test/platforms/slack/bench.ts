import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";
import type { AddressInfo } from "node:net";
import { drawDialog } from "../../../src/platforms/slack/draw/dialog.ts";
import { BOT_EVENTS, BOT_SCOPES } from "../../../src/platforms/slack/manifest.ts";
import { slackPlatform, type SlackOptions, type SlackPlatform } from "../../../src/platforms/slack/platform.ts";
import type { Handlers } from "../../../src/ports/chat-platform.ts";
import type { Clock } from "../../../src/ports/system.ts";
import { FakeLog, fakeRandom } from "../../fakes/clock.ts";
import { FakeInbox } from "../../fakes/inbox.ts";
import type { FakeSlackOptions } from "../../fakes/slack/options.ts";
import { messageAction } from "../../fakes/slack/payloads.ts";
import { startFakeSlack, type FakeSlack } from "../../fakes/slack/server.ts";
import { richTextOf } from "../../fakes/slack/limits/rich-text.ts";
import { blockText, plain } from "../../fakes/slack/shown.ts";
import { openView } from "../../fakes/slack/web-api/views.ts";
import type { Bench } from "../contract.ts";

export type Transport = "socket" | "http";

export interface SlackBench extends Bench {
  readonly platform: SlackPlatform;
  readonly slack: FakeSlack;
  readonly log: FakeLog;
  readonly drawn: string[];
  /** Where the platform listens, for HTTP. */
  readonly events: string | undefined;
}

export interface SlackBenchOptions {
  readonly transport?: Transport;
  readonly clock?: Clock;
  readonly slack?: FakeSlackOptions;
  readonly platform?: Partial<SlackOptions>;
  /** Several replicas share it. */
  readonly share?: FakeSlack;
}

/** Somebody in a channel, and an app as our manifest makes it. */
export const MEI_IN_OPS: FakeSlackOptions = {
  events: BOT_EVENTS,
  scopes: BOT_SCOPES,
  users: [{ id: "U0MEI00001", name: "mei", realName: "王梅", email: "mei@shop.example" }],
  channels: [{ id: "C0OPS00001", name: "ops" }],
};

/** Waits of a person, not of a test. */
const QUICK = { poll: [5, 20], picture: 500, pictureGivenUp: 1_500, reconnect: [20, 200], drain: 2_000 } as const;

export const nothing: Handlers = {
  text: async () => undefined,
  press: async () => undefined,
  file: async () => undefined,
  form: async () => undefined,
  home: async () => undefined,
};

const PNG = Uint8Array.from(
  Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64"),
);

/** The platform as it runs, on a Slack that speaks the real protocols. */
export async function slackBench(handlers: Handlers, options: SlackBenchOptions = {}): Promise<SlackBench> {
  const { transport = "socket", clock = { now: () => new Date() } } = options;
  const slack =
    options.share ??
    (await startFakeSlack({
      now: () => clock.now().getTime(),
      ...(options.slack ?? MEI_IN_OPS),
    }));
  const log = new FakeLog();
  const drawn: string[] = [];
  const folder = await mkdtemp(join(tmpdir(), "purser-slack-"));
  const platform = slackPlatform({
    config: {
      botToken: slack.botToken,
      apiUrl: slack.apiUrl,
      connection:
        transport === "socket" ? { kind: "socket", appToken: slack.appToken } : { kind: "http", signingSecret: slack.signingSecret },
    },
    commands: () => [
      { name: "kpi", summary: { zh: "看指标", en: "A KPI" }, usage: { zh: "[指标]", en: "[KPI]" }, examples: ["/kpi 退货率 上月"] },
    ],
    renderer: { png: async (chart, _, { lang, scale }) => (drawn.push(`${chart} ${lang} ${scale}`), PNG) },
    inbox: new FakeInbox(),
    clock,
    random: fakeRandom(),
    log,
    workFolder: folder,
    maxFileBytes: 1_048_576,
    ...options.platform,
    timeouts: { ...QUICK, ...options.platform?.timeouts },
  });
  const [route] = platform.routes;
  const server = route === undefined ? undefined : await listen(route.app);
  const events = server === undefined ? undefined : `${server.url}/slack/events`;
  if (events !== undefined) slack.useHttp(events);
  await platform.start(handlers);

  const channel = slack.channel("ops");
  const mei = slack.user("mei");
  const said = new Map<string, Promise<void>>();

  /** A command in the channel; in a thread, where Slack has no commands, a mention. */
  async function type(text: string, threadId: string | undefined): Promise<void> {
    if (threadId === undefined) await slack.type("ops", "mei", text.startsWith("/") ? text : `@purser ${text}`);
    else await slack.type("ops", "mei", `@purser ${text}`, { thread: threadId });
  }

  return {
    platform,
    slack,
    log,
    drawn,
    events,
    channel: channel.id,
    async say(text, { threadId, eventId } = {}) {
      const before = eventId === undefined ? undefined : said.get(eventId);
      if (before === undefined) {
        const typed = type(text, threadId);
        if (eventId !== undefined) said.set(eventId, typed);
        return typed;
      }
      await before;
      const first = slack.ledger.deliveries.find(({ kind }) => kind === "command");
      if (first === undefined) throw new Error("nothing was delivered yet");
      await slack.push.send("command", first.type, first.body);
    },
    async press(on, token, fields) {
      const message = slack.ledger.message(on.channel, on.messageId);
      if (message === undefined) throw new Error(`no message ${on.messageId}`);
      if (fields === undefined) {
        const action = { type: "button", action_id: "press:0", block_id: "b1", action_ts: slack.world.ts(), value: token };
        await slack.push.send("interaction", "block_actions", messageAction(slack.world, message, channel, mei, action, {}));
        return;
      }
      const view = drawDialog(
        {
          title: { zh: "问", en: "Ask" },
          submit: { zh: "好", en: "OK" },
          lang: "en",
          fields: Object.keys(fields).map((name) => ({ name, label: { zh: name, en: name }, type: "text" as const })),
        },
        token,
        { channel: on.channel, threadId: on.threadId, messageId: on.messageId },
      );
      await slack.submit(openView(slack.world, mei.id, { ...view }, null), fields, "mei");
    },
    async drop(name, bytes) {
      await slack.dropFile("ops", "mei", name, Buffer.from(bytes));
    },
    shown: async (threadId) => read(slack, channel.id, threadId),
    whispered: async () => slack.whispers("mei"),
    shownBelowFile: async () => {
      const file = slack.ledger.of(channel.id).findLast(({ via, files }) => via === "person" && files.length > 0);
      return read(slack, channel.id, file?.ts);
    },
    settled: () => platform.settled(),
    async close() {
      await platform.stop();
      await server?.close();
      if (options.share === undefined) await slack.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A channel or thread as a person reads it. Rich text is no markup: in Slack it stands there character by character. */
function read({ ledger, world }: FakeSlack, channel: string, threadId: string | undefined): readonly string[] {
  return ledger
    .of(channel)
    .filter((m) => m.deletedAt === null && m.ephemeralTo === null)
    .filter((m) => (threadId === undefined ? m.threadTs === null : m.ts === threadId || m.threadTs === threadId))
    .map((m) =>
      m.blocks.length === 0
        ? plain(world, m)
        : m.blocks.map((b) => (b["type"] === "rich_text" ? richTextOf(b) : blockText(world, b))).join("\n"),
    );
}

async function listen(app: Hono): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { promise, resolve } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, resolve);
  const { port } = await promise;
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((done) => void server.close(() => done())) };
}
