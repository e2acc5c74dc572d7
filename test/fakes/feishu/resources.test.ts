import { describe, expect, it } from "vitest";
import * as codes from "./codes.ts";
import { card, refusal, stage, type Stage } from "./kit.ts";

/** Only what says how large the picture is. */
function png(width: number, height: number, bytes = 64): Buffer {
  const file = Buffer.alloc(bytes);
  file.writeUInt32BE(0x89504e47, 0);
  file.writeUInt32BE(0x0d0a1a0a, 4);
  file.write("IHDR", 12, "latin1");
  file.writeUInt32BE(width, 16);
  file.writeUInt32BE(height, 20);
  return file;
}

function gif(width: number, height: number): Buffer {
  const file = Buffer.alloc(64);
  file.write("GIF89a", "latin1");
  file.writeUInt16LE(width, 6);
  file.writeUInt16LE(height, 8);
  return file;
}

const upload = (s: Stage, image: Buffer): Promise<{ image_key?: string | undefined } | null> =>
  s.client.im.v1.image.create({ data: { image_type: "message", image } });

describe("pictures", () => {
  it("an uploaded one can stand in a card, another app's cannot", async () => {
    await using s = await stage();
    const group = s.fake.addChat("运营群");
    const uploaded = await upload(s, png(800, 600));
    const send = (key: string | undefined): Promise<unknown> =>
      s.client.im.v1.message.create({
        params: { receive_id_type: "chat_id" },
        data: {
          receive_id: group.chatId,
          msg_type: "interactive",
          content: card([{ tag: "img", img_key: key, alt: { tag: "plain_text", content: "七天销量" } }]),
        },
      });

    await send(uploaded?.image_key);

    expect(s.fake.world.images.get(uploaded?.image_key ?? "")).toMatchObject({ width: 800, height: 600, format: "png" });
    expect(s.fake.ledger.entries(group.chatId)).toMatchObject([{ text: "补货\n七天销量", images: [uploaded?.image_key] }]);
    expect(await refusal(send("img_v3_of_another_app"))).toMatchObject({ code: codes.CARD_REFUSED });
  });

  it("says no to what is too large, too wide, empty or no picture", async () => {
    await using s = await stage();

    expect(await refusal(upload(s, png(10, 10, 10 * 1024 * 1024 + 1)))).toMatchObject({ code: codes.FILE_TOO_LARGE });
    expect(await refusal(upload(s, png(12_001, 10)))).toMatchObject({ code: codes.IMAGE_TOO_WIDE });
    expect(await refusal(upload(s, gif(2_001, 10)))).toMatchObject({ code: codes.IMAGE_TOO_WIDE });
    expect(await refusal(upload(s, Buffer.alloc(64, "text")))).toMatchObject({ code: codes.IMAGE_UNREADABLE });
    expect(s.fake.world.images.size).toBe(0);
  });
});

describe("files", () => {
  it("one that a person drops is read through its message only", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    const group = s.fake.addChat("运营群", { members: [mei.openId] });
    const seen: { message_id: string; message_type: string; content: string }[] = [];
    await s.connect({ "im.message.receive_v1": ({ message }) => void seen.push(message) });
    const table = Buffer.from("sku,件数\nA-1,3\n", "utf8");

    const dropped = await s.fake.person.dropFile(group, mei, "库存.csv", table);
    const { file_key: key } = JSON.parse(seen[0]?.content ?? "{}") as { file_key: string };
    const get = (id: string): ReturnType<typeof s.client.im.v1.messageResource.get> =>
      s.client.im.v1.messageResource.get({ path: { message_id: id, file_key: key }, params: { type: "file" } });
    const chunks: Buffer[] = [];
    for await (const chunk of (await get(dropped.messageId)).getReadableStream()) chunks.push(chunk as Buffer);

    expect(seen).toMatchObject([{ message_type: "file", message_id: dropped.messageId }]);
    expect(Buffer.concat(chunks).equals(table)).toBe(true);
    const other = await s.fake.person.type(group, mei, "这个");
    expect((await refusal(get(other.messageId))).status).toBe(400);
    expect(s.fake.ledger.shown(group.chatId)).toEqual(["[file: 库存.csv]", "这个"]);
  });

  it("one of the bot is uploaded and hung below a message", async () => {
    await using s = await stage();
    const group = s.fake.addChat("运营群");
    const root = await s.client.im.v1.message.create({
      params: { receive_id_type: "chat_id" },
      data: { receive_id: group.chatId, msg_type: "text", content: '{"text":"全部 51 个 SKU"}' },
    });
    const file = await s.client.im.v1.file.create({ data: { file_type: "stream", file_name: "sku.csv", file: Buffer.from("a,b") } });

    await s.client.im.v1.message.reply({
      path: { message_id: root.data?.message_id ?? "" },
      data: { msg_type: "file", content: JSON.stringify(file), reply_in_thread: true },
    });

    expect(s.fake.ledger.shown(group.chatId, root.data?.message_id)).toEqual(["全部 51 个 SKU", "[file: sku.csv]"]);
  });
});

describe("people and chats", () => {
  it("are found by id and by e-mail, as far as the app may see them", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲", { email: "mei@shop.example" });
    const far = s.fake.addUser("外人", { email: "far@shop.example", outOfReach: true });
    const user = (id: string): Promise<unknown> =>
      s.client.contact.v3.user.get({ path: { user_id: id }, params: { user_id_type: "open_id" } });

    expect(await user(mei.openId)).toMatchObject({ data: { user: { name: "美玲", email: "mei@shop.example" } } });
    expect(await refusal(user(far.openId))).toMatchObject({ code: codes.USER_OUT_OF_SCOPE });
    expect(await refusal(user("ou_nobody"))).toMatchObject({ code: codes.USER_INVALID });
    const found = await s.client.contact.v3.user.batchGetId({
      params: { user_id_type: "open_id" },
      data: { emails: ["mei@shop.example", "far@shop.example", "no@shop.example"] },
    });
    expect(found.data?.user_list).toEqual([
      { email: "mei@shop.example", user_id: mei.openId },
      { email: "far@shop.example" },
      { email: "no@shop.example" },
    ]);
  });

  it("a chat says whether strangers read it, and tells nothing to a bot outside", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    const shared = s.fake.addChat("供应商群", { external: true, members: [mei.openId] });
    const closed = s.fake.addChat("财务群", { botIn: false });
    const get = (id: string): Promise<unknown> => s.client.im.v1.chat.get({ path: { chat_id: id } });

    expect(await get(shared.chatId)).toMatchObject({ data: { name: "供应商群", external: true, chat_mode: "group" } });
    expect(await get(s.fake.direct(mei).chatId)).toMatchObject({ data: { chat_mode: "p2p", external: false } });
    expect(await refusal(get(closed.chatId))).toMatchObject({ code: codes.CHAT_OPERATOR_OUTSIDE });
    expect(await s.client.im.v1.chatMembers.get({ path: { chat_id: shared.chatId } })).toMatchObject({
      data: { items: [{ member_id: mei.openId, name: "美玲" }] },
    });
    expect(await s.client.im.v1.chat.list({})).toMatchObject({ data: { items: [{ chat_id: shared.chatId }] } });
  });
});
