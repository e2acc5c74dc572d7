import type { AlertCount } from "../app/retro/alerts.ts";
import type { RetroLook } from "../app/retro/look.ts";
import { ETA_SLIP } from "../domain/alerts/eta-slip.ts";
import { STOCK_OUT } from "../domain/alerts/stock-out.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { type Block, type Message, message, type Value } from "../message/message.ts";
import { retroBasis } from "./retro-basis.ts";
import { joined, t, words } from "./retro-values.ts";

const KIND: Readonly<Record<string, Text>> = {
  [STOCK_OUT]: t("断货预警", "stock-out"),
  [ETA_SLIP]: t("到货延误", "ETA slip"),
};
const NONE_OVER: Value = { kind: "missing", because: t("当月没有解除的", "none ended in the month") };

function alertTable(counts: readonly AlertCount[]): Block[] {
  if (counts.length === 0) return [{ kind: "prose", text: t("预警：当月没有触发过。", "Warnings: none was raised.") }];
  const number = (n: number): Value => ({ kind: "count", count: n });
  return [
    {
      kind: "table",
      title: t("预警", "Warnings"),
      columns: [
        { label: t("类型", "Kind") },
        { label: t("触发", "Raised"), align: "right" },
        { label: t("解除", "Ended"), align: "right" },
        { label: t("解除用时（中位）", "Days to end (median)"), align: "right" },
        { label: t("月末未解除", "Open at the end"), align: "right" },
        { label: t("最久", "The longest"), align: "right" },
      ],
      rows: counts.map((c) => [
        words(KIND[c.kind] ?? { zh: c.kind, en: c.kind }),
        number(c.fired),
        number(c.over),
        c.medianDays === null ? NONE_OVER : { kind: "days", days: c.medianDays },
        number(c.left),
        c.oldestDays === null ? { kind: "missing", because: t("没有未解除的", "none is open") } : { kind: "days", days: c.oldestDays },
      ]),
    },
  ];
}

/** What cannot be told and what it would take; said in a line, not left out, so that nobody thinks it went well. */
function untold({ special }: RetroLook): Text[] {
  const names = joined(
    special.map((s) => t(`${s.label.zh}（${s.from} 至 ${s.to}）`, `${s.label.en} (${s.from} to ${s.to})`)),
    "、",
    ", ",
  );
  return [
    t("预测准确率：没有留存的预测可比。", "Forecast accuracy: no forecast was kept to compare with."),
    ...(special.length > 0
      ? [
          t(
            `大促复盘：当月有${names.zh}，但没有促销计划可比。`,
            `Promotions: the month had ${names.en}, and no plan of it to compare with.`,
          ),
        ]
      : []),
  ];
}

/** Whether the warnings of the month were of use, and what there is no data for. */
export function checksMessage(look: RetroLook): Message {
  const raised = look.alerts.reduce((sum, a) => sum + a.fired, 0);
  return message({
    title: t(`7 预警与预测：触发 ${figure(raised)} 次`, `7 Warnings and forecasts: ${figure(raised)} raised`),
    blocks: [...alertTable(look.alerts), { kind: "list", items: untold(look) }],
    basis: retroBasis(look.frame, {
      notes: [t("预警按公司日期计；触发和解除各算一次", "warnings by the company's days; each is raised once and ends once")],
    }),
  });
}
