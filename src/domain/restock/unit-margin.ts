import { feeShare } from "../policy/declared/order-economics.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { PlanInput, Route } from "./types.ts";

/** Freight of a unit in the plan's currency; null where nobody said, or in another currency without a rate. */
export const freightOf = (route: Route | null, currency: string): number | null =>
  route?.currency === currency ? route.unitFreight : null;

/** What a unit that came this way earns when it is sold, after the platform's share; null where price, cost or freight is not known. */
export function unitMargin(
  route: Route | null,
  input: Pick<PlanInput, "unitPrice" | "unitCost" | "currency">,
  read: PolicyReader,
): number | null {
  const freight = freightOf(route, input.currency);
  if (freight === null || input.unitPrice === null || input.unitCost === null) return null;
  return input.unitPrice * (1 - read(feeShare)) - input.unitCost - freight;
}
