import type { Text } from "../domain/value.ts";
import type { FactKind, FactRows } from "../domain/facts/facts.ts";

export interface ImportHead {
  readonly file: string;
  /** SHA-256 of the bytes. */
  readonly hash: string;
  readonly format: string;
  readonly fact: FactKind;
  readonly store: string | null;
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly currency: string | null;
  readonly by: string | null;
  /**
   * The file is the whole inventory of its warehouse on the day of `period`: a SKU that lay there before and that it does not name has
   * none any more. Without it, no news of a SKU is no news.
   */
  readonly whole?: boolean;
  readonly encoding: string | null;
}

export interface Rejection {
  /** Record's line in the file, 1 = first line. */
  readonly row: number;
  readonly column: string | null;
  readonly value: string | null;
  /** Stable, kebab-case. */
  readonly code: string;
  /** Sentence: what was expected. */
  readonly reason: Text;
}

export interface ImportCounts {
  readonly read: number;
  readonly accepted: number;
  readonly unchanged: number;
  readonly rejected: number;
}

export interface ImportRecord extends ImportHead {
  readonly id: number;
  readonly state: "staging" | "visible" | "failed" | "undone";
  readonly counts: ImportCounts;
  readonly startedAt: Date;
  readonly visibleAt: Date | null;
}

/** A fact and the line of the file that it came from. */
export interface Staged<K extends FactKind> {
  readonly row: number;
  readonly fact: FactRows[K];
}

/**
 * One import on its way. Nothing of it is visible before `publish`, which is one short step; `abandon` (or a crash, seen
 * at the next start) leaves nothing behind.
 */
export interface OpenImport<K extends FactKind> {
  readonly id: number;
  add(rows: readonly Staged<K>[]): Promise<void>;
  /**
   * Further rows that the same records carry: of a second fact (a return written as an order line), or of the same one (a SKU's
   * stock in seven states). They are not counted: a record is unchanged when all its rows of the import's fact are.
   */
  addBeside<B extends FactKind>(fact: B, rows: readonly Staged<B>[]): Promise<void>;
  reject(rows: readonly Rejection[]): Promise<void>;
  /** `incomplete`: records that belong to it were rejected, so that it is no whole inventory after all. */
  publish(how?: { readonly incomplete: boolean }): Promise<ImportCounts>;
  abandon(reason: string): Promise<void>;
}

export interface Change {
  readonly fact: FactKind;
  readonly key: Readonly<Record<string, unknown>>;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

export interface Imports {
  open<K extends FactKind>(head: ImportHead & { readonly fact: K }, simulated: boolean): Promise<OpenImport<K>>;
  recent(limit: number): Promise<readonly ImportRecord[]>;
  rejections(importId: number, limit: number): Promise<readonly Rejection[]>;
  changes(importId: number, limit: number): Promise<readonly Change[]>;
  /** Puts back what an import changed. Refused when a later import changed the same keys. */
  undo(importId: number): Promise<{ readonly restored: number; readonly removed: number }>;
  /** Clears what killed imports left; run at start and by the heartbeat. Returns how many imports were cleared. */
  recover(): Promise<number>;
}
