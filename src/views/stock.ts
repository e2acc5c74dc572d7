import { daysBetween, type Day } from "../domain/calendar/day.ts";
import type { StockState } from "../domain/facts/facts.ts";
import { figure, MODE_NAMES } from "../domain/restock/figures.ts";
import type { ReceivedUnits } from "../domain/restock/past-shipment.ts";
import type { Arrival } from "../domain/restock/types.ts";
import type { Text } from "../domain/value.ts";
import { listed } from "../message/listed.ts";
import { type Block, type Column, type Fact, type Message, message, type Value } from "../message/message.ts";
import type { StockRow } from "../ports/planning.ts";
import { code, dayOf, text } from "./plan-values.ts";

/** What people counted in and sent out of a SKU at a warehouse after its snapshot. */
export interface StockSince {
  readonly warehouse: string;
  /** Of the snapshot that this is about: one of a later day has it all. */
  readonly countedOn: Day;
  readonly received: readonly ReceivedUnits[];
  /** Units that left for other warehouses, or are booked to. */
  readonly sent: number;
  /** Units that are approved to be moved, and lie there still. */
  readonly promised: number;
}

/** Rows with what came and went since they were counted. */
interface RowNow extends StockRow {
  /** Absent: nothing came or went. */
  readonly moved?: { readonly counted: number; readonly received: number; readonly sent: number };
}

export interface StockData {
  readonly today: Day;
  readonly rows: readonly StockRow[];
  readonly top: number;
  readonly sku: string | null;
  readonly title: string | null;
  readonly place: string | null;
  /** Shipments of the one SKU that was asked for; null where no SKU was. */
  readonly arrivals: readonly (Arrival & { readonly warehouse: string })[] | null;
  /** What became of it since the snapshots. */
  readonly since: readonly StockSince[];
  /** Days after which a snapshot is called stale. */
  readonly staleAfter: number;
  readonly simulated: boolean;
}

const STATES: readonly { readonly state: StockState; readonly label: Text }[] = [
  { state: "available", label: { zh: "可售", en: "Available" } },
  { state: "reserved", label: { zh: "预留", en: "Reserved" } },
  { state: "unsellable", label: { zh: "不可售", en: "Unsellable" } },
  { state: "researching", label: { zh: "调查中", en: "Researching" } },
  { state: "inbound-working", label: { zh: "入库准备", en: "Inbound, preparing" } },
  { state: "inbound-shipped", label: { zh: "入库在途", en: "Inbound, shipped" } },
  { state: "inbound-receiving", label: { zh: "接收中", en: "Inbound, receiving" } },
];

interface WarehouseSum {
  readonly warehouse: string;
  readonly day: Day;
  readonly skus: number;
  readonly available: number;
  readonly negative: number;
  readonly moved?: RowNow["moved"];
}

const unitsOf = (received: readonly ReceivedUnits[]): number => received.reduce((sum, r) => sum + r.units, 0);

/** Rows as the stock is now: counted, with what came and less what went since. */
export function stockNow(rows: readonly StockRow[], since: readonly StockSince[]): readonly RowNow[] {
  return rows.map((row): RowNow => {
    const s = since.find((x) => x.warehouse === row.warehouse && row.day <= x.countedOn);
    const counted = row.states["available"];
    const received = s ? unitsOf(s.received) : 0;
    if (s === undefined || counted === undefined || (received === 0 && s.sent === 0)) return row;
    return { ...row, states: { ...row.states, available: counted + received - s.sent }, moved: { counted, received, sent: s.sent } };
  });
}

/** How the figure came about; empty where it is what was counted. */
function sumText(moved: RowNow["moved"]): Text {
  if (moved === undefined) return { zh: "", en: "" };
  const { counted, received, sent } = moved;
  return {
    zh: `盘点 ${figure(counted)}${received > 0 ? `＋收货 ${figure(received)}` : ""}${sent > 0 ? `－调出 ${figure(sent)}` : ""}`,
    en: `${figure(counted)} counted${received > 0 ? ` + ${figure(received)} received` : ""}${sent > 0 ? ` − ${figure(sent)} sent away` : ""}`,
  };
}

export function byWarehouse(rows: readonly RowNow[]): readonly WarehouseSum[] {
  const sums = new Map<string, WarehouseSum>();
  for (const r of rows) {
    const s = sums.get(r.warehouse) ?? { warehouse: r.warehouse, day: r.day, skus: 0, available: 0, negative: 0 };
    const available = r.states["available"] ?? 0;
    sums.set(r.warehouse, {
      ...s,
      day: r.day > s.day ? r.day : s.day,
      skus: s.skus + 1,
      available: s.available + Math.max(0, available),
      negative: s.negative + (available < 0 ? 1 : 0),
      ...(r.moved && { moved: r.moved }),
    });
  }
  return [...sums.values()].toSorted((a, b) => b.available - a.available);
}

function age(d: StockData, day: Day): Text {
  const n = daysBetween(day, d.today);
  const plain: Text =
    n <= 0
      ? { zh: "今天的快照", en: "snapshot of today" }
      : { zh: `${day} 快照，${n} 天前`, en: `snapshot of ${day}, ${n} ${n === 1 ? "day" : "days"} ago` };
  return n > d.staleAfter ? { zh: `${plain.zh}，已过期`, en: `${plain.en}: stale` } : plain;
}

function warehouseFacts(d: StockData, sums: readonly WarehouseSum[]): Fact[] {
  const moved = (s: WarehouseSum): Text =>
    s.moved ? { zh: `${sumText(s.moved).zh}；`, en: `${sumText(s.moved).en}; ` } : { zh: "", en: "" };
  return sums.map((s) => ({
    label: { zh: s.warehouse, en: s.warehouse },
    value: { kind: "count", count: s.available, unit: { zh: "件可售", en: "available" } },
    note: {
      zh: `${d.sku === null ? `${figure(s.skus)} 个 SKU；` : ""}${moved(s).zh}${age(d, s.day).zh}${s.negative > 0 ? `；${s.negative} 个库存为负` : ""}`,
      en: `${d.sku === null ? `${figure(s.skus)} SKUs; ` : ""}${moved(s).en}${age(d, s.day).en}${s.negative > 0 ? `; ${s.negative} negative` : ""}`,
    },
  }));
}

/** Only the states that the rows know: a third-party warehouse has no inbound of FBA's kind, and seven empty columns say nothing. */
function table(d: StockData, rows: readonly RowNow[]): Block {
  const used = STATES.filter(({ state }) => state === "available" || rows.some((r) => (r.states[state] ?? 0) !== 0));
  const several = new Set(rows.map((r) => r.warehouse)).size > 1;
  const most = rows.toSorted((a, b) => (b.states["available"] ?? 0) - (a.states["available"] ?? 0) || (a.sku < b.sku ? -1 : 1));
  const head: Column[] = [
    ...(d.sku === null ? [{ label: { zh: "SKU", en: "SKU" } }] : []),
    ...(several || d.sku !== null ? [{ label: { zh: "仓库", en: "Warehouse" } }] : []),
    ...used.map(({ label }): Column => ({ label, align: "right" })),
    { label: { zh: "快照日", en: "As of" } },
  ];
  return {
    kind: "table",
    columns: head,
    ...listed(most, d.top, (r): Value[] => [
      ...(d.sku === null ? [code(r.sku)] : []),
      ...(several || d.sku !== null ? [code(r.warehouse)] : []),
      ...used.map(({ state }): Value =>
        state in r.states
          ? { kind: "count", count: r.states[state] ?? 0 }
          : { kind: "missing", because: { zh: "快照里没有这一项", en: "the snapshot does not tell" } },
      ),
      { kind: "day", day: r.day },
    ]),
  };
}

function shipments(d: StockData): Block[] {
  if (d.arrivals === null) return [];
  if (d.arrivals.length === 0) return [{ kind: "prose", text: { zh: "没有在途货件。", en: "Nothing is on its way." } }];
  const unknown: Text = { zh: "预计到仓日未知", en: "no date is known" };
  return [
    {
      kind: "table",
      title: { zh: "在途", en: "On its way" },
      columns: [
        { label: { zh: "货件", en: "Shipment" } },
        { label: { zh: "仓库", en: "Warehouse" } },
        { label: { zh: "数量", en: "Units" }, align: "right" },
        { label: { zh: "头程", en: "Route" } },
        { label: { zh: "预计可售", en: "Sellable on" } },
        { label: { zh: "备注", en: "Note" } },
      ],
      rows: d.arrivals
        .toSorted((a, b) => (a.day ?? "9999").localeCompare(b.day ?? "9999"))
        .map((a) => [
          code(a.shipment),
          code(a.warehouse),
          { kind: "count", count: a.quantity },
          a.mode === null ? { kind: "missing", because: { zh: "运输方式未知", en: "mode not known" } } : text(MODE_NAMES[a.mode]),
          dayOf(a.day, unknown),
          text(a.day !== null && a.day < d.today ? { zh: "已逾期，请核实", en: "overdue: ask the forwarder" } : { zh: "", en: "" }),
        ]),
    },
  ];
}

/** The snapshot does not know of what came, which is not on its way any more, nor of what went. */
function movedSince(d: StockData): Block[] {
  const told = (text: Text): Block => ({ kind: "prose", text });
  return d.since.flatMap(({ warehouse, received, sent, promised }) => [
    ...received.map((r) =>
      told({
        zh: `快照之后收货：${r.day} ${r.shipment} ${figure(r.units)} 件（${warehouse}），已计入可售。`,
        en: `Received since the snapshot: ${figure(r.units)} units of ${r.shipment} in ${warehouse} on ${r.day}; they count as available.`,
      }),
    ),
    ...(sent > 0
      ? [
          told({
            zh: `快照之后从 ${warehouse} 调往他仓 ${figure(sent)} 件，已从可售扣除。`,
            en: `Sent from ${warehouse} to other warehouses since the snapshot: ${figure(sent)} units; they count as available no more.`,
          }),
        ]
      : []),
    ...(promised > 0
      ? [
          told({
            zh: `${warehouse} 有 ${figure(promised)} 件已批准调往他仓，还没调出，仍算可售。`,
            en: `${figure(promised)} units in ${warehouse} are approved to be moved away; until they leave they count as available.`,
          }),
        ]
      : []),
  ]);
}

/** What is where, by state, and how old the knowledge is. */
export function stock(d: StockData): Message {
  // Of a warehouse whose count names no such SKU there is no row to add to.
  const here = d.since.filter((s) => !d.rows.some((r) => r.warehouse === s.warehouse && r.day > s.countedOn));
  const rows = stockNow(d.rows, here);
  const sums = byWarehouse(rows);
  const unlisted = here.filter((s) => !d.rows.some((r) => r.warehouse === s.warehouse)).reduce((n, s) => n + unitsOf(s.received), 0);
  const stale = sums.filter((s) => daysBetween(s.day, d.today) > d.staleAfter);
  const what = d.sku ?? d.place;
  const title: Text = {
    zh: `库存${what === null ? "" : `：${what}`}${d.title === null ? "" : `（${d.title}）`}`,
    en: `Stock${what === null ? "" : `: ${what}`}${d.title === null ? "" : ` (${d.title})`}`,
  };
  if (d.rows.length === 0)
    return message({
      title,
      tone: "warning",
      lead: {
        zh: `没有库存快照${d.place !== null && d.sku !== null ? `（${d.place}）` : ""}。请拖入 FBA 库存报表，或库存 CSV。`,
        en: `There is no stock snapshot${d.place !== null && d.sku !== null ? ` in ${d.place}` : ""}. Drop in an FBA inventory file or a stock CSV.`,
      },
      blocks: shipments(d),
    });
  const available = sums.reduce((n, s) => n + s.available, 0) + unlisted;
  const only = sums.length === 1 ? sumText(sums[0]?.moved) : { zh: "", en: "" };
  const places =
    sums.length === 1
      ? { zh: sums[0]?.warehouse ?? "", en: sums[0]?.warehouse ?? "" }
      : { zh: `${sums.length} 个仓`, en: `${sums.length} warehouses` };
  return message({
    title,
    tone: stale.length > 0 ? "warning" : "neutral",
    lead: {
      zh: `${places.zh}共可售 ${figure(available)} 件${only.zh === "" ? "" : `（${only.zh}）`}。${stale.length > 0 ? `快照已过期：${stale.map((s) => `${s.warehouse}（${s.day}）`).join("、")}，请导入最新库存。` : ""}`,
      en: `${figure(available)} available in ${places.en}${only.en === "" ? "" : ` (${only.en})`}.${stale.length > 0 ? ` Stale: ${stale.map((s) => `${s.warehouse} (${s.day})`).join(", ")}; import a new file.` : ""}`,
    },
    blocks: [
      ...(sums.length > 1 || d.sku === null ? [{ kind: "facts", facts: warehouseFacts(d, sums) } as const] : []),
      table(d, rows),
      ...movedSince({ ...d, since: here }),
      ...shipments(d),
    ],
    ...(d.sku !== null && {
      actions: [...new Set(d.rows.map((r) => r.warehouse))].slice(0, 3).map((warehouse) => ({
        label: { zh: `补货计划 · ${warehouse}`, en: `Restock plan · ${warehouse}` },
        deed: { action: "open-restock", args: { sku: d.sku, warehouse } },
      })),
    }),
    basis: {
      asOf: sums.reduce<Day>((m, s) => (s.day > m ? s.day : m), sums[0]?.day ?? d.today),
      dateBasis: { zh: "各仓最近的库存快照", en: "the newest snapshot of each warehouse" },
      simulated: d.simulated,
    },
  });
}
