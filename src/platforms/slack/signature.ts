import { createHmac, timingSafeEqual } from "node:crypto";

/** docs.slack.dev/authentication/verifying-requests-from-slack: older is a replay. A clock ahead of ours is no better. */
const MAX_SKEW_SECONDS = 300;

export interface SignedRequest {
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
  /** As it came over the line: a body that was parsed and written again has other bytes. */
  readonly body: Uint8Array;
}

export type Verdict =
  | { readonly kind: "genuine"; readonly signature: string }
  | { readonly kind: "forged"; readonly because: "no-signature" | "bad-timestamp" | "stale" | "from-the-future" | "wrong-signature" };

/** Did somebody who knows the signing secret send this, within five minutes of now? */
export function verify(request: SignedRequest, secret: string, now: Date): Verdict {
  const { timestamp, signature, body } = request;
  if (timestamp === undefined || signature === undefined) return { kind: "forged", because: "no-signature" };
  if (!/^\d{1,11}$/.test(timestamp)) return { kind: "forged", because: "bad-timestamp" };
  const age = now.getTime() / 1000 - Number(timestamp);
  if (age > MAX_SKEW_SECONDS) return { kind: "forged", because: "stale" };
  if (age < -MAX_SKEW_SECONDS) return { kind: "forged", because: "from-the-future" };
  const expected = Buffer.from(`v0=${createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex")}`);
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { kind: "forged", because: "wrong-signature" };
  return { kind: "genuine", signature };
}
