import { describe, expect, it } from "vitest";
import { message } from "../../src/message/message.ts";
import type { Outbox } from "../../src/ports/delivery.ts";
import { outbox } from "../../src/store/outbox.ts";
import { FakeOutbox } from "../fakes/outbox.ts";
import { describeStores } from "../store/harness.ts";
import { post } from "./fixture.ts";

const at = (seconds: number): Date => new Date(Date.parse("2026-11-22T00:30:00Z") + seconds * 1000);
const ref = (messageId: string) => ({ channel: "ops", messageId, threadId: messageId, revision: 0 });
const title = (text: string) => ({ zh: text, en: text });

/** Who may take what, and what follows a post, whoever keeps it; the rest is in ports.test.ts. */
function contract(open: () => Promise<{ readonly outbox: Outbox }> | { readonly outbox: Outbox }): void {
  describe("the outbox", () => {
    it("gives a worker nothing of a platform that it is not connected to", async () => {
      const { outbox } = await open();
      await outbox.put([post("a"), post("b", { platform: "other" })], at(0));
      const claim = async (platforms: readonly string[]) =>
        (await outbox.claim("one", at(1), 60_000, 8, { kind: "posts", closed: [], platforms })).map((r) => r.key);
      expect(await claim([])).toEqual([]);
      expect(await claim(["other", "third"])).toEqual(["b"]);
      expect(await claim(["fake"])).toEqual(["a"]);
    });

    it("tells which platforms have posts that are due for long, and whether anything is sent there", async () => {
      const { outbox } = await open();
      expect(await outbox.waiting(at(100))).toEqual([]);
      const slack = { platform: "slack" };
      await outbox.put([post("a", slack), post("reply", { ...slack, replyTo: "a" })], at(5));
      await outbox.put([post("b", { ...slack, channel: "x" })], at(10));
      await outbox.put([post("c"), post("d", { channel: "x" })], at(0));
      const [c] = await outbox.claim("one", at(20), 60_000, 1, { kind: "posts", closed: [], platforms: ["fake"] });
      await outbox.settle(c?.id ?? 0, "one", { kind: "sent", ref: ref("m1") }, at(21));
      expect(await outbox.waiting(at(9))).toEqual([
        { platform: "fake", posts: 1, since: at(0), lastSent: at(21) },
        { platform: "slack", posts: 1, since: at(5), lastSent: null },
      ]);
      // A reply waits for its root, whoever is connected.
      expect(await outbox.waiting(at(100))).toMatchObject([{ platform: "fake" }, { platform: "slack", posts: 2 }]);
    });
  });

  describe("what a post owes", () => {
    const owed = (key: string) => ({ key: `${key}#table:0`, part: "table", message: message({ title: title("Table") }) }) as const;
    const keys = async (outbox: Outbox, seconds: number, kind: "posts" | "parts") =>
      (await outbox.claim("one", at(seconds), 60_000, 8, { kind, closed: [] })).map((r) => [r.key, r.rootRef?.messageId]);

    it("is written by who holds its claim, in place of what was owed before, and waits until it is sent", async () => {
      const { outbox } = await open();
      await outbox.put([post("a"), post("b")], at(0));
      const [a] = await outbox.claim("one", at(1), 60_000, 8);
      const id = a?.id ?? 0;
      expect(await outbox.owe(id, "two", [owed("a")], at(2))).toBe(false);
      expect(await outbox.owe(id, "one", [owed("a"), { ...owed("a"), key: "a#text:0", part: "text" }], at(2))).toBe(true);
      expect(await outbox.owe(id, "one", [owed("a")], at(2))).toBe(true);
      expect(await outbox.byKey("a#text:0")).toBeUndefined();
      expect(await outbox.byKey("a#table:0")).toMatchObject({ part: "table", replyTo: "a", channel: "ops", state: "pending" });
      expect(await keys(outbox, 3, "parts")).toEqual([]);
      await outbox.settle(id, "one", { kind: "sent", ref: ref("m1") }, at(3));
      // Neither waits for the other.
      expect(await keys(outbox, 4, "parts")).toEqual([["a#table:0", "m1"]]);
      expect(await keys(outbox, 4, "posts")).toEqual([["b", undefined]]);
      expect(await outbox.owe(id, "one", [], at(5))).toBe(false);
    });

    it("is forgotten when the post is put back by hand, and told anew; that of a post that was sent stays", async () => {
      const { outbox } = await open();
      await outbox.put([post("a")], at(0));
      const [a] = await outbox.claim("one", at(1), 60_000, 8);
      await outbox.owe(a?.id ?? 0, "one", [owed("a")], at(2));
      await outbox.settle(a?.id ?? 0, "one", { kind: "unknown", reason: "no answer" }, at(2));
      expect(await outbox.replay("a", at(3), at(900))).toBe(true);
      expect(await outbox.byKey("a#table:0")).toBeUndefined();
      const [again] = await outbox.claim("one", at(4), 60_000, 8);
      await outbox.owe(again?.id ?? 0, "one", [owed("a")], at(5));
      await outbox.settle(again?.id ?? 0, "one", { kind: "sent", ref: ref("m1") }, at(6));
      expect(await outbox.replay("a", at(7), at(900))).toBe(false);
      expect((await outbox.byKey("a#table:0"))?.state).toBe("pending");
    });
  });
}

describe("in memory", () => {
  contract(() => ({ outbox: new FakeOutbox() }));
});
describeStores((_name, open) => contract(async () => ({ outbox: outbox((await open()).prisma) })));
