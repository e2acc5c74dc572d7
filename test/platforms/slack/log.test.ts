import { afterEach, describe, expect, it } from "vitest";
import { redactingLog, redactor, sdkLogger } from "../../../src/platforms/slack/log.ts";
import { FakeLog } from "../../fakes/clock.ts";
import { MEI_IN_OPS, nothing, type SlackBench, slackBench, type Transport } from "./bench.ts";
import { approval, chart, longTable, ready } from "./kit.ts";

const written = (log: FakeLog): string =>
  log.lines
    .map((l) => JSON.stringify(l) + (l.error instanceof Error ? `${l.error.message} ${l.error.stack} ${JSON.stringify(l.error)}` : ""))
    .join("\n");

describe("the log of Slack's platform", () => {
  it.each([
    "xoxb-123-abc",
    "xoxe.xoxp-1-Mi0y",
    "xapp-1-A1-2-abc",
    "Bearer xoxb-1",
    "https://hooks.slack.com/commands/T1/2/abc",
    "wss://x/link/?ticket=abc-123",
    "my-signing-secret",
  ])("has no %s in it", (secret) => {
    const log = new FakeLog();
    const redact = redactor(["my-signing-secret"]);
    const safe = redactingLog(log, redact);
    safe.warn("a", { note: `see ${secret} there` });
    safe.error("b", Object.assign(new Error(`failed at ${secret}`, { cause: new Error(secret) }), { headers: { authorization: secret } }), {
      note: secret,
    });
    const sdk = sdkLogger(safe, redact);
    for (const level of ["debug", "info", "warn", "error"] as const) sdk[level](`sdk ${secret}`, new Error(secret));

    expect(written(log)).not.toContain(/[\w-]{6,}$/.exec(secret)?.[0] ?? secret);
    expect(written(log)).toContain("see");
  });

  let b: SlackBench | undefined;
  afterEach(() => b?.close());

  it.each<Transport>(["socket", "http"])(
    "tells no secret and no message on a whole day over %s, whatever goes wrong",
    async (transport) => {
      b = await slackBench(
        {
          ...nothing,
          text: async () => ready(chart),
          press: async () => Promise.reject(new Error("broken")),
          file: async () => ready(longTable),
        },
        {
          transport,
          slack: { ...MEI_IN_OPS, rateLimits: { on: false } },
          // What may have arrived is looked for as soon as it can be seen.
          platform: { historyLagMs: 0, timeouts: { request: 300 } },
        },
      );
      const { slack } = b;
      await b.platform.post({ channel: b.channel }, ready(approval), "k");
      for (const how of [
        { kind: "http-500", when: "after" },
        { kind: "drop", when: "after" },
        { kind: "error", error: "invalid_auth" },
      ] as const)
        for (const method of ["chat.postMessage", "response_url", "upload", "views.open", "files.info", "chat.postEphemeral"])
          slack.fail({ methods: [method], times: 2, how });
      for (let i = 0; i < 4; i += 1) {
        await slack.type("ops", "mei", "/kpi secret-word-of-a-person");
        await slack.type("ops", "mei", "@purser secret-word-of-a-person");
        await slack.dropFile("ops", "mei", "orders.csv", Buffer.from("secret-word-of-a-person"));
        await b.platform.post({ channel: b.channel }, ready(longTable), `k${i}`);
        const posted = slack.ledger.posts(b.channel)[0];
        if (posted !== undefined) await slack.click(posted, "Approve", "mei");
        await b.settled();
      }
      slack.sockets.cut();
      await b.settled();

      const log = written(b.log);
      expect(b.log.lines.length).toBeGreaterThan(5);
      for (const secret of [
        slack.botToken,
        slack.appToken,
        slack.signingSecret,
        "/commands/",
        "/actions/",
        "/upload/v1",
        "secret-word-of-a-person",
      ])
        expect(log).not.toContain(secret);
    },
  );
});
