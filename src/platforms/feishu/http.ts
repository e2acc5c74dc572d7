import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Inbox } from "../../ports/delivery.ts";
import type { Clock, Log } from "../../ports/system.ts";
import { Replays } from "../common/replays.ts";
import { type Keys, verify } from "./verify.ts";

export interface HttpNeeds {
  readonly keys: Keys;
  readonly inbox: Pick<Inbox, "first">;
  readonly clock: Clock;
  readonly log: Log;
  readonly windowMs: number;
  /** False while nobody would work on an event: it is to be pushed again later, perhaps to another process. */
  readonly ready: () => boolean;
  /** Hands a verified event to its handler; what it answers goes back as JSON. */
  readonly take: (event: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** A request was turned away. */
  readonly refused: (because: string) => void;
}

/** A card of 30 KB comes back with its values; an event of a rich text has at most 150 KB, encrypted and in base64. */
const BODY_BYTES = 1_048_576;

/** `POST /feishu/events`: events and card callbacks, for apps that have a public address instead of a long connection. */
export function eventRoute(needs: HttpNeeds): Hono {
  const { keys, inbox, clock, log } = needs;
  const nonces = new Replays({ kind: "feishu-nonce", inbox, clock, log });
  const app = new Hono();
  const turnAway = (because: string): void => {
    log.warn("feishu.refused", { because });
    needs.refused(because);
  };

  app.post("/feishu/events", bodyLimit({ maxSize: BODY_BYTES, onError: (c) => (turnAway("too large"), c.text("", 413)) }), async (c) => {
    const raw = new Uint8Array(await c.req.arrayBuffer());
    const verified = verify(
      raw,
      {
        timestamp: c.req.header("x-lark-request-timestamp"),
        nonce: c.req.header("x-lark-request-nonce"),
        signature: c.req.header("x-lark-signature"),
      },
      keys,
      clock.now(),
      needs.windowMs,
    );
    if (verified.kind === "refused") return (turnAway(verified.because), c.text("", 401));
    if (verified.kind === "challenge") return c.json({ challenge: verified.challenge });
    if (!needs.ready()) return c.text("", 503);
    if (!(await nonces.first(verified.nonce))) return (turnAway("seen before"), c.text("", 401));
    const answer = await needs.take(verified.event);
    return c.json(answer !== null && typeof answer === "object" ? answer : {});
  });
  return app;
}
