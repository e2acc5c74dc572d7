import type { Day } from "../domain/calendar/day.ts";
import { figure } from "../domain/restock/figures.ts";
import { together } from "../domain/restock/together.ts";
import type { PlanLine } from "../domain/restock/types.ts";
import type { Text } from "../domain/value.ts";
import { counted } from "../domain/words/counted.ts";
import { named } from "../domain/words/named.ts";

/** Suppliers that are named, and SKUs of each. */
const SUPPLIERS = 3;
const SKUS = 4;

/** "Supplier S1: order C and D with it, due by 2026-12-04": what of the same suppliers will be due before the next review. */
export function togetherTexts(lines: readonly PlanLine[], asOf: Day, reviewDays: number): readonly Text[] {
  const all = together(lines, asOf, reviewDays);
  const told = all.slice(0, SUPPLIERS).map(({ supplier, due, soon }): Text => {
    const skus = [...new Set(soon.map((l) => l.sku))];
    const who = named(skus, SKUS);
    const first = soon[0]?.orderBy ?? "";
    return {
      zh: `供应商 ${supplier}：这次下 ${figure(new Set(due.map((l) => l.sku)).size)} 个 SKU，另有 ${figure(skus.length)} 个 ${reviewDays} 天内也要下单（最早 ${first}），可并单：${who.zh}`,
      en: `Supplier ${supplier}: ${counted(new Set(due.map((l) => l.sku)).size, "SKU")} to order now, ${figure(skus.length)} more due within ${reviewDays} days (first ${first}); order together: ${who.en}`,
    };
  });
  const rest = all.length - told.length;
  return rest <= 0
    ? told
    : [...told, { zh: `另有 ${figure(rest)} 家供应商也可并单`, en: `${counted(rest, "more supplier")} with orders to join` }];
}
