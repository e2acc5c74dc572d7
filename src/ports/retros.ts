import type { Day } from "../domain/calendar/day.ts";
import type { SaidEffect, SaidEvent, SaidFigure } from "../domain/retro/said.ts";
import type { ActionState, ChainLink } from "../domain/retro/words.ts";
import type { Thread } from "../message/message.ts";
import type { AuditEntry } from "./delivery.ts";

/** What a retro said, without what people added to it. Plain JSON. */
export interface Said {
  /** Day on which the figures were read. */
  readonly asOf: Day;
  readonly currency: string;
  readonly stores: readonly string[];
  readonly thread: Thread;
  readonly figures: readonly SaidFigure[];
  readonly events: readonly SaidEvent[];
  readonly effects: readonly SaidEffect[];
}

/** The look back on one month in one channel. */
export interface Retro {
  readonly id: number;
  /** Key of the thread's root in the outbox. */
  readonly key: string;
  readonly platform: string;
  readonly channel: string;
  /** YYYY-MM */
  readonly month: string;
  /** On this day its figures are fixed, if nobody did so before. */
  readonly heldOn: Day;
  readonly said: Said;
  readonly simulated: boolean;
  readonly postedAt: Date;
  readonly frozenAt: Date | null;
  /** Slug of the member; null for the schedule, and while it is not frozen. */
  readonly frozenBy: string | null;
  /** Grows with everything that is added or said anew. */
  readonly revision: number;
}

/** Why something exceptional happened. */
export interface RetroAnswer {
  readonly event: string;
  readonly link: ChainLink;
  readonly why: string;
  readonly change: string;
  /** Slug of a member. */
  readonly owner: string | null;
  /** 1 for the first answer; who replaces one says which. */
  readonly revision: number;
  readonly by: string;
  readonly at: Date;
}

export interface RetroDecision {
  readonly id: number;
  readonly what: string;
  readonly why: string;
  readonly by: string;
  readonly at: Date;
}

/** Something to do, by whom, until when, and what it is meant to bring. */
export interface RetroAction {
  readonly id: number;
  readonly retro: number;
  /** Month of the retro that it was taken on in. */
  readonly month: string;
  readonly what: string;
  readonly owner: string;
  readonly due: Day;
  /** Id of the KPI that it is meant to move; null where nobody said. Shares of one for percent. */
  readonly metric: string | null;
  /** Of one SKU; null: of all that the channel is about. */
  readonly sku: string | null;
  readonly before: number | null;
  readonly expected: number | null;
  readonly checkOn: Day | null;
  readonly by: string;
  readonly at: Date;
  readonly state: ActionState;
  readonly closedBy: string | null;
  readonly closedAt: Date | null;
}

export interface RetroEntries {
  readonly answers: readonly RetroAnswer[];
  readonly decisions: readonly RetroDecision[];
}

type Written<T, K extends keyof T> = Omit<T, K>;

export interface Retros {
  /** The first one of a month and a channel stands; a later one is answered with it. */
  open(retro: Written<Retro, "id" | "frozenAt" | "frozenBy" | "revision">): Promise<Retro>;
  byId(id: number): Promise<Retro | undefined>;
  /** Of a channel and a month (YYYY-MM). */
  of(place: { readonly platform: string; readonly channel: string }, month: string): Promise<Retro | undefined>;
  /** Months of a channel that were looked back on, newest first, at most `limit`. */
  months(
    place: { readonly platform: string; readonly channel: string },
    limit: number,
  ): Promise<readonly { readonly id: number; readonly month: string; readonly simulated: boolean }[]>;
  /** Says it anew. False, and nothing changes, once it is frozen. */
  say(id: number, said: Said): Promise<boolean>;
  /** Fixes what was said. The first one to do so stands, with its audit entry; `first` tells whether this was it. */
  freeze(id: number, by: string | null, at: Date, entry: AuditEntry): Promise<{ readonly first: boolean; readonly retro: Retro }>;
  entries(id: number): Promise<RetroEntries>;
  /** Everything that was taken on in this channel, oldest first. Of the simulated store or of the real one, as asked. */
  actions(place: { readonly platform: string; readonly channel: string }, simulated: boolean): Promise<readonly RetroAction[]>;
  action(id: number): Promise<RetroAction | undefined>;
  /**
   * Answers an event, or replaces the answer of revision `over` (null: there is none yet). False, with the one that stands, where
   * somebody else was faster.
   */
  answer(
    retro: number,
    answer: Written<RetroAnswer, "revision">,
    over: number | null,
    entry: AuditEntry,
  ): Promise<{ readonly saved: boolean; readonly stands: RetroAnswer }>;
  /** Notes a decision. One `form` writes one, however often it is sent. */
  decide(retro: number, form: string, decision: Written<RetroDecision, "id">, entry: AuditEntry): Promise<RetroDecision>;
  /** Takes on an action; one `form` writes one. */
  takeOn(
    retro: number,
    form: string,
    action: Pick<RetroAction, "what" | "owner" | "due" | "metric" | "sku" | "before" | "expected" | "checkOn" | "by" | "at">,
    entry: AuditEntry,
  ): Promise<RetroAction>;
  /** Ends an action that is open. The first one stands. */
  close(
    id: number,
    state: Exclude<ActionState, "open">,
    by: string,
    at: Date,
    entry: AuditEntry,
  ): Promise<{ readonly first: boolean; readonly action: RetroAction } | undefined>;
}
