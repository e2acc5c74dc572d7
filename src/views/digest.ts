import type { DayDuties } from "../app/day-duties.ts";
import type { DigestGroup, DigestLate } from "../app/digest.ts";
import type { Reach, StaleFact } from "../app/stale-facts.ts";
import type { Day } from "../domain/calendar/day.ts";
import type { Overview, OverviewLine } from "../domain/kpi/engine/overview.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import { moved, uniqueTexts } from "./digest-values.ts";
import { dutyBlocks, lateFacts, reachText } from "./digest-duties.ts";
import { leftOut } from "./digest-missing.ts";
import { kpiValue } from "./kpi-value.ts";
import { sourceText, thinText } from "./kpi-words.ts";
import { staleBlocks } from "./stale.ts";
import { type Basis, type Block, type Fact, type Message, message, type Value } from "../message/message.ts";

export type { DigestGroup } from "../app/digest.ts";

export interface DigestStock {
  readonly asOf: Day | null;
  /** Whether the stock of any SKU is known: without a snapshot nothing is out, and nothing is in stock. */
  readonly known: boolean;
  /** SKUs, each counted once by its worst warehouse. */
  readonly out: number;
  readonly unavoidable: number;
  /** Out unless another warehouse gives in time. */
  readonly avoidable: number;
  /** With something to buy, and of those the ones whose last day is today. */
  readonly toOrder: number;
  readonly today: number;
  /** With nothing to buy, and another warehouse that gives. */
  readonly toMove: number;
  /** Lines that want a decision and that somebody put off: counted in none of the three. Absent: none. */
  readonly snoozed?: number;
  /** The dearest of those that are out. */
  readonly worst: readonly { readonly sku: string; readonly title: string | null; readonly warehouse: string }[];
}

export interface DigestData {
  readonly day: Day;
  readonly currency: string;
  readonly groups: readonly DigestGroup[];
  readonly stock: DigestStock;
  readonly stale: readonly StaleFact[];
  readonly late: readonly DigestLate[];
  readonly duties: DayDuties;
  readonly reach: readonly Reach[];
  readonly simulated: boolean;
}

const t = (zh: string, en: string): Text => ({ zh, en });
const code = (c: string): Value => ({ kind: "code", code: c });

/** Sales of the day are not known: neither money nor units. */
function untold(group: DigestGroup): boolean {
  const sales = group.dayBefore.lines.filter((l) => l.kpi.id === "gmv" || l.kpi.id === "units");
  return sales.every((l) => l.figure.value.kind === "missing");
}

function kpiFacts(group: DigestGroup, currency: string): Fact[] {
  return group.dayBefore.lines.flatMap((line, i): Fact[] => {
    // Conversion is told where there is a traffic report; that there is none is said by the freshness of data.
    if (line.kpi.id === "conversion" && line.figure.value.kind === "missing") return [];
    const week = group.weekBefore.lines[i];
    const value = kpiValue(line.kpi, line.figure.value, currency);
    const before = moved(line.kpi, line.change, currency);
    const weekly = moved(line.kpi, week?.change ?? null, currency);
    const facts: Fact = { label: line.kpi.name, value };
    if (value.kind === "missing") return [facts];
    return [
      {
        ...facts,
        ...(weekly.kind !== "missing" && {
          delta: { against: t("上周同日", "the same weekday last week"), change: weekly, mood: week?.mood ?? "neutral" },
        }),
        ...(before.kind !== "missing" && { note: dayBeforeNote(before) }),
      },
    ];
  });
}

/** What was left of it. Fees of a day are settled weeks later: until then it is an estimate, and says so. */
function profitFacts({ profit }: DigestGroup, currency: string): Fact[] {
  if (profit === null) return [];
  const { kpi } = profit;
  // The long form of the name, which the Chinese has in brackets, is for who asks for it.
  const [zh = ""] = kpi.name.zh.split("（");
  const weekly = moved(kpi, profit.change, currency);
  const estimated = kpi.settles === true;
  const note = profit.thin === null ? null : thinText(kpi, profit.thin, profit.figure);
  return [
    {
      label: estimated ? t(`近 7 天 ${zh}（预估）`, `${kpi.name.en} of 7 days, estimated`) : t(`近 7 天${zh}`, `${kpi.name.en} of 7 days`),
      value: kpiValue(kpi, profit.figure.value, currency),
      ...(weekly.kind !== "missing" && {
        delta: { against: t("再前 7 天", "the 7 days before"), change: weekly, mood: profit.mood },
      }),
      ...(note && { note }),
    },
  ];
}

function dayBeforeNote(change: Value): Text {
  return t(`较前一天 ${formatValue(change, "zh")}`, `${formatValue(change, "en")} vs the day before`);
}

function storeTable(group: DigestGroup, currency: string): Block[] {
  const [first] = group.byStore;
  // Of one store the figures above are its own.
  if (!first || group.byStore.length < 2) return [];
  return [
    {
      kind: "table",
      title: t("分店铺", "By store"),
      columns: [
        { label: t("店铺", "Store") },
        ...first.lines.flatMap((l) => [
          { label: l.kpi.name, align: "right" as const, sensitivity: l.kpi.sensitivity },
          ...(l.kpi.id === "gmv"
            ? [{ label: t("较上周同日", "vs last week"), align: "right" as const, sensitivity: l.kpi.sensitivity }]
            : []),
        ]),
      ],
      rows: group.byStore.map((row) => [
        code(row.store),
        ...row.lines.flatMap((l) => [
          kpiValue(l.kpi, l.figure.value, currency),
          ...(l.kpi.id === "gmv" ? [moved(l.kpi, l.change, currency)] : []),
        ]),
      ]),
    },
  ];
}

/** Nothing sold on a day whose neighbours sold: more often a report that was cut short than a day without customers. */
function suspicious(group: DigestGroup): boolean {
  const units = (o: Overview): OverviewLine | undefined => o.lines.find((l) => l.kpi.id === "units");
  const none = units(group.dayBefore)?.figure.value;
  const sold = (line: OverviewLine | undefined): boolean => line?.before?.value.kind === "value" && line.before.value.value.gt(0);
  return none?.kind === "value" && none.value.isZero() && sold(units(group.dayBefore)) && sold(units(group.weekBefore));
}

function groupBlocks(group: DigestGroup, data: DigestData): Block[] {
  const heading: Block[] =
    data.groups.length > 1
      ? [{ kind: "heading", text: t(`${group.stores.join("、")}：${group.day}`, `${group.stores.join(", ")}: ${group.day}`) }]
      : [];
  if (untold(group)) return [...heading, { kind: "prose", text: whyUntold(group) }];
  const returned: Value =
    group.unitsReturned.kind === "value"
      ? { kind: "count", count: group.unitsReturned.value, unit: t("件", "units") }
      : { kind: "missing", because: group.unitsReturned.because };
  const left = leftOut(group);
  return [
    ...heading,
    ...(suspicious(group)
      ? [
          {
            kind: "prose" as const,
            text: t(
              `${group.day} 一单也没有，前一天和上周同日都有：请核对报表是否导全。`,
              `Not one order on ${group.day}, with orders the day before and a week ago: check that the report is complete.`,
            ),
          },
        ]
      : []),
    {
      kind: "facts",
      facts: [...kpiFacts(group, data.currency), ...profitFacts(group, data.currency), { label: t("退货", "Returned"), value: returned }],
    },
    ...storeTable(group, data.currency),
    ...(left.length > 0
      ? [{ kind: "list" as const, items: left.map((l) => t(`未计入或不全：${l.zh}`, `Left out or not whole: ${l.en}`)) }]
      : []),
  ];
}

function whyUntold(group: DigestGroup): Text {
  const { newest } = group.dayBefore;
  const reason = group.dayBefore.lines.map((l) => l.figure.value).find((v) => v.kind === "missing");
  const because = reason?.kind === "missing" ? reason.because : t("没有数据", "there are no data");
  if (newest === null) return t(`没有 ${group.day} 的销售数据：${because.zh}。`, `No sales figures for ${group.day}: ${because.en}.`);
  return t(
    `没有 ${group.day} 的销售数据：已导入的数据到 ${newest} 为止，请导入更新的报表。`,
    `No sales figures for ${group.day}: what was imported ends on ${newest}. Import a newer report.`,
  );
}

function stockFacts(stock: DigestStock): Fact[] {
  if (stock.asOf === null || !stock.known) {
    return [
      {
        label: t("断货", "Out of stock"),
        value: {
          kind: "missing",
          because:
            stock.asOf === null
              ? t("还没有备货计划：请导入库存报表", "there is no plan yet: import a stock report")
              : t("没有库存快照：请导入库存报表", "no stock snapshot is known: import a stock report"),
        },
      },
    ];
  }
  const skus = (count: number): Value => ({ kind: "count", count, unit: t("个 SKU", count === 1 ? "SKU" : "SKUs") });
  const names = stock.worst.map((w) => `${w.sku} (${w.warehouse})`);
  return [
    {
      label: t("断货", "Out of stock"),
      value: skus(stock.out),
      ...(names.length > 0 && {
        note: stock.out > names.length ? t(`${names.join("、")} 等`, `${names.join(", ")}, …`) : t(names.join("、"), names.join(", ")),
      }),
    },
    { label: t("现在下单也会断", "Will run out even if ordered today"), value: skus(stock.unavoidable) },
    ...(stock.avoidable > 0 ? [{ label: t("不调货就断货", "Will run out unless moved"), value: skus(stock.avoidable) }] : []),
  ];
}

function basisOf(data: DigestData): Basis {
  const overviews = data.groups.flatMap((g) => [g.dayBefore, g.weekBefore]);
  const told = data.groups.filter((g) => !untold(g));
  const settled = told.map((g) => g.settledOn).find((d) => d !== null);
  const notes = [
    ...overviews.flatMap((o) => [...o.notes, ...o.unlike]),
    ...(settled ? [t(`数字到 ${settled} 前可能还会变`, `figures may still change until ${settled}`)] : []),
    ...(data.stock.known ? [] : [t("缺库存快照", "no stock snapshot is known")]),
    ...(data.stale.length > 0
      ? []
      : data.stock.known
        ? [t("数据均在时效内", "all data is recent enough")]
        : [t("其余数据在时效内", "the other data is recent enough")]),
    // Sales alone must not look like success.
    ...(told.some((g) => g.profit !== null)
      ? [t("利润按预估费用，结算后会变", "profit rests on estimated fees until they are settled")]
      : [t("不含利润", "profit is not in here")]),
    reachText(data.reach),
  ].filter((n) => n !== null);
  const gmv = data.groups[0]?.dayBefore.lines.find((l) => l.kpi.id === "gmv")?.kpi;
  const coverage = data.groups.reduce(
    (sum, g) => ({ covered: sum.covered + g.dayBefore.coverage.covered, of: sum.of + g.dayBefore.coverage.of }),
    { covered: 0, of: 0 },
  );
  return {
    stores: data.groups.flatMap((g) => g.stores),
    ...(gmv && { dateBasis: gmv.dateBasis }),
    coverage: { ...coverage, unit: t("店·天", "store-days") },
    sources: [...new Set(data.groups.flatMap((g) => g.dayBefore.sources))].map(sourceText),
    notes: uniqueTexts(notes),
    ...(data.stock.asOf !== null && { asOf: data.stock.asOf }),
    ...(data.simulated && { simulated: true }),
  };
}

/** Yesterday in one message. Where there are no figures it says so and why; it never shows a zero that nobody counted. */
export function digestMessage(data: DigestData): Message {
  const late = data.late.some((l) => l.orders > 0);
  const doubtful = data.groups.some((g) => untold(g) || suspicious(g) || leftOut(g).length > 0);
  const { toOrder, today, toMove, snoozed = 0 } = data.stock;
  return message({
    title: t(`运营日报 ${data.day}`, `Daily digest, ${data.day}`),
    tone: data.stock.out > 0 || !data.stock.known || data.stale.length > 0 || late || doubtful ? "warning" : "neutral",
    blocks: [
      ...data.groups.flatMap((g) => groupBlocks(g, data)),
      { kind: "facts", facts: [...stockFacts(data.stock), ...lateFacts(data.late)] },
      ...dutyBlocks({ toOrder, today, toMove, snoozed, stale: data.stale.length }, data.duties),
      ...staleBlocks(data.stale),
    ],
    basis: basisOf(data),
  });
}

/** A digest that takes the place of the sentence that there is none: whoever read that must see that this is newer. */
export const inPlaceOf = (digest: Message): Message => ({
  ...digest,
  lead: t("数据已补齐，以下是今天的日报。", "The reports have come; this is today's digest."),
});
