import { afterEach, describe, expect, it } from "vitest";
import type { Handlers } from "../../../src/ports/chat-platform.ts";
import { FakeInbox } from "../../fakes/inbox.ts";
import type { FaultRule, Misfortune } from "../../fakes/slack/faults.ts";
import type { Message } from "../../fakes/slack/ledger.ts";
import { nothing, type SlackBench, slackBench, type SlackBenchOptions } from "./bench.ts";
import { approval, question, ready } from "./kit.ts";

const POST = ["chat.postMessage"];
/** Retry-After of whole seconds, here none: what is tested is how often it is asked again. */
const LIMIT: Misfortune = { kind: "rate-limit", retryAfterSeconds: [0, 0] };

type Mishap = Pick<FaultRule, "times" | "how">;

/** Slack said that it took nothing. */
const LATER: readonly (readonly [string, Mishap])[] = [
  ["six limits in a row", { times: 6, how: LIMIT }],
  ["a token that is good again soon", { times: 1, how: { kind: "error", error: "token_expired" } }],
];

/** Slack took it, or not, and does not say which. */
const UNKNOWN: readonly (readonly [string, Mishap, 0 | 1])[] = [
  ["an HTTP 500 before Slack took it", { times: 1, how: { kind: "http-500", when: "before" } }, 0],
  ["an HTTP 500 after Slack took it", { times: 1, how: { kind: "http-500", when: "after" } }, 1],
  ["a connection dropped before Slack took it", { times: 1, how: { kind: "drop", when: "before" } }, 0],
  ["a connection dropped after Slack took it", { times: 1, how: { kind: "drop", when: "after" } }, 1],
  ["an error inside Slack", { times: 1, how: { kind: "error", error: "internal_error" } }, 0],
];

describe("an answer that Slack does not take at once", () => {
  let b: SlackBench;
  let inbox: FakeInbox;
  afterEach(() => b.close());
  const open = async (handlers: Partial<Handlers>, options: SlackBenchOptions = {}): Promise<void> => {
    inbox = new FakeInbox();
    b = await slackBench(
      { ...nothing, ...handlers },
      { ...options, platform: { inbox, historyLagMs: 0, ...options.platform, timeouts: { request: 300, ...options.platform?.timeouts } } },
    );
  };
  const posted = async (sealed = ready(approval)): Promise<Message> => {
    const sent = await b.platform.post({ channel: b.channel }, sealed, "a-post");
    if (sent.kind !== "sent") throw new Error(sent.reason);
    const message = b.slack.ledger.message(b.channel, sent.ref.messageId);
    if (message === undefined) throw new Error("not there");
    return message;
  };
  /** What everybody reads; `live` where something can be pressed in it, which its words alone do not tell. */
  const said = (): readonly string[] =>
    b.slack.ledger.posts(b.channel).map((m) => `${b.slack.read(m)}${m.blocks.some(({ type }) => type === "actions") ? " live" : ""}`);
  const LIVE = expect.stringMatching(/ live$/);
  const settled = async (): Promise<void> => {
    await b.settled();
    expect(inbox.open()).toEqual([]);
  };

  describe.each<readonly [string, Mishap]>([
    ...LATER,
    ...UNKNOWN.map(([name, mishap]) => [name, mishap] as const),
    ["two HTTP 500 before Slack took it", { times: 2, how: { kind: "http-500", when: "before" } }],
  ])("%s", (_, mishap) => {
    it("to a mention it is said once, with its buttons", async () => {
      await open({ text: async () => ready(approval) });
      b.slack.fail({ methods: POST, channel: b.channel, ...mishap });
      await b.slack.type("ops", "mei", "@purser kpi units");
      await settled();
      expect(said()).toEqual([LIVE]);
      expect(b.log.errors()).toEqual([]);
    });

    it("to a button it is said once, with the button that takes it back", async () => {
      let pressed = 0;
      await open({ press: async () => ((pressed += 1), ready(approval, { instead: ready("Approved by Mei") })) });
      const message = await posted();
      b.slack.fail({ methods: POST, channel: b.channel, ...mishap });
      await b.slack.click(message, "Approve", "mei");
      await settled();
      expect(said()).toEqual([expect.stringContaining("Approved by Mei"), LIVE]);
      expect(pressed).toBe(1);
    });

    it("the message that was pressed shows who decided", async () => {
      await open({ press: async () => ready("Ordered", { instead: ready("Approved by Mei") }) });
      const message = await posted();
      b.slack.fail({ methods: ["chat.update", "response_url"], ...mishap });
      await b.slack.click(message, "Approve", "mei");
      await settled();
      expect(said()).toEqual([expect.stringContaining("Approved by Mei"), expect.stringContaining("Ordered")]);
    });

    it("takes the place of the progress that was told", async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const quick = { platform: { timeouts: { patience: 1, progress: 60_000 } } };
      await open({ text: async () => (await promise, ready(approval)) }, quick);
      await b.slack.type("ops", "mei", "@purser kpi units");
      await b.slack.until(() => said().length === 1, "the progress");
      b.slack.fail({ methods: ["chat.update"], ...mishap });
      resolve();
      await settled();
      expect(said()).toEqual([LIVE]);
    });

    it("to a dropped file it is said once, with its form", async () => {
      await open({ file: async () => ready(question) });
      b.slack.fail({ methods: POST, channel: b.channel, ...mishap });
      await b.drop("orders.csv", new TextEncoder().encode("a,b\n1,2\n"));
      await settled();
      expect(said()).toEqual([LIVE]);
    });
  });

  const PRIVATE = ready("Margin 73.317 %", { reach: "asker" });
  const heard = (): readonly string[] => [...b.slack.whispers("mei"), ...direct(b)];
  const IF_NOT = expect.stringContaining("如果没有看到");

  it.each(LATER)("%s: what only the asker sees comes", async (_, mishap) => {
    await open({ text: async () => PRIVATE });
    b.slack.fail({ methods: ["chat.postEphemeral"], ...mishap });
    await b.slack.type("ops", "mei", "@purser kpi gross-margin");
    await settled();
    expect(heard()).toEqual([expect.stringContaining("73.317")]);
    expect(said()).toEqual([]);
  });

  it.each(UNKNOWN)("%s: nobody can look for what only the asker sees, who hears that it may have come", async (_, mishap, came) => {
    await open({ text: async () => PRIVATE });
    b.slack.fail({ methods: ["chat.postEphemeral"], ...mishap });
    await b.slack.type("ops", "mei", "@purser kpi gross-margin");
    await settled();
    expect(heard()).toEqual([...Array.from({ length: came }, () => expect.stringContaining("73.317")), IF_NOT]);
    expect(said()).toEqual([]);
  });

  // Slack's addresses know no token.
  it("six limits in a row: a command is answered through its address, in full", async () => {
    await open({ text: async () => ready(approval) });
    b.slack.fail({ methods: ["response_url"], times: 6, how: LIMIT });
    await b.slack.slash("ops", "mei", "/kpi", "units");
    await settled();
    expect(said()).toEqual([LIVE]);
    expect(heard()).toEqual([]);
  });

  it.each(UNKNOWN.slice(0, 4))("%s: whoever typed a command hears that its answer may have come", async (_, mishap, came) => {
    await open({ text: async () => ready(approval) });
    b.slack.fail({ methods: ["response_url"], ...mishap });
    await b.slack.slash("ops", "mei", "/kpi", "units");
    await settled();
    expect(said()).toEqual(Array.from({ length: came }, () => LIVE));
    expect(heard()).toEqual([IF_NOT]);
  });

  it("keeps its buttons for as long as Slack takes other words only: eight files at once, limited as a channel is", async () => {
    await open({ file: async () => ready(question) });
    b.slack.limitRates({ postsPerSecondAndChannel: 4 });
    await Promise.all(Array.from({ length: 8 }, (_, i) => b.drop(`orders-${i}.csv`, new TextEncoder().encode("a,b\n1,2\n"))));
    await settled();
    expect(said()).toEqual(Array.from({ length: 8 }, () => LIVE));
  }, 30_000);

  it("becomes simpler only when Slack refuses what is in it", async () => {
    await open({ text: async () => ready(approval) });
    b.slack.fail({ methods: POST, times: 1, how: { kind: "error", error: "invalid_blocks" } });
    await b.slack.type("ops", "mei", "@purser kpi units");
    await settled();
    expect(said()).toEqual([expect.stringMatching(/^Buy 600 mugs\?[\s\S]*\]$/)]);
  });

  it("is not said once more to a channel whose history Purser may not read: the asker hears that it may have come", async () => {
    await open({ text: async () => ready("Once at most") });
    b.slack.fail({ methods: POST, channel: b.channel, times: 1, how: { kind: "http-500", when: "after" } });
    b.slack.fail({ methods: ["conversations.history"], how: { kind: "error", error: "missing_scope" } });
    await b.slack.type("ops", "mei", "@purser kpi units");
    await settled();
    expect(said()).toEqual([expect.stringContaining("Once at most")]);
    expect(b.slack.whispers("mei")).toEqual([IF_NOT]);
  });

  it("is left to another process when this one ends while Slack makes it wait", async () => {
    await open({ text: async () => ready("Patience") }, { platform: { timeouts: { drain: 1 } } });
    b.slack.fail({ methods: POST, how: { kind: "rate-limit", retryAfterSeconds: [1, 1] } });
    await b.slack.type("ops", "mei", "@purser kpi units");
    await b.slack.until(() => b.slack.ledger.callsOf("chat.postMessage").length > 0, "the first attempt");
    await b.platform.stop();
    b.slack.heal();
    await b.settled();
    expect(inbox.open()).toHaveLength(1);
    expect(said()).toEqual([]);
  });
});

const direct = (b: SlackBench): readonly string[] => {
  const channel = [...b.slack.world.channels.values()].find((c) => c.withUser === "U0MEI00001");
  return channel === undefined ? [] : b.slack.shown(channel.id);
};
