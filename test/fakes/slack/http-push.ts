import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { request as httpRequest } from "node:http";
import { cutInside } from "./door.ts";
import type { Obj } from "./json.ts";
import { isObj } from "./json.ts";
import type { Ack, Parcel, Transport } from "./push.ts";
import type { World } from "./state.ts";

/** Where the app listens; several addresses of one kind stand for replicas behind a balancer. */
export interface RequestUrls {
  readonly events: readonly string[];
  readonly commands: readonly string[];
  readonly interactions: readonly string[];
}

/** `v0=` and the HMAC that Slack puts over timestamp and raw body. */
export const sign = (secret: string, timestampSeconds: number, body: string): string =>
  `v0=${createHmac("sha256", secret).update(`v0:${timestampSeconds}:${body}`).digest("hex")}`;

/** Body and headers exactly as Slack would send them; a test can bend them before it sends them itself. */
export function signedRequest(world: World, parcel: Parcel): { readonly body: string; readonly headers: Record<string, string> } {
  const body = encode(parcel);
  // Signatures live in real time: the app compares them with its own clock.
  const timestamp = Math.floor(Date.now() / 1000);
  const retry: Record<string, string> =
    parcel.kind === "event" && parcel.retryNum > 0
      ? { "x-slack-retry-num": String(parcel.retryNum), "x-slack-retry-reason": parcel.retryReason }
      : {};
  return {
    body,
    headers: {
      "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
      accept: "application/json,*/*",
      "content-type": parcel.kind === "event" ? "application/json" : "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": String(timestamp),
      "x-slack-signature": sign(world.ids.signingSecret, timestamp, body),
      ...retry,
    },
  };
}

function encode(parcel: Parcel): string {
  if (parcel.kind === "event") return JSON.stringify(parcel.body);
  if (parcel.kind === "interaction") return new URLSearchParams({ payload: JSON.stringify(parcel.body) }).toString();
  const form = new URLSearchParams();
  for (const [key, value] of Object.entries(parcel.body)) form.set(key, typeof value === "string" ? value : String(value));
  return form.toString();
}

const KEYS = { event: "events", command: "commands", interaction: "interactions" } as const;

export const httpTransport =
  (world: World, urls: RequestUrls): Transport =>
  async (parcel, timeoutMs): Promise<Ack> => {
    const url = world.random.pick(urls[KEYS[parcel.kind]]);
    if (url === undefined) return { ok: false, payload: null, failure: "no_request_url", noRetry: true };
    const request = signedRequest(world, parcel);
    try {
      const { status, headers, text } = await knock(url, request.headers, request.body, world.splitBytes, timeoutMs);
      const noRetry = headers["x-slack-no-retry"] === "1";
      if (status < 200 || status > 299) return { ok: false, payload: null, failure: "http_error", noRetry };
      return { ok: true, payload: payloadOf(text, headers["content-type"] ?? ""), failure: null, noRetry };
    } catch (error) {
      const timedOut = error instanceof Error && error.message === TIMED_OUT;
      return { ok: false, payload: null, failure: timedOut ? "http_timeout" : "connection_failed", noRetry: false };
    }
  };

const TIMED_OUT = "no answer in time";

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** node:http and not fetch: only so can a body be cut where we want it. */
function knock(url: string, headers: Record<string, string>, body: string, split: boolean, timeoutMs: number): Promise<Answered> {
  const bytes = Buffer.from(body);
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method: "POST", headers: { ...headers, "content-length": String(bytes.length) }, agent: false });
    const timer = setTimeout(() => sent.destroy(new Error(TIMED_OUT)), timeoutMs);
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
    };
    sent.on("error", fail);
    sent.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", fail);
      response.on("end", () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() });
      });
    });
    sent.setNoDelay(true);
    const [head, tail] = cutInside(bytes, split);
    sent.write(head);
    // The pause makes two packets of it.
    if (tail === null) sent.end();
    else setTimeout(() => sent.end(tail), 15);
  });
}

function payloadOf(text: string, contentType: string): Obj | null {
  if (text === "") return null;
  if (!contentType.startsWith("application/json")) return { text };
  const parsed: unknown = JSON.parse(text);
  return isObj(parsed) && Object.keys(parsed).length > 0 ? parsed : null;
}

/** What Slack does when a request URL is entered: a challenge that must come back. */
export async function verifyUrl(world: World, url: string): Promise<boolean> {
  const challenge = world.random.code(40);
  const body: Obj = { token: "verification-token-that-nobody-should-trust", challenge, type: "url_verification" };
  const request = signedRequest(world, { kind: "event", body, retryNum: 0, retryReason: "" });
  const response = await fetch(url, { method: "POST", ...request });
  const text = await response.text();
  return response.ok && text.includes(challenge);
}
