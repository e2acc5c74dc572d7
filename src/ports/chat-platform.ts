import type { Text } from "../domain/value.ts";
import type { Role } from "./company.ts";
import type { Language, Sealed } from "../message/message.ts";

/** Where a message lies on its platform. */
export interface MessageRef {
  readonly channel: string;
  readonly messageId: string;
  /** Root of the thread that it is in; equal to messageId for a root. */
  readonly threadId: string;
  readonly revision: number;
}

export type PostOutcome =
  | { readonly kind: "sent"; readonly ref: MessageRef }
  /** Will never work: the channel is gone, the bot is not in it, the payload is refused. */
  | { readonly kind: "failed"; readonly code: string; readonly reason: string }
  /** Not now; nothing was sent. */
  | { readonly kind: "later"; readonly notBefore: Date; readonly reason: string }
  /** The request left and no answer came: it may or may not be there. */
  | { readonly kind: "unknown"; readonly reason: string };

export interface Person {
  readonly account: string;
  readonly name?: string;
  /** Where one may look through another role's eyes (the local workspace): only this role counts, and only if the person has it. */
  readonly as?: Role;
}

export interface IncomingText {
  /** Unique for this gesture on this platform; the same gesture delivered twice has the same id. */
  readonly eventId: string;
  readonly channel: string;
  readonly threadId?: string;
  readonly person: Person;
  /** `/kpi 退货率 上月` */
  readonly text: string;
  readonly lang?: Language;
  /** Nobody but this person sees the answer: a direct message, an ephemeral answer, the local workspace. */
  readonly direct?: boolean;
}

export interface IncomingPress {
  readonly eventId: string;
  readonly channel: string;
  readonly threadId?: string;
  readonly messageId?: string;
  readonly person: Person;
  readonly token: string;
  /** What was filled in, for a form. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly lang?: Language;
  readonly direct?: boolean;
}

export interface IncomingFile {
  readonly eventId: string;
  readonly channel: string;
  readonly threadId?: string;
  readonly person: Person;
  readonly name: string;
  readonly bytes: number;
  open(): AsyncIterable<Uint8Array>;
  readonly lang?: Language;
  readonly direct?: boolean;
}

export interface Progress {
  readonly done: number;
  readonly of?: number;
  readonly note: Text;
}

/** What the app answers; the platform draws it where the person asked. Absent: nothing to say. */
export interface Handlers {
  text(incoming: IncomingText): Promise<Sealed | undefined>;
  press(incoming: IncomingPress): Promise<Sealed | undefined>;
  file(incoming: IncomingFile, onProgress: (p: Progress) => void): Promise<Sealed | undefined>;
}

/** A chat platform. It receives, draws and keeps to its limits; no rule of the trade lives here. */
export interface ChatPlatform {
  readonly id: string;
  readonly capabilities: { readonly edit: boolean; readonly reconcile: boolean; readonly threads: boolean };
  start(handlers: Handlers): Promise<void>;
  stop(): Promise<void>;
  /** Sends once, without retries of its own. `key` lets `find` recognise it later. */
  post(target: { readonly channel: string; readonly threadId?: string }, sealed: Sealed, key: string): Promise<PostOutcome>;
  edit?(ref: MessageRef, sealed: Sealed): Promise<PostOutcome>;
  /** Was a post with this key delivered? Asked before anything whose fate is unknown is sent again. */
  find?(target: { readonly channel: string; readonly threadId?: string }, key: string): Promise<MessageRef | undefined>;
}
