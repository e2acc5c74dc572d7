import type { Frame } from "../app/retro/frame.ts";
import type { Scorecard } from "../app/retro/scorecard.ts";
import type { StockReview, Turning } from "../app/retro/stock.ts";
import { money, toJson } from "../domain/money/money.ts";
import { fastTurns, slowTurns } from "../domain/policy/declared/stocking-rules.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import { listed } from "../message/listed.ts";
import { type Block, type Fact, type Message, message, type Value } from "../message/message.ts";
import { capital } from "./restock-order.ts";
import { retroBasis } from "./retro-basis.ts";
import { scoreFact } from "./retro-scorecard.ts";

const ROWS = 8;
const SHOWN = ["turnover", "days-of-cover", "in-stock-rate", "sell-through", "active-sku-rate"];

const t = (zh: string, en: string): Text => ({ zh, en });
export const skus = (n: number): string => (n === 1 ? "1 SKU" : `${figure(n)} SKUs`);
const code = (c: string): Value => ({ kind: "code", code: c });
const count = (n: number): Value => ({ kind: "count", count: n });
const units = (n: number): Value => ({ kind: "number", number: n, digits: 0 });
const amount = (n: number, currency: string): Value => ({ kind: "money", ...toJson(money(n, currency)) });
const NOBODY_KNOWS: Value = {
  kind: "missing",
  because: t("当月一直无货，或没有销售数据，无从估算", "never in stock that month, or its sales are not known"),
};

const skusOf = (rows: readonly { readonly sku: string }[]): number => new Set(rows.map((r) => r.sku)).size;

function lossFacts(s: StockReview, f: Frame): Fact[] {
  if (s.skus === 0) {
    return [
      {
        label: t("断货损失", "Lost to stock-outs"),
        value: {
          kind: "missing",
          because: t("当月没有库存快照：请导入库存报告", "no stock snapshots in the month: import an inventory report"),
        },
      },
    ];
  }
  const sum = (pick: (l: StockReview["losses"][number]) => number | null): number => s.losses.reduce((a, l) => a + (pick(l) ?? 0), 0);
  const { length } = s.losses;
  // A sum of which no part is known is not 0.
  const told = (part: (l: StockReview["losses"][number]) => number | null, value: Value): Value =>
    length > 0 && s.losses.every((l) => part(l) === null) ? NOBODY_KNOWS : value;
  const unknown = s.losses.filter((l) => l.money === null);
  return [
    {
      label: t("断过货的 SKU", "SKUs that ran out"),
      value: { kind: "count", count: ranOut(s), unit: t(`/ ${figure(s.skus)} 个`, `of ${figure(s.skus)}`) },
      note:
        f.codes.length > 1
          ? t(`各店铺合计 ${figure(sum((l) => l.daysOut))} SKU·天`, `${figure(sum((l) => l.daysOut))} SKU-days, store by store`)
          : t(`共 ${figure(sum((l) => l.daysOut))} SKU·天`, `${figure(sum((l) => l.daysOut))} SKU-days`),
    },
    {
      label: t("少卖（估算）", "Units lost, estimated"),
      value: told((l) => l.units, { kind: "number", number: sum((l) => l.units), digits: 0, unit: t("件", "units") }),
    },
    {
      label: t("少卖金额（估算）", "Sales lost, estimated"),
      value: told(
        (l) => l.money,
        amount(
          sum((l) => l.money),
          f.currency,
        ),
      ),
      ...(unknown.length > 0 &&
        unknown.length < length && {
          note: t(
            `另有 ${figure(skusOf(unknown))} 个 SKU 当月没有销量或价格，无法估算`,
            `${skus(skusOf(unknown))} more with no sales or no price: nobody can tell`,
          ),
        }),
    },
  ];
}

/** SKUs that were out somewhere; one that was out in two stores is one. */
export const ranOut = (s: Pick<StockReview, "losses">): number => skusOf(s.losses);

function lossTable(s: StockReview, f: Frame): Block[] {
  if (s.losses.length === 0) return [];
  const several = f.codes.length > 1;
  const unpriced: Value = { kind: "missing", because: t("当月没有成交价", "no price that month") };
  return [
    {
      kind: "table",
      title: t("断货损失最大的 SKU", "Where stock-outs cost most"),
      columns: [
        { label: t("SKU", "SKU") },
        ...(several ? [{ label: t("店铺", "Store") }] : []),
        { label: t("断货天数", "Days out"), align: "right" },
        { label: t("少卖件数", "Units lost"), align: "right" },
        { label: t("少卖金额", "Sales lost"), align: "right" },
      ],
      ...listed(s.losses, ROWS, (l) => [
        code(l.sku),
        ...(several ? [code(l.store)] : []),
        count(l.daysOut),
        l.units === null ? NOBODY_KNOWS : units(l.units),
        l.money === null ? (l.units === null ? NOBODY_KNOWS : unpriced) : amount(l.money, f.currency),
      ]),
    },
  ];
}

function turnTable(title: Text, rows: readonly Turning[], several: boolean): Block[] {
  if (rows.length === 0) return [];
  return [
    {
      kind: "table",
      title,
      columns: [
        { label: t("SKU", "SKU") },
        { label: t("周转（次/月）", "Turns a month"), align: "right" },
        { label: t("销量", "Units"), align: "right" },
        { label: t("平均库存", "Mean stock"), align: "right" },
        // The days of all stores together: a month may have more of them than days.
        { label: several ? t("断货店·天", "Store-days out") : t("断货天数", "Days out"), align: "right" },
      ],
      ...listed(rows, ROWS, (r) => [
        code(r.sku),
        { kind: "number", number: r.turns, digits: 2 },
        count(r.units),
        { kind: "number", number: r.meanStock, digits: 1 },
        count(r.daysOut),
      ]),
    },
  ];
}

/** Turnover, cover, what stock-outs cost, and the two lists of the turnover rule, with what speaks against following it blindly. */
export function stockMessage(s: StockReview, card: Scorecard, f: Frame): Message {
  const percent = (ratio: number): Text => {
    const value = { kind: "percent", ratio, digits: 0 } as const;
    return t(formatValue(value, "zh"), formatValue(value, "en"));
  };
  const up = percent(s.upliftOfFast);
  const down = percent(s.cutOfSlow);
  const rule = s.fast.length + s.slow.length > 0;
  const inflated = s.fast.some((r) => r.daysOut > 0);
  return message({
    title: t("4 链路 · 备货：断货与周转", "4 The chain: stock-outs and turnover"),
    tone: s.losses.length > 0 ? "warning" : "neutral",
    blocks: [
      {
        kind: "facts",
        facts: [
          ...SHOWN.map((id) => card.lines.find((l) => l.kpi.id === id))
            .filter((l) => l !== undefined)
            .map((l) => scoreFact(l, card, f)),
          ...lossFacts(s, f),
        ],
      },
      ...lossTable(s, f),
      ...turnTable(
        t(
          `周转 > ${s.fastAbove} 次/月，共 ${figure(s.fast.length)} 个：规则建议下次多备 ${up.zh}`,
          `More than ${s.fastAbove} turns a month, ${skus(s.fast.length)}: the rule would order ${up.en} more`,
        ),
        s.fast,
        f.codes.length > 1,
      ),
      ...turnTable(
        t(
          `周转 < ${s.slowBelow} 次/月，共 ${figure(s.slow.length)} 个：规则建议下次少备 ${down.zh}`,
          `Less than ${s.slowBelow} turns a month, ${skus(s.slow.length)}: the rule would order ${down.en} less`,
        ),
        s.slow,
        f.codes.length > 1,
      ),
      ...(rule
        ? [
            { kind: "heading" as const, text: t("照规则做之前", "Before following the rule") },
            {
              kind: "list" as const,
              items: [
                ...s.conflicts.map((c) => t(c.zh, capital(c.en))),
                ...(inflated ? [t("断过货的 SKU 周转虚高", "A SKU that ran out seems to turn faster than it does")] : []),
              ],
            },
          ]
        : []),
    ],
    basis: retroBasis(f, {
      newest: card.newest,
      coverage: s.coverage,
      sources: card.sources,
      policies: [f.policy(fastTurns), f.policy(slowTurns)],
      notes: [
        ...(s.snapshotDays === null
          ? []
          : [t(`当月有 ${s.snapshotDays} 天库存快照`, `stock was looked at on ${s.snapshotDays} days of the month`)]),
        t("少卖 = 断货天数 × 有货日均销量（× 当月均价）", "lost = days out × units a day while in stock (× the month's mean price)"),
        ...s.notes,
      ],
    }),
  });
}
