import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyOf, fieldsOf, rateLimited, through } from "../door.ts";
import type { Reply } from "../door.ts";
import type { Call } from "../ledger.ts";
import type { World } from "../state.ts";
import { ApiError, Args } from "./args.ts";
import { auth } from "./auth.ts";
import { chat } from "./chat.ts";
import { conversations } from "./conversations.ts";
import { files } from "./files.ts";
import type { Method, Methods } from "./method.ts";
import { reactions } from "./reactions.ts";
import { users } from "./users.ts";
import { views } from "./views.ts";

const METHODS: Methods = { ...auth, ...chat, ...conversations, ...files, ...reactions, ...users, ...views };

/** Answers `/api/<method>`. */
export async function webApi(world: World, name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { fields } = await fieldsOf(request, await bodyOf(request));
  const query = Object.fromEntries(new URL(request.url ?? "/", world.url).searchParams);
  const args = new Args({ ...query, ...fields });
  const channel = args.text("channel") ?? args.text("channel_id") ?? "";
  await through(world, { method: name, channel, args: args.raw, request, response }, (call) => {
    try {
      return answer(world, name, args, request.headers.authorization ?? `Bearer ${args.text("token") ?? ""}`, call);
    } catch (error) {
      if (error instanceof ApiError) return { status: 200, body: { ok: false, error: error.message, ...error.extra } };
      throw error;
    }
  });
}

function answer(world: World, name: string, args: Args, authorization: string, call: Call): Reply {
  const method = METHODS[name];
  if (method === undefined) throw new ApiError("unknown_method", { req_method: name });
  identify(world, method, authorization);
  const provided = [...world.scopes].join(",");
  if (method.scopes.length > 0 && !method.scopes.some((s) => world.scopes.has(s)))
    throw new ApiError("missing_scope", { needed: method.scopes.join(","), provided });
  const wait = world.meter(name, method.tier, args.text("channel") ?? "", world.now());
  if (wait > 0) return rateLimited(wait);
  const result = method.run(world, args);
  call.accepted = true;
  return { status: 200, body: { ok: true, ...result }, headers: method.appToken === undefined ? { "x-oauth-scopes": provided } : {} };
}

function identify(world: World, method: Method, authorization: string): void {
  const token = authorization.replace(/^Bearer /u, "");
  if (token === "") throw new ApiError("not_authed");
  if (world.tokenError !== null) throw new ApiError(world.tokenError);
  const expected = method.appToken === undefined ? world.ids.botToken : world.ids.appToken;
  if (token === expected) return;
  const known = token === world.ids.botToken || token === world.ids.appToken;
  throw new ApiError(known ? "not_allowed_token_type" : "invalid_auth");
}
