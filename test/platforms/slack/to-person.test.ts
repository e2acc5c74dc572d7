import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { slackPlatform } from "../../../src/platforms/slack/platform.ts";
import { FakeClock, FakeLog, fakeRandom } from "../../fakes/clock.ts";
import { FakeInbox } from "../../fakes/inbox.ts";
import { ready } from "./kit.ts";

// docs.slack.dev/reference/methods/chat.postMessage: posted to a user's id, the answer names the direct message.
it("what is sent to a person is edited in the direct message that Slack put it into", async () => {
  const asked: string[] = [];
  const slack = createServer(async (request, answer) => {
    const form = new URLSearchParams(await text(request));
    asked.push(`${request.url ?? ""} ${form.get("channel") ?? ""}`);
    answer.setHeader("content-type", "application/json");
    answer.end(JSON.stringify({ ok: true, channel: "D0MEI00001", ts: "1763800200.000100", message: {} }));
  });
  await new Promise<void>((resolve) => slack.listen(0, "127.0.0.1", resolve));
  const platform = slackPlatform({
    config: {
      botToken: "xoxb-test",
      connection: { kind: "http", signingSecret: "secret" },
      apiUrl: `http://127.0.0.1:${(slack.address() as AddressInfo).port}/api/`,
    },
    commands: () => [],
    renderer: { png: () => Promise.reject(new Error("nothing to draw")) },
    inbox: new FakeInbox(),
    clock: new FakeClock("2026-11-22T08:30:00Z"),
    random: fakeRandom(),
    log: new FakeLog(),
    workFolder: tmpdir(),
    maxFileBytes: 1,
  });
  try {
    const sent = await platform.post({ channel: "U0MEI00001" }, ready("Digest"), "digest");
    if (sent.kind !== "sent") throw new Error(sent.reason);
    expect(sent.ref.channel).toBe("D0MEI00001");
    await platform.edit?.(sent.ref, ready("Digest, corrected"));

    expect(asked).toEqual(["/api/chat.postMessage U0MEI00001", "/api/chat.update D0MEI00001"]);
  } finally {
    slack.closeAllConnections();
    slack.close();
  }
});
