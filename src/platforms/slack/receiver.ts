import type { App, Receiver } from "@slack/bolt";
import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Inbox } from "../../ports/delivery.ts";
import type { Clock, Log } from "../../ports/system.ts";
import { Replays } from "../common/replays.ts";
import { acknowledgedAfter } from "./acknowledge.ts";
import { verify } from "./signature.ts";

/** Slack's bodies are a few kilobytes, a large view's at most some hundred; Slack itself stops at 4 MB. */
const BODY_BYTES = 4_194_304;
/** Slack gives up after 3 s; later than this an answer helps nobody. */
const ACK_MS = 2_900;

export interface HttpNeeds {
  readonly signingSecret: string;
  readonly inbox: Pick<Inbox, "first">;
  readonly clock: Clock;
  readonly log: Log;
}

export interface HttpReceiver extends Receiver {
  /** `POST /slack/events`: events, commands and clicks. */
  readonly app: Hono;
  /** Requests that were refused since the start, by reason. */
  readonly refused: ReadonlyMap<string, number>;
}

/** Slack over HTTP: checks each request itself and feeds bolt, so that one HTTP server serves everything. */
export function httpReceiver(needs: HttpNeeds): HttpReceiver {
  const { clock, log, inbox } = needs;
  const signatures = new Replays({ kind: "slack-signature", inbox, clock, log });
  const refused = new Map<string, number>();
  const app = new Hono();
  let bolt: App | undefined;
  let open = false;

  function count(because: string): void {
    refused.set(because, (refused.get(because) ?? 0) + 1);
    log.warn("slack.refused", { because, times: refused.get(because) });
  }
  function refuse(c: Context, because: string): Response {
    count(because);
    return c.text("refused\n", 401);
  }
  function refuseLong(c: Context): Response {
    count("too-large");
    return c.text("too large\n", 413);
  }

  app.post("/slack/events", bodyLimit({ maxSize: BODY_BYTES, onError: refuseLong }), async (c) => {
    const raw = Buffer.from(await c.req.arrayBuffer());
    const type = c.req.header("content-type") ?? "";
    // Slack looks whether the certificate is good; there is nothing in it and it is not signed.
    if (isForm(type) && new URLSearchParams(raw.toString()).get("ssl_check") === "1") return c.body(null, 200);

    const verdict = verify(
      { timestamp: c.req.header("x-slack-request-timestamp"), signature: c.req.header("x-slack-signature"), body: raw },
      needs.signingSecret,
      clock.now(),
    );
    if (verdict.kind === "forged") return refuse(c, verdict.because);
    const body = parse(type, raw.toString());
    if (body === undefined) return c.text("neither JSON nor a form\n", 400);
    if (body["type"] === "url_verification") return c.json({ challenge: body["challenge"] });
    // Starting or stopping: another replica, or a second delivery, takes it.
    if (bolt === undefined || !open) return c.text("not ready\n", 503);
    // The same request once more within its five minutes. Slack signs its own second deliveries anew.
    if (!(await signatures.first(verdict.signature))) return refuse(c, "replayed");
    return deliver(bolt, c, body);
  });

  async function deliver(to: App, c: Context, body: Record<string, unknown>): Promise<Response> {
    const { promise: acked, resolve } = Promise.withResolvers<unknown>();
    const { promise: late, resolve: giveUp } = Promise.withResolvers<typeof LATE>();
    const timer = setTimeout(() => giveUp(LATE), ACK_MS);
    const retry = c.req.header("x-slack-retry-num");
    const reason = c.req.header("x-slack-retry-reason");
    to.processEvent({
      body,
      ...(retry === undefined ? {} : { retryNum: Number(retry) }),
      ...(reason === undefined ? {} : { retryReason: reason }),
      ack: (answer?: unknown) => Promise.resolve(resolve(answer)),
    }).catch((error: unknown) => {
      log.error("slack.event-failed", error);
      resolve(undefined);
    });
    const answer = await Promise.race([acked, late]);
    clearTimeout(timer);
    if (answer === LATE) {
      log.warn("slack.acknowledged-late", { type: typeof body["type"] === "string" ? body["type"] : null });
      return c.text("not understood\n", 404);
    }
    if (answer === undefined || answer === null || answer === "") return c.body(null, 200);
    return typeof answer === "string" ? c.text(answer) : c.json(answer);
  }

  return {
    app,
    refused,
    init(to) {
      bolt = acknowledgedAfter(to);
    },
    start: async () => void (open = true),
    stop: async () => void (open = false),
  };
}

const LATE = Symbol("late");

const isForm = (type: string): boolean => /^application\/x-www-form-urlencoded(?:\s*;|$)/i.test(type);

/** A command is a plain form, a click a form with JSON in `payload`, an event JSON. */
function parse(type: string, text: string): Record<string, unknown> | undefined {
  if (!isForm(type)) return /^application\/json(?:\s*;|$)/i.test(type) ? object(text) : undefined;
  const form = new URLSearchParams(text);
  const payload = form.get("payload");
  return payload === null ? Object.fromEntries(form) : object(payload);
}

function object(text: string): Record<string, unknown> | undefined {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === "object" && data !== null && !Array.isArray(data) ? (data as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
