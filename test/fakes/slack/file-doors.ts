import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyOf, fieldsOf, through } from "./door.ts";
import { kindOf } from "./post.ts";
import type { World } from "./state.ts";

/** `POST /upload/v1/<key>`: multipart as the SDK sends it, or the bare bytes. */
export async function upload(world: World, key: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  const { file: part } = await fieldsOf(request, body);
  const bytes = part ?? body;
  await through(world, { method: "upload", channel: "", args: { key, size: bytes.length }, request, response }, (call) => {
    const file = [...world.files.values()].find((f) => f.uploadKey === key);
    if (file === undefined) return { status: 404, body: "not found", headers: { "content-type": "text/plain" } };
    if (bytes.length !== file.length) return { status: 400, body: "length does not match", headers: { "content-type": "text/plain" } };
    file.bytes = bytes;
    call.accepted = true;
    return { status: 200, body: `OK - ${bytes.length}`, headers: { "content-type": "text/plain" } };
  });
}

const LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in to your workspace</body></html>";

/** A file's own address. Without the token Slack does not refuse: it answers 200 with its login page. */
export async function download(world: World, id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  await through(world, { method: "download", channel: "", args: { id }, request, response }, (call) => {
    const file = world.files.get(id);
    const allowed = request.headers.authorization === `Bearer ${world.ids.botToken}` && world.tokenError === null;
    if (!allowed || !world.scopes.has("files:read"))
      return { status: 200, body: LOGIN_PAGE, headers: { "content-type": "text/html; charset=utf-8" } };
    if (file === undefined || file.bytes === null) return { status: 404, body: "", headers: { "content-type": "text/plain" } };
    call.accepted = true;
    return { status: 200, body: file.bytes, headers: { "content-type": kindOf(file.name, file.bytes).mimetype } };
  });
}
