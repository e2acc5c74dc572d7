import type { Text } from "../../domain/value.ts";
import { cleanAll, clean } from "../../message/clean.ts";
import type { Basis, Block, Button, Language, Sealed, Tone } from "../../message/message.ts";
import type { WorkspaceEntry } from "../../ports/workspace.ts";
import { TABLE_ROWS } from "./limits.ts";

/** What the bot signs with. */
export const BOT = "purser";

export type WireBlock =
  | Exclude<Block, { readonly kind: "chart" | "form" | "table" | "file" }>
  /** The rows are in the file only. */
  | { readonly kind: "file"; readonly format: "csv" | "xlsx"; readonly name: string; readonly title: Text; readonly rows: number }
  /** The first rows; how many more there are stands in `left`, and all of them in the file. */
  | (Extract<Block, { readonly kind: "table" }> & { readonly left: number })
  | { readonly kind: "chart"; readonly alt: Text }
  /** Without a token the form was sealed for nobody and is shown without its button. */
  | (Omit<Extract<Block, { readonly kind: "form" }>, "deed"> & { readonly token: string | null });

export type WireButton = Omit<Button, "deed"> & { readonly token: string | null };

/** A message as the browser gets it: both languages, and of every deed only its token. */
export interface WireMessage {
  readonly title: Text;
  readonly tone: Tone;
  readonly lead?: Text;
  readonly blocks: readonly WireBlock[];
  readonly buttons: readonly WireButton[];
  readonly basis?: Basis;
}

export interface WireEntry {
  readonly id: number;
  readonly channel: string;
  readonly threadId: number | null;
  readonly author: string;
  /** ISO instant. */
  readonly at: string;
  readonly revision: number;
  readonly replies: number;
  readonly body:
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "file"; readonly name: string; readonly bytes: number }
    | { readonly kind: "message"; readonly message: WireMessage };
}

export interface WireChannel {
  readonly id: string;
  readonly title: Text;
  readonly topic: Text | null;
  /** Newest root, so that a browser can tell what it has not seen. */
  readonly newest: number | null;
}

export interface WireCommand {
  readonly name: string;
  readonly summary: Text;
  readonly usage: Text;
  readonly examples: readonly string[];
}

export interface WireProgress {
  readonly done: number;
  readonly of: number | null;
  readonly note: Text;
}

/** Something that a person asked for and that is not answered yet. */
export interface WireWork {
  readonly eventId: string;
  readonly channel: string;
  readonly threadId: number | null;
  readonly progress: WireProgress | null;
}

export interface WireState {
  readonly person: { readonly account: string; readonly name: string };
  readonly lang: Language;
  readonly channels: readonly WireChannel[];
  readonly working: readonly WireWork[];
}

/** What the page is given with its first bytes, so that nobody waits for a second answer. */
export interface WireFirst {
  readonly state: WireState;
  /** Where the events that it listens to go on. */
  readonly position: string;
  readonly commands: readonly WireCommand[];
}

/** What an argument of a command can be, by the name that a usage line has for it. */
export type WireKind = "kpi" | "store" | "warehouse" | "country" | "category" | "role" | "sku" | "period" | "month" | "state" | "command";

/** A word that an argument may be, as it is typed in either language. */
export interface WireWord {
  readonly kind: WireKind;
  /** Empty where the language has no word of its own for it. */
  readonly typed: Text;
  /** What it is, beside how it is typed. */
  readonly title: Text;
  /** Other spellings that find it. */
  readonly also: readonly string[];
}

export type WireEvent =
  | { readonly kind: "entry"; readonly entry: WireEntry }
  | { readonly kind: "edited"; readonly entry: WireEntry }
  | { readonly kind: "channel"; readonly channel: WireChannel }
  | { readonly kind: "working"; readonly work: WireWork }
  /** `refused`: why what was sent was not taken, in the words of its answer; a form keeps what was typed then. */
  | { readonly kind: "settled"; readonly eventId: string; readonly failure: Text | null; readonly refused: Text | null }
  | { readonly kind: "language"; readonly lang: Language };

export interface WireError {
  readonly error: { readonly code: string; readonly text: Text; readonly hint: Text | null };
}

/** Cuts what only the server may know (deeds, a chart's data) and what nobody can see (bidi controls in a product title). */
export function wireMessage({ message, buttonTokens, formTokens }: Sealed): WireMessage {
  const { title, tone, lead, basis } = message;
  return cleanAll({
    title,
    tone,
    ...(lead === undefined ? {} : { lead }),
    blocks: message.blocks.map((block, i) => wireBlock(block, formTokens[i] ?? null)),
    buttons: message.actions.map((button, i) => ({ ...withoutDeed(button), token: buttonTokens[i] ?? null })),
    ...(basis === undefined ? {} : { basis }),
  });
}

function withoutDeed<T extends { readonly deed: unknown }>({ deed: _deed, ...rest }: T): Omit<T, "deed"> {
  return rest;
}

function wireBlock(block: Block, token: string | null): WireBlock {
  switch (block.kind) {
    case "chart":
      return { kind: "chart", alt: block.alt };
    case "form":
      return { ...withoutDeed(block), token };
    case "table":
      return { ...block, rows: block.rows.slice(0, TABLE_ROWS), left: Math.max(0, block.rows.length - TABLE_ROWS) };
    case "file": {
      const { kind, format, name, title, rows } = block;
      return { kind, format, name, title, rows: rows.length };
    }
    case "facts":
    case "prose":
    case "heading":
    case "list":
      return block;
  }
}

export function wireEntry({ body, at, ...entry }: WorkspaceEntry): WireEntry {
  return { ...entry, at: at.toISOString(), body: wireBody(body) };
}

function wireBody(body: WorkspaceEntry["body"]): WireEntry["body"] {
  switch (body.kind) {
    case "sealed":
      return { kind: "message", message: wireMessage(body.sealed) };
    case "text":
      return { kind: "text", text: clean(body.text) };
    case "file":
      return { kind: "file", name: clean(body.name), bytes: body.bytes };
  }
}
