import { describe, expect, it } from "vitest";
import { why } from "../../src/domain/value.ts";
import { message } from "../../src/message/message.ts";
import type { Inbox, JobRuns, Outbox, Tokens } from "../../src/ports/delivery.ts";
import { inbox } from "../../src/store/inbox.ts";
import { jobRuns } from "../../src/store/job-runs.ts";
import { outbox } from "../../src/store/outbox.ts";
import { tokens } from "../../src/store/tokens.ts";
import { FakeInbox } from "../fakes/inbox.ts";
import { FakeJobRuns } from "../fakes/job-runs.ts";
import { FakeOutbox } from "../fakes/outbox.ts";
import { FakeTokens } from "../fakes/tokens.ts";
import { describeStores } from "../store/harness.ts";
import { post } from "./fixture.ts";

interface Ports {
  readonly outbox: Outbox;
  readonly inbox: Inbox;
  readonly tokens: Tokens;
  readonly jobRuns: JobRuns;
}

const at = (seconds: number): Date => new Date(Date.parse("2026-11-22T00:30:00Z") + seconds * 1000);
const ref = (messageId: string) => ({ channel: "ops", messageId, threadId: messageId, revision: 0 });

const title = (text: string) => ({ zh: text, en: text });
const ASK = message({
  title: title("Order 240?"),
  blocks: [{ kind: "form", deed: { action: "adjust", args: {} }, fields: [], submit: title("Adjust") }],
  actions: [{ label: title("Approve"), deed: { action: "approve", args: { sku: "A" } } }],
});
const entry = (by: string) => ({ at: at(0), by, what: "approve", on: "A", details: {} });

/** The token of the button of a message with a button and a form. */
async function issued(tokens: Tokens): Promise<string> {
  const deeds = [
    { action: "approve", args: { sku: "A" }, version: "v1", place: { kind: "button", at: 0 } },
    { action: "adjust", args: {}, version: null, place: { kind: "form", at: 0 } },
  ] as const;
  const [token = ""] = await tokens.issue(deeds, { message: ASK, lang: "en" }, at(0));
  return token;
}

/** What delivery, dispatch and schedule rely on, whoever keeps it. */
function contract(open: () => Promise<Ports> | Ports): void {
  describe("the outbox", () => {
    it("takes a key once", async () => {
      const { outbox } = await open();
      expect(await outbox.put([post("a"), post("b", { channel: "x" })], at(0))).toEqual(["a", "b"]);
      expect(await outbox.put([post("a"), post("c")], at(1))).toEqual(["c"]);
    });

    it("hands a row to one worker until its lease is over, and counts the attempt before the work", async () => {
      const { outbox } = await open();
      await outbox.put([post("a")], at(0));
      expect((await outbox.claim("one", at(1), 60_000, 8)).map((r) => [r.key, r.attempts])).toEqual([["a", 1]]);
      expect(await outbox.claim("two", at(30), 60_000, 8)).toEqual([]);
      const [again] = await outbox.claim("two", at(62), 60_000, 8);
      expect(again).toMatchObject({ key: "a", attempts: 2, claimedBy: "two" });
      expect(await outbox.settle(again?.id ?? 0, "one", { kind: "sent", ref: ref("m1") }, at(63))).toBe(false);
      expect(await outbox.settle(again?.id ?? 0, "two", { kind: "sent", ref: ref("m2") }, at(64))).toBe(true);
      expect(await outbox.byKey("a")).toMatchObject({ state: "sent", ref: ref("m2") });
    });

    it("keeps the order of a channel, and a reply waits for its root and knows its place", async () => {
      const { outbox } = await open();
      await outbox.put([post("root"), post("reply", { replyTo: "root" }), post("other", { channel: "x" })], at(0));
      const first = await outbox.claim("one", at(1), 60_000, 8);
      expect(first.map((r) => r.key).toSorted()).toEqual(["other", "root"]);
      await outbox.settle(first.find((r) => r.key === "root")?.id ?? 0, "one", { kind: "sent", ref: ref("m7") }, at(2));
      const [reply] = await outbox.claim("one", at(3), 60_000, 8);
      expect(reply).toMatchObject({ key: "reply", rootRef: ref("m7") });
    });

    it("gives the attempt back for `later`, keeps it for `retry`, and asks again when either is due", async () => {
      const { outbox } = await open();
      await outbox.put([post("a")], at(0));
      const claim = async (seconds: number) => (await outbox.claim("one", at(seconds), 60_000, 8))[0];
      let row = await claim(1);
      await outbox.settle(row?.id ?? 0, "one", { kind: "later", notBefore: at(10), reason: "429" }, at(2));
      expect(await claim(9)).toBeUndefined();
      row = await claim(10);
      expect(row?.attempts).toBe(1);
      await outbox.settle(row?.id ?? 0, "one", { kind: "retry", notBefore: at(20), reason: "no answer" }, at(11));
      row = await claim(20);
      expect(row?.attempts).toBe(2);
      await outbox.settle(row?.id ?? 0, "one", { kind: "unknown", reason: "no answer" }, at(21));
      expect(await claim(500)).toBeUndefined();
      expect((await outbox.byKey("a"))?.state).toBe("unknown");
    });

    it("counts only attempts that ended without a word: `retry` begins again at one", async () => {
      const { outbox } = await open();
      await outbox.put([post("a")], at(0));
      const claim = async (seconds: number) => (await outbox.claim("one", at(seconds), 60_000, 8))[0];
      await claim(1);
      await claim(100);
      const third = await claim(200);
      expect(third?.attempts).toBe(3);
      await outbox.settle(third?.id ?? 0, "one", { kind: "retry", notBefore: at(210), reason: "HTTP 500" }, at(205));
      expect(await claim(210)).toMatchObject({ attempts: 2, firstTriedAt: at(1), lastTriedAt: at(205) });
    });

    it("gives a worker the kind that it wants, and nothing of places that are closed", async () => {
      const { outbox } = await open();
      const title = (text: string) => ({ ...post("x").message, title: { zh: text, en: text } });
      await outbox.put([post("said")], at(0));
      const [said] = await outbox.claim("one", at(1), 60_000, 8, { kind: "posts", closed: [] });
      await outbox.settle(said?.id ?? 0, "one", { kind: "sent", ref: ref("m1") }, at(2));
      await outbox.revise([{ key: "said", message: title("new") }], at(2), at(2));
      await outbox.put([post("a", { channel: "a" }), post("b", { channel: "b" }), post("c", { channel: "c", platform: "other" })], at(2));
      const wanted = async (kind: "posts" | "edits", ...closed: { readonly platform: string; readonly channel?: string }[]) => {
        const rows = await outbox.claim("one", at(3), 60_000, 8, { kind, closed });
        for (const r of rows) await outbox.settle(r.id, "one", { kind: "later", notBefore: at(3), reason: "back" }, at(3));
        return rows.map((r) => r.key).toSorted();
      };
      expect(await wanted("edits")).toEqual(["said#edit"]);
      expect(await wanted("edits", { platform: "fake", channel: "ops" })).toEqual([]);
      expect(await wanted("posts")).toEqual(["a", "b", "c"]);
      expect(await wanted("posts", { platform: "fake", channel: "a" })).toEqual(["b", "c"]);
      expect(await wanted("posts", { platform: "fake" })).toEqual(["c"]);
      expect(await wanted("posts", { platform: "fake" }, { platform: "other", channel: "c" })).toEqual([]);
    });

    it("fails the replies of a root that failed", async () => {
      const { outbox } = await open();
      await outbox.put([post("root"), post("reply", { replyTo: "root" })], at(0));
      const [root] = await outbox.claim("one", at(1), 60_000, 8);
      await outbox.settle(root?.id ?? 0, "one", { kind: "failed", code: "gone", reason: "the channel is gone" }, at(2));
      expect(await outbox.claim("one", at(3), 60_000, 8)).toEqual([]);
      expect(await outbox.byKey("reply")).toMatchObject({ state: "failed", because: { zh: expect.stringMatching(/没有发出/) as string } });
    });

    it("keeps why in both languages for people, and one line with the code for the log", async () => {
      const { outbox } = await open();
      await outbox.put([post("lost")], at(0));
      const settle = async (seconds: number, outcome: Parameters<Outbox["settle"]>[2]) => {
        const rows = await outbox.claim("one", at(seconds), 60_000, 8);
        await outbox.settle(rows[0]?.id ?? 0, "one", outcome, at(seconds));
        return outbox.byKey("lost");
      };
      const away = why({ zh: "连不上", en: "away" });
      expect(await settle(1, { kind: "later", notBefore: at(2), ...away })).toMatchObject({ error: "away", because: away.because });
      expect(await settle(2, { kind: "retry", notBefore: at(3), reason: "HTTP 500\nat x" })).toMatchObject({
        because: { zh: "HTTP 500 at x" },
      });
      const gone = why({ zh: "频道不存在", en: "no such channel" });
      expect(await settle(3, { kind: "failed", code: "not_found", ...gone })).toMatchObject({
        error: "not_found: no such channel",
        because: gone.because,
      });
    });
  });

  describe("an edit", () => {
    const said = (text: string) => message({ title: title(text) });
    const sendAll = async (outbox: Outbox, seconds: number) => {
      const rows = await outbox.claim("one", at(seconds), 60_000, 8);
      for (const row of rows) await outbox.settle(row.id, "one", { kind: "sent", ref: row.editedRef ?? ref("m1") }, at(seconds));
      return rows.map((r) => [r.key, r.message.title.en, r.editedRef?.messageId]);
    };

    it("of a post that nobody has seen changes the post", async () => {
      const { outbox } = await open();
      await outbox.put([post("a")], at(0));
      await outbox.revise([{ key: "a", message: said("better") }], at(1), at(30));
      expect(await sendAll(outbox, 2)).toEqual([["a", "better", undefined]]);
      expect(await sendAll(outbox, 60)).toEqual([]);
    });

    it("waits a moment, so that several become one, and holds up no post of its channel", async () => {
      const { outbox } = await open();
      await outbox.put([post("a")], at(0));
      await sendAll(outbox, 1);
      await outbox.revise([{ key: "a", message: said("one") }], at(2), at(32));
      await outbox.revise([{ key: "a", message: said("two") }], at(10), at(40));
      await outbox.put([post("b")], at(11));
      expect(await sendAll(outbox, 12)).toEqual([["b", "b", undefined]]);
      expect(await sendAll(outbox, 32)).toEqual([["a#edit", "two", "m1"]]);
      await outbox.revise([{ key: "a", message: said("two") }], at(50), at(80));
      expect(await sendAll(outbox, 90)).toEqual([]);
      await outbox.revise([{ key: "a", message: said("three") }], at(91), at(95));
      expect(await sendAll(outbox, 95)).toEqual([["a#edit", "three", "m1"]]);
    });

    it("that is overtaken while it is sent is sent again", async () => {
      const { outbox } = await open();
      await outbox.put([post("a")], at(0));
      await sendAll(outbox, 1);
      await outbox.revise([{ key: "a", message: said("one") }], at(2), at(3));
      const [row] = await outbox.claim("one", at(3), 60_000, 8);
      await outbox.revise([{ key: "a", message: said("two") }], at(4), at(5));
      expect(await outbox.settle(row?.id ?? 0, "one", { kind: "sent", ref: ref("m1") }, at(5))).toBe(false);
      expect(await sendAll(outbox, 6)).toEqual([["a#edit", "two", "m1"]]);
    });
  });

  describe("what was not delivered", () => {
    it("is told once, and can be put back by hand with the replies that failed with it", async () => {
      const { outbox } = await open();
      await outbox.put([post("root"), post("reply", { replyTo: "root" })], at(0));
      const [root] = await outbox.claim("one", at(1), 60_000, 8);
      await outbox.settle(root?.id ?? 0, "one", { kind: "failed", code: "gone", reason: "the channel is gone" }, at(2));
      await outbox.claim("one", at(3), 60_000, 8);
      expect((await outbox.unnoticed(9)).map((r) => r.key)).toEqual(["root"]);
      expect(await outbox.notice([root?.id ?? 0], [post("told", { channel: "admins", job: "undelivered" })], at(4))).toBe(true);
      expect(await outbox.notice([root?.id ?? 0], [post("told-again", { channel: "admins" })], at(4))).toBe(false);
      expect(await outbox.byKey("told-again")).toBeUndefined();
      const [notice] = await outbox.claim("one", at(4), 60_000, 8);
      expect(notice?.key).toBe("told");
      // A notice that cannot be delivered is no reason for another one.
      await outbox.settle(notice?.id ?? 0, "one", { kind: "failed", code: "gone", reason: "so is that one" }, at(4));
      expect(await outbox.unnoticed(9)).toEqual([]);
      expect((await outbox.undelivered(9)).map((r) => r.key)).toEqual(["told", "reply", "root"]);
      expect(await outbox.replay("root", at(5), at(900))).toBe(true);
      expect(await outbox.replay("root", at(5), at(900))).toBe(false);
      const [again] = await outbox.claim("one", at(6), 60_000, 8);
      expect(again).toMatchObject({ key: "root", attempts: 1, firstTriedAt: at(6) });
      await outbox.settle(again?.id ?? 0, "one", { kind: "sent", ref: ref("m7") }, at(7));
      expect((await outbox.claim("one", at(8), 60_000, 8)).map((r) => r.key)).toEqual(["reply"]);
    });
  });

  describe("the inbox", () => {
    it("knows a gesture by its platform and id", async () => {
      const { inbox } = await open();
      expect(await inbox.first("slack", "Ev1", at(0))).toBe(true);
      expect(await inbox.first("slack", "Ev1", at(1))).toBe(false);
      expect(await inbox.first("feishu", "Ev1", at(1))).toBe(true);
    });

    it("forgets what no platform delivers again", async () => {
      const { inbox } = await open();
      await inbox.first("slack", "old", at(0));
      await inbox.first("slack", "new", at(60));
      expect(await inbox.forget(at(30))).toBe(1);
      expect(await inbox.first("slack", "new", at(61))).toBe(false);
      expect(await inbox.first("slack", "old", at(61))).toBe(true);
    });
  });

  describe("a token", () => {
    it("is taken by one, can be given back, is free when the lease is over, and done for good", async () => {
      const { tokens } = await open();
      const token = await issued(tokens);
      expect(await tokens.look(token)).toMatchObject({ action: "approve", args: { sku: "A" }, version: "v1", doneBy: null, doneAt: null });
      expect(await tokens.take(token, at(1), 60_000)).toBe(true);
      expect(await tokens.take(token, at(2), 60_000)).toBe(false);
      expect(await tokens.look(token)).toMatchObject({ doneBy: null, doneAt: null });
      await tokens.release(token);
      expect(await tokens.take(token, at(3), 60_000)).toBe(true);
      expect(await tokens.take(token, at(64), 60_000)).toBe(true);
      expect(await tokens.done(token, "wei", at(65), entry("wei"))).toBe(true);
      expect(await tokens.done(token, "olga", at(66), entry("olga"))).toBe(false);
      await tokens.release(token);
      expect(await tokens.take(token, at(900), 60_000)).toBe(false);
      expect(await tokens.look(token)).toMatchObject({ doneBy: "wei", doneAt: at(65) });
      expect(await tokens.look("forged")).toBeUndefined();
    });

    it("knows the message that it lies in, with the tokens of the others", async () => {
      const { tokens } = await open();
      const token = await issued(tokens);
      const known = await tokens.look(token);
      expect(known).toMatchObject({ place: { kind: "button", at: 0 }, shown: { message: ASK, lang: "en" } });
      expect(known?.shown.buttonTokens[0]).toBe(token);
      const form = known?.shown.formTokens[0] ?? "";
      expect(await tokens.look(form)).toMatchObject({ action: "adjust", place: { kind: "form", at: 0 } });
    });

    it("goes with its message when that is too old to decide on", async () => {
      const { tokens } = await open();
      const token = await issued(tokens);
      expect(await tokens.forget(at(0))).toBe(0);
      expect(await tokens.forget(at(1))).toBe(1);
      expect(await tokens.look(token)).toBeUndefined();
    });
  });

  describe("a job run", () => {
    it("is claimed by one, by another when its time is over, and by nobody when it is finished", async () => {
      const { jobRuns } = await open();
      expect(await jobRuns.lastSlot("digest", "local:ops")).toBeUndefined();
      expect(await jobRuns.claim("digest", "local:ops", at(0), at(1), 60_000)).toBe(true);
      expect(await jobRuns.claim("digest", "local:ops", at(0), at(30), 60_000)).toBe(false);
      expect(await jobRuns.claim("digest", "slack:C1", at(0), at(30), 60_000)).toBe(true);
      expect(await jobRuns.claim("digest", "local:ops", at(0), at(62), 60_000)).toBe(true);
      await jobRuns.finish("digest", "local:ops", at(0), { kind: "posted", note: "queued" }, at(63));
      expect(await jobRuns.claim("digest", "local:ops", at(0), at(900), 60_000)).toBe(false);
      expect(await jobRuns.lastSlot("digest", "local:ops")).toEqual(at(0));
    });
  });
}

describe("in memory", () => {
  contract(() => ({ outbox: new FakeOutbox(), inbox: new FakeInbox(), tokens: new FakeTokens(), jobRuns: new FakeJobRuns() }));
});

let made = 0;
describeStores((_, open) => {
  contract(async () => {
    const { prisma } = await open();
    return {
      outbox: outbox(prisma),
      inbox: inbox(prisma),
      tokens: tokens(prisma, { token: () => `token-${(made += 1)}` }),
      jobRuns: jobRuns(prisma),
    };
  });
});
