import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";
import type { AddressInfo } from "node:net";
import { feishuPlatform, type FeishuOptions, type FeishuPlatform } from "../../../src/platforms/feishu/platform.ts";
import type { Handlers } from "../../../src/ports/chat-platform.ts";
import type { Clock } from "../../../src/ports/system.ts";
import { FakeLog, fakeRandom } from "../../fakes/clock.ts";
import { startFakeFeishu, type FakeFeishu, type FakeFeishuOptions } from "../../fakes/feishu/server.ts";
import type { FakeChat, FakeUser } from "../../fakes/feishu/state.ts";
import type { HttpPush } from "../../fakes/feishu/http-push.ts";
import { FakeInbox } from "../../fakes/inbox.ts";
import { PNG } from "./png.ts";
import type { Bench } from "../contract.ts";

export type Transport = "ws" | "http";

export interface FeishuBench extends Bench {
  readonly platform: FeishuPlatform;
  /** What it was made with, to make another. */
  readonly options: FeishuOptions;
  readonly fake: FakeFeishu;
  readonly user: FakeUser;
  readonly group: FakeChat;
  readonly direct: FakeChat;
  readonly log: FakeLog;
  readonly drawn: string[];
  readonly push: HttpPush | undefined;
}

export interface FeishuBenchOptions {
  readonly transport?: Transport;
  readonly clock?: Clock;
  readonly platform?: Partial<FeishuOptions>;
  readonly fake?: FakeFeishuOptions;
}

/** Waits of a person, not of a test. */
const QUICK = { afterAckMs: 20, progressFirstMs: 0, progressMs: 0, readyMs: 5_000, stopMs: 3_000 } as const;

/** The platform as it runs, on a Feishu that speaks the real protocols. */
export async function feishuBench(handlers: Handlers, options: FeishuBenchOptions = {}): Promise<FeishuBench> {
  const { transport = "ws", clock = { now: () => new Date() } } = options;
  const fake = await startFakeFeishu({ now: () => clock.now().getTime(), ...options.fake });
  const user = fake.addUser("王敏", { email: "wangmin@shop.example" });
  const group = fake.addChat("运营群", { members: [user.openId] });
  const direct = fake.direct(user);
  const log = new FakeLog();
  const drawn: string[] = [];
  const folder = await mkdtemp(join(tmpdir(), "purser-feishu-"));
  const given: FeishuOptions = {
    config: {
      appId: fake.appId,
      appSecret: fake.appSecret,
      domain: fake.url,
      connection:
        transport === "ws" ? { kind: "ws" } : { kind: "http", encryptKey: fake.encryptKey, verificationToken: fake.verificationToken },
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
    ...options.platform,
    timeouts: { ...QUICK, ...options.platform?.timeouts },
  };
  const platform = feishuPlatform(given);
  const [route] = platform.routes;
  const server = route === undefined ? undefined : await listen(route.app);
  const push = server === undefined ? undefined : fake.useHttp({ url: `${server.url}/feishu/events`, encrypted: true });
  await platform.start(handlers);

  const said = new Map<string, Promise<string | undefined>>();
  async function say(text: string, { threadId, eventId }: { readonly threadId?: string; readonly eventId?: string } = {}): Promise<void> {
    const type = async (): Promise<string | undefined> =>
      (
        await fake.person.type(group, user, text, {
          mention: text.startsWith("/"),
          ...(threadId === undefined ? {} : { thread: threadId }),
        })
      ).eventId;
    const before = eventId === undefined ? undefined : said.get(eventId);
    const coming = before ?? type();
    if (eventId !== undefined) said.set(eventId, coming);
    const pushed = await coming;
    if (before !== undefined && pushed !== undefined) await fake.deliveries.again(pushed);
  }

  return {
    platform,
    options: given,
    fake,
    user,
    group,
    direct,
    log,
    drawn,
    push,
    channel: group.chatId,
    say,
    async press(on, token, fields) {
      const message = fake.world.messages.get(on.messageId);
      if (message === undefined) throw new Error(`no message ${on.messageId}`);
      const form = fields && Object.fromEntries(Object.entries(fields).map(([name, value]) => [`f0_${name}`, value]));
      await fake.person.clicks.press(message, user, { tag: "button", value: { token }, ...(form && { form_value: form }) });
    },
    async drop(name, bytes) {
      await fake.person.dropFile(group, user, name, bytes);
    },
    async shown(threadId) {
      // Files below a card are no messages of their own to a reader.
      return fake.ledger.entries(group.chatId, threadId).flatMap((e) => (e.message.msgType === "file" && e.from === "bot" ? [] : [e.text]));
    },
    settled: () => platform.settled(),
    async close() {
      await platform.stop();
      await server?.close();
      await fake.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function listen(app: Hono): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { promise, resolve } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, resolve);
  const { port } = await promise;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((done) => void server.close(() => done())),
  };
}
