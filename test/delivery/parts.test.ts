import { describe, expect, it } from "vitest";
import { zone } from "../../src/domain/calendar/zone.ts";
import type { Sensitivity } from "../../src/domain/value.ts";
import { message } from "../../src/message/message.ts";
import type { Part } from "../../src/ports/chat-platform.ts";
import { undelivered } from "../../src/views/undelivered.ts";
import type { Mishap } from "../fakes/chat-platform.ts";
import { MINUTE, post, town } from "./fixture.ts";

const t = (text: string) => ({ zh: text, en: text });
const digest = message({
  title: t("Digest"),
  blocks: [
    { kind: "prose", text: t("They earn 73%"), sensitivity: "margin" },
    {
      kind: "table",
      columns: [{ label: t("SKU") }, { label: t("Margin"), sensitivity: "margin" }],
      rows: [
        [
          { kind: "code", code: "KTC-01" },
          { kind: "percent", ratio: 0.73, sensitivity: "margin" },
        ],
      ],
    },
    { kind: "chart", chart: "trend", data: { secret: 0.73 }, alt: t("up"), sensitivity: "margin" },
  ],
});
const TABLE = "digest#table:1";
const PICTURE = "digest#picture:2";

/** A shop whose digest leaves its table, and a picture that comes late, to its thread. */
function shop(
  options: Parameters<typeof town>[0] = { clearance: "margin" },
  parts: readonly Part[] = [
    { kind: "table", at: 1 },
    { kind: "picture", at: 2 },
  ],
) {
  const shop = town(options);
  shop.platform.owes = (sealed) => (sealed.message.blocks.length > 1 ? parts : []);
  return { ...shop, write: () => shop.put(post("digest", { message: digest })) };
}

const later = async (s: ReturnType<typeof shop>): Promise<void> => {
  s.clock.pass(2 * MINUTE);
  await s.settle();
};

describe("what a post cannot hold", () => {
  it("follows it in its thread, each part once", async () => {
    const s = shop();
    await s.write();
    await s.settle();
    expect(s.said()).toEqual(["digest", TABLE, PICTURE]);
    expect(s.platform.ledger.map((p) => p.threadId)).toEqual(["m1", "m1", "m1"]);
    expect(s.platform.ledger[1]?.sealed.message.blocks).toMatchObject([{ kind: "table" }]);
  });

  it.each<Mishap>(["dies-after", "dies-before", "reply-lost", "request-lost"])(
    "arrives once although the post ended in %s",
    async (mishap) => {
      const s = shop();
      s.platform.script.push(mishap);
      await s.write();
      await s.life().due();
      await later(s);
      expect(s.said().toSorted()).toEqual(["digest", PICTURE, TABLE].toSorted());
    },
  );

  it.each<Mishap>(["dies-after", "dies-before", "reply-lost", "rate-limited"])(
    "arrives once although it ended in %s itself",
    async (mishap) => {
      const s = shop();
      await s.write();
      await s.life().due();
      expect(s.said()).toEqual(["digest"]);
      s.platform.script.push(mishap);
      s.clock.pass(2_000);
      await s.life().due();
      await later(s);
      expect(s.said().toSorted()).toEqual(["digest", PICTURE, TABLE].toSorted());
    },
  );

  it("that the platform refuses becomes a dead letter, and the post stays sent", async () => {
    const s = shop();
    await s.write();
    await s.life().due();
    s.platform.script.push("refused");
    await s.settle();
    expect((await s.outbox.byKey("digest"))?.state).toBe("sent");
    expect((await s.outbox.unnoticed(9)).map((r) => [r.key, r.part, r.state])).toEqual([[TABLE, "table", "failed"]]);
    expect(undelivered({ posts: await s.outbox.unnoticed(9), zone: zone("UTC") }).blocks[0]).toMatchObject({
      rows: [[{ text: { zh: "Digest（完整表格）", en: "Digest (the whole table)" } }, {}, {}, {}, {}]],
    });
    // By hand it comes after all.
    await s.outbox.replay(TABLE, s.clock.now(), new Date(s.clock.now().getTime() + MINUTE));
    await s.settle();
    expect(s.said()).toContain(TABLE);
  });

  it("of a post that was refused is not sent, and not told apart from it", async () => {
    const s = shop();
    s.platform.script.push("refused");
    await s.write();
    await s.settle();
    expect(s.said()).toEqual([]);
    expect((await s.outbox.unnoticed(9)).map((r) => r.key)).toEqual(["digest"]);
  });

  it("is what the attempt that was sent could not hold, and not an earlier one", async () => {
    const s = shop();
    s.platform.script.push("rate-limited");
    await s.write();
    await s.life().due();
    expect(await s.outbox.byKey(PICTURE)).toBeDefined();
    // The picture was ready meanwhile.
    s.platform.owes = (sealed) => (sealed.message.blocks.length > 1 ? [{ kind: "table", at: 1 }] : []);
    await later(s);
    expect(s.said()).toEqual(["digest", TABLE]);
    expect(await s.outbox.byKey(PICTURE)).toBeUndefined();
  });

  it("shows nothing that the channel may not see any more", async () => {
    let clearance: Sensitivity = "margin";
    const s = shop();
    const life = s.life({ clearance: () => Promise.resolve(clearance) });
    await s.write();
    await life.due();
    clearance = "internal";
    for (let i = 0; i < 4; i++) {
      s.clock.pass(6_000);
      await life.due();
    }
    expect(s.said()).toEqual(["digest", TABLE]);
    expect(JSON.stringify(s.platform.ledger[1]?.sealed)).not.toContain("0.73");
    expect(await s.outbox.byKey(PICTURE)).toMatchObject({ state: "failed", error: expect.stringMatching(/^not-cleared/) as string });
  });

  it("is not sent where the store could not write it down, and neither is the post until it can", async () => {
    const s = shop();
    const away = s.life();
    const { owe } = s.outbox;
    s.outbox.owe = () => Promise.reject(new Error("the store is away"));
    await s.write();
    await away.due();
    expect(s.said()).toEqual([]);
    s.outbox.owe = owe;
    await later(s);
    expect(s.said()).toEqual(["digest", TABLE, PICTURE]);
  });

  it("does not hold up the posts of its channel", async () => {
    const s = shop();
    await s.write();
    const life = s.life();
    await life.due();
    s.platform.follow = () =>
      Promise.resolve({
        kind: "later",
        itself: true,
        notBefore: new Date(s.clock.now().getTime() + 1_000),
        reason: "its picture is on its way",
      });
    await s.put(post("next"), post("after"));
    for (let i = 0; i < 6; i++) {
      s.clock.pass(1_200);
      await life.due();
    }
    expect(s.said()).toEqual(["digest", "next", "after"]);
  });
});
