import { readCard, shownMarkdown } from "./card-text.ts";
import { type Fields, fields, list, parsed, text, textOf } from "./json.ts";
import type { Faults } from "./faults.ts";
import type { FakeMessage, World } from "./state.ts";

/** One call of the app to the API. */
export interface CallRecord {
  readonly n: number;
  /** On the clock. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly uuid?: string;
  /** HTTP status that was sent; absent: the connection was dropped. */
  status?: number;
  code?: number;
  /** The call took effect, whatever the caller learned. */
  accepted: boolean;
  /** The message that it made, found by its uuid, or changed. */
  messageId?: string;
  fault?: string;
  /** Real milliseconds until the answer left. */
  ms?: number;
}

/** A message as a person sees it in the client. */
export interface Entry {
  readonly messageId: string;
  readonly chatId: string;
  readonly threadId?: string;
  readonly from: "bot" | "person";
  readonly who: string;
  readonly text: string;
  readonly buttons: readonly string[];
  readonly images: readonly string[];
  readonly edits: number;
  readonly toasts: readonly string[];
  readonly message: FakeMessage;
}

/** The truth for experiments: what the platform has, not what the app believes. */
export class Ledger {
  readonly calls: CallRecord[] = [];
  /** Of the client that reads. */
  language: "zh_cn" | "en_us" = "zh_cn";
  readonly #world: World;
  readonly #faults: Faults;
  #count = 0;
  constructor(world: World, faults: Faults) {
    this.#world = world;
    this.#faults = faults;
  }

  open(method: string, path: string, body: Fields): CallRecord {
    const record: CallRecord = {
      n: (this.#count += 1),
      at: this.#world.now(),
      method,
      path,
      accepted: false,
      ...(body["uuid"] === undefined ? {} : { uuid: textOf(body["uuid"]) }),
    };
    this.calls.push(record);
    return record;
  }

  /** Faults that struck so far. */
  get struck(): Faults["struck"] {
    return this.#faults.struck;
  }

  #nameOf = (openId: string): string =>
    openId === this.#world.identity.botOpenId ? this.#world.identity.botName : (this.#world.users.get(openId)?.name ?? openId);

  /** Everything that was accepted in a chat, oldest first, threads and withdrawn ones too. */
  messages(chat?: string): readonly FakeMessage[] {
    return chat === undefined ? [...this.#world.messages.values()] : this.#world.inChat(chat);
  }

  /** How many messages of the bot carry this uuid: more than one is a double post. */
  withUuid(uuid: string): readonly FakeMessage[] {
    return this.messages().filter((m) => m.uuid === uuid);
  }

  /** Uuids with more than one message: posts that stand there twice. */
  doubled(): readonly string[] {
    return [...this.#world.uuidTimes].flatMap(([uuid, times]) => (times > 1 ? [uuid] : []));
  }

  /** Drops calls and messages made before then, so that a run of many thousands stays small; `doubled` still knows them. */
  forget(before: number): void {
    const kept = this.calls.filter((call) => call.at >= before);
    this.calls.length = 0;
    for (const call of kept) this.calls.push(call);
    this.#world.forget(before);
  }

  /** Calls of the app whose `METHOD /path` matches. */
  callsTo(what: RegExp): readonly CallRecord[] {
    return this.calls.filter((c) => what.test(`${c.method} ${c.path}`));
  }

  /** Without a thread: the main flow, with the roots of threads. Thread: its id, or its root's message id. */
  entries(chat: string, thread?: string): readonly Entry[] {
    const all = this.#world.inChat(chat).filter((m) => m.withdrawnAt === undefined);
    const threadId = thread === undefined ? undefined : (this.#world.messages.get(thread)?.threadId ?? thread);
    const seen = all.filter((m) => (threadId === undefined ? m.threadId === undefined || m.rootId === undefined : m.threadId === threadId));
    return seen.map((m) => this.entry(m));
  }

  entry(message: FakeMessage): Entry {
    const { lines, buttons, images } = this.#read(message);
    return {
      messageId: message.messageId,
      chatId: message.chatId,
      ...(message.threadId === undefined ? {} : { threadId: message.threadId }),
      from: message.from,
      who: this.#nameOf(message.sender),
      text: lines.join("\n"),
      buttons,
      images,
      edits: message.versions.length,
      toasts: message.toasts.map((t) => t.content),
      message,
    };
  }

  /** Plain text of each message, the person's own ones too. */
  shown(chat: string, thread?: string): readonly string[] {
    return this.entries(chat, thread).map((e) => e.text);
  }

  /** Plain text of what the bot said. */
  said(chat: string, thread?: string): readonly string[] {
    return this.entries(chat, thread).flatMap((e) => (e.from === "bot" ? [e.text] : []));
  }

  #read(message: FakeMessage): {
    readonly lines: readonly string[];
    readonly buttons: readonly string[];
    readonly images: readonly string[];
  } {
    const content = fields(parsed(message.content));
    const plain = (
      lines: readonly string[],
      images: readonly string[] = [],
    ): { lines: readonly string[]; buttons: readonly string[]; images: readonly string[] } => ({ lines, buttons: [], images });
    switch (message.msgType) {
      case "interactive":
        return readCard(message.content, { language: this.language, nameOf: this.#nameOf });
      case "text": {
        const named = message.mentions.reduce((said, m) => said.replaceAll(m.key, `@${m.name}`), text(content["text"]));
        return plain([
          named.replaceAll(/<at\s+user_id="([^"]+)"\s*>.*?<\/at>/g, (_, id: string) => `@${id === "all" ? "所有人" : this.#nameOf(id)}`),
        ]);
      }
      case "image":
        return plain([`[image]`], [text(content["image_key"])]);
      case "file":
        return plain([`[file: ${this.#world.files.get(text(content["file_key"]))?.name ?? text(content["file_name"])}]`]);
      case "post":
        return plain(this.#readPost(content));
      default:
        return plain([message.content]);
    }
  }

  #readPost(content: Fields): readonly string[] {
    const language = fields(content["zh_cn"] ?? content["en_us"] ?? Object.values(content)[0]);
    const lines = list(language["content"]).map((line) =>
      list(line)
        .map((part) => {
          const node = fields(part);
          if (node["tag"] === "md") return shownMarkdown(text(node["text"]), this.#nameOf);
          if (node["tag"] === "at") return `@${this.#nameOf(text(node["user_id"]))}`;
          return text(node["text"]);
        })
        .join(""),
    );
    return [text(language["title"]), ...lines].filter((line) => line !== "");
  }
}
