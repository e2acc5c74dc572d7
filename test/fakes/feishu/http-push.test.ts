import { createServer, type IncomingHttpHeaders } from "node:http";
import { EventDispatcher } from "@larksuiteoapi/node-sdk";
import { describe, expect, it } from "vitest";
import { forge, FORGERIES, replay } from "./forge.ts";
import { sign } from "./http-push.ts";
import { type Handle, stage } from "./kit.ts";
import { quiet } from "./quiet.ts";

interface Knock {
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly chunks: number;
}

/** An app behind a URL: it notes what comes and answers as it is told. */
async function app(
  answer: (
    knock: Knock,
  ) => { readonly status: number; readonly body: unknown } | Promise<{ readonly status: number; readonly body: unknown }>,
) {
  const knocks: Knock[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const knock = { headers: request.headers, raw: Buffer.concat(pieces).toString("utf8"), chunks: pieces.length };
      knocks.push(knock);
      void Promise.resolve(answer(knock)).then(({ status, body }) => response.writeHead(status).end(JSON.stringify(body)));
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/feishu/events`,
    knocks,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** The SDK's own dispatcher behind the URL, which checks and decrypts. */
function sdk(keys: { readonly encryptKey: string; readonly verificationToken: string }, handles: Handle) {
  const dispatcher = new EventDispatcher({ ...keys, logger: quiet }).register(handles);
  return async ({ raw, headers }: Knock) => ({
    status: 200,
    body: (await dispatcher.invoke(Object.assign(Object.create({ headers }) as object, JSON.parse(raw)))) as unknown,
  });
}

describe("events to a URL", () => {
  it("the challenge is sent when the URL is saved", async () => {
    await using s = await stage();
    await using plain = await app(({ raw }) => ({
      status: 200,
      body: { challenge: (JSON.parse(raw) as { challenge: string }).challenge },
    }));
    await using deaf = await app(() => ({ status: 200, body: {} }));

    expect(await s.fake.useHttp({ url: plain.url, encrypted: false }).verifyUrl()).toMatchObject({ ok: true, status: 200 });
    expect(JSON.parse(plain.knocks[0]?.raw ?? "")).toMatchObject({ type: "url_verification", token: s.fake.verificationToken });
    expect(await s.fake.useHttp({ url: deaf.url, encrypted: false }).verifyUrl()).toMatchObject({ ok: false });
    await s.fake.useHttp({ url: deaf.url, encrypted: true }).verifyUrl();
    expect(Object.keys(JSON.parse(deaf.knocks[1]?.raw ?? "") as object)).toEqual(["encrypt"]);
    expect(deaf.knocks[1]?.headers["x-lark-signature"]).toBeUndefined();
  });

  it("the SDK takes what is encrypted and signed", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    const texts: string[] = [];
    await using bot = await app(sdk(s.fake, { "im.message.receive_v1": ({ message }) => void texts.push(message.content) }));
    s.fake.useHttp({ url: bot.url, encrypted: true });

    const said = await s.fake.person.type(s.fake.direct(mei), mei, "补货");

    expect(said.attempt).toMatchObject({ outcome: "acked", transport: "http", status: 200 });
    expect(texts).toEqual(['{"text":"补货"}']);
    const [{ headers, raw }] = bot.knocks as [Knock];
    expect(headers["x-lark-signature"]).toBe(
      sign(String(headers["x-lark-request-timestamp"]), String(headers["x-lark-request-nonce"]), s.fake.encryptKey, raw),
    );
    expect(raw).not.toContain("补货");
  });

  it("a body can come in chunks that cut characters", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    await using bot = await app(() => ({ status: 200, body: {} }));
    s.fake.useHttp({ url: bot.url, encrypted: false });
    s.fake.deliveries.manner.parts = 4;

    await s.fake.person.type(s.fake.direct(mei), mei, "补货提醒".repeat(40));

    expect(bot.knocks[0]?.chunks).toBe(4);
    expect(bot.knocks[0]?.raw).toContain("补货提醒".repeat(40));
  });

  it("no 200 means once more after 15 s; nobody there means so too", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    const answers = [500, 200];
    await using bot = await app(() => ({ status: answers.shift() ?? 200, body: {} }));
    s.fake.useHttp({ url: bot.url, encrypted: false });

    await s.fake.person.type(s.fake.direct(mei), mei, "/kpi");
    s.clock.pass(15_000);
    await s.fake.pump();
    s.fake.useHttp({ url: "http://127.0.0.1:9/", encrypted: false });
    const unheard = await s.fake.person.type(s.fake.direct(mei), mei, "/kpi");

    expect(s.fake.deliveries.all[0]?.attempts.map((a) => [a.outcome, a.status])).toEqual([
      ["refused", 500],
      ["acked", 200],
    ]);
    expect(unheard.attempt?.outcome).toBe("nobody");
  });

  it("a click is answered in the body", async () => {
    await using s = await stage();
    const mei = s.fake.addUser("美玲");
    await using bot = await app(sdk(s.fake, { "card.action.trigger": () => ({ toast: { type: "info", content: "收到" } }) } as never));
    s.fake.useHttp({ url: bot.url, encrypted: true });
    const { data } = await s.client.im.v1.message.create({
      params: { receive_id_type: "open_id" },
      data: {
        receive_id: mei.openId,
        msg_type: "interactive",
        content: JSON.stringify({
          schema: "2.0",
          body: { elements: [{ tag: "button", text: { tag: "plain_text", content: "好" }, behaviors: [{ type: "callback", value: {} }] }] },
        }),
      },
    });

    expect(await s.fake.person.click(data?.message_id ?? "", "好", mei)).toMatchObject({ ok: true, toast: { content: "收到" } });
  });
});

describe("somebody who is not the platform", () => {
  it("every forgery differs from the truth in what it says it does", async () => {
    await using s = await stage();
    s.fake.addUser("美玲");
    await using bot = await app(() => ({ status: 401, body: {} }));
    const push = s.fake.useHttp({ url: bot.url, encrypted: true });

    for (const kind of FORGERIES) expect(await forge(s.fake.world, push, kind)).toMatchObject({ status: 401 });
    await replay(s.fake.world, push);

    const signed = bot.knocks.map(({ headers, raw }) => {
      const [timestamp, nonce] = [String(headers["x-lark-request-timestamp"]), String(headers["x-lark-request-nonce"])];
      return headers["x-lark-signature"] === sign(timestamp, nonce, s.fake.encryptKey, raw);
    });
    const byKind = Object.fromEntries(FORGERIES.map((kind, i) => [kind, signed[i]]));
    expect(byKind).toEqual({
      "bad-signature": false,
      "no-signature": false,
      stale: true,
      "from-the-future": true,
      "wrong-token": true,
      "wrong-app": true,
      "other-key": false,
      plain: false,
      garbage: false,
      "other-body": false,
    });
    expect(bot.knocks.at(-1)?.raw).toBe(bot.knocks.at(-2)?.raw);
    expect(signed.slice(-2)).toEqual([true, true]);
  });
});
