import type { Kpi } from "../kpi/kpi.ts";
import type { Split } from "../kpi/measure.ts";
import type { Country } from "./countries.ts";
import type { PeriodWord } from "./period-word.ts";

/** A comparison as it was said; a period is resolved later, with everything else. */
export type ComparisonWord =
  | { readonly kind: "previous" }
  | { readonly kind: "last-year" }
  | { readonly kind: "none" }
  /** What the team aims at: no period to compare with. */
  | { readonly kind: "target" }
  | { readonly kind: "period"; readonly word: PeriodWord };

export type Meaning =
  | { readonly kind: "kpi"; readonly kpi: Kpi }
  | { readonly kind: "store"; readonly store: string }
  | { readonly kind: "country"; readonly country: Country }
  | { readonly kind: "category"; readonly category: string }
  | { readonly kind: "sku"; readonly sku: string }
  /** By the name that domain/words/roles.ts gives it. */
  | { readonly kind: "role"; readonly role: string }
  | { readonly kind: "period"; readonly word: PeriodWord }
  | { readonly kind: "split"; readonly split: Split }
  | { readonly kind: "no-split"; readonly by: string }
  | { readonly kind: "comparison"; readonly comparison: ComparisonWord }
  /** Understood, and says nothing: 的, for. */
  | { readonly kind: "filler" }
  | { readonly kind: "unknown" };

/** A piece of what was typed, and what it means. */
export interface Token {
  readonly text: string;
  readonly meaning: Meaning;
  /** No space stands between it and the token before. */
  readonly glued: boolean;
}
