import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { webApi } from "@slack/bolt";
import { client, silent } from "./bolts.ts";
import type { FakeSlack } from "./server.ts";
import { startFakeSlack } from "./server.ts";

let slack: FakeSlack;
let ops: string;
beforeEach(async () => {
  slack = await startFakeSlack({ seed: 7, channels: [{ name: "ops" }, { name: "calm" }], rateLimits: { on: false } });
  ops = slack.channel("ops").id;
});
afterEach(() => slack.stop());

const post = (text = "x") => client(slack).chat.postMessage({ channel: ops, text });

describe("what goes wrong on demand", () => {
  it("a 500 before accepting leaves nothing; a 500 after accepting leaves a message nobody was told of", async () => {
    slack.fail({ methods: ["chat.postMessage"], times: 1, how: { kind: "http-500", when: "before" } });
    await expect(post("lost")).rejects.toThrow("500");
    slack.fail({ methods: ["chat.postMessage"], times: 1, how: { kind: "http-500", when: "after" } });
    await expect(post("there")).rejects.toThrow("500");

    expect(slack.shown("ops")).toEqual(["there"]);
    expect(slack.ledger.callsOf("chat.postMessage").map((c) => [c.accepted, c.status])).toEqual([
      [false, 500],
      [true, 500],
    ]);
  });

  it("so does a line that is cut", async () => {
    slack.fail({ times: 1, how: { kind: "drop", when: "before" } });
    await expect(post("lost")).rejects.toThrow(/fetch failed|request/u);
    slack.fail({ times: 1, how: { kind: "drop", when: "after" } });
    await expect(post("there")).rejects.toThrow(/fetch failed|request/u);

    expect(slack.shown("ops")).toEqual(["there"]);
    expect(slack.ledger.calls.map((c) => [c.accepted, c.status, c.error])).toEqual([
      [false, 0, "cut"],
      [true, 0, "cut"],
    ]);
  });

  it("a slow answer is accepted although the caller has gone", async () => {
    slack.fail({ times: 1, how: { kind: "slow", when: "after", ms: [300, 300] } });
    const impatient = new webApi.WebClient(slack.botToken, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      timeout: 60,
      logger: silent,
    });

    await expect(impatient.chat.postMessage({ channel: ops, text: "slow" })).rejects.toThrow("timeout");

    expect(slack.shown("ops")).toEqual(["slow"]);
    const call = await slack.until(() => slack.ledger.calls.find((c) => c.error !== null), "the answer nobody heard");
    expect([call.accepted, call.status, call.error]).toEqual([true, 0, "gone"]);
  });

  it("the SDK's own retries post a message again whose answer was lost: that is why they are off", async () => {
    slack.fail({ methods: ["chat.postMessage"], times: 2, how: { kind: "http-500", when: "after" } });
    const eager = new webApi.WebClient(slack.botToken, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 3, minTimeout: 1, maxTimeout: 2 },
      logger: silent,
    });

    await eager.chat.postMessage({ channel: ops, text: "once?" });

    expect(slack.shown("ops")).toEqual(["once?", "once?", "once?"]);
  });

  it("a storm of 429 hits about its share, each with a Retry-After from its range, and nothing of those is accepted", async () => {
    slack.fail({ methods: ["chat.postMessage"], share: 0.3, how: { kind: "rate-limit", retryAfterSeconds: [1, 30] } });
    const results = await Promise.allSettled(Array.from({ length: 200 }, () => post()));

    const refused = slack.ledger.callsOf("chat.postMessage").filter((c) => c.status === 429);
    expect(refused.length).toBeGreaterThan(35);
    expect(refused.length).toBeLessThan(85);
    expect(refused.every((c) => (c.retryAfterSeconds ?? 0) >= 1 && (c.retryAfterSeconds ?? 99) <= 30)).toBe(true);
    expect(new Set(refused.map((c) => c.retryAfterSeconds)).size).toBeGreaterThan(5);
    expect(results.filter((r) => r.status === "fulfilled")).toHaveLength(200 - refused.length);
    expect(slack.ledger.posts(ops)).toHaveLength(200 - refused.length);
  });

  it("rejected blocks on demand, in one channel only, until it is lifted", async () => {
    const lift = slack.fail({ channel: ops, how: { kind: "error", error: "invalid_blocks", messages: ["[ERROR] no"] } });
    await expect(post()).rejects.toMatchObject({ data: { error: "invalid_blocks" } });
    await client(slack).chat.postMessage({ channel: slack.channel("calm").id, text: "fine" });
    lift();
    await post("fine again");

    expect([slack.shown("calm"), slack.shown("ops")]).toEqual([["fine"], ["fine again"]]);
  });

  it("the same seed strikes the same calls", async () => {
    const struck = async (): Promise<string> => {
      const other = await startFakeSlack({ seed: 42, channels: [{ name: "ops" }], rateLimits: { on: false } });
      other.fail({ share: 0.5, how: { kind: "rate-limit", retryAfterSeconds: [1, 9] } });
      for (let i = 0; i < 30; i += 1)
        await client(other)
          .auth.test()
          .catch(() => undefined);
      await other.stop();
      return other.ledger.calls.map((c) => c.retryAfterSeconds ?? "-").join(" ");
    };

    expect(await struck()).toBe(await struck());
  });

  it("response_urls and uploads can fail as well", async () => {
    slack.addUser({ name: "ann" });
    await slack.slash("ops", "ann", "/kpi");
    const url = String(slack.ledger.deliveries[0]?.body["response_url"]);
    slack.fail({ methods: ["response_url", "upload"], how: { kind: "http-500", when: "before" } });

    expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(500);
    await expect(client(slack).files.uploadV2({ file: Buffer.from("x"), filename: "x.csv" })).rejects.toThrow("500");
    slack.heal();
    await client(slack).files.uploadV2({ file: Buffer.from("x"), filename: "x.csv" });
  });
});
