import { addDays, type Day } from "../../../src/domain/calendar/day.ts";
import type { Listing } from "../catalogue/listings.ts";
import { BATCH_RETURNS, BATCHES, BREAKAGE, BREAKAGE_RETURNS, LOST_PARCELS, LOST_SHARE, plantedOn } from "../planted/schedule.ts";
import type { Dice } from "../random.ts";

export type Disposition = "SELLABLE" | "CUSTOMER_DAMAGED" | "DEFECTIVE" | "CARRIER_DAMAGED";

export interface Returned {
  readonly day: Day;
  readonly quantity: number;
  readonly reason: string;
  readonly disposition: Disposition;
  readonly comment: string;
}

/** What becomes of a line after it was delivered. */
export interface After {
  readonly returned: Returned | null;
  /** Money given back for goods that never came back, and when. */
  readonly refundedOn: Day | null;
}

const FIT = ["MISORDERED", "NOT_COMPATIBLE", "UNWANTED_ITEM", "QUALITY_UNACCEPTABLE", "NOT_AS_DESCRIBED", "NO_REASON_GIVEN"] as const;
const USUAL = [
  "UNWANTED_ITEM",
  "DEFECTIVE",
  "NOT_AS_DESCRIBED",
  "DAMAGED_BY_CARRIER",
  "ORDERED_WRONG_ITEM",
  "QUALITY_UNACCEPTABLE",
  "MISSING_PARTS",
  "NO_REASON_GIVEN",
] as const;
/** What is worn, or has to fit a phone. */
const WORN = new Set(["HRN", "COL", "RNC", "CAS", "BND", "SLV"]);
const SMALL = ["APPAREL_TOO_SMALL", "APPAREL_TOO_SMALL", "APPAREL_TOO_SMALL", "APPAREL_TOO_LARGE", "NOT_AS_DESCRIBED"] as const;

const COMMENTS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  APPAREL_TOO_SMALL: ["Runs at least one size small", "Too tight around the chest", "Ordered by the size chart, could not close it"],
  APPAREL_TOO_LARGE: ["Way too big for my dog"],
  DEFECTIVE: ["Stopped working after two days", "Does not switch on"],
  DAMAGED_BY_CARRIER: ["Box was crushed", "Broken in the parcel"],
  NOT_AS_DESCRIBED: ["Smaller than in the pictures"],
  NOT_COMPATIBLE: ["Does not fit my model"],
  MISSING_PARTS: ["One piece was missing"],
  QUALITY_UNACCEPTABLE: ["Feels flimsy"],
};
const WRECKED: Readonly<Record<string, Disposition>> = {
  DEFECTIVE: "DEFECTIVE",
  MISSING_PARTS: "CUSTOMER_DAMAGED",
  DAMAGED_BY_CARRIER: "CARRIER_DAMAGED",
};
const RESALEABLE = 0.75;
/** Of the lines whose money is given back and whose goods nobody wants back. */
const KEPT = 0.004;

function reasonsOf(family: string, bad: boolean, broken: boolean): readonly [string, ...string[]] {
  if (broken) return ["DAMAGED_BY_CARRIER"];
  if (bad) return SMALL;
  return WORN.has(family) ? FIT : USUAL;
}

/** A function of the line's own dice: what comes back of it, when and why. */
export function afterOf({ item, shop }: Listing, dayOf: number, today: Day, quantity: number, luck: Dice): After {
  const bad = plantedOn(BATCHES, item.sku, shop.code, dayOf);
  const broken = plantedOn(BREAKAGE, item.sku, shop.code, dayOf);
  const lost = luck.next() < (plantedOn(LOST_PARCELS, item.sku, shop.code, dayOf) ? LOST_SHARE : KEPT);
  if (lost) return { returned: null, refundedOn: addDays(today, 5 + luck.poisson(4)) };
  if (luck.next() >= (bad ? BATCH_RETURNS : broken ? BREAKAGE_RETURNS : item.returnRate)) return { returned: null, refundedOn: null };
  const reason = luck.pick(reasonsOf(item.family, bad, broken));
  const comments = COMMENTS[reason];
  const returned: Returned = {
    day: addDays(today, 6 + luck.poisson(bad ? 5 : 9)),
    quantity: luck.between(1, quantity),
    reason,
    disposition: WRECKED[reason] ?? (luck.next() < RESALEABLE ? "SELLABLE" : "CUSTOMER_DAMAGED"),
    comment: comments && luck.next() < 0.5 ? luck.pick(comments) : "",
  };
  return { returned, refundedOn: null };
}
