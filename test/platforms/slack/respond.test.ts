import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ours } from "../../../src/platforms/slack/hosts.ts";
import { type Heard, responseUrl } from "../../../src/platforms/slack/respond.ts";
import { TIMEOUTS } from "../../../src/platforms/slack/timeouts.ts";
import { FakeClock } from "../../fakes/clock.ts";
import { issueResponseUrl } from "../../fakes/slack/response-url.ts";
import { startFakeSlack, type FakeSlack } from "../../fakes/slack/server.ts";

describe("the address that Slack gives with a command", () => {
  let slack: FakeSlack;
  let clock: FakeClock;
  beforeEach(async () => {
    clock = new FakeClock("2026-11-22T08:30:00Z");
    slack = await startFakeSlack({
      now: () => clock.now().getTime(),
      users: [{ id: "U0MEI00001", name: "mei" }],
      channels: [{ name: "ops" }],
    });
  });
  afterEach(() => slack.stop());
  const give = () => {
    const url = responseUrl(issueResponseUrl(slack.world, slack.channel("ops").id, "U0MEI00001", null).url, slack.apiUrl, clock, TIMEOUTS);
    if (url === undefined) throw new Error("not ours");
    return url;
  };

  it("is used five times and no more", async () => {
    const url = give();
    const heard: Heard[] = [];
    for (let i = 0; i < 7; i += 1) heard.push(await url.say({ text: `${i}`, to: "channel" }));

    expect(heard).toEqual([...Array<string>(5).fill("said"), "refused", "refused"]);
    expect(slack.shown("ops")).toEqual(["0", "1", "2", "3", "4"]);
    expect(slack.ledger.callsOf("response_url")).toHaveLength(5);
    expect(url.usable()).toBe(false);
  });

  it("is used for half an hour and no longer", async () => {
    const url = give();
    clock.pass(29 * 60_000);
    expect(await url.say({ text: "in time", to: "asker" })).toBe("said");
    clock.pass(60_000);
    expect(await url.say({ text: "too late", to: "asker" })).toBe("refused");
    expect(slack.ledger.callsOf("response_url")).toHaveLength(1);
  });

  it("knows a refusal that comes with status 200, and does not guess after a 500", async () => {
    slack.fail({ methods: ["response_url"], times: 1, how: { kind: "error", error: "invalid_blocks" } });
    expect(await give().say({ text: "x", to: "channel" })).toBe("refused");
    slack.fail({ methods: ["response_url"], times: 1, how: { kind: "http-500", when: "after" } });
    expect(await give().say({ text: "y", to: "channel" })).toBe("unknown");
    slack.fail({ methods: ["response_url"], times: 1, how: { kind: "drop", when: "after" } });
    expect(await give().say({ text: "z", to: "channel" })).toBe("unknown");
  });

  it("waits where Slack says so, or where it did not come as far as Slack; neither is a use", async () => {
    const url = give();
    slack.fail({ methods: ["response_url"], times: 5, how: { kind: "rate-limit", retryAfterSeconds: [7, 7] } });
    for (let i = 0; i < 5; i += 1) expect(await url.say({ text: "x", to: "channel" })).toEqual({ waitMs: 7_000, told: true });
    expect(await url.say({ text: "at last", to: "channel" })).toBe("said");
    expect(url.usable()).toBe(true);

    const gone = await startFakeSlack({ users: [{ id: "U0MEI00001", name: "mei" }], channels: [{ name: "ops" }] });
    const { url: address } = issueResponseUrl(gone.world, gone.channel("ops").id, "U0MEI00001", null);
    const nobody = responseUrl(address, gone.apiUrl, clock, TIMEOUTS);
    await gone.stop();
    for (let i = 0; i < 6; i += 1) expect(await nobody?.say({ text: "x", to: "channel" })).toEqual({ waitMs: 5_000, told: false });
  });

  it("is not believed when it leads elsewhere", () => {
    expect(responseUrl("https://evil.example/commands/T1/abc", slack.apiUrl, clock, TIMEOUTS)).toBeUndefined();
    expect(responseUrl("https://evil.example/commands/T1/abc", null, clock, TIMEOUTS)).toBeUndefined();
  });
});

describe("an address of Slack's", () => {
  it.each([
    ["https://hooks.slack.com/commands/T1/2/abc", null, true],
    ["https://files.slack.com/files-pri/T1-F1/download/a.csv", null, true],
    ["https://slack.com/api/", null, true],
    ["http://files.slack.com/a.csv", null, false],
    ["https://files.slack.com:8443/a.csv", null, false],
    ["https://files.slack.com.evil.example/a.csv", null, false],
    ["https://evilslack.com/a.csv", null, false],
    ["https://files.slack.com@evil.example/a.csv", null, false],
    ["https://user:pass@files.slack.com/a.csv", null, false],
    ["https://169.254.169.254/latest", null, false],
    ["not an address", null, false],
    ["http://127.0.0.1:9999/upload/1", "http://127.0.0.1:9999/api/", true],
    ["http://127.0.0.1:9998/upload/1", "http://127.0.0.1:9999/api/", false],
    ["https://files.slack.com/a.csv", "http://127.0.0.1:9999/api/", false],
  ])("%s with the API at %s: %s", (address, api, expected) => {
    expect(ours(address, api)).toBe(expected);
  });
});
