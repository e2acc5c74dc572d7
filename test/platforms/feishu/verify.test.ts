import { createCipheriv, createHash, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decrypt, type Keys, type Signed, signatureOf, verify } from "../../../src/platforms/feishu/verify.ts";

const KEYS: Keys = { appId: "cli_0123456789abcdef", encryptKey: "an-encrypt-key", verificationToken: "a-verification-token" };
const NOW = new Date("2026-11-22T08:30:00Z");
const WINDOW = 300_000;

function encrypt(text: string, key = KEYS.encryptKey): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-256-cbc", createHash("sha256").update(key).digest(), iv);
  return Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final()]).toString("base64");
}

const EVENT = {
  schema: "2.0",
  header: { event_id: "e1", event_type: "im.message.receive_v1", token: KEYS.verificationToken, app_id: KEYS.appId },
  event: { text: "补货 🚚" },
};

function request(event: unknown, { at = NOW, spaced = false } = {}): { readonly raw: Buffer; readonly headers: Signed } {
  const body = { encrypt: encrypt(JSON.stringify(event)) };
  const raw = Buffer.from(spaced ? JSON.stringify(body, null, 3) : JSON.stringify(body));
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  return { raw, headers: { timestamp, nonce: "n1", signature: signatureOf(timestamp, "n1", KEYS.encryptKey, raw) } };
}

const kindOf = (raw: Buffer, headers: Signed, keys = KEYS): string => verify(raw, headers, keys, NOW, WINDOW).kind;

describe("a signed request", () => {
  it("is taken as its bytes are, with whatever spaces", () => {
    for (const spaced of [false, true]) {
      const { raw, headers } = request(EVENT, { spaced });
      expect(verify(raw, headers, KEYS, NOW, WINDOW)).toMatchObject({
        kind: "event",
        event: EVENT,
        nonce: expect.stringContaining("n1") as string,
      });
    }
  });

  it.for([
    [-299, "event"],
    [299, "event"],
    [-301, "refused"],
    [301, "refused"],
    [86_400, "refused"],
  ] as const)("signed %s s from now is %s", ([seconds, kind]) => {
    const { raw, headers } = request(EVENT, { at: new Date(NOW.getTime() + seconds * 1_000) });
    expect(kindOf(raw, headers)).toBe(kind);
  });

  it("is refused when a single byte of it is another", () => {
    const { raw, headers } = request(EVENT);
    fc.assert(
      fc.property(fc.nat(raw.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const forged = Buffer.from(raw);
        forged[place] = (forged[place] ?? 0) ^ change;
        expect(kindOf(forged, headers)).toBe("refused");
      }),
    );
  });

  it("is refused without any one of its headers", () => {
    const { raw, headers } = request(EVENT);
    for (const name of ["timestamp", "nonce", "signature"] as const) expect(kindOf(raw, { ...headers, [name]: undefined })).toBe("refused");
  });

  it("is refused for another app, with another token, of an older schema", () => {
    for (const header of [{ app_id: "cli_ffffffffffffffff" }, { token: "guessed" }]) {
      const { raw, headers } = request({ ...EVENT, header: { ...EVENT.header, ...header } });
      expect(kindOf(raw, headers)).toBe("refused");
    }
    const { raw, headers } = request({ uuid: "1", token: KEYS.verificationToken, event: { type: "message" } });
    expect(kindOf(raw, headers)).toBe("refused");
  });

  it("is never an error, whatever the bytes are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), fc.string(), (bytes, nonce, signature) => {
        const raw = Buffer.from(bytes);
        const timestamp = String(Math.floor(NOW.getTime() / 1_000));
        expect(kindOf(raw, { timestamp, nonce, signature })).toBe("refused");
        expect(kindOf(raw, { timestamp, nonce, signature: signatureOf(timestamp, nonce, KEYS.encryptKey, raw) })).toBe("refused");
      }),
    );
  });

  it("that holds an encrypted nothing is refused", () => {
    fc.assert(
      fc.property(fc.base64String(), (text) => {
        expect(["string", "undefined"]).toContain(typeof decrypt(text, KEYS.encryptKey));
      }),
    );
  });
});

describe("a challenge", () => {
  const challenge = { type: "url_verification", challenge: "c-1", token: KEYS.verificationToken };
  const unsigned: Signed = { timestamp: undefined, nonce: undefined, signature: undefined };

  it("is answered unsigned, for whoever encrypts it has the key", () => {
    const { raw } = request(challenge);
    expect(verify(raw, unsigned, KEYS, NOW, WINDOW)).toEqual({ kind: "challenge", challenge: "c-1" });
  });

  it("is answered signed too, and an unsigned event is not taken for one", () => {
    const signed = request(challenge);
    expect(kindOf(signed.raw, signed.headers)).toBe("challenge");
    expect(kindOf(request(EVENT).raw, unsigned)).toBe("refused");
    expect(kindOf(Buffer.from(JSON.stringify(challenge)), unsigned)).toBe("refused");
  });
});
