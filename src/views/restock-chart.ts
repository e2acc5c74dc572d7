import { addDays, daysBetween } from "../domain/calendar/day.ts";
import type { StockProjectionData } from "../domain/restock/chart-data.ts";
import type { Ahead, PlanDetail } from "../domain/restock/detail.ts";
import { figure, MODE_NAMES } from "../domain/restock/figures.ts";
import { fastPath } from "../domain/restock/risk.ts";
import type { Text } from "../domain/value.ts";
import { counted } from "../domain/words/counted.ts";
import type { Block } from "../message/message.ts";
import { moveBy, movedTo } from "./plan-values.ts";

const SHOWN_AFTER = 14;

/** Enough days to see the decision: the next order's arrival, the last shipment, the stock-out, and two weeks more. */
function shownDays(d: PlanDetail, ahead: Ahead): number {
  const last = [
    ahead.nextArrival,
    ...d.arrivals.map((a) => a.day),
    ...d.onOrder.map((a) => a.day),
    ...(d.line.transfers ?? []).map((m) => m.arrivesOn),
    ...d.line.legs.map((l) => l.arrivesOn),
    d.line.stockOutDate ?? d.line.asOf,
  ];
  const furthest = Math.max(...last.map((day) => daysBetween(d.line.asOf, day)));
  // A shelf that stays empty until the next order comes shows nothing more afterwards.
  const after = d.line.unitsLost >= 1 ? 0 : SHOWN_AFTER;
  return Math.min(ahead.projection.length, furthest + after);
}

function subtitle(d: PlanDetail, ahead: Ahead): Text {
  const { stockOutDate, daysOut, unitsLost } = d.line;
  if (stockOutDate === null)
    return { zh: `${ahead.projection.length} 天内不断货`, en: `In stock for the next ${ahead.projection.length} days` };
  const cost =
    unitsLost >= 1
      ? {
          zh: `，断 ${daysOut} 天，损失 ${figure(unitsLost)} 件`,
          en: ` for ${counted(daysOut, "day")}, ${figure(unitsLost)} ${figure(unitsLost) === "1" ? "unit" : "units"} lost`,
        }
      : { zh: "", en: "" };
  const more: Text = (d.line.onOrder ?? 0) > 0 ? { zh: "再", en: "more " } : { zh: "", en: "" };
  const undone: Text =
    movedTo(d.line) > 0
      ? { zh: `不调拨也不${more.zh}下单`, en: `If nothing is moved nor ${more.en}ordered` }
      : { zh: `不${more.zh}下单`, en: `If nothing ${more.en}is ordered` };
  return { zh: `${undone.zh}则 ${stockOutDate} 断货${cost.zh}`, en: `${undone.en}: out on ${stockOutDate}${cost.en}` };
}

function proposal(d: PlanDetail, ahead: Ahead): Text {
  const n = figure(ahead.order.quantity);
  const moved = movedTo(d.line);
  if (moved === 0) return { zh: `按建议下单 ${n} 件`, en: `if the ${n} proposed are ordered` };
  if (ahead.order.quantity === 0) return { zh: `按建议调拨 ${figure(moved)} 件`, en: `if the ${figure(moved)} proposed are moved` };
  return { zh: `按建议调拨 ${figure(moved)}、下单 ${n} 件`, en: `if ${figure(moved)} are moved and ${n} ordered` };
}

export function projectionData(d: PlanDetail, ahead: Ahead): StockProjectionData {
  const n = shownDays(d, ahead);
  const until = addDays(d.line.asOf, n);
  const mode = (m: PlanDetail["line"]["routeMode"]): Text => (m === null ? { zh: "新单", en: "order" } : MODE_NAMES[m]);
  return {
    title: { zh: `${d.line.sku} · ${d.line.warehouse} 库存推演`, en: `${d.line.sku} · ${d.line.warehouse}: stock ahead` },
    subtitle: subtitle(d, ahead),
    today: d.line.asOf,
    onHand: d.stock?.units ?? 0,
    days: ahead.projection.slice(0, n),
    ...(d.demand && { fast: fastPath(d, n) }),
    withOrder: ahead.withOrder && {
      label: proposal(d, ahead),
      days: ahead.withOrder.slice(0, n),
    },
    reorderPoint: d.line.reorderPoint,
    stockOutDate: d.line.stockOutDate !== null && d.line.stockOutDate <= until ? d.line.stockOutDate : null,
    lossUntil: ahead.nextArrival,
    arrivals: [
      ...d.arrivals
        .filter((a) => a.day <= until)
        .map((a) => ({
          day: a.day,
          units: a.units,
          label: a.assumed === null ? { zh: a.shipment, en: a.shipment } : { zh: `${a.shipment}（估）`, en: `${a.shipment} (assumed)` },
          proposed: false,
        })),
      ...d.onOrder
        .filter((a) => a.day <= until)
        .map((a) => ({ day: a.day, units: a.units, label: { zh: "已订未发", en: "on order" }, proposed: false })),
      ...(d.line.transfers ?? [])
        .filter((m) => m.arrivesOn <= until)
        .map((m) => ({
          day: m.arrivesOn,
          units: m.units,
          label: { zh: `${m.from} ${moveBy(m).zh}调拨`, en: `from ${m.from}${moveBy(m).en}` },
          proposed: true,
        })),
      ...d.line.legs
        .filter((l) => l.arrivesOn <= until)
        .map((l) => ({ day: l.arrivesOn, units: l.units, label: mode(l.mode), proposed: true })),
    ],
  };
}

export function projectionChart(d: PlanDetail, ahead: Ahead): Block {
  const data = projectionData(d, ahead);
  const coming = d.arrivals.map((a) => `${a.day} +${figure(a.units)}`).join(", ");
  return {
    kind: "chart",
    chart: "stock-projection",
    data,
    alt: {
      zh: `${data.title.zh}：现有 ${figure(data.onHand)} 件${coming === "" ? "，无在途" : `，在途 ${coming}`}；${data.subtitle.zh}`,
      en: `${data.title.en}: ${figure(data.onHand)} on hand${coming === "" ? ", nothing on its way" : `, arriving ${coming}`}. ${data.subtitle.en}`,
    },
  };
}
