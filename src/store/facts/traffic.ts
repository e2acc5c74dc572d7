import type { MeasureId } from "../../domain/kpi/measure.ts";
import { missing } from "../../domain/value.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { counts } from "../imports/visible.ts";
import { choose, knownKeys, withChosen } from "./buckets.ts";
import { type Column, nowhere, type Reading, Sums } from "./figures.ts";
import { bySku, ofAskedSkus, ofGroup, type Question } from "./question.ts";
import { chosenTable, joinChosen, reportsOf } from "./reports.ts";
import { skuCode } from "./sales-lines.ts";
import { countDays, lastDay } from "./spans.ts";
import { nothingKnown } from "./words.ts";

export const TRAFFIC_MEASURES = ["sessions", "traffic-units"] as const satisfies readonly MeasureId[];

interface Row {
  readonly key: string;
  readonly rows: number;
  readonly sessions: string | null;
  readonly sessions_known: number;
  readonly units: string | null;
  readonly units_known: number;
}

const REMEDY = { en: "import the Sales and Traffic report by date", zh: "请导入按日期的流量报告（Sales and Traffic）" };

/**
 * Sessions, and the units of the very same report rows, so that a conversion divides what belongs together. A store's sessions are not the
 * sum over its SKUs (a visitor looks at several), so a store is told by rows of the store and a SKU by rows of the SKU.
 */
export async function readTraffic(prisma: PrismaClient, question: Question, asked: ReadonlySet<MeasureId>): Promise<Reading> {
  const of = question.stores.length * question.length;
  const empty: Reading = { measures: {}, coverage: { covered: 0, of }, sources: [], newest: null, notes: [] };
  const columns = (column: (m: (typeof TRAFFIC_MEASURES)[number]) => Column) =>
    Object.fromEntries(TRAFFIC_MEASURES.filter((m) => asked.has(m)).map((m) => [m, column(m)]));
  if (ofGroup(question) && question.by !== "sku") {
    const because = {
      en: `sessions of a ${question.category === null ? "role" : "category"} are not the sum over its SKUs (one visitor looks at several): ask by SKU`,
      zh: `${question.category === null ? "定位" : "类目"}的会话数不能由各 SKU 相加（同一访客会看多个商品）：请按 SKU 查询`,
    };
    return { ...empty, measures: columns(() => nowhere(because)) };
  }
  if (question.days === null)
    return { ...empty, measures: columns(() => nowhere(nothingKnown(question, { en: "traffic", zh: "流量" }, REMEDY))) };
  const { from, to } = question.days;
  const whole = !bySku(question);
  const reports = await reportsOf(
    prisma,
    "traffic",
    question.stores.map((s) => s.id),
    from,
    to,
    whole,
  );
  const chosen = choose(question, reports, new Map(), [{ source: "traffic", whole }]);
  const known = withChosen(new Map(), chosen);
  if (chosen.length === 0) {
    const onlySkus =
      whole &&
      (
        await reportsOf(
          prisma,
          "traffic",
          question.stores.map((s) => s.id),
          from,
          to,
          false,
        )
      ).length > 0;
    const noun = onlySkus
      ? { en: "store-level sessions (SKU sessions do not add up)", zh: "店铺级会话（SKU 会话不可相加）" }
      : { en: "traffic", zh: "流量" };
    return { ...empty, measures: columns(() => nowhere(nothingKnown(question, noun, REMEDY))) };
  }
  const r = Prisma.sql`r`;
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT ${skuCode(question, Prisma.sql`g.key`)} AS key, g.rows, g.sessions, g.sessions_known, g.units, g.units_known FROM (
      SELECT ${question.by === "sku" ? Prisma.sql`r.sku_id::text` : Prisma.sql`c.key`} AS key, count(*)::int AS rows,
        sum(r.sessions)::text AS sessions, count(r.sessions)::int AS sessions_known, sum(r.units)::text AS units, count(r.units)::int AS units_known
      FROM traffic r JOIN ${chosenTable(chosen)} ON ${joinChosen(r)} WHERE ${counts(r)} ${ofAskedSkus(question, r)} GROUP BY 1) g`;
  const sums = { sessions: new Sums(), "traffic-units": new Sums() };
  for (const row of rows) {
    sums.sessions.at(row.key).add(row.sessions ?? 0, row.sessions_known, row.rows - row.sessions_known);
    sums["traffic-units"].at(row.key).add(row.units ?? 0, row.units_known, row.rows - row.units_known);
  }
  const keys = knownKeys(question, known);
  const because = nothingKnown(question, { en: "traffic", zh: "流量" }, REMEDY);
  const notListed = { en: "the traffic report does not list it", zh: "流量报告中没有该项" };
  const absent: Column["absent"] = (key) => missing(keys.has(key) || question.by === "sku" ? notListed : because);
  const unsaid = { en: "the traffic report does not say it", zh: "流量报告没有该数据" };
  return {
    measures: columns((m) => sums[m].column(unsaid, absent)),
    coverage: { covered: countDays(known), of },
    sources: ["traffic"],
    newest: lastDay(known),
    notes: [],
  };
}
