import type { Obj } from "./json.ts";

/** What stands in a channel, as Slack holds it. */
export interface Message {
  readonly channel: string;
  readonly ts: string;
  /** The root it answers; null for what stands in the channel itself. */
  readonly threadTs: string | null;
  readonly user: string;
  /** null: a person wrote it. */
  readonly botId: string | null;
  /** Only this person sees it; null for everybody. */
  readonly ephemeralTo: string | null;
  readonly via: "chat.postMessage" | "chat.postEphemeral" | "response_url" | "ack" | "file" | "person";
  readonly acceptedAt: number;
  /** From when on conversations.history and .replies show it. */
  readonly visibleAt: number;
  readonly files: readonly string[];
  metadata: Obj | null;
  readonly clientMsgId: string | null;
  text: string;
  blocks: readonly Obj[];
  readonly edits: Edit[];
  deletedAt: number | null;
  readonly reactions: { readonly name: string; readonly user: string }[];
}

export interface Edit {
  readonly at: number;
  readonly via: string;
  /** What stood there before. */
  readonly text: string;
  readonly blocks: readonly Obj[];
}

/** One knock at the Web API, a response_url, an upload door or a file's address. */
export interface Call {
  readonly n: number;
  readonly method: string;
  readonly at: number;
  args: Obj;
  /** "accepted" is what Slack did, whatever the caller got to hear. */
  accepted: boolean;
  /** What the caller heard: HTTP status, or 0 when the line was cut or the caller had hung up (`error` says which). */
  status: number;
  error: string | null;
  retryAfterSeconds: number | null;
}

/** One delivery of an event, command or interaction to the app. */
export interface Delivery {
  readonly id: string;
  readonly kind: "event" | "command" | "interaction";
  readonly type: string;
  readonly at: number;
  readonly attempt: number;
  readonly body: Obj;
  acked: boolean;
  /** Real milliseconds until the acknowledgement, or until it was given up. */
  ms: number;
  failure: string | null;
}

/** The truth of an experiment: everything Slack accepted and everything it was asked. */
export class Ledger {
  readonly messages: Message[] = [];
  readonly calls: Call[] = [];
  readonly deliveries: Delivery[] = [];
  readonly #byTs = new Map<string, Message>();
  readonly #byChannel = new Map<string, Message[]>();
  readonly #byRoot = new Map<string, Message[]>();
  readonly #watchers = new Set<() => void>();

  readonly #keepBodies: number;

  /** Of older messages and calls than so many, blocks and arguments are forgotten: for runs of a hundred thousand posts. */
  constructor(keepBodies = Infinity) {
    this.#keepBodies = keepBodies;
  }

  asked(call: Call): void {
    this.calls.push(call);
    const old = this.calls[this.calls.length - 1 - this.#keepBodies];
    if (old !== undefined) old.args = {};
  }

  add(message: Message): Message {
    this.messages.push(message);
    const old = this.messages[this.messages.length - 1 - this.#keepBodies];
    if (old !== undefined) old.blocks = [];
    this.#byTs.set(`${message.channel}:${message.ts}`, message);
    const there = this.#byChannel.get(message.channel);
    if (there === undefined) this.#byChannel.set(message.channel, [message]);
    else there.push(message);
    if (message.threadTs !== null) {
      const root = `${message.channel}:${message.threadTs}`;
      this.#byRoot.set(root, [...(this.#byRoot.get(root) ?? []), message]);
    }
    this.changed();
    return message;
  }

  message(channel: string, ts: string): Message | undefined {
    return this.#byTs.get(`${channel}:${ts}`);
  }

  /** All of a channel, oldest first, deleted and ephemeral ones too. */
  of(channel: string): readonly Message[] {
    return this.#byChannel.get(channel) ?? [];
  }

  /** Replies to a root, oldest first, deleted and ephemeral ones too. */
  replies(channel: string, rootTs: string): readonly Message[] {
    return this.#byRoot.get(`${channel}:${rootTs}`) ?? [];
  }

  /** What the app posted for everybody and is still there, oldest first. */
  posts(channel?: string): Message[] {
    const all = channel === undefined ? this.messages : this.of(channel);
    return all.filter((m) => m.botId !== null && m.ephemeralTo === null && m.deletedAt === null);
  }

  /** What only this person sees of the app, oldest first. */
  whispers(user: string): Message[] {
    return this.messages.filter((m) => m.ephemeralTo === user && m.deletedAt === null);
  }

  callsOf(method: string): Call[] {
    return this.calls.filter((c) => c.method === method);
  }

  changed(): void {
    for (const watcher of this.#watchers) watcher();
  }

  /** Waits for a condition over what has happened; looks again whenever something does. */
  until<T>(look: () => T | undefined | false | null, what: string, timeoutMs: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(check);
      };
      const check = (): void => {
        let found: T | undefined | false | null;
        try {
          found = look();
        } catch (error) {
          done();
          reject(error instanceof Error ? error : new Error(String(error)));
          return;
        }
        if (found === undefined || found === false || found === null) return;
        done();
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#watchers.delete(check);
        reject(new Error(`fake slack: waited ${timeoutMs} ms in vain for ${what}`));
      }, timeoutMs);
      this.#watchers.add(check);
      check();
    });
  }
}
