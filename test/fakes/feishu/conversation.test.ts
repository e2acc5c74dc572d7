import { describe, expect, it } from "vitest";
import { button, card, stage } from "./kit.ts";

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
