import { describe, expect, it } from "vitest";
import * as codes from "./codes.ts";
import {
  beingSent,
  chatBusy,
  cutShort,
  DOWNLOADS,
  dropped,
  EDITS,
  ENDPOINT,
  type Fault,
  HISTORY,
  IMAGES,
  rateLimited,
  refused,
  SENDS,
  serverError,
  slow,
  tokenExpired,
  TOKENS,
} from "./faults.ts";
import { eventually, refusal, stage, type Stage } from "./kit.ts";

async function post(s: Stage, chat: string, uuid: string): Promise<string | undefined> {
  const { data } = await s.client.im.v1.message.create({
    params: { receive_id_type: "chat_id" },
    data: { receive_id: chat, msg_type: "text", content: JSON.stringify({ text: "日报" }), uuid },
  });
  return data?.message_id;
}

describe("the server told to fail", () => {
  const faults: readonly (readonly [string, Fault, number | undefined, number | undefined, boolean])[] = [
    ["HTTP 500 before", serverError("before"), 500, undefined, false],
    ["HTTP 500 after", serverError("after"), 500, undefined, true],
    ["a dropped connection before", dropped("before"), undefined, undefined, false],
    ["a dropped connection after", dropped("after"), undefined, undefined, true],
    ["the limit of the API", rateLimited(7), 429, codes.API_TOO_OFTEN, false],
    ["the limit of the chat", chatBusy(), 400, codes.CHAT_TOO_OFTEN, false],
    ["being sent, and nothing comes of it", beingSent("before"), 400, codes.BEING_SENT, false],
    ["being sent, and there it is", beingSent("after"), 400, codes.BEING_SENT, true],
    ["an expired token", tokenExpired(), 400, codes.TOKEN_INVALID, false],
  ];
  it.each(faults)(
    "%s: the caller hears it, the ledger knows the truth, and once more with the uuid makes one",
    async (_, fault, status, code, there) => {
      await using s = await stage();
      const group = s.fake.addChat("运营群");
      s.fake.faults.add({ on: SENDS, fault });

      const heard = await refusal(post(s, group.chatId, "day-1"));

      expect(heard).toMatchObject({ status, code });
      expect(s.fake.ledger.messages(group.chatId)).toHaveLength(there ? 1 : 0);
      expect(s.fake.ledger.callsTo(/im\/v1\/messages/)).toMatchObject([
        { accepted: there, uuid: "day-1", fault: `${fault.kind} ${fault.when}` },
      ]);
      expect(await post(s, group.chatId, "day-1")).toMatch(/^om_/);
      expect(s.fake.ledger.messages(group.chatId)).toHaveLength(1);
      expect(s.fake.ledger.doubled()).toEqual([]);
    },
  );

  const routes: readonly (readonly [string, RegExp, string, string])[] = [
    ["posts", SENDS, "POST", "/open-apis/im/v1/messages/om_1/reply"],
    ["edits", EDITS, "PATCH", "/open-apis/im/v1/messages/om_1"],
    ["history", HISTORY, "GET", "/open-apis/im/v1/messages?container_id_type=chat"],
    ["pictures", IMAGES, "POST", "/open-apis/im/v1/images"],
    ["downloads", DOWNLOADS, "GET", "/open-apis/im/v1/messages/om_1/resources/file_1"],
    ["tokens", TOKENS, "POST", "/open-apis/auth/v3/tenant_access_token/internal"],
    ["connections", ENDPOINT, "POST", "/callback/ws/endpoint"],
  ];
  it.each(routes)("strikes %s and no other call", async (_, on, method, path) => {
    await using s = await stage();
    s.fake.faults.add({ on, fault: refused(1, "told to") });

    const others = routes.filter(([, , , other]) => other !== path);
    for (const [, , verb, other] of others) await fetch(`${s.fake.url}${other}`, { method: verb });
    expect(s.fake.faults.waiting).toBe(1);
    const struck = await fetch(`${s.fake.url}${path}`, { method });

    expect(await struck.json()).toEqual({ code: 1, msg: "told to" });
  });

  it("the limit of the API says for how long", async () => {
    await using s = await stage();
    s.fake.faults.add({ fault: rateLimited(7), on: SENDS });

    const { headers } = await refusal(post(s, s.fake.addChat("运营群").chatId, "a"));

    expect(headers).toMatchObject({ "x-ogw-ratelimit-limit": "50", "x-ogw-ratelimit-reset": "7" });
  });

  it("a storm lasts as long as it is told to by the clock", async () => {
    await using s = await stage();
    const group = s.fake.addChat("运营群");
    s.fake.faults.add({ on: SENDS, fault: rateLimited(1), times: Number.POSITIVE_INFINITY, until: s.clock.now() + 60_000 });
    for (let i = 0; i < 3; i += 1) expect(await refusal(post(s, group.chatId, "a"))).toMatchObject({ status: 429 });

    s.clock.pass(60_000);

    expect(await post(s, group.chatId, "a")).toMatch(/^om_/);
    expect(s.fake.ledger.struck).toHaveLength(3);
  });

  it("the same seed strikes the same calls", async () => {
    const run = async (seed: number): Promise<readonly boolean[]> => {
      await using s = await stage({ seed });
      s.fake.faults.add({ on: SENDS, fault: serverError("before"), times: Number.POSITIVE_INFINITY, probability: 0.5 });
      const struck: boolean[] = [];
      for (let i = 0; i < 20; i += 1)
        struck.push(
          await post(s, s.fake.addChat(`群 ${i}`).chatId, `${i}`).then(
            () => false,
            () => true,
          ),
        );
      return struck;
    };

    const first = await run(7);

    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
    expect(new Set(first)).toEqual(new Set([true, false]));
  });

  it("a slow answer comes after the message is there", async () => {
    await using s = await stage();
    const group = s.fake.addChat("运营群");
    await post(s, group.chatId, "warm-up");
    s.fake.faults.add({ on: SENDS, fault: slow(400, "after") });
    let answered = false;

    const coming = post(s, group.chatId, "a").then(() => (answered = true));
    await eventually(() => expect(s.fake.ledger.messages(group.chatId)).toHaveLength(2));

    expect(answered).toBe(false);
    await coming;
    expect(s.fake.ledger.calls.at(-1)?.ms).toBeGreaterThan(390);
  });

  it("a caller that gives up before a slow server begins gets its message nevertheless", async () => {
    await using s = await stage();
    const group = s.fake.addChat("运营群");
    await post(s, group.chatId, "warm-up");
    s.fake.faults.add({ on: SENDS, fault: slow(500, "before") });

    await refusal(
      s.client.request({
        method: "POST",
        url: "/open-apis/im/v1/messages",
        params: { receive_id_type: "chat_id" },
        data: { receive_id: group.chatId, msg_type: "text", content: JSON.stringify({ text: "日报" }) },
        timeout: 50,
      }),
    );
    expect(s.fake.ledger.messages(group.chatId)).toHaveLength(1);

    await eventually(() => expect(s.fake.ledger.messages(group.chatId)).toHaveLength(2));
  });

  it("a download can break off in the middle", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    const { messageId } = await s.fake.person.dropFile(s.fake.direct(mei), mei, "stock.csv", Buffer.alloc(100_000, "x"));
    const [file] = s.fake.world.files.values();
    s.fake.faults.add({ on: DOWNLOADS, fault: cutShort(40_000) });
    const { getReadableStream } = await s.client.im.v1.messageResource.get({
      path: { message_id: messageId, file_key: file?.fileKey ?? "" },
      params: { type: "file" },
    });

    let size = 0;
    const read = async (): Promise<void> => {
      for await (const chunk of getReadableStream()) size += (chunk as Buffer).length;
    };

    await expect(read()).rejects.toThrow("aborted");
    expect(size).toBe(40_000);
  });
});
