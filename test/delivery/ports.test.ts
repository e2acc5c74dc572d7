import { describe, expect, it } from "vitest";
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

    it("fails the replies of a root that failed", async () => {
      const { outbox } = await open();
      await outbox.put([post("root"), post("reply", { replyTo: "root" })], at(0));
      const [root] = await outbox.claim("one", at(1), 60_000, 8);
      await outbox.settle(root?.id ?? 0, "one", { kind: "failed", code: "gone", reason: "the channel is gone" }, at(2));
      expect(await outbox.claim("one", at(3), 60_000, 8)).toEqual([]);
      expect((await outbox.byKey("reply"))?.state).toBe("failed");
    });
  });

  describe("the inbox", () => {
    it("knows a gesture by its platform and id", async () => {
      const { inbox } = await open();
      expect(await inbox.first("slack", "Ev1", at(0))).toBe(true);
      expect(await inbox.first("slack", "Ev1", at(1))).toBe(false);
      expect(await inbox.first("feishu", "Ev1", at(1))).toBe(true);
    });
  });

  describe("a token", () => {
    it("is taken by one, can be given back, is free when the lease is over, and done for good", async () => {
      const { tokens } = await open();
      const [token = ""] = await tokens.issue([{ action: "approve", args: { sku: "A" }, version: "v1" }], at(0));
      expect(await tokens.look(token)).toEqual({ action: "approve", args: { sku: "A" }, version: "v1", doneBy: null, doneAt: null });
      expect(await tokens.take(token, at(1), 60_000)).toBe(true);
      expect(await tokens.take(token, at(2), 60_000)).toBe(false);
      expect(await tokens.look(token)).toMatchObject({ doneBy: null, doneAt: null });
      await tokens.release(token);
      expect(await tokens.take(token, at(3), 60_000)).toBe(true);
      expect(await tokens.take(token, at(64), 60_000)).toBe(true);
      expect(await tokens.done(token, "wei", at(65))).toBe(true);
      expect(await tokens.done(token, "olga", at(66))).toBe(false);
      await tokens.release(token);
      expect(await tokens.take(token, at(900), 60_000)).toBe(false);
      expect(await tokens.look(token)).toMatchObject({ doneBy: "wei", doneAt: at(65) });
      expect(await tokens.look("forged")).toBeUndefined();
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
