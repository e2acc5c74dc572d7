import { Clicks, type Pressed } from "./clicks.ts";
import type { Deliveries } from "./delivery.ts";
import { callbackValue, cardElements, elementsOf, includes, labelOf } from "./elements.ts";
import { type FormInput, formValue, option } from "./form.ts";
import { type Fields, text } from "./json.ts";
import type { Attempt } from "./push.ts";
import type { FakeChat, FakeMessage, FakeUser, Mention, World } from "./state.ts";

export interface SaidOptions {
  /** True: the bot. Otherwise the open ids in the order in which they stand before the text. */
  readonly mention?: boolean | readonly string[];
  /** A thread id, or the message whose thread it is; a new thread when it has none. */
  readonly thread?: string;
  /** An ordinary reply in the main flow. */
  readonly replyTo?: string;
}

export interface Said {
  readonly messageId: string;
  readonly threadId?: string;
  /** Absent: the app is not told, because it is not in the chat or not mentioned. */
  readonly eventId?: string;
  /** The first push; later ones are in the deliveries. */
  readonly attempt?: Attempt;
}

/** Which messages of a group the app is told of, by its scopes. */
export type GroupMessages = "mentions" | "all";

/** The hands of a person in the client. */
export class Persons {
  readonly #world: World;
  readonly #deliveries: Deliveries;
  readonly clicks: Clicks;
  groupMessages: GroupMessages = "all";

  constructor(world: World, deliveries: Deliveries) {
    this.#world = world;
    this.#deliveries = deliveries;
    this.clicks = new Clicks(world, deliveries);
  }

  #user(user: FakeUser | string): FakeUser {
    const known = typeof user === "string" ? this.#world.users.get(user) : user;
    if (known === undefined) throw new Error(`fake feishu: there is no person ${typeof user === "string" ? user : user.openId}`);
    return known;
  }

  #chat(chat: FakeChat | string, user: FakeUser): FakeChat {
    const known = typeof chat === "string" ? this.#world.chats.get(chat) : chat;
    if (known === undefined) throw new Error(`fake feishu: there is no chat ${typeof chat === "string" ? chat : chat.chatId}`);
    if (!known.members.has(user.openId)) throw new Error(`fake feishu: ${user.name} is not in ${known.name || known.chatId}`);
    return known;
  }

  #message(message: FakeMessage | string): FakeMessage {
    const known = typeof message === "string" ? this.#world.messages.get(message) : message;
    if (known === undefined)
      throw new Error(`fake feishu: there is no message ${typeof message === "string" ? message : message.messageId}`);
    return known;
  }

  /** Writes a text. */
  type(chat: FakeChat | string, user: FakeUser | string, said: string, options: SaidOptions = {}): Promise<Said> {
    const { identity, users } = this.#world;
    const wanted =
      options.mention === true ? [identity.botOpenId] : options.mention === false || options.mention === undefined ? [] : options.mention;
    const mentions: Mention[] = wanted.map((openId, i) => ({
      key: `@_user_${i + 1}`,
      openId,
      name: openId === identity.botOpenId ? identity.botName : (users.get(openId)?.name ?? openId),
    }));
    const body = [...mentions.map((m) => m.key), said].join(" ");
    return this.#say(chat, user, "text", { text: body }, mentions, options);
  }

  dropFile(
    chat: FakeChat | string,
    user: FakeUser | string,
    name: string,
    bytes: Uint8Array,
    options: Pick<SaidOptions, "thread" | "replyTo"> = {},
  ): Promise<Said> {
    const fileKey = `file_v3_${this.#world.random.hex(4)}_${this.#world.random.hex(32)}`;
    this.#world.files.set(fileKey, { fileKey, name, bytes: Buffer.from(bytes), at: this.#world.now(), from: "person" });
    return this.#say(chat, user, "file", { file_key: fileKey, file_name: name }, [], options);
  }

  #place(options: SaidOptions): { readonly rootId?: string; readonly parentId?: string; readonly threadId?: string } {
    const { messages, random } = this.#world;
    if (options.thread !== undefined) {
      const root =
        messages.get(options.thread) ?? [...messages.values()].find((m) => m.threadId === options.thread && m.rootId === undefined);
      if (root === undefined) throw new Error(`fake feishu: there is no thread ${options.thread}`);
      const top = messages.get(root.rootId ?? "") ?? root;
      top.threadId ??= `omt_${random.hex(16)}`;
      return { rootId: top.messageId, parentId: root.messageId, threadId: top.threadId };
    }
    if (options.replyTo === undefined) return {};
    const parent = this.#message(options.replyTo);
    return {
      rootId: parent.rootId ?? parent.messageId,
      parentId: parent.messageId,
      ...(parent.threadId === undefined ? {} : { threadId: parent.threadId }),
    };
  }

  async #say(
    chat: FakeChat | string,
    user: FakeUser | string,
    msgType: string,
    content: Fields,
    mentions: readonly Mention[],
    options: SaidOptions,
  ): Promise<Said> {
    const { identity, random, now } = this.#world;
    const who = this.#user(user);
    const where = this.#chat(chat, who);
    const place = this.#place(options);
    const at = now();
    const message: FakeMessage = {
      messageId: `om_${random.hex(32)}`,
      chatId: where.chatId,
      from: "person",
      sender: who.openId,
      msgType,
      content: JSON.stringify(content),
      firstContent: JSON.stringify(content),
      createdAt: at,
      updatedAt: at,
      ...place,
      versions: [],
      toasts: [],
      mentions,
    };
    this.#world.addMessage(message);
    const told =
      where.botIn && (where.mode === "p2p" || this.groupMessages === "all" || mentions.some((m) => m.openId === identity.botOpenId));
    const said: Said = { messageId: message.messageId, ...(place.threadId === undefined ? {} : { threadId: place.threadId }) };
    if (!told) return said;
    const { delivery, first } = await this.#deliveries.deliver("im.message.receive_v1", this.#received(message, who, where));
    return { ...said, eventId: delivery.eventId, attempt: first };
  }

  #received(message: FakeMessage, who: FakeUser, where: FakeChat): Fields {
    const tenant = this.#world.identity.tenantKey;
    const idsOf = (openId: string): Fields => {
      const user = this.#world.users.get(openId);
      return { open_id: openId, union_id: user?.unionId ?? `on_${openId.slice(3)}`, user_id: user?.userId ?? "" };
    };
    return {
      sender: { sender_id: idsOf(who.openId), sender_type: "user", tenant_key: tenant },
      message: {
        message_id: message.messageId,
        ...(message.rootId === undefined ? {} : { root_id: message.rootId }),
        ...(message.parentId === undefined ? {} : { parent_id: message.parentId }),
        ...(message.threadId === undefined ? {} : { thread_id: message.threadId }),
        create_time: String(message.createdAt),
        update_time: String(message.updatedAt),
        chat_id: where.chatId,
        chat_type: where.mode,
        message_type: message.msgType,
        content: message.content,
        ...(message.mentions.length === 0
          ? {}
          : { mentions: message.mentions.map((m) => ({ key: m.key, id: idsOf(m.openId), name: m.name, tenant_key: tenant })) }),
      },
    };
  }

  /** A button by what is written on it, or by a part of its value. */
  async click(message: FakeMessage | string, what: string | Fields, user: FakeUser | string): Promise<Pressed> {
    const card = this.#message(message);
    const buttons = cardElements(card.content).filter(
      (e) => (e["tag"] === "button" || e["tag"] === "interactive_container") && e["form_action_type"] === undefined,
    );
    const button = buttons.find((b) => (typeof what === "string" ? labelOf(b) === what : includes(callbackValue(b), what)));
    if (button === undefined)
      throw new Error(`fake feishu: no button ${JSON.stringify(what)}, only ${buttons.map(labelOf).join(", ") || "none"}`);
    if (button["disabled"] === true) throw new Error(`fake feishu: the button ${labelOf(button)} is disabled`);
    const value = callbackValue(button);
    if (value === undefined) return { ok: true, refused: "the button only opens a page", cardChanged: false, ms: 0 };
    return this.clicks.press(card, this.#user(user), {
      tag: text(button["tag"]),
      value,
      ...(button["name"] === undefined ? {} : { name: button["name"] }),
    });
  }

  /** A select or an input outside of a form: `field` is its name, its element id or its placeholder. */
  async choose(message: FakeMessage | string, field: string, given: string, user: FakeUser | string): Promise<Pressed> {
    const card = this.#message(message);
    const named = (e: Fields): boolean =>
      [e["name"], e["element_id"]].includes(field) || text((e["placeholder"] as Fields | undefined)?.["content"]) === field;
    const element = cardElements(card.content).find(named);
    if (element === undefined) throw new Error(`fake feishu: no element ${field} on the card`);
    const tag = text(element["tag"]);
    const value = callbackValue(element) ?? {};
    const name = element["name"] === undefined ? {} : { name: element["name"] };
    const chosen =
      tag === "input" ? { input_value: given } : { option: tag === "select_static" || tag === "overflow" ? option(element, given) : given };
    return this.clicks.press(card, this.#user(user), { tag, value, ...name, ...chosen });
  }

  /** Fills the form that has these fields and presses its submit button (the first, or the one with this text). */
  async submitForm(message: FakeMessage | string, values: FormInput, user: FakeUser | string, submit?: string): Promise<Pressed> {
    const card = this.#message(message);
    const forms = cardElements(card.content).filter((e) => e["tag"] === "form");
    const form = forms.find((f) => Object.keys(values).every((name) => [...elementsOf(f)].some((e) => e["name"] === name))) ?? forms[0];
    if (form === undefined) throw new Error("fake feishu: there is no form on the card");
    const button = [...elementsOf(form)].find((e) => e["form_action_type"] === "submit" && (submit === undefined || labelOf(e) === submit));
    if (button === undefined) throw new Error(`fake feishu: the form has no submit button ${submit ?? ""}`);
    const value = callbackValue(button);
    const action = {
      tag: "button",
      name: text(button["name"]),
      form_value: formValue(form, values),
      ...(value === undefined ? {} : { value }),
    };
    return this.clicks.press(card, this.#user(user), action);
  }

  /** Takes a message back: an own one, or one of the bot as an administrator of the group. */
  async withdraw(message: FakeMessage | string): Promise<Attempt> {
    const known = this.#message(message);
    known.withdrawnAt = this.#world.now();
    return this.#event("im.message.recalled_v1", {
      message_id: known.messageId,
      chat_id: known.chatId,
      recall_time: String(known.withdrawnAt),
      recall_type: known.from === "bot" ? "group_manager" : "message_owner",
    });
  }

  /** The bot's menu, in the direct chat. */
  async menu(user: FakeUser | string, eventKey: string): Promise<Attempt> {
    const who = this.#user(user);
    this.#world.directChat(who.openId);
    return this.#event("application.bot.menu_v6", {
      operator: { operator_name: who.name, operator_id: { open_id: who.openId, union_id: who.unionId, user_id: who.userId } },
      event_key: eventKey,
      timestamp: Math.floor(this.#world.now() / 1_000),
    });
  }

  async addBot(chat: FakeChat | string, user: FakeUser | string): Promise<Attempt> {
    return this.#membership(chat, user, true);
  }

  async removeBot(chat: FakeChat | string, user: FakeUser | string): Promise<Attempt> {
    return this.#membership(chat, user, false);
  }

  #membership(chat: FakeChat | string, user: FakeUser | string, there: boolean): Promise<Attempt> {
    const who = this.#user(user);
    const where = this.#chat(chat, who);
    where.botIn = there;
    const ids = { open_id: who.openId, union_id: who.unionId, user_id: who.userId };
    const event = {
      chat_id: where.chatId,
      operator_id: ids,
      external: where.external,
      operator_tenant_key: this.#world.identity.tenantKey,
      name: where.name,
    };
    return this.#event(there ? "im.chat.member.bot.added_v1" : "im.chat.member.bot.deleted_v1", event);
  }

  /** Opens the direct chat with the bot. */
  async enterDirect(user: FakeUser | string): Promise<Attempt> {
    const who = this.#user(user);
    const chat = this.#world.directChat(who.openId);
    return this.#event("im.chat.access_event.bot_p2p_chat_entered_v1", {
      chat_id: chat.chatId,
      operator_id: { open_id: who.openId, union_id: who.unionId, user_id: who.userId },
    });
  }

  async #event(type: string, event: Fields): Promise<Attempt> {
    return (await this.#deliveries.deliver(type, event)).first;
  }
}
