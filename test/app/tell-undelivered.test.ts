import { describe, expect, it } from "vitest";
import { why } from "../../src/domain/value.ts";
import { tellUndelivered } from "../../src/app/tell-undelivered.ts";
import { plain } from "../../src/message/plain.ts";
import { undelivered } from "../../src/views/undelivered.ts";
import { post } from "../delivery/fixture.ts";
import { binding, fakeCompany } from "../fakes/company.ts";
import { FakeOutbox } from "../fakes/outbox.ts";

const NINE = new Date("2026-11-22T01:00:00Z");

async function shop(purposes: readonly ("ops" | "digest")[]) {
  const outbox = new FakeOutbox();
  const company = fakeCompany({ bindings: purposes.map((purpose) => binding({ purpose, channel: purpose })) });
  await outbox.put(
    [post("digest:C1", { channel: "C1" }), post("digest:C2", { channel: "C2" }), post("digest:C3", { channel: "C3" })],
    NINE,
  );
  const rows = await outbox.claim("one", NINE, 60_000, 8);
  const settle = (key: string, outcome: Parameters<FakeOutbox["settle"]>[2]) =>
    outbox.settle(rows.find((r) => r.key === key)?.id ?? 0, "one", outcome, NINE);
  await settle("digest:C1", { kind: "failed", code: "channel_not_found", ...why({ zh: "频道不存在", en: "the channel is gone" }) });
  await settle("digest:C2", { kind: "unknown", ...why({ zh: "10 秒内没有应答", en: "no answer within 10 s" }) });
  await settle("digest:C3", { kind: "sent", ref: { channel: "C3", messageId: "m", threadId: "m", revision: 0 } });
  const tell = () => tellUndelivered({ outbox, company, now: NINE }, (posts, { zone }) => undelivered({ posts, zone }));
  return { outbox, tell };
}

describe("what did not arrive", () => {
  it("is told to the channel for operations once, with why, and can be sent again there", async () => {
    const { outbox, tell } = await shop(["digest", "ops"]);
    expect(await tell()).toBe(2);
    expect(await tell()).toBe(0);
    const notices = outbox.rows.filter((r) => r.job === "undelivered");
    expect(notices.map((r) => r.channel)).toEqual(["ops"]);
    const said = notices[0]?.message;
    expect(said && plain(said, "en")).toMatch(/1 not sent, 1 with an unknown fate[^]*the channel is gone[^]*no answer within 10 s/);
    const zh = said === undefined ? "" : plain(said, "zh");
    expect(zh).toMatch(/1 条没有发出，1 条不知是否送达[^]*频道不存在（channel_not_found）[^]*10 秒内没有应答/);
    expect(zh).not.toMatch(/the channel|no answer/);
    expect(said?.actions.map((a) => a.deed)).toEqual([
      { action: "replay-post", args: { key: "digest:C1" } },
      { action: "replay-post", args: { key: "digest:C2" } },
    ]);
    // Who presses for one that may be there is told to look first.
    expect(said?.actions.map((a) => a.confirm?.zh.includes("可能已经在"))).toEqual([false, true]);
  });

  it("stays untold where nobody looks after Purser, and is told when somebody does", async () => {
    const { outbox, tell } = await shop(["digest"]);
    expect(await tell()).toBe(0);
    expect(await outbox.unnoticed(9)).toHaveLength(2);
  });
});
