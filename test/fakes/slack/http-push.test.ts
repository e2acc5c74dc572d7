import { createServer } from "node:http";
import type { IncomingHttpHeaders, Server } from "node:http";
import { afterEach, beforeEach, expect, it } from "vitest";
import { httpApp } from "./bolts.ts";
import type { Running } from "./bolts.ts";
import { sign } from "./http-push.ts";
import type { FakeSlack } from "./server.ts";
import { startFakeSlack } from "./server.ts";

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly chunks: number;
}

let slack: FakeSlack;
let server: Server | undefined;
let bot: Running | undefined;
beforeEach(async () => {
  slack = await startFakeSlack({
    users: [{ name: "ann" }],
    channels: [{ name: "ops" }],
    retryPausesMs: [0, 10, 10],
    ackTimeoutMs: 80,
    events: ["app_mention"],
  });
});
afterEach(async () => {
  await bot?.stop();
  server?.closeAllConnections();
  server?.close();
  bot = undefined;
  server = undefined;
  await slack.stop();
});

/** A bare server that answers as told, and what it heard. */
async function bare(
  answer: (n: number) => { readonly status: number; readonly headers?: Record<string, string> } | "silence",
): Promise<Heard[]> {
  const heard: Heard[] = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (c: Buffer) => chunks.push(c));
    request.on("end", () => {
      heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), chunks: chunks.length });
      const told = answer(heard.length);
      if (told !== "silence") response.writeHead(told.status, told.headers).end();
    });
  });
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  slack.useHttp(`http://127.0.0.1:${address.port}/`);
  return heard;
}

it("commands are forms with exactly Slack's content type, signed over time and body", async () => {
  const heard = await bare(() => ({ status: 200 }));

  await slack.slash("ops", "ann", "/kpi", "净销售额 & more");

  const { headers, body } = heard[0] ?? { headers: {} as IncomingHttpHeaders, body: "" };
  const form = new URLSearchParams(body);
  expect(headers["content-type"]).toBe("application/x-www-form-urlencoded");
  expect(headers["x-slack-signature"]).toBe(sign(slack.signingSecret, Number(headers["x-slack-request-timestamp"]), body));
  expect([form.get("command"), form.get("text"), form.get("channel_name"), form.get("user_name")]).toEqual([
    "/kpi",
    "净销售额 &amp; more",
    "ops",
    "ann",
  ]);
  expect(form.get("response_url")).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/commands\//u);
});

it("interactions are a payload inside a form, events are JSON", async () => {
  const heard = await bare(() => ({ status: 200 }));

  await slack.shortcut("report", "ann", null);
  await slack.type("ops", "ann", "@purser hi");

  expect(JSON.parse(new URLSearchParams(heard[0]?.body).get("payload") ?? "")).toMatchObject({ type: "shortcut", callback_id: "report" });
  expect(heard[1]?.headers["content-type"]).toBe("application/json");
  expect(JSON.parse(heard[1]?.body ?? "")).toMatchObject({ type: "event_callback", event: { type: "app_mention" } });
});

it("an event nobody acknowledges comes three times more, saying which time and why", async () => {
  const heard = await bare((n) => (n === 1 ? "silence" : { status: 500 }));

  const answer = await slack.type("ops", "ann", "@purser hi");
  await slack.until(() => slack.ledger.deliveries.filter((d) => d.failure !== null).length === 4, "four attempts");
  await slack.push.idle();

  expect(answer).toMatchObject({ acked: false, failure: "http_timeout" });
  expect(heard.map((h) => [h.headers["x-slack-retry-num"], h.headers["x-slack-retry-reason"]])).toEqual([
    [undefined, undefined],
    ["1", "http_timeout"],
    ["2", "http_error"],
    ["3", "http_error"],
  ]);
  expect(new Set(heard.map((h) => JSON.parse(h.body).event_id)).size).toBe(1);
});

it("is not delivered again when the app asks for that, and clicks and commands never are", async () => {
  const heard = await bare(() => ({ status: 500, headers: { "x-slack-no-retry": "1" } }));

  await slack.type("ops", "ann", "@purser hi");
  const command = await slack.slash("ops", "ann", "/kpi");
  await slack.shortcut("report", "ann", null);
  await slack.push.idle();

  expect(heard).toHaveLength(3);
  expect(command.failure).toBe("operation_timeout");
});

it("verifies a request URL with a challenge that a real Bolt app returns", async () => {
  const app = await httpApp(slack, () => undefined);
  bot = app;

  expect(await slack.verifyUrl(app.url)).toBe(true);
});

it("a real Bolt app refuses a forged request and takes the signed one", async () => {
  const app = await httpApp(slack, (a) => a.command("/kpi", async ({ ack }) => ack()));
  bot = app;
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": String(Math.floor(Date.now() / 1000)),
  };
  const forged = await fetch(app.url, { method: "POST", headers: { ...headers, "x-slack-signature": "v0=00" }, body: "command=/kpi" });

  expect(forged.status).toBe(401);
  expect((await slack.slash("ops", "ann", "/kpi")).acked).toBe(true);
});

it("sends a body in two pieces, cut inside a character, when told to", async () => {
  const heard = await bare(() => ({ status: 200 }));
  slack.splitBytes(true);

  await slack.type("ops", "ann", "@purser 补货");

  expect(heard[0]?.chunks).toBe(2);
  expect(heard[0]?.body).toContain("补货");
});

it("an app that is not running is a failed dispatch", async () => {
  slack.useHttp("http://127.0.0.1:1/");

  expect(await slack.slash("ops", "ann", "/kpi")).toMatchObject({ acked: false, failure: "dispatch_failed" });
});
