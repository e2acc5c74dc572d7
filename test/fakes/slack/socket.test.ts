import { afterEach, beforeEach, expect, it } from "vitest";
import { WebSocket } from "ws";
import { client, socketApp } from "./bolts.ts";
import type { Running } from "./bolts.ts";
import type { FakeSlack } from "./server.ts";
import { startFakeSlack } from "./server.ts";

let slack: FakeSlack;
const bots: Running[] = [];
beforeEach(async () => {
  slack = await startFakeSlack({ users: [{ name: "ann" }], channels: [{ name: "ops" }], retryPausesMs: [0, 20, 20], ackTimeoutMs: 500 });
});
afterEach(async () => {
  for (const bot of bots.splice(0)) await bot.stop();
  await slack.stop();
});

async function bot(heard: string[], name: string): Promise<void> {
  bots.push(
    await socketApp(slack, (app) => {
      app.command("/who", async ({ ack }) => {
        heard.push(name);
        await ack();
      });
      app.event("app_mention", async ({ body }) => void heard.push(`${name} ${body.event_id}`));
    }),
  );
}

it("gives each command to one of several processes of the app, and to all of them over time", async () => {
  const heard: string[] = [];
  await bot(heard, "one");
  await bot(heard, "two");
  for (let i = 0; i < 24; i += 1) await slack.slash("ops", "ann", "/who");

  expect(slack.sockets.count()).toBe(2);
  expect(heard).toHaveLength(24);
  expect(new Set(heard)).toEqual(new Set(["one", "two"]));
});

it("asked to reconnect, the app comes back and hears again", async () => {
  const heard: string[] = [];
  await bot(heard, "one");

  slack.sockets.refresh("refresh_requested");
  await slack.until(() => slack.sockets.count() === 0, "the socket to close");
  const between = await slack.slash("ops", "ann", "/who");
  await slack.until(() => slack.sockets.count() === 1, "the app to come back");
  const after = await slack.slash("ops", "ann", "/who");

  expect(between).toMatchObject({ acked: false, failure: "dispatch_failed" });
  expect(after.acked).toBe(true);
  expect(slack.ledger.callsOf("apps.connections.open")).toHaveLength(2);
});

it("an event that found no socket is delivered again, with the same id, when there is one", async () => {
  const heard: string[] = [];
  await slack.stop();
  // Slack's own pauses: at once, a minute, five minutes; the test does not wait for them.
  slack = await startFakeSlack({ users: [{ name: "ann" }], channels: [{ name: "ops" }], events: ["app_mention"] });

  const answer = await slack.type("ops", "ann", "@purser hello");
  await slack.until(() => slack.ledger.deliveries.filter((d) => d.failure !== null).length === 2, "the attempt at once");
  await bot(heard, "late");
  await slack.push.idle();
  await slack.push.redeliver();

  const tries = slack.ledger.deliveries;
  expect(answer.acked).toBe(false);
  expect(tries.map((d) => [d.attempt, d.acked])).toEqual([
    [0, false],
    [1, false],
    [2, true],
  ]);
  expect(heard).toEqual([`late ${tries[0]?.id}`]);
});

it("a line that breaks before the acknowledgement is a redelivery for an event", async () => {
  const socket = await opened();
  socket.on("message", () => socket.terminate());

  const answer = await slack.type("ops", "ann", "@purser hello");

  expect(answer).toMatchObject({ acked: false, failure: "connection_failed" });
  await slack.until(() => slack.ledger.deliveries.some((d) => d.attempt === 1), "the second attempt");
});

it("says hello with how many sockets there are, and turns the eleventh away", async () => {
  const hellos: unknown[] = [];
  const sockets: WebSocket[] = [];
  for (let i = 0; i < 11; i += 1) sockets.push(await opened((frame) => hellos.push(frame)));
  await expect.poll(() => hellos.length).toBe(11);

  expect(hellos[1]).toMatchObject({ type: "hello", num_connections: 2, connection_info: { app_id: "A0PURSER01" } });
  expect(hellos[10]).toMatchObject({ type: "disconnect", reason: "too_many_websockets" });
  expect(slack.sockets.count()).toBe(10);
  for (const socket of sockets) socket.terminate();
});

it("a ticket is good for one socket, and the bot's token gets none", async () => {
  const { url = "" } = await client(slack, slack.appToken).apps.connections.open();
  const first = new WebSocket(url);
  await new Promise((resolve) => first.once("open", resolve));
  const second = new WebSocket(url);
  const refused = await new Promise<Error>((resolve) => second.once("error", resolve));

  expect(refused.message).toContain("401");
  await expect(client(slack).apps.connections.open()).rejects.toMatchObject({ data: { error: "not_allowed_token_type" } });
  first.terminate();
});

it("cuts a frame with characters of several bytes in two, and it is one message all the same", async () => {
  const frames: string[] = [];
  const socket = await opened((frame) => frames.push(JSON.stringify(frame)));
  slack.splitBytes(true);

  await slack.slash("ops", "ann", "/kpi", "补货");

  expect(frames.some((f) => f.includes('"text":"补货"'))).toBe(true);
  socket.terminate();
});

async function opened(onFrame: (frame: unknown) => void = () => undefined): Promise<WebSocket> {
  const { url = "" } = await client(slack, slack.appToken).apps.connections.open();
  const socket = new WebSocket(url);
  socket.on("message", (data) => {
    if (Buffer.isBuffer(data)) onFrame(JSON.parse(data.toString()));
  });
  await new Promise((resolve) => socket.once("open", resolve));
  return socket;
}
