import { packing, type Packing } from "../../domain/purchase/packing.ts";
import { type Effect, effectOf } from "../../domain/purchase/wish.ts";
import type { PlanDetail } from "../../domain/restock/detail.ts";
import type { OrderLeg } from "../../domain/restock/types.ts";
import { UserError } from "../../domain/user-error.ts";
import type { Text } from "../../domain/value.ts";
import { dayOf, type Fields, optional } from "../retro/fields.ts";
import { optionalUnits, unitsField } from "./fields.ts";
import { type Wish, wishedLegs } from "./wished.ts";

/** What a person made of a proposal, held against it. */
export interface Adjusted {
  readonly detail: PlanDetail;
  readonly wish: Wish;
  readonly before: Effect;
  readonly after: Effect;
  /** What the supplier may object to. */
  readonly packing: Packing;
}

/** In a choice that has to have a value; no lane is called so. */
const NO_LANE = "-";

export const laneValue = (lane: string | null): string => lane ?? NO_LANE;

type Names = Readonly<Record<"quantity" | "urgentUnits" | "urgentLane" | "restLane" | "neededBy" | "note", Text>>;

function laneOf(fields: Fields, name: string, label: Text, detail: PlanDetail): string | null | undefined {
  const text = optional(fields, name, label);
  if (text === null) return undefined;
  const lanes = detail.times.map((t) => t.route?.lane ?? null);
  const found = lanes.find((l) => laneValue(l).toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  throw new UserError(
    "field-no-choice",
    { zh: `“${label.zh}”没有“${text}”这条线路。`, en: `"${label.en}" has no lane "${text}".` },
    { zh: `可选：${lanes.map(laneValue).join("、")}`, en: `There are ${lanes.map(laneValue).join(", ")}` },
  );
}

/** Reads the form: how many, how many of them urgent, and by which lanes. What is left empty is as the plan proposes. */
export function adjusted(detail: PlanDetail, fields: Fields, label: Names): Adjusted {
  const quantity = unitsField(fields, "quantity", label.quantity, 1);
  const urgent = optionalUnits(fields, "urgentUnits", label.urgentUnits) ?? 0;
  if (urgent > quantity)
    throw new UserError(
      "more-urgent-than-all",
      {
        zh: `“${label.urgentUnits.zh}”是 ${urgent} 件，多于总数 ${quantity} 件。`,
        en: `"${label.urgentUnits.en}" is ${urgent}, more than the ${quantity} in all.`,
      },
      { zh: `填 0 到 ${quantity}。`, en: `Give 0 to ${quantity}.` },
    );
  const usual = detail.ahead?.choice.usual ?? detail.times[0];
  const fastest = detail.times.toSorted((a, b) => a.p50 - b.p50)[0];
  const restLane = laneOf(fields, "restLane", label.restLane, detail) ?? usual?.route?.lane ?? null;
  const urgentLane = laneOf(fields, "urgentLane", label.urgentLane, detail) ?? fastest?.route?.lane ?? null;
  const both = [
    { lane: urgentLane, units: urgent },
    { lane: restLane, units: quantity - urgent },
  ];
  const legs = urgentLane === restLane ? [{ lane: restLane, units: quantity }] : both.filter((l) => l.units > 0);
  const neededBy = dayOf(fields, "neededBy", label.neededBy, detail.line.asOf);
  const wish: Wish = { legs, neededBy, note: optional(fields, "note", label.note) };
  return {
    detail,
    wish,
    before: effectOf(detail, detail.line.legs),
    after: effectOf(detail, wishedLegs(detail, wish)),
    packing: packing(quantity, detail.input),
  };
}

/** The units of an order that travel faster than its last part, and both lanes: what the form begins with. */
export function split(legs: readonly Pick<OrderLeg, "route" | "units">[]): {
  readonly quantity: number;
  readonly urgent: number;
  readonly urgentLane: string | null;
  readonly restLane: string | null;
} {
  const quantity = legs.reduce((sum, l) => sum + l.units, 0);
  const [first] = legs;
  const rest = legs.at(-1);
  const one = legs.length < 2;
  return {
    quantity,
    urgent: one ? 0 : (first?.units ?? 0),
    urgentLane: one ? null : (first?.route ?? null),
    restLane: rest?.route ?? null,
  };
}
