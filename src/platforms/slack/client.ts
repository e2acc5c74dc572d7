import { type Logger, webApi } from "@slack/bolt";
import { timelyFetch } from "./timely.ts";
import type { Timeouts } from "./timeouts.ts";

export type WebClient = webApi.WebClient;

export interface Clients {
  /** Posts of the outbox. */
  readonly posting: WebClient;
  /** What a person waits for: answers, progress, the home page. A digest never stands before it. */
  readonly interactive: WebClient;
  /** `views.open`, which is in vain after 3 s. */
  readonly dialogs: WebClient;
  /** Uploads, and the look whether they are ready. */
  readonly files: WebClient;
  /** History, channels, people. */
  readonly reading: WebClient;
}

export type ClientOptions = NonNullable<ConstructorParameters<typeof webApi.WebClient>[1]>;

export const SLACK_API = "https://slack.com/api/";

/**
 * Options for ONE client: each call makes new ones, since the SDK writes into them (a socket its 100 retries, a client its token).
 * Nothing is sent twice by the SDK: a retried chat.postMessage is a second message (measured: 4 copies in 12 s).
 */
export function clientOptions(apiUrl: string | null, logger: Logger, timeout: number): ClientOptions {
  return {
    slackApiUrl: apiUrl ?? SLACK_API,
    logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    fetch: timelyFetch(timeout),
    allowAbsoluteUrls: false,
  };
}

export function makeClients(token: string, apiUrl: string | null, logger: Logger, timeouts: Timeouts): Clients {
  const make = (timeout: number): WebClient => new webApi.WebClient(token, clientOptions(apiUrl, logger, timeout));
  return {
    posting: make(timeouts.request),
    interactive: make(timeouts.request),
    dialogs: make(timeouts.interactive),
    files: make(timeouts.request),
    reading: make(timeouts.request),
  };
}
