import type { OrderNow } from "../app/purchase/orders.ts";
import { figure } from "../domain/restock/figures.ts";
import { type Message, message } from "../message/message.ts";
import { openOrderButton } from "./purchase.ts";
import { STAGE_NAMES, t } from "./purchase-words.ts";

const unitsOf = ({ lines }: OrderNow): number =>
  lines.filter((l) => l.purchase.state === "ordered").reduce((sum, l) => sum + l.purchase.quantity, 0);

export function orderPlaced(now: OrderNow): Message {
  const { order } = now;
  const number = order.reference === null ? t("", "") : t(`（${order.reference}）`, ` (${order.reference})`);
  const n = figure(unitsOf(now));
  const ready = now.lines
    .flatMap((l) => l.purchase.readyOn ?? [])
    .toSorted()
    .at(-1);
  return message({
    title: t(
      `采购单 ${order.id}${number.zh === "" ? " " : number.zh}已下单：${n} 件`,
      `Order ${order.id}${number.en} is placed: ${n} units`,
    ),
    tone: "good",
    lead:
      ready === undefined
        ? t(
            "没有填交货日期，到货按供应商的通常时效估。",
            "No day was given on which the goods are ready: the supplier's usual time is assumed.",
          )
        : t(`交货日期 ${ready}。`, `The goods are to be ready on ${ready}.`),
    actions: [openOrderButton(order.id)],
  });
}

export const orderClosed = ({ order }: OrderNow): Message =>
  message({
    title: t(`采购单 ${order.id} 已关闭`, `Order ${order.id} is closed`),
    lead: t(
      `原因：${order.because ?? ""}。未发货的部分不再计入计划。`,
      `Because: ${order.because ?? ""}. What was not shipped is no longer on order for the plan.`,
    ),
    actions: [openOrderButton(order.id)],
  });

/** For whoever comes second, or decided on what it was before. */
export function orderChanged({ order, stage }: OrderNow, names: ReadonlyMap<string, string>): Message {
  const by = order.closedBy ?? order.orderedBy;
  const who = by === null ? t("", "") : t(`（${names.get(by) ?? by}）`, ` (${names.get(by) ?? by})`);
  return message({
    title: t(
      `采购单 ${order.id} 已经变了：${STAGE_NAMES[stage].zh}${who.zh}`,
      `Order ${order.id} has changed: ${STAGE_NAMES[stage].en}${who.en}`,
    ),
    lead: t("没有改动任何内容。请重新打开后再填。", "Nothing was written. Open it again and fill it in anew."),
    actions: [openOrderButton(order.id)],
  });
}
