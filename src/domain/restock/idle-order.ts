import { dormantDays, moqDays, moqMostTimes } from "../policy/declared/order.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Text } from "../value.ts";
import { type Ahead, withoutOrder } from "./detail.ts";
import { figure } from "./figures.ts";
import { apart, lastsDays, spanText } from "./lasts.ts";
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

/** What makes the least that can be ordered so large. */
export const leastOf = ({ moq }: Pick<Pack, "moq">): "moq" | "carton" => ((moq ?? 0) > 1 ? "moq" : "carton");

/** Why nothing is ordered, and what may help. */
export function declinedText({ units, days }: NonNullable<Ahead["declined"]>, pack: Pack, out: string | null): Text {
  const [n, span] = [figure(units), spanText(days)];
  const before: Text = out === null ? { zh: "", en: "" } : { zh: `${out} 断货；`, en: `out on ${out}; ` };
  const [least, ask]: [Text, Text] =
    leastOf(pack) === "moq"
      ? [
          { zh: "起订量", en: "the minimum order" },
          { zh: "先和供应商谈小单", en: "ask the supplier for a smaller first order" },
        ]
      : [
          { zh: "一整箱", en: "a carton" },
          { zh: "先问供应商能否拆箱", en: "ask the supplier for less than a carton" },
        ];
  return {
    zh: `${before.zh}${least.zh} ${n} 件要卖${apart(span.zh)}，不值得下单：${ask.zh}`,
    en: `${before.en}${least.en} of ${n} would last ${span.en}: not worth it; ${ask.en}`,
  };
}
