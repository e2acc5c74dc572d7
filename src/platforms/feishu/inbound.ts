import type { Language, Sealed } from "../../message/message.ts";
import type { Handlers } from "../../ports/chat-platform.ts";
import type { Log } from "../../ports/system.ts";
import type { Alone } from "./alone.ts";
import { type Mention, withoutMentions } from "./command-text.ts";
import type { Files } from "./files.ts";
import type { Asked, Doing, Gestures } from "./gestures.ts";
import { AddedEvent, fileOf, MenuEvent, MessageEvent, mentionsOf, wordsOf } from "./incoming.ts";
import type { People } from "./people.ts";
import type { Rooms } from "./rooms.ts";
import type { Target } from "./send.ts";
import { guarded } from "./work.ts";
import { type CommandWords, greeting, said, unreadable } from "./words.ts";

/** What mentions of the bot are known by, and what people call it. */
export interface Self {
  readonly openId: string;
  readonly name: string;
}

export interface InboundNeeds {
  readonly gestures: Gestures;
  readonly files: Files;
  readonly alone: Alone;
  readonly rooms: Rooms;
  readonly people: People;
  readonly log: Log;
  readonly lang: Language;
  readonly commands: () => readonly CommandWords[];
  readonly me: () => Promise<Self>;
  /** Throws while nobody would answer, so that Feishu pushes the event again later. */
  readonly handlers: () => Handlers;
}

const HOME = "home";
type FromPeople = Exclude<Asked, { readonly kind: "press" }>;

/**
 * What people say, send and choose. Each method returns when it is written down: Feishu wants its acknowledgement within 3 s, and the SDK
 * gives it when the handler is done.
 */
export class Inbound {
  readonly #needs: InboundNeeds;
  constructor(needs: InboundNeeds) {
    this.#needs = needs;
  }

  async message(data: unknown): Promise<void> {
    const { log } = this.#needs;
    const handlers = this.#needs.handlers();
    const event = MessageEvent.safeParse(data).data;
    if (event === undefined) return log.warn("feishu.unreadable-event", { type: "im.message.receive_v1" });
    // Another bot, or this one.
    if (event.sender.sender_type !== "user") return;
    if (event.sender.sender_id?.open_id === undefined) return log.warn("feishu.unreadable-event", { type: "a message of nobody" });
    // A redelivery, also one under another event_id, has the same message_id.
    await this.#take(event.message.message_id, { kind: "message", event }, handlers);
  }

  async menu(data: unknown): Promise<void> {
    const handlers = this.#needs.handlers();
    const event = MenuEvent.safeParse(data).data;
    if (event === undefined) return this.#needs.log.warn("feishu.unreadable-event", { type: "application.bot.menu_v6" });
    await this.#take(event.event_id, { kind: "menu", event }, handlers);
  }

  async added(data: unknown): Promise<void> {
    const handlers = this.#needs.handlers();
    const event = AddedEvent.safeParse(data).data;
    if (event === undefined) return this.#needs.log.warn("feishu.unreadable-event", { type: "im.chat.member.bot.added_v1" });
    await this.#take(event.event_id, { kind: "added", event }, handlers);
  }

  async #take(eventId: string, asked: FromPeople, handlers: Handlers): Promise<void> {
    const { gestures } = this.#needs;
    const doing = await gestures.take(eventId, asked);
    if (doing !== undefined) gestures.run(asked.kind, doing, () => this.answer(asked, handlers, doing));
  }

  /** Also of what a process that died was asked. */
  async answer(asked: FromPeople, handlers: Handlers, doing: Doing): Promise<void> {
    switch (asked.kind) {
      case "message":
        return this.#answerMessage(asked.event, handlers, doing);
      case "menu": {
        const { event_key: chosen, operator } = asked.event;
        const account = operator.operator_id.open_id;
        const ask = (): Promise<Sealed | undefined> =>
          chosen === HOME
            ? handlers.home({ account })
            : // The menu lives in the direct chat, which Feishu names by the person.
              handlers.text({ eventId: doing.eventId, channel: account, person: { account }, text: `/${chosen}`, direct: true });
        return this.#answer({ channel: account, direct: true }, account, doing, true, ask);
      }
      case "added": {
        const { lang, commands } = this.#needs;
        const { name } = await this.#needs.me();
        await doing.say({ channel: asked.event.chat_id }, said(greeting(name, commands()), lang));
      }
    }
  }

  async #answerMessage(event: MessageEvent, handlers: Handlers, doing: Doing): Promise<void> {
    const { files, rooms, people, lang } = this.#needs;
    const { message, sender } = event;
    const account = sender.sender_id?.open_id ?? "";
    people.learn(account, sender.tenant_key, event.tenant_key);
    const { message_id: id, chat_id: channel } = message;
    const direct = message.chat_type === "p2p";
    rooms.learn(channel, direct, account);
    // A quotation has a root too, but only what hangs in a thread has a thread_id.
    const threadId = message.thread_id === undefined || message.thread_id === "" ? undefined : message.root_id || id;
    const target: Target = { channel, direct, threadId, ...(threadId === undefined && !direct && { replyTo: id }) };
    const about = { eventId: id, channel, person: { account }, direct, ...(threadId !== undefined && { threadId }) };

    const file = fileOf(event);
    if (file !== undefined) return files.take({ messageId: id, fileKey: file.key, name: file.name, about, target, doing }, handlers);

    const words = wordsOf(event);
    const mentions = mentionsOf(event);
    const { openId: me } = await this.#needs.me();
    if (words === undefined) {
      if (direct || mentions.some((m) => m.openId === me)) await doing.say(target, said(unreadable(message.message_type), lang));
      return;
    }
    if (!direct && forSomebodyElse(words, mentions, me)) return;
    const { text } = withoutMentions(words, mentions, me);
    await this.#answer(target, account, doing, direct, () => handlers.text({ ...about, text }));
  }

  async #answer(target: Target, account: string, doing: Doing, direct: boolean, ask: () => Promise<Sealed | undefined>): Promise<void> {
    const { log, lang, alone } = this.#needs;
    const sealed = await guarded(log, lang, doing.eventId, ask);
    if (sealed === undefined) return;
    // A group has no answer for one person; the direct chat has. A form speaks of the group that it was asked in, and stays there.
    const forOne = sealed.reach === "asker" && !direct && Object.keys(sealed.formTokens).length === 0;
    if (forOne) await alone.say(doing, account, sealed, target);
    else await doing.say(target, sealed);
  }
}

/** It begins with another's name, and the bot's is not in it. */
function forSomebodyElse(words: string, mentions: readonly Mention[], me: string): boolean {
  const start = words.trimStart();
  return mentions.some(({ key }) => start.startsWith(key)) && !mentions.some(({ openId }) => openId === me);
}
