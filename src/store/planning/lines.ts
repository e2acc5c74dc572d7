import type { Day } from "../../domain/calendar/day.ts";
import type { PlanLine, PlanState } from "../../domain/restock/types.ts";
import type { PlanFilter, Plans } from "../../ports/planning.ts";
import type { PrismaClient } from "../client/client.ts";
import { Prisma } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { dateOf, dayOf, jsonText } from "../rows.ts";
import { ratesOn } from "./rates.ts";

const WRITE = 250;
const SWEEP = 2_000;

/** Old plans go in short steps; nobody waits for them, and what a crash leaves goes with the next plan. */
async function sweep(prisma: PrismaClient): Promise<void> {
  const old = await prisma.plan.findMany({ where: { current: false }, select: { id: true } });
  for (const { id } of old) {
    for (;;) {
      const gone =
        await prisma.$executeRaw`DELETE FROM plan_line WHERE plan_id = ${id} AND (warehouse, sku_id) IN (SELECT warehouse, sku_id FROM plan_line WHERE plan_id = ${id} LIMIT ${SWEEP})`;
      if (gone < SWEEP) break;
    }
    await prisma.plan.delete({ where: { id } });
  }
}

export async function replacePlan(prisma: PrismaClient, asOf: Day, lines: AsyncIterable<readonly PlanLine[]>, now: Date): Promise<number> {
  await sweep(prisma);
  const [rates, company] = await Promise.all([ratesOn(prisma, asOf), prisma.company.findFirst({ select: { currency: true } })]);
  const plan = await prisma.plan.create({ data: { as_of: dateOf(asOf), computed_at: now, current: false } });
  let written = 0;
  for await (const batch of lines) {
    for (let i = 0; i < batch.length; i += WRITE) {
      const part = batch.slice(i, i + WRITE);
      // Lines of several currencies are put in order by what they are worth in the company's; where no rate leads there, as they are.
      const risk = part.map((l) =>
        l.moneyAtRisk === null ? null : l.moneyAtRisk * (company === null ? 1 : (rates(l.currency, company.currency) ?? 1)),
      );
      written += await prisma.$executeRaw`
        INSERT INTO plan_line (plan_id, warehouse, sku_id, state, money_at_risk, stock_out_date, line)
        SELECT ${plan.id}, l.warehouse, s.id, l.state, l.risk, l.out_on, l.line
        FROM unnest(${arrayLiteral(part.map((l) => l.warehouse))}::text[], ${arrayLiteral(part.map((l) => l.sku))}::text[], ${arrayLiteral(part.map((l) => l.state))}::text[],
          ${arrayLiteral(risk)}::numeric[], ${arrayLiteral(part.map((l) => l.stockOutDate))}::date[], ${arrayLiteral(part.map((l) => jsonText(l)))}::jsonb[])
          AS l (warehouse, sku, state, risk, out_on, line) JOIN sku s ON s.code = l.sku`;
    }
  }
  await prisma.$executeRaw`UPDATE plan SET current = (id = ${plan.id}) WHERE current OR id = ${plan.id}`;
  await sweep(prisma);
  return written;
}

function fits({ warehouse, store, sku, states }: PlanFilter): Prisma.Sql {
  return Prisma.sql`
    ${warehouse === undefined ? Prisma.empty : Prisma.sql`AND l.warehouse = ${warehouse}`}
    ${store === undefined ? Prisma.empty : Prisma.sql`AND l.line -> 'stores' @> to_jsonb(${store}::text)`}
    ${sku === undefined ? Prisma.empty : Prisma.sql`AND l.sku_id = (SELECT s.id FROM sku s WHERE s.code = ${sku})`}
    ${states === undefined ? Prisma.empty : Prisma.sql`AND l.state = ANY(${arrayLiteral(states)}::text[])`}`;
}

export async function planLines(prisma: PrismaClient, filter: PlanFilter): Promise<Awaited<ReturnType<Plans["lines"]>>> {
  const plan = await prisma.plan.findFirst({ where: { current: true }, orderBy: { id: "desc" } });
  if (plan === null) return { asOf: null, computedAt: null, lines: [], total: 0, byState: {} };
  const { states: _, ...anyState } = filter;
  const [rows, counted] = await Promise.all([
    prisma.$queryRaw<{ line: PlanLine }[]>`
      SELECT l.line FROM plan_line l WHERE l.plan_id = ${plan.id} ${fits(filter)}
      ORDER BY l.money_at_risk DESC NULLS LAST, l.stock_out_date ASC NULLS LAST, l.warehouse, l.sku_id LIMIT ${filter.limit ?? null}::int`,
    prisma.$queryRaw<{ state: PlanState; n: number }[]>`
      SELECT l.state, count(*)::int AS n FROM plan_line l WHERE l.plan_id = ${plan.id} ${fits(anyState)} GROUP BY 1`,
  ]);
  const wanted = filter.states === undefined ? null : new Set<string>(filter.states);
  return {
    asOf: dayOf(plan.as_of),
    computedAt: plan.computed_at,
    lines: rows.map((r) => r.line),
    total: counted.reduce((n, r) => n + (wanted === null || wanted.has(r.state) ? r.n : 0), 0),
    byState: Object.fromEntries(counted.map((r) => [r.state, r.n])),
  };
}
