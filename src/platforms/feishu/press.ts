import type { Language, Sealed } from "../../message/message.ts";
import { message } from "../../message/message.ts";
import type { Handlers, IncomingPress, MessageRef } from "../../ports/chat-platform.ts";
import type { Log } from "../../ports/system.ts";
import type { Answers } from "./answer.ts";
import type { Doing, Gestures } from "./gestures.ts";
import { drawToast, type Toast } from "./draw/toast.ts";
import { CardEvent, fieldsOf, tokenOf } from "./incoming.ts";
import { TOAST_CHARS } from "./limits.ts";
import { markOf, stamped } from "./mark.ts";
import type { People } from "./people.ts";
import type { Rooms } from "./rooms.ts";
import type { Sender } from "./send.ts";
import type { Times } from "./times.ts";
import { guarded, pause } from "./work.ts";
import { RESTARTING, said, WORKING } from "./words.ts";

/** What a card callback answers with. Never undefined: an answer without an object is an error to the client. */
export interface CardResponse {
  readonly toast?: Toast;
  readonly card?: { readonly type: "raw"; readonly data: unknown };
}

export interface PressNeeds {
  readonly gestures: Gestures;
  readonly sender: Sender;
  readonly answers: Answers;
  readonly rooms: Rooms;
  readonly people: People;
  readonly log: Log;
  readonly times: Times;
  readonly lang: Language;
  /** Undefined while nobody would answer. */
  readonly handlers: () => Handlers | undefined;
}

interface Done {
  readonly sealed: Sealed | undefined;
  readonly response: CardResponse;
}

const SLOW = Symbol("slow");

/** Buttons and forms: answered within the 3 s that Feishu waits, in the card where it can be, and below it where there is more to say. */
export class Presses {
  readonly #needs: PressNeeds;
  constructor(needs: PressNeeds) {
    this.#needs = needs;
  }

  async take(data: unknown): Promise<CardResponse> {
    const { gestures, times, log } = this.#needs;
    const handlers = this.#needs.handlers();
    const event = CardEvent.safeParse(data);
    const token = event.success ? tokenOf(event.data.action) : undefined;
    if (!event.success || token === undefined) {
      log.warn("feishu.unreadable-event", { type: "card.action.trigger" });
      return {};
    }
    if (handlers === undefined) return { toast: this.#toast(RESTARTING) };
    const late = Promise.withResolvers<typeof SLOW>();
    const timer = setTimeout(() => late.resolve(SLOW), times.answerMs);
    const doing = await gestures.take(event.data.event_id, { kind: "press", event: event.data });
    if (doing === undefined) return (clearTimeout(timer), {});
    const press = this.#read(event.data, token);

    const coming = this.#work(press, handlers);
    const first = await Promise.race([coming, late.promise]);
    clearTimeout(timer);
    const inTime = first !== SLOW;
    // Nothing follows what the toast says: a successor would only say it once more.
    if (inTime && !follows(first.sealed)) await doing.mark({ toast: true });
    gestures.run("press", doing, async () => {
      const { sealed } = await coming;
      // The answer to the callback must be there first: an update that overtakes it is undone by it.
      await pause(times.afterAckMs);
      if (sealed !== undefined) await this.#follow(sealed, press, doing, inTime);
    });
    return inTime ? first.response : { toast: this.#toast(WORKING) };
  }

  /** What a process that died was asked: the callback was answered or given up, so everything is said in messages. */
  async again(event: CardEvent, handlers: Handlers, doing: Doing): Promise<void> {
    const token = tokenOf(event.action);
    if (token === undefined) return;
    const press = this.#read(event, token);
    const { sealed } = await this.#work(press, handlers);
    if (sealed !== undefined) await this.#follow(sealed, press, doing, false);
  }

  #read({ event_id: eventId, operator, context, action, tenant_key: ours }: CardEvent, token: string): Omit<IncomingPress, "direct"> {
    this.#needs.people.learn(operator.open_id, operator.tenant_key, ours);
    const fields = fieldsOf(action);
    return {
      eventId,
      channel: context.open_chat_id,
      threadId: context.open_message_id,
      messageId: context.open_message_id,
      person: { account: operator.open_id },
      token,
      ...(fields && { fields }),
    };
  }

  async #work(press: Omit<IncomingPress, "direct">, handlers: Handlers): Promise<Done> {
    const { log, lang, rooms, sender } = this.#needs;
    const sealed = await guarded(log, lang, press.eventId, async () =>
      handlers.press({ ...press, direct: await rooms.direct(press.channel) }),
    );
    if (sealed === undefined) return { sealed, response: {} };
    const toast = drawToast(sealed);
    if (sealed.instead === undefined) return { sealed, response: { toast } };
    try {
      const { card } = await sender.draw(sealed.instead);
      return { sealed, response: { toast, card: { type: "raw", data: stamped(card, markOf(press.messageId ?? "")) } } };
    } catch (error) {
      // What was decided is decided; that the card still shows its button is the smaller harm.
      log.error("feishu.card-not-drawn", error);
      return { sealed, response: { toast } };
    }
  }

  /** What did not go with the answer: a slow card, the words for everybody, the longer words for one. */
  async #follow(sealed: Sealed, press: Omit<IncomingPress, "direct">, doing: Doing, inTime: boolean): Promise<void> {
    const { channel, messageId = "" } = press;
    const on: MessageRef = { channel, messageId, threadId: messageId, revision: 0 };
    const { answers } = this.#needs;
    const { instead } = sealed;
    // The answer does not wait until the card can be changed.
    const changed = instead === undefined || inTime || (await answers.change(on, instead, { brief: true }));
    await this.#say(sealed, press, doing, inTime);
    if (!changed) await answers.change(on, instead, { mine: () => doing.mark({}) });
  }

  async #say(sealed: Sealed, press: Omit<IncomingPress, "direct">, doing: Doing, inTime: boolean): Promise<void> {
    const { channel, messageId = "" } = press;
    if (sealed.reach === "asker") {
      // The toast told the person already, in short.
      const nothing = inTime ? { place: { channel }, sealed: () => undefined } : undefined;
      if (!inTime || follows(sealed)) await doing.say({ channel: press.person.account }, sealed, nothing);
      return;
    }
    const direct = await this.#needs.rooms.direct(channel);
    const place = direct ? { replyTo: messageId, direct } : { threadId: messageId };
    await doing.say({ channel, ...place }, sealed);
  }

  #toast(text: typeof WORKING): Toast {
    return drawToast(said(message({ title: text }), this.#needs.lang));
  }
}

/** Whether more is said than the callback's answer, when that came in time. */
const follows = (sealed: Sealed | undefined): boolean => sealed !== undefined && (sealed.reach !== "asker" || !fitsToast(sealed));

/** A toast shows it whole. */
function fitsToast({ message: m, lang }: Sealed): boolean {
  return m.blocks.length === 0 && m.actions.length === 0 && m.title[lang].length + (m.lead?.[lang] ?? "").length < TOAST_CHARS - 2;
}
