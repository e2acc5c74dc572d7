import type { Seeded } from "./random.ts";

export interface FakeUser {
  readonly openId: string;
  readonly unionId: string;
  readonly userId: string;
  readonly name: string;
  /** Absent: the person has none, or the app may not read it. */
  readonly email?: string;
  /** Outside of the app's contact scope and availability. */
  readonly outOfReach: boolean;
}

export interface FakeChat {
  readonly chatId: string;
  name: string;
  readonly mode: "p2p" | "group";
  /** Members from another tenant. */
  external: boolean;
  readonly tenantKey: string;
  readonly members: Set<string>;
  botIn: boolean;
}

export interface Toast {
  readonly at: number;
  readonly to: string;
  readonly type: string;
  readonly content: string;
  readonly i18n: Readonly<Record<string, string>>;
}

export interface Version {
  readonly at: number;
  readonly content: string;
  readonly by: "patch" | "put" | "callback" | "card-token";
}

export interface FakeMessage {
  readonly messageId: string;
  readonly chatId: string;
  readonly from: "bot" | "person";
  /** Open id of the person or of the bot. */
  readonly sender: string;
  readonly msgType: string;
  /** As it is now: JSON in a string, the way the platform carries it. */
  content: string;
  readonly firstContent: string;
  readonly createdAt: number;
  updatedAt: number;
  readonly rootId?: string;
  readonly parentId?: string;
  threadId?: string;
  readonly uuid?: string;
  readonly versions: Version[];
  readonly toasts: Toast[];
  readonly mentions: readonly Mention[];
  withdrawnAt?: number;
}

export interface Mention {
  readonly key: string;
  readonly openId: string;
  readonly name: string;
}

export interface FakeImage {
  readonly imageKey: string;
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  readonly format: string;
  readonly at: number;
}

export interface FakeFile {
  readonly fileKey: string;
  readonly name: string;
  readonly bytes: Buffer;
  readonly at: number;
  readonly from: "bot" | "person";
}

export interface CardToken {
  readonly messageId: string;
  readonly at: number;
  uses: number;
  answered: boolean;
}

export interface Identity {
  readonly appId: string;
  readonly appSecret: string;
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly tenantKey: string;
  readonly botOpenId: string;
  readonly botName: string;
}

/** Everything that the platform remembers. One app, one tenant. */
export class World {
  readonly users = new Map<string, FakeUser>();
  readonly chats = new Map<string, FakeChat>();
  readonly messages = new Map<string, FakeMessage>();
  readonly images = new Map<string, FakeImage>();
  readonly files = new Map<string, FakeFile>();
  /** Tenant tokens and when they end. */
  readonly tokens = new Map<string, number>();
  readonly uuids = new Map<string, { readonly messageId: string; readonly at: number }>();
  readonly cardTokens = new Map<string, CardToken>();
  readonly #byChat = new Map<string, FakeMessage[]>();
  readonly identity: Identity;
  readonly now: () => number;
  readonly random: Seeded;
  /** Messages of a chat show in its history only so much later. */
  historyLagMs = 0;

  constructor(identity: Identity, now: () => number, random: Seeded) {
    this.identity = identity;
    this.now = now;
    this.random = random;
  }

  addUser(name: string, about: { readonly email?: string; readonly openId?: string; readonly outOfReach?: boolean } = {}): FakeUser {
    const openId = about.openId ?? `ou_${this.random.hex(32)}`;
    const user: FakeUser = {
      openId,
      unionId: `on_${this.random.hex(32)}`,
      userId: this.random.hex(8),
      name,
      outOfReach: about.outOfReach ?? false,
      ...(about.email === undefined ? {} : { email: about.email }),
    };
    this.users.set(openId, user);
    return user;
  }

  addChat(
    name: string,
    about: {
      readonly members?: readonly string[];
      readonly external?: boolean;
      readonly chatId?: string;
      readonly botIn?: boolean;
      readonly mode?: "p2p" | "group";
    } = {},
  ): FakeChat {
    const chat: FakeChat = {
      chatId: about.chatId ?? `oc_${this.random.hex(32)}`,
      name,
      mode: about.mode ?? "group",
      external: about.external ?? false,
      tenantKey: this.identity.tenantKey,
      members: new Set(about.members ?? []),
      botIn: about.botIn ?? true,
    };
    this.chats.set(chat.chatId, chat);
    return chat;
  }

  /** The direct chat of a person with the bot; made when first needed. */
  directChat(openId: string): FakeChat {
    for (const chat of this.chats.values()) if (chat.mode === "p2p" && chat.members.has(openId)) return chat;
    return this.addChat("", { mode: "p2p", members: [openId] });
  }

  /** How many messages each uuid made, those that are forgotten too. */
  readonly uuidTimes = new Map<string, number>();

  addMessage(message: FakeMessage): void {
    if (message.uuid !== undefined) this.uuidTimes.set(message.uuid, (this.uuidTimes.get(message.uuid) ?? 0) + 1);
    this.messages.set(message.messageId, message);
    const all = this.#byChat.get(message.chatId);
    if (all === undefined) this.#byChat.set(message.chatId, [message]);
    else all.push(message);
  }

  /** Drops messages made before then: for runs of many thousands. */
  forget(before: number): void {
    for (const [chatId, all] of this.#byChat) {
      for (const message of all) if (message.createdAt < before) this.messages.delete(message.messageId);
      this.#byChat.set(
        chatId,
        all.filter((message) => message.createdAt >= before),
      );
    }
  }

  /** Oldest first, withdrawn ones too. */
  inChat(chatId: string): readonly FakeMessage[] {
    return this.#byChat.get(chatId) ?? [];
  }

  userBy(type: string, id: string): FakeUser | undefined {
    if (type === "open_id") return this.users.get(id);
    for (const user of this.users.values()) {
      if (
        (type === "union_id" && user.unionId === id) ||
        (type === "user_id" && user.userId === id) ||
        (type === "email" && user.email === id)
      )
        return user;
    }
    return undefined;
  }
}
