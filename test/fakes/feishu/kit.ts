import { Client, DefaultCache, EventDispatcher, LoggerLevel, WSClient } from "@larksuiteoapi/node-sdk";
import { vi } from "vitest";
import { quiet } from "./quiet.ts";
import { type FakeFeishu, type FakeFeishuOptions, startFakeFeishu } from "./server.ts";

export class Clock {
  at = Date.parse("2026-03-02T09:00:00Z");
  now = (): number => this.at;
  pass(ms: number): void {
    this.at += ms;
  }
}

export const clientOf = (fake: FakeFeishu): Client =>
  new Client({
    appId: fake.appId,
    appSecret: fake.appSecret,
    domain: fake.url,
    cache: new DefaultCache(),
    logger: quiet,
    loggerLevel: LoggerLevel.error,
  });

export type Handle = Parameters<EventDispatcher["register"]>[0];

/** Everything of a test is stopped when the test is over: `await using`. */
export interface Stage extends AsyncDisposable {
  readonly fake: FakeFeishu;
  readonly client: Client;
  readonly clock: Clock;
  /** One process of the app on the long connection; resolves when it is there. */
  connect(handles: Handle): Promise<WSClient>;
}

export async function stage(options: FakeFeishuOptions = {}): Promise<Stage> {
  const clock = new Clock();
  const fake = await startFakeFeishu({ now: clock.now, ...options });
  const clients: WSClient[] = [];
  return {
    fake,
    clock,
    client: clientOf(fake),
    connect: async (handles) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const ws = new WSClient({
        appId: fake.appId,
        appSecret: fake.appSecret,
        domain: fake.url,
        logger: quiet,
        onReady: resolve,
        onError: reject,
      });
      clients.push(ws);
      await ws.start({ eventDispatcher: new EventDispatcher({ logger: quiet }).register(handles) });
      await promise;
      return ws;
    },
    [Symbol.asyncDispose]: async () => {
      for (const ws of clients) ws.close({ force: true });
      await fake.stop();
    },
  };
}

export const eventually = <T>(look: () => T): Promise<T> => vi.waitFor(look, { timeout: 5_000, interval: 10 });

export interface PlatformError {
  readonly status: number | undefined;
  readonly code: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** What the SDK throws at HTTP 4xx and 5xx, made plain. A call that goes through is the failure here. */
export async function refusal(call: Promise<unknown>): Promise<PlatformError> {
  try {
    await call;
  } catch (error) {
    if (typeof error !== "object" || error === null) throw error;
    const response =
      "response" in error
        ? (error.response as { status: number; data: { code?: number }; headers: Record<string, unknown> } | undefined)
        : undefined;
    return { status: response?.status, code: response?.data.code, headers: response?.headers ?? {} };
  }
  throw new Error("the platform took it");
}

export const card = (elements: readonly unknown[], more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    schema: "2.0",
    config: { update_multi: true },
    header: { title: { tag: "plain_text", content: "补货" } },
    body: { elements },
    ...more,
  });

export const button = (label: string, value: Record<string, unknown>): Record<string, unknown> => ({
  tag: "button",
  text: { tag: "plain_text", content: label },
  behaviors: [{ type: "callback", value }],
});
