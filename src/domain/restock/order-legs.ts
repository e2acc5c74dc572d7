import { toCartons } from "./order-quantity.ts";
import { arrivalOf, type RouteChoice } from "./route.ts";
import type { OrderLeg } from "./types.ts";

/**
 * How the ordered units travel. Where the usual way is too late, exactly the gap goes the faster way, in whole cartons, and the rest as
 * usual: flying the whole order would pay air freight for units that nobody waits for.
 */
export function orderLegs(quantity: number, choice: RouteChoice, carton: number | null): readonly OrderLeg[] {
  if (quantity <= 0) return [];
  const leg = (t: RouteChoice["usual"], units: number): OrderLeg => ({
    route: t.route?.lane ?? null,
    mode: t.route?.mode ?? null,
    units,
    arrivesOn: arrivalOf(choice.orderDay, t),
  });
  const urgent = choice.chosen === choice.usual ? 0 : Math.min(quantity, toCartons(choice.flies, carton));
  const rest = quantity - urgent;
  return [...(urgent > 0 ? [leg(choice.chosen, urgent)] : []), ...(rest > 0 ? [leg(choice.usual, rest)] : [])];
}
