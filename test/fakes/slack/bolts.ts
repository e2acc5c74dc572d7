import { createServer } from "node:http";
import { App, HTTPReceiver, LogLevel, SocketModeReceiver, webApi } from "@slack/bolt";
import type { FakeSlack } from "./server.ts";

/** Swallows what the SDK logs; tests read the ledger instead. */
export const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

const clientOptions = (slack: FakeSlack) => ({ slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true });

/** A client that says at once what went wrong. */
export const client = (slack: FakeSlack, token: string = slack.botToken): webApi.WebClient =>
  new webApi.WebClient(token, { ...clientOptions(slack), timeout: 5000, logger: silent });

/** Bolt asks who it is as soon as it is made, and nobody catches it when Slack has stopped by then. */
const known = (slack: FakeSlack): Promise<unknown> =>
  slack.until(() => slack.ledger.callsOf("auth.test").some((c) => c.status !== 0), "the app to ask who it is");

export interface Running {
  readonly app: App;
  stop(): Promise<void>;
}

/** A real Bolt app over a real socket; `listen` says what it answers. */
export async function socketApp(slack: FakeSlack, listen: (app: App) => void): Promise<Running> {
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger: silent,
    // Half a second instead of five until it reconnects.
    clientPingTimeout: 500,
    installerOptions: { clientOptions: clientOptions(slack) },
  });
  const app = new App({ token: slack.botToken, receiver, logger: silent, clientOptions: clientOptions(slack) });
  await known(slack);
  app.error(async () => undefined);
  listen(app);
  await app.start();
  return { app, stop: async () => void (await app.stop()) };
}

/** A real Bolt app behind HTTP on a free port, which Slack is told of. */
export async function httpApp(slack: FakeSlack, listen: (app: App) => void): Promise<Running & { readonly url: string }> {
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logger: silent });
  const app = new App({ token: slack.botToken, receiver, logger: silent, clientOptions: clientOptions(slack) });
  await known(slack);
  app.error(async () => undefined);
  listen(app);
  const server = createServer((request, response) => {
    receiver.requestListener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const url = `http://127.0.0.1:${address.port}/slack/events`;
  slack.useHttp(url);
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { app, url, stop };
}
