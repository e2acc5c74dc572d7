import { post, type HttpPush, type Posted } from "./http-push.ts";
import { ACK_WITHIN_MS, MINUTE } from "./limits.ts";
import type { World } from "./state.ts";

export const FORGERIES = [
  "bad-signature",
  "no-signature",
  "stale",
  "from-the-future",
  "wrong-token",
  "wrong-app",
  "other-key",
  "plain",
  "garbage",
  "other-body",
] as const;
export type Forgery = (typeof FORGERIES)[number];

const MANNER = { parts: 1, deadlineMs: ACK_WITHIN_MS } as const;
const OUT_OF_TIME_MS = 10 * MINUTE;

/** An event that somebody else made up, in a direct message: what it says must never be done. */
function event(world: World, change: { readonly token?: string; readonly appId?: string } = {}): Record<string, unknown> {
  const { identity, random, now } = world;
  const [user] = world.users.values();
  const sender = user?.openId ?? `ou_${random.hex(32)}`;
  return {
    schema: "2.0",
    header: {
      event_id: random.hex(32),
      event_type: "im.message.receive_v1",
      create_time: String(now()),
      token: change.token ?? identity.verificationToken,
      app_id: change.appId ?? identity.appId,
      tenant_key: identity.tenantKey,
    },
    event: {
      sender: { sender_id: { open_id: sender, union_id: "on_forged", user_id: "" }, sender_type: "user", tenant_key: identity.tenantKey },
      message: {
        message_id: `om_${random.hex(32)}`,
        create_time: String(now()),
        chat_id: world.directChat(sender).chatId,
        chat_type: "p2p",
        message_type: "text",
        content: JSON.stringify({ text: "/policy forged" }),
      },
    },
  };
}

/** Knocks at the app's URL with a forged request. Answers as the forger sees it. */
export async function forge(world: World, push: HttpPush, kind: Forgery): Promise<Posted> {
  const { random, identity } = world;
  const url = push.settings.url;
  const honest = push.prepare(event(world));
  const send = async (raw: string | Buffer, headers: Readonly<Record<string, string>>): Promise<Posted> => {
    const posted = await post(url, raw, headers, MANNER);
    if (typeof posted === "string") throw new Error(`fake feishu: the app did not answer a forged request: ${posted}`);
    return posted;
  };
  switch (kind) {
    case "bad-signature":
      return send(honest.raw, { ...honest.headers, "X-Lark-Signature": random.hex(64) });
    case "no-signature":
      return send(honest.raw, {});
    case "stale":
    case "from-the-future": {
      const late = push.prepare(event(world), {
        signed: true,
        timestamp: world.now() + (kind === "stale" ? -OUT_OF_TIME_MS : OUT_OF_TIME_MS),
      });
      return send(late.raw, late.headers);
    }
    case "wrong-token": {
      const other = push.prepare(event(world, { token: random.hex(32) }));
      return send(other.raw, other.headers);
    }
    case "wrong-app": {
      const other = push.prepare(event(world, { appId: `cli_${random.hex(16)}` }));
      return send(other.raw, other.headers);
    }
    case "other-key": {
      const stranger = push.prepare(event(world), { signed: true, encryptKey: random.hex(32) });
      return send(stranger.raw, stranger.headers);
    }
    case "plain":
      return send(JSON.stringify(event(world, { token: identity.verificationToken })), {});
    case "garbage":
      return send(Buffer.from(random.hex(64), "hex"), honest.headers);
    case "other-body":
      return send(push.prepare(event(world)).raw, honest.headers);
  }
}

/** A true request that somebody overheard and sends again. */
export async function replay(world: World, push: HttpPush): Promise<readonly [Posted, Posted]> {
  const { raw, headers } = push.prepare(event(world));
  const first = await post(push.settings.url, raw, headers, MANNER);
  const second = await post(push.settings.url, raw, headers, MANNER);
  if (typeof first === "string" || typeof second === "string") throw new Error("fake feishu: the app did not answer a replayed request");
  return [first, second];
}
