import { Decimal } from "decimal.js";
import { type Maybe, missing, type Text } from "../../value.ts";
import type { Kpi } from "../kpi.ts";

/**
 * How a figure moved. Rates move in points (12 % to 15 % is 3 points, not 25 %), amounts in percent; from nothing there is no
 * percentage, so the amount itself is told.
 */
export type Change =
  | { readonly kind: "relative"; readonly ratio: Decimal }
  | { readonly kind: "points"; readonly ratio: Decimal }
  | { readonly kind: "absolute"; readonly amount: Decimal }
  | { readonly kind: "none"; readonly because: Text };

export type Mood = "good" | "bad" | "neutral";

export function change(kpi: Kpi, now: Maybe<Decimal>, before: Maybe<Decimal>): Change {
  if (now.kind === "missing") return { kind: "none", because: now.because };
  if (before.kind === "missing") return { kind: "none", because: before.because };
  const difference = now.value.minus(before.value);
  if (kpi.unit === "percent") return { kind: "points", ratio: difference };
  if (difference.isZero()) return { kind: "relative", ratio: new Decimal(0) };
  if (!before.value.gt(0)) return { kind: "absolute", amount: difference };
  return { kind: "relative", ratio: difference.div(before.value) };
}

/** The one number that `--json` prints: a share for percent and points, the amount where no percentage exists, else why not. */
export function changeNumber(c: Change): Maybe<Decimal> {
  switch (c.kind) {
    case "none":
      return missing(c.because);
    case "absolute":
      return { kind: "value", value: c.amount };
    case "relative":
    case "points":
      return { kind: "value", value: c.ratio };
  }
}

/** Below this a share reads as 0.0 %. */
const VISIBLE = 0.0005;

/** Whether a move is good news, for KPIs that know their good direction. Too small a sample or unfinished figures get no verdict. */
export function mood(kpi: Kpi, c: Change, judged: boolean): Mood {
  const size = changeNumber(c);
  if (!judged || kpi.good === "neither" || size.kind === "missing" || size.value.isZero()) return "neutral";
  if (c.kind !== "absolute" && size.value.abs().lt(VISIBLE)) return "neutral";
  return size.value.gt(0) === (kpi.good === "up") ? "good" : "bad";
}
