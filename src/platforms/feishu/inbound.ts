import type { Language, Sealed } from "../../message/message.ts";
import type { Handlers } from "../../ports/chat-platform.ts";
import type { Log } from "../../ports/system.ts";
import type { Answers } from "./answer.ts";
import { type Mention, withoutMentions } from "./command-text.ts";
import type { Files } from "./files.ts";
import { AddedEvent, fileOf, MenuEvent, MessageEvent, mentionsOf, wordsOf } from "./incoming.ts";
import type { People } from "./people.ts";
import type { Rooms } from "./rooms.ts";
import type { Target } from "./send.ts";
import { guarded, type Seen, type Work } from "./work.ts";
import { type CommandWords, greeting, said, unreadable } from "./words.ts";

/** What mentions of the bot are known by, and what people call it. */
export interface Self {
  readonly openId: string;
  readonly name: string;
}

export interface InboundNeeds {
  readonly work: Work;
  readonly seen: Seen;
  readonly answers: Answers;
  readonly files: Files;
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

/**
 * What people say, send and choose. Each method returns at once: Feishu wants its acknowledgement within 3 s, and the SDK gives it
 * when the handler is done.
 */
export class Inbound {
  readonly #needs: InboundNeeds;
  constructor(needs: InboundNeeds) {
    this.#needs = needs;
  }

  message(data: unknown): void {
    const { work, seen, log } = this.#needs;
    const handlers = this.#needs.handlers();
    const event = MessageEvent.safeParse(data);
    if (!event.success) return log.warn("feishu.unreadable-event", { type: "im.message.receive_v1" });
    const { message, sender } = event.data;
    // Another bot, or this one.
    if (sender.sender_type !== "user") return;
    const account = sender.sender_id?.open_id;
    if (account === undefined) return log.warn("feishu.unreadable-event", { type: "a message of nobody" });
    this.#needs.people.learn(account, sender.tenant_key, event.data.tenant_key);
    // A redelivery, also one under another event_id, has the same message_id.
    if (!seen.first(message.message_id)) return;
    work.run("message", () => this.#answerMessage(event.data, account, handlers));
  }

  menu(data: unknown): void {
    const { work, seen, log } = this.#needs;
    const handlers = this.#needs.handlers();
    const event = MenuEvent.safeParse(data);
    if (!event.success) return log.warn("feishu.unreadable-event", { type: "application.bot.menu_v6" });
    const { event_id: eventId, event_key: chosen, operator } = event.data;
    if (!seen.first(eventId)) return;
    const account = operator.operator_id.open_id;
    const ask = (): Promise<Sealed | undefined> =>
      chosen === HOME
        ? handlers.home({ account })
        : // The menu lives in the direct chat, which Feishu names by the person.
          handlers.text({ eventId, channel: account, person: { account }, text: `/${chosen}`, direct: true });
    work.run("menu", () => this.#answer({ channel: account, direct: true }, account, eventId, true, ask));
  }

  added(data: unknown): void {
    const { work, seen, answers, lang, log, commands } = this.#needs;
    this.#needs.handlers();
    const event = AddedEvent.safeParse(data);
    if (!event.success) return log.warn("feishu.unreadable-event", { type: "im.chat.member.bot.added_v1" });
    const { event_id: eventId, chat_id: channel } = event.data;
    if (!seen.first(eventId)) return;
    work.run("added", async () => {
      const { name } = await this.#needs.me();
      await answers.say({ channel }, said(greeting(name, commands()), lang), eventId);
    });
  }

  async #answerMessage(event: MessageEvent, account: string, handlers: Handlers): Promise<void> {
    const { files, rooms, lang } = this.#needs;
    const { message } = event;
    const { message_id: id, chat_id: channel } = message;
    const direct = message.chat_type === "p2p";
    rooms.learn(channel, direct, account);
    // A quotation has a root too, but only what hangs in a thread has a thread_id.
    const threadId = message.thread_id === undefined || message.thread_id === "" ? undefined : message.root_id || id;
    const target: Target = { channel, direct, threadId, ...(threadId === undefined && !direct && { replyTo: id }) };
    const about = { eventId: id, channel, person: { account }, direct, ...(threadId !== undefined && { threadId }) };

    const file = fileOf(event);
    if (file !== undefined) return files.take({ messageId: id, fileKey: file.key, name: file.name, about, target }, handlers);

    const words = wordsOf(event);
    const mentions = mentionsOf(event);
    const { openId: me } = await this.#needs.me();
    if (words === undefined) {
      if (direct || mentions.some((m) => m.openId === me))
        await this.#needs.answers.say(target, said(unreadable(message.message_type), lang), id);
      return;
    }
    if (!direct && forSomebodyElse(words, mentions, me)) return;
    const { text } = withoutMentions(words, mentions, me);
    await this.#answer(target, account, id, direct, () => handlers.text({ ...about, text }));
  }

  async #answer(target: Target, account: string, gesture: string, direct: boolean, ask: () => Promise<Sealed | undefined>): Promise<void> {
    const { answers, log, lang } = this.#needs;
    const sealed = await guarded(log, lang, gesture, ask);
    if (sealed === undefined) return;
    // A group has no answer for one person; the direct chat has. A form speaks of the group that it was asked in, and stays there.
    const alone = sealed.reach === "asker" && !direct && Object.keys(sealed.formTokens).length === 0;
    const place = alone ? { channel: account } : target;
    await answers.say(place, sealed, gesture);
  }
}

/** It begins with another's name, and the bot's is not in it. */
function forSomebodyElse(words: string, mentions: readonly Mention[], me: string): boolean {
  const start = words.trimStart();
  return mentions.some(({ key }) => start.startsWith(key)) && !mentions.some(({ openId }) => openId === me);
}
