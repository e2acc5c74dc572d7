import { describe, expect, it } from "vitest";
import { WITHDRAWN } from "./codes.ts";
import { button, card, refusal, stage } from "./kit.ts";

describe("a conversation over the long connection", () => {
  it("a person asks in a group, the bot answers in a thread, and both can be read", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲", { email: "mei@shop.example" });
    const group = s.fake.addChat("运营群", { members: [mei.openId] });
    await s.connect({
      "im.message.receive_v1": async ({ message }) => {
        await s.client.im.v1.message.reply({
          path: { message_id: message.message_id },
          data: { msg_type: "text", content: JSON.stringify({ text: `退货率 4.1% ${message.content}` }), reply_in_thread: true },
        });
      },
    });

    const said = await s.fake.person.type(group, mei, "/kpi 7d", { mention: true });

    expect(said.attempt?.outcome).toBe("acked");
    const root = said.messageId;
    expect(s.fake.ledger.shown(group.chatId)).toEqual(["@Purser /kpi 7d"]);
    expect(s.fake.ledger.said(group.chatId, root)).toEqual(['退货率 4.1% {"text":"@_user_1 /kpi 7d"}']);
  });

  it("what is said in a thread names its root and its thread, also in a thread that a person opens", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    const group = s.fake.addChat("运营群", { members: [mei.openId] });
    const { data } = await s.client.im.v1.message.create({
      params: { receive_id_type: "chat_id" },
      data: { receive_id: group.chatId, msg_type: "text", content: JSON.stringify({ text: "雨衣缺货" }) },
    });
    const root = data?.message_id ?? "";
    const seen: unknown[] = [];
    await s.connect({ "im.message.receive_v1": ({ message }) => void seen.push(message) });

    const first = await s.fake.person.type(group, mei, "/kpi", { mention: true, thread: root });
    const second = await s.fake.person.dropFile(group, mei, "库存.csv", Buffer.from("sku"), { thread: first.threadId ?? "" });
    await s.fake.person.type(group, mei, "这个？", { replyTo: root });

    const place = { root_id: root, parent_id: root, thread_id: first.threadId };
    expect(seen).toMatchObject([
      place,
      { ...place, message_type: "file", message_id: second.messageId },
      { root_id: root, parent_id: root },
    ]);
    expect(s.fake.ledger.shown(group.chatId, root)).toEqual(["雨衣缺货", "@Purser /kpi", "[file: 库存.csv]", "这个？"]);
  });

  it("a message that is taken back is gone, and its thread takes no replies", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    const direct = s.fake.direct(mei);
    const seen: unknown[] = [];
    await s.connect({ "im.message.receive_v1": () => undefined, "im.message.recalled_v1": (data) => void seen.push(data.message_id) });
    const said = await s.fake.person.type(direct, mei, "/kpi");

    await s.fake.person.withdraw(said.messageId);

    expect(seen).toEqual([said.messageId]);
    expect(s.fake.ledger.shown(direct.chatId)).toEqual([]);
    const reply = { path: { message_id: said.messageId }, data: { msg_type: "text", content: '{"text":"晚了"}' } };
    expect(await refusal(s.client.im.v1.message.reply(reply))).toMatchObject({ code: WITHDRAWN });
  });

  it("an event can be told again by hand, and the ledger can forget", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    const ids: unknown[] = [];
    await s.connect({ "im.message.receive_v1": ({ message }) => void ids.push(message.message_id) });
    const said = await s.fake.person.type(s.fake.direct(mei), mei, "/kpi");

    await s.fake.deliveries.again(said.eventId ?? "");
    s.clock.pass(1);
    s.fake.ledger.forget(s.clock.now());

    expect(ids).toEqual([said.messageId, said.messageId]);
    expect(s.fake.ledger.messages()).toEqual([]);
    expect(s.fake.ledger.calls).toEqual([]);
  });

  it("a click is answered with a toast and a new card", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    const group = s.fake.addChat("运营群", { members: [mei.openId] });
    const before = card([{ tag: "markdown", content: "**SKU-1** 缺货" }, button("批准", { action: "approve", id: 7 })]);
    const after = { ...(JSON.parse(before) as object), body: { elements: [{ tag: "markdown", content: "已批准" }] } };
    let seen: unknown;
    await s.connect({
      "card.action.trigger": (data: { action: { value: unknown } }) => {
        seen = data.action.value;
        return { toast: { type: "success", content: "好的" }, card: { type: "raw", data: after } };
      },
    } as never);
    const sent = await s.client.im.v1.message.create({
      params: { receive_id_type: "chat_id" },
      data: { receive_id: group.chatId, msg_type: "interactive", content: before },
    });
    const id = sent.data?.message_id ?? "";
    expect(s.fake.ledger.shown(group.chatId)).toEqual(["补货\nSKU-1 缺货\n[批准]"]);

    const pressed = await s.fake.person.click(id, "批准", mei);

    expect(seen).toEqual({ action: "approve", id: 7 });
    expect(pressed).toMatchObject({ ok: true, cardChanged: true, toast: { type: "success", content: "好的" } });
    expect(s.fake.ledger.shown(group.chatId)).toEqual(["补货\n已批准"]);
  });

  it("an event without an ack comes again after 15 s, 5 min, 1 h and 6 h, and then no more", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    const ids: string[] = [];
    await s.connect({
      "im.message.receive_v1": (data) => {
        ids.push(data.event_id ?? "");
        throw new Error("not now");
      },
    });

    await s.fake.person.type(s.fake.direct(mei), mei, "/kpi");
    const seen: number[] = [];
    for (const seconds of [15, 300, 3_600, 21_600, 86_400]) {
      s.clock.pass(seconds * 1_000 - 1);
      await s.fake.pump();
      seen.push(ids.length);
      s.clock.pass(1);
      await s.fake.pump();
      seen.push(ids.length);
    }

    expect(seen).toEqual([1, 2, 2, 3, 3, 4, 4, 5, 5, 5]);
    expect(new Set(ids).size).toBe(1);
    expect(s.fake.deliveries.all[0]?.state).toBe("given up");
  });
});
