import { afterEach, describe, expect, it } from "vitest";
import type { IncomingText } from "../../../src/ports/chat-platform.ts";
import { nothing, type SlackBench, slackBench, type SlackBenchOptions } from "./bench.ts";
import { ready } from "./kit.ts";

describe("Slack's socket", () => {
  const opened: SlackBench[] = [];
  afterEach(async () => {
    for (const b of opened.splice(0).toReversed()) await b.close();
  });
  async function open(heard: string[], options: SlackBenchOptions = {}): Promise<SlackBench> {
    const text = async (incoming: IncomingText) => (heard.push(incoming.text), ready("Heard"));
    const b = await slackBench({ ...nothing, text }, options);
    opened.push(b);
    return b;
  }

  it.each(["refresh_requested", "warning", "link_disabled"] as const)("is replaced without a gap after %s", async (reason) => {
    const heard: string[] = [];
    const b = await open(heard);
    for (let i = 0; i < 3; i += 1) {
      b.slack.sockets.refresh(reason);
      await b.slack.until(() => b.slack.ledger.callsOf("apps.connections.open").length === i + 2, "the next socket");
      await expect.poll(() => b.platform.connected() && b.slack.sockets.count() === 1, { timeout: 3_000 }).toBe(true);
      await b.slack.type("ops", "mei", `/kpi ${i}`);
    }
    await b.settled();

    expect(heard).toEqual(["/kpi 0", "/kpi 1", "/kpi 2"]);
  });

  it("that ends right after its hello is opened again after a pause that grows", async () => {
    const b = await open([], { platform: { timeouts: { reconnect: [50, 10_000] } } });
    const asked = () => b.slack.ledger.callsOf("apps.connections.open").length;
    for (let i = 2; i <= 4; i += 1) {
      b.slack.sockets.refresh("refresh_requested");
      await b.slack.until(() => asked() === i, "the next socket");
      await expect.poll(() => b.platform.connected() && b.slack.sockets.count() === 1, { timeout: 3_000 }).toBe(true);
    }

    const pauses = b.log.lines.filter((l) => l.event === "slack.socket-failed").map((l) => (l.fields as { pauseMs: number }).pauseMs);
    expect(pauses).toHaveLength(3);
    expect(pauses.toSorted((x, y) => x - y)).toEqual(pauses);
    expect(pauses[0]).toBeGreaterThanOrEqual(50);
  });

  it("comes back after the line broke, also when Slack is away for a while", async () => {
    const heard: string[] = [];
    const b = await open(heard);
    b.slack.fail({ methods: ["apps.connections.open"], times: 3, how: { kind: "http-500", when: "before" } });
    b.slack.fail({ methods: ["apps.connections.open"], times: 2, how: { kind: "drop", when: "before" } });
    b.slack.sockets.cut();
    await expect.poll(() => b.slack.sockets.count(), { timeout: 5_000 }).toBe(0);
    await expect.poll(() => b.slack.sockets.count(), { timeout: 8_000 }).toBe(1);
    await expect.poll(() => b.platform.connected()).toBe(true);
    await b.slack.type("ops", "mei", "/kpi back");
    await b.settled();

    expect(heard).toEqual(["/kpi back"]);
  });

  it("is not waited for at the start when Slack refuses the token", async () => {
    const b = await open([]);
    b.slack.fail({ methods: ["apps.connections.open"], how: { kind: "error", error: "invalid_auth" } });

    await expect(slackBench(nothing, { share: b.slack })).rejects.toThrow("invalid_auth");
  });

  it("is opened later where Slack is away at the start, and refused at once where the bot's token is wrong", async () => {
    const b = await open([]);
    const drop = b.slack.fail({ methods: ["auth.test"], how: { kind: "drop", when: "before" } });
    const second = await slackBench(nothing, { share: b.slack, platform: { timeouts: { request: 200 } } });
    opened.push(second);
    expect(second.platform.connected()).toBe(false);
    drop();
    await expect.poll(() => second.platform.connected(), { timeout: 5_000 }).toBe(true);

    b.slack.revoke("token_revoked");
    await expect(slackBench(nothing, { share: b.slack })).rejects.toThrow("SLACK_BOT_TOKEN (token_revoked)");
    b.slack.revoke(null);
  });

  it("is one of several replicas': each gesture goes to one of them", async () => {
    const first: string[] = [];
    const second: string[] = [];
    const a = await open(first);
    const b = await open(second, { share: a.slack });
    for (let i = 0; i < 20; i += 1) await a.slack.type("ops", "mei", `/kpi ${i}`);
    await Promise.all([a.settled(), b.settled()]);

    expect(first.length + second.length).toBe(20);
    expect(Math.min(first.length, second.length)).toBeGreaterThan(0);
  });

  it("is closed at the end, after what was asked is answered", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const b = await slackBench({ ...nothing, text: async () => (await promise, ready("Before I go")) });
    opened.push(b);
    await b.slack.type("ops", "mei", "/kpi gmv");
    const stopped = b.platform.stop();
    resolve();
    await stopped;

    expect(b.slack.shown("ops")).toEqual([expect.stringContaining("Before I go")]);
    await expect.poll(() => b.slack.sockets.count()).toBe(0);
    expect(b.platform.connected()).toBe(false);
  });
});
