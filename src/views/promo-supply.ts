import type { PromoPlan } from "../app/promo/plan.ts";
import type { PromoLine } from "../domain/promo/line.ts";
import type { PlanSums } from "../domain/promo/sums.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import type { Block, Value } from "../message/message.ts";
import { nameOf } from "./promo-entered.ts";
import { count, countSkus, isAre, skusEn, t, text } from "./promo-values.ts";

/** Stock on the first morning, what usual orders keep there, and what is added while the promotion runs. */
export function startCell({ atStart, during, kept }: PromoLine): Value {
  const first = during.toSorted((a, b) => (a.day < b.day ? -1 : 1))[0];
  if (atStart === null || (first === undefined && kept < HALF)) return count(atStart, t("库存未知", "stock not known"));
  const more: Text[] = [];
  if (kept >= HALF) more.push(t(`日常补货 +${figure(kept)}`, `+${figure(kept)} by usual orders`));
  if (first !== undefined) {
    const [units, day] = [figure(during.reduce((s, a) => s + a.units, 0)), first.day.slice(5)];
    more.push(t(`${day} 起到 ${units}`, `+${units} from ${day}`));
  }
  return text(`${figure(atStart)}（${more.map((m) => m.zh).join("，")}）`, `${figure(atStart)} (${more.map((m) => m.en).join(", ")})`);
}

/** Units of less are none. */
const HALF = 0.5;

/** Why nothing is bought of what is short. */
export function withheldText(l: PromoLine): Text | null {
  const n = figure(l.lacking);
  switch (l.withheld) {
    case null:
      return null;
    case "late":
      return t(`缺 ${n} 件，来不及补`, `${n} lacking, nothing comes in time`);
    case "loses":
      return t(`缺 ${n} 件，补一件亏一件`, `${n} short: each unit bought would lose money`);
    case "dear":
      return t(`缺 ${n} 件，补货不划算`, `${n} short: a purchase would cost more than it earns`);
    case "waits":
      return t(`到货前约缺 ${n} 件，不值得补`, `${n} short until goods arrive: not worth a purchase`);
  }
}

/** What can be sold without a purchase, where that is not all. */
export function allowsText({ lines }: PromoPlan, s: PlanSums): Text | null {
  const [ahead, allows] = [Math.round(s.ahead), Math.round(s.allows)];
  if (allows >= ahead) return null;
  const usual = lines.some((l) => l.kept >= HALF);
  const [zh, en] = usual ? ["现有库存加日常补货", "stock and usual orders allow"] : ["现有库存", "the stock allows"];
  return Math.round(s.expected) === ahead
    ? t(`${zh}约够卖 ${figure(allows)} 件（预测 ${figure(ahead)} 件）`, `${en} about ${figure(allows)} of ${figure(ahead)}`)
    : t(
        `还要卖 ${figure(ahead)} 件，${zh}约够卖 ${figure(allows)} 件`,
        `${figure(ahead)} are still to come, ${en} about ${figure(allows)}`,
      );
}

/** A purchase of which most is the supplier's minimum is another decision than one that is wanted. */
export const minimum = ({ buy, lacking }: PlanSums): Text | null =>
  buy > lacking
    ? t(
        `；要备的里 ${figure(lacking)} 件是缺的，另 ${figure(buy - lacking)} 件是起订量和箱规`,
        `; of what is bought ${isAre(lacking)} lacking and ${figure(buy - lacking)} ${figure(buy - lacking) === "1" ? "comes" : "come"} with minimum orders and cartons`,
      )
    : null;

/** What other warehouses give first. */
export function movedText({ moves }: PromoLine): Text | null {
  if (moves.length === 0) return null;
  const [from, units] = [[...new Set(moves.map((m) => m.from))].join(", "), figure(moves.reduce((s, m) => s + m.units, 0))];
  return t(`先从 ${from} 调 ${units}`, `move ${units} from ${from}`);
}

/**
 * Goods that the promotion does not sell, and that come only since the supplier sells no fewer: whether that is worth it is left to people. Told where
 * they are more than it lacks, or come after its end.
 */
export function restBlock(p: PromoPlan): Block[] {
  const items = p.lines.flatMap((l): Text[] => {
    const after = l.batches.filter((b) => b.surplus && b.way.arrivesOn > p.promo.to).reduce((s, b) => s + b.units, 0);
    if (l.buy === null || (after === 0 && l.buy <= 2 * l.lacking)) return [];
    const [all, late, wanted] = [figure(l.buy), figure(after), figure(l.lacking)];
    const lacks = t(
      `只缺 ${wanted} 件，起订量和箱规要买 ${all} 件`,
      `${isAre(l.lacking)} lacking; minimum order and cartons make it ${all}`,
    );
    const some =
      after === 0
        ? lacks
        : t(`${lacks.zh}，其中 ${late} 件大促后才到`, `${lacks.en}, of which ${late} ${late === "1" ? "comes" : "come"} after the end`);
    return [t(`${l.sku}：${some.zh}`, `${l.sku}: ${some.en}`)];
  });
  if (items.length === 0) return [];
  return [
    {
      kind: "prose",
      text: t(
        "下面的 SKU 为了起订量要多买，值不值得由你定：确认不会下单，在 /restock 里批准或不批准。",
        "The supplier sells no fewer of these. Whether that is worth it is yours to decide: confirming orders nothing, /restock asks for each.",
      ),
    },
    { kind: "list", items },
  ];
}

/** Whether it is confirmed, and where what is to be bought is decided on. */
export function confirmedText(p: PromoPlan): Text {
  const q = p.standing.quantities;
  const one = p.lines.some((l) => (l.buy ?? 0) > 0)
    ? t("要买的就在 /restock 的建议单里，不另下一单。", " What is to be bought is part of what /restock proposes, not a second order.")
    : t("", "");
  if (q === null) {
    const so =
      p.beside.length > 0
        ? t(
            `备货量还没有确认；/restock 在这些天已经算了“${p.beside.join("”“")}”，同一天只按增幅大的算一次。`,
            `The quantities are not confirmed yet; /restock counts ${p.beside.join(", ")} on these days already, and of two on a day the larger, once.`,
          )
        : t(
            "备货量还没有确认，/restock 还没有把这次大促算进去。",
            "The quantities are not confirmed yet: /restock does not count this promotion so far.",
          );
    return t(so.zh + one.zh, so.en + one.en);
  }
  const n = q.note.lines.reduce((s, l) => s + l.units, 0);
  const skus = countSkus(q.note.lines);
  if (n === 0) {
    return t(
      `${nameOf(p, q.by)} 已确认 ${skus} 个 SKU 的预测，不用再备货；/restock 按此计算。${one.zh}`,
      `${nameOf(p, q.by)} confirmed the forecast of ${skusEn(skus)}, with nothing to buy; /restock counts it.${one.en}`,
    );
  }
  return t(
    `${nameOf(p, q.by)} 已确认 ${skus} 个 SKU、${figure(n)} 件，/restock 按此计算；要买的去 /restock 批准。${one.zh}`,
    `${nameOf(p, q.by)} confirmed ${skusEn(skus)}, ${figure(n)} units; /restock counts them, and what is to be bought is approved there.${one.en}`,
  );
}
