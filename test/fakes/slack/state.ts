import type { Faults } from "./faults.ts";
import { faults } from "./faults.ts";
import type { Obj } from "./json.ts";
import type { Message } from "./ledger.ts";
import { Ledger } from "./ledger.ts";
import type { Dice } from "./random.ts";
import { dice } from "./random.ts";
import type { Meter, RateLimits } from "./rate-limits.ts";
import { DEFAULT_RATE_LIMITS, meter } from "./rate-limits.ts";
import type { FakeSlackOptions } from "./options.ts";
import { DEFAULT_EVENTS, DEFAULT_SCOPES } from "./options.ts";

export interface User {
  readonly id: string;
  name: string;
  realName: string;
  email: string | null;
  tz: string;
  locale: string;
  isBot: boolean;
  isRestricted: boolean;
  isUltraRestricted: boolean;
  isStranger: boolean;
  deleted: boolean;
}

export interface Channel {
  readonly id: string;
  name: string;
  readonly kind: "public" | "private" | "im";
  /** The person at the other end of a direct message. */
  readonly withUser: string | null;
  members: string[];
  isArchived: boolean;
  isShared: boolean;
  isExtShared: boolean;
  isOrgShared: boolean;
  isPendingExtShared: boolean;
}

export interface FileRecord {
  readonly id: string;
  name: string;
  title: string;
  altText: string;
  readonly user: string;
  /** Promised when the upload was asked for. */
  readonly length: number;
  bytes: Buffer | null;
  completed: boolean;
  /** From when on mimetype and filetype are known. */
  readyAt: number;
  channels: string[];
  readonly uploadKey: string;
  readonly createdAt: number;
}

export interface View {
  readonly id: string;
  readonly type: "modal" | "home";
  readonly user: string;
  /** The view under it in a stack. */
  readonly previous: string | null;
  hash: string;
  body: Obj;
  open: boolean;
  /** What a person has entered, by block_id and action_id. */
  state: Record<string, Record<string, Obj>>;
  readonly openedAt: number;
}

/** A way to answer a command or click: five times within half an hour. */
export interface ResponseUrl {
  readonly key: string;
  readonly channel: string;
  readonly user: string;
  readonly at: number;
  uses: number;
  /** What a click came from; null for a command. */
  source: Message | null;
}

export interface World {
  readonly options: FakeSlackOptions;
  readonly random: Dice;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly meter: Meter;
  readonly users: Map<string, User>;
  readonly channels: Map<string, Channel>;
  readonly files: Map<string, FileRecord>;
  readonly views: Map<string, View>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** Trigger → who made it, when (real milliseconds: a trigger lives three seconds of the person's time) and whether it is used. */
  readonly triggers: Map<string, { readonly user: string; readonly at: number; used: boolean }>;
  /** Tickets for a socket, each good for one, and when (real milliseconds) they were issued. */
  readonly tickets: Map<string, number>;
  readonly ids: Identity;
  scopes: Set<string>;
  events: Set<string>;
  rateLimits: RateLimits;
  historyLagMs: readonly [number, number];
  fileDelayMs: number;
  tokenError: string | null;
  /** Cuts what it sends in the middle of a character of several bytes, wherever there is one. */
  splitBytes: boolean;
  url: string;
  now(): number;
  /** A ts that no message has. */
  ts(): string;
  id(prefix: string): string;
  /** Handed in by the transport: tells the app of what has happened. */
  emit(event: Obj): void;
}

export interface Identity {
  readonly team: string;
  readonly teamName: string;
  readonly app: string;
  readonly botUser: string;
  readonly bot: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
}

export function makeWorld(options: FakeSlackOptions): World {
  const random = dice(options.seed ?? 1);
  const now = options.now ?? Date.now;
  let lastTs = 0;
  const world: World = {
    options,
    random,
    ledger: new Ledger(options.keepBodies),
    faults: faults(random),
    meter: meter(() => world.rateLimits),
    users: new Map(),
    channels: new Map(),
    files: new Map(),
    views: new Map(),
    responseUrls: new Map(),
    triggers: new Map(),
    tickets: new Map(),
    ids: {
      team: "T0PURSER01",
      teamName: "Sea Trade",
      app: "A0PURSER01",
      botUser: "U0PURSER01",
      bot: "B0PURSER01",
      botToken: options.botToken ?? "xoxb-0000000000-fake-bot-token",
      appToken: options.appToken ?? "xapp-1-A0PURSER01-0000000000-fake-app-token",
      signingSecret: options.signingSecret ?? "0123456789abcdef0123456789abcdef",
    },
    scopes: new Set(options.scopes ?? DEFAULT_SCOPES),
    events: new Set(options.events ?? DEFAULT_EVENTS),
    rateLimits: { ...DEFAULT_RATE_LIMITS, ...options.rateLimits },
    historyLagMs: options.historyLagMs ?? [0, 0],
    fileDelayMs: options.fileDelayMs ?? 0,
    tokenError: null,
    splitBytes: false,
    url: "",
    now,
    ts() {
      lastTs = Math.max(lastTs + 1, Math.floor(now()) * 1000);
      return `${Math.floor(lastTs / 1_000_000)}.${String(lastTs % 1_000_000).padStart(6, "0")}`;
    },
    id: (prefix) => `${prefix}0${random.code(9)}`,
    emit: () => undefined,
  };
  addUser(world, { id: world.ids.botUser, name: options.botName ?? "purser", isBot: true });
  for (const user of options.users ?? []) addUser(world, user);
  for (const channel of options.channels ?? []) addChannel(world, channel);
  return world;
}

export type NewUser = Partial<Omit<User, "name">> & { readonly name: string };

export function addUser(world: World, user: NewUser): User {
  const made: User = {
    id: user.id ?? world.id("U"),
    name: user.name,
    realName: user.realName ?? user.name,
    email: user.email ?? null,
    tz: user.tz ?? "Asia/Shanghai",
    locale: user.locale ?? "zh-CN",
    isBot: user.isBot ?? false,
    isRestricted: user.isRestricted ?? false,
    isUltraRestricted: user.isUltraRestricted ?? false,
    isStranger: user.isStranger ?? false,
    deleted: user.deleted ?? false,
  };
  world.users.set(made.id, made);
  return made;
}

/** Everybody is a member, the bot included, unless `members` says otherwise. */
export type NewChannel = Partial<Omit<Channel, "name">> & { readonly name: string };

export function addChannel(world: World, channel: NewChannel): Channel {
  const made: Channel = {
    id: channel.id ?? world.id("C"),
    name: channel.name,
    kind: channel.kind ?? "public",
    withUser: channel.withUser ?? null,
    members: [...(channel.members ?? world.users.keys())],
    isArchived: channel.isArchived ?? false,
    isShared: channel.isShared ?? channel.isExtShared ?? false,
    isExtShared: channel.isExtShared ?? false,
    isOrgShared: channel.isOrgShared ?? false,
    isPendingExtShared: channel.isPendingExtShared ?? false,
  };
  world.channels.set(made.id, made);
  return made;
}

/** The direct message between the bot and this person; made on first use. */
export function directMessage(world: World, user: string): Channel {
  for (const channel of world.channels.values()) if (channel.withUser === user) return channel;
  return addChannel(world, { id: world.id("D"), name: "", kind: "im", withUser: user, members: [user, world.ids.botUser] });
}
