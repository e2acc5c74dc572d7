import type { Language } from "../../message/message.ts";
import type { Person } from "../../ports/chat-platform.ts";
import type { ResponseUrl } from "./respond.ts";

/** Where somebody did something, and how they can be answered there. */
export interface Seat {
  readonly eventId: string;
  /** Null on the home page, which no message can stand in. */
  readonly channel: string | null;
  readonly threadId?: string;
  /** The thread begins with this gesture's message: nobody has it open, so what one person alone is told stands in the channel. */
  readonly begins?: true;
  readonly person: Person;
  readonly lang?: Language;
  /** Only this person reads along. */
  readonly direct: boolean;
  /** A command may come from a place that the bot is not in; there only the response_url speaks. */
  readonly command?: boolean;
  readonly url?: ResponseUrl;
  /** The message that was pressed. */
  readonly pressed?: { readonly ts: string; readonly ephemeral: boolean };
}

/** The part of a gesture that every handler is told. */
export function incoming(seat: Seat) {
  return {
    eventId: seat.eventId,
    channel: seat.channel ?? seat.person.account,
    person: seat.person,
    direct: seat.direct,
    ...(seat.threadId === undefined ? {} : { threadId: seat.threadId }),
    ...(seat.lang === undefined ? {} : { lang: seat.lang }),
  };
}

/** The message that was pressed, for handlers of presses. */
export const pressedMessage = (seat: Seat) => (seat.pressed === undefined ? {} : { messageId: seat.pressed.ts });
