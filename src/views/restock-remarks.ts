import { figure } from "../domain/restock/figures.ts";
import { apart, spanText } from "../domain/restock/lasts.ts";
import { groupLacks } from "../domain/restock/missing.ts";
import type { PlanLine } from "../domain/restock/types.ts";
import type { Text } from "../domain/value.ts";
import { counted } from "../domain/words/counted.ts";
import { named } from "../domain/words/named.ts";

/** SKUs that a remark names. */
const NAMED = 3;

const skusOf = (lines: readonly PlanLine[]): string[] => [...new Set(lines.map((l) => l.sku))];

/** Orders that stay although a budget would leave them out. */
function unpaid(lines: readonly PlanLine[]): Text[] {
  const of = skusOf(lines.filter((l) => l.earnsNothing));
  if (of.length === 0) return [];
  const who = named(of, NAMED);
  return [
    {
      zh: `${figure(of.length)} 个 SKU 的下单按售价、成本和费用估算赚不回来，排预算时不会买：${who.zh}`,
      en: `By price, cost and fees ${counted(of.length, "SKU")} would not earn the money of ${of.length === 1 ? "its order" : "their orders"}; a budget leaves ${of.length === 1 ? "it" : "them"} out: ${who.en}`,
    },
  ];
}

/** Orders that are not proposed since their least would last for years: what is left is to negotiate. */
function declined(lines: readonly PlanLine[]): Text[] {
  const of = new Map(lines.flatMap((l) => (l.declined === undefined ? [] : [[l.sku, l.declined] as const])));
  if (of.size === 0) return [];
  const each = [...of].map(([sku, { units, days, least }]): Text => {
    const [n, span] = [figure(units), spanText(days)];
    return least === "moq"
      ? { zh: `${sku}（起订 ${n} 件，够卖${apart(span.zh)}）`, en: `${sku} (minimum ${n}, which would last ${span.en})` }
      : { zh: `${sku}（一箱 ${n} 件，够卖${apart(span.zh)}）`, en: `${sku} (a carton of ${n}, which would last ${span.en})` };
  });
  const who = named(each, NAMED);
  return [
    {
      zh: `${figure(of.size)} 个 SKU 最少也要买太多，没有建议下单，先和供应商谈小单：${who.zh}`,
      en: `Nothing is ordered of ${counted(of.size, "SKU")}, since the least that can be ordered is too much; ask the supplier for a smaller first order: ${who.en}`,
    },
  ];
}

/** What many lines lack, most common first, with some that do. */
const lacking = (lines: readonly PlanLine[]): Text[] =>
  groupLacks(lines).map(({ text, skus }) => {
    const who = named(skus, NAMED);
    return { zh: `${text.zh}（${who.zh}）`, en: `${text.en} (${who.en})` };
  });

/** What a list says below its table: of the lines `asked` for, and of those whose lacks are told. */
export const remarks = (asked: readonly PlanLine[], lacks: readonly PlanLine[]): readonly Text[] => [
  ...declined(asked),
  ...unpaid(asked),
  ...lacking(lacks),
];
