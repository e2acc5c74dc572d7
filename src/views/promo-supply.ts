import type { PromoPlan } from "../app/promo/plan.ts";
import type { PromoLine } from "../domain/promo/line.ts";
import type { PlanSums } from "../domain/promo/sums.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import type { Block, Value } from "../message/message.ts";
import { count, t, text } from "./promo-values.ts";

/** Stock on the first morning, and what is added to it while the promotion runs. */
export function startCell({ atStart, during }: PromoLine): Value {
  const first = during.toSorted((a, b) => (a.day < b.day ? -1 : 1))[0];
  if (atStart === null || first === undefined) return count(atStart, t("库存未知", "stock not known"));
  const [units, day] = [figure(during.reduce((s, a) => s + a.units, 0)), first.day.slice(5)];
  return text(`${figure(atStart)}（${day} 起到 ${units}）`, `${figure(atStart)} (+${units} from ${day})`);
}

/** Short only until goods arrive, and by too little for a purchase. */
export const earlyText = (l: PromoLine): Value =>
  text(`到货前约缺 ${figure(l.lacking)} 件，不值得补`, `${figure(l.lacking)} short until goods arrive: not worth a purchase`);

/** A purchase of which most is the supplier's minimum is another decision than one that is wanted. */
export const minimum = ({ buy, lacking }: PlanSums): Text | null =>
  buy > lacking
    ? t(
        `，缺 ${figure(lacking)} 件，另 ${figure(buy - lacking)} 件是起订量和箱规`,
        `, ${figure(lacking)} are lacking and ${figure(buy - lacking)} come with minimum orders and cartons`,
      )
    : null;

/** What other warehouses give first. */
export function movedText({ moves }: PromoLine): Text | null {
  if (moves.length === 0) return null;
  const [from, units] = [[...new Set(moves.map((m) => m.from))].join(", "), figure(moves.reduce((s, m) => s + m.units, 0))];
  return t(`先从 ${from} 调 ${units}`, `move ${units} from ${from}`);
}

/** Goods that the promotion does not sell, and that come only since the supplier sells no fewer: whether that is worth it is left to people. */
export function restBlock(p: PromoPlan): Block[] {
  const items = p.lines.flatMap((l): Text[] => {
    const rest = l.batches.filter((b) => b.surplus && b.way.arrivesOn > p.promo.to).reduce((s, b) => s + b.units, 0);
    if (rest === 0 || l.buy === null) return [];
    const [all, late, wanted] = [figure(l.buy), figure(rest), figure(l.lacking)];
    return [
      t(
        `${l.sku}：只缺 ${wanted} 件，起订量和箱规要买 ${all} 件，其中 ${late} 件大促后才到`,
        `${l.sku}: ${wanted} are lacking; minimum order and cartons make it ${all}, of which ${late} come after the end`,
      ),
    ];
  });
  if (items.length === 0) return [];
  return [
    {
      kind: "prose",
      text: t(
        "下面的 SKU 为了起订量要多买，值不值得由你定：确认不会下单，在 /restock 里批准或不批准。",
        "The supplier sells no fewer of these, and part of them comes after the end. Whether that is worth it is yours to decide: confirming orders nothing, /restock asks for each.",
      ),
    },
    { kind: "list", items },
  ];
}
