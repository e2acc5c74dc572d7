import type { Sensitivity, Text } from "../domain/value.ts";

export type { Text } from "../domain/value.ts";

/**
 * One thing to show, still typed: the language, the zone and the currency's digits are chosen when it is sent.
 * `sensitivity` is cut for an audience that may not see it; absent means `internal`.
 */
export type Value = (
  | { readonly kind: "text"; readonly text: Text }
  | { readonly kind: "code"; readonly code: string }
  | { readonly kind: "count"; readonly count: number; readonly unit?: Text }
  | { readonly kind: "number"; readonly number: number; readonly digits: number; readonly unit?: Text }
  | { readonly kind: "percent"; readonly ratio: number; readonly digits?: number }
  | { readonly kind: "money"; readonly amount: string; readonly currency: string }
  | { readonly kind: "days"; readonly days: number }
  | { readonly kind: "day"; readonly day: string }
  | { readonly kind: "instant"; readonly at: string; readonly zone: string }
  | { readonly kind: "missing"; readonly because: Text }
) & {
  readonly sensitivity?: Sensitivity;
  /** A change in a cell: a plus sign stands before what is more than nothing. */
  readonly signed?: boolean;
};

/** A change against something: the sign is in the value, whether it is good news in `mood`. */
export interface Delta {
  readonly against: Text;
  readonly change: Value;
  readonly mood: "good" | "bad" | "neutral";
}

export interface Fact {
  readonly label: Text;
  readonly value: Value;
  readonly delta?: Delta;
  readonly note?: Text;
}

export interface Column {
  readonly label: Text;
  readonly align?: "left" | "right";
  readonly sensitivity?: Sensitivity;
}

export interface Chart {
  /** File name in charts/. */
  readonly chart: string;
  /** What that chart's `Data` type says; plain JSON. */
  readonly data: unknown;
  /** What a person who cannot see the picture must know. */
  readonly alt: Text;
  readonly sensitivity?: Sensitivity;
}

export interface Field {
  readonly name: string;
  readonly label: Text;
  readonly type: "text" | "number" | "day" | "month" | "select";
  readonly options?: readonly { readonly value: string; readonly label: Text }[];
  readonly value?: string;
  readonly required?: boolean;
  readonly hint?: Text;
}

/** What a press means. `args` are checked by the action's zod schema when they come back. */
export interface Deed {
  /** File name in src/actions/. */
  readonly action: string;
  readonly args: unknown;
}

export interface Button {
  readonly label: Text;
  readonly deed: Deed;
  readonly style?: "primary" | "danger";
  readonly confirm?: Text;
  /** Buttons of one decision have one name here: when one of them was pressed, all of them go. */
  readonly decision?: string;
}

/** `sensitivity` of a block is for texts that say a figure in words; values, columns and charts carry their own. Absent: `internal`. */
export type Block = (
  | { readonly kind: "facts"; readonly facts: readonly Fact[] }
  | {
      readonly kind: "table";
      readonly title?: Text;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Value[])[];
      /** Rows to show, from the first; all of them go along as a CSV file. Absent: as many as there is room for. */
      readonly show?: number;
      readonly more?: Text;
    }
  | { readonly kind: "prose"; readonly text: Text }
  | { readonly kind: "heading"; readonly text: Text }
  | { readonly kind: "list"; readonly items: readonly Text[] }
  | ({ readonly kind: "chart" } & Chart)
  /**
   * A file that goes along and is not read in the message: a table for somebody outside, for whom its labels are written in whatever languages
   * they read. `name`: of the file, without its ending.
   */
  | {
      readonly kind: "file";
      readonly format: "csv" | "xlsx";
      readonly name: string;
      readonly title: Text;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Value[])[];
      /** Whom and when it is about: lines above the table of a workbook. A CSV stays a plain table. */
      readonly above?: readonly { readonly label: Text; readonly value: Value }[];
      /** Its last row, in a workbook: a cell for each column. */
      readonly total?: readonly Value[];
    }
  | {
      readonly kind: "form";
      readonly deed: Deed;
      readonly fields: readonly Field[];
      readonly submit: Text;
      /** How its button looks. Absent: `primary`, what the message is there for. */
      readonly style?: "primary" | "plain" | "danger";
    }
) & { readonly sensitivity?: Sensitivity };

/** What every figure in the message rests on. Nothing that has no figure needs one. */
export interface Basis {
  readonly asOf?: string;
  readonly stores?: readonly string[];
  /** "order day", "day of the return", "snapshot" … */
  readonly dateBasis?: Text;
  /** Share of the store-days (or SKUs) that the data covers. */
  readonly coverage?: { readonly covered: number; readonly of: number; readonly unit: Text };
  readonly sources?: readonly Text[];
  /** Policies that were used, with the value and where it came from. */
  readonly policies?: readonly Text[];
  readonly notes?: readonly Text[];
  /** Figures from a simulated store must say so. */
  readonly simulated?: boolean;
}

export type Tone = "neutral" | "good" | "warning" | "critical" | "error";

/** What is said, before anybody decided where and in which language. Serialisable. */
export interface Message {
  readonly version: 1;
  readonly title: Text;
  readonly tone: Tone;
  readonly lead?: Text;
  readonly blocks: readonly Block[];
  readonly actions: readonly Button[];
  readonly basis?: Basis;
  /**
   * Of all that is said outside the blocks: title, lead, tone, buttons and their confirmations, basis. They tell figures too, so to an audience
   * below it the whole message is withheld. Absent: `internal`; `public` only where nobody's figures can stand (help, setup, refusals).
   */
  readonly sensitivity?: Sensitivity;
  /**
   * Things that this message tells of, for whoever must know later whether they were told (`stock-out:12:opened`). Never shown; the
   * outbox keeps it with the message, so that what was said and what is remembered as said cannot part in a crash.
   */
  readonly refs?: readonly string[];
}

/** A root and its replies; each reply has a key of its own, so that a restart sends only what is missing. */
export interface Thread {
  readonly root: Message;
  readonly replies: readonly { readonly key: string; readonly message: Message }[];
}

export type Language = "zh" | "en";

export function message(
  m: Omit<Message, "version" | "actions" | "blocks" | "tone"> & Partial<Pick<Message, "actions" | "blocks" | "tone">>,
): Message {
  return { version: 1, tone: "neutral", blocks: [], actions: [], ...m };
}

/**
 * A message ready for a platform: what the audience may not see is cut, and every deed has become an opaque token
 * that only the server can read.
 */
export interface Sealed {
  readonly message: Message;
  /** Token of each button, by its place in `message.actions`. */
  readonly buttonTokens: readonly string[];
  /** Token of each form block, by its place in `message.blocks`. */
  readonly formTokens: Readonly<Record<number, string>>;
  readonly lang: Language;
  /** Only for the person who asked or pressed: a refusal, an error, "already done by". Absent: for everybody in that place. */
  readonly reach?: "asker";
  /** How the message that was pressed reads from now on: without the button, and with who decided. */
  readonly instead?: Sealed;
}
