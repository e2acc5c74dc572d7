import type { Period } from "../domain/calendar/period.ts";
import type { Day } from "../domain/calendar/day.ts";
import type { ReturnBucket } from "../domain/facts/facts.ts";
import type { ReturnSpan, SaidOf } from "../domain/returns/span.ts";

export interface ReturnReasonQuery {
  /** Codes, never empty. */
  readonly stores: readonly string[];
  /** Days on which the returns were processed. */
  readonly period: Period;
  /** Facts after this day are not looked at. */
  readonly asOf: Day;
  /** Rows of `bySku` at most. */
  readonly skus: number;
}

export interface ReturnSpanQuery {
  /** Codes, never empty. */
  readonly stores: readonly string[];
  readonly week: Period;
  /** The days up to the end of the week that a SKU's rate is taken from, and those before them that it is compared with. */
  readonly recent: Period;
  readonly past: Period;
  /** Facts after this day are not looked at. */
  readonly asOf: Day;
}

export interface CommentQuery {
  readonly stores: readonly string[];
  readonly period: Period;
  readonly asOf: Day;
  readonly of: readonly SaidOf[];
}

/** Why goods came back. Units, most first; counted over all returns of the period that the visible facts know. */
export interface ReturnReasons {
  top(query: ReturnReasonQuery): Promise<{
    readonly total: number;
    readonly byBucket: readonly { readonly bucket: ReturnBucket; readonly units: number }[];
    /** The platform's own words, by bucket. */
    readonly byReason: readonly { readonly bucket: ReturnBucket; readonly reason: string | null; readonly units: number }[];
    /** `bucket` is the SKU's most frequent one. */
    readonly bySku: readonly {
      readonly sku: string;
      readonly title: string | null;
      readonly units: number;
      readonly bucket: ReturnBucket;
      readonly bucketUnits: number;
    }[];
  }>;
  /** Units by SKU, store and reason in each of the spans; rows of which all are 0 are left out. */
  spans(query: ReturnSpanQuery): Promise<readonly ReturnSpan[]>;
  /** What buyers wrote, as they wrote it; each return once, newest first, and no empty ones. */
  comments(query: CommentQuery): Promise<readonly (SaidOf & { readonly comment: string })[]>;
}
