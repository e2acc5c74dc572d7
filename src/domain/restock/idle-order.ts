import { dormantDays, moqDays, moqMostTimes } from "../policy/declared/order.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Text } from "../value.ts";
import { type Ahead, withoutOrder } from "./detail.ts";
import { figure } from "./figures.ts";
import { lastsDays, spanText } from "./lasts.ts";
import { toCartons } from "./order-quantity.ts";
import { stockOut } from "./project.ts";
import { expectedOver } from "./reorder-point.ts";
import type { Demand, PlanInput } from "./types.ts";

type Pack = Pick<PlanInput, "moq" | "carton">;

/** Whether so much is expected that there is anything to plan: at least a unit in the days of the policy. */
export const sells = (demand: Demand, read: PolicyReader): boolean => demand.dailyMean > 0 && expectedOver(demand, read(dormantDays)) >= 1;

/** An order that has to be larger than what is wanted, and would lie there for years, is none: the line says so instead. */
export function withoutIdle(ahead: Ahead, pack: Pack, demand: Demand, read: PolicyReader): Ahead {
  const units = toCartons(Math.max(1, pack.moq ?? 0), pack.carton);
  if (ahead.order.units >= units || (ahead.order.quantity === 0 && stockOut(ahead.projection) === null)) return ahead;
  const days = lastsDays(demand.expected, units);
  if (days <= read(moqDays) * read(moqMostTimes)) return ahead;
  return { ...withoutOrder(ahead), declined: { units, days } };
}

/** Why nothing is ordered. */
export function declinedText({ units, days }: NonNullable<Ahead["declined"]>, { moq }: Pack, out: string | null): Text {
  const [n, span] = [figure(units), spanText(days)];
  const [before, least]: [Text, Text] = [
    out === null ? { zh: "", en: "" } : { zh: `${out} 断货；`, en: `out on ${out}; ` },
    (moq ?? 0) > 1 ? { zh: "起订量", en: "the minimum order" } : { zh: "一整箱", en: "a carton" },
  ];
  return {
    zh: `${before.zh}${least.zh} ${n} 件要卖${span.zh}，不值得下单`,
    en: `${before.en}${least.en} of ${n} would last ${span.en}: not worth it`,
  };
}
