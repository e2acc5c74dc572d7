import type { Text } from "../../domain/value.ts";
import { KEPT_VALUE_CHARACTERS, type RejectionCode } from "../../domain/facts/rejections.ts";

/** Why a record is not taken; thrown by a cell's reader, caught for each record. */
export class Rejected extends Error {
  readonly column: string | null;
  readonly value: string | null;
  readonly code: RejectionCode;
  /** Place and expectation in words; the value is beside it. */
  readonly reason: Text;
  constructor(code: RejectionCode, column: string | null, value: string | null, reason: Text) {
    super(reason.en);
    this.reason = reason;
    this.code = code;
    this.column = column;
    this.value = value === null ? null : cut(value);
  }
}

/** Kept small, and without what the store cannot hold (NUL, half a surrogate pair). */
export const cut = (value: string): string =>
  (value.length > KEPT_VALUE_CHARACTERS ? `${value.slice(0, KEPT_VALUE_CHARACTERS - 1)}…` : value)
    .toWellFormed()
    .replaceAll("\u0000", "\uFFFD");
