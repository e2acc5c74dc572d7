import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SignedRequest, verify } from "../../../src/platforms/slack/signature.ts";

const SECRET = "0123456789abcdef0123456789abcdef";
const NOW = new Date("2026-11-22T08:30:00Z");
const BODY = JSON.stringify({ type: "event_callback", text: "补货 <b>" });

const signed = (secondsFromNow: number, body = BODY, secret = SECRET): SignedRequest => {
  const timestamp = String(NOW.getTime() / 1000 + secondsFromNow);
  const signature = `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
  return { timestamp, signature, body: new TextEncoder().encode(body) };
};

describe("a request that says it comes from Slack", () => {
  it.each([0, -10, -299, -300, 300])("is believed when it is signed %i s from now", (seconds) => {
    expect(verify(signed(seconds), SECRET, NOW).kind).toBe("genuine");
  });

  it.each([
    [-301, "stale"],
    [-3600, "stale"],
    [301, "from-the-future"],
    [3600, "from-the-future"],
  ])("is refused when it is signed %i s from now", (seconds, because) => {
    expect(verify(signed(seconds), SECRET, NOW)).toEqual({ kind: "forged", because });
  });

  it("is refused without a signature, with another's secret, or with a timestamp that is none", () => {
    const good = signed(0);
    expect(verify({ ...good, signature: undefined }, SECRET, NOW)).toEqual({ kind: "forged", because: "no-signature" });
    expect(verify({ ...good, timestamp: undefined }, SECRET, NOW)).toEqual({ kind: "forged", because: "no-signature" });
    expect(verify(signed(0, BODY, "another secret"), SECRET, NOW)).toEqual({ kind: "forged", because: "wrong-signature" });
    expect(verify({ ...good, timestamp: "1e9" }, SECRET, NOW)).toEqual({ kind: "forged", because: "bad-timestamp" });
    expect(verify({ ...good, signature: good.signature?.slice(0, -1) }, SECRET, NOW)).toEqual({
      kind: "forged",
      because: "wrong-signature",
    });
    expect(verify({ ...good, signature: good.signature?.toUpperCase() }, SECRET, NOW).kind).toBe("forged");
  });

  it("is refused when one byte of it was changed, also a space that JSON would not mind", () => {
    const good = signed(0);
    fc.assert(
      fc.property(fc.nat(good.body.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const body = Uint8Array.from(good.body, (byte, i) => (i === at ? byte ^ by : byte));
        expect(verify({ ...good, body }, SECRET, NOW).kind).toBe("forged");
      }),
    );
    expect(verify({ ...good, body: new TextEncoder().encode(`${BODY} `) }, SECRET, NOW).kind).toBe("forged");
  });
});
