import type { Plans } from "../../ports/planning.ts";
import type { PrismaClient } from "../client/client.ts";
import { planInputs } from "./inputs.ts";
import { planLines, replacePlan } from "./lines.ts";
import { stockOn } from "./stock.ts";

/** The planner's inputs and its lines, on any PostgreSQL. */
export function makePlans(prisma: PrismaClient, settings: { readonly now?: () => Date } = {}): Plans {
  const now = settings.now ?? (() => new Date());
  return {
    inputs: (asOf, filter) => planInputs(prisma, asOf, filter),
    replace: (asOf, lines) => replacePlan(prisma, asOf, lines, now()),
    lines: (filter) => planLines(prisma, filter),
    stock: (asOf, filter) => stockOn(prisma, asOf, filter),
  };
}
