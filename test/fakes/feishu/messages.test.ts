import type { Client } from "@larksuiteoapi/node-sdk";
import { describe, expect, it } from "vitest";
import * as codes from "./codes.ts";
import { card, clientOf, refusal, stage } from "./kit.ts";

const text = (words: string): string => JSON.stringify({ text: words });

/** The message's id, or what the SDK throws. */
async function create(
  client: Client,
  chat: string,
  content: string,
  more: { readonly uuid?: string; readonly type?: string } = {},
): Promise<string> {
  const { data } = await client.im.v1.message.create({
    params: { receive_id_type: "chat_id" },
    data: { receive_id: chat, msg_type: more.type ?? "text", content, ...(more.uuid === undefined ? {} : { uuid: more.uuid }) },
  });
  return data?.message_id ?? "";
}

describe("messages out", () => {
  it("the same uuid sends once within an hour, below another parent too, and again after it", async () => {
    await using s = await stage();
    const group = s.fake.addChat("运营群");
    const first = await create(s.client, group.chatId, text("日报"), { uuid: "day-1" });

    s.clock.pass(3_599_999);
    const again = await create(s.client, group.chatId, text("日报"), { uuid: "day-1" });
    const below = await s.client.im.v1.message.reply({
      path: { message_id: first },
      data: { msg_type: "text", content: text("别的"), uuid: "day-1" },
    });
    s.clock.pass(1);
    const late = await create(s.client, group.chatId, text("日报"), { uuid: "day-1" });

    expect([again, below.data?.message_id]).toEqual([first, first]);
    expect(late).not.toBe(first);
    expect(s.fake.ledger.shown(group.chatId)).toEqual(["日报", "日报"]);
    expect(s.fake.ledger.doubled()).toEqual(["day-1"]);
  });

  it("a uuid of 51 characters is refused", async () => {
    await using s = await stage();
    const group = s.fake.addChat("运营群");

    expect(await refusal(create(s.client, group.chatId, text("日报"), { uuid: "x".repeat(51) }))).toMatchObject({
      code: codes.BAD_PARAMETER,
    });
    expect(s.fake.ledger.messages()).toEqual([]);
  });

  it("a chat takes five messages a second, whoever they are from", async () => {
    await using s = await stage();
    const group = s.fake.addChat("运营群");
    for (let i = 0; i < 5; i += 1) await create(s.client, group.chatId, text(`${i}`));

    expect(await refusal(create(s.client, group.chatId, text("5")))).toMatchObject({ status: 400, code: codes.CHAT_TOO_OFTEN });
    await create(s.client, s.fake.addChat("另一个群").chatId, text("elsewhere"));
    s.clock.pass(1_000);
    await create(s.client, group.chatId, text("5"));

    expect(s.fake.ledger.shown(group.chatId)).toEqual(["0", "1", "2", "3", "4", "5"]);
  });

  it("an API takes fifty calls a second, and says when to come again", async () => {
    await using s = await stage();
    for (let i = 0; i < 50; i += 1) await create(s.client, s.fake.addChat(`群 ${i}`).chatId, text("日报"));

    const over = await refusal(create(s.client, s.fake.addChat("群").chatId, text("日报")));

    expect(over).toMatchObject({ status: 429, code: codes.API_TOO_OFTEN });
    expect(over.headers["x-ogw-ratelimit-reset"]).toBe("1");
  });

  it("says no where the platform says no", async () => {
    await using s = await stage();
    const group = s.fake.addChat("运营群");
    const foreign = s.fake.addChat("别人的群", { botIn: false });
    const far = s.fake.addUser("外人", { outOfReach: true });
    const to = (type: "open_id" | "chat_id", id: string): Promise<unknown> =>
      s.client.im.v1.message.create({
        params: { receive_id_type: type },
        data: { receive_id: id, msg_type: "text", content: text("日报") },
      });

    expect(await refusal(to("chat_id", foreign.chatId))).toMatchObject({ code: codes.BOT_NOT_IN_CHAT });
    expect(await refusal(to("chat_id", "oc_nowhere"))).toMatchObject({ code: codes.BAD_PARAMETER });
    expect(await refusal(to("open_id", far.openId))).toMatchObject({ code: codes.NO_AVAILABILITY });
    expect(await refusal(create(s.client, group.chatId, "日报"))).toMatchObject({ code: codes.BAD_PARAMETER });
    expect(await refusal(create(s.client, group.chatId, text("补".repeat(52_000))))).toMatchObject({ code: codes.TOO_LARGE });
    expect(await refusal(create(s.client, group.chatId, JSON.stringify({ image_key: "img_v3_none" }), { type: "image" }))).toMatchObject({
      code: codes.NOT_OWNER_OF_RESOURCE,
    });
    expect(s.fake.ledger.messages()).toEqual([]);
  });

  it("a person can be written to by e-mail, in the direct chat", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲", { email: "mei@shop.example" });

    await s.client.im.v1.message.create({
      params: { receive_id_type: "email" },
      data: { receive_id: "mei@shop.example", msg_type: "text", content: text("你好") },
    });

    expect(s.fake.ledger.shown(s.fake.direct(mei).chatId)).toEqual(["你好"]);
  });
});

describe("edits", () => {
  it("a card is replaced in place, a withdrawn or old one is not", async () => {
    await using s = await stage();
    const group = s.fake.addChat("运营群");
    const id = await create(s.client, group.chatId, card([{ tag: "markdown", content: "还剩三件" }]), { type: "interactive" });
    const change = { path: { message_id: id }, data: { content: card([{ tag: "markdown", content: "已补货" }]) } };

    await s.client.im.v1.message.patch(change);
    expect(s.fake.ledger.shown(group.chatId)).toEqual(["补货\n已补货"]);
    s.clock.pass(14 * 86_400_000);
    // The SDK keeps its token by the real clock.
    const client = clientOf(s.fake).im.v1.message;
    await client.patch(change);
    s.clock.pass(1);
    expect(await refusal(client.patch(change))).toMatchObject({ code: codes.TOO_OLD });
    await client.delete({ path: { message_id: id } });
    expect(await refusal(client.patch(change))).toMatchObject({ code: codes.WITHDRAWN });
    expect(await refusal(client.reply({ path: { message_id: id }, data: { msg_type: "text", content: text("?") } }))).toMatchObject({
      code: codes.WITHDRAWN,
    });
    expect(await refusal(client.delete({ path: { message_id: id } }))).toMatchObject({ code: codes.MESSAGE_DELETED });
    expect(s.fake.ledger.shown(group.chatId)).toEqual([]);
  });

  it("only shared cards, only own messages, five times a second", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    const direct = s.fake.direct(mei);
    const shared = card([{ tag: "markdown", content: "1" }]);
    const notShared = JSON.stringify({ schema: "2.0", body: { elements: [{ tag: "markdown", content: "1" }] } });
    const patch = (id: string, content: string): Promise<unknown> =>
      s.client.im.v1.message.patch({ path: { message_id: id }, data: { content } });
    const words = await create(s.client, direct.chatId, text("1"));
    const first = await create(s.client, direct.chatId, notShared, { type: "interactive" });
    const second = await create(s.client, direct.chatId, shared, { type: "interactive" });
    const said = await s.fake.person.type(direct, mei, "/kpi");

    expect(await refusal(patch(words, shared))).toMatchObject({ code: codes.WRONG_MESSAGE_TYPE });
    expect(await refusal(patch(first, shared))).toMatchObject({ code: codes.BAD_PARAMETER });
    expect(await refusal(patch(second, notShared))).toMatchObject({ code: codes.BAD_PARAMETER });
    expect(await refusal(patch(said.messageId, shared))).toMatchObject({ code: codes.NOT_THE_SENDER });
    for (let i = 0; i < 4; i += 1) await patch(second, shared);
    expect(await refusal(patch(second, shared))).toMatchObject({ code: codes.CHAT_TOO_OFTEN });
  });

  it("a text is edited by PUT, twenty times", async () => {
    await using s = await stage();
    const group = s.fake.addChat("运营群");
    const id = await create(s.client, group.chatId, text("0"));
    const put = (words: string): Promise<unknown> =>
      s.client.im.v1.message.update({ path: { message_id: id }, data: { msg_type: "text", content: text(words) } });
    for (let i = 1; i <= 20; i += 1) {
      s.clock.pass(1_000);
      await put(`${i}`);
    }

    expect(await refusal(put("21"))).toMatchObject({ code: codes.EDITED_TOO_OFTEN });
    expect(s.fake.ledger.entries(group.chatId)[0]).toMatchObject({ text: "20", edits: 20 });
  });
});

describe("history", () => {
  it("lags as it is told, and is read in pages in both directions", async () => {
    await using s = await stage();
    const group = s.fake.addChat("运营群");
    s.fake.world.historyLagMs = 60_000;
    for (const word of ["一", "二", "三"]) {
      await create(s.client, group.chatId, text(word));
      s.clock.pass(30_000);
    }
    const page = async (
      sort: "ByCreateTimeAsc" | "ByCreateTimeDesc",
      token?: string,
    ): Promise<{ items: string[]; next: string | undefined }> => {
      const { data } = await s.client.im.v1.message.list({
        params: {
          container_id_type: "chat",
          container_id: group.chatId,
          page_size: 1,
          sort_type: sort,
          ...(token === undefined ? {} : { page_token: token }),
        },
      });
      return { items: (data?.items ?? []).map((m) => m.body?.content ?? ""), next: data?.page_token };
    };

    const first = await page("ByCreateTimeDesc");
    expect(first).toEqual({ items: [text("二")], next: "1" });
    expect(await page("ByCreateTimeDesc", first.next)).toEqual({ items: [text("一")], next: undefined });
    s.clock.pass(30_000);
    expect((await page("ByCreateTimeDesc")).items).toEqual([text("三")]);
  });

  it("lists threads apart, and shows a card only to who asks for it raw", async () => {
    await using s = await stage();
    const group = s.fake.addChat("运营群");
    const content = card([{ tag: "markdown", content: "周报", element_id: "p_1" }]);
    const root = await create(s.client, group.chatId, content, { type: "interactive" });
    const reply = await s.client.im.v1.message.reply({
      path: { message_id: root },
      data: { msg_type: "text", content: text("下面"), reply_in_thread: true },
    });
    const list = async (params: object): Promise<string[]> => {
      const { data } = await s.client.request<{ data: { items: { body: { content: string } }[] } }>({
        method: "GET",
        url: "/open-apis/im/v1/messages",
        params,
      });
      return data.items.map((m) => m.body.content);
    };

    const main = { container_id_type: "chat", container_id: group.chatId };
    expect(await list(main)).toEqual([expect.not.stringContaining("周报")]);
    expect(await list({ ...main, card_msg_content_type: "raw_card_content" })).toEqual([JSON.stringify({ json_card: content })]);
    expect(await list({ container_id_type: "thread", container_id: reply.data?.thread_id })).toHaveLength(2);
    expect(s.fake.ledger.shown(group.chatId, root)).toEqual(["补货\n周报", "下面"]);
    expect(s.fake.ledger.shown(group.chatId)).toEqual(["补货\n周报"]);
  });
});
