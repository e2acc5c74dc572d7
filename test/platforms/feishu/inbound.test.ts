import { afterEach, describe, expect, it } from "vitest";
import type { Handlers, IncomingText, Person } from "../../../src/ports/chat-platform.ts";
import { feishuBench, type FeishuBench } from "./bench.ts";
import { app, ask, held, sealed } from "./say.ts";

let open: FeishuBench | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function given(handlers: Partial<Handlers> = {}): Promise<FeishuBench & { readonly heard: IncomingText[] }> {
  const heard: IncomingText[] = [];
  open = await feishuBench(
    app({
      text: async (incoming) => (heard.push(incoming), sealed(`Heard ${incoming.text}`)),
      ...handlers,
    }),
  );
  return { ...open, heard };
}

/** A message of any type, as the platform would push it. */
async function pushed(
  b: FeishuBench,
  type: string,
  content: unknown,
  more: Record<string, unknown> = {},
  sender: Record<string, unknown> = {},
): Promise<string> {
  const messageId = `om_${type}_${Math.round(performance.now() * 1_000)}`;
  const { first } = await b.fake.deliveries.deliver("im.message.receive_v1", {
    sender: { sender_id: { open_id: b.user.openId }, sender_type: "user", tenant_key: b.fake.world.identity.tenantKey, ...sender },
    message: {
      message_id: messageId,
      chat_id: b.direct.chatId,
      chat_type: "p2p",
      message_type: type,
      content: JSON.stringify(content),
      create_time: "0",
      ...more,
    },
  });
  expect(first.outcome).toBe("acked");
  await b.settled();
  return messageId;
}

describe("a command", () => {
  it("in a direct message is answered there, for that person alone", async () => {
    const b = await given();
    await b.fake.person.type(b.direct, b.user, "/kpi 退货率 上月");
    await b.settled();

    expect(b.heard).toMatchObject([
      { text: "/kpi 退货率 上月", direct: true, channel: b.direct.chatId, person: { account: b.user.openId } },
    ]);
    expect(b.fake.ledger.said(b.direct.chatId)).toEqual([expect.stringContaining("Heard /kpi 退货率 上月")]);
  });

  it("in a group is heard with the bot's name before it, and answered with a quotation", async () => {
    const b = await given();
    const said = await b.fake.person.type(b.group, b.user, "/kpi 退货率", { mention: true });
    await b.settled();

    expect(b.heard).toMatchObject([{ text: "/kpi 退货率", direct: false, channel: b.group.chatId }]);
    const [, answer] = b.fake.ledger.entries(b.group.chatId);
    expect(answer?.message).toMatchObject({ parentId: said.messageId });
    expect(answer?.threadId).toBeUndefined();
  });

  it("whose answer has buttons is answered without a quotation, so that what is decided hangs below that card", async () => {
    const b = await given({ text: async () => sealed(ask("补货清单", "查看")), press: async () => sealed("明细") });
    await b.fake.person.type(b.group, b.user, "/restock", { mention: true });
    await b.settled();
    const [, card] = b.fake.ledger.entries(b.group.chatId);
    await b.fake.person.click(card?.messageId ?? "", "查看", b.user);
    await b.settled();

    expect(card?.message.parentId).toBeUndefined();
    expect(b.fake.ledger.said(b.group.chatId, card?.messageId)).toEqual([
      expect.stringContaining("补货清单"),
      expect.stringContaining("明细"),
    ]);
  });

  it("may be typed with a Chinese keyboard, and SKU codes stay as they are", async () => {
    const b = await given();
    await b.fake.person.type(b.group, b.user, "／ｋｐｉ　退货率　ＳＫＵ－ａ①　abc-Ⅳ", { mention: true });
    await b.settled();

    expect(b.heard.map((h) => h.text)).toEqual(["/kpi 退货率 ＳＫＵ－ａ① abc-Ⅳ"]);
  });

  it("takes no part of the period for its name", async () => {
    const b = await given();
    for (const text of ["/kpi３月", "／ｋｐｉ３月", "/KPI退货率"]) await b.fake.person.type(b.direct, b.user, text);
    await b.settled();

    expect(b.heard.map((h) => h.text).toSorted()).toEqual(["/KPI退货率", "/kpi３月", "/kpi３月"]);
  });

  it("is known by the bot's name when it has no slash", async () => {
    const b = await given();
    await b.fake.person.type(b.group, b.user, "kpi 退货率", { mention: true });
    await b.settled();

    expect(b.heard.map((h) => h.text)).toEqual(["@Purser kpi 退货率"]);
  });

  it("for another bot is none of ours, and a colleague's name in it is written out", async () => {
    const b = await given();
    const lin = b.fake.addUser("林峰");
    await b.fake.person.type(b.group, b.user, "/kpi", { mention: [lin.openId] });
    await b.fake.person.type(b.group, b.user, "/assign", { mention: [b.fake.botOpenId, lin.openId] });
    await b.settled();

    expect(b.heard.map((h) => h.text)).toEqual(["@Purser @林峰 /assign"]);
  });

  it("in a rich text is read like any other", async () => {
    const b = await given();
    await pushed(
      b,
      "post",
      {
        title: "",
        content: [
          [
            { tag: "at", user_id: "@_user_1", user_name: "Purser" },
            { tag: "text", text: " /restock " },
            { tag: "a", text: "SKU-1", href: "https://x.example" },
          ],
        ],
      },
      { chat_id: b.group.chatId, chat_type: "group", mentions: [{ key: "@_user_1", id: { open_id: b.fake.botOpenId }, name: "Purser" }] },
    );

    expect(b.heard.map((h) => h.text)).toEqual(["/restock SKU-1"]);
  });

  it("in a thread is answered in the thread, and not beside it", async () => {
    const b = await given();
    const root = await b.fake.person.type(b.direct, b.user, "/kpi");
    await b.settled();
    await b.fake.person.type(b.direct, b.user, "/why", { thread: root.messageId });
    await b.settled();

    expect(b.heard.map((h) => h.threadId)).toEqual([undefined, root.messageId]);
    expect(b.fake.ledger.said(b.direct.chatId, root.messageId)).toEqual([expect.stringContaining("Heard /why")]);
  });

  it("is acknowledged at once, however long the answer takes", async () => {
    const answer = held();
    const b = await given({ text: async () => (await answer.promise, sealed("Late")) });

    const said = await b.fake.person.type(b.direct, b.user, "/restock");

    expect(said.attempt).toMatchObject({ outcome: "acked" });
    expect(said.attempt?.ms).toBeLessThan(500);
    expect(b.fake.ledger.said(b.direct.chatId)).toEqual([]);
    answer.resolve();
    await b.settled();
    expect(b.fake.ledger.said(b.direct.chatId)).toEqual([expect.stringContaining("Late")]);
  });

  it("that comes again under another event is done once", async () => {
    const b = await given();
    const content = { text: "/kpi" };
    const id = await pushed(b, "text", content);
    await pushed(b, "text", content, { message_id: id });

    expect(b.heard).toHaveLength(1);
  });

  it("of a bot is not heard, not even of this one", async () => {
    const b = await given();
    await pushed(b, "text", { text: "/kpi" }, {}, { sender_type: "app" });

    expect(b.heard).toEqual([]);
  });

  it("whose words were withdrawn meanwhile is answered all the same", async () => {
    const answer = held();
    const b = await given({ text: async () => (await answer.promise, sealed("Still here")) });
    const said = await b.fake.person.type(b.group, b.user, "/kpi", { mention: true });
    const message = b.fake.world.messages.get(said.messageId);
    if (message) message.withdrawnAt = Date.now();
    answer.resolve();
    await b.settled();

    expect(b.fake.ledger.said(b.group.chatId)).toEqual([expect.stringContaining("Still here")]);
  });

  it("is refused privately where only the asker is to know", async () => {
    const b = await given({ text: async () => sealed("毛利只给财务看", { reach: "asker" }) });
    await b.fake.person.type(b.group, b.user, "/kpi 毛利", { mention: true });
    await b.settled();

    expect(b.fake.ledger.said(b.group.chatId)).toEqual([]);
    expect(b.fake.ledger.said(b.direct.chatId)).toEqual([expect.stringContaining("毛利只给财务看")]);
  });
});

describe("what is no command", () => {
  it.for([
    ["image", { image_key: "img_1" }, "图片"],
    ["folder", { file_key: "f", file_name: "reports" }, "文件夹"],
    ["sticker", { file_key: "f" }, "表情"],
    ["hologram", {}, "这种消息"],
  ] as const)("a direct %s gets a sentence with what to do instead", async ([type, content, name]) => {
    const b = await given();
    await pushed(b, type, content);

    expect(b.heard).toEqual([]);
    expect(b.fake.ledger.said(b.direct.chatId)).toEqual([expect.stringContaining(`我看不懂${name}`)]);
  });

  it("in a group is left alone", async () => {
    const b = await given();
    await pushed(b, "image", { image_key: "img_1" }, { chat_id: b.group.chatId, chat_type: "group" });

    expect(b.fake.ledger.said(b.group.chatId)).toEqual([]);
  });

  it("and not an event that this platform understands is acknowledged, logged and left", async () => {
    const b = await given();
    await b.fake.deliveries.deliver("im.message.receive_v1", { message: "?" });
    await b.settled();

    expect(b.heard).toEqual([]);
    expect(b.log.lines.map((l) => l.event)).toContain("feishu.unreadable-event");
  });
});

describe("the bot's menu", () => {
  it("runs the command of its key in the direct chat", async () => {
    const b = await given();
    await b.fake.person.menu(b.user, "restock");
    await b.settled();

    expect(b.heard).toMatchObject([{ text: "/restock", direct: true, person: { account: b.user.openId } }]);
    expect(b.fake.ledger.said(b.direct.chatId)).toEqual([expect.stringContaining("Heard /restock")]);
  });

  it("shows a person's duties", async () => {
    const asked: Person[] = [];
    const b = await given({ home: async (person) => (asked.push(person), sealed("你有 2 件待办")) });
    await b.fake.person.menu(b.user, "home");
    await b.settled();

    expect(asked).toEqual([{ account: b.user.openId }]);
    expect(b.fake.ledger.said(b.direct.chatId)).toEqual([expect.stringContaining("你有 2 件待办")]);
  });
});

describe("a chat that the bot is added to", () => {
  it("is greeted once with what to do", async () => {
    const b = await given();
    const { delivery } = await b.fake.deliveries.deliver("im.chat.member.bot.added_v1", {
      chat_id: b.group.chatId,
      name: "运营群",
      external: false,
    });
    await b.fake.deliveries.again(delivery.eventId);
    await b.settled();

    const [greeting, ...others] = b.fake.ledger.said(b.group.chatId);
    expect(others).toEqual([]);
    expect(greeting).toContain("大家好，我是事务长 Purser");
    expect(greeting).toContain("@Purser /kpi 退货率 上月");
    expect(greeting).toContain("/help");
  });
});

describe("while Purser stops", () => {
  it("what was begun is finished, and an event is refused, so that it is pushed again to whoever is there then", async () => {
    const answer = held();
    const b = await given({ text: async () => (await answer.promise, sealed("Done")) });
    await b.fake.person.type(b.direct, b.user, "/kpi");

    const stopping = b.platform.stop();
    const said = await b.fake.person.type(b.direct, b.user, "/restock");
    answer.resolve();
    await stopping;

    expect(said.attempt).toMatchObject({ outcome: "refused", status: 500 });
    expect(b.fake.ledger.said(b.direct.chatId)).toEqual([expect.stringContaining("Done")]);
    await expect.poll(() => b.fake.sockets.connected).toBe(0);
  });
});
