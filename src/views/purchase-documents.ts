import type { WrittenBy } from "../app/purchase/documents.ts";
import type { OrderLine, OrderNow } from "../app/purchase/orders.ts";
import type { Day } from "../domain/calendar/day.ts";
import { money, multiply, rounded, toJson } from "../domain/money/money.ts";
import { cartonsOf } from "../domain/purchase/packing.ts";
import { MODE_NAMES } from "../domain/restock/figures.ts";
import type { FreightMode } from "../domain/facts/facts.ts";
import type { Text } from "../domain/value.ts";
import type { FileBlock } from "../message/file-line.ts";
import { type Block, type Column, type Message, message, type Value } from "../message/message.ts";
import type { Goods } from "../ports/purchases.ts";
import { openOrderButton } from "./purchase.ts";
import { cashOfLines } from "./purchase-total.ts";
import { t } from "./purchase-words.ts";

/** Both languages in every heading: who sends it and who gets it may read different ones. */
function head(zh: string, en: string, more: Omit<Column, "label"> = {}): Column {
  const both = zh === en ? zh : `${zh} ${en}`;
  return { label: t(both, both), ...more };
}

const code = (c: string): Value => ({ kind: "code", code: c });
const both = (x: string): Value => ({ kind: "text", text: t(x, x) });
const count = (n: number): Value => ({ kind: "count", count: n });
const blank = (because: Text): Value => ({ kind: "missing", because });
const dayOr = (d: Day | null | undefined): Value =>
  d === null || d === undefined ? blank(t("未约定", "not agreed")) : { kind: "day", day: d };

const NOT_SAID: Text = t("没有登记", "nobody said");
const textOr = (x: string | null | undefined): Value => (x === null || x === undefined || x === "" ? blank(NOT_SAID) : both(x));
const MARGIN = { sensitivity: "margin" } as const;

const price = ({ purchase: p, goods }: OrderLine) => p.price ?? goods?.price ?? null;

/** What one line costs; null where no price is known. */
function amount(l: OrderLine) {
  const one = price(l);
  return one === null ? null : rounded(multiply(money(one.amount, one.currency), l.purchase.quantity));
}

const cartonCells = (quantity: number, carton: number | null): readonly [Value, Value, Value] => {
  const c = cartonsOf(quantity, carton);
  if (c === null) return [blank(NOT_SAID), blank(NOT_SAID), blank(NOT_SAID)];
  return [count(carton ?? 0), count(c.full), count(c.loose)];
};

const CARTONS = [
  head("每箱件数", "Units per carton", { align: "right" }),
  head("整箱数", "Full cartons", { align: "right" }),
  head("零散件数", "Loose units", { align: "right" }),
] as const;

/** What the supplier is asked for. */
function supplierSheet(number: string, lines: readonly OrderLine[]): Pick<FileBlock, "columns" | "rows"> {
  const row = (l: OrderLine): Value[] => {
    const { purchase: p, goods } = l;
    const [one, whole] = [price(l), amount(l)];
    return [
      code(number),
      code(p.sku),
      textOr(goods?.supplierSku),
      textOr(goods?.title),
      count(p.quantity),
      ...cartonCells(p.quantity, goods?.carton ?? null),
      one === null ? { ...blank(t("采购成本未知", "the purchase cost is not known")), ...MARGIN } : { kind: "money", ...one, ...MARGIN },
      one === null ? { ...blank(NOT_SAID), ...MARGIN } : { ...code(one.currency), ...MARGIN },
      whole === null ? { ...blank(NOT_SAID), ...MARGIN } : { kind: "money", ...toJson(whole), ...MARGIN },
      dayOr(p.readyOn),
      dayOr(p.neededBy),
      code(p.warehouse),
      textOr(p.note),
    ];
  };
  return {
    columns: [
      head("采购单号", "PO number"),
      head("SKU", "SKU"),
      head("供应商货号", "Supplier SKU"),
      head("品名", "Title"),
      head("数量", "Quantity", { align: "right" }),
      ...CARTONS,
      head("单价", "Unit price", { align: "right", ...MARGIN }),
      head("币种", "Currency", MARGIN),
      head("金额", "Amount", { align: "right", ...MARGIN }),
      head("交货日期", "Ready on"),
      head("最晚到仓", "Needed by"),
      head("目的仓", "Ship to"),
      head("备注", "Note"),
    ],
    rows: lines.map(row),
  };
}

/** One consignment of a SKU: a leg of a line, or what is asked a price for. */
export interface Consignment {
  readonly sku: string;
  readonly goods: Goods | undefined;
  readonly units: number;
  readonly mode: FreightMode | null;
  readonly lane: string | null;
  readonly warehouse: string;
  readonly neededBy: Day | null;
  readonly readyOn: Day | null;
}

const both2 = (x: Text): Value => ({ kind: "text", text: t(`${x.zh} ${x.en}`, `${x.zh} ${x.en}`) });

function freightRow(c: Consignment): Value[] {
  const { goods, units } = c;
  const kg = goods?.unitKg === null || goods === undefined ? null : Number(goods.unitKg);
  const size = goods?.sizeCm ?? null;
  const cm = size === null ? null : [size.length, size.width, size.height].map(Number);
  const cube = cm === null ? null : ((cm[0] ?? 0) * (cm[1] ?? 0) * (cm[2] ?? 0)) / 1_000_000;
  const number = (n: number | null | undefined, digits: number): Value =>
    n === null || n === undefined ? blank(NOT_SAID) : { kind: "number", number: n, digits };
  return [
    code(c.sku),
    textOr(goods?.title),
    textOr(goods?.category),
    textOr(goods?.material),
    count(units),
    ...cartonCells(units, goods?.carton ?? null),
    number(kg, 3),
    number(cm?.[0], 1),
    number(cm?.[1], 1),
    number(cm?.[2], 1),
    number(kg === null ? null : kg * units, 2),
    number(cube === null ? null : cube * units, 3),
    c.mode === null ? blank(t("未定", "not decided")) : both2(MODE_NAMES[c.mode]),
    textOr(c.lane),
    code(c.warehouse),
    dayOr(c.readyOn),
    dayOr(c.neededBy),
  ];
}

/** What the forwarder is asked to book, or to name a price for. */
export function freightSheet(all: readonly Consignment[]): Pick<FileBlock, "columns" | "rows"> {
  return {
    columns: [
      head("SKU", "SKU"),
      head("品名", "Title"),
      head("类目", "Category"),
      head("材质", "Material"),
      head("数量", "Quantity", { align: "right" }),
      ...CARTONS,
      head("单件重量", "Unit weight (kg)", { align: "right" }),
      head("长", "Length (cm)", { align: "right" }),
      head("宽", "Width (cm)", { align: "right" }),
      head("高", "Height (cm)", { align: "right" }),
      head("总重", "Total weight (kg)", { align: "right" }),
      head("总体积", "Total volume (m³)", { align: "right" }),
      head("运输方式", "Mode"),
      head("线路", "Lane"),
      head("目的仓", "Warehouse"),
      head("备货完成", "Ready on"),
      head("最晚到仓", "Needed by"),
    ],
    rows: all.map(freightRow),
  };
}

/** As a workbook with what stands `around` its table, and as a plain table. */
export const twice = (
  name: string,
  title: Text,
  sheet: Pick<FileBlock, "columns" | "rows">,
  around: Pick<FileBlock, "above" | "total"> = {},
): Block[] => [
  { kind: "file", format: "xlsx", name, title, ...sheet, ...around },
  { kind: "file", format: "csv", name, title, ...sheet },
];

const NOTHING: Value = blank(t("不合计", "not added up"));

/** Who orders of whom, when, and what it comes to: what a purchase order has beside its lines. */
function around(now: OrderNow, lines: readonly OrderLine[], { buyer, today }: WrittenBy): Pick<FileBlock, "above" | "total"> {
  const { order, supplier } = now;
  const cartons = lines.map((l) => cartonsOf(l.purchase.quantity, l.goods?.carton ?? null));
  const known = cartons.every((c) => c !== null);
  const sum = (of: readonly number[]): number => of.reduce((all, n) => all + n, 0);
  const amounts = goodsTotal(lines);
  const line = (zh: string, en: string, value: Value) => ({ label: t(`${zh} ${en}`, `${zh} ${en}`), value });
  return {
    above: [
      line("采购订单", "Purchase order", code(order.reference ?? String(order.id))),
      line("供应商", "Supplier", textOr(supplier)),
      line("采购方", "Buyer", textOr(buyer)),
      line("下单日期", "Order date", { kind: "day", day: order.orderedOn ?? today }),
    ],
    total: [
      both("合计 Total"),
      NOTHING,
      NOTHING,
      NOTHING,
      count(sum(lines.map((l) => l.purchase.quantity))),
      NOTHING,
      known ? count(sum(cartons.map((c) => c?.full ?? 0))) : NOTHING,
      known ? count(sum(cartons.map((c) => c?.loose ?? 0))) : NOTHING,
      NOTHING,
      NOTHING,
      amounts.kind === "money" ? { ...amounts, ...MARGIN } : { ...NOTHING, ...MARGIN },
      NOTHING,
      NOTHING,
      NOTHING,
      NOTHING,
    ],
  };
}

/** What a forwarder will ask for, SKU by SKU. */
export function lacking(all: readonly Consignment[]): Text[] {
  const skus = (lacks: (g: Goods | undefined) => boolean): string[] => [...new Set(all.filter((c) => lacks(c.goods)).map((c) => c.sku))];
  const named = (of: readonly string[], lang: "zh" | "en"): string =>
    `${of.slice(0, 5).join(lang === "zh" ? "、" : ", ")}${of.length > 5 ? (lang === "zh" ? ` 等 ${of.length} 个` : ` and ${of.length - 5} more`) : ""}`;
  const say = (of: readonly string[], zh: string, en: string): Text[] =>
    of.length === 0 ? [] : [t(`缺${zh}，文件里留空：${named(of, "zh")}`, `No ${en}, blank in the file: ${named(of, "en")}`)];
  return [
    ...say(
      skus((g) => (g?.unitKg ?? null) === null || (g?.sizeCm ?? null) === null),
      "重量或尺寸",
      "weight or size",
    ),
    ...say(
      skus((g) => (g?.carton ?? null) === null),
      "箱规",
      "carton",
    ),
  ];
}

function noPrices(lines: readonly OrderLine[]): Text[] {
  const of = [...new Set(lines.filter((l) => price(l) === null).map((l) => l.purchase.sku))];
  return of.length === 0 ? [] : [t(`缺采购成本，单价留空：${of.join("、")}`, `No purchase cost, the price is blank: ${of.join(", ")}`)];
}

/** Goods alone, by the prices in the file. */
function goodsTotal(lines: readonly OrderLine[]): Value {
  return cashOfLines(
    lines.map((l) => {
      const whole = amount(l);
      return { cash: whole === null ? null : toJson(whole) };
    }),
  );
}

/** The documents of an order as files: the supplier's order, and the list for the forwarder. Lines that wait are not in them. */
export function purchaseDocuments(now: OrderNow, by: WrittenBy): Message {
  const { order } = now;
  const lines = now.lines.filter((l) => l.purchase.state === "approved" || l.purchase.state === "ordered");
  const waiting = now.lines.filter((l) => l.purchase.state === "waiting").length;
  const consignments = lines.flatMap((l) =>
    l.purchase.legs.map((leg): Consignment => ({
      sku: l.purchase.sku,
      goods: l.goods,
      units: leg.units,
      mode: leg.mode,
      lane: leg.lane ?? null,
      warehouse: l.purchase.warehouse,
      neededBy: l.purchase.neededBy,
      readyOn: l.purchase.readyOn,
    })),
  );
  const said = [...noPrices(lines), ...lacking(consignments)];
  const supplier = now.supplier ?? "";
  return message({
    title: t(`采购单 ${order.id} 的单据`, `Documents of order ${order.id}`),
    ...(waiting > 0 && {
      lead: t(
        `${waiting} 行还在等复核，不在单据里。`,
        `${waiting} ${waiting === 1 ? "line waits" : "lines wait"} for a second person and ${waiting === 1 ? "is" : "are"} not in them.`,
      ),
    }),
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: t("行数", "Lines"), value: count(lines.length) },
          { label: t("件数", "Units"), value: count(lines.reduce((sum, l) => sum + l.purchase.quantity, 0)) },
          { label: t("货款", "Goods"), value: goodsTotal(lines) },
        ],
      },
      ...twice(
        `supplier-order-${order.id}`,
        t(`供应商订单${supplier === "" ? "" : ` · ${supplier}`}`, `Supplier order${supplier === "" ? "" : ` · ${supplier}`}`),
        supplierSheet(order.reference ?? String(order.id), lines),
        around(now, lines, by),
      ),
      ...twice(
        `forwarder-booking-${order.id}`,
        t("货代订舱与装箱清单", "Booking and packing list for the forwarder"),
        freightSheet(consignments),
      ),
      ...(said.length > 0 ? [{ kind: "list", items: said } as const] : []),
    ],
    actions: [openOrderButton(order.id)],
    basis: { asOf: order.planAsOf, ...(now.simulated && { simulated: true }) },
  });
}
