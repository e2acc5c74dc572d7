import { fillRate, leastCycleService, serviceKind, serviceLevel } from "../policy/declared/order.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Text } from "../value.ts";
import { figure } from "./figures.ts";

/**
 * What the last unit of stock still saves, units a review, where a promised fill rate is kept with the least stock: one price for all lines that
 * share a promise. By role and fill rate.
 */
export type Prices = Readonly<Record<string, number>>;

/** What is promised, by its name: a share of units served, or the chance that a cycle passes without a stock-out. */
export type Service =
  | {
      readonly kind: "fill";
      readonly level: number;
      readonly price: number;
      /** No line is planned below this cycle service, whatever the same units would save elsewhere. */
      readonly least: number;
    }
  | { readonly kind: "cycle"; readonly level: number };

/** Lines that share a promise share its price. */
export const promiseOf = (role: string | null, fill: number): string => `${role ?? ""}/${fill}`;

/** A fill rate can be promised only of all lines together; before those were looked at, a line is planned by its cycle service. */
export function serviceOf(read: PolicyReader, role: string | null, prices: Prices): Service {
  const fill = read(fillRate);
  const price = read(serviceKind) === "fill" ? prices[promiseOf(role, fill)] : undefined;
  return price === undefined
    ? { kind: "cycle", level: read(serviceLevel) }
    : { kind: "fill", level: fill, price, least: read(leastCycleService) };
}

export function serviceText({ kind, level }: Pick<Service, "kind" | "level">): Text {
  const percent = figure(level * 100, 1);
  return kind === "fill"
    ? { zh: `按件满足率 ${percent}%`, en: `fill rate ${percent}%` }
    : { zh: `周期服务水平 ${percent}%`, en: `cycle service ${percent}%` };
}
