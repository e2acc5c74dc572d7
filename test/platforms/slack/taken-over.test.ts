import { afterEach, describe, expect, it, vi } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import type { Handlers } from "../../../src/ports/chat-platform.ts";
import { makeVault } from "../../../src/platforms/slack/vault.ts";
import { FakeInbox } from "../../fakes/inbox.ts";
import { ALIVE, DEAD, never } from "../leases.ts";
import { nothing, type SlackBench, slackBench, type SlackBenchOptions } from "./bench.ts";
import { both, chart, longTable, question, ready } from "./kit.ts";

describe("what a process acknowledged in Slack and did not answer", () => {
  const inbox = new FakeInbox();
  let first: SlackBench;
  let next: SlackBench | undefined;
  afterEach(async () => {
    await next?.close();
    await first.close();
    next = undefined;
  });

  /** A process that takes gestures in and gets stuck; `slack` outlives it. */
  async function stuck(handlers: Partial<Handlers> = {}, options: SlackBenchOptions = {}): Promise<void> {
    const hang: Handlers = { ...nothing, text: () => never, press: () => never, file: () => never };
    first = await slackBench(
      { ...hang, ...handlers },
      { ...options, platform: { inbox, debts: DEAD, ...options.platform, timeouts: { drain: 1, ...options.platform?.timeouts } } },
    );
  }
  async function successor(handlers: Partial<Handlers>, options: SlackBenchOptions = {}): Promise<void> {
    next = await slackBench(
      { ...nothing, ...handlers },
      { share: first.slack, ...options, platform: { inbox: inbox.replica(), debts: ALIVE, historyLagMs: 0, ...options.platform } },
    );
    await vi.waitFor(() => expect(inbox.open()).toEqual([]), 20_000);
    await next.settled();
  }
  const text: Handlers["text"] = async ({ text: words }) => ready(`Answer to ${words}`);

  it("is answered through the address that Slack gave, which is locked in the store", async () => {
    await stuck();
    const { acked } = await first.slack.slash("ops", "mei", "/kpi", "gmv");
    expect(acked).toBe(true);
    const kept = JSON.stringify(inbox.open());
    for (const { body } of first.slack.ledger.deliveries) {
      expect(kept).not.toContain(String(body["response_url"]));
      expect(kept).not.toContain(String(body["trigger_id"]));
    }
    await successor({ text });
    expect(first.slack.shown("ops")).toEqual([expect.stringContaining("Answer to /kpi gmv")]);
    expect(first.slack.ledger.callsOf("response_url")).toHaveLength(1);
  });

  it("is answered to the asker alone when that address is of no use any more: never in the open channel", async () => {
    await stuck();
    await first.slack.slash("ops", "mei", "/kpi", "margin");
    first.slack.world.responseUrls.clear();
    await successor({ text: async () => ready("Margin 73.317 %", { reach: "asker" }) });
    expect(first.slack.shown("ops")).toEqual([]);
    expect(first.slack.whispers("mei")).toEqual([expect.stringContaining("73.317")]);
  });

  it("is answered in a direct message where nothing private can be said", async () => {
    await stuck();
    first.slack.addChannel({ name: "secret", kind: "private", members: ["U0MEI00001"] });
    await first.slack.slash("secret", "mei", "/kpi", "margin");
    first.slack.world.responseUrls.clear();
    await successor({ text: async () => ready("Margin 73.317 %", { reach: "asker" }) });
    expect(first.slack.shown("secret")).toEqual([]);
    const direct = [...first.slack.world.channels.values()].find((c) => c.withUser === "U0MEI00001");
    expect(first.slack.shown(direct?.id ?? "")).toEqual([expect.stringContaining("73.317")]);
  });

  it("is not said a second time when Slack has it already", async () => {
    await stuck({ text });
    first.slack.fail({ methods: ["chat.postMessage"], how: { kind: "slow", when: "after", ms: [600_000, 600_000] } });
    await first.slack.type("ops", "mei", "@purser kpi gmv");
    await first.slack.until(() => first.slack.ledger.posts(first.channel).length === 1, "the answer that nobody heard of");
    first.slack.heal();
    await successor({ text });
    expect(first.slack.ledger.posts(first.channel)).toHaveLength(1);
    expect(inbox.open()).toEqual([]);
  });

  it("is said when Slack has it not", async () => {
    await stuck({ text });
    first.slack.fail({ methods: ["chat.postMessage"], how: { kind: "slow", when: "before", ms: [600_000, 600_000] } });
    await first.slack.type("ops", "mei", "@purser kpi gmv");
    await vi.waitFor(() => expect(first.slack.ledger.callsOf("chat.postMessage")).toHaveLength(1));
    first.slack.heal();
    await successor({ text }, { platform: { timeouts: { request: 1_000 } } });
    expect(first.slack.ledger.posts(first.channel).map((m) => first.slack.read(m))).toEqual([
      expect.stringContaining("Answer to /kpi gmv"),
    ]);
  });

  it("that may have been heard, and nobody can look, is not repeated: the asker is told", async () => {
    await stuck({ text: async () => ready("Only for you", { reach: "asker" }) });
    first.slack.fail({ methods: ["response_url"], how: { kind: "slow", when: "after", ms: [600_000, 600_000] } });
    await first.slack.slash("ops", "mei", "/kpi", "gmv");
    await first.slack.until(() => first.slack.whispers("mei").length === 1, "the answer that nobody heard of");
    first.slack.heal();
    await successor({ text: async () => ready("Only for you", { reach: "asker" }) });
    expect(first.slack.whispers("mei")).toEqual([expect.stringContaining("Only for you"), expect.stringContaining("如果没有看到回答")]);
  });

  it("is told to be interrupted when it was asked too long ago, with the words that were asked", async () => {
    await stuck();
    await first.slack.slash("ops", "mei", "/kpi", "gmv");
    const heard: string[] = [];
    await successor(
      { text: async ({ text: words }) => (heard.push(words), ready("late")) },
      { platform: { debts: { ...ALIVE, ageMs: -1 } } },
    );
    expect(heard).toEqual([]);
    expect(first.slack.whispers("mei")).toEqual([expect.stringMatching(/被中断[\s\S]*还没回答“\/kpi gmv”/)]);
  });

  const COMPLETE = "files.completeUploadExternal";
  const SOON = { platform: { timeouts: { request: 1_000 } } };
  const forgotten: Handlers["text"] = async () => {
    throw new Error("nobody asks again what was answered");
  };

  it.each([
    ["and had not sent, comes below it once", "before", 0],
    ["and sent without hearing so, is found and does not come again", "after", 1],
  ] as const)("what its answer could not hold %s", async (_, when, there) => {
    await stuck({ text: async () => ready(longTable) });
    first.slack.fail({ methods: [COMPLETE], times: 1, how: { kind: "slow", when, ms: [600_000, 600_000] } });
    await first.slack.type("ops", "mei", "@purser kpi gmv");
    await vi.waitFor(() => expect(first.slack.ledger.callsOf(COMPLETE)).toHaveLength(1));
    const [answer] = first.slack.ledger.posts(first.channel);
    if (answer === undefined) throw new Error("no answer");
    await vi.waitFor(() => expect(first.slack.ledger.replies(first.channel, answer.ts)).toHaveLength(there));
    await successor({ text: forgotten }, SOON);
    expect(first.slack.shown("ops", answer.ts)).toEqual([
      expect.stringContaining("All SKUs"),
      expect.stringMatching(/\[file All-SKUs-.*\.csv\]/),
    ]);
    expect(first.slack.ledger.posts(first.channel)).toHaveLength(2);
  });

  it("what its answer could not hold comes also where the process did not live to hear that it was answered", async () => {
    await stuck({ text: async () => ready(longTable) });
    first.slack.fail({ methods: ["chat.postMessage"], how: { kind: "slow", when: "after", ms: [600_000, 600_000] } });
    await first.slack.type("ops", "mei", "@purser kpi gmv");
    const answer = await first.slack.until(() => first.slack.ledger.posts(first.channel)[0], "the answer that nobody heard of");
    first.slack.heal();
    await successor({ text: forgotten }, SOON);
    expect(first.slack.ledger.replies(first.channel, answer.ts)).toHaveLength(1);
    expect(first.slack.ledger.posts(first.channel)).toHaveLength(2);
  });

  it("a picture that came too late for its answer comes below it, although the process died that drew it", async () => {
    const late = { platform: { timeouts: { picture: 10, pictureGivenUp: 600_000 } } };
    await stuck({ text: async () => ready(chart) }, late);
    first.slack.slowFiles(600_000);
    await first.slack.type("ops", "mei", "@purser kpi gmv");
    const answer = await first.slack.until(() => first.slack.ledger.posts(first.channel)[0], "the answer");
    await vi.waitFor(() => expect(inbox.trails()).toMatchObject([{ heard: { channel: first.channel, threadId: answer.ts } }]));
    first.slack.slowFiles(0);
    await successor({ text: forgotten }, SOON);
    const pictures = first.slack.ledger.replies(first.channel, answer.ts);
    expect(pictures.map(({ text: words }) => words)).toEqual(["Sales rose from 1 to 3"]);
  });

  it("what follows words for one person comes to them alone, and they are not told that anything was interrupted", async () => {
    await stuck({ text: async () => ready(longTable, { reach: "asker" }) });
    first.slack.fail({ methods: [COMPLETE], times: 1, how: { kind: "slow", when: "before", ms: [600_000, 600_000] } });
    await first.slack.slash("ops", "mei", "/kpi", "gmv");
    await vi.waitFor(() => expect(first.slack.ledger.callsOf(COMPLETE)).toHaveLength(1));
    await successor({ text: forgotten }, SOON);
    expect(first.slack.whispers("mei")).toEqual([expect.stringContaining("All SKUs")]);
    expect(first.slack.shown("ops")).toEqual([]);
    const direct = [...first.slack.world.channels.values()].find((c) => c.withUser === "U0MEI00001");
    expect(first.slack.shown(direct?.id ?? "")).toEqual([expect.stringMatching(/\[file All-SKUs-.*\.csv\]/)]);
  });

  it("keeps what it asked and what follows no longer than until that is there", async () => {
    await stuck({ text: async () => ready({ ...longTable, title: both("Secret plan") }) });
    await first.slack.type("ops", "mei", "@purser kpi gmv");
    const answer = await first.slack.until(() => first.slack.ledger.posts(first.channel)[0], "the answer");
    await first.slack.until(() => first.slack.ledger.replies(first.channel, answer.ts)[0], "the file");
    await vi.waitFor(() => expect(inbox.open()).toEqual([]));
    expect(inbox.trails()).toEqual([]);
  });

  it("takes the place of the progress that the dead process told of", async () => {
    await stuck({ text: () => never }, { platform: { timeouts: { patience: 1, progress: 60_000 } } });
    await first.slack.type("ops", "mei", "@purser kpi gmv");
    await first.slack.until(() => first.slack.ledger.posts(first.channel).length === 1, "the progress");
    await vi.waitFor(() => expect(inbox.trails()).toMatchObject([{ notice: { channel: first.channel } }]));
    await successor({ text });
    expect(first.slack.ledger.posts(first.channel).map((m) => first.slack.read(m))).toEqual([
      expect.stringContaining("Answer to /kpi gmv"),
    ]);
  });

  it("and whose dialog did not open is asked to click again: the key to open it has died too", async () => {
    await stuck({ form: () => never });
    const sent = await first.platform.post({ channel: first.channel }, ready(question), "ask");
    if (sent.kind !== "sent") throw new Error(sent.reason);
    const message = first.slack.ledger.message(first.channel, sent.ref.messageId);
    if (message === undefined) throw new Error("no message");
    await first.slack.click(message, "Answer", "mei");
    await successor({});
    expect(first.slack.whispers("mei")).toEqual([expect.stringContaining("表单没有打开")]);
  });
});

describe("a form that was opened from what one person alone saw", () => {
  it("is answered to that person alone, also by a process that did not open it", async () => {
    const b = await slackBench({
      ...nothing,
      text: async () => ready(question, { reach: "asker" }),
      form: async () => ({
        title: { zh: "问", en: "Ask" },
        submit: { zh: "好", en: "OK" },
        lang: "en",
        today: day("2026-11-22"),
        fields: [],
      }),
    });
    try {
      await b.slack.slash("ops", "mei", "/kpi");
      const whisper = await b.slack.until(() => b.slack.ledger.whispers("U0MEI00001")[0], "the question");
      await b.slack.click(whisper, "Answer", "mei");
      const dialog = await b.slack.until(() => b.slack.modal("mei"), "the dialog");
      await b.platform.stop();
      const other = await slackBench({ ...nothing, press: async () => ready("Bound") }, { share: b.slack });
      await b.slack.submit(dialog, {}, "mei");
      await other.settled();
      await other.close();
      expect(b.slack.shown("ops")).toEqual([]);
      expect(b.slack.whispers("mei").at(-1)).toContain("Bound");
    } finally {
      await b.close();
    }
  });
});

describe("the vault", () => {
  it("opens with the same token only, and only what was not touched", () => {
    const one = makeVault("xoxb-1-secret-token");
    const locked = one.lock("https://hooks.slack.com/actions/T1/2/3");
    expect(makeVault("xoxb-1-secret-token").open(locked)).toBe("https://hooks.slack.com/actions/T1/2/3");
    expect(locked).not.toContain("hooks");
    expect(one.lock("https://hooks.slack.com/actions/T1/2/3")).not.toBe(locked);
    expect(makeVault("xoxb-2-other-token").open(locked)).toBeUndefined();
    for (const broken of ["", "AAAA", `${locked.slice(0, -4)}AAAA`]) expect(one.open(broken)).toBeUndefined();
  });
});
