import type { Hono } from "hono";
import { type Text, why } from "../../domain/value.ts";
import type { Language, Sealed } from "../../message/message.ts";
import type { ChatPlatform, Handlers, MessageRef, Person, PostOutcome } from "../../ports/chat-platform.ts";
import type { ChartRenderer, Clock, Log } from "../../ports/system.ts";
import type { Workspace, WorkspaceEntry } from "../../ports/workspace.ts";
import { DEFAULT_CHANNELS } from "./channels.ts";
import { Gestures } from "./gestures.ts";
import { Journal } from "./journal.ts";
import { FILE_BYTES } from "./limits.ts";
import { Live } from "./live.ts";
import { localRoutes } from "./routes.ts";
import { spoolFolder } from "../common/spool.ts";
import type { Names } from "./vocabulary.ts";
import { BOT, wireEntry, type WireCommand } from "./wire.ts";

export type { WireCommand as LocalCommand } from "./wire.ts";

export interface LocalOptions {
  readonly workspace: Workspace;
  readonly renderer: ChartRenderer;
  readonly clock: Clock;
  readonly log: Log;
  /** Whoever opens the page; on loopback that is the owner. */
  readonly person: Person;
  /** What the composer completes after `/`. */
  readonly commands?: () => readonly WireCommand[];
  /** What the composer completes after a command's name; absent: nothing. */
  readonly names?: Names;
  /** Language until the person chooses one; absent: the browser's. */
  readonly lang?: Language;
  readonly heartbeatMs?: number;
  /** How long `stop` waits for answers that are under way. */
  readonly stopGraceMs?: number;
  readonly maxFileBytes?: number;
  /** Purser's own folder for dropped files while they are read; absent: the system's folder for temporary files. */
  readonly dropFolder?: string;
}

export type LocalPlatform = ChatPlatform & {
  /** For the HTTP server; loopback only. */
  readonly routes: readonly { readonly path: string; readonly app: Hono; readonly access: "loopback" }[];
  /** Resolves when every gesture that was taken in is answered. */
  settled(): Promise<void>;
};

const HEARTBEAT_MS = 20_000;
/** A command is answered by then; an import that is cut leaves nothing visible. */
const STOP_GRACE_MS = 5_000;

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

const ref = (entry: WorkspaceEntry): MessageRef => ({
  channel: entry.channel,
  messageId: String(entry.id),
  threadId: String(entry.threadId ?? entry.id),
  revision: entry.revision,
});

const failed = (code: string, text: Text): PostOutcome => ({ kind: "failed", code, ...why(text) });
const noMessage = (id: string | undefined, channel: string): Text => ({
  zh: `频道“${channel}”里没有消息“${id}”`,
  en: `no message "${id}" in channel "${channel}"`,
});
const asId = (text: string): number | undefined => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined);

/** The workspace in the browser: a chat platform like any other, with its memory in the store instead of a vendor's servers. */
export async function localPlatform(options: LocalOptions): Promise<LocalPlatform> {
  const { workspace, renderer, clock, log, person } = options;
  // Before anybody can ask: the HTTP server may listen before `start`.
  const known = new Set((await workspace.channels()).map(({ id }) => id));
  for (const { id } of DEFAULT_CHANNELS) if (!known.has(id)) await workspace.saveChannel(id, id);
  const live = new Live();
  const journal = new Journal(options.dropFolder);
  const gestures = new Gestures({ workspace, live, journal, clock, log });
  const spool = await spoolFolder(options.maxFileBytes ?? FILE_BYTES, options.dropFolder);
  const app = await localRoutes({
    workspace,
    renderer,
    log,
    person,
    live,
    gestures,
    spool,
    commands: options.commands ?? (() => []),
    names: options.names,
    lang: options.lang,
    heartbeatMs: options.heartbeatMs ?? HEARTBEAT_MS,
  });

  /** The root of the thread to post into; null for the channel itself; undefined when there is no such thread there. */
  async function rootOf(channel: string, threadId: string | undefined): Promise<number | null | undefined> {
    if (threadId === undefined) return null;
    const id = asId(threadId);
    const entry = id === undefined ? undefined : await workspace.byId(id);
    return entry?.channel === channel ? (entry.threadId ?? entry.id) : undefined;
  }

  return {
    id: "local",
    capabilities: { edit: true, reconcile: true, threads: true },
    routes: [{ path: "/", app, access: "loopback" }],
    settled: () => gestures.settled(),

    async start(handlers: Handlers) {
      gestures.begin(handlers);
      await gestures.resume();
    },

    async stop() {
      gestures.end();
      if (!(await within(gestures.settled(), options.stopGraceMs ?? STOP_GRACE_MS)))
        log.warn("local.stopped-at-work", { unanswered: gestures.working.length });
      live.close();
      await spool.clear();
      await journal.close();
    },

    async post(target, sealed: Sealed, key) {
      const channels = await workspace.channels();
      if (!channels.some(({ id }) => id === target.channel))
        return failed("channel-not-found", {
          zh: `没有频道“${target.channel}”；现有：${channels.map(({ id }) => id).join("、")}`,
          en: `no channel "${target.channel}"; there are ${channels.map(({ id }) => id).join(", ")}`,
        });
      const threadId = await rootOf(target.channel, target.threadId);
      if (threadId === undefined) return failed("thread-not-found", noMessage(target.threadId, target.channel));
      const before = await workspace.byKey(key);
      const entry =
        before ??
        (await workspace.append(
          { channel: target.channel, threadId, author: BOT, at: clock.now(), body: { kind: "sealed", sealed } },
          key,
        ));
      if (before === undefined) live.publish({ kind: "entry", entry: wireEntry(entry) });
      return { kind: "sent", ref: ref(entry) };
    },

    async edit(at, sealed) {
      const id = asId(at.messageId);
      const entry = id === undefined ? undefined : await workspace.byId(id);
      if (entry === undefined || entry.channel !== at.channel) return failed("message-not-found", noMessage(at.messageId, at.channel));
      if (entry.author !== BOT)
        return failed("not-own-message", {
          zh: `消息“${at.messageId}”是 ${entry.author} 写的`,
          en: `message "${at.messageId}" was written by ${entry.author}`,
        });
      const edited = await workspace.edit(entry.id, { kind: "sealed", sealed });
      live.publish({ kind: "edited", entry: wireEntry(edited) });
      return { kind: "sent", ref: ref(edited) };
    },

    // Its memory is the store: what is there was written, what is not was not.
    async fate(target, key) {
      const entry = await workspace.byKey(key);
      return entry?.channel === target.channel ? { kind: "sent", ref: ref(entry) } : { kind: "absent" };
    },
  };
}
