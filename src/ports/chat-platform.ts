import type { Day } from "../domain/calendar/day.ts";
import type { Text } from "../domain/value.ts";
import type { Role } from "./company.ts";
import type { Field, Language, Sealed } from "../message/message.ts";

/** Where a message lies on its platform. */
export interface MessageRef {
  readonly channel: string;
  readonly messageId: string;
  /** Root of the thread that it is in; equal to messageId for a root. */
  readonly threadId: string;
  readonly revision: number;
}

/** Why it was not sent. `reason` is for the log; `because` is what people read, absent where the reason is the same in every language. */
export interface Reasoned {
  readonly reason: string;
  readonly because?: Text;
}

export type PostOutcome =
  | { readonly kind: "sent"; readonly ref: MessageRef }
  /** Will never work: the channel is gone, the bot is not in it, the payload is refused. */
  | ({ readonly kind: "failed"; readonly code: string } & Reasoned)
  /** Not now; nothing was sent. `everywhere`: it is not this channel's affair (credentials, the app's own limit, the way there). */
  | ({
      readonly kind: "later";
      readonly notBefore: Date;
      readonly everywhere?: boolean;
      /** It is this post's own affair (its pictures): others may be sent meanwhile. */
      readonly itself?: boolean;
    } & Reasoned)
  /** The request left and no answer came: it may or may not be there. */
  | ({ readonly kind: "unknown" } & Reasoned);

/** What of a message may have to follow it: a table or its whole text as a file, a chart as a picture, a file that is one already. */
export type PartKind = "table" | "text" | "picture" | "file";

/** Something that a message cannot hold. */
export interface Part {
  readonly kind: PartKind;
  /** Place of its block in the message; 0 for the text. */
  readonly at: number;
}

/** Where a post goes. */
export interface Target {
  readonly channel: string;
  readonly threadId?: string;
}

/** Between these instants a request of the post may have left: the first claim, and the last moment of the last one. */
export interface Attempts {
  readonly from: Date;
  readonly to: Date;
}

/** What the platform says of a post whose answer was never heard. */
export type Fate =
  | { readonly kind: "sent"; readonly ref: MessageRef }
  /** It is not there and will not come. */
  | { readonly kind: "absent" }
  /** It may be there, and sending it again under its key makes one message all the same: the platform knows the key. */
  | { readonly kind: "repeatable" }
  /** Not to be told yet: its history lags. */
  | ({ readonly kind: "unclear"; readonly askAgainAt: Date } & Reasoned)
  /** Never to be told by the platform. Somebody has to look. */
  | ({ readonly kind: "unknowable" } & Reasoned);

/** What a platform knows of an account. */
export interface Profile {
  readonly name: string;
  /** Confirmed by the platform, so that it may link an account with a member. */
  readonly email: string | null;
  /** A guest, or somebody of another organisation. */
  readonly outsider: boolean;
}

/** The platform says that the bot cannot see a channel, so that nothing it posts would come there either. */
export class OutOfSight extends Error {
  readonly code: string;
  readonly because: Text;
  constructor(code: string, because: Text, options?: ErrorOptions) {
    super(because.en, options);
    this.name = "OutOfSight";
    this.code = code;
    this.because = because;
  }
}

/** Who can read a channel: people of the company only, or also others. */
export type Audience = "team" | "outside";

/** Something that a check of the connection looked at. */
export interface Finding {
  readonly state: "ok" | "warning" | "failed";
  readonly what: Text;
  readonly hint?: Text;
}

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

/** A form that is shown apart from its message (a dialog). */
export interface FormView {
  readonly title: Text;
  readonly fields: readonly Field[];
  readonly submit: Text;
  readonly lang: Language;
  /** Where the person is who fills it in: the day from which months and days are offered. */
  readonly today: Day;
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
  /** False when no file is taken from this person: nothing has to be fetched, and `file` says why without opening it. Absent: from everybody. */
  takesFiles?(from: Pick<IncomingFile, "channel" | "person" | "direct" | "lang">): Promise<boolean>;
  /**
   * The form behind a token, for a platform that shows forms in a dialog; undefined when nobody knows the token, or this person may not
   * fill it in: a press of the token then says why. `channel`: where the button is, whose day it is there.
   */
  form(token: string, person: Person, channel?: string): Promise<FormView | undefined>;
  /** What a person sees when they open the bot's own page: their duties and open alerts. */
  home(person: Person, lang?: Language): Promise<Sealed | undefined>;
}

/** A chat platform. It receives, draws and keeps to its limits; no rule of the trade lives here. */
export interface ChatPlatform {
  readonly id: string;
  readonly capabilities: {
    readonly edit: boolean;
    readonly reconcile: boolean;
    readonly threads: boolean;
    /** A key that was posted before makes another message; only `fate` tells. Absent: such a post is answered with the first one. */
    readonly repeatsKeys?: boolean;
  };
  start(handlers: Handlers): Promise<void>;
  stop(): Promise<void>;
  /**
   * Sends once, without retries of its own. `key` lets `fate` recognise it later. After `deadline` the post may be another process's: the
   * platform looks at the clock right before its request leaves, and answers `later` when it is too late. `owe` is told what the message
   * cannot hold, also when that is nothing, before each request; when it fails nothing is sent. Without it the platform sends what is
   * left over itself, as long as its process lives.
   */
  post(target: Target, sealed: Sealed, key: string, deadline?: Date, owe?: (parts: readonly Part[]) => Promise<void>): Promise<PostOutcome>;
  /**
   * Sends a part of a message that was posted, below it and once, as `post` does. `sealed` holds the block alone, or everything for the
   * text. Absent: its messages hold everything.
   */
  follow?(below: MessageRef, part: PartKind, sealed: Sealed, key: string, deadline?: Date): Promise<PostOutcome>;
  edit?(ref: MessageRef, sealed: Sealed, deadline?: Date): Promise<PostOutcome>;
  /**
   * What became of a post with this key, or of a part below a message? Asked before anything whose answer was not heard is sent again.
   * Throws when it cannot ask.
   */
  fate?(
    target: Target & { readonly part?: { readonly kind: PartKind; readonly below: MessageRef } },
    key: string,
    attempts: Attempts,
  ): Promise<Fate>;
  /** Who can read the channel now. Throws when it cannot tell, which is no permission; `OutOfSight` when there is none. Absent: the team only. */
  audience?(channel: string): Promise<Audience>;
  /** Undefined for an account that the platform does not know. */
  profile?(account: string): Promise<Profile | undefined>;
  /** Credentials, permissions, clock, and whether the bot is in these channels. Works without `start`. */
  check?(channels: readonly string[]): Promise<readonly Finding[]>;
}
