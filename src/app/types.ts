import type { ZodType } from "zod";
import type { Day } from "../domain/calendar/day.ts";
import type { Zone } from "../domain/calendar/zone.ts";
import type { FactKind, FactRows } from "../domain/facts/facts.ts";
import type { Sensitivity, Text } from "../domain/value.ts";
import type { Kpi } from "../domain/kpi/kpi.ts";
import type { DemandModel } from "../domain/restock/types.ts";
import type { IntakeService } from "./intake/types.ts";
import type { Language, Message, Sealed, Thread } from "../message/message.ts";
import type { Alerts } from "../ports/alerts.ts";
import type { Attention } from "../ports/attention.ts";
import type { Audience } from "../ports/chat-platform.ts";
import type { Binding, CompanyData, Member, Purpose, Role } from "../ports/company.ts";
import type { Audit, Inbox, JobRuns, Outbox, Revision, Tokens } from "../ports/delivery.ts";
import type { Facts } from "../ports/facts.ts";
import type { LateOrders } from "../ports/late-orders.ts";
import type { Imports, Rejection } from "../ports/imports.ts";
import type { Plans } from "../ports/planning.ts";
import type { ReturnReasons } from "../ports/return-reasons.ts";
import type { Policies } from "../ports/policies.ts";
import type { Promos } from "../ports/promos.ts";
import type { Purchases } from "../ports/purchases.ts";
import type { Retros } from "../ports/retros.ts";
import type { Transfers } from "../ports/transfers.ts";
import type { Shipments } from "../ports/shipments.ts";
import type { Log } from "../ports/system.ts";

/** Everything that the store implements. */
export interface StorePorts {
  readonly company: CompanyData;
  readonly facts: Facts;
  readonly returnReasons: ReturnReasons;
  readonly lateOrders: LateOrders;
  readonly imports: Imports;
  readonly plans: Plans;
  readonly policies: Policies;
  readonly promos: Promos;
  readonly purchases: Purchases;
  readonly transfers: Transfers;
  readonly shipments: Shipments;
  readonly attention: Attention;
  readonly retros: Retros;
  readonly alerts: Alerts;
  readonly outbox: Outbox;
  readonly inbox: Inbox;
  readonly tokens: Tokens;
  readonly jobRuns: JobRuns;
  readonly audit: Audit;
}

/** What a command, an action or a job is run with. Each takes only what it names. */
export interface Context extends StorePorts {
  readonly now: Date;
  /** Today of a zone, or the day that `--today` set. */
  readonly today: (zone: Zone) => Day;
  readonly log: Log;
  readonly kpis: ReadonlyMap<string, Kpi>;
  readonly commands: ReadonlyMap<string, Command>;
  /** Those for which something is posted, by a job or when it happens. Absent: all of them. */
  readonly purposes?: ReadonlySet<Purpose>;
  /** Absent: what is learnt from all products together. */
  readonly demandModel?: DemandModel;
  /** Takes in files. Absent where there is nowhere to keep one (a command run on a copy of the store). */
  readonly intake?: IntakeService;
}

/** Who asks, and where: decides roles, language, what may be seen. */
export interface Asker {
  readonly member: Member;
  readonly roles: readonly Role[];
  readonly lang: Language;
  readonly platform: string;
  readonly channel: string | null;
  readonly clearance: Sensitivity;
  /** Zone for wording. */
  readonly zone: Zone;
  /** Who reads where they asked, told by the platform; throws when it cannot tell. Absent: nobody but the team. */
  readonly readers?: () => Promise<Audience>;
}

/** What to say, and the typed result it was made of (for `--json`). */
export interface Answer {
  readonly message: Message;
  readonly data: unknown;
  /** Only for the person who asked. */
  readonly reach?: "asker";
  /** Nothing was decided by this press (somebody was faster, an answer was refused): it leaves no mark and no audit entry, and can be pressed again. */
  readonly undecided?: true;
  /** Somebody decided the same elsewhere before: the button counts as theirs, and nothing is written to the audit. */
  readonly first?: { readonly by: string; readonly at: Date };
  /** What was decided, for the audit; beside what the button's own arguments say. */
  readonly noted?: Readonly<Record<string, string | number>>;
  /** How the message that was pressed reads from now on. */
  readonly instead?: Sealed;
  /** The decision wrote its own audit entry, in the transaction that decided. */
  readonly audited?: boolean;
}

export type Allowed = readonly Role[] | "everyone";

/** A chat command; its name is the name of its file. */
export interface Command<A = unknown> {
  readonly summary: Text;
  /** One line of syntax, without the slash and the name: `[KPI] [scope] [period] [by SPLIT]`. */
  readonly usage: Text;
  /** Complete inputs that work on the sample store. */
  readonly examples: readonly string[];
  readonly roles: Allowed;
  /** Words in, typed arguments out; throws UserError with what was expected. */
  parse(words: readonly string[], context: Context, asker: Asker): Promise<A> | A;
  run(args: A, context: Context, asker: Asker): Promise<Answer>;
}

/** A button or form; its id is the name of its file. */
export interface Action<A = unknown> {
  readonly args: ZodType<A>;
  readonly roles: Allowed;
  /** What the decision was made on: when it differs from the token's, the press is stale. Absent: never stale. */
  readonly version?: (args: A, context: Context) => Promise<string>;
  /**
   * Why it is not for somebody whose role may, as a clause before a colon ("You approved it, so this is for somebody else"); undefined where
   * it is for them. Only for what one person is offered; `run` decides all the same.
   */
  readonly notFor?: (args: A, context: Context, asker: Asker) => Promise<Text | undefined>;
  /** May be pressed again by anybody (opening a view); else the first press wins. */
  readonly repeatable: boolean;
  run(args: A, context: Context, asker: Asker, fields: Readonly<Record<string, string>>): Promise<Answer>;
}

/** What a job says into one channel, or why it says nothing. `revises`: what it said before and what reads differently now. */
export type JobOutcome = { readonly revises?: readonly Revision[] } & (
  | {
      readonly kind: "post";
      readonly message: Message;
      /** Called in order after the outbox has the post. */ readonly after?: (postKey: string) => Promise<void>;
    }
  | { readonly kind: "thread"; readonly thread: Thread }
  | { readonly kind: "nothing"; readonly because: Text }
);

/** When a job was due. */
export interface Slot {
  readonly at: Date;
  /** The channel's local day of `at`. */
  readonly day: Day;
  readonly late: boolean;
  /** The real instant at which it runs; `at` may be any other that somebody asked for. */
  readonly asked?: Date;
  /** Only shown, not posted: nothing may be written. */
  readonly dryRun?: boolean;
}

/** A scheduled post; its name is the name of its file. */
export interface Job {
  readonly summary: Text;
  /** Channels bound to this purpose get it. */
  readonly purpose: Purpose;
  /** Cron in the channel's zone: `30 8 * * *`. */
  readonly cron: string;
  /** How late a missed slot is still worth running. */
  readonly lateHours: number;
  /**
   * Whether what it said is only why there is nothing to say: when facts come within `lateHours`, it is run for the same slot again, and what
   * it then `revises` is edited in place. Absent: never.
   */
  readonly again?: (said: Message) => boolean;
  /** The local period in the post's key: `2026-11-22`, `2026-10`. `at` is the slot's instant, for what may be said several times a day. */
  period(slot: Day, at?: Date): string;
  run(context: Context, channel: Binding, slot: Slot): Promise<JobOutcome>;
}

/** What a file does not say and somebody must. */
export interface SourceAsk {
  readonly store: boolean;
  readonly period: boolean;
  readonly currency: boolean;
  /** Snapshot day. */
  readonly day: boolean;
  readonly warehouse: boolean;
}

/** What one file of a format leaves out, where only its content tells. `suggested` is what it hints at, to be seen before it is taken. */
export interface Lacking {
  readonly period?: { readonly suggested: { readonly from: Day; readonly to: Day } | null };
}

/** A table's first lines (or a JSON document's top keys), enough to recognise a format. */
export interface Sniff {
  readonly kind: "table" | "json";
  readonly fileName: string;
  /** Header cells as written, trimmed. For JSON the top-level keys. */
  readonly header: readonly string[];
  readonly text: string;
}

export interface SourceContext {
  readonly store: { readonly code: string; readonly zone: Zone; readonly currency: string; readonly country: string } | null;
  readonly period: { readonly from: Day; readonly to: Day } | null;
  readonly currency: string | null;
  readonly day: Day | null;
  readonly warehouse: string | null;
  /** Warehouses that are known, for formats whose records name theirs in their own words. */
  readonly warehouses?: readonly { readonly code: string; readonly name: string }[];
  readonly today: Day;
  /** Told once a thing that is worth knowing and no reason to reject a record (an unknown column, an unknown reason code). */
  readonly note?: (text: Text) => void;
}

/** One record of a file: a fact (perhaps with others beside it) or a rejection. */
export type ParsedRecord<K extends FactKind = FactKind> =
  | {
      readonly row: number;
      readonly fact: FactRows[K];
      /** Further facts of the same kind that the record carries (a stock row with seven states). Counted with the first one. */
      readonly also?: readonly FactRows[K][];
      readonly beside?: { readonly fact: "returns"; readonly row: FactRows["returns"] };
    }
  | { readonly row: number; readonly reject: Omit<Rejection, "row"> };

/** A column that a format knows by name or by any of its older or translated names. */
export interface SourceColumn {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly required: boolean;
}

/** A report format: how to recognise it, what it lacks, and how its records become facts. One folder in src/sources. */
export interface Source<K extends FactKind = FactKind> {
  /** `--format` id. */
  readonly id: string;
  readonly fact: K;
  readonly title: Text;
  /** Where a seller gets the file, in a sentence. */
  readonly origin: Text;
  readonly recognise: (sniff: Sniff) => boolean;
  readonly asks: SourceAsk;
  /** Each file is the whole inventory of its warehouse and day: what it does not name is not there. */
  readonly whole?: true;
  /** What this very file lacks beyond `asks`; for formats that some files of say it and others do not. */
  readonly lacks?: (file: OpenedFile) => Promise<Lacking>;
  /** What the header is made of; says which column is missing when a file is nearly of this format. */
  readonly columns?: readonly SourceColumn[];
  /** How well a header fits, for choosing between formats and for saying what the nearest one lacks. */
  readonly match?: (sniff: Sniff) => { readonly found: number; readonly missing: readonly string[]; readonly unknown: readonly string[] };
  /** Stores that such a file can belong to; where only one store fits, nobody is asked. */
  readonly fits?: { readonly platform?: string; readonly currency?: string };
  /** Default encodings to try after UTF-8, in order. */
  readonly encodings?: readonly string[];
  /** Streams records; throws a SourceRefusal (UserError) when the file as a whole cannot be trusted. */
  read(file: OpenedFile, context: SourceContext): AsyncIterable<readonly ParsedRecord<K>[]>;
}

/** A file whose encoding and shape are known. */
export interface OpenedFile {
  readonly name: string;
  readonly kind: "table" | "json";
  readonly encoding: string;
  /** The last line has no line break: if it also lacks cells, the file was cut off. */
  readonly endsMidLine?: boolean;
  /** A spreadsheet worked its numbers out: places beyond what the store keeps are rounding and no information. */
  readonly floats?: true;
  /** Records of a table with their line numbers, header first (what stands above it is skipped), in batches. */
  rows(): AsyncIterable<readonly { readonly line: number; readonly cells: readonly string[] }[]>;
  json(): Promise<unknown>;
}

/** Bytes of a file, from the first one each time it is called: an upload waits on disk while somebody answers. */
export type FileBytes = () => AsyncIterable<Uint8Array>;

/** A file that was read once from end to end: what it is, and whose header it may have. */
export interface InspectedFile {
  readonly name: string;
  /** SHA-256 of the bytes as they came. */
  readonly hash: string;
  /** Bytes after unpacking. */
  readonly bytes: number;
  /** What its header was read in, where that was a choice; a store's country may still decide otherwise. Absent: no text (a workbook). */
  readonly encoding?: string;
  /** Each record near the top that may be the header; the first one that a format recognises is it. */
  readonly sniffs: readonly Sniff[];
  /** Opens it in the encoding that fits the country and the format. `progress` hears bytes read so far. */
  open(choice: {
    readonly sniff: Sniff;
    readonly country: string | null;
    readonly encodings: readonly string[];
    readonly note: (text: Text) => void;
    readonly progress?: (bytes: number) => void;
  }): Promise<OpenedFile>;
}

/** What speaks for an encoding besides the bytes: what somebody said it is, the company's language, the only country of its stores. */
export interface EncodingHint {
  readonly encoding?: string;
  readonly lang?: Language;
  readonly country?: string;
}

/** Reads a file once; throws UserError for what is no table or JSON (a workbook, a picture, too large). */
export type Inspect = (name: string, bytes: FileBytes, hint?: EncodingHint) => Promise<InspectedFile>;
