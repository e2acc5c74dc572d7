import { afterEach, describe, expect, it } from "vitest";
import { message } from "../../../src/message/message.ts";
import type { Handlers, IncomingPress, MessageRef } from "../../../src/ports/chat-platform.ts";
import { feishuBench, type FeishuBench, type FeishuBenchOptions } from "./bench.ts";
import { app, ask, both, held, sealed } from "./say.ts";

let open: FeishuBench | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

const ANSWER_MS = 150;

async function given(
  press: Handlers["press"],
  options: FeishuBenchOptions = {},
): Promise<FeishuBench & { readonly pressed: IncomingPress[]; readonly card: MessageRef }> {
  const pressed: IncomingPress[] = [];
  const b = await feishuBench(app({ press: async (incoming) => (pressed.push(incoming), press(incoming)) }), {
    ...options,
    platform: { timeouts: { answerMs: ANSWER_MS, ...options.platform?.timeouts } },
  });
  open = b;
  const outcome = await b.platform.post({ channel: b.channel }, sealed(ask("采购 3 个 SKU", "批准")), "purchase");
  if (outcome.kind !== "sent") throw new Error(outcome.reason);
  return { ...b, pressed, card: outcome.ref };
}

const titleNow = (b: FeishuBench, ref: MessageRef): string => b.fake.ledger.entry(b.fake.world.messages.get(ref.messageId) ?? fail()).text;
function fail(): never {
  throw new Error("no such message");
}

describe.for(["ws", "http"] as const)("a button over %s", (transport) => {
  it("answers in the card and with a toast, and tells the others in its thread", async () => {
    const b = await given(async () => sealed("王敏 批准了采购", { instead: sealed("采购已批准") }), { transport });

    const click = await b.fake.person.click(b.card.messageId, "批准", b.user);
    await b.settled();

    expect(click).toMatchObject({ ok: true, cardChanged: true, toast: { content: expect.stringContaining("王敏 批准了采购") as string } });
    expect(b.pressed).toMatchObject([
      { token: "token-0", channel: b.channel, messageId: b.card.messageId, person: { account: b.user.openId }, direct: false },
    ]);
    expect(titleNow(b, b.card)).toContain("采购已批准");
    expect(b.fake.ledger.said(b.channel, b.card.messageId)).toEqual([
      expect.stringContaining("采购已批准"),
      expect.stringContaining("王敏 批准了采购"),
    ]);
  });

  it("that takes longer is answered in time, and the card changes when the work is done", async () => {
    const work = held();
    const b = await given(async () => (await work.promise, sealed("批准了", { instead: sealed("采购已批准") })), { transport });

    const click = await b.fake.person.click(b.card.messageId, "批准", b.user);
    expect(click).toMatchObject({
      ok: true,
      cardChanged: false,
      toast: { type: "info", content: expect.stringContaining("正在处理") as string },
    });
    expect(click.ms).toBeLessThan(2_000);
    work.resolve();
    await b.settled();

    expect(titleNow(b, b.card)).toContain("采购已批准");
    expect(b.fake.ledger.said(b.channel, b.card.messageId)).toHaveLength(2);
  });

  it("that has nothing to say is answered all the same: no answer is an error to the person", async () => {
    const b = await given(async () => undefined, { transport });

    expect(await b.fake.person.click(b.card.messageId, "批准", b.user)).toMatchObject({ ok: true, cardChanged: false });
  });

  it("whose work breaks says so, and not what broke", async () => {
    const b = await given(() => Promise.reject(new Error("password=hunter2")), { transport });

    const click = await b.fake.person.click(b.card.messageId, "批准", b.user);
    await b.settled();

    expect(click.toast).toMatchObject({ type: "error", content: expect.stringMatching(/[0-9a-f]{8}/) as string });
    expect(JSON.stringify(b.fake.ledger.messages())).not.toContain("hunter2");
  });
});

describe("an answer for the one who pressed", () => {
  it("is a toast: of two approvers the loser is told who was first, and the card says so too", async () => {
    let decided: string | undefined;
    const b = await given(async () => {
      if (decided !== undefined) return sealed(`已由${decided}处理`, { reach: "asker", instead: sealed("采购已批准") });
      decided = "王敏";
      return sealed("批准了", { instead: sealed("采购已批准") });
    });
    const lin = b.fake.addUser("林峰");
    b.group.members.add(lin.openId);

    const [first, second] = await Promise.all([
      b.fake.person.click(b.card.messageId, "批准", b.user),
      b.fake.person.click(b.card.messageId, "批准", lin),
    ]);
    await b.settled();

    expect(first.toast?.content).toContain("批准了");
    expect(second.toast?.content).toContain("已由王敏处理");
    expect(b.fake.ledger.said(b.channel, b.card.messageId).slice(1)).toEqual([expect.stringContaining("批准了")]);
    expect(b.fake.ledger.said(b.fake.direct(lin).chatId)).toEqual([]);
  });

  it("that is longer than a toast also comes to the direct chat", async () => {
    const long = message({ title: both("没有权限"), blocks: [{ kind: "list", items: [both("财务"), both("管理员")] }] });
    const b = await given(async () => sealed(long, { reach: "asker" }));

    await b.fake.person.click(b.card.messageId, "批准", b.user);
    await b.settled();

    expect(b.fake.ledger.said(b.direct.chatId)).toEqual([expect.stringContaining("管理员")]);
    expect(b.fake.ledger.entries(b.channel)).toHaveLength(1);
  });

  it("that comes too late for a toast comes to the direct chat", async () => {
    const work = held();
    const b = await given(async () => (await work.promise, sealed("已由林峰处理", { reach: "asker" })));

    await b.fake.person.click(b.card.messageId, "批准", b.user);
    work.resolve();
    await b.settled();

    expect(b.fake.ledger.said(b.direct.chatId)).toEqual([expect.stringContaining("已由林峰处理")]);
  });
});

describe("the update of a card", () => {
  it("never overtakes the answer to the click, which would undo it: the answer is given time to arrive", async () => {
    const AFTER_MS = 250;
    const work = held();
    const b = await given(async () => (await work.promise, sealed("批准了", { instead: sealed("采购已批准") })), {
      platform: { timeouts: { afterAckMs: AFTER_MS } },
    });

    const { attempt } = await b.fake.person.click(b.card.messageId, "批准", b.user);
    // The work ends in the moment in which the answer was given without it.
    work.resolve();
    await b.settled();

    const [patch] = b.fake.ledger.callsTo(/^PATCH/);
    const answered = (attempt?.at ?? Infinity) + (attempt?.ms ?? Infinity);
    expect(patch?.at).toBeGreaterThan(answered + AFTER_MS / 2);
    expect(titleNow(b, b.card)).toContain("采购已批准");
  });

  it("is not begun while Purser stops, and the person is told to press again", async () => {
    const work = held();
    const b = await given(async () => (await work.promise, sealed("批准了")));
    const lin = b.fake.addUser("林峰");
    b.group.members.add(lin.openId);
    await b.fake.person.click(b.card.messageId, "批准", b.user);

    const stopping = b.platform.stop();
    const click = await b.fake.person.click(b.card.messageId, "批准", lin);
    work.resolve();
    await stopping;

    expect(b.pressed).toHaveLength(1);
    expect(click.toast?.content).toContain("稍后再点一次");
    expect(b.fake.ledger.said(b.channel, b.card.messageId)).toContainEqual(expect.stringContaining("批准了"));
  });

  it("in a direct chat is for that person alone", async () => {
    const b = await given(async () => sealed("好的"));
    const outcome = await b.platform.post({ channel: b.user.openId }, sealed(ask("你的待办", "完成")), "duty");
    if (outcome.kind !== "sent") throw new Error(outcome.reason);

    await b.fake.person.click(outcome.ref.messageId, "完成", b.user);
    await b.settled();

    expect(b.pressed).toMatchObject([{ channel: b.direct.chatId, direct: true }]);
    const [, answer] = b.fake.ledger.entries(b.direct.chatId);
    expect(answer?.text).toContain("好的");
    expect(answer?.message.parentId).toBe(outcome.ref.messageId);
  });
});

describe("a form", () => {
  it("brings what was filled in by the names of its fields", async () => {
    const b = await given(async ({ fields }) => sealed(`收到 ${JSON.stringify(fields)}`));
    const form = message({
      title: both("还差一点"),
      blocks: [
        {
          kind: "form",
          deed: { action: "intake-answer", args: {} },
          submit: both("导入"),
          fields: [
            {
              name: "store",
              label: both("店铺"),
              type: "select",
              options: [{ value: "amazon-us", label: both("美国站") }],
              required: true,
            },
            { name: "from", label: both("从哪天"), type: "day" },
            { name: "note", label: both("备注"), type: "text" },
          ],
        },
      ],
    });
    const outcome = await b.platform.post({ channel: b.channel }, sealed(form, { formTokens: { 0: "the-form" } }), "form");
    if (outcome.kind !== "sent") throw new Error(outcome.reason);

    const clicked = await b.fake.person.submitForm(outcome.ref.messageId, { f0_store: "美国站", d0_from: "2026-11-01 +0800" }, b.user);
    await b.settled();

    expect(clicked.ok).toBe(true);
    expect(b.pressed).toMatchObject([{ token: "the-form", fields: { store: "amazon-us", from: "2026-11-01", note: "" } }]);
  });
});
