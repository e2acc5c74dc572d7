import { describe, expect, it } from "vitest";
import * as codes from "./codes.ts";
import { ACK_WITHIN_MS } from "./limits.ts";
import { button, card, type Handle, refusal, stage, type Stage } from "./kit.ts";
import type { FakeUser } from "./state.ts";

const plain = (content: string): object => ({ tag: "plain_text", content });

async function shown(s: Stage, elements: readonly unknown[]): Promise<{ readonly id: string; readonly mei: FakeUser }> {
  const mei = s.fake.addUser("美玲");
  const { data } = await s.client.im.v1.message.create({
    params: { receive_id_type: "open_id" },
    data: { receive_id: mei.openId, msg_type: "interactive", content: card(elements) },
  });
  return { id: data?.message_id ?? "", mei };
}

const onClick = (answer: (data: Record<string, unknown>) => unknown): Handle => ({ "card.action.trigger": answer }) as never;

describe("a click", () => {
  const answers: readonly (readonly [string, unknown, number])[] = [
    ["nothing", undefined, codes.CLICK_UNANSWERED],
    ["a string", "ok", codes.CLICK_UNANSWERED],
    ["an unknown property", { message: "ok" }, codes.CLICK_BAD_BODY],
    ["an unknown kind of toast", { toast: { type: "ok", content: "ok" } }, codes.CLICK_BAD_BODY],
    ["a bare card", { card: { schema: "2.0", body: { elements: [] } } }, codes.CLICK_BAD_BODY],
    [
      "a card with an unknown element",
      { card: { type: "raw", data: { schema: "2.0", body: { elements: [{ tag: "action" }] } } } },
      codes.CLICK_BAD_CARD,
    ],
  ];
  it.each(answers)("answered with %s shows an error", async (_, answer, error) => {
    await using s = await stage();
    await s.connect(onClick(() => answer));
    const { id, mei } = await shown(s, [button("批准", { id: 1 })]);

    expect(await s.fake.person.click(id, "批准", mei)).toMatchObject({ ok: false, error, cardChanged: false });
    expect(s.fake.ledger.messages().map((m) => m.versions.length)).toEqual([0]);
  });

  it("answered with an empty object is fine and shows nothing", async () => {
    await using s = await stage();
    await s.connect(onClick(() => ({})));
    const { id, mei } = await shown(s, [button("批准", { id: 1 })]);

    const pressed = await s.fake.person.click(id, { id: 1 }, mei);

    expect(pressed).toMatchObject({ ok: true, cardChanged: false });
    expect(pressed.toast).toBeUndefined();
  });

  it("answered too late, by an error, or by nobody is an error and is never pushed again", async () => {
    await using s = await stage({ ackWithinMs: 30 });
    const { id, mei } = await shown(s, [button("批准", { id: 1 })]);
    expect(await s.fake.person.click(id, "批准", mei)).toMatchObject({ error: codes.CLICK_NO_CONNECTION });
    let slow = true;
    await s.connect(
      onClick(async () => {
        if (!slow) throw new Error("bug");
        await new Promise((resolve) => setTimeout(resolve, 60));
        return {};
      }),
    );

    expect(await s.fake.person.click(id, "批准", mei)).toMatchObject({ error: codes.CLICK_TIMED_OUT });
    slow = false;
    s.fake.deliveries.manner.ackWithinMs = ACK_WITHIN_MS;
    expect(await s.fake.person.click(id, "批准", mei)).toMatchObject({ error: codes.CLICK_NOT_200 });
    s.clock.pass(86_400_000);
    await s.fake.pump();

    expect(s.fake.deliveries.all.map((d) => [d.attempts.length, d.state])).toEqual([
      [1, "given up"],
      [1, "given up"],
      [1, "given up"],
    ]);
  });

  it("is not even sent when the card is older than 14 days or the button disabled", async () => {
    await using s = await stage();
    const { id, mei } = await shown(s, [button("批准", { id: 1 }), { ...button("拒绝", { id: 2 }), disabled: true }]);

    await expect(s.fake.person.click(id, "拒绝", mei)).rejects.toThrow("disabled");
    await expect(s.fake.person.click(id, "删除", mei)).rejects.toThrow("only 批准, 拒绝");
    s.clock.pass(14 * 86_400_000 + 1);

    expect(await s.fake.person.click(id, "批准", mei)).toMatchObject({ ok: false, refused: "the card is older than 14 days" });
    expect(s.fake.deliveries.all).toEqual([]);
  });
});

describe("forms and selects", () => {
  it("a form sends what was filled in, by names, and what was there before", async () => {
    await using s = await stage();
    const seen: unknown[] = [];
    await s.connect(
      onClick(({ action }) => {
        seen.push(action);
        return {};
      }),
    );
    const { id, mei } = await shown(s, [
      {
        tag: "form",
        name: "purchase",
        elements: [
          { tag: "input", name: "units", required: true, max_length: 4 },
          { tag: "input", name: "note", default_value: "尽快" },
          {
            tag: "select_static",
            name: "store",
            options: [
              { text: plain("美国站"), value: "us" },
              { text: plain("德国站"), value: "de" },
            ],
          },
          {
            tag: "button",
            name: "send",
            text: plain("提交"),
            form_action_type: "submit",
            behaviors: [{ type: "callback", value: { token: "t" } }],
          },
        ],
      },
    ]);

    await s.fake.person.submitForm(id, { units: "120", store: "德国站" }, mei);

    expect(seen).toEqual([
      {
        tag: "button",
        name: "send",
        value: { token: "t" },
        form_value: { units: "120", note: "尽快", store: "de" },
        timezone: "Asia/Shanghai",
      },
    ]);
    await expect(s.fake.person.submitForm(id, { store: "de" }, mei)).rejects.toThrow("asks for units");
    await expect(s.fake.person.submitForm(id, { units: "12000" }, mei)).rejects.toThrow("at most 4 characters");
    await expect(s.fake.person.submitForm(id, { units: "1", colour: "red" }, mei)).rejects.toThrow("no field colour");
    await expect(s.fake.person.submitForm(id, { units: "1", store: "火星" }, mei)).rejects.toThrow("美国站, 德国站");
  });

  it("a select and an input outside of a form tell at once", async () => {
    await using s = await stage();
    const seen: unknown[] = [];
    await s.connect(
      onClick(({ action }) => {
        seen.push(action);
        return {};
      }),
    );
    const { id, mei } = await shown(s, [
      {
        tag: "select_static",
        element_id: "store",
        options: [{ text: plain("美国站"), value: "us" }],
        behaviors: [{ type: "callback", value: { pick: 1 } }],
      },
      { tag: "input", name: "days", behaviors: [{ type: "callback", value: { set: 1 } }] },
    ]);

    await s.fake.person.choose(id, "store", "美国站", mei);
    await s.fake.person.choose(id, "days", "30", mei);

    expect(seen).toMatchObject([
      { tag: "select_static", value: { pick: 1 }, option: "us" },
      { tag: "input", value: { set: 1 }, name: "days", input_value: "30" },
    ]);
  });
});

describe("the update by the token of a click", () => {
  it("works after the answer, twice, for half an hour", async () => {
    await using s = await stage();
    const tokens: string[] = [];
    await s.connect(
      onClick(({ token }) => {
        tokens.push(String(token));
        return {};
      }),
    );
    const { id, mei } = await shown(s, [button("批准", { id: 1 })]);
    const update = (token: string | undefined, words: string): Promise<unknown> =>
      s.client.request({
        method: "POST",
        url: "/open-apis/interactive/v1/card/update",
        data: { token, card: JSON.parse(card([{ tag: "markdown", content: words }])) as unknown },
      });
    await s.fake.person.click(id, "批准", mei);
    await update(tokens[0], "一");
    await update(tokens[0], "二");

    expect(await refusal(update(tokens[0], "三"))).toMatchObject({ code: codes.CARD_TOKEN_SPENT });
    expect(s.fake.ledger.said(s.fake.direct(mei).chatId)).toEqual(["补货\n二"]);
    expect(await refusal(update("c-guess", "三"))).toMatchObject({ code: codes.BAD_PARAMETER });
  });

  it("before the answer it is undone by the answer", async () => {
    await using s = await stage();
    await s.connect(
      onClick(async ({ token }) => {
        await s.client.request({
          method: "POST",
          url: "/open-apis/interactive/v1/card/update",
          data: { token, card: JSON.parse(card([{ tag: "markdown", content: "太早" }])) as unknown },
        });
        return {};
      }),
    );
    const { id, mei } = await shown(s, [button("批准", { id: 1 })]);

    await s.fake.person.click(id, "批准", mei);

    expect(s.fake.ledger.said(s.fake.direct(mei).chatId)).toEqual(["补货\n[批准]"]);
  });
});

describe("other gestures", () => {
  it("menu, membership and the first look into the direct chat are told", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    const group = s.fake.addChat("运营群", { members: [mei.openId], botIn: false });
    const seen: unknown[] = [];
    const note = (data: unknown): void => void seen.push(data);
    await s.connect({
      "application.bot.menu_v6": note,
      "im.chat.member.bot.added_v1": note,
      "im.chat.member.bot.deleted_v1": note,
      "im.chat.access_event.bot_p2p_chat_entered_v1": note,
    });

    await s.fake.person.type(group, mei, "还没有机器人");
    await s.fake.person.menu(mei, "kpi");
    await s.fake.person.addBot(group, mei);
    await s.fake.person.removeBot(group, mei);
    await s.fake.person.enterDirect(mei);

    expect(seen).toMatchObject([
      { event_key: "kpi", operator: { operator_id: { open_id: mei.openId } } },
      { event_type: "im.chat.member.bot.added_v1", chat_id: group.chatId, external: false },
      { event_type: "im.chat.member.bot.deleted_v1", chat_id: group.chatId },
      { chat_id: s.fake.direct(mei).chatId },
    ]);
  });

  it("an app that may only read mentions is told of nothing else in a group", async () => {
    await using s = await stage({ groupMessages: "mentions" });
    const mei = s.fake.addUser("美玲");
    const group = s.fake.addChat("运营群", { members: [mei.openId] });
    const seen: unknown[] = [];
    await s.connect({ "im.message.receive_v1": ({ message }) => void seen.push(message.mentions) });

    const quietly = await s.fake.person.type(group, mei, "/kpi");
    await s.fake.person.dropFile(group, mei, "a.csv", Buffer.from("a"));
    await s.fake.person.type(group, mei, "/kpi", { mention: true });

    expect(quietly.eventId).toBeUndefined();
    expect(seen).toMatchObject([[{ key: "@_user_1", id: { open_id: s.fake.botOpenId }, name: "Purser" }]]);
  });
});
