import type { OrderLine, OrderNow } from "../app/purchase/orders.ts";
import type { Day } from "../domain/calendar/day.ts";
import { cartonsOf, packing } from "../domain/purchase/packing.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { bookShipment } from "./shipment.ts";
import { listed } from "../message/listed.ts";
import { type Block, type Button, type Fact, type Message, message, type Tone, type Value } from "../message/message.ts";
import { orderForms } from "./purchase-order-forms.ts";
import { supplierOf } from "./purchase-list.ts";
import { withdrawButton } from "./purchase.ts";
import { secondButton } from "./purchase-second.ts";
import { cashOfLines } from "./purchase-total.ts";
import { cashOf, ALL_CAME, LINE_STATES, STAGE_NAMES, t, travelText, unitsText } from "./purchase-words.ts";

export interface PurchaseOrderData {
  readonly now: OrderNow;
  readonly names: ReadonlyMap<string, string>;
  readonly today: Day;
}

const SHOWN = 20;
/** A second person's buttons, and those that change a line; a message has room for ten in all. */
const DECISIONS = 3;

const code = (c: string): Value => ({ kind: "code", code: c });
const text = (x: Text): Value => ({ kind: "text", text: x });
const both = (x: string): Text => t(x, x);

const UNKNOWN_CARTON: Text = t("箱规未知", "the carton is not known");
const NOT_NOTED: Text = t("没有记录", "was not noted");
const NOBODY: Text = t("没有要求", "nobody said");

function cartons({ purchase: p, goods }: OrderLine): Value {
  const c = cartonsOf(p.quantity, goods?.carton ?? null);
  if (c === null) return { kind: "missing", because: UNKNOWN_CARTON };
  return c.loose === 0 ? { kind: "count", count: c.full } : text(t(`${c.full} 箱 + ${c.loose} 件`, `${c.full} + ${c.loose} loose`));
}

function lineTable(lines: readonly OrderLine[], names: ReadonlyMap<string, string>): Block {
  const shipping = lines.some((l) => l.shipped > 0);
  const row = (l: OrderLine): Value[] => {
    const { purchase: p } = l;
    const who = names.get(p.by) ?? p.by;
    const first = p.first ? `${names.get(p.first.by) ?? p.first.by} + ` : "";
    return [
      code(p.sku),
      code(p.warehouse),
      { kind: "count", count: p.quantity },
      cartons(l),
      ...(shipping ? [{ kind: "count", count: l.shipped } as const] : []),
      text(travelText(p) ?? t("默认时效", "default time")),
      l.arrives === null ? { kind: "missing", because: l.shipped > 0 ? ALL_CAME : NOT_NOTED } : { kind: "day", day: l.arrives },
      p.neededBy === null ? { kind: "missing", because: NOBODY } : { kind: "day", day: p.neededBy },
      text(t(`${LINE_STATES[p.state].zh}（${first}${who}）`, `${LINE_STATES[p.state].en} (${first}${who})`)),
      cashOf(p.cash),
    ];
  };
  return {
    kind: "table",
    columns: [
      { label: t("SKU", "SKU") },
      { label: t("仓库", "Warehouse") },
      { label: t("件数", "Units"), align: "right" },
      { label: t("箱数", "Cartons"), align: "right" },
      ...(shipping ? [{ label: t("已发", "Shipped"), align: "right" } as const] : []),
      { label: t("头程", "Route") },
      { label: t("预计全部可售", "All sellable about") },
      { label: t("最晚到仓", "Needed by") },
      { label: t("状态", "State") },
      { label: t("资金", "Cash"), align: "right", sensitivity: "margin" },
    ],
    ...listed(lines, SHOWN, row),
  };
}

/** What the supplier may object to. MOQ and carton are per SKU, over all the warehouses that it goes to. */
function objections(lines: readonly OrderLine[]): Text[] {
  return [...Map.groupBy(lines, (l) => l.purchase.sku)].flatMap(([sku, of]) => {
    const goods = of[0]?.goods;
    const units = of.reduce((sum, l) => sum + l.purchase.quantity, 0);
    const p = packing(units, { moq: goods?.moq ?? null, carton: goods?.carton ?? null });
    const said: Text[] = [];
    if (p.belowMoq !== null)
      said.push(
        t(
          `${sku}：${figure(units)} 件，低于起订量 ${figure(p.belowMoq)}`,
          `${sku}: ${figure(units)} units, below the minimum order of ${figure(p.belowMoq)}`,
        ),
      );
    if (p.brokenCarton !== null)
      said.push(
        t(
          `${sku}：${figure(units)} 件不是整箱（每箱 ${figure(p.brokenCarton)}），凑整为 ${figure(p.rounded)}`,
          `${sku}: ${figure(units)} units do not fill whole cartons of ${figure(p.brokenCarton)}; ${figure(p.rounded)} would`,
        ),
      );
    return said;
  });
}

function facts({ now, names }: PurchaseOrderData): Fact[] {
  const { order, lines } = now;
  const purchases = lines.map((l) => l.purchase);
  const ready = purchases.flatMap((p) => p.readyOn ?? []).toSorted();
  const [first, last] = [ready[0], ready.at(-1)];
  return [
    { label: t("供应商", "Supplier"), value: supplierOf(now) },
    { label: t("件数", "Units"), value: { kind: "count", count: purchases.reduce((sum, p) => sum + p.quantity, 0) } },
    {
      label: t("资金（货款与头程）", "Cash, goods and freight"),
      value: cashOfLines(purchases),
    },
    ...(order.reference === null ? [] : [{ label: t("采购单号", "PO number"), value: code(order.reference) }]),
    ...(order.orderedOn === null
      ? []
      : [
          {
            label: t("下单日期", "Ordered on"),
            value: { kind: "day", day: order.orderedOn },
            ...(order.orderedBy !== null && { note: both(names.get(order.orderedBy) ?? order.orderedBy) }),
          } as const,
        ]),
    ...(first === undefined || last === undefined
      ? []
      : [
          {
            label: t("交货日期", "Goods ready on"),
            value: first === last ? ({ kind: "day", day: first } as const) : text(both(`${first} – ${last}`)),
          },
        ]),
    ...(order.because === null
      ? []
      : [
          {
            label: t("关闭原因", "Closed because"),
            value: text(both(order.because)),
            ...(order.closedBy !== null && { note: both(names.get(order.closedBy) ?? order.closedBy) }),
          },
        ]),
  ];
}

const TONES: Readonly<Partial<Record<OrderNow["stage"], Tone>>> = { waiting: "warning", shipped: "good" };

const documentsButton = (id: number): Button => ({
  label: t("单据（CSV / Excel）", "Documents (CSV, Excel)"),
  deed: { action: "purchase-documents", args: { order: id } },
});

/** Two lines of one SKU are told apart by their units. */
function changeButton({ purchase: p }: OrderLine, lines: readonly OrderLine[]): Button {
  const units = lines.filter((l) => l.purchase.sku === p.sku).length > 1 ? figure(p.quantity) : null;
  return {
    label: t(`改 ${p.sku}${units === null ? "" : `（${units} 件）`}`, `Change ${p.sku}${units === null ? "" : ` (${units})`}`),
    deed: { action: "open-adjust", args: { purchase: p.id } },
  };
}

function buttons({ order, stage, lines }: OrderNow): Button[] {
  const waiting = lines.filter((l) => l.purchase.state === "waiting").slice(0, DECISIONS);
  const open = lines.filter((l) => l.purchase.state === "approved" || l.purchase.state === "waiting").slice(0, DECISIONS);
  const one = lines.length === 1;
  return [
    ...waiting.map((l): Button => {
      const b = secondButton(l.purchase);
      return one
        ? b
        : {
            ...b,
            label: t(
              `复核 ${l.purchase.sku} ${unitsText(l.purchase.quantity).zh}`,
              `Agree to ${figure(l.purchase.quantity)} ${l.purchase.sku}`,
            ),
          };
    }),
    ...(one ? waiting.map((l) => withdrawButton(l.purchase)) : []),
    ...(lines.some((l) => l.purchase.state === "approved" || l.purchase.state === "ordered") ? [documentsButton(order.id)] : []),
    ...(stage === "closed" ? [] : open.map((l) => changeButton(l, lines))),
    ...(stage === "closed" ? [] : bookButtons(lines)),
  ];
}

/** One for each warehouse that something of it still goes to. */
function bookButtons(lines: readonly OrderLine[]): Button[] {
  const toShip = lines.filter(
    (l) => (l.purchase.state === "approved" || l.purchase.state === "ordered") && l.shipped < l.purchase.quantity,
  );
  const by = [...Map.groupBy(toShip, (l) => l.purchase.warehouse)].slice(0, DECISIONS);
  // Once everything is placed with the supplier it is what comes next.
  const next = by.length === 1 && toShip.every((l) => l.purchase.state === "ordered");
  return by.map(([warehouse, of]) => {
    const button = bookShipment(warehouse, [...new Set(of.map((l) => l.purchase.sku))], by.length > 1);
    return next ? { ...button, style: "primary" } : button;
  });
}

/** One supplier's order: its lines, what the supplier may object to, and what comes next. */
export function purchaseOrder(d: PurchaseOrderData): Message {
  const { now } = d;
  const { order, stage, lines } = now;
  const name = now.supplier ?? t("未登记供应商", "no supplier known");
  const who: Text = typeof name === "string" ? both(name) : name;
  const said = objections(lines);
  const waits = lines.filter((l) => l.purchase.state === "waiting");
  const waiting = waits.length;
  const by = [...new Set(waits.map((l) => d.names.get(l.purchase.by) ?? l.purchase.by))];
  return message({
    title: t(`采购单 ${order.id} · ${who.zh}：${STAGE_NAMES[stage].zh}`, `Order ${order.id} · ${who.en}: ${STAGE_NAMES[stage].en}`),
    tone: TONES[stage] ?? "neutral",
    ...(waiting > 0 && {
      lead: t(
        `${by.join("、")} 已批准，${waiting} 行等第二人复核，通过前不计入计划。`,
        `Approved by ${by.join(" and ")}; ${waiting === 1 ? "1 line waits" : `${waiting} lines wait`} for a second person, and until then the plan does not count ${waiting === 1 ? "it" : "them"}.`,
      ),
    }),
    blocks: [
      { kind: "facts", facts: facts(d) },
      lineTable(lines, d.names),
      ...(said.length > 0 && stage !== "closed" ? [{ kind: "list", items: said } as const] : []),
      ...orderForms(now, d.today),
    ],
    actions: buttons(now),
    basis: {
      asOf: order.planAsOf,
      notes: [t("金额按批准时的计划", "amounts as planned when they were approved")],
      ...(now.simulated && { simulated: true }),
    },
  });
}
