import type { ShipmentNow } from "../app/shipments/found.ts";
import { daysBetween, type Day } from "../domain/calendar/day.ts";
import type { Zone } from "../domain/calendar/zone.ts";
import { figure, MODE_NAMES } from "../domain/restock/figures.ts";
import type { PlanInput } from "../domain/restock/types.ts";
import { totalsOf } from "../domain/shipments/change.ts";
import {
  dayIn,
  daysLate,
  etaOf,
  isOpen,
  type Shipment,
  type ShipmentEvent,
  type ShipmentLine,
  stateOf,
} from "../domain/shipments/types.ts";
import { EVENT_NAME, SHIPMENT_STATE } from "../domain/shipments/words.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import { type Block, type Button, type Fact, type Message, message, type Value } from "../message/message.ts";
import { code, text } from "./plan-values.ts";

export const t = (zh: string, en: string): Text => ({ zh, en });
const NO_DAY: Text = t("没有预计日期", "no day is known");

export const modeText = (lines: readonly ShipmentLine[]): Text | null => {
  const modes = [...new Set(lines.flatMap((l) => l.mode ?? []))];
  return modes.length === 0 ? null : t(modes.map((m) => MODE_NAMES[m].zh).join("＋"), modes.map((m) => MODE_NAMES[m].en).join(" + "));
};

const ago = (days: number): string => (days === 1 ? "yesterday" : `${days} days ago`);

/** How long it waits where it is: at the port for its clearance, at the warehouse to be counted in. */
function waitingText(lines: readonly ShipmentLine[], today: Day): Text {
  const state = stateOf(lines);
  const since = state === "arrived" ? dayIn(lines, "arrivedOn") : state === "landed" ? dayIn(lines, "landedOn") : null;
  const days = since === null ? 0 : daysBetween(since, today);
  const { received, units } = totalsOf(lines);
  if (state === "arrived" && received > 0) {
    const part = t(`部分收货 ${figure(received)}/${figure(units)}`, `${figure(received)} of ${figure(units)} received`);
    return days <= 0 ? part : t(`已到仓 ${days} 天，${part.zh}`, `arrived ${ago(days)}, ${part.en}`);
  }
  if (days <= 0) return SHIPMENT_STATE[state];
  return state === "arrived"
    ? t(`已到仓 ${days} 天，待收货`, `arrived ${ago(days)}, to be received`)
    : t(`已到港 ${days} 天，待清关`, `came to the port ${ago(days)}, customs ahead`);
}

/** `运输中，已晚 9 天`, `已到港 3 天，待清关`, `已到仓 29 天，待收货`, `已到仓 1 天，部分收货 25/60` */
export function stateText(lines: readonly ShipmentLine[], today: Day): Text {
  const state = waitingText(lines, today);
  const late = daysLate(lines, today);
  return late === 0 ? state : t(`${state.zh}，已晚 ${late} 天`, `${state.en}, ${late} ${late === 1 ? "day" : "days"} late`);
}

export const openShipment = (s: Pick<Shipment, "warehouse" | "number">, label: Text = t(s.number, s.number)): Button => ({
  label,
  deed: { action: "open-shipment", args: { warehouse: s.warehouse, number: s.number } },
});

/** Opens the form that books what was approved and is no shipment yet; `several`: beside those of other warehouses. */
export const bookShipment = (warehouse: string, skus: readonly string[], several = false): Button => ({
  label: several ? t(`登记货件 → ${warehouse}`, `Book a shipment to ${warehouse}`) : t("登记货件", "Book a shipment"),
  deed: { action: "ship-form", args: { form: "book", warehouse, skus } },
});

const ARRIVALS = 2;

/** Shipments that bring a SKU, the next ones; what a platform's report or an approval counts has no card. */
export const shipmentButtons = (input: Pick<PlanInput, "warehouse" | "arrivals">): Button[] =>
  input.arrivals
    .filter((a) => a.bookedOn !== undefined)
    .slice(0, ARRIVALS)
    .map((a) => openShipment({ warehouse: input.warehouse, number: a.shipment }, t(`货件 ${a.shipment}`, `Shipment ${a.shipment}`)));

const day = (d: Day | null, because: Text = NO_DAY): Value => (d === null ? { kind: "missing", because } : { kind: "day", day: d });

function facts(s: Shipment, events: readonly ShipmentEvent[], names: ReadonlyMap<string, string>): Fact[] {
  const { lines } = s;
  const sum = totalsOf(lines);
  const eta = etaOf(lines);
  const told = events.find((e) => e.eta !== null || e.etaBefore !== null);
  const original = told?.etaBefore ?? told?.eta ?? null;
  const open = isOpen(stateOf(lines));
  const missing = sum.short > 0 ? t(`少 ${figure(sum.short)}（不再等）`, `${figure(sum.short)} will not come`) : null;
  const way = modeText(lines);
  const dates = [
    [t("订舱", "Booked"), dayIn(lines, "bookedOn")],
    [t("发出", "Left"), dayIn(lines, "leftOn")],
    [t("到港", "At the port"), dayIn(lines, "landedOn")],
    [t("清关", "Cleared"), dayIn(lines, "clearedOn")],
    [t("到仓", "Arrived"), dayIn(lines, "arrivedOn")],
    [t("收货", "Received"), open ? null : dayIn(lines, "receivedOn")],
  ] as const;
  return [
    ...(open
      ? [
          {
            label: t("预计可售日", "ETA"),
            value: day(eta),
            ...(original !== null && eta !== null && original !== eta && { note: t(`最初是 ${original}`, `first told as ${original}`) }),
          },
        ]
      : []),
    {
      label: open ? t("未到", "To come") : t("收到", "Received"),
      value: { kind: "count", count: open ? sum.due : sum.received, unit: t("件", "units") },
      ...((open ? sum.received > 0 || sum.short > 0 : sum.short > 0) && {
        note: t(
          [`共 ${figure(sum.units)}`, ...(open ? [`已收 ${figure(sum.received)}`] : []), ...(missing ? [missing.zh] : [])].join("，"),
          [`of ${figure(sum.units)}${open ? `; ${figure(sum.received)} received` : ""}`, ...(missing ? [missing.en] : [])].join(", "),
        ),
      }),
    },
    {
      label: t("去向", "To"),
      value: code(s.warehouse),
      ...(s.from !== null && { note: t(`从 ${s.from} 调出`, `a transfer from ${s.from}`) }),
    },
    ...(way === null
      ? []
      : [{ label: t("头程", "By"), value: text(way), ...(s.lane !== null && { note: t(s.lane, s.lane) }) } satisfies Fact]),
    ...dates.flatMap(([label, d]): Fact[] => (d === null ? [] : [{ label, value: { kind: "day", day: d } }])),
    {
      label: t("登记", "Tracked by"),
      value: text(
        s.booked === null
          ? t("只在导入文件里", "files only")
          : t(names.get(s.booked.by) ?? s.booked.by, names.get(s.booked.by) ?? s.booked.by),
      ),
    },
  ];
}

function linesTable(s: Shipment): Block {
  const came = s.lines.some((l) => l.received > 0 || l.short > 0);
  return {
    kind: "table",
    columns: [
      { label: t("SKU", "SKU") },
      { label: t("件数", "Units"), align: "right" },
      ...(came
        ? ([
            { label: t("已收", "Received"), align: "right" },
            { label: t("未到", "To come"), align: "right" },
            { label: t("少货", "Short"), align: "right" },
          ] as const)
        : []),
    ],
    rows: s.lines.map((l) => [
      code(l.sku),
      { kind: "count", count: l.units },
      ...(came
        ? ([
            { kind: "count", count: l.received },
            { kind: "count", count: totalsOf([l]).due },
            { kind: "count", count: l.short },
          ] as const)
        : []),
    ]),
  };
}

/** Newest first: `11-20 Lin：预计到货变更 12-03 → 12-12（港口拥堵）`. */
function history(events: readonly ShipmentEvent[], names: ReadonlyMap<string, string>, zone: Zone): Block[] {
  if (events.length === 0) return [];
  const items = events.toReversed().map((e): Text => {
    if (e.what === "seen")
      return t(
        `文件里首次看到${e.eta === null ? "" : `，预计可售日 ${e.eta}`}`,
        `first seen in a file${e.eta === null ? "" : `, ETA ${e.eta}`}`,
      );
    const at = { kind: "instant", at: e.at.toISOString(), zone } as const;
    const who = e.by === null ? t("文件", "a file") : t(names.get(e.by) ?? e.by, names.get(e.by) ?? e.by);
    const moved = e.what === "eta" ? ` ${e.etaBefore ?? "?"} → ${e.eta ?? "?"}` : e.day === null ? "" : ` ${e.day}`;
    return t(
      `${formatValue(at, "zh")} ${who.zh}：${EVENT_NAME[e.what].zh}${moved}${e.note === null ? "" : `（${e.note}）`}`,
      `${formatValue(at, "en")} ${who.en}: ${EVENT_NAME[e.what].en}${moved}${e.note === null ? "" : ` (${e.note})`}`,
    );
  });
  return [
    { kind: "heading", text: t("经过", "History") },
    { kind: "list", items },
  ];
}

const SKU_BUTTONS = 3;

/** One shipment: where it is, what it carries, what happened, and what can be said of it. `doubts`: what of it can hardly be, a sentence each. */
export function shipmentCard(d: ShipmentNow, doubts: readonly Text[] = []): Message {
  const { shipment: s, today } = d;
  const state = stateText(s.lines, today);
  const open = isOpen(stateOf(s.lines));
  const late = daysLate(s.lines, today) > 0;
  const key = { warehouse: s.warehouse, number: s.number };
  return message({
    title: t(`货件 ${s.number} → ${s.warehouse}：${state.zh}`, `Shipment ${s.number} to ${s.warehouse}: ${state.en}`),
    tone: late || doubts.length > 0 || stateOf(s.lines) === "lost" ? "warning" : "neutral",
    ...(doubts.length > 0 && { lead: t(doubts.map((x) => x.zh).join(""), doubts.map((x) => x.en).join(" ")) }),
    blocks: [{ kind: "facts", facts: facts(s, d.events, d.names) }, linesTable(s), ...history(d.events, d.names, d.zone)],
    actions: [
      ...(open
        ? ([
            {
              label: t("更新状态或到货日", "Update state or ETA"),
              style: "primary",
              deed: { action: "ship-form", args: { ...key, form: "update" } },
            },
            { label: t("收货", "Receive"), deed: { action: "ship-form", args: { ...key, form: "receive" } } },
          ] as const)
        : []),
      ...s.lines.slice(0, SKU_BUTTONS).map((l): Button => ({
        label: t(`看 ${l.sku}`, `See ${l.sku}`),
        deed: { action: "open-restock", args: { sku: l.sku, warehouse: s.warehouse } },
      })),
    ],
    basis: { asOf: today, simulated: s.simulated },
  });
}
