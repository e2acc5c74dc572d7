import { addDays } from "../../domain/calendar/day.ts";
import type { MeasureId } from "../../domain/kpi/measure.ts";
import { missing, type Text } from "../../domain/value.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { counts } from "../imports/visible.ts";
import { knownKeys } from "./buckets.ts";
import { type Column, nowhere, type Reading, Sums, ZERO } from "./figures.ts";
import { type AskedStore, ofAskedSkus, type Question, sqlKey } from "./question.ts";
import { keyNames, skuCode } from "./sales-lines.ts";
import { countDays, knownDays } from "./spans.ts";
import { nothingKnown, storeNames } from "./words.ts";

export const COHORT_MEASURES = ["cohort-units-returned"] as const satisfies readonly MeasureId[];

/**
 * Returned units of the orders that were placed in the period, by order id and SKU, told by the day of the order. A return counts when it came
 * within the maturity and up to `asOf`.
 */
export async function readCohort(prisma: PrismaClient, question: Question): Promise<Reading> {
  const of = question.stores.length * question.length;
  const spans = await knownDays(prisma, question, ["order-lines", "returns"]);
  const ordered = spans.get("order-lines")?.days ?? new Map<number, ReadonlySet<number>>();
  const returned = spans.get("returns");
  const answer = (column: Column, notes: readonly Text[] = []): Reading => ({
    measures: { "cohort-units-returned": column },
    coverage: { covered: countDays(ordered), of },
    sources: countDays(ordered) > 0 ? ["order-lines", "returns"] : [],
    newest: returned?.newest ?? null,
    notes,
  });
  const both = { en: "import the orders and the returns report", zh: "请导入订单报告和退货报告" };
  const none = nothingKnown(question, { en: "orders with their returns", zh: "订单及其退货" }, both);
  if (question.days === null || countDays(ordered) === 0) return answer(nowhere(none));
  // Returns come after the period too: what matters is that the store has a returns report from its first day on.
  if (returned === undefined || returned.newest === null || returned.newest < question.days.from) {
    return answer(
      nowhere(nothingKnown(question, { en: "returns", zh: "退货" }, { en: "import the returns report", zh: "请导入退货报告" })),
    );
  }

  const { from, to } = question.days;
  const within = question.maturityDays;
  const last = within === null ? question.asOf : [addDays(to, within), question.asOf].sort()[0];
  const [r, o, g] = [Prisma.sql`r`, Prisma.sql`o`, Prisma.sql`g`];
  const rows = await prisma.$queryRaw<{ key: string | null; store: number; units: string; returns: number; matched: number }[]>`
    SELECT CASE WHEN g.key IS NULL THEN NULL ELSE ${skuCode(question, Prisma.sql`g.key`)} END AS key, ${g}.store, g.units, g.returns, g.matched FROM (
      SELECT CASE WHEN m.counted THEN ${sqlKey(question, Prisma.sql`m`, Prisma.sql`ordered_on`)} END AS key, m.store_id AS store,
        coalesce(sum(m.quantity) FILTER (WHERE m.counted), 0)::text AS units, count(*)::int AS returns, count(m.ordered_on)::int AS matched
      FROM (
        SELECT r.store_id, r.sku_id, r.quantity, o.ordered_on,
          coalesce(o.ordered_on BETWEEN ${from}::date AND ${to}::date AND (${within}::int IS NULL OR r.day - o.ordered_on <= ${within}::int), false) AS counted
        FROM "return" r LEFT JOIN LATERAL (
          SELECT min(o.day) AS ordered_on FROM order_line o
          WHERE o.store_id = r.store_id AND o.order_id = r.order_id AND o.sku_id = r.sku_id AND o.flag IS NULL AND o.day <= r.day AND ${counts(o)}) o ON true
        WHERE r.store_id = ANY(${question.storeIds}::int[]) AND r.day BETWEEN ${from}::date AND ${last}::date ${ofAskedSkus(question, r)} AND ${counts(r)}) m
      GROUP BY 1, 2) g`;

  const nameless = question.stores.filter((s) => {
    const mine = rows.filter((row) => row.store === s.id);
    return mine.some((row) => row.returns > 0) && mine.every((row) => row.matched === 0);
  });
  // What was never reported is no 0: neither by the returns that are here, nor by a file about days without any.
  const unreported = question.stores.filter((s) => (returned.days.get(s.id)?.size ?? 0) === 0 && !rows.some((row) => row.store === s.id));
  const hopeless = new Map<string, Text>([
    ...nameless.map((s) => [s.code, namelessText([s], false)] as const),
    ...unreported.map((s) => [s.code, unreportedText([s], false)] as const),
  ]);
  if (hopeless.size === question.stores.length) {
    const [first, second] = [
      nameless.length > 0 ? namelessText(nameless, false) : null,
      unreported.length > 0 ? unreportedText(unreported, false) : null,
    ];
    const said = [first, second].filter((t) => t !== null);
    return answer(nowhere({ en: said.map((t) => t.en).join("; "), zh: said.map((t) => t.zh).join("；") }));
  }
  const name = keyNames(question);
  const units = new Sums();
  for (const row of rows) if (row.key !== null) units.at(name(row.key)).add(row.units, 1, 0);
  const keys = knownKeys(question, ordered);
  const absent: Column["absent"] = (key) => {
    const because = question.by === "store" ? hopeless.get(key) : undefined;
    if (because !== undefined) return missing(because);
    return question.by === "sku" || keys.has(key) ? ZERO : missing(none);
  };
  if (hopeless.size === 0 || question.by === "store") return answer(units.column(none, absent));
  return {
    ...answer(units.column(none, absent), [
      ...(nameless.length > 0 ? [namelessText(nameless, true)] : []),
      ...(unreported.length > 0 ? [unreportedText(unreported, true)] : []),
    ]),
    unknowable: [...hopeless.keys()],
  };
}

function namelessText(stores: readonly AskedStore[], out: boolean): Text {
  return {
    en: `${out ? `${storeNames(stores)} left out: ` : ""}the returns of ${storeNames(stores)} do not name the order that they belong to, so they cannot be told by order`,
    zh: `${storeNames(stores)} 的退货未关联原订单，无法按下单批次统计${out ? "，未计入" : ""}`,
  };
}

function unreportedText(stores: readonly AskedStore[], out: boolean): Text {
  return {
    en: `${out ? `${storeNames(stores)} left out: ` : ""}no returns of ${storeNames(stores)} are known: import the returns report`,
    zh: `${storeNames(stores)} 没有退货数据${out ? "，未计入" : ""}：请导入退货报告`,
  };
}
