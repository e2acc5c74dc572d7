import type { IncomingMessage, ServerResponse } from "node:http";
import type { Obj } from "./json.ts";
import { isObj } from "./json.ts";
import type { Call } from "./ledger.ts";
import type { Misfortune } from "./faults.ts";
import type { World } from "./state.ts";

/** What goes back over the wire when nothing intervenes. */
export interface Reply {
  readonly status: number;
  readonly body: Obj | string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Knock {
  readonly method: string;
  readonly channel: string;
  readonly args: Obj;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** One call through the faults: what strikes before it is taken keeps it from happening, what strikes after keeps the caller from knowing. */
export async function through(world: World, knock: Knock, run: (call: Call) => Reply): Promise<void> {
  const { ledger } = world;
  const call: Call = {
    n: ledger.calls.length,
    method: knock.method,
    at: world.now(),
    args: knock.args,
    accepted: false,
    status: 0,
    error: null,
    retryAfterSeconds: null,
  };
  ledger.asked(call);
  const struck = world.faults.strike(knock.method, knock.channel);
  const reply = (await misfortune(world, struck, "before")) ?? run(call);
  const final = reply === "cut" ? "cut" : ((await misfortune(world, struck, "after")) ?? reply);
  const gone = knock.request.socket.destroyed;
  note(call, gone ? "gone" : final);
  ledger.changed();
  if (final === "cut") knock.request.socket.destroy();
  if (final === "cut" || gone) return;
  send(knock.response, final, world.splitBytes);
}

async function misfortune(world: World, struck: readonly Misfortune[], when: "before" | "after"): Promise<Reply | "cut" | undefined> {
  for (const how of struck) {
    if (("when" in how ? how.when : "before") !== when) continue;
    switch (how.kind) {
      case "slow":
        await pause(world.random.between(how.ms[0], how.ms[1]));
        break;
      case "rate-limit":
        return rateLimited(world.random.between(how.retryAfterSeconds[0], how.retryAfterSeconds[1]));
      case "http-500":
        return { status: 500, body: "Internal Server Error", headers: { "content-type": "text/plain" } };
      case "drop":
        return "cut";
      case "error":
        return {
          status: 200,
          body: {
            ok: false,
            error: how.error,
            ...(how.messages === undefined ? {} : { response_metadata: { messages: how.messages } }),
          },
        };
    }
  }
  return undefined;
}

export const rateLimited = (seconds: number): Reply => ({
  status: 429,
  body: { ok: false, error: "ratelimited" },
  headers: { "retry-after": String(seconds) },
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** "gone": the caller hung up before the answer, out of patience or killed. */
function note(call: Call, reply: Reply | "cut" | "gone"): void {
  if (reply === "cut" || reply === "gone") {
    call.error = reply;
    return;
  }
  call.status = reply.status;
  const after = reply.headers?.["retry-after"];
  if (after !== undefined) call.retryAfterSeconds = Number(after);
  if (isObj(reply.body) && !Buffer.isBuffer(reply.body) && reply.body["ok"] === false) call.error = String(reply.body["error"]);
  else if (reply.status >= 400) call.error = `http_${reply.status}`;
}

/** Two halves of these bytes, cut inside the first character of several bytes; one half where there is none or it is not asked. */
export function cutInside(bytes: Buffer, wanted: boolean): readonly [Buffer, Buffer | null] {
  const at = wanted ? bytes.findIndex((b) => b >= 0xc0) : -1;
  return at === -1 ? [bytes, null] : [bytes.subarray(0, at + 1), bytes.subarray(at + 1)];
}

export function send(response: ServerResponse, reply: Reply, split = false): void {
  const text = typeof reply.body === "string" || Buffer.isBuffer(reply.body) ? reply.body : JSON.stringify(reply.body);
  response.writeHead(reply.status, { "content-type": "application/json; charset=utf-8", ...reply.headers });
  const [head, tail] = cutInside(Buffer.from(text), split);
  if (tail === null) {
    response.end(head);
    return;
  }
  response.write(head);
  setTimeout(() => response.end(tail), 15);
}

/** 100 MB: what a loopback test may send; Slack itself takes a gigabyte. */
const BODY_MAX = 100 * 1024 * 1024;

/** The caller died in the middle of a sentence, as killed processes do: nothing was asked. */
export class Gone extends Error {}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > BODY_MAX) throw new Error("body too large");
      chunks.push(chunk);
    }
  } catch (error) {
    throw request.complete ? error : new Gone("the caller has gone", { cause: error });
  }
  return Buffer.concat(chunks);
}

/** Fields of a form or JSON body, and the first file of a multipart one. */
export async function fieldsOf(request: IncomingMessage, body: Buffer): Promise<{ readonly fields: Obj; readonly file: Buffer | null }> {
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("application/json")) {
    const parsed: unknown = body.length === 0 ? {} : JSON.parse(body.toString());
    return { fields: isObj(parsed) ? parsed : {}, file: null };
  }
  if (type.startsWith("multipart/form-data")) {
    const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
    const fields: Obj = {};
    let file: Buffer | null = null;
    for (const [key, value] of form) {
      if (typeof value === "string") fields[key] = value;
      else file = Buffer.from(await value.arrayBuffer());
    }
    return { fields, file };
  }
  return { fields: Object.fromEntries(new URLSearchParams(body.toString())), file: null };
}
