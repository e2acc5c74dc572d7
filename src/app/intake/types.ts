import type { FactKind } from "../../domain/facts/facts.ts";
import type { Text } from "../../domain/value.ts";
import type { Progress } from "../../ports/chat-platform.ts";
import type { ImportCounts, Rejection } from "../../ports/imports.ts";

/** What a file may lack and somebody may be asked for. */
export const ASKED = ["format", "store", "period", "currency", "day", "warehouse"] as const;
export type Asked = (typeof ASKED)[number];

/** Answers as people give them: `--period 2026-10`, a field of a form. */
export type Given = { readonly [K in Asked | "encoding"]?: string };

/** One question. Options where the answer is one of a few; a suggestion is filled in and never taken without being seen. */
export interface Ask {
  readonly field: Asked;
  readonly question: Text;
  readonly options: readonly { readonly value: string; readonly label: Text }[];
  readonly suggested?: string;
  readonly hint?: Text;
}

interface About {
  readonly file: string;
  /** Format id; null where none was recognised. */
  readonly format: string | null;
}

/** The file is read and visible; some of its records may have been rejected. */
export interface IntakeDone extends About, ImportCounts {
  readonly kind: "done";
  readonly format: string;
  readonly formatTitle: Text;
  readonly fact: FactKind;
  readonly store: string | null;
  readonly warehouse: string | null;
  /** The days that were said, else those that the records speak of. */
  readonly period: { readonly from: string; readonly to: string } | null;
  /** Number of the import. */
  readonly importId: number;
  readonly encoding: string;
  /** The first of them; all are kept with the import. */
  readonly rejections: readonly Rejection[];
  readonly rejectedBy: Readonly<Record<string, number>>;
  /** Worth knowing, and no reason to reject anything. */
  readonly notes: readonly Text[];
  readonly simulated: boolean;
}

/** Nothing was read yet: somebody has to say what the file does not. */
export interface IntakeNeeds extends About {
  readonly kind: "needs";
  readonly formatTitle: Text | null;
  readonly asks: readonly Ask[];
  /** What was said so far, to be given again with the answers. */
  readonly given: Given;
}

/** Refused as a whole; nothing of it is visible. */
export interface IntakeRefused extends About {
  readonly kind: "refused";
  readonly error: { readonly code: string; readonly message: Text; readonly hint?: Text };
}

export type IntakeResult = IntakeDone | IntakeNeeds | IntakeRefused;

export interface IntakeRequest {
  readonly name: string;
  /** The file's bytes, from the first one each time it is called. */
  readonly open: () => AsyncIterable<Uint8Array>;
  readonly given: Given;
  /** Slug of the member; null for a machine. */
  readonly by: string | null;
  /** Everything in it is made up: it goes to simulated stores only. */
  readonly simulated?: boolean;
  readonly onProgress?: (p: Progress) => void;
}

/** Intake as the rest of the house sees it. */
export interface IntakeService {
  take(request: IntakeRequest): Promise<IntakeResult>;
  /** As take, and where something is lacking the file is kept until it is answered. */
  drop(request: IntakeRequest): Promise<{ readonly result: IntakeResult; readonly upload: string | null }>;
  /** Reads a kept file with what was answered. Undefined: it is not there any more. */
  answer(upload: string, request: Pick<IntakeRequest, "given" | "by" | "onProgress">): Promise<IntakeResult | undefined>;
}
