import { pilotDays, pilotShare, pilotUnits } from "../policy/declared/demand-model.ts";
import type { PolicyReader } from "../policy/reader.ts";
import { kinKey } from "./kin.ts";
import type { Lessons } from "./lessons.ts";
import { ALL, type Listing } from "./shapes.ts";

/** A level that is expected before a product's own sales tell: units on an average day, squared variation of that, and who says so. */
export interface Expected {
  readonly mean: number;
  readonly cv2: number;
  /** Never empty. */
  readonly from: readonly Source[];
}

export type Source =
  /** Of its category, or all products, where that has too few. */
  | { readonly kind: "siblings"; readonly products: number; readonly all: boolean }
  /** The same product at other places. */
  | { readonly kind: "elsewhere"; readonly places: readonly string[]; readonly days: number }
  /** A test that the team tells of; `share` of its rate is taken to hold. */
  | { readonly kind: "pilot"; readonly units: number; readonly days: number; readonly share: number };

/** Whether nobody speaks of this product: all others together are no kin of it. */
export const ofAnything = ({ from }: Expected): boolean => from.every((s) => s.kind === "siblings" && s.all);

/** As it is told: with the days of own sales that it counts as. */
export interface Prior {
  readonly from: readonly Source[];
  readonly priorDays: number;
}

/** A test is not the market: however many it sold, its rate may be off by half as much again. */
const PILOT_CV2 = 0.25;
/** What sold nothing may have been about to. */
const HALF = 0.5;

/** What the team says of a test of the product; null where nobody said. */
export function pilotOf(read: PolicyReader): Expected | null {
  const [units, days, share] = [read(pilotUnits), read(pilotDays), read(pilotShare)];
  if (days <= 0) return null;
  const sold = Math.max(HALF, units);
  return { mean: (share * sold) / days, cv2: PILOT_CV2 + 1 / sold, from: [{ kind: "pilot", units, days, share }] };
}

/** Two that do not know of each other: the surer one weighs more, on the scale of ratios. */
function together(a: Expected, b: Expected): Expected {
  const [x, y] = [1 / a.cv2, 1 / b.cv2];
  return { mean: Math.exp((x * Math.log(a.mean) + y * Math.log(b.mean)) / (x + y)), cv2: 1 / (x + y), from: [...a.from, ...b.from] };
}

/**
 * The product's own sales elsewhere and a test of it tell more than others of its kind, which speak only where it has neither; null where nothing is
 * known of any.
 */
export function priorOf(
  { sku, place, group }: Pick<Listing, "sku" | "place" | "group">,
  lessons: Lessons,
  read: PolicyReader,
): Expected | null {
  const found = sku === undefined || place === undefined ? undefined : lessons.kin[kinKey(sku, place)];
  const kin: Expected | null = found
    ? { mean: found.mean, cv2: found.cv2, from: [{ kind: "elsewhere", places: found.places, days: found.days }] }
    : null;
  const pilot = pilotOf(read);
  if (kin && pilot) return together(pilot, kin);
  const own = lessons.siblings[group];
  const siblings = own ?? lessons.siblings[ALL] ?? null;
  return pilot ?? kin ?? (siblings && { ...siblings, from: [{ kind: "siblings", products: siblings.products, all: !own }] });
}
