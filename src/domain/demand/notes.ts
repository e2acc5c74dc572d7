import { addDays } from "../calendar/day.ts";
import type { HistoryDay, Undone } from "../restock/types.ts";
import type { Text } from "../value.ts";
import { counted } from "../words/counted.ts";
import type { Burst } from "./burst.ts";
import type { Cleaned } from "./clean.ts";
import { closedWeekdays, isClosed } from "./closed-weekdays.ts";
import type { Prior, Source } from "./prior.ts";

/** Days that are told of when snapshots are missing. */
const RECENT = 90;

interface Told {
  readonly known: readonly HistoryDay[];
  /** Weekdays on which nothing is ever sold. Absent: those that its own days tell of. */
  readonly closed?: readonly number[];
  readonly short: boolean;
  /** Days since the newest known sales. */
  readonly age: number;
  readonly bulk: Cleaned["bulk"];
  readonly undone: Undone | undefined;
  readonly burst: Burst | null;
  readonly prior: Prior | null;
  /** What launches before usually did after as many days; 1 = nothing. */
  readonly launch: number;
  readonly halfLife: number;
}

const one = (n: number): string => String(n >= 10 ? Math.round(n) : Math.round(n * 10) / 10);

function sourceText(from: Source): Text {
  switch (from.kind) {
    case "siblings":
      return from.all
        ? {
            zh: `全部 ${from.products} 个商品（同类太少或未填类目）`,
            en: `all ${from.products} products (too few of its category, or none named)`,
          }
        : { zh: `同类 ${from.products} 个商品`, en: `${from.products} products of its kind` };
    case "elsewhere":
      return {
        zh: `本 SKU 在 ${from.places.join("、")} 的销售（${from.days} 天，按两地同类销量换算）`,
        en: `its sales at ${from.places.join(", ")} (${counted(from.days, "day")}, scaled to what this place sells of its kind)`,
      };
    case "pilot": {
      const share = Math.round(100 * from.share);
      return {
        zh: `试销结果（${from.days} 天卖 ${from.units} 件${share === 100 ? "" : `，按 ${share}% 计`}）`,
        en: `its test (${counted(from.units, "unit")} in ${counted(from.days, "day")}${share === 100 ? "" : `, taken at ${share} %`})`,
      };
    }
  }
}

/** `its test (60 units in 14 days) and its sales at US-3PL (84 days)` */
function readWith({ from }: Prior): Text {
  const said = from.map(sourceText);
  return { zh: said.map((t) => t.zh).join("和"), en: said.map((t) => t.en).join(" and ") };
}

/** Days without a sale of which no snapshot tells whether there was stock; not those on which nothing is ever sold. */
export function untoldText(recent: readonly HistoryDay[], closed: readonly number[] = closedWeekdays(recent)): Text[] {
  const n = recent.filter((d) => d.inStock === null && d.units === 0 && !isClosed(closed, d.day)).length;
  if (n === 0) return [];
  return [
    {
      zh: `近 ${recent.length} 天中有 ${n} 天既无销量也无库存快照，按有货计算`,
      en: `${n} of the last ${recent.length} days have neither a sale nor a stock snapshot and count as in stock`,
    },
  ];
}

/** Whether a day since the newest known sales is one on which something could have been sold. */
function missesSales(known: readonly HistoryDay[], closed: readonly number[], age: number): boolean {
  const last = known.at(-1);
  if (last === undefined || closed.length === 0) return age > 0;
  return Array.from({ length: age }, (_, i) => addDays(last.day, i + 1)).some((day) => !isClosed(closed, day));
}

/** What a reader must know before trusting a forecast. */
export function notesOf({ known, closed = closedWeekdays(known), short, age, bulk, undone, burst, prior, launch, halfLife }: Told): Text[] {
  const notes: Text[] = [];
  const n = known.length;
  if (prior !== null) {
    const [from, days] = [readWith(prior), Math.ceil(prior.priorDays)];
    const share: Text =
      n >= days
        ? { zh: "自身数据已占一半以上", en: "its own days outweigh that already" }
        : { zh: `自身数据满 ${days} 天后占一半以上`, en: `its own count more after ${counted(days, "day")}` };
    notes.push({
      zh: `${n === 0 ? "还没有销售" : `销售历史只有 ${n} 天`}：参考${from.zh}估算，${share.zh}`,
      en: `${n === 0 ? "no sales yet" : `only ${counted(n, "day")} of sales`}: read together with ${from.en}; ${share.en}`,
    });
    const change = Math.round(100 * (launch - 1));
    if (change !== 0)
      notes.push({
        zh: `本店新品卖到这个阶段后，通常比头 ${n} 天${change < 0 ? "少" : "多"}卖 ${Math.abs(change)}%，已计入`,
        en: `launches here usually sell ${Math.abs(change)} % ${change < 0 ? "less" : "more"} after their first ${counted(n, "day")}: counted`,
      });
  } else if (short) notes.push({ zh: `销售历史只有 ${n} 天，估算很粗`, en: `only ${counted(n, "day")} of history: a rough estimate` });
  if (burst !== null)
    notes.push({
      zh: `近 ${burst.days} 天爆量，日均多卖 ${one(burst.excess)} 件：按每 ${halfLife} 天减半计入，不当作常态`,
      en: `a burst since ${counted(burst.days, "day")}, ${one(burst.excess)} a day on top: counted as halving every ${halfLife} days, not for ever`,
    });
  if (bulk.orders > 0)
    notes.push({
      zh: `${bulk.orders} 笔大单已封顶，少计 ${one(bulk.units)} 件`,
      en: `${counted(bulk.orders, "bulk order")} capped, ${one(bulk.units)} units left out`,
    });
  if (undone !== undefined)
    notes.push({
      zh: `${undone.orders} 笔大单被几天内同样件数的退货抵消：${one(undone.units)} 件不计入销量`,
      en: `${counted(undone.orders, "large order")} made good by a return of as many units within days: ${one(undone.units)} units are no demand`,
    });
  notes.push(...untoldText(known.slice(-RECENT), closed));
  if (missesSales(known, closed, age))
    notes.push({ zh: `销售数据截至 ${age} 天前`, en: `sales are known up to ${counted(age, "day")} before` });
  return notes;
}
