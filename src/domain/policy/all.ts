import { alertsPolicies } from "./declared/alerts.ts";
import { attentionPolicies } from "./declared/attention.ts";
import { kpiPolicies } from "./declared/kpi.ts";
import { kpiTargets } from "./declared/kpi-targets.ts";
import { promoPolicies } from "./declared/promo.ts";
import { purchasePolicies } from "./declared/purchase.ts";
import { restockPolicies } from "./declared/restock.ts";
import { returnsPolicies } from "./declared/returns.ts";
import { retroPolicies } from "./declared/retro.ts";
import { schedulePolicies } from "./declared/schedule.ts";
import type { Policy } from "./policy.ts";

/** Every threshold that Purser knows, by topic. */
export const POLICIES: readonly Policy[] = [
  ...kpiPolicies,
  ...kpiTargets,
  ...restockPolicies,
  ...purchasePolicies,
  ...alertsPolicies,
  ...attentionPolicies,
  ...returnsPolicies,
  ...schedulePolicies,
  ...retroPolicies,
  ...promoPolicies,
];
