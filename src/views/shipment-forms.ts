import { ALL, fitting, LABEL, linesText } from "../app/shipments/fields.ts";
import type { Day } from "../domain/calendar/day.ts";
import { FREIGHT_MODES, type FreightMode } from "../domain/facts/facts.ts";
import { MODE_NAMES } from "../domain/restock/figures.ts";
import type { Count } from "../domain/shipments/change.ts";
import { dayIn, dueUnits, etaOf, OPEN_STATES, type Shipment, stateOf } from "../domain/shipments/types.ts";
import { SHIPMENT_STATE } from "../domain/shipments/words.ts";
import { type Field, type Message, message } from "../message/message.ts";
import { t } from "./shipment.ts";

const LINES_HINT = t("每个 SKU 后写件数，用分号隔开", "Each SKU with its units, parted by semicolons");

/** What is booked to a warehouse: number, way, SKUs and days, filled in from what was approved. */
export function bookingForm(d: {
  readonly warehouse: string;
  readonly from: string | null;
  readonly purchases: readonly number[];
  readonly counts: readonly Count[];
  readonly mode: FreightMode | null;
  readonly today: Day;
  readonly eta: Day | null;
  /** When the last of it is made; null: nobody knows of any that is not. */
  readonly ready: Day | null;
}): Message {
  const later = d.ready !== null && d.ready > d.today ? d.ready : null;
  const fields: Field[] = [
    {
      name: "number",
      label: LABEL.number,
      type: "text",
      required: true,
      hint: t("FBA 货件号、柜号或运单号", "FBA shipment, container or waybill number"),
    },
    { name: "lines", label: LABEL.lines, type: "text", required: true, value: linesText(fitting(d.counts)), hint: LINES_HINT },
    {
      name: "mode",
      label: LABEL.mode,
      type: "select",
      required: true,
      options: FREIGHT_MODES.map((m) => ({ value: m, label: MODE_NAMES[m] })),
      ...(d.mode !== null && { value: d.mode }),
    },
    { name: "bookedOn", label: LABEL.bookedOn, type: "day", required: true, value: d.today },
    {
      name: "eta",
      label: LABEL.eta,
      type: "day",
      ...(d.eta !== null && { value: d.eta }),
      hint:
        later === null
          ? t("不填则按线路时效推算", "Left empty, the lane's time is counted")
          : t(
              `货 ${later} 才好；不填则从那天起按线路时效推算`,
              `The goods are ready on ${later}; left empty, the lane's time is counted from then`,
            ),
    },
  ];
  return message({
    title: t(`登记货件 → ${d.warehouse}`, `Book a shipment to ${d.warehouse}`),
    lead:
      d.counts.length > 0
        ? t(
            "已填入批准后还没发的数量，请按实际改。",
            "Filled in with what was approved and not shipped yet; change it to what is really sent.",
          )
        : t("填实际发出的 SKU 和件数。", "Say which SKUs are sent, and how many."),
    blocks: [
      {
        kind: "form",
        deed: { action: "ship-book", args: { warehouse: d.warehouse, from: d.from, purchases: d.purchases, ready: d.ready } },
        submit: t("登记货件", "Book it"),
        fields,
      },
    ],
  });
}

const SETTABLE = [...OPEN_STATES, "lost", "cancelled"] as const;
/** Goods that only go from one of our warehouses to another see no customs. */
const NEXT_DOOR = ["booked", "left", "arrived", "lost", "cancelled"] as const;

/** Days of stages that may be learned of later than the next stage; filled in where they are known. */
const portFields = (s: Shipment): Field[] =>
  (["landedOn", "clearedOn"] as const).map((name) => {
    const known = dayIn(s.lines, name);
    return {
      name,
      label: LABEL[name],
      type: "day",
      ...(known !== null && { value: known }),
      ...(name === "clearedOn" && {
        hint: t("事后才知道也可补填；清关时效由此学习", "May be filled in later; how long customs take is learned from these"),
      }),
    };
  });

/** How a shipment stands; what is left as it is does not change. */
export function updateForm(s: Shipment, today: Day): Message {
  const eta = etaOf(s.lines);
  const now = stateOf(s.lines);
  return message({
    title: t(`更新货件 ${s.number} → ${s.warehouse}`, `Update shipment ${s.number} to ${s.warehouse}`),
    blocks: [
      {
        kind: "form",
        deed: { action: "ship-update", args: { warehouse: s.warehouse, number: s.number } },
        submit: t("保存更新", "Save the update"),
        fields: [
          {
            name: "state",
            label: LABEL.state,
            type: "select",
            options: (s.from === null ? SETTABLE : NEXT_DOOR).map((state) => ({ value: state, label: SHIPMENT_STATE[state] })),
            value: now,
          },
          { name: "day", label: LABEL.day, type: "day", value: today, hint: t("状态改变的那一天", "The day on which the state changed") },
          ...(s.from === null ? portFields(s) : []),
          { name: "eta", label: LABEL.eta, type: "day", ...(eta !== null && { value: eta }) },
          {
            name: "lines",
            label: t("改件数（可不填）", "Other units (may stay empty)"),
            type: "text",
            hint: t("只在多发或少发时填，例如 KTC-01 210", "Only where more or less was sent, e.g. KTC-01 210"),
          },
          { name: "note", label: LABEL.note, type: "text", hint: t("例如：船期推迟", "E.g. the vessel left late") },
        ],
      },
    ],
  });
}

/** What is counted in, filled in with all that is still to come. */
export function receiveForm(s: Shipment, today: Day): Message {
  const due = s.lines.map((l) => ({ sku: l.sku, units: dueUnits(l) })).filter((c) => c.units > 0);
  const fits = fitting(due).length === due.length;
  return message({
    title: t(`收货 ${s.number} → ${s.warehouse}`, `Receive ${s.number} at ${s.warehouse}`),
    lead: t(
      "按实收件数改；没收到的 SKU 写 0 或删掉。",
      "Change it to what was counted; write 0 for a SKU that did not come, or leave it out.",
    ),
    blocks: [
      {
        kind: "form",
        deed: { action: "ship-receive", args: { warehouse: s.warehouse, number: s.number } },
        submit: t("确认收货", "Receive"),
        fields: [
          {
            name: "lines",
            label: LABEL.lines,
            type: "text",
            required: true,
            value: fits ? linesText(due) : ALL.en,
            hint: t(
              "每个 SKU 后写件数，用分号隔开；“全部”表示都到了",
              'Each SKU with its units, parted by semicolons; "all" when all came',
            ),
          },
          {
            name: "rest",
            label: LABEL.rest,
            type: "select",
            options: [
              { value: "coming", label: t("还会到，继续等", "still comes") },
              { value: "short", label: t("少货，不再等", "will not come") },
            ],
            value: "coming",
          },
          { name: "day", label: t("收货日", "Received on"), type: "day", required: true, value: today },
        ],
      },
    ],
  });
}
