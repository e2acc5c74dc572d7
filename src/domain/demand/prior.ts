import { kinKey } from "./kin.ts";
import { ALL, type Lessons, type Listing } from "./lessons.ts";
import type { Siblings } from "./siblings.ts";

/** What is believed of a young product before its own sales are: how other products of its kind sell, or how itself does elsewhere. */
export interface Expected extends Pick<Siblings, "mean" | "cv2"> {
  readonly from: Source;
}

export type Source =
  | { readonly kind: "siblings"; readonly products: number }
  /** The same product at other places. */
  | { readonly kind: "elsewhere"; readonly places: readonly string[]; readonly days: number };

/** As it is told: with the days of own sales that it counts as. */
export interface Prior {
  readonly from: Source;
  readonly priorDays: number;
}

/** Its own sales elsewhere tell more of a product than others of its kind; null where nothing is known of either. */
export function priorOf({ sku, place, group }: Pick<Listing, "sku" | "place" | "group">, lessons: Lessons): Expected | null {
  const kin = sku === undefined || place === undefined ? undefined : lessons.kin[kinKey(sku, place)];
  if (kin) return { mean: kin.mean, cv2: kin.cv2, from: { kind: "elsewhere", places: kin.places, days: kin.days } };
  const siblings = lessons.siblings[group] ?? lessons.siblings[ALL] ?? null;
  return siblings && { mean: siblings.mean, cv2: siblings.cv2, from: { kind: "siblings", products: siblings.products } };
}
