import { createCipheriv, createHash } from "node:crypto";
import { type ClientRequest, request as httpRequest } from "node:http";
import { cut } from "./frames.ts";
import { type Fields, parsed } from "./json.ts";
import type { Attempt, PushOptions, Transport } from "./push.ts";
import { SECOND } from "./limits.ts";
import type { World } from "./state.ts";

/** Between two pieces of a body, so that they arrive as two chunks. */
const BETWEEN_PIECES_MS = 4;

/** base64(iv + AES-256-CBC(body)), the key is SHA-256 of the encrypt key. */
export function encrypt(body: string, encryptKey: string, iv: Buffer): string {
  const cipher = createCipheriv("aes-256-cbc", createHash("sha256").update(encryptKey).digest(), iv);
  return Buffer.concat([iv, cipher.update(body, "utf8"), cipher.final()]).toString("base64");
}

export const sign = (timestamp: string, nonce: string, encryptKey: string, rawBody: string): string =>
  createHash("sha256").update(timestamp).update(nonce).update(encryptKey).update(rawBody).digest("hex");

export interface Posted {
  readonly status: number;
  readonly body: unknown;
}

export interface HttpPushSettings {
  readonly url: string;
  /** False: as an app whose console has no encrypt key. Then nothing is signed either. */
  readonly encrypted: boolean;
}

/** Events and callbacks to the URL that the console holds. */
export class HttpPush implements Transport {
  readonly #world: World;
  readonly settings: HttpPushSettings;
  constructor(world: World, settings: HttpPushSettings) {
    this.#world = world;
    this.settings = settings;
  }

  /** Body and headers as the platform sends them. The challenge is not signed. */
  prepare(
    envelope: Fields,
    options: { readonly signed: boolean; readonly timestamp?: number; readonly encryptKey?: string } = { signed: true },
  ): { readonly raw: string; readonly headers: Record<string, string> } {
    const { identity, random } = this.#world;
    const plain = JSON.stringify(envelope);
    const key = options.encryptKey ?? identity.encryptKey;
    const raw = this.settings.encrypted ? JSON.stringify({ encrypt: encrypt(plain, key, Buffer.from(random.hex(32), "hex")) }) : plain;
    if (!this.settings.encrypted || !options.signed) return { raw, headers: {} };
    const timestamp = String(Math.floor((options.timestamp ?? this.#world.now()) / SECOND));
    const nonce = random.hex(16);
    return {
      raw,
      headers: {
        "X-Lark-Request-Timestamp": timestamp,
        "X-Lark-Request-Nonce": nonce,
        "X-Lark-Signature": sign(timestamp, nonce, key, raw),
      },
    };
  }

  async push(envelope: Fields, { parts, deadlineMs }: PushOptions): Promise<Attempt> {
    const at = this.#world.now();
    const started = performance.now();
    const { raw, headers } = this.prepare(envelope);
    const posted = await post(this.settings.url, raw, headers, { parts, deadlineMs });
    const ms = performance.now() - started;
    if (typeof posted === "string") return { at, transport: "http", outcome: posted, ms };
    const { status, body } = posted;
    return {
      at,
      transport: "http",
      outcome: status === 200 ? "acked" : "refused",
      status,
      ms,
      ...(body === undefined ? {} : { answer: body }),
    };
  }

  /** What the console does when the URL is saved: the app must answer with the challenge. */
  async verifyUrl(): Promise<{ readonly ok: boolean; readonly status?: number; readonly answer?: unknown }> {
    const challenge = this.#world.random.hex(32);
    const { raw } = this.prepare({ challenge, token: this.#world.identity.verificationToken, type: "url_verification" }, { signed: false });
    const posted = await post(this.settings.url, raw, {}, { parts: 1, deadlineMs: SECOND });
    if (typeof posted === "string") return { ok: false };
    const echoed =
      typeof posted.body === "object" && posted.body !== null && "challenge" in posted.body && posted.body.challenge === challenge;
    return { ok: posted.status === 200 && echoed, status: posted.status, answer: posted.body };
  }
}

type Broken = "late" | "lost" | "nobody";

export async function post(
  url: string,
  raw: string | Buffer,
  headers: Readonly<Record<string, string>>,
  options: { readonly parts: number; readonly deadlineMs: number },
): Promise<Posted | Broken> {
  const { promise, resolve } = Promise.withResolvers<Posted | Broken>();
  const bytes = Buffer.from(raw);
  const outgoing = httpRequest(url, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8", "content-length": String(bytes.length), ...headers },
  });
  const timer = setTimeout(() => {
    resolve("late");
    outgoing.destroy();
  }, options.deadlineMs);
  outgoing.on("response", (response) => {
    const chunks: Buffer[] = [];
    response.on("data", (chunk: Buffer) => chunks.push(chunk));
    response.on("error", () => resolve("lost"));
    response.on("end", () => resolve({ status: response.statusCode ?? 0, body: parsed(Buffer.concat(chunks).toString("utf8")) }));
  });
  outgoing.on("error", (error) => resolve("code" in error && error.code === "ECONNREFUSED" ? "nobody" : "lost"));
  outgoing.setNoDelay(true);
  writePieces(outgoing, cut(bytes, options.parts));
  const result = await promise;
  clearTimeout(timer);
  return result;
}

function writePieces(outgoing: ClientRequest, pieces: readonly Buffer[]): void {
  const [first, ...rest] = pieces;
  if (rest.length === 0) {
    outgoing.end(first);
    return;
  }
  outgoing.write(first, () => setTimeout(() => writePieces(outgoing, rest), BETWEEN_PIECES_MS));
}
