import type { Day } from "../domain/calendar/day.ts";
import type { PlanDetail } from "../domain/restock/detail.ts";
import { countedText } from "../domain/restock/explain.ts";
import { figure } from "../domain/restock/figures.ts";
import { shipmentOf } from "../domain/restock/on-order.ts";
import { lackOfFigure } from "../domain/restock/lack-of-figure.ts";
import type { PlanLine } from "../domain/restock/types.ts";
import type { Assignment, Snooze } from "../domain/alerts/attention.ts";
import type { Zone } from "../domain/calendar/zone.ts";
import type { Text } from "../domain/value.ts";
import { attentionButtons, attentionFacts } from "./attention.ts";
import { type Block, type Message, message, type Tone, type Value } from "../message/message.ts";
import { LIMITS } from "../message/valid.ts";
import { BEYOND, code, dailyOf, dayOf, days, lineState, movedTo, stateOf, supplies, takenOf, units } from "./plan-values.ts";
import type { ManyReturns } from "../app/restock-returns.ts";
import type { ApprovedLine } from "../app/restock-sku.ts";
import type { Purchase } from "../ports/purchases.ts";
import { approvalFacts, approveButton, approvedText, openOrderButton, type ToShip, withdrawButton } from "./purchase.ts";
import { adjustForm } from "./purchase-adjust.ts";
import { secondButton, waitingText } from "./purchase-second.ts";
import { capital, movedFrom, moveFacts, orderText } from "./restock-order.ts";
import { orderFacts, stockFacts } from "./restock-facts.ts";
import { projectionChart } from "./restock-chart.ts";
import { approveMoveButtons } from "./transfer.ts";
import { bookShipment, shipmentButtons } from "./shipment.ts";
import { rulesBlocks, rulesNotes, type StockingRules } from "./restock-rules.ts";

export interface RestockSkuData {
  /** The warehouse that is told of in full. */
  readonly detail: PlanDetail;
  /** Every warehouse of the SKU, this one included. */
  readonly lines: readonly PlanLine[];
  readonly rules: StockingRules;
  readonly policies: readonly Text[];
  readonly notes: readonly Text[];
  /** What is different from the plan of an earlier day. Absent: there is none, or nothing is. */
  readonly changed?: { readonly since: Day; readonly what: readonly Text[] };
  /** Absent: no more came back than usual, or nobody knows. */
  readonly returns?: ManyReturns;
  /** Approved for this warehouse and not on its way yet, newest first. */
  readonly approved: readonly ApprovedLine[];
  /** Approved by one person and waiting for a second one. */
  readonly waiting: readonly Purchase[];
  /** Names of members by their slugs. */
  readonly names: ReadonlyMap<string, string>;
  /** Who is on it, and until when nobody wants to hear of it. */
  readonly attention?: { readonly snooze: Snooze | undefined; readonly on: Assignment | undefined; readonly zone: Zone };
}

const TONES = {
  out: "critical",
  unavoidable: "critical",
  "move-now": "warning",
  "order-now": "warning",
  fine: "good",
  overstock: "neutral",
  dormant: "neutral",
  unknown: "warning",
} as const satisfies Record<PlanLine["state"], Tone>;

function lead({ detail: d, waiting, approved }: RestockSkuData): Text {
  const { line } = d;
  const moves = line.transfers ?? [];
  if (supplies(line)) return { zh: "供货仓：自己不卖，只供给其他仓库。", en: "It sells nothing itself and supplies other warehouses." };
  if (line.state === "dormant")
    return line.dailyDemand === null
      ? { zh: "还没有卖出过，不建议补货。", en: "It never sold: do not buy." }
      : {
          zh: `${line.reasons[0]?.zh ?? "近期没有销量"}，不建议补货。`,
          en: `${capital(line.reasons[0]?.en ?? "nothing was sold lately")}: do not buy.`,
        };
  if (line.state === "unknown") {
    const lack = lackOfFigure(line, "ahead");
    return { zh: `算不出下单量：${lack.zh}。`, en: `No quantity can be worked out: ${lack.en}.` };
  }
  const first = line.reasons[0];
  const why: Text =
    line.stockOutDate !== null && first && moves.length === 0 ? { zh: first.zh, en: capital(first.en) } : { zh: "", en: "" };
  // What waits for a second person is not asked for again.
  if (waiting.length > 0 && moves.length === 0) return why.zh === "" ? why : { zh: `${why.zh}。`, en: `${why.en}.` };
  const decision = orderText(line);
  if (decision.zh !== "")
    return {
      zh: `${decision.zh}${why.zh}${why.zh === "" ? "" : "。"}`,
      en: `${decision.en} ${why.en}${why.en === "" ? "" : "."}`.trim(),
    };
  if (line.state === "overstock") return { zh: "库存偏多，不要再下单。", en: "More than enough stock: order nothing." };
  if (line.declined && why.zh !== "") return { zh: `${why.zh}。`, en: `${why.en}.` };
  const nothing: Text =
    (line.onOrder ?? 0) > 0
      ? approved.some((p) => p.placed === null)
        ? { zh: "除此之外不用再下单。", en: "Beyond that, nothing more to order." }
        : { zh: "不用再下单。", en: "Nothing more to order." }
      : { zh: "今天不用下单。", en: "Nothing to order today." };
  return why.zh === "" ? nothing : { zh: `${nothing.zh}${why.zh}。`, en: `${nothing.en} ${why.en}.` };
}

/** Approvals with what of them is no shipment yet, and when it is counted on. */
function stillToShip({ onOrder }: PlanDetail, approved: readonly ApprovedLine[]): ToShip[] {
  return approved.map((line) => {
    const parts = onOrder.filter((a) => a.shipment === shipmentOf(line)).toSorted((a, b) => (a.day < b.day ? -1 : 1));
    const left = parts.reduce((sum, a) => sum + a.units, 0);
    const last = parts.at(-1);
    return { line, units: left > 0 ? left : line.quantity, arrives: last ? { day: last.day, assumed: last.assumed !== null } : null };
  });
}

/** Orders that a card has a button for; the others are in /purchase. */
const ORDERS = 2;

const ordersOf = (approved: readonly ApprovedLine[]): number[] => [...new Set(approved.flatMap((p) => p.order ?? []))].slice(0, ORDERS);

/** A sentence of its own. */
const bullet = (t: Text): Text => ({ zh: t.zh, en: capital(t.en) });

/** Of a marketplace's title so much is read, and less than so much tells nothing. */
const TITLE = { most: 60, least: 12 } as const;
/** A word that ends so near to the end is cut off whole. */
const WORD = 15;

/** ` — Drawer organiser…`: a product's title behind what its card is headed by, as much of it as there is room for. */
function called(title: string | null, head: Text): Text {
  const of = (lang: "zh" | "en", mark: string): string => {
    const letters = Array.from((title ?? "").trim());
    const room = Math.min(TITLE.most, LIMITS.titleChars - head[lang].length - mark.length);
    if (letters.length === 0 || room < TITLE.least) return "";
    if (letters.length <= room) return `${mark}${letters.join("")}`;
    const some = letters.slice(0, room - 1).join("");
    const end = some.lastIndexOf(" ");
    return `${mark}${(end > some.length - WORD ? some.slice(0, end) : some).trimEnd()}…`;
  };
  return { zh: `${head.zh}${of("zh", "｜")}`, en: `${head.en}${of("en", " — ")}` };
}

/** Sales say what is wanted, and not that it stays sold. */
function returnsText({ returned, sold, days: n }: ManyReturns): Text {
  const check: Text =
    returned > sold
      ? { zh: "；退的比卖的还多，退货数据也请核对", en: "; more came back than was sold: check the returns, too" }
      : { zh: "", en: "" };
  return {
    zh: `近 ${n} 天卖出 ${figure(sold)} 件、退回 ${figure(returned)} 件：下单前先看商品和链接${check.zh}`,
    en: `${figure(returned)} returned against ${figure(sold)} sold in ${n} days: look at the listing before you buy${check.en}`,
  };
}

const NOT_MOVED: Value = { kind: "missing", because: { zh: "不调拨", en: "nothing is moved" } };

const both = (t: string): Text => ({ zh: t, en: t });

function elsewhere(d: RestockSkuData): Block[] {
  if (d.lines.length < 2) return [];
  const moving = d.lines.some((l) => (l.transfers ?? []).length > 0);
  const moved = (l: PlanLine): Value => {
    const net = movedTo(l) - movedFrom(l, d.lines);
    return net === 0 ? NOT_MOVED : { kind: "text", text: both(`${net > 0 ? "+" : "−"}${figure(Math.abs(net))}`) };
  };
  return [
    {
      kind: "table",
      title: { zh: "各仓", en: "By warehouse" },
      columns: [
        { label: { zh: "仓库", en: "Warehouse" } },
        { label: { zh: "状态", en: "State" } },
        { label: { zh: "可售", en: "Stock" }, align: "right" },
        { label: { zh: "在途", en: "On its way" }, align: "right" },
        { label: { zh: "日均销量", en: "A day" }, align: "right" },
        { label: { zh: "可售天数", en: "Cover" }, align: "right" },
        { label: { zh: "断货日", en: "Out on" } },
        ...(moving ? [{ label: { zh: "调拨", en: "Move" }, align: "right" } as const] : []),
        { label: { zh: "下单量", en: "Order" }, align: "right" },
      ],
      rows: d.lines.map((l) => [
        code(l.warehouse),
        stateOf(l),
        units(takenOf(l), lackOfFigure(l, "stock")),
        units(l.inbound, lackOfFigure(l, "stock")),
        dailyOf(l.dailyDemand, lackOfFigure(l, "demand")),
        days(l.coverDays, lackOfFigure(l, "ahead")),
        dayOf(l.stockOutDate, l.coverDays === null ? lackOfFigure(l, "ahead") : BEYOND),
        ...(moving ? [moved(l)] : []),
        units(l.orderQuantity, lackOfFigure(l, "ahead")),
      ]),
    },
  ];
}

/** One SKU with the work shown: the decision, the picture, the figures, why, the documents' own rules, what is missing. */
export function restockSku(d: RestockSkuData): Message {
  const { detail } = d;
  const { line } = detail;
  // Without a rate there is nothing to plan: the lead has said why, and eight dashes would say it again.
  const bare = line.dailyDemand === null || line.state === "dormant";
  const counted = countedText(detail);
  // The lead has said the first reason; of what does not sell there is no other.
  // The tile of sales tells all that is known where there is no stock.
  const why =
    bare || detail.ahead === null
      ? []
      : line.reasons
          .slice(line.stockOutDate !== null && (line.transfers ?? []).length === 0 ? 1 : 0)
          // The tile of the stock tells how it was counted.
          .filter((r) => r.en !== counted?.en)
          .map(bullet);
  const state = lineState(line);
  const toShip = stillToShip(detail, d.approved);
  const approved = approvedText(toShip, d.names);
  const waiting = waitingText(d.waiting, d.names);
  const said = lead(d);
  const looked = d.attention === undefined ? [] : attentionFacts(d.attention, d.names, d.attention.zone);
  const quantity = bare ? 0 : (line.orderQuantity ?? 0);
  const changed: Text[] = d.changed
    ? [
        {
          zh: `较 ${d.changed.since} 的计划：${d.changed.what.map((t) => t.zh).join("，")}`,
          en: `since the plan of ${d.changed.since}: ${d.changed.what.map((t) => t.en).join(", ")}`,
        },
      ]
    : [];
  const told = [...(d.returns ? [returnsText(d.returns)] : []), ...changed, ...(line.demand?.notes ?? [])].map(bullet);
  return message({
    title: called(line.title, {
      zh: `${line.sku} · ${line.warehouse}：${state.zh}`,
      en: `${line.sku} · ${line.warehouse}: ${state.en}`,
    }),
    tone: TONES[line.state],
    lead: { zh: `${waiting.zh}${approved.zh}${said.zh}`, en: `${waiting.en}${approved.en}${said.en}` },
    blocks: [
      ...(detail.ahead ? [projectionChart(detail, detail.ahead)] : []),
      {
        kind: "facts",
        facts: bare
          ? stockFacts(detail).slice(0, 2)
          : [...looked, ...stockFacts(detail), ...approvalFacts(toShip, d.names), ...moveFacts(line, d.lines), ...orderFacts(detail)],
      },
      ...(why.length + told.length > 0 ? [{ kind: "list", items: [...why, ...told] } as const] : []),
      ...elsewhere(d),
      ...(line.missing.length > 0 && !bare
        ? ([
            { kind: "heading", text: { zh: "缺什么", en: "What is missing" } },
            { kind: "list", items: line.missing.map(bullet) },
          ] as const)
        : []),
      ...rulesBlocks(d.rules),
      ...(bare || d.waiting.length > 0 ? [] : [adjustForm(detail)]),
    ],
    actions: [
      ...d.waiting.map(secondButton),
      ...(quantity > 0 && d.waiting.length === 0 ? [approveButton(line, quantity, d.approved)] : []),
      ...(bare ? [] : approveMoveButtons(line)),
      ...[...d.waiting, ...d.approved.filter((p) => p.state === "approved")].map(withdrawButton),
      ...ordersOf(d.approved).map(openOrderButton),
      ...(d.approved.length > 0 ? [bookShipment(line.warehouse, [line.sku])] : []),
      ...shipmentButtons(detail.input),
      ...(bare ? [] : attentionButtons([line], d.attention)),
    ],
    basis: {
      asOf: line.asOf,
      stores: line.stores,
      dateBasis: { zh: "每日销量与最近库存快照", en: "daily sales and the newest stock snapshot" },
      policies: d.policies,
      notes: [...d.notes, ...rulesNotes(d.rules)],
      simulated: line.simulated,
    },
  });
}
