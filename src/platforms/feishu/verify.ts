import { createDecipheriv, createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";

export interface Keys {
  readonly appId: string;
  readonly encryptKey: string;
  readonly verificationToken: string;
}

export interface Signed {
  readonly timestamp: string | undefined;
  readonly nonce: string | undefined;
  readonly signature: string | undefined;
}

export type Verified =
  | { readonly kind: "challenge"; readonly challenge: string }
  | { readonly kind: "event"; readonly event: Readonly<Record<string, unknown>>; readonly nonce: string }
  /** For the log and the count; whoever knocked learns nothing of it. */
  | { readonly kind: "refused"; readonly because: string };

const Encrypted = z.object({ encrypt: z.string().min(1) });
const Challenge = z.object({ type: z.literal("url_verification"), challenge: z.string().min(1), token: z.string() });
const Envelope = z.looseObject({
  schema: z.literal("2.0"),
  header: z.looseObject({ event_id: z.string().min(1), event_type: z.string().min(1), token: z.string(), app_id: z.string() }),
});

const same = (a: string, b: string): boolean => {
  // Of equal length whatever comes in, so that the comparison takes the same time.
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
};

const refused = (because: string): Verified => ({ kind: "refused", because });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** base64 of the initial vector and AES-256-CBC; the key is the SHA-256 of the encrypt key. Undefined for what is not that. */
export function decrypt(encrypted: string, encryptKey: string): string | undefined {
  const bytes = Buffer.from(encrypted, "base64");
  if (bytes.length < 32 || bytes.length % 16 !== 0) return undefined;
  try {
    const cipher = createDecipheriv("aes-256-cbc", createHash("sha256").update(encryptKey).digest(), bytes.subarray(0, 16));
    return Buffer.concat([cipher.update(bytes.subarray(16)), cipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}

/** Over the bytes as they came: written again as JSON they would be others. */
export const signatureOf = (timestamp: string, nonce: string, encryptKey: string, raw: Uint8Array): string =>
  createHash("sha256").update(`${timestamp}${nonce}${encryptKey}`).update(raw).digest("hex");

/** Seconds, as documented; milliseconds are taken too. */
function instantOf(timestamp: string): number | undefined {
  if (/^\d{10}$/.test(timestamp)) return Number(timestamp) * 1_000;
  return /^\d{13}$/.test(timestamp) ? Number(timestamp) : undefined;
}

/**
 * Whether a request comes from Feishu and is meant for this app: signature over the raw bytes, age, encryption, token, app. In that
 * order, so that nothing of a forged body is read. That a request comes once only is for whoever remembers nonces.
 */
export function verify(raw: Uint8Array, headers: Signed, keys: Keys, now: Date, windowMs: number): Verified {
  const { timestamp, nonce, signature } = headers;
  const signed = timestamp !== undefined && nonce !== undefined && signature !== undefined;
  if (signed) {
    if (!same(signature.toLowerCase(), signatureOf(timestamp, nonce, keys.encryptKey, raw))) return refused("wrong signature");
    const at = instantOf(timestamp);
    if (at === undefined || Math.abs(now.getTime() - at) > windowMs) return refused("signed too long ago or in the future");
  } else if (timestamp !== undefined || nonce !== undefined || signature !== undefined) {
    return refused("half a signature");
  }
  const outer = Encrypted.safeParse(parse(new TextDecoder("utf-8").decode(raw)));
  if (!outer.success) return refused("not encrypted: the developer console has no Encrypt Key");
  const inner = decrypt(outer.data.encrypt, keys.encryptKey);
  if (inner === undefined) return refused("encrypted with another key");
  const data = parse(inner);
  const challenge = Challenge.safeParse(data);
  if (challenge.success) {
    // The one request that Feishu does not sign; whoever can encrypt it has the key.
    return same(challenge.data.token, keys.verificationToken)
      ? { kind: "challenge", challenge: challenge.data.challenge }
      : refused("wrong token");
  }
  if (!signed) return refused("no signature");
  const event = Envelope.safeParse(data);
  if (!event.success) return refused("not an event of schema 2.0");
  if (!same(event.data.header.token, keys.verificationToken)) return refused("wrong token");
  if (!same(event.data.header.app_id, keys.appId)) return refused("meant for another app");
  return { kind: "event", event: event.data, nonce: `${timestamp}:${nonce}` };
}
