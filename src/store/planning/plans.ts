import type { Day } from "../../domain/calendar/day.ts";
import type { Plans } from "../../ports/planning.ts";
import type { PrismaClient } from "../client/client.ts";
import { loadRates } from "../facts/fx.ts";
import { planInputs } from "./inputs.ts";
import { currentLessons, currentLines, linesBefore, renewLines, replacePlan } from "./kept.ts";
import { stockRows } from "./stock-rows.ts";

/** What the planner needs, and the plan that it made, on any PostgreSQL. */
export function makePlans(prisma: PrismaClient, settings: { readonly now?: () => Date } = {}): Plans {
  const now = settings.now ?? (() => new Date());
  return {
    inputs: (asOf: Day, filter = {}) => planInputs(prisma, asOf, filter),
    replace: (asOf, lines, lessons) => replacePlan(prisma, asOf, lines, lessons, now()),
    lessons: () => currentLessons(prisma),
    before: (asOf, sku) => linesBefore(prisma, asOf, sku),
    renew: (asOf, lines) => renewLines(prisma, asOf, lines),
    lines: (filter) => currentLines(prisma, filter),
    rate: async (on, from, to) => (await loadRates(prisma, on)).on(on, from, to)?.toNumber() ?? null,
    stock: (asOf, filter) => stockRows(prisma, asOf, filter),
  };
}
