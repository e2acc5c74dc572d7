import type { IncomingMessage, ServerResponse } from "node:http";
import { type Fields, fields, parsed } from "./json.ts";

/** Larger than every documented limit, so that the limit answers and not the socket. */
const BODY_BYTES = 128 * 1024 * 1024;

export interface Upload {
  readonly name: string;
  readonly fileName: string;
  readonly bytes: Buffer;
}

export interface Form {
  readonly values: Readonly<Record<string, string>>;
  readonly files: readonly Upload[];
}

export interface Call {
  readonly method: string;
  readonly path: string;
  /** Of the route: `:message_id` → `message_id`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Fields;
  readonly form: Form | undefined;
  readonly token: string | undefined;
}

export type Answer =
  | { readonly kind: "data"; readonly data: Fields }
  /** Some old APIs put their fields beside `code`. */
  | { readonly kind: "top"; readonly top: Fields }
  | { readonly kind: "file"; readonly bytes: Buffer; readonly name: string; readonly type: string };

export const data = (value: Fields): Answer => ({ kind: "data", data: value });

/** The platform says no. */
export class Refused extends Error {
  readonly status: number;
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;
  constructor(code: number, message: string, status = 400, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new Error("fake feishu: a body that is no bytes");
    size += chunk.length;
    if (size > BODY_BYTES) throw new Error("fake feishu: a body over 128 MB");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function jsonBody(raw: Buffer, type: string): Fields {
  return type.startsWith("multipart/") ? {} : fields(parsed(raw.toString("utf8")));
}

const HEADERS_END = Buffer.from("\r\n\r\n");

export function multipart(raw: Buffer, type: string): Form | undefined {
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (!type.startsWith("multipart/form-data") || boundary === undefined) return undefined;
  const mark = Buffer.from(`--${boundary}`);
  const values: Record<string, string> = {};
  const files: Upload[] = [];
  let at = raw.indexOf(mark);
  while (at !== -1) {
    const next = raw.indexOf(mark, at + mark.length);
    if (next === -1) break;
    const part = raw.subarray(at + mark.length + 2, next - 2);
    at = next;
    const end = part.indexOf(HEADERS_END);
    if (end === -1) continue;
    const head = part.subarray(0, end).toString("utf8");
    const bytes = Buffer.from(part.subarray(end + HEADERS_END.length));
    const name = /[; ]name="([^"]*)"/.exec(head)?.[1] ?? "";
    const fileName = /filename="([^"]*)"/.exec(head)?.[1];
    // The SDK sends a Buffer as a part with a type and without a file name.
    const isFile = fileName !== undefined || /content-type:\s*application\/octet-stream/i.test(head);
    if (!isFile) values[name] = bytes.toString("utf8");
    else files.push({ name, fileName: fileName ?? "", bytes });
  }
  return { values, files };
}

export function send(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
  breakAfter?: number,
): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "content-length": Buffer.byteLength(body), ...headers });
  if (breakAfter === undefined) {
    response.end(body);
    return;
  }
  response.write(Buffer.from(body).subarray(0, breakAfter), () => response.destroy());
}

/** `breakAfter`: the line breaks after so many bytes of the body. */
export function sendAnswer(response: ServerResponse, answer: Answer, breakAfter?: number): void {
  switch (answer.kind) {
    case "data":
      return send(response, 200, JSON.stringify({ code: 0, msg: "success", data: answer.data }), {}, breakAfter);
    case "top":
      return send(response, 200, JSON.stringify({ code: 0, msg: "ok", ...answer.top }), {}, breakAfter);
    case "file":
      return send(
        response,
        200,
        answer.bytes,
        { "content-type": answer.type, "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(answer.name)}` },
        breakAfter,
      );
  }
}
