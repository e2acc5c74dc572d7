import type { Period } from "../domain/calendar/period.ts";
import type { Day } from "../domain/calendar/day.ts";
import type { ReturnBucket } from "../domain/facts/facts.ts";

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
}
