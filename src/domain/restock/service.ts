import { fillRate, leastCycleService, serviceKind, serviceLevel } from "../policy/declared/order.ts";
import { firstStockClaimedDays, firstStockLiteralDays } from "../policy/declared/stocking-rules.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Text } from "../value.ts";
import { figure } from "./figures.ts";

/**
 * What the last unit of stock still saves, units a review, where a promised fill rate is kept with the least stock: one price for all lines that
 * share a promise. By role and fill rate.
 */
export type Prices = Readonly<Record<string, number>>;

/** By what a target is set, by its name: a share of units served, the chance that a cycle passes without a stock-out, or days of sales. */
export type Service =
  | {
      readonly kind: "fill";
      readonly level: number;
      readonly price: number;
      /** No line is planned below this cycle service, whatever the same units would save elsewhere. */
      readonly least: number;
    }
  | { readonly kind: "cycle"; readonly level: number }
  /** The operating document's formula, read either way: so many days of sales on top of the lead time's, and nothing is promised. */
  | { readonly kind: "seed-literal" | "seed-90d"; readonly level: number };

/** What of it is kept with a line. */
export type ServiceSaid = Pick<Service, "kind" | "level">;

/** Lines that share a promise share its price. */
export const promiseOf = (role: string | null, fill: number): string => `${role ?? ""}/${fill}`;

/** What a plan would promise by these policies, before there is a line that knows. */
export function promisedBy(read: PolicyReader): ServiceSaid {
  const kind = read(serviceKind);
  return kind === "fill" ? { kind, level: read(fillRate) } : serviceOf(read, null, {});
}

/** A fill rate can be promised only of all lines together; before those were looked at, a line is planned by its cycle service. */
export function serviceOf(read: PolicyReader, role: string | null, prices: Prices): Service {
  const kind = read(serviceKind);
  if (kind === "seed-literal") return { kind, level: read(firstStockLiteralDays) };
  if (kind === "seed-90d") return { kind, level: read(firstStockClaimedDays) };
  const fill = read(fillRate);
  const price = kind === "fill" ? prices[promiseOf(role, fill)] : undefined;
  return price === undefined
    ? { kind: "cycle", level: read(serviceLevel) }
    : { kind: "fill", level: fill, price, least: read(leastCycleService) };
}

export function serviceText({ kind, level }: ServiceSaid): Text {
  const percent = figure(level * 100, 1);
  if (kind === "fill") return { zh: `按件满足率 ${percent}%`, en: `fill rate ${percent}%` };
  if (kind === "cycle") return { zh: `周期服务水平 ${percent}%`, en: `cycle service ${percent}%` };
  return { zh: `文档公式：时效 + ${figure(level)} 天销量`, en: `the document's formula: lead time + ${figure(level)} days of sales` };
}
