import type { PromoPlan } from "../app/promo/plan.ts";
import type { PlannedQuantity } from "../domain/promo/types.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { listed } from "../message/listed.ts";
import { type Block, type Button, type Fact, type Message, message, type Value } from "../message/message.ts";
import { enteredBlocks, nameOf } from "./promo-entered.ts";
import { promoBasis, promoHistoryBlocks } from "./promo-history.ts";
import { undoButtons } from "./promo-undo.ts";
import { countSkus, daysText, money, openButton, phaseText, range, skusEn, t, text } from "./promo-values.ts";

const SHOWN = 12;

function lead({ promo, standing }: PromoPlan): Text {
  if (promo.state === "called-off") return t("已取消，/restock 不算它。", "It was called off: /restock does not count it.");
  const over = t(`已在 ${promo.to} 结束，不用再备货`, `It ended on ${promo.to}: nothing is stocked for it any more`);
  const q = standing.quantities?.note.lines ?? null;
  if (q === null) return t(`${over.zh}；备货量没有确认过。`, `${over.en}; its quantities were never confirmed.`);
  const [expected, units] = [figure(q.reduce((s, l) => s + l.expected, 0)), figure(q.reduce((s, l) => s + l.units, 0))];
  return t(
    `${over.zh}；当时确认预计卖 ${expected} 件、备 ${units} 件。`,
    `${over.en}; ${expected} were expected to sell and ${units} to be bought when it was confirmed.`,
  );
}

function facts(p: PromoPlan): Fact[] {
  const { promo, standing, emergency: e } = p;
  const q = standing.quantities;
  return [
    { label: t("大促", "Days"), value: { kind: "text", text: daysText(promo) }, note: phaseText(p.today, promo) },
    ...(q === null
      ? []
      : [
          {
            label: t("备货量确认", "Confirmed"),
            value: text(nameOf(p, q.by)),
            note: t(`${countSkus(q.note.lines)} 个 SKU`, skusEn(countSkus(q.note.lines))),
          } satisfies Fact,
        ]),
    ...(e !== null && e.spent > 0
      ? [{ label: t("应急支出", "Emergency spends"), value: money(e.spent, p.currency, t("未知", "not known")) } satisfies Fact]
      : []),
  ];
}

/** As it was confirmed: today's forecast of days that are over tells nothing. */
function confirmedTable(lines: readonly PlannedQuantity[]): Block {
  const several = new Set(lines.map((l) => l.warehouse)).size > 1;
  return {
    kind: "table",
    title: t("确认时的备货量", "As it was confirmed"),
    columns: [
      { label: t("SKU", "SKU") },
      ...(several ? [{ label: t("仓库", "Warehouse") }] : []),
      { label: t("要备", "To buy"), align: "right" },
      { label: t("预计", "Forecast"), align: "right" },
      { label: t("区间", "Range"), align: "right" },
    ],
    ...listed(
      lines.toSorted((a, b) => b.units - a.units || b.expected - a.expected),
      SHOWN,
      (l): Value[] => [
        { kind: "code", code: l.sku },
        ...(several ? [{ kind: "code", code: l.warehouse } as const] : []),
        { kind: "count", count: l.units },
        { kind: "count", count: Math.round(l.expected) },
        text(range(l.low, l.high)),
      ],
    ),
  };
}

function buttons(p: PromoPlan): Button[] {
  const { promo } = p;
  if (promo.state === "called-off") return [];
  const review = openButton(promo, "review", "去复盘", "Review it", "primary");
  if (promo.state === "closed") return [review];
  // A bill may come late, and the days may be wrong.
  return [
    review,
    openButton(promo, "spend", "记应急支出", "Emergency spend"),
    ...undoButtons(p, null),
    openButton(promo, "change", "修改日期和 SKU", "Dates and SKUs"),
  ];
}

/** What was planned for a promotion that is over or was called off: nothing is to be stocked for it, and nothing lacks. */
export function promoEndedPlan(p: PromoPlan): Message {
  const q = p.standing.quantities?.note.lines ?? [];
  return message({
    title: t(`${p.promo.name} 备货方案`, `${p.promo.name}: what was planned`),
    lead: lead(p),
    blocks: [
      { kind: "facts", facts: facts(p) },
      ...(q.length > 0 ? [confirmedTable(q)] : []),
      ...promoHistoryBlocks(p),
      ...enteredBlocks(p, false),
    ],
    actions: buttons(p),
    basis: promoBasis(p, [], false),
  });
}
