/** What a person said about time, before it is known which day it is. `year: null` = the most recent one. */
export type PeriodWord =
  | { readonly kind: "days-ago"; readonly days: number }
  | { readonly kind: "calendar"; readonly unit: "week" | "month" | "quarter" | "year"; readonly back: number }
  | { readonly kind: "rolling"; readonly count: number; readonly unit: "day" | "week" | "month" }
  | { readonly kind: "day"; readonly year: number | null; readonly month: number; readonly day: number }
  | { readonly kind: "month"; readonly year: number | null; readonly month: number }
  | { readonly kind: "month-of"; readonly yearsBack: number; readonly month: number }
  | { readonly kind: "week"; readonly year: number | null; readonly week: number }
  | { readonly kind: "quarter"; readonly year: number | null; readonly quarter: number }
  | { readonly kind: "year"; readonly year: number }
  /** `to: null` = until yesterday. */
  | { readonly kind: "range"; readonly from: PeriodWord; readonly to: PeriodWord | null };
