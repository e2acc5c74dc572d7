import { Decimal } from "decimal.js";
import type { Day } from "../../domain/calendar/day.ts";
import { later } from "../../domain/calendar/day.ts";
import { UserError } from "../../domain/user-error.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts } from "../imports/visible.ts";
import type { Question } from "./question.ts";

interface Layer {
  readonly sku: number;
  readonly kind: string;
  readonly from: Day;
  readonly amount: string;
  readonly currency: string;
}

/** What a unit costs, as tables to join. */
export interface Costs {
  /** `k (sku_id, since)`: from which day on a SKU has a purchase cost. */
  readonly since: Prisma.Sql;
  /**
   * `k (sku_id, from_day, until, has_duty, has_freight, c)`: spans of days on which the cost of a SKU does not change, from its purchase
   * cost on; `c` is the sum of its layers in each of the currencies, in their order.
   */
  readonly spans: Prisma.Sql;
  /** Currencies that the layers are in. */
  readonly currencies: readonly string[];
}

interface CostSpan {
  readonly sku: number;
  readonly from: Day;
  readonly until: string;
  readonly duty: boolean;
  readonly freight: boolean;
  readonly costs: readonly Decimal[];
}

/** The spans of one SKU out of its layers, which are sorted by kind and day. */
function spansOf(sku: number, layers: readonly Layer[], currencies: readonly string[]): CostSpan[] {
  const purchase = layers.find((l) => l.kind === "purchase")?.from;
  if (purchase === undefined) return [];
  const days = [...new Set(layers.map((l) => later(l.from, purchase)))].sort();
  return days.map((from, i): CostSpan => {
    const inForce = [...Map.groupBy(layers, (l) => l.kind).values()].flatMap((mine) => mine.filter((l) => l.from <= from).at(-1) ?? []);
    const of = (currency: string) => inForce.filter((l) => l.currency === currency).reduce((sum, l) => sum.plus(l.amount), new Decimal(0));
    return {
      sku,
      from,
      until: days[i + 1] ?? "infinity",
      duty: inForce.some((l) => l.kind === "duty"),
      freight: inForce.some((l) => l.kind === "freight"),
      costs: currencies.map(of),
    };
  });
}

/**
 * The layers are few and are worked out here: as a subquery PostgreSQL takes their number for one and works them out anew for every row
 * that was sold.
 */
export function readCostLayers(prisma: PrismaClient, question: Question): Promise<Costs> {
  return question.facts === undefined ? costLayers(prisma) : question.facts.once("costs", () => costLayers(prisma));
}

async function costLayers(prisma: PrismaClient): Promise<Costs> {
  const c = Prisma.sql`c`;
  const all = await prisma.$queryRaw<Layer[]>`
    SELECT c.sku_id AS sku, c.kind, c.from_day::text AS "from", c.amount::text AS amount, c.currency FROM cost_layer c
    WHERE ${counts(c)} ORDER BY c.sku_id, c.kind, c.from_day`;
  const currencies = [...new Set(all.map((l) => l.currency))].sort();
  const spans = [...Map.groupBy(all, (l) => l.sku)].flatMap(([sku, mine]) => spansOf(sku, mine, currencies));
  const first = [...new Map(spans.toReversed().map((s) => [s.sku, s])).values()];
  const list = <T extends string | number | boolean>(rows: readonly CostSpan[], pick: (row: CostSpan) => T) => arrayLiteral(rows.map(pick));
  const costs = currencies.map((_, i) => Prisma.sql`${list(spans, (s) => s.costs[i]?.toFixed() ?? "0")}::numeric[]`);
  const columns = currencies.map((_, i) => COST_COLUMNS[i] ?? refuse(currencies));
  return {
    currencies,
    since: Prisma.sql`unnest(${list(first, (s) => s.sku)}::int[], ${list(first, (s) => s.from)}::date[]) AS k (sku_id, since)`,
    spans: Prisma.sql`unnest(${Prisma.join([
      Prisma.sql`${list(spans, (s) => s.sku)}::int[], ${list(spans, (s) => s.from)}::date[], ${list(spans, (s) => s.until)}::date[]`,
      Prisma.sql`${list(spans, (s) => s.duty)}::boolean[], ${list(spans, (s) => s.freight)}::boolean[]`,
      ...costs,
    ])}) AS k (${Prisma.join([Prisma.sql`sku_id, from_day, until, has_duty, has_freight`, ...columns])})`,
  };
}

/** Names of the columns of spans that hold the costs, one for each currency. */
export const COST_COLUMNS: readonly Prisma.Sql[] = [
  Prisma.sql`c0`,
  Prisma.sql`c1`,
  Prisma.sql`c2`,
  Prisma.sql`c3`,
  Prisma.sql`c4`,
  Prisma.sql`c5`,
  Prisma.sql`c6`,
  Prisma.sql`c7`,
  Prisma.sql`c8`,
  Prisma.sql`c9`,
  Prisma.sql`c10`,
  Prisma.sql`c11`,
];

/** Names of the tables of what those currencies are worth. */
export const RATE_TABLES: readonly Prisma.Sql[] = [
  Prisma.sql`x0`,
  Prisma.sql`x1`,
  Prisma.sql`x2`,
  Prisma.sql`x3`,
  Prisma.sql`x4`,
  Prisma.sql`x5`,
  Prisma.sql`x6`,
  Prisma.sql`x7`,
  Prisma.sql`x8`,
  Prisma.sql`x9`,
  Prisma.sql`x10`,
  Prisma.sql`x11`,
];

function refuse(currencies: readonly string[]): never {
  throw new UserError(
    "cost-currencies",
    {
      zh: `单件成本用了 ${currencies.length} 种币种（${currencies.join("、")}），最多支持 ${COST_COLUMNS.length} 种`,
      en: `unit costs are in ${currencies.length} currencies (${currencies.join(", ")}); up to ${COST_COLUMNS.length} can be added up`,
    },
    { zh: "请把部分成本折算成同一币种后重新导入。", en: "Turn some of them into one currency and import the costs again." },
  );
}

/** Keeps rows of SKUs with a purchase cost on their day, and rows that name no SKU, where the question is of such SKUs. */
export interface Costed {
  readonly join: Prisma.Sql;
  readonly where: Prisma.Sql;
}

/** Joined and not looked up: an EXISTS beside `sku_id IS NULL` is worked out row by row. */
export async function ofCosted(prisma: PrismaClient, question: Question, row: Prisma.Sql): Promise<Costed> {
  if (question.costed !== true) return { join: Prisma.empty, where: Prisma.empty };
  const { since } = await readCostLayers(prisma, question);
  return {
    join: Prisma.sql`LEFT JOIN ${since} ON k.sku_id = ${row}.sku_id`,
    where: Prisma.sql`AND (${row}.sku_id IS NULL OR ${row}.day >= k.since)`,
  };
}
