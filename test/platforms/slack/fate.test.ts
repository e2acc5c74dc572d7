import { afterEach, describe, expect, it } from "vitest";
import { FakeClock } from "../../fakes/clock.ts";
import { MEI_IN_OPS, nothing, type SlackBench, slackBench, type SlackBenchOptions } from "./bench.ts";
import { ready } from "./kit.ts";

const NOW = "2026-11-22T08:30:00Z";
const at = (time: string) => new Date(`2026-11-22T${time}Z`);

describe("what became of a post whose answer was never heard", () => {
  let b: SlackBench;
  let clock: FakeClock;
  afterEach(() => b.close());
  const open = async (options: SlackBenchOptions = {}): Promise<void> => {
    clock = new FakeClock(NOW);
    b = await slackBench(nothing, { clock, platform: { timeouts: { request: 1_000 } }, ...options });
    b.slack.limitRates({ on: false });
  };
  const attempts = { from: at("08:30:00"), to: at("08:30:05") };
  const fate = (key = "digest", threadId?: string) =>
    b.platform.fate?.({ channel: b.channel, ...(threadId === undefined ? {} : { threadId }) }, key, attempts);
  const send = async (key: string, threadId?: string) => {
    const outcome = await b.platform.post({ channel: b.channel, ...(threadId === undefined ? {} : { threadId }) }, ready(key), key);
    if (outcome.kind !== "sent") throw new Error(outcome.reason);
    return outcome.ref;
  };
  const lose = async (key: string, threadId?: string) => {
    b.slack.fail({ methods: ["chat.postMessage"], times: 1, how: { kind: "drop", when: "after" } });
    await b.platform.post({ channel: b.channel, ...(threadId === undefined ? {} : { threadId }) }, ready(key), key);
  };

  it("is sent when it stands in the channel", async () => {
    await open();
    await lose("digest");
    const there = b.slack.ledger.posts(b.channel)[0]?.ts ?? "";

    expect(await fate()).toEqual({ kind: "sent", ref: { channel: b.channel, messageId: there, threadId: there, revision: 0 } });
  });

  it("to a person is looked for in their direct message", async () => {
    await open();
    const { id: direct } = b.slack.addChannel({ id: "D0MEI00001", name: "", kind: "im", withUser: "U0MEI00001" });
    await b.platform.post({ channel: direct }, ready("digest"), "digest");
    const there = b.slack.ledger.posts(direct)[0]?.ts ?? "";

    expect(await b.platform.fate?.({ channel: "U0MEI00001" }, "digest", attempts)).toEqual({
      kind: "sent",
      ref: { channel: direct, messageId: there, threadId: there, revision: 0 },
    });
  });

  it("is not known before Slack's history can be trusted, and absent from then on", async () => {
    await open();
    // A request may arrive a second after it was given up, and history lags a minute.
    expect(await fate()).toMatchObject({ kind: "unclear", askAgainAt: at("08:31:06") });
    clock.set("2026-11-22T08:31:05.999Z");
    expect((await fate())?.kind).toBe("unclear");
    clock.set("2026-11-22T08:31:06Z");
    expect(await fate()).toEqual({ kind: "absent" });
  });

  it("is not taken for absent while history lags", async () => {
    await open();
    b.slack.lagHistory([60_000, 60_000]);
    await lose("digest");

    expect((await fate())?.kind).toBe("unclear");
    clock.pass(66_000);
    expect((await fate())?.kind).toBe("sent");
  });

  it("is found in its thread, and a root whose history lags is no reason to give up", async () => {
    await open();
    const root = await send("root");
    await lose("reply", root.threadId);
    const there = b.slack.ledger.replies(b.channel, root.messageId)[0]?.ts ?? "";
    expect(await fate("reply", root.threadId)).toEqual({
      kind: "sent",
      ref: { channel: b.channel, messageId: there, threadId: root.messageId, revision: 0 },
    });

    b.slack.lagHistory([60_000, 60_000]);
    const late = await send("late root");
    expect((await fate("late reply", late.threadId))?.kind).toBe("unclear");
  });

  it("is found behind many other messages", async () => {
    await open();
    await lose("digest");
    for (let i = 0; i < 450; i += 1) await b.slack.type("ops", "mei", `chatter ${i}`);

    expect((await fate())?.kind).toBe("sent");
    expect(b.slack.ledger.callsOf("conversations.history").length).toBeGreaterThan(1);
  });

  it("is not mistaken for another post, nor for somebody else's message with its key", async () => {
    await open();
    await send("digest:yesterday");
    const mine = b.slack.ledger.posts(b.channel)[0];
    clock.pass(70_000);

    expect(await fate("digest:today")).toEqual({ kind: "absent" });
    if (mine !== undefined) Object.assign(mine, { botId: "B0OTHER001" });
    expect(await fate("digest:yesterday")).toEqual({ kind: "absent" });
  });

  it("is asked again when Slack says to wait", async () => {
    await open();
    b.slack.fail({ methods: ["conversations.history"], times: 1, how: { kind: "rate-limit", retryAfterSeconds: [20, 20] } });

    expect(await fate()).toMatchObject({ kind: "unclear", askAgainAt: at("08:30:20") });
  });

  it("is asked again when Slack does not answer", async () => {
    await open();
    clock.pass(3_600_000);
    b.slack.fail({ methods: ["conversations.history"], times: 1, how: { kind: "http-500", when: "before" } });

    expect((await fate())?.kind).toBe("unclear");
    expect((await fate())?.kind).toBe("absent");
  });

  it("can never be told without the permission to read, so that somebody has to look", async () => {
    await open({
      slack: { ...MEI_IN_OPS, scopes: ["chat:write"] },
    });
    clock.pass(3_600_000);

    expect(await fate()).toMatchObject({ kind: "unknowable", reason: expect.stringContaining("missing_scope") as string });
  });
});
