import fc from "fast-check";
import { expect, it } from "vitest";
import { message } from "../../src/message/message.ts";
import type { MessageRef } from "../../src/ports/chat-platform.ts";
import type { Outbox, Post } from "../../src/ports/delivery.ts";
import { outbox } from "../../src/store/outbox.ts";
import { describePostgres, describeStores } from "./harness.ts";

const NINE = new Date("2026-11-22T09:00:00Z");
const at = (seconds: number) => new Date(NINE.getTime() + seconds * 1000);
const MINUTE = 60_000;

const post = (key: string, more: Partial<Post> = {}): Post => ({
  key,
  platform: "slack",
  channel: "C1",
  replyTo: null,
  job: "daily-digest",
  message: message({ title: { zh: "日报", en: "Digest" } }),
  lang: "zh",
  expiresAt: null,
  ...more,
});
const sent = (messageId: string, more: Partial<MessageRef> = {}) =>
  ({ kind: "sent", ref: { channel: "C1", messageId, threadId: messageId, revision: 0, ...more } }) as const;
const keys = (rows: readonly { readonly key: string }[]) => rows.map((r) => r.key);

async function claimOne(box: Outbox, worker: string, now: Date) {
  const [row] = await box.claim(worker, now, MINUTE, 10);
  if (row === undefined) throw new Error("nothing to claim");
  return row;
}

describeStores((_name, open) => {
  const openOutbox = async () => outbox((await open()).prisma);

  it("takes a post once, however often it is asked for", async () => {
    const box = await openOutbox();
    expect(await box.put([post("digest:1"), post("digest:2"), post("digest:1")], NINE)).toEqual(["digest:1", "digest:2"]);
    expect(await box.put([post("digest:2"), post("digest:3")], NINE)).toEqual(["digest:3"]);
    expect(await box.put([], NINE)).toEqual([]);
    expect(keys(await box.recent(10))).toEqual(["digest:3", "digest:2", "digest:1"]);
  });

  it("gives back the message as it was, with what a marketplace wrote into it", async () => {
    const box = await openOutbox();
    const written = message({ title: { zh: "“<!channel>” 断货 📦", en: "<at id=all> & 'quotes'" } });
    await box.put([post("a", { message: written }), post("b", { message: message({ title: { zh: "坏\0字\uD800", en: "bad" } }) })], NINE);
    expect((await box.byKey("a"))?.message).toEqual(written);
    expect((await box.byKey("b"))?.message.title.zh).toBe("坏字\uFFFD");
  });

  it("counts the attempt before the work, and is nobody else's meanwhile", async () => {
    const box = await openOutbox();
    await box.put([post("a")], NINE);
    const row = await claimOne(box, "w1", NINE);
    expect(row).toMatchObject({ key: "a", state: "claimed", attempts: 1, claimedBy: "w1", claimedUntil: at(60), rootRef: null });
    expect(await box.claim("w2", at(59), MINUTE, 10)).toEqual([]);
  });

  it("comes back when its worker died, with an attempt more, so that delivery looks before it sends", async () => {
    const box = await openOutbox();
    await box.put([post("a")], NINE);
    const lost = await claimOne(box, "w1", NINE);
    expect(await claimOne(box, "w2", at(60))).toMatchObject({ key: "a", attempts: 2, claimedBy: "w2" });
    // The first worker was only slow, and comes back: its word does not count any more.
    expect(await box.settle(lost.id, "w1", sent("m1"), at(61))).toBe(false);
    expect(await box.settle(lost.id, "w2", sent("m2"), at(62))).toBe(true);
    expect((await box.byKey("a"))?.ref?.messageId).toBe("m2");
    expect(await box.settle(lost.id, "w2", { kind: "failed", code: "x", reason: "twice" }, at(63))).toBe(false);
  });

  it("has one row of a channel at work, in the order in which they were put", async () => {
    const box = await openOutbox();
    await box.put([post("a1"), post("a2"), post("b1", { channel: "C2" }), post("f1", { platform: "feishu" })], NINE);
    const first = await box.claim("w1", NINE, MINUTE, 10);
    expect(keys(first)).toEqual(["a1", "b1", "f1"]);
    expect(await box.claim("w2", NINE, MINUTE, 10)).toEqual([]);
    await box.settle(first[0]?.id ?? 0, "w1", sent("m1"), at(1));
    expect(keys(await box.claim("w2", at(1), MINUTE, 10))).toEqual(["a2"]);
  });

  it("gives up what this version cannot read, says so, and goes on with the rest", async () => {
    const { prisma } = await open();
    const box = outbox(prisma);
    await box.put([post("strange"), post("reply", { replyTo: "strange" }), post("other", { channel: "C2" }), post("next")], NINE);
    await prisma.outbox.update({ where: { key: "strange" }, data: { message: { version: 2, says: "later" } } });

    expect(keys(await box.claim("w1", NINE, MINUTE, 10))).toEqual(["other"]);
    expect(keys(await box.claim("w1", at(1), MINUTE, 10))).toEqual(["next"]);

    expect(await box.byKey("strange")).toMatchObject({ state: "failed", error: expect.stringContaining("unreadable: ") });
    expect((await box.byKey("reply"))?.state).toBe("failed");
    expect((await box.unnoticed(10)).map(({ key, message: m }) => [key, m.title.zh])).toEqual([["strange", "（消息内容无法读取）"]]);
  });

  it("claims no more than asked for", async () => {
    const box = await openOutbox();
    await box.put(
      ["1", "2", "3"].map((n) => post(n, { channel: n })),
      NINE,
    );
    expect(keys(await box.claim("w1", NINE, MINUTE, 2))).toEqual(["1", "2"]);
    expect(keys(await box.claim("w1", NINE, MINUTE, 2))).toEqual(["3"]);
  });

  it("sends a reply after its root, and tells where the root lies", async () => {
    const box = await openOutbox();
    await box.put([post("root"), post("reply", { replyTo: "root" }), post("other")], NINE);
    const root = await claimOne(box, "w1", NINE);
    expect(root.key).toBe("root");
    await box.settle(root.id, "w1", sent("m1", { channel: "D9", revision: 3 }), at(1));
    const reply = await claimOne(box, "w1", at(1));
    expect(reply).toMatchObject({ key: "reply", rootRef: { channel: "D9", messageId: "m1", threadId: "m1", revision: 3 } });
  });

  it("does not hold up a channel for a reply whose root's fate is unknown", async () => {
    const box = await openOutbox();
    await box.put([post("root"), post("reply", { replyTo: "root" }), post("next")], NINE);
    const root = await claimOne(box, "w1", NINE);
    await box.settle(root.id, "w1", { kind: "unknown", reason: "no answer" }, at(1));
    expect(keys(await box.claim("w1", at(1), MINUTE, 10))).toEqual(["next"]);
    expect((await box.byKey("root"))?.state).toBe("unknown");
    expect((await box.byKey("reply"))?.state).toBe("pending");
  });

  it("fails the replies of a root that failed", async () => {
    const box = await openOutbox();
    await box.put([post("root"), post("reply", { replyTo: "root" })], NINE);
    const root = await claimOne(box, "w1", NINE);
    await box.settle(root.id, "w1", { kind: "failed", code: "channel_not_found", reason: "the channel is gone" }, at(1));
    expect(await box.claim("w1", at(2), MINUTE, 10)).toEqual([]);
    expect(await box.byKey("root")).toMatchObject({ state: "failed", error: "channel_not_found: the channel is gone" });
    expect(await box.byKey("reply")).toMatchObject({ state: "failed", error: expect.stringContaining("root-failed") as string });
  });

  it("returns the attempt of a post that was put back unsent, and waits as long as the platform asked", async () => {
    const box = await openOutbox();
    await box.put([post("a"), post("b")], NINE);
    const row = await claimOne(box, "w1", NINE);
    await box.settle(row.id, "w1", { kind: "later", notBefore: at(30), reason: "429" }, at(1));
    expect(await box.byKey("a")).toMatchObject({ state: "pending", attempts: 0, claimedBy: null, error: "429" });
    // The channel keeps its order: what came later waits too.
    expect(await box.claim("w1", at(29), MINUTE, 10)).toEqual([]);
    expect(await claimOne(box, "w1", at(30))).toMatchObject({ key: "a", attempts: 1 });
  });

  it("keeps the attempt of a post that may have arrived", async () => {
    const box = await openOutbox();
    await box.put([post("a", { expiresAt: at(10) })], NINE);
    const row = await claimOne(box, "w1", NINE);
    await box.settle(row.id, "w1", { kind: "retry", notBefore: at(20), reason: "reset" }, at(1));
    // It is old news by now, but it may have been said: delivery has to look, so it is not dropped here.
    expect(await claimOne(box, "w1", at(20))).toMatchObject({ key: "a", attempts: 2, error: "reset" });
  });

  it("drops what was never sent and is no news any more", async () => {
    const box = await openOutbox();
    await box.put([post("old", { expiresAt: at(10) }), post("reply", { replyTo: "old" }), post("new", { expiresAt: at(100) })], NINE);
    expect(keys(await box.claim("w1", at(10), MINUTE, 10))).toEqual(["new"]);
    expect(await box.byKey("old")).toMatchObject({
      state: "failed",
      error: "expired: not sent before 2026-11-22 09:00 UTC",
      because: { zh: "到 2026-11-22 09:00 UTC 仍未发出，已经过时", en: "not sent before 2026-11-22 09:00 UTC, after which it is no news" },
    });
    expect((await box.byKey("reply"))?.state).toBe("failed");
  });

  it("knows nothing of a key that nobody put", async () => {
    expect(await (await openOutbox()).byKey("nobody")).toBeUndefined();
  });
});

describePostgres((_name, open) => {
  it("gives each row to one of many workers, and never two rows of a channel at once", async () => {
    const store = await open();
    const boxes = [store, ...(await Promise.all([1, 2, 3].map(() => store.connectAgain())))].map((c) => outbox(c.prisma));
    const first = boxes[0] as Outbox;
    const all = Array.from({ length: 120 }, (_, n) => post(`p${n}`, { channel: `C${n % 10}` }));
    await first.put(all, NINE);
    const sentIn = new Map<string, string[]>();
    const atWork = new Set<string>();
    await Promise.all(
      boxes.map(async (box, worker) => {
        for (let idle = 0; idle < 30;) {
          const rows = await box.claim(`w${worker}`, NINE, MINUTE, 3);
          idle = rows.length === 0 ? idle + 1 : 0;
          for (const row of rows) {
            expect(atWork.has(row.channel)).toBe(false);
            atWork.add(row.channel);
          }
          for (const row of rows) {
            sentIn.set(row.channel, [...(sentIn.get(row.channel) ?? []), row.key]);
            atWork.delete(row.channel);
            expect(await box.settle(row.id, `w${worker}`, sent(row.key), NINE)).toBe(true);
          }
        }
      }),
    );
    const inOrder = (channel: string) => all.filter((p) => p.channel === channel).map((p) => p.key);
    expect([...sentIn.keys()].sort()).toEqual(Array.from({ length: 10 }, (_, n) => `C${n}`));
    for (const [channel, said] of sentIn) expect(said).toEqual(inOrder(channel));
  });

  it("takes a key from one of several that put it at the same time", async () => {
    const store = await open();
    const boxes = [store, ...(await Promise.all([1, 2, 3].map(() => store.connectAgain())))].map((c) => outbox(c.prisma));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 5 }), async (wanted) => {
        const taken = await Promise.all(
          boxes.map((box) =>
            box.put(
              wanted.map((k) => post(k)),
              NINE,
            ),
          ),
        );
        expect(taken.flat().sort()).toEqual([...wanted].sort());
      }),
      { numRuns: 20 },
    );
  });
});
