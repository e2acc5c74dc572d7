import { afterEach, describe, expect, it } from "vitest";
import { FakeClock } from "../../fakes/clock.ts";
import { MEI_IN_OPS, nothing, type SlackBench, slackBench } from "./bench.ts";
import { ready } from "./kit.ts";

const REQUEST = 150;

describe("posting to a Slack that fails in every way, with a history that lags", () => {
  let b: SlackBench;
  afterEach(() => b.close());

  /** What the outbox does, without its store: ask what became of a post before it is sent again, and wait when told to. */
  async function deliver(clock: FakeClock, key: string, threadId: string | undefined): Promise<string> {
    const target = { channel: b.channel, ...(threadId === undefined ? {} : { threadId }) };
    const from = clock.now();
    for (let tries = 0; tries < 200; tries += 1) {
      const outcome = await b.platform.post(target, ready(key), key);
      if (outcome.kind === "sent") return outcome.ref.messageId;
      if (outcome.kind === "failed") throw new Error(outcome.reason);
      if (outcome.kind === "later") {
        clock.pass(Math.max(0, outcome.notBefore.getTime() - clock.now().getTime()));
        continue;
      }
      const to = clock.now();
      for (;;) {
        const fate = await b.platform.fate?.(target, key, { from, to });
        if (fate?.kind === "sent") return fate.ref.messageId;
        if (fate?.kind === "absent") break;
        if (fate?.kind !== "unclear") throw new Error(`${key}: ${fate?.kind}`);
        clock.pass(Math.max(0, fate.askAgainAt.getTime() - clock.now().getTime()));
      }
    }
    throw new Error(`${key} never arrived`);
  }

  it.each([1, 2, 3])("loses none, doubles none and keeps the order, also in threads (seed %i)", async (seed) => {
    const clock = new FakeClock("2026-11-22T08:30:00Z");
    b = await slackBench(nothing, {
      clock,
      slack: { ...MEI_IN_OPS, seed, rateLimits: { on: false }, historyLagMs: [0, 60_000] },
      platform: { timeouts: { request: REQUEST } },
    });
    const methods = ["chat.postMessage", "conversations.history", "conversations.replies"];
    b.slack.fail({ methods, share: 0.15, how: { kind: "http-500", when: "after" } });
    b.slack.fail({ methods, share: 0.1, how: { kind: "drop", when: "after" } });
    b.slack.fail({ methods, share: 0.1, how: { kind: "drop", when: "before" } });
    b.slack.fail({ methods, share: 0.1, how: { kind: "rate-limit", retryAfterSeconds: [1, 30] } });
    b.slack.fail({ methods, share: 0.1, how: { kind: "error", error: "internal_error" } });
    b.slack.fail({ methods, share: 0.03, how: { kind: "slow", when: "after", ms: [REQUEST * 2, REQUEST * 2] } });

    const wanted: string[] = [];
    for (let i = 0; i < 30; i += 1) {
      const root = await deliver(clock, `root ${i}`, undefined);
      wanted.push(`root ${i}`);
      clock.pass(1_000);
      for (const reply of [1, 2]) {
        await deliver(clock, `root ${i}, reply ${reply}`, root);
        wanted.push(`root ${i}, reply ${reply}`);
        clock.pass(1_000);
      }
    }

    const posts = b.slack.ledger.posts(b.channel);
    expect(posts.map((m) => b.slack.read(m))).toEqual(wanted);
    const roots = posts.filter((m) => m.threadTs === null);
    expect(roots).toHaveLength(30);
    expect(roots.every((root) => b.slack.ledger.replies(b.channel, root.ts).length === 2)).toBe(true);
    expect(b.slack.ledger.callsOf("chat.postMessage").length).toBeGreaterThan(100);
  });
});
