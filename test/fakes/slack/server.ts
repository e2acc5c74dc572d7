import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Gone, send } from "./door.ts";
import { download, upload } from "./file-doors.ts";
import type { FaultRule } from "./faults.ts";
import type { Hands } from "./hands.ts";
import { hands } from "./hands.ts";
import type { RequestUrls } from "./http-push.ts";
import { httpTransport, verifyUrl } from "./http-push.ts";
import type { Ledger, Message } from "./ledger.ts";
import type { FakeSlackOptions } from "./options.ts";
import type { Writer } from "./person.ts";
import { channelNamed, userNamed, writer } from "./person.ts";
import type { Push, Transport } from "./push.ts";
import { push } from "./push.ts";
import type { RateLimits } from "./rate-limits.ts";
import { respond } from "./response-url.ts";
import { blockText, pings, plain } from "./shown.ts";
import { sockets } from "./socket.ts";
import type { Sockets } from "./socket.ts";
import type { Channel, NewChannel, NewUser, User, View, World } from "./state.ts";
import { addChannel, addUser, makeWorld } from "./state.ts";
import { objs } from "./json.ts";
import { webApi } from "./web-api/index.ts";

export interface FakeSlack extends Writer, Hands {
  readonly url: string;
  /** For `clientOptions.slackApiUrl`. */
  readonly apiUrl: string;
  readonly signingSecret: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly botUser: string;
  readonly world: World;
  readonly ledger: Ledger;
  readonly sockets: Sockets;
  readonly push: Push;
  /** Events, commands and clicks go to this address from now on, instead of the sockets. */
  useHttp(urls: string | readonly string[] | RequestUrls): void;
  useSockets(): void;
  verifyUrl(url: string): Promise<boolean>;
  fail(rule: FaultRule): () => void;
  heal(): void;
  /** Every call is answered with this from now on: token_revoked, invalid_auth, account_inactive …; null makes the token good again. */
  revoke(error: string | null): void;
  /** For messages accepted from now on. */
  lagHistory(rangeMs: readonly [number, number]): void;
  /** For files completed from now on. */
  slowFiles(delayMs: number): void;
  limitRates(limits: Partial<RateLimits>): void;
  /** Bodies and frames are cut in the middle of characters of several bytes. */
  splitBytes(on: boolean): void;
  addUser(user: NewUser): User;
  addChannel(channel: NewChannel): Channel;
  channel(name: string): Channel;
  user(name: string): User;
  /** What stands in a channel (without replies), or in a thread (root first), as everybody reads it, oldest first. */
  shown(channel: string, threadTs?: string): string[];
  /** One message or view, as it is read. */
  read(what: Message | View): string;
  /** What only this person sees of the app, oldest first. */
  whispers(user: string): string[];
  /** Live mentions in a message: empty when nobody is called. */
  pings(message: Message): string[];
  /** Waits until `look` finds something; looks whenever something happens. */
  until<T>(look: () => T | undefined | false | null, what: string, timeoutMs?: number): Promise<T>;
  stop(): Promise<void>;
}

const WAIT_MS = 10_000;

/** A Slack on loopback: start it, point the SDKs at `apiUrl`, act as a person, read the ledger. */
export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const world = makeWorld(options);
  const server = createServer((request, response) => {
    route(world, request, response).catch((error: unknown) => {
      if (error instanceof Gone) return;
      // A mistake of the fake itself; never silent, or a test would take it for Slack's answer.
      process.emitWarning(`fake slack: ${request.url ?? ""}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      if (!response.headersSent) send(response, { status: 500, body: "fake slack broke", headers: { "content-type": "text/plain" } });
    });
  });
  const ws = sockets(world, server);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("fake slack: no port");
  world.url = `http://127.0.0.1:${address.port}`;

  let transport: Transport = ws.transport;
  const out = push(world, (parcel, timeout) => transport(parcel, timeout));
  world.emit = (event) => void out.event(event);
  const say = writer(world, () => out);
  const hand = hands(world, () => out);
  const { ledger } = world;

  return {
    ...say,
    ...hand,
    url: world.url,
    apiUrl: `${world.url}/api/`,
    signingSecret: world.ids.signingSecret,
    botToken: world.ids.botToken,
    appToken: world.ids.appToken,
    botUser: world.ids.botUser,
    world,
    ledger,
    sockets: ws,
    push: out,
    useHttp: (urls) => {
      transport = httpTransport(world, requestUrls(urls));
    },
    useSockets: () => {
      transport = ws.transport;
    },
    verifyUrl: (url) => verifyUrl(world, url),
    fail: (rule) => world.faults.fail(rule),
    heal: () => world.faults.heal(),
    revoke: (error) => {
      world.tokenError = error;
    },
    lagHistory: (range) => {
      world.historyLagMs = range;
    },
    slowFiles: (delayMs) => {
      world.fileDelayMs = delayMs;
    },
    limitRates: (limits) => {
      world.rateLimits = { ...world.rateLimits, ...limits };
    },
    splitBytes: (on) => {
      world.splitBytes = on;
    },
    addUser: (user) => addUser(world, user),
    addChannel: (channel) => addChannel(world, channel),
    channel: (name) => channelNamed(world, name),
    user: (name) => userNamed(world, name),
    shown: (name, threadTs) => {
      const all = ledger.of(channelNamed(world, name).id).filter((m) => m.deletedAt === null && m.ephemeralTo === null);
      const these = all.filter((m) => (threadTs === undefined ? m.threadTs === null : m.ts === threadTs || m.threadTs === threadTs));
      return these.map((m) => plain(world, m));
    },
    read: (what) =>
      "hash" in what
        ? objs(what.body, "blocks")
            .map((b) => blockText(world, b))
            .join("\n")
        : plain(world, what),
    whispers: (name) => ledger.whispers(userNamed(world, name).id).map((m) => plain(world, m)),
    pings,
    until: (look, what, timeoutMs = WAIT_MS) => ledger.until(look, what, timeoutMs),
    stop: async () => {
      out.stop();
      await ws.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await out.idle();
    },
  };
}

const requestUrls = (urls: string | readonly string[] | RequestUrls): RequestUrls => {
  if (typeof urls === "string") return { events: [urls], commands: [urls], interactions: [urls] };
  return "events" in urls ? urls : { events: urls, commands: urls, interactions: urls };
};

async function route(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  const api = /^\/api\/([\w.]+)$/u.exec(path);
  if (api?.[1] !== undefined) return webApi(world, api[1], request, response);
  const up = /^\/upload\/v1\/([\w-]+)$/u.exec(path);
  if (up?.[1] !== undefined) return upload(world, up[1], request, response);
  const file = /^\/files-pri\/[A-Z0-9]+-(F[A-Z0-9]+)\//u.exec(path);
  if (file?.[1] !== undefined) return download(world, file[1], request, response);
  const back = /^\/(?:commands|actions)\/[A-Z0-9]+\/([A-Z0-9]+)$/u.exec(path);
  if (back?.[1] !== undefined) return respond(world, back[1], request, response);
  send(response, { status: 404, body: "not found", headers: { "content-type": "text/plain" } });
  return undefined;
}
