import { createHmac } from "node:crypto";
import { App } from "@slack/bolt";
import { beforeEach, describe, expect, it } from "vitest";
import { httpReceiver, type HttpReceiver } from "../../../src/platforms/slack/receiver.ts";
import { FakeClock, FakeLog } from "../../fakes/clock.ts";
import { FakeInbox } from "../../fakes/inbox.ts";

const SECRET = "0123456789abcdef0123456789abcdef";
const JSON_TYPE = "application/json";
const FORM = "application/x-www-form-urlencoded";

describe("Slack's door over HTTP", () => {
  let clock: FakeClock;
  let log: FakeLog;
  let door: HttpReceiver;
  let heard: string[];

  beforeEach(async () => {
    clock = new FakeClock("2026-11-22T08:30:00Z");
    log = new FakeLog();
    heard = [];
    door = httpReceiver({ signingSecret: SECRET, inbox: new FakeInbox(), clock, log });
    const app = new App({ receiver: door, authorize: async () => ({ botToken: "xoxb-0" }), ignoreSelf: false, convoStore: false });
    app.event("app_mention", async ({ event }) => void heard.push(event.text));
    app.command(/.*/, async ({ command, ack }) => {
      heard.push(`${command.command} ${command.text}`);
      await ack();
    });
    await door.start();
  });

  async function knock(
    body: string,
    type: string,
    bend: { readonly age?: number; readonly secret?: string; readonly headers?: Record<string, string> } = {},
  ) {
    const timestamp = String(Math.floor(clock.now().getTime() / 1000) - (bend.age ?? 0));
    const signature = `v0=${createHmac("sha256", bend.secret ?? SECRET)
      .update(`v0:${timestamp}:${body}`)
      .digest("hex")}`;
    return door.app.request("/slack/events", {
      method: "POST",
      headers: { "content-type": type, "x-slack-request-timestamp": timestamp, "x-slack-signature": signature, ...bend.headers },
      body,
    });
  }

  const mention = (text: string): string =>
    JSON.stringify({
      type: "event_callback",
      team_id: "T1",
      event_id: "Ev1",
      event: { type: "app_mention", channel: "C1", user: "U1", text, ts: "1.000001" },
    });

  it("lets in what Slack signed, and answers at once", async () => {
    expect((await knock(mention("补货"), JSON_TYPE)).status).toBe(200);
    expect((await knock("command=%2Fkpi&text=%E9%80%80%E8%B4%A7%E7%8E%87&user_id=U1&channel_id=C1", FORM)).status).toBe(200);
    expect(heard).toEqual(["补货", "/kpi 退货率"]);
  });

  it("takes the type of a body with or without its character set", async () => {
    expect((await knock(mention("a"), "application/json; charset=utf-8")).status).toBe(200);
    expect((await knock("command=%2Fkpi&text=b", `${FORM}; charset=utf-8`)).status).toBe(200);
    expect(heard).toEqual(["a", "/kpi b"]);
  });

  it.each([
    ["forged", { secret: "somebody else's secret" }, "wrong-signature"],
    ["old", { age: 301 }, "stale"],
    ["from the future", { age: -3600 }, "from-the-future"],
  ])("refuses what is %s, and counts and logs it", async (_, bend, because) => {
    expect((await knock(mention("let me in"), JSON_TYPE, bend)).status).toBe(401);
    expect((await knock(mention("let me in"), JSON_TYPE, bend)).status).toBe(401);

    expect(heard).toEqual([]);
    expect(door.refused.get(because)).toBe(2);
    expect(log.lines).toContainEqual(expect.objectContaining({ event: "slack.refused", fields: { because, times: 2 } }));
  });

  it.each([0, 10, 299])("refuses a captured request that is sent again after %i s", async (later) => {
    const timestamp = String(clock.now().getTime() / 1000);
    const body = mention("approve");
    const signature = `v0=${createHmac("sha256", SECRET).update(`v0:${timestamp}:${body}`).digest("hex")}`;
    const captured = () => ({
      method: "POST",
      headers: { "content-type": JSON_TYPE, "x-slack-request-timestamp": timestamp, "x-slack-signature": signature },
      body,
    });
    expect((await door.app.request("/slack/events", captured())).status).toBe(200);

    clock.pass(later * 1000);

    expect((await door.app.request("/slack/events", captured())).status).toBe(401);
    expect(heard).toEqual(["approve"]);
    expect(door.refused.get("replayed")).toBe(1);
  });

  it("does not let a refused request use up the signature of a real one", async () => {
    await knock(mention("hello"), JSON_TYPE, { headers: { "x-slack-signature": "v0=00" } });
    expect((await knock(mention("hello"), JSON_TYPE)).status).toBe(200);
  });

  it("answers Slack's question whether the address is ours, if it is signed", async () => {
    const question = JSON.stringify({ type: "url_verification", challenge: "c-1" });
    expect(await (await knock(question, JSON_TYPE)).json()).toEqual({ challenge: "c-1" });
    expect((await knock(question, JSON_TYPE, { secret: "another" })).status).toBe(401);
  });

  it("answers Slack's look at the certificate, which is not signed and does nothing", async () => {
    const look = await door.app.request("/slack/events", {
      method: "POST",
      headers: { "content-type": FORM },
      body: "ssl_check=1&command=%2Fkpi&text=free+ride",
    });
    expect(look.status).toBe(200);
    expect(heard).toEqual([]);
  });

  it.each([
    ["text/plain", mention("x")],
    [JSON_TYPE, "{not json"],
    [JSON_TYPE, "[1]"],
    [FORM, "payload=%7Bnot+json"],
  ])("refuses a %s body that it cannot read: %s", async (type, body) => {
    expect((await knock(body, type)).status).toBe(400);
  });

  it("refuses a body that no request of Slack's has, signed or not, and counts and logs it", async () => {
    const long = mention("x".repeat(5_000_000));
    expect((await knock(long, JSON_TYPE)).status).toBe(413);
    expect((await door.app.request("/slack/events", { method: "POST", headers: { "content-type": JSON_TYPE }, body: long })).status).toBe(
      413,
    );
    expect(heard).toEqual([]);
    expect(door.refused.get("too-large")).toBe(2);
    expect(log.lines).toContainEqual(expect.objectContaining({ event: "slack.refused", fields: { because: "too-large", times: 2 } }));
  });

  it("tells Slack to come again while it is starting or stopping", async () => {
    await door.stop();
    expect((await knock(mention("later"), JSON_TYPE)).status).toBe(503);
    await door.start();
    expect((await knock(mention("later"), JSON_TYPE)).status).toBe(200);
    expect(heard).toEqual(["later"]);
  });
});
