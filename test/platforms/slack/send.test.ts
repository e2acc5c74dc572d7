import { afterEach, describe, expect, it } from "vitest";
import type { FaultRule } from "../../fakes/slack/faults.ts";
import { FakeClock } from "../../fakes/clock.ts";
import { nothing, type SlackBench, slackBench, type SlackBenchOptions } from "./bench.ts";
import { approval, chart, longTable, ready } from "./kit.ts";

const NOW = "2026-11-22T08:30:00Z";

describe("a post to Slack", () => {
  let b: SlackBench;
  afterEach(() => b.close());
  const open = async (options: SlackBenchOptions = {}): Promise<void> => {
    b = await slackBench(nothing, { clock: new FakeClock(NOW), ...options });
  };
  const post = (key = "digest:2026-11-22", sealed = ready("Digest")) => b.platform.post({ channel: b.channel }, sealed, key);
  const fail = (how: FaultRule["how"], methods: readonly string[] = ["chat.postMessage"], times = 1) =>
    b.slack.fail({ methods, times, how });
  const posts = () => b.slack.ledger.posts(b.channel);
  const requests = () => b.slack.ledger.callsOf("chat.postMessage").length;

  it("carries its key as a hash, so that other apps learn nothing from it", async () => {
    await open();
    await post("stock-out:TOP-SECRET-SKU");

    expect(JSON.stringify(posts()[0]?.metadata)).toMatch(/^\{"event_type":"purser_post","event_payload":\{"key":"[\w-]{43}"\}\}$/);
    expect(JSON.stringify(b.slack.ledger.calls)).not.toContain("TOP-SECRET-SKU");
  });

  it("calls nobody and shows no previews, whatever is in a product's title", async () => {
    await open();
    await post("k", ready("<!channel> <@U0MEI00001> @channel https://evil.example"));

    const [message] = posts();
    expect(message === undefined ? ["none"] : b.slack.pings(message)).toEqual([]);
    expect(b.slack.ledger.callsOf("chat.postMessage")[0]?.args).toMatchObject({
      link_names: "false",
      parse: "none",
      unfurl_links: "false",
      unfurl_media: "false",
    });
  });

  it("waits as long as Slack says, and was not sent", async () => {
    await open();
    fail({ kind: "rate-limit", retryAfterSeconds: [7, 7] });

    expect(await post()).toMatchObject({ kind: "later", notBefore: new Date("2026-11-22T08:30:07Z") });
    expect(posts()).toHaveLength(0);
    expect((await post()).kind).toBe("sent");
    expect(requests()).toBe(2);
  });

  it.each<[string, FaultRule["how"], number]>([
    ["a 500 after Slack took it", { kind: "http-500", when: "after" }, 1],
    ["a 500 before Slack took it", { kind: "http-500", when: "before" }, 0],
    ["a line cut after Slack took it", { kind: "drop", when: "after" }, 1],
    ["a line cut before Slack took it", { kind: "drop", when: "before" }, 0],
    ["internal_error", { kind: "error", error: "internal_error" }, 0],
    ["fatal_error", { kind: "error", error: "fatal_error" }, 0],
  ])("is of unknown fate after %s, and never sent twice by itself", async (_, how, there) => {
    await open();
    fail(how);

    expect((await post()).kind).toBe("unknown");
    expect(posts()).toHaveLength(there);
    expect(requests()).toBe(1);
  });

  it("is of unknown fate when no answer comes in time", async () => {
    await open({ platform: { timeouts: { request: 100 } } });
    fail({ kind: "slow", when: "after", ms: [400, 400] });

    expect((await post()).kind).toBe("unknown");
    expect(posts()).toHaveLength(1);
  });

  it("waits when Slack cannot be reached at all: nothing left", async () => {
    await open();
    await b.slack.stop();

    expect(await post()).toMatchObject({ kind: "later", everywhere: true, reason: expect.stringContaining("ECONNREFUSED") as string });
  });

  it.each(["token_revoked", "invalid_auth", "account_inactive", "token_expired"])("waits for a new token after %s", async (error) => {
    await open();
    fail({ kind: "error", error });

    expect(await post()).toMatchObject({ kind: "later", everywhere: true, reason: expect.stringContaining(error) as string });
  });

  it.each(["not_in_channel", "is_archived", "restricted_action", "missing_scope", "some_new_refusal"])(
    "is given up after %s",
    async (error) => {
      await open();
      fail({ kind: "error", error });

      expect(await post()).toMatchObject({ kind: "failed", code: error, reason: expect.stringContaining(b.channel) as string });
    },
  );

  it("one channel's wait does not hold up another's posts, nor people's answers", async () => {
    b = await slackBench({ ...nothing, text: async () => ready("At once") });
    b.slack.addChannel({ id: "C0RETURNS1", name: "returns" });
    b.slack.fail({ methods: ["chat.postMessage"], channel: b.channel, how: { kind: "rate-limit", retryAfterSeconds: [30, 30] } });

    expect((await post()).kind).toBe("later");
    expect((await b.platform.post({ channel: "C0RETURNS1" }, ready("Returns"), "r")).kind).toBe("sent");
    await b.slack.type("ops", "mei", "/kpi gmv");
    await b.settled();
    expect(b.slack.shown("ops").at(-1)).toContain("At once");
  });

  it.each(["invalid_blocks", "msg_blocks_too_long"])("brings its words when Slack answers %s", async (error) => {
    await open();
    fail({ kind: "error", error });

    expect((await post("k", ready(approval))).kind).toBe("sent");
    expect(posts()).toHaveLength(1);
    expect(b.slack.shown("ops")[0]).toContain("Buy 600 mugs?");
  });

  it("does not leave after its deadline, and begins on the next rung when it comes back", async () => {
    const clock = new FakeClock(NOW);
    await open({ clock });
    const deadline = new Date("2026-11-22T08:30:10Z");
    b.slack.fail({ methods: ["chat.postMessage"], times: 1, how: { kind: "error", error: "invalid_blocks" } });
    fail({ kind: "slow", when: "before", ms: [100, 100] });
    const first = b.platform.post({ channel: b.channel }, ready(approval), "k", deadline);
    await b.slack.until(() => requests() === 1, "the first request");
    clock.pass(11_000);

    expect((await first).kind).toBe("later");
    expect(requests()).toBe(1);
    expect((await b.platform.post({ channel: b.channel }, ready(approval), "late", deadline)).kind).toBe("later");
    expect(requests()).toBe(1);
    expect((await post("k", ready(approval))).kind).toBe("sent");
    expect(posts()[0]?.blocks).toEqual([]);
  });

  it("goes to the root when it replies to a reply, also after a restart", async () => {
    await open();
    const root = await post("root");
    const reply =
      root.kind === "sent" ? await b.platform.post({ channel: b.channel, threadId: root.ref.threadId }, ready("Reply"), "1") : root;
    const second =
      reply.kind === "sent" ? await b.platform.post({ channel: b.channel, threadId: reply.ref.messageId }, ready("Second"), "2") : reply;

    expect(second).toMatchObject({ kind: "sent", ref: { threadId: root.kind === "sent" ? root.ref.messageId : "" } });
  });

  it("is edited in place, and of unknown fate when that was not heard", async () => {
    await open();
    const sent = await post();
    if (sent.kind !== "sent") throw new Error(sent.reason);
    fail({ kind: "http-500", when: "after" }, ["chat.update"]);

    expect((await b.platform.edit?.(sent.ref, ready("Digest, corrected")))?.kind).toBe("unknown");
    expect(await b.platform.edit?.(sent.ref, ready("Digest, corrected"))).toMatchObject({ kind: "sent", ref: { revision: 1 } });
    expect(b.slack.shown("ops")).toEqual([expect.stringContaining("Digest, corrected")]);
    // What it carries stays: the post can still be found by its key.
    expect(await b.platform.fate?.({ channel: b.channel }, "digest:2026-11-22", { from: new Date(NOW), to: new Date(NOW) })).toMatchObject({
      kind: "sent",
    });
  });

  it("puts the whole of a long table into its thread", async () => {
    await open();
    await post("k", ready(longTable));
    await b.settled();

    expect(b.slack.shown("ops", posts()[0]?.ts).at(-1)).toMatch(/\[file .*\.csv\]/);
  });
});

describe("the pictures of a post to Slack", () => {
  let b: SlackBench;
  afterEach(() => b.close());
  const open = async (options: SlackBenchOptions = {}): Promise<void> => {
    b = await slackBench(nothing, options);
  };
  const post = (key = "k") => b.platform.post({ channel: b.channel }, ready(chart), key);
  const images = () => b.slack.ledger.posts(b.channel).flatMap((m) => m.blocks.filter((block) => block["type"] === "image"));

  it("is uploaded to nobody, waited for and then shown", async () => {
    await open();
    b.slack.slowFiles(60);

    expect((await post()).kind).toBe("sent");
    expect(b.slack.ledger.posts(b.channel)).toHaveLength(1);
    expect(images()).toMatchObject([{ type: "image", alt_text: "Sales rose from 1 to 3" }]);
    expect(b.slack.ledger.callsOf("files.completeUploadExternal")[0]?.args["channel_id"]).toBeUndefined();
    expect(b.slack.ledger.callsOf("chat.postMessage")).toHaveLength(1);
  });

  it("puts the post back while it is on its way, which is no attempt to send", async () => {
    await open({ platform: { timeouts: { picture: 20, pictureGivenUp: 5_000 } } });
    b.slack.slowFiles(150);

    expect(await post()).toMatchObject({ kind: "later", reason: expect.stringContaining("pictures") as string });
    expect(b.slack.ledger.callsOf("chat.postMessage")).toHaveLength(0);
    let outcome = await post();
    for (let i = 0; i < 200 && outcome.kind === "later"; i += 1) outcome = await post();
    expect(outcome.kind).toBe("sent");
    expect(images()).toHaveLength(1);
    expect(b.slack.ledger.callsOf("files.getUploadURLExternal")).toHaveLength(1);
  });

  it("follows in the thread, once, when the words could not wait for it", async () => {
    await open({ platform: { timeouts: { picture: 30, pictureGivenUp: 25, poll: [5, 5] } } });
    b.slack.fail({ methods: ["upload"], times: 1, how: { kind: "slow", when: "before", ms: [200, 200] } });

    const outcome = await post();
    expect(outcome.kind).toBe("sent");
    expect(images()).toEqual([]);
    expect(b.slack.shown("ops")[0]).toContain("Sales rose from 1 to 3");
    await b.settled();

    const root = b.slack.ledger.posts(b.channel)[0];
    expect(b.slack.ledger.replies(b.channel, root?.ts ?? "")).toHaveLength(1);
    expect(images()).toHaveLength(1);
  });

  it.each(["files.getUploadURLExternal", "upload", "files.completeUploadExternal", "files.info"])(
    "is left out when %s fails, and the words arrive",
    async (method) => {
      await open();
      b.slack.fail({ methods: [method], how: { kind: "http-500", when: "before" } });

      expect((await post()).kind).toBe("sent");
      await b.settled();
      expect(images()).toEqual([]);
      expect(b.slack.shown("ops")[0]).toContain("Sales rose from 1 to 3");
    },
  );

  it("waits where Slack says so", async () => {
    await open({ platform: { timeouts: { picture: 3_000, pictureGivenUp: 5_000 } } });
    b.slack.fail({ methods: ["files.getUploadURLExternal"], times: 1, how: { kind: "rate-limit", retryAfterSeconds: [1, 1] } });

    expect((await post()).kind).toBe("sent");
    expect(images()).toHaveLength(1);
  });

  it("is left out when it cannot be drawn", async () => {
    await open({ platform: { renderer: { png: () => Promise.reject(new Error("no fonts")) } } });

    expect((await post()).kind).toBe("sent");
    expect(b.slack.shown("ops")[0]).toContain("Sales rose from 1 to 3");
  });

  it("is left out when Slack does not show it, and uploaded again for the next post", async () => {
    await open();
    b.slack.fail({ methods: ["chat.postMessage"], times: 1, how: { kind: "error", error: "invalid_blocks" } });

    expect((await post("1")).kind).toBe("sent");
    expect(images()).toEqual([]);
    expect((await post("2")).kind).toBe("sent");
    expect(images()).toHaveLength(1);
    expect(b.slack.ledger.callsOf("files.getUploadURLExternal")).toHaveLength(2);
  });

  it("is uploaded once for several posts and edits", async () => {
    await open();
    const first = await post("1");
    await post("2");
    if (first.kind === "sent") await b.platform.edit?.(first.ref, ready(chart));

    expect(b.slack.ledger.callsOf("files.getUploadURLExternal")).toHaveLength(1);
    expect(images()).toHaveLength(2);
  });
});
