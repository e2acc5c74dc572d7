import { parseArgs } from "node:util";
import { Client, DefaultCache } from "@larksuiteoapi/node-sdk";
import { quiet } from "./quiet.ts";

/**
 * A process of an app that posts one message after the other, each under its own uuid, and begins at the front again when it is
 * started again: what a bot does that was killed before it could note that a post went out.
 */
export const POSTING_PROCESS = import.meta.filename;

async function post(client: Client, chat: string, n: number): Promise<void> {
  for (;;) {
    try {
      await client.im.v1.message.create({
        params: { receive_id_type: "chat_id" },
        data: { receive_id: chat, msg_type: "text", content: JSON.stringify({ text: `日报 ${n}` }), uuid: `post-${n}` },
      });
      return;
    } catch {
      // Whatever went wrong, the same uuid once more is one message.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: "string" },
      id: { type: "string" },
      secret: { type: "string" },
      chat: { type: "string" },
      posts: { type: "string" },
    },
  });
  const client = new Client({
    appId: values.id ?? "",
    appSecret: values.secret ?? "",
    domain: values.url ?? "",
    cache: new DefaultCache(),
    logger: quiet,
  });
  for (let n = 0; n < Number(values.posts); n += 1) await post(client, values.chat ?? "", n);
}

// A test that imports this file only wants its path.
if (import.meta.main) await main();
