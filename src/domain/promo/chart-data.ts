import type { Day } from "../calendar/day.ts";

/** Units sold since a promotion began: what was expected, what came last time, what came now. All sums are of the end of their day. */
export interface PromoTrackData {
  readonly from: Day;
  readonly to: Day;
  readonly expected: readonly { readonly day: Day; readonly units: number; readonly low: number; readonly high: number }[];
  /** The same event before, laid on the days of this one; empty where nothing is known. */
  readonly before: readonly { readonly day: Day; readonly units: number }[];
  /** `hour`: full hours of the day that have passed, 24 at its end. Empty before it begins. */
  readonly actual: readonly { readonly day: Day; readonly hour: number; readonly units: number }[];
}
