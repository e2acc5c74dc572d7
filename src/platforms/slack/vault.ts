import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps an address that is as good as a password where others may read it: in the store, and in its backups. */
export interface Vault {
  lock(text: string): string;
  /** Undefined for what was locked with another token, or is broken. */
  open(locked: string): string | undefined;
}

/** Every replica has the bot's token; whoever has it may speak everywhere anyway. */
export function makeVault(botToken: string): Vault {
  const key = Buffer.from(hkdfSync("sha256", botToken, "", "purser response_url", 32));
  return {
    lock(text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, iv);
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
    },
    open(locked) {
      const all = Buffer.from(locked, "base64url");
      if (all.length < IV_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv(ALGORITHM, key, all.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAuthTag(all.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(all.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
      } catch {
        // The bot's token was renewed meanwhile: a message is sent instead.
        return undefined;
      }
    },
  };
}
