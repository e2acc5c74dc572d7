import { inspect } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { feishuPlatform } from "../../../src/platforms/feishu/platform.ts";
import { dropped, refused, serverError } from "../../fakes/feishu/faults.ts";
import { FakeLog } from "../../fakes/clock.ts";
import { feishuBench, type FeishuBench, type FeishuBenchOptions } from "./bench.ts";
import { app, sealed } from "./say.ts";

let open: FeishuBench | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

const AUTH_FAILED = 514;

async function given(options: FeishuBenchOptions = {}): Promise<FeishuBench> {
  open = await feishuBench(app({ text: async ({ text }) => sealed(`Heard ${text}`) }), options);
  return open;
}

async function answersTo(b: FeishuBench, text: string): Promise<void> {
  const said = await b.fake.person.type(b.direct, b.user, text);
  expect(said.attempt?.outcome).toBe("acked");
  await b.settled();
  expect(b.fake.ledger.said(b.direct.chatId).at(-1)).toContain(`Heard ${text}`);
}

describe("the long connection", () => {
  it("stands when the start is done", async () => {
    const b = await given();
    expect([b.platform.state(), b.fake.sockets.connected]).toEqual(["connected", 1]);
  });

  it("comes back when Feishu closes it", async () => {
    const b = await given();
    b.fake.sockets.closeAll();
    await expect.poll(() => b.fake.sockets.opened, { timeout: 5_000 }).toBe(2);
    await answersTo(b, "/kpi");
  });

  it("that died silently is noticed and made anew", async () => {
    const b = await given({ platform: { timeouts: { pongMs: 100 } }, fake: { clientConfig: { PingInterval: 0.2 } } });
    b.fake.sockets.muted = true;
    await expect.poll(() => b.fake.sockets.opened, { timeout: 8_000 }).toBeGreaterThan(1);
    b.fake.sockets.muted = false;
    const heard = async (): Promise<string | undefined> => (await b.fake.person.type(b.direct, b.user, "/kpi")).attempt?.outcome;
    await expect.poll(heard, { timeout: 8_000 }).toBe("acked");
  });

  it("that Feishu refuses is tried again later, as when the secret was put right", async () => {
    const b = await given({ platform: { timeouts: { reconnectMs: 50 } } });
    b.fake.sockets.endpointCode = AUTH_FAILED;
    b.fake.sockets.closeAll();
    await expect.poll(() => b.log.errors(), { timeout: 5_000 }).toContain("feishu.not-connected");
    b.fake.sockets.endpointCode = undefined;
    await expect.poll(() => b.platform.state(), { timeout: 5_000 }).toBe("connected");
    await answersTo(b, "/kpi");
  });

  it("that is not there yet does not hold up the start for ever", async () => {
    const b = await given();
    await b.platform.stop();
    b.fake.sockets.endpointCode = AUTH_FAILED;
    const log = new FakeLog();
    const late = feishuPlatform({ ...b.options, log, timeouts: { readyMs: 100, reconnectMs: 50, stopMs: 100 } });
    await late.start(app());
    expect(log.lines.map((l) => l.event)).toContain("feishu.not-connected-yet");
    b.fake.sockets.endpointCode = undefined;
    await expect.poll(() => late.state(), { timeout: 5_000 }).toBe("connected");
    await late.stop();
  });

  it("carries events in pieces, and cut in the middle of a character", async () => {
    const b = await given();
    b.fake.deliveries.manner.parts = 25;
    await answersTo(b, "/kpi 补货建议 🚚 保温杯");
    expect(b.fake.ledger.said(b.direct.chatId)).toHaveLength(1);
  });

  it("survives frames that mean nothing", async () => {
    const b = await given();
    b.fake.sockets.sendRaw(Buffer.from([0xff, 0x00, 0x13, 0x37]));
    await answersTo(b, "/kpi");
    expect(b.fake.sockets.opened).toBe(1);
  });

  it("is closed by the stop, and nothing more comes in", async () => {
    const b = await given();
    await b.platform.stop();
    await expect.poll(() => b.fake.sockets.connected).toBe(0);
    expect((await b.fake.person.type(b.direct, b.user, "/kpi")).attempt?.outcome).toBe("nobody");
  });
});

describe("the start", () => {
  it("waits until the bot knows its own name, or its mention would not be known", async () => {
    const b = await given();
    await b.platform.stop();
    const before = b.fake.ledger.calls.length;
    const again = feishuPlatform(b.options);
    await again.start(app());
    await again.stop();

    const paths = b.fake.ledger.calls.slice(before).map((c) => c.path);
    expect(paths.indexOf("/open-apis/bot/v3/info")).toBeLessThan(paths.indexOf("/callback/ws/endpoint"));
  });

  it("says what is wrong with the credentials, in words", async () => {
    const b = await given();
    const wrong = feishuPlatform({ ...b.options, config: { ...b.options.config, appSecret: "0".repeat(32) } });
    await expect(wrong.start(app())).rejects.toMatchObject({
      code: "feishu-refused",
      hint: { en: expect.stringContaining("FEISHU_APP_SECRET") as string },
    });
    await wrong.stop();
  });

  it("goes on in the background while Feishu cannot be reached", async () => {
    const b = await given();
    await b.platform.stop();
    b.fake.faults.add({ on: "bot/v3/info", fault: dropped("before"), times: 3 });
    const late = feishuPlatform({ ...b.options, timeouts: { readyMs: 50, reconnectMs: 20, stopMs: 100 } });
    await late.start(app());
    await expect.poll(() => late.state(), { timeout: 5_000 }).toBe("connected");
    await late.stop();
  });
});

describe("the log", () => {
  it("holds no secret, whatever goes wrong", async () => {
    const log = new FakeLog();
    const b = await given({ platform: { log, timeouts: { reconnectMs: 30 } } });
    const { fake } = b;
    for (const fault of [
      dropped("after"),
      serverError("before"),
      refused(230002, "no"),
      refused(99991663, "Invalid access token for authorization."),
    ]) {
      fake.faults.add({ on: "messages", fault, times: 2 });
      await b.platform.post({ channel: b.channel }, sealed("A"), "a");
      fake.faults.clear();
    }
    const tokens = [...fake.world.tokens.keys()];
    fake.expireTokens();
    fake.faults.add({ on: "tenant_access_token", fault: serverError("before"), times: 1 });
    await b.platform.post({ channel: b.channel }, sealed("A"), "b");
    fake.sockets.endpointCode = AUTH_FAILED;
    fake.sockets.closeAll();
    await expect.poll(() => log.errors(), { timeout: 5_000 }).toContain("feishu.not-connected");
    await answersToLater(b);

    // Errors with everything that hangs on them, as a log would write them.
    const written = inspect(log.lines, { depth: 12, showHidden: false });
    const secrets = [b.options.config.appSecret, ...tokens];
    for (const secret of secrets) expect(written).not.toContain(secret);
    expect(written).not.toMatch(/Bearer|ticket=[^*]/);
    expect(secrets.length).toBeGreaterThan(1);
  });
});

async function answersToLater(b: FeishuBench): Promise<void> {
  b.fake.sockets.endpointCode = undefined;
  await expect.poll(() => b.platform.state(), { timeout: 5_000 }).toBe("connected");
}
