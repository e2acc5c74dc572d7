import type { OrderNow } from "../app/purchase/orders.ts";
import type { Day } from "../domain/calendar/day.ts";
import { figure, MODE_NAMES } from "../domain/restock/figures.ts";
import { STAGES, type Stage } from "../domain/purchase/states.ts";
import type { Text } from "../domain/value.ts";
import { type Block, type Button, type Message, message, type Value } from "../message/message.ts";
import type { Transfer } from "../ports/transfers.ts";
import { listed } from "../message/listed.ts";
import { openOrderButton } from "./purchase.ts";
import { cashOfLines } from "./purchase-total.ts";
import { ALL_CAME, STAGE_NAMES, t, TRANSFER_NAMES } from "./purchase-words.ts";
import { openTransferButton, transferNumber } from "./transfer.ts";

const SHOWN = 20;
/** More buttons are no choice; the others are opened by their number. */
const BUTTONS = 6;

const code = (c: string): Value => ({ kind: "code", code: c });
const text = (x: Text): Value => ({ kind: "text", text: x });
const both = (x: string): Text => t(x, x);

const NO_SUPPLIER: Text = t("未登记供应商", "no supplier is known");
const NO_DAY: Text = t("没有记录到货日", "no day of arrival was noted");

export const supplierOf = ({ supplier }: OrderNow): Value =>
  supplier === null ? { kind: "missing", because: NO_SUPPLIER } : text(both(supplier));

const unitsOf = ({ lines }: OrderNow): number => lines.reduce((sum, l) => sum + l.purchase.quantity, 0);

function arrivesOf({ lines }: OrderNow): Value {
  const days = lines.flatMap((l) => l.arrives ?? []).toSorted();
  const last = days.at(-1);
  return last === undefined
    ? { kind: "missing", because: lines.some((l) => l.shipped > 0) ? ALL_CAME : NO_DAY }
    : { kind: "day", day: last };
}

/** `KTC-01, KTC-02 +3` */
function skusOf({ lines }: OrderNow): Value {
  const skus = [...new Set(lines.map((l) => l.purchase.sku))];
  const more = skus.length - 2;
  return code(`${skus.slice(0, 2).join(", ")}${more > 0 ? ` +${more}` : ""}`);
}

function orderTable(orders: readonly OrderNow[]): Block[] {
  if (orders.length === 0) return [];
  const row = (o: OrderNow): Value[] => [
    code(String(o.order.id)),
    supplierOf(o),
    text(STAGE_NAMES[o.stage]),
    skusOf(o),
    { kind: "count", count: unitsOf(o) },
    { kind: "day", day: o.order.planAsOf },
    arrivesOf(o),
    cashOfLines(o.lines.map((l) => l.purchase)),
  ];
  return [
    {
      kind: "table",
      title: t("采购单", "Supplier orders"),
      columns: [
        { label: t("编号", "No.") },
        { label: t("供应商", "Supplier") },
        { label: t("状态", "State") },
        { label: t("SKU", "SKUs") },
        { label: t("件数", "Units"), align: "right" },
        { label: t("计划日", "Plan of") },
        { label: t("预计可售", "Sellable about") },
        { label: t("资金", "Cash"), align: "right", sensitivity: "margin" },
      ],
      ...listed(orders, SHOWN, row),
    },
  ];
}

const NEXT_DOOR: Value = { kind: "missing", because: t("没有说明", "nobody said") };

function transferTable(transfers: readonly Transfer[]): Block[] {
  if (transfers.length === 0) return [];
  const ways = transfers.some((x) => x.mode);
  return [
    {
      kind: "table",
      title: t("调拨", "Moves between warehouses"),
      columns: [
        { label: t("编号", "No.") },
        { label: t("SKU", "SKU") },
        { label: t("从", "From") },
        { label: t("到", "To") },
        ...(ways ? [{ label: t("头程", "Route") }] : []),
        { label: t("件数", "Units"), align: "right" },
        { label: t("调出日", "Leaves on") },
        { label: t("预计可售", "Sellable about") },
        { label: t("状态", "State") },
      ],
      ...listed(transfers, SHOWN, (x) => [
        code(transferNumber(x)),
        code(x.sku),
        code(x.from),
        code(x.to),
        ...(ways ? [x.mode ? text(MODE_NAMES[x.mode]) : NEXT_DOOR] : []),
        { kind: "count", count: x.units },
        { kind: "day", day: x.leftOn ?? x.leavesOn },
        { kind: "day", day: x.arrivesOn },
        text(TRANSFER_NAMES[x.state]),
      ]),
    },
  ];
}

const DOING: Readonly<Partial<Record<Stage, (n: number) => Text>>> = {
  waiting: (n) => t(`${n} 单待复核`, n === 1 ? "1 waits for a second person" : `${n} wait for a second person`),
  approved: (n) =>
    t(`${n} 单待向供应商下单`, n === 1 ? "1 is to be placed with its supplier" : `${n} are to be placed with their suppliers`),
  ordered: (n) => t(`${n} 单已下单待发货`, `${n} ordered and not shipped`),
};

/** What waits for somebody, in a sentence. */
function lead(orders: readonly OrderNow[], transfers: readonly Transfer[]): Text | null {
  const said = STAGES.flatMap((stage) => {
    const n = orders.filter((o) => o.stage === stage).length;
    return n === 0 ? [] : (DOING[stage]?.(n) ?? []);
  });
  const toSend = transfers.filter((x) => x.state === "approved").length;
  if (toSend > 0) said.push(t(`${toSend} 笔调拨待调出`, toSend === 1 ? "1 move is to be sent" : `${toSend} moves are to be sent`));
  if (said.length === 0) return null;
  return t(`${said.map((x) => x.zh).join("，")}。`, `${said.map((x) => x.en).join(", ")}.`);
}

/** What wants a decision first; then by supplier, the newest plan first. */
export function bySupplier(a: OrderNow, b: OrderNow): number {
  return (
    Number(b.stage === "waiting") - Number(a.stage === "waiting") ||
    Number(a.supplier === null) - Number(b.supplier === null) ||
    (a.supplier ?? "").localeCompare(b.supplier ?? "") ||
    STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) ||
    b.order.id - a.order.id
  );
}

export interface PurchaseListData {
  readonly orders: readonly OrderNow[];
  readonly transfers: readonly Transfer[];
  /** Closed ones were asked for too. */
  readonly all: boolean;
  /** Words that the list was narrowed by. */
  readonly supplier: string | null;
  readonly asOf: Day;
}

/** Purchases and moves that are not done, by supplier. */
export function purchaseList({ orders, transfers, all, supplier, asOf }: PurchaseListData): Message {
  const n = orders.length + transfers.length;
  const of: Text = supplier === null ? t("", "") : t(`（${supplier}）`, ` of ${supplier}`);
  const said = lead(orders, transfers);
  const buttons: Button[] = [
    ...orders.slice(0, BUTTONS).map((o) => openOrderButton(o.order.id)),
    ...transfers.slice(0, Math.max(0, BUTTONS - orders.length)).map(openTransferButton),
  ];
  if (n === 0)
    return message({
      title: all
        ? t(`没有采购单${of.zh}`, `There are no purchases${of.en}`)
        : t(`没有未完成的采购和调拨${of.zh}`, `No purchase${of.en} is open`),
      lead: t("在 /restock SKU 的卡片上批准后，会出现在这里。", "What is approved on the card of /restock SKU appears here."),
    });
  return message({
    title: t(
      `${all ? "全部" : "未完成的"}采购与调拨${of.zh}：${figure(n)} 单`,
      `${all ? "All" : "Open"} purchases and moves${of.en}: ${figure(n)}`,
    ),
    ...(said && { lead: said }),
    blocks: [...orderTable(orders), ...transferTable(transfers)],
    actions: buttons,
    basis: {
      asOf,
      notes: [t("发货按导入的在途表和团队登记的发货计算", "shipped: as imported shipments and those of the team say")],
      ...(orders.some((o) => o.simulated) && { simulated: true }),
    },
  });
}
