import type { PlanDetail } from "../domain/restock/detail.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Transfer } from "../domain/restock/transfer.ts";
import type { PlanLine } from "../domain/restock/types.ts";
import type { Text } from "../domain/value.ts";
import { toBuy } from "../app/restock-sku.ts";
import { isDue } from "./plan-values.ts";

export const capital = (s: string): string => `${s.charAt(0).toUpperCase()}${s.slice(1)}`;

/** The decision in one sentence: what to move, what to order, by when. */
export function orderText(d: PlanDetail, transfers: readonly Transfer[]): Text {
  const { line } = d;
  const all = line.orderQuantity ?? 0;
  const buy = (n: number): Text => {
    if (line.orderBy === null) return { zh: `下单 ${figure(n)} 件`, en: `order ${figure(n)}` };
    if (isDue(line.orderBy, line.asOf)) return { zh: `立即下单 ${figure(n)} 件`, en: `order ${figure(n)} now` };
    return { zh: `${line.orderBy} 前下单 ${figure(n)} 件`, en: `order ${figure(n)} by ${line.orderBy}` };
  };
  const move = transfers[0];
  if (move === undefined) return { zh: `${buy(all).zh}。`, en: `${capital(buy(all).en)}.` };
  const rest = toBuy(d, transfers);
  const first: Text = { zh: `先从 ${move.from} 调 ${figure(move.units)} 件`, en: `Move ${figure(move.units)} from ${move.from} first` };
  const then: Text =
    rest > 0 ? { zh: `再${buy(rest).zh}`, en: `then ${buy(rest).en}` } : { zh: "调完不用下单", en: "then nothing is to be ordered" };
  const otherwise: Text =
    line.state === "out" || line.stockOutDate === null
      ? { zh: "", en: "" }
      : { zh: `不调也不下单，${line.stockOutDate} 断货。`, en: ` With neither, it is out on ${line.stockOutDate}.` };
  return {
    zh: `${first.zh}，${then.zh}（不调拨则 ${figure(all)} 件）。${otherwise.zh}`,
    en: `${first.en}, ${then.en} (${figure(all)} without the move).${otherwise.en}`,
  };
}

/** Each transfer as a sentence of its own. */
export function movesText(d: { readonly transfers: readonly Transfer[]; readonly lines: readonly PlanLine[] }): Text[] {
  return d.transfers.map((t) => {
    const donor = d.lines.find((l) => l.warehouse === t.from);
    const move: Text = {
      zh: `先调拨再采购：从 ${t.from} 调 ${figure(t.units)} 件到 ${t.to}`,
      en: `Move before buying: ${figure(t.units)} from ${t.from} to ${t.to}`,
    };
    const lasts = figure(t.runOutDays);
    if ((donor?.dailyDemand ?? 0) > 0)
      return {
        zh: `${move.zh}，两仓约 ${lasts} 天后同时卖完；调出仓不低于自己的补货点`,
        en: `${move.en}; both then last about ${lasts} days, and the donor keeps its own reorder point`,
      };
    return {
      zh: `${move.zh}，调入后约够卖 ${lasts} 天；${t.from} 自己不卖`,
      en: `${move.en}, which then lasts about ${lasts} days; ${t.from} sells nothing itself`,
    };
  });
}
