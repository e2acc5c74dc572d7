import { riskWorth } from "../../domain/restock/worth.ts";
import { setTimeout as pause } from "node:timers/promises";
import type { Day } from "../../domain/calendar/day.ts";
import { LESSONS_VERSION, type PlanLessons } from "../../domain/restock/lessons.ts";
import type { PlanLine, PlanState } from "../../domain/restock/types.ts";
import type { PlanFilter, Plans } from "../../ports/planning.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { dateOf, json, jsonText } from "../rows.ts";

const LINES_AT_ONCE = 500;
const FLIPS = 5;
const FLIP_AGAIN_MS = 20;

async function writeLines(
  prisma: Pick<PrismaClient, "$executeRaw">,
  plan: number,
  lines: readonly PlanLine[],
  worth: (line: PlanLine) => string | null,
): Promise<number> {
  return prisma.$executeRaw`
    INSERT INTO plan_line (plan_id, warehouse, sku_id, state, money_at_risk, stock_out_date, line)
    SELECT ${plan}::int, x.place, s.id, x.state, x.risk, x.out_on, x.line
    FROM unnest(${arrayLiteral(lines.map((l) => l.warehouse))}::text[], ${arrayLiteral(lines.map((l) => l.sku))}::text[],
      ${arrayLiteral(lines.map((l) => l.state))}::text[], ${arrayLiteral(lines.map(worth))}::numeric[],
      ${arrayLiteral(lines.map((l) => l.stockOutDate))}::date[], ${arrayLiteral(lines.map((l) => jsonText(l)))}::jsonb[])
      AS x (place, sku, state, risk, out_on, line)
    JOIN sku s ON s.code = x.sku
    ON CONFLICT (plan_id, warehouse, sku_id) DO UPDATE SET state = excluded.state, money_at_risk = excluded.money_at_risk,
      stock_out_date = excluded.stock_out_date, line = excluded.line`;
}

/** Makes the plan the one that people see. Two planners at once: both succeed, the later one stays. */
async function makeCurrent(prisma: PrismaClient, plan: number): Promise<void> {
  for (let left = FLIPS; ; left--) {
    try {
      await prisma.$transaction([
        prisma.plan.updateMany({ where: { current: true, id: { not: plan } }, data: { current: false } }),
        prisma.plan.update({ where: { id: plan }, data: { current: true } }),
      ]);
      return;
    } catch (error) {
      // A unique index sees to it that there is one: another planner's flip came between our two statements.
      if (left === 1 || !(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== "P2002") throw error;
      await pause(FLIP_AGAIN_MS);
    }
  }
}

/** Older plans, but the last but one, which may still be being read, and the newest of a day before, for what changed since. */
async function dropOld(prisma: PrismaClient, plan: number, asOf: Day): Promise<void> {
  const older = { id: { lt: plan } };
  const newest = { orderBy: { id: "desc" }, select: { id: true } } as const;
  const [last, before] = await Promise.all([
    prisma.plan.findFirst({ where: older, ...newest }),
    prisma.plan.findFirst({ where: { ...older, as_of: { lt: dateOf(asOf) } }, ...newest }),
  ]);
  const kept = [last, before].flatMap((p) => (p === null ? [] : [p.id]));
  const gone = await prisma.plan.findMany({ where: { ...older, id: { lt: plan, notIn: kept }, current: false }, select: { id: true } });
  const ids = arrayLiteral(gone.map((p) => p.id));
  for (;;) {
    const lines = await prisma.$executeRaw`
      DELETE FROM plan_line WHERE ctid = ANY(ARRAY(SELECT l.ctid FROM plan_line l WHERE l.plan_id = ANY(${ids}::int[]) LIMIT ${LINES_AT_ONCE * 4}))`;
    if (lines < LINES_AT_ONCE * 4) break;
  }
  await prisma.plan.deleteMany({ where: { id: { in: gone.map((p) => p.id) }, current: false } });
}

const worth = (line: PlanLine): string | null => (line.moneyAtRisk === null ? null : riskWorth(line).toFixed(6));

export async function replacePlan(
  prisma: PrismaClient,
  asOf: Day,
  lines: AsyncIterable<readonly PlanLine[]>,
  lessons: PlanLessons | undefined,
  now: Date,
): Promise<number> {
  const plan = await prisma.plan.create({
    data: { as_of: dateOf(asOf), computed_at: now, ...(lessons && { lessons: json(lessons) }) },
    select: { id: true },
  });
  let written = 0;
  for await (const batch of lines) {
    for (let i = 0; i < batch.length; i += LINES_AT_ONCE)
      written += await writeLines(prisma, plan.id, batch.slice(i, i + LINES_AT_ONCE), worth);
  }
  await makeCurrent(prisma, plan.id);
  await dropOld(prisma, plan.id, asOf);
  return written;
}

export async function currentLessons(prisma: PrismaClient): Promise<PlanLessons | null> {
  const plan = await prisma.plan.findFirst({ where: { current: true }, select: { lessons: true } });
  return isLessons(plan?.lessons) ? plan.lessons : null;
}

const isLessons = (kept: unknown): kept is PlanLessons =>
  typeof kept === "object" && kept !== null && "version" in kept && kept.version === LESSONS_VERSION;

export async function linesBefore(prisma: PrismaClient, asOf: Day, sku: string): Promise<readonly PlanLine[]> {
  const rows = await prisma.$queryRaw<{ line: PlanLine }[]>`
    SELECT l.line FROM plan_line l JOIN sku s ON s.id = l.sku_id WHERE s.code = ${sku}
      AND l.plan_id = (SELECT p.id FROM plan p WHERE p.as_of < ${asOf}::date ORDER BY p.id DESC LIMIT 1)`;
  return rows.map((r) => r.line);
}

export async function renewLines(prisma: PrismaClient, asOf: Day, lines: readonly PlanLine[]): Promise<number> {
  return prisma.$transaction(async (tx) => {
    // Held until this is done: a planner that makes another plan current waits, and drops this one only afterwards.
    const [plan] = await tx.$queryRaw<{ id: number }[]>`SELECT id FROM plan WHERE current AND as_of = ${asOf}::date FOR UPDATE`;
    if (!plan) return 0;
    let written = 0;
    for (let i = 0; i < lines.length; i += LINES_AT_ONCE)
      written += await writeLines(tx, plan.id, lines.slice(i, i + LINES_AT_ONCE), worth);
    return written;
  });
}

export async function currentLines(prisma: PrismaClient, filter: PlanFilter): ReturnType<Plans["lines"]> {
  const plan = await prisma.plan.findFirst({ where: { current: true }, select: { id: true, as_of: true, computed_at: true } });
  if (plan === null) return { asOf: null, computedAt: null, lines: [], total: 0, byState: {} };
  const scope = Prisma.join(
    [
      Prisma.sql`l.plan_id = ${plan.id}`,
      ...(filter.warehouse === undefined ? [] : [Prisma.sql`l.warehouse = ${filter.warehouse}`]),
      ...(filter.store === undefined ? [] : [Prisma.sql`jsonb_exists(l.line->'stores', ${filter.store})`]),
      ...(filter.sku === undefined ? [] : [Prisma.sql`l.line->>'sku' = ${filter.sku}`]),
    ],
    " AND ",
  );
  const states = await prisma.$queryRaw<{ state: PlanState; lines: number }[]>`
    SELECT l.state, count(*)::int AS lines FROM plan_line l WHERE ${scope} GROUP BY l.state`;
  const wanted = filter.states;
  const rows = await prisma.$queryRaw<{ line: PlanLine }[]>`
    SELECT l.line - ${arrayLiteral(filter.without ?? [])}::text[] AS line FROM plan_line l WHERE ${scope} AND ${wanted === undefined ? Prisma.sql`TRUE` : Prisma.sql`l.state = ANY(${arrayLiteral(wanted)}::text[])`}
    ORDER BY l.money_at_risk DESC NULLS LAST, l.stock_out_date ASC NULLS LAST, l.line->>'sku', l.warehouse
    LIMIT ${filter.limit ?? null}::int`;
  return {
    asOf: plan.as_of.toISOString().slice(0, 10) as Day,
    computedAt: plan.computed_at,
    lines: filter.without?.includes("demand") === true ? rows.map((r) => ({ ...r.line, demand: null })) : rows.map((r) => r.line),
    total: states.filter((s) => wanted === undefined || wanted.includes(s.state)).reduce((sum, s) => sum + s.lines, 0),
    byState: Object.fromEntries(states.map((s) => [s.state, s.lines])),
  };
}
