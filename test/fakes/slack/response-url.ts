import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyOf, fieldsOf, through } from "./door.ts";
import type { Reply } from "./door.ts";
import type { Obj } from "./json.ts";
import { str } from "./json.ts";
import type { Call, Message } from "./ledger.ts";
import { edit, post, remove } from "./post.ts";
import type { Channel, ResponseUrl, World } from "./state.ts";
import { ApiError, Args } from "./web-api/args.ts";
import { content } from "./web-api/content.ts";

/** docs.slack.dev/interactivity/handling-user-interaction: five times within thirty minutes. */
const USES = 5;
const LIFE_MS = 30 * 60_000;

export function issueResponseUrl(
  world: World,
  channel: string,
  user: string,
  source: Message | null,
): { readonly url: string; readonly key: string } {
  const key = world.random.code(24);
  world.responseUrls.set(key, { key, channel, user, at: world.now(), uses: 0, source });
  return { url: `${world.url}/${source === null ? "commands" : "actions"}/${world.ids.team}/${key}`, key };
}

/** Bodies are JSON; whether rejected blocks come with 200 or 400 differs by report, so the one that is easier to overlook is played. */
const refused = (status: number, error: string): Reply => ({ status, body: { ok: false, error } });

export async function respond(world: World, key: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { fields } = await fieldsOf(request, await bodyOf(request));
  const link = world.responseUrls.get(key);
  await through(world, { method: "response_url", channel: link?.channel ?? "", args: { ...fields, key }, request, response }, (call) =>
    answer(world, link, fields, call),
  );
}

function answer(world: World, link: ResponseUrl | undefined, fields: Obj, call: Call): Reply {
  const channel = world.channels.get(link?.channel ?? "");
  if (link === undefined || channel === undefined) return refused(404, "invalid_url");
  if (world.now() - link.at > LIFE_MS) return refused(404, "expired_url");
  if (link.uses >= USES) return refused(404, "used_url");
  link.uses += 1;
  try {
    sayBack(world, link, channel, fields, "response_url");
  } catch (error) {
    if (error instanceof ApiError) return { status: 200, body: { ok: false, error: error.message, ...error.extra } };
    throw error;
  }
  call.accepted = true;
  return { status: 200, body: { ok: true } };
}

/** What a response_url and the body of an acknowledgement have in common. */
export function sayBack(world: World, link: ResponseUrl, channel: Channel, fields: Obj, via: "response_url" | "ack"): void {
  const flag = (key: string): boolean => fields[key] === true || fields[key] === "true";
  if (flag("delete_original")) {
    if (link.source !== null) remove(world, link.source);
    return;
  }
  const said = content(world, new Args(fields));
  if (flag("replace_original") && link.source !== null) {
    edit(world, link.source, via, said.text, said.blocks);
    return;
  }
  const everybody = str(fields, "response_type") === "in_channel";
  const threadTs = str(fields, "thread_ts") === "" ? (everybody ? null : (link.source?.threadTs ?? null)) : str(fields, "thread_ts");
  post(world, { channel, via, user: world.ids.botUser, byBot: true, ...said, threadTs, ephemeralTo: everybody ? null : link.user });
}
