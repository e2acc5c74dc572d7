import { afterEach, describe, expect, it } from "vitest";
import type { Attempts } from "../../../src/ports/chat-platform.ts";
import { FakeClock } from "../../fakes/clock.ts";
import { dropped, rateLimited, refused, serverError } from "../../fakes/feishu/faults.ts";
import { feishuBench, type FeishuBench } from "./bench.ts";
import { app, sealed } from "./say.ts";

const POST = "POST /open-apis/im/v1/messages";
const LIST = "GET /open-apis/im/v1/messages";
const HOUR = 3_600_000;
const MINUTE = 60_000;

let open: FeishuBench | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function given(): Promise<FeishuBench & { readonly time: FakeClock; attempts(): Attempts }> {
  const time = new FakeClock("2026-11-22T08:30:00Z");
  const from = time.now();
  open = await feishuBench(app(), { clock: time });
  return { ...open, time, attempts: () => ({ from, to: from }) };
}

describe("the fate of a post whose answer was not heard", () => {
  it("need not be known within the hour in which Feishu knows its key: sent again, it is one message", async () => {
    const b = await given();
    b.fake.faults.add({ on: POST, fault: dropped("after") });
    await b.platform.post({ channel: b.channel }, sealed("Digest"), "digest");
    b.time.pass(50 * MINUTE);

    expect(await b.platform.fate?.({ channel: b.channel }, "digest", b.attempts())).toEqual({ kind: "repeatable" });
    expect(await b.platform.post({ channel: b.channel }, sealed("Digest"), "digest")).toMatchObject({ kind: "sent" });
    expect(b.fake.ledger.said(b.channel)).toHaveLength(1);
  });

  it("is read from the chat after that, among everything else that was said there", async () => {
    const b = await given();
    b.fake.faults.add({ on: POST, fault: dropped("after") });
    await b.platform.post({ channel: b.channel }, sealed("Digest"), "digest");
    for (let i = 0; i < 70; i += 1) await b.fake.person.type(b.group, b.user, `闲聊 ${i}`, { mention: false });
    b.time.pass(10_000);
    const other = await b.platform.post({ channel: b.channel }, sealed("Digest"), "another");
    b.time.pass(2 * HOUR);

    const fate = await b.platform.fate?.({ channel: b.channel }, "digest", b.attempts());
    const id = b.fake.ledger.entries(b.channel).find((e) => e.from === "bot")?.messageId;
    expect(fate).toEqual({ kind: "sent", ref: { channel: b.channel, messageId: id, threadId: id, revision: 0 } });
    expect(other).not.toMatchObject({ ref: { messageId: id } });
    expect(await b.platform.fate?.({ channel: b.channel }, "another", b.attempts())).toMatchObject({ kind: "sent" });
    expect(await b.platform.fate?.({ channel: b.channel }, "never", b.attempts())).toEqual({ kind: "absent" });
  });

  it("of a reply is read from its thread", async () => {
    const b = await given();
    const root = await b.platform.post({ channel: b.channel }, sealed("Retro"), "retro");
    if (root.kind !== "sent") throw new Error(root.reason);
    const target = { channel: b.channel, threadId: root.ref.messageId };
    const reply = await b.platform.post(target, sealed("Scorecard"), "retro:1");
    b.time.pass(2 * HOUR);

    expect(await b.platform.fate?.(target, "retro:1", b.attempts())).toEqual({ kind: "sent", ref: "ref" in reply ? reply.ref : undefined });
    expect(await b.platform.fate?.(target, "retro:2", b.attempts())).toEqual({ kind: "absent" });
    // Below a root that nobody answered there is nothing.
    const bare = await b.platform.post({ channel: b.channel }, sealed("Bare"), "bare");
    if (bare.kind !== "sent") throw new Error(bare.reason);
    expect(await b.platform.fate?.({ channel: b.channel, threadId: bare.ref.messageId }, "x", b.attempts())).toEqual({ kind: "absent" });
  });

  it("is not told while the history may lag", async () => {
    const b = await given();
    b.fake.world.historyLagMs = MINUTE;
    const attempts = { from: b.time.now(), to: new Date(b.time.now().getTime() + 2 * HOUR) };
    b.time.pass(2 * HOUR);
    const outcome = await b.platform.post({ channel: b.channel }, sealed("Late"), "late");
    expect(outcome).toMatchObject({ kind: "sent" });

    expect(await b.platform.fate?.({ channel: b.channel }, "late", attempts)).toMatchObject({
      kind: "unclear",
      askAgainAt: new Date(b.time.now().getTime() + MINUTE),
    });
    b.time.pass(MINUTE);
    expect(await b.platform.fate?.({ channel: b.channel }, "late", attempts)).toMatchObject({ kind: "sent" });
  });

  it("is never known where the history may not be read, and nothing is guessed", async () => {
    const b = await given();
    b.time.pass(2 * HOUR);
    b.fake.faults.add({ on: LIST, fault: refused(230027, "Lack of necessary permissions"), times: Infinity });
    expect(await b.platform.fate?.({ channel: b.channel }, "digest", b.attempts())).toMatchObject({
      kind: "unknowable",
      reason: expect.stringContaining("230027") as string,
    });
  });

  it("is never known where the bot was sent away", async () => {
    const b = await given();
    await b.platform.post({ channel: b.channel }, sealed("Digest"), "digest");
    b.group.botIn = false;
    b.time.pass(2 * HOUR);

    expect(await b.platform.fate?.({ channel: b.channel }, "digest", b.attempts())).toMatchObject({ kind: "unknowable" });
  });

  it("is never known where a card of ours was withdrawn meanwhile", async () => {
    const b = await given();
    const sent = await b.platform.post({ channel: b.channel }, sealed("Digest"), "digest");
    const known = b.fake.world.messages.get(sent.kind === "sent" ? sent.ref.messageId : "");
    if (known) known.withdrawnAt = b.time.now().getTime();
    b.time.pass(2 * HOUR);

    expect(await b.platform.fate?.({ channel: b.channel }, "other", b.attempts())).toMatchObject({ kind: "unknowable" });
  });

  it("in a direct chat is read where the chat is known, and never guessed where it is not", async () => {
    const b = await given();
    b.fake.faults.add({ on: POST, fault: dropped("after") });
    await b.platform.post({ channel: b.user.openId }, sealed("待办"), "duty");
    b.time.pass(2 * HOUR);
    const ask = () => b.platform.fate?.({ channel: b.user.openId }, "duty", b.attempts());

    expect(await ask()).toMatchObject({ kind: "unknowable" });
    await b.fake.person.type(b.direct, b.user, "/help");
    await b.settled();
    const id = b.fake.ledger.entries(b.direct.chatId)[0]?.messageId;
    expect(await ask()).toMatchObject({ kind: "sent", ref: { messageId: id } });
  });

  it("is not taken for absent when Feishu does not understand the question", async () => {
    const b = await given();
    await b.platform.post({ channel: b.channel }, sealed("Digest"), "digest");
    b.time.pass(2 * HOUR);
    b.fake.faults.add({ on: LIST, fault: refused(230001, "invalid card_msg_content_type"), times: Infinity });

    expect(await b.platform.fate?.({ channel: b.channel }, "digest", b.attempts())).toMatchObject({ kind: "unknowable" });
    expect(await b.platform.fate?.({ channel: "oc_never" }, "digest", b.attempts())).toEqual({ kind: "absent" });
  });

  it.for([
    ["fails", serverError("before"), "500"],
    ["has too many questions", rateLimited(5), "429"],
    ["does not take the app's secret, which somebody may put right", refused(10014, "app secret invalid"), "10014"],
  ] as const)("cannot be asked while Feishu %s, and says so", async ([, fault, words]) => {
    const b = await given();
    b.time.pass(2 * HOUR);
    b.fake.faults.add({ on: LIST, fault, times: Infinity });

    await expect(b.platform.fate?.({ channel: b.channel }, "digest", b.attempts())).rejects.toThrow(words);
  });

  it("is not mistaken for that of a card that a person forwarded or another app sent", async () => {
    const b = await given();
    const sent = await b.platform.post({ channel: b.channel }, sealed("Digest"), "digest");
    const known = b.fake.world.messages.get(sent.kind === "sent" ? sent.ref.messageId : "");
    if (known) Object.assign(known, { from: "person", sender: b.user.openId });
    b.time.pass(2 * HOUR);

    expect(await b.platform.fate?.({ channel: b.channel }, "digest", b.attempts())).toEqual({ kind: "absent" });
  });

  it("is also found when the card was edited since, for it is not asked then; other posts are still told apart", async () => {
    const b = await given();
    const sent = await b.platform.post({ channel: b.channel }, sealed("Alert"), "alert");
    if (sent.kind !== "sent") throw new Error(sent.reason);
    b.time.pass(1_000);
    await b.platform.edit?.(sent.ref, sealed("Recovered"));
    b.time.pass(2 * HOUR);

    expect(await b.platform.fate?.({ channel: b.channel }, "other", b.attempts())).toEqual({ kind: "absent" });
  });
});
