import { join } from "node:path";
import { EventDispatcher } from "@larksuiteoapi/node-sdk";
import type { Hono } from "hono";
import { z } from "zod";
import type { Language } from "../../message/message.ts";
import { type ChatPlatform, type Handlers, OutOfSight } from "../../ports/chat-platform.ts";
import type { Inbox } from "../../ports/inbox.ts";
import type { ChartRenderer, Clock, Log, Random } from "../../ports/system.ts";
import { DEBT_TIMES, type DebtTimes } from "../common/debts.ts";
import { Alone } from "./alone.ts";
import { Answers } from "./answer.ts";
import { check, credentialsRefused } from "./check.ts";
import { type Credentials, feishuApi } from "./client.ts";
import { longConnection } from "./connection.ts";
import { fateOf } from "./fate.ts";
import { Files } from "./files.ts";
import { Gestures } from "./gestures.ts";
import { ApiError, OUT_OF_SIGHT, wordsOf } from "./errors.ts";
import { eventRoute } from "./http.ts";
import { Images } from "./images.ts";
import { Inbound, type Self } from "./inbound.ts";
import { sdkLogger } from "./logger.ts";
import { People } from "./people.ts";
import { Presses } from "./press.ts";
import { Rooms } from "./rooms.ts";
import { isPerson, Sender } from "./send.ts";
import { TIMES, type Times } from "./times.ts";
import { pause, Seen, Work } from "./work.ts";
import type { CommandWords } from "./words.ts";

export interface FeishuOptions {
  readonly config: Credentials & {
    readonly connection:
      | { readonly kind: "ws" }
      | { readonly kind: "http"; readonly encryptKey: string; readonly verificationToken: string };
  };
  readonly commands: () => readonly CommandWords[];
  readonly renderer: ChartRenderer;
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Purser's own folder; files lie in it while they are read. */
  readonly workFolder: string;
  readonly maxFileBytes?: number;
  /** For tests and for a harness with scaled time. */
  readonly timeouts?: Partial<Times>;
  readonly debts?: Partial<DebtTimes>;
}

export type FeishuPlatform = ChatPlatform & {
  /** With a callback URL: `POST /feishu/events`, which checks its signature itself. */
  readonly routes: readonly { readonly path: string; readonly app: Hono; readonly access: "open" }[];
  /** Resolves when every gesture that was taken in is answered. */
  settled(): Promise<void>;
  /** Of the long connection, or `http`. */
  state(): string;
  /** Requests that were turned away, by reason. */
  refusals(): ReadonlyMap<string, number>;
};

/** "Get resource of a message": at most 100 MB. */
const FILE_BYTES = 104_857_600;
const Bot = z.object({ bot: z.object({ open_id: z.string().min(1), app_name: z.string().optional() }) });

/** Feishu and Lark: one code, two houses. */
export function feishuPlatform(options: FeishuOptions): FeishuPlatform {
  const { config, clock, log } = options;
  const times: Times = { ...TIMES, ...options.timeouts };
  const lang: Language = config.domain === "lark" ? "en" : "zh";
  const credentials: Credentials = { appId: config.appId, appSecret: config.appSecret, domain: config.domain };
  const api = feishuApi(credentials, { times, clock, log });
  const images = new Images(api, options.renderer, log, times);
  const rooms = new Rooms(api, clock, times);
  const sender = new Sender({ api, images, rooms, clock, log, times });
  const debts: DebtTimes = { ...DEBT_TIMES, ...options.debts };
  const answers = new Answers(sender, clock, log, { patienceMs: Math.max(0, debts.ageMs), briefMs: times.briefMs });
  const people = new People(api);
  const work = new Work(log);
  const seen = new Seen();
  const alone = new Alone(clock, lang);
  const files = new Files({
    api,
    answers,
    alone,
    clock,
    log,
    times,
    lang,
    maxFileBytes: options.maxFileBytes ?? FILE_BYTES,
    folder: join(options.workFolder, "feishu"),
  });
  let handlers: Handlers | undefined;
  let stopped = false;
  let mine: Promise<Self> | undefined;
  const me = (): Promise<Self> => {
    mine ??= api
      .call({ method: "GET", path: "/open-apis/bot/v3/info" }, Bot)
      .then(({ bot }) => ({ openId: bot.open_id, name: bot.app_name || "Purser" }));
    mine.catch(() => (mine = undefined));
    return mine;
  };
  const gestures = new Gestures({
    answers,
    work,
    seen,
    fate: (target, key, attempts) => fateOf(target, key, attempts, { api, clock, times, rooms }),
    inbox: options.inbox,
    debts,
    times,
    lang,
    clock,
    log,
    handlers: () => handlers,
    again: (asked, to, doing) => (asked.kind === "press" ? presses.again(asked.event, to, doing) : inbound.answer(asked, to, doing)),
  });
  const inbound = new Inbound({
    gestures,
    files,
    alone,
    rooms,
    people,
    log,
    lang,
    commands: options.commands,
    me,
    handlers: () => {
      if (handlers === undefined) throw new Error("Purser is starting or stopping");
      return handlers;
    },
  });
  const presses = new Presses({ gestures, sender, answers, rooms, people, log, times, lang, handlers: () => handlers });
  const dispatcher = new EventDispatcher({ logger: sdkLogger(log, [config.appSecret]) }).register({
    "im.message.receive_v1": (data: unknown) => inbound.message(data),
    "application.bot.menu_v6": (data: unknown) => inbound.menu(data),
    "im.chat.member.bot.added_v1": (data: unknown) => inbound.added(data),
    "card.action.trigger": (data: unknown) => presses.take(data),
  });

  const refused = new Map<string, number>();
  const { connection } = config;
  const socket = connection.kind === "ws" ? longConnection(credentials, { times, log }) : undefined;
  const routes =
    connection.kind === "ws"
      ? []
      : [
          {
            path: "/",
            access: "open" as const,
            app: eventRoute({
              keys: { appId: config.appId, encryptKey: connection.encryptKey, verificationToken: connection.verificationToken },
              inbox: options.inbox,
              clock,
              log,
              windowMs: times.signatureMs,
              ready: () => handlers !== undefined,
              take: (event) => dispatcher.invoke(event, { needCheck: false }),
              refused: (because) => void refused.set(because, (refused.get(because) ?? 0) + 1),
            }),
          },
        ];

  const knowsItself = (): Promise<boolean> =>
    me().then(
      () => true,
      () => false,
    );
  /** Events are read from here on; without its own open_id the bot would not know when it is called. */
  async function listen(given: Handlers): Promise<void> {
    handlers = given;
    gestures.begin();
    if (socket !== undefined && !(await socket.open(dispatcher))) log.warn("feishu.not-connected-yet", { afterMs: times.readyMs });
  }

  async function listenLater(given: Handlers): Promise<void> {
    while (!stopped && !(await knowsItself())) await pause(times.reconnectMs);
    if (!stopped) await listen(given);
  }

  return {
    id: "feishu",
    capabilities: { edit: true, reconcile: true, threads: true },
    routes,
    state: () => socket?.state() ?? "http",
    refusals: () => refused,
    settled: () => work.settled(),

    async start(given) {
      stopped = false;
      try {
        await me();
      } catch (error) {
        const wrong = credentialsRefused(error);
        if (wrong !== undefined) throw wrong;
        log.error("feishu.not-reached", error, { againInMs: times.reconnectMs });
        // The others go on meanwhile; this one comes when Feishu does.
        listenLater(given).catch((late: unknown) => log.error("feishu.not-connected", late));
        return;
      }
      await listen(given);
    },

    async stop() {
      stopped = true;
      handlers = undefined;
      await Promise.race([work.settled(), pause(times.stopMs)]);
      if (work.size > 0) log.warn("feishu.stopped-at-work", { unanswered: work.size });
      await gestures.end();
      socket?.close();
      await files.clear();
    },

    post: ({ channel, threadId }, sealed, key, deadline, owe) => sender.post({ channel, threadId }, sealed, key, deadline, owe),
    follow: (below, part, sealed, key, deadline) => sender.follow(below, part, sealed, key, { deadline }),
    edit: (ref, sealed, deadline) => sender.edit(ref, sealed, { deadline }),
    fate: (target, key, attempts) => fateOf(target, key, attempts, { api, clock, times, rooms }),
    audience: async (channel) => {
      // A person's direct chat is named by the person.
      if (isPerson(channel)) return people.audience(channel);
      const { direct, audience } = await rooms.room(channel).catch((error: unknown) => {
        if (!(error instanceof ApiError) || !OUT_OF_SIGHT.has(error.code)) throw error;
        throw new OutOfSight(String(error.code), wordsOf(error), { cause: error });
      });
      if (!direct || audience === "outside") return audience;
      const partner = await rooms.partner(channel);
      return partner === undefined ? "outside" : people.audience(partner);
    },
    profile: (account) => people.profile(account),
    check: (channels) => check(channels, api),
  };
}
