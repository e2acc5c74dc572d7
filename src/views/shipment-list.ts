import { daysBetween, type Day } from "../domain/calendar/day.ts";
import { figure } from "../domain/restock/figures.ts";
import { totalsOf } from "../domain/shipments/change.ts";
import { daysLate, dueUnits, etaOf, type Shipment, stateOf } from "../domain/shipments/types.ts";
import type { Text } from "../domain/value.ts";
import { listed } from "../message/listed.ts";
import { SHIPMENT_STATE } from "../domain/shipments/words.ts";
import { type Block, type Message, message } from "../message/message.ts";
import type { Transfer } from "../ports/transfers.ts";
import { code, moveBy, text } from "./plan-values.ts";
import { openTransferButton } from "./transfer.ts";
import { bookShipment, modeText, openShipment, stateText, t } from "./shipment.ts";

export interface ShipmentListData {
  /** Open ones, by ETA. */
  readonly shipments: readonly Shipment[];
  readonly today: Day;
  /** What was asked for; null: everything. */
  readonly sku: string | null;
  readonly warehouse: string | null;
  readonly top: number;
  /** Moves between warehouses that have left and were not received. */
  readonly moving: readonly Transfer[];
}

const BUTTONS = 5;
const MOVES = 2;
const SKUS_NAMED = 2;

const late = (s: Shipment, today: Day): number => daysLate(s.lines, today);

/** The latest first, then those that come next. */
export const byDelay = (shipments: readonly Shipment[], today: Day): readonly Shipment[] =>
  shipments.toSorted((a, b) => late(b, today) - late(a, today));

function carries(s: Shipment): Text {
  const due = s.lines.filter((l) => dueUnits(l) > 0);
  const named = due
    .slice(0, SKUS_NAMED)
    .map((l) => l.sku)
    .join(", ");
  const more = due.length - SKUS_NAMED;
  return more <= 0
    ? t(named.replaceAll(", ", "、"), named)
    : t(`${named.replaceAll(", ", "、")} 等 ${due.length} 个`, `${named} and ${more} more`);
}

function table(shipments: readonly Shipment[], today: Day, top: number, warehouse: string | null): Block {
  return {
    kind: "table",
    columns: [
      { label: t("货件号", "Shipment") },
      ...(warehouse === null ? [{ label: t("仓库", "To") }] : []),
      { label: t("预计可售", "ETA") },
      { label: t("状态", "State") },
      { label: t("未到件数", "Units"), align: "right" },
      { label: t("SKU", "SKUs") },
      { label: t("头程", "By") },
    ],
    ...listed(shipments, top, (s) => {
      const eta = etaOf(s.lines);
      const way = modeText(s.lines);
      return [
        code(s.number),
        ...(warehouse === null ? [code(s.warehouse)] : []),
        eta === null ? { kind: "missing", because: t("没有预计日期", "no day is known") } : { kind: "day", day: eta },
        text(stateText(s.lines, today)),
        { kind: "count", count: totalsOf(s.lines).due },
        text(carries(s)),
        way === null ? { kind: "missing", because: t("没有说明", "nobody said") } : text(way),
      ];
    }),
  };
}

function movesTable(moving: readonly Transfer[], today: Day, top: number): Block[] {
  if (moving.length === 0) return [];
  return [
    {
      kind: "table",
      title: t("调拨途中", "Moves under way"),
      columns: [
        { label: t("调拨", "Move") },
        { label: t("SKU", "SKU") },
        { label: t("预计可售", "ETA") },
        { label: t("件数", "Units"), align: "right" },
        { label: t("状态", "State") },
      ],
      ...listed(moving, top, (m) => {
        const days = daysBetween(m.arrivesOn, today);
        return [
          text(t(`${m.from} → ${m.to}${m.mode ? `，${moveBy(m).zh}` : ""}`, `${m.from} → ${m.to}${moveBy(m).en}`)),
          code(m.sku),
          { kind: "day", day: m.arrivesOn },
          { kind: "count", count: m.units },
          text(days > 0 ? t(`已晚 ${days} 天`, `${days} ${days === 1 ? "day" : "days"} late`) : SHIPMENT_STATE.left),
        ];
      }),
    },
  ];
}

/** What is on its way: what is late first, then by ETA. */
export function shipmentList({ shipments, today, sku, warehouse, top, moving }: ShipmentListData): Message {
  const book = warehouse === null ? [] : [bookShipment(warehouse, sku === null ? [] : [sku])];
  const sorted = byDelay(shipments, today);
  const lateOnes = sorted.filter((s) => late(s, today) > 0);
  const waiting = sorted.filter((s) => stateOf(s.lines) === "arrived");
  const undated = sorted.filter((s) => etaOf(s.lines) === null);
  const due = shipments.reduce((sum, s) => sum + totalsOf(s.lines).due, 0) + moving.reduce((sum, m) => sum + m.units, 0);
  const where = warehouse ?? sku ?? "";
  if (shipments.length === 0 && moving.length === 0)
    return message({
      title: t(`${where === "" ? "" : `${where}：`}没有在途货件`, `${where === "" ? "" : `${where}: `}Nothing is on its way`),
      lead: t(
        "批准采购后，在 /restock SKU 卡片上登记货件；或把在途表拖进来。",
        "Book a shipment on the card of /restock SKU once a purchase is approved, or drop in an inbound file.",
      ),
      actions: book,
      basis: { asOf: today },
    });
  const said = [
    ...(lateOnes.length > 0 ? [t(`${lateOnes.length} 票已晚到`, `${lateOnes.length} late`)] : []),
    ...(waiting.length > 0 ? [t(`${waiting.length} 票到仓待收货`, `${waiting.length} arrived and to be received`)] : []),
    ...(undated.length > 0 ? [t(`${undated.length} 票没有预计日期`, `${undated.length} without an ETA`)] : []),
  ];
  const n = shipments.length + moving.length;
  return message({
    title: t(
      `${where === "" ? "" : `${where} `}在途 ${n} 票，${figure(due)} 件`,
      `${where === "" ? "" : `${where}: `}${n} ${n === 1 ? "shipment" : "shipments"} on the way, ${figure(due)} units`,
    ),
    tone: lateOnes.length > 0 ? "warning" : "neutral",
    ...(said.length > 0 && { lead: t(`${said.map((s) => s.zh).join("，")}。`, `${said.map((s) => s.en).join("; ")}.`) }),
    blocks: [...(sorted.length > 0 ? [table(sorted, today, top, warehouse)] : []), ...movesTable(moving, today, top)],
    actions: [
      ...moving.slice(0, MOVES).map((m) => openTransferButton(m)),
      ...sorted.slice(0, Math.min(BUTTONS, top)).map((s) => openShipment(s)),
      ...book,
    ],
    basis: {
      asOf: today,
      simulated: shipments.some((s) => s.simulated),
      notes: [
        t(
          "同一货件号的文件和登记算一票，各项以较新的为准",
          "a file and a booking of one number are one shipment; of each field the newer word counts",
        ),
      ],
    },
  });
}
