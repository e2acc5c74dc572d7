import type { PartKind } from "../src/ports/chat-platform.ts";

/** A chat platform as the experiments see it: what it has, and how it can be made to fail. */
export interface Seen {
  /** By which the experiment knows it; null for a message that is none of its posts. */
  readonly key: string | null;
  readonly channel: string;
  /** What it brings of the post with that key; null for the post itself. */
  readonly part: PartKind | null;
  /** The post came with its picture in it. */
  readonly pictured: boolean;
  /** Key of the root that it hangs under. */
  readonly root: string | null;
  /** As it reads now. */
  readonly text: string;
  readonly at: number;
}

export interface SlackLogin {
  readonly id: "slack";
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
}
export interface FeishuLogin {
  readonly id: "feishu";
  readonly domain: string;
  readonly appId: string;
  readonly appSecret: string;
}
export type Login = SlackLogin | FeishuLogin;

export interface Stage {
  readonly login: Login;
  readonly channels: readonly string[];
  readonly ops: string;
  /** What its messages cannot hold, as posts can be made that owe it. */
  readonly owes: readonly (readonly PartKind[])[];
  /** Everything that the app ever said there, in the order in which the platform took it. */
  seen(): readonly Seen[];
  /** Requests that were answered or cut so far, for whoever waits until nothing is under way. */
  underWay(): number;
  /** Called at the moment at which a message is accepted, before its answer leaves. */
  onAccepted(hear: () => void): void;
  /** Requests to say something, oldest first. */
  requests(): readonly Request[];
  /** How often what went wrong. */
  misfortunes(): Readonly<Record<string, number>>;
  /** Everyday misfortune: lost answers, broken servers, cut lines, slowness, limits. */
  trouble(): void;
  /** Nearly every request is refused for being too many. */
  storm(): void;
  calm(): void;
  stop(): Promise<void>;
}

export interface Request {
  readonly at: number;
  /** Whose limit a refusal of it speaks of: a channel, or the whole app. */
  readonly limit: string;
  /** How long to wait, where it was refused for being too many; of the clock, like `at`. */
  readonly waitMs: number | null;
}

const MARK = /\bk\d{5,7}\b/;

/** Posts of an experiment carry their key in their title. */
export const keyIn = (text: string): string | null => MARK.exec(text)?.[0] ?? null;

/** What a file is of its post: posts' tables come as CSV, their words as plain text. */
export const partOfFile = (name: string): PartKind => (name.endsWith(".xlsx") ? "file" : name.endsWith(".csv") ? "table" : "text");
