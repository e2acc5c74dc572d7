import { demandModelPolicies } from "./demand-model.ts";
import { demandPolicies } from "./demand.ts";
import { leadTimePolicies } from "./lead-time.ts";
import { orderEconomicsPolicies } from "./order-economics.ts";
import { orderPolicies } from "./order.ts";
import { stockingRulePolicies } from "./stocking-rules.ts";

/** Planning: how demand is read, how long goods take, when and how much to order, and the stocking rules of the operating documents. */
export const restockPolicies = [
  ...demandModelPolicies,
  ...demandPolicies,
  ...leadTimePolicies,
  ...orderPolicies,
  ...orderEconomicsPolicies,
  ...stockingRulePolicies,
] as const;
