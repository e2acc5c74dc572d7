import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { App, type Receiver } from "@slack/bolt";
import type { Hono } from "hono";
import type { Text } from "../../domain/value.ts";
import type { ChatPlatform, Handlers } from "../../ports/chat-platform.ts";
import type { Inbox } from "../../ports/inbox.ts";
import type { ChartRenderer, Clock, Log, Random } from "../../ports/system.ts";
import { DEBT_TIMES, type DebtTimes } from "../common/debts.ts";
import { spoolFolder } from "../common/spool.ts";
import { makeAnswers } from "./answer.ts";
import { directory } from "./audience.ts";
import { check } from "./check.ts";
import { clientOptions, makeClients } from "./client.ts";
import { makeDialogs } from "./dialogs.ts";
import { makeFate } from "./fate.ts";
import { makeFiles, type Spool } from "./files.ts";
import { makeFollowUps } from "./follow-up.ts";
import { Gestures } from "./gestures.ts";
import { makeHome } from "./home.ts";
import { makeIdentity } from "./identity.ts";
import { ownFolder } from "../common/folder.ts";
import { listen } from "./inbound.ts";
import { redactingLog, redactor, sdkLogger } from "./log.ts";
import { makeParts } from "./parts.ts";
import { makePictures } from "./pictures.ts";
import { makeNotices } from "./progress.ts";
import { httpReceiver } from "./receiver.ts";
import { responseUrl } from "./respond.ts";
import { makeSend } from "./send.ts";
import { socketReceiver } from "./socket.ts";
import { TIMEOUTS, type Timeouts } from "./timeouts.ts";
import { makeUploads } from "./upload.ts";
import { makeVault } from "./vault.ts";
import { makeWork } from "./work.ts";

export interface SlackOptions {
  readonly config: {
    readonly botToken: string;
    readonly connection: { readonly kind: "socket"; readonly appToken: string } | { readonly kind: "http"; readonly signingSecret: string };
    /** Slack's own where null. */
    readonly apiUrl: string | null;
  };
  readonly commands: () => readonly {
    readonly name: string;
    readonly summary: Text;
    readonly usage: Text;
    readonly examples: readonly string[];
  }[];
  readonly renderer: ChartRenderer;
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Purser's own folder; dropped files lie in a part of it while they are read. */
  readonly workFolder: string;
  readonly maxFileBytes: number;
  readonly timeouts?: Partial<Timeouts>;
  readonly debts?: Partial<DebtTimes>;
  /** How long Slack may take to show an accepted message in its history. */
  readonly historyLagMs?: number;
}

export type SlackPlatform = ChatPlatform & {
  /** For the HTTP server: open to Slack, each request's signature is checked. None in Socket Mode. */
  readonly routes: readonly { readonly path: string; readonly app: Hono; readonly access: "open" }[];
  /** Resolves when every gesture is answered and everything that follows a message is sent. */
  settled(): Promise<void>;
  /** False while Slack cannot reach us. */
  connected(): boolean;
  /** Requests that were refused since the start, by reason. */
  readonly refused: ReadonlyMap<string, number>;
};

/** Nobody documents it; history is said to be behind by seconds, seldom by a minute. */
const HISTORY_LAG_MS = 60_000;

/** Slack as a chat platform, over a socket that we open or over HTTP. */
export function slackPlatform(options: SlackOptions): SlackPlatform {
  const { config, clock, random } = options;
  const { botToken, connection, apiUrl } = config;
  const timeouts: Timeouts = { ...TIMEOUTS, ...options.timeouts };
  const redact = redactor([botToken, connection.kind === "socket" ? connection.appToken : connection.signingSecret]);
  const log = redactingLog(options.log, redact);
  const logger = sdkLogger(log, redact);
  const clients = makeClients(botToken, apiUrl, logger, timeouts);
  const wait = (ms: number): Promise<void> => pause(ms);

  const identity = makeIdentity(clients.reading, timeouts, log);
  const people = directory(clients.reading, () => identity.known()?.teamId, clock, timeouts);
  const uploads = makeUploads({ client: clients.files, apiUrl, timeouts, pause: wait });
  const pictures = makePictures({ renderer: options.renderer, uploads, timeouts, log });
  const follow = makeParts({
    client: clients.posting,
    pictures,
    uploads: makeUploads({ client: clients.files, apiUrl, timeouts, pause: wait, patient: false }),
    timeouts,
    clock,
  });
  const fate = makeFate({
    client: clients.reading,
    self: () => identity.ask(),
    clock,
    historyLagMs: options.historyLagMs ?? HISTORY_LAG_MS,
    requestMs: timeouts.request,
  });
  const debts: DebtTimes = { ...DEBT_TIMES, ...options.debts };
  const patienceMs = Math.max(0, debts.ageMs);
  // A process that is told to end does not wait for it: another one goes on.
  const idle = (ms: number): Promise<void> => pause(ms, undefined, { ref: false });
  const followUps = makeFollowUps({ client: clients.files, follow, fate, clock, pause: idle, patienceMs, log });
  const { post, edit } = makeSend({ client: clients.posting, pictures, followUps, clock, log });

  const answers = makeAnswers({
    client: clients.interactive,
    pictures,
    followUps,
    timeouts,
    fate,
    clock,
    pause: idle,
    patienceMs,
    log,
  });
  const notices = makeNotices({ client: clients.interactive, timeouts, log });
  const dialogs = makeDialogs({ client: clients.dialogs, log });
  const home = makeHome({ client: clients.interactive, people, pause: wait, log, background: (run) => gestures.background(run) });
  let spool: Promise<Spool> | undefined;
  const openSpool = async (): Promise<Spool> => spoolFolder(options.maxFileBytes, await ownFolder(join(options.workFolder, "slack")));
  const files = makeFiles({
    client: clients.files,
    token: botToken,
    apiUrl,
    spool: () =>
      (spool ??= openSpool().catch((error: unknown) => {
        // A full disk may have room for the next file.
        spool = undefined;
        throw error;
      })),
    timeouts,
    log,
  });
  const urlOf = (address: string, since?: Date) => responseUrl(address, apiUrl, clock, timeouts, since);
  const gestures: Gestures = new Gestures({
    answers,
    notices,
    work: makeWork({ files, dialogs, home }),
    language: (account) => people.language(account),
    fate,
    urlOf,
    vault: makeVault(botToken),
    inbox: options.inbox,
    times: debts,
    clock,
    log,
  });

  const http =
    connection.kind === "http" ? httpReceiver({ signingSecret: connection.signingSecret, inbox: options.inbox, clock, log }) : undefined;
  const socket =
    connection.kind === "socket" ? socketReceiver({ appToken: connection.appToken, apiUrl, logger, log, random, timeouts }) : undefined;
  const receiver: Receiver | undefined = http ?? socket;
  if (receiver === undefined) throw new Error("Slack needs a connection");

  const app = new App({
    receiver,
    // Bolt's own authorisation would ask Slack while an event waits for its acknowledgement.
    authorize: async () => ({ botToken, ...botOf(identity.known()) }),
    clientOptions: clientOptions(apiUrl, logger, timeouts.interactive),
    logger,
    // Whose message it is, is decided in inbound.ts.
    ignoreSelf: false,
    convoStore: false,
  });
  listen(app, {
    gestures,
    dialogs,
    home,
    people,
    commands: () => new Set(options.commands().map(({ name }) => name)),
    self: () => identity.known(),
    responseUrl: (address) => (address === undefined ? undefined : urlOf(address)),
    log,
  });
  let running = false;
  let stopping = new AbortController();

  return {
    id: "slack",
    capabilities: { edit: true, reconcile: true, threads: true, repeatsKeys: true },
    routes: http === undefined ? [] : [{ path: "/", app: http.app, access: "open" }],
    refused: http?.refused ?? new Map(),
    connected: () => running && (socket?.connected() ?? true),

    /** Resolves when Slack can reach us, or will as soon as it is there again. Throws a UserError when Slack refuses a token. */
    async start(handlers: Handlers) {
      stopping = new AbortController();
      // Before any event: a bot that does not know its own name would miss its mention, or answer itself.
      const first = identity.await(AbortSignal.any([stopping.signal, AbortSignal.timeout(timeouts.request)]));
      const open = async (): Promise<void> => {
        gestures.begin(handlers);
        await receiver.start();
        running = true;
      };
      if ((await first) !== undefined) return open();
      void identity
        .await(stopping.signal)
        .then((self) => (self === undefined ? undefined : open()))
        .catch((error: unknown) => log.error("slack.not-started", error));
    },

    async stop() {
      running = false;
      stopping.abort();
      await receiver.stop();
      const unanswered = gestures.working;
      if (!(await within(settled(), timeouts.drain))) log.warn("slack.stopped-at-work", { unanswered });
      await gestures.end();
      await (await spool)?.clear();
      spool = undefined;
    },

    post,
    follow,
    edit,
    fate,
    audience: (channel) => people.audience(channel),
    profile: async (account) => {
      const person = await people.person(account);
      return person === undefined ? undefined : { name: person.name, email: person.email, outsider: person.outsider };
    },
    check: (channels) => check({ botToken, connection, apiUrl, logger, clock, timeouts }, channels),
    settled,
  };

  async function settled(): Promise<void> {
    await gestures.settled();
    await followUps.settled();
  }
}

const botOf = (self: { readonly botId: string; readonly userId: string; readonly teamId: string } | undefined) =>
  self === undefined ? {} : { botId: self.botId, botUserId: self.userId, teamId: self.teamId };

/** False when it took longer. */
async function within(work: Promise<void>, ms: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ms);
  try {
    return await Promise.race([work.then(() => true), promise]);
  } finally {
    clearTimeout(timer);
  }
}
