import type { PromoPlan } from "../app/promo/plan.ts";
import { addDays, addMonths, type Day, daysBetween } from "../domain/calendar/day.ts";
import type { CheckItem } from "../domain/promo/checklist.ts";
import { peakShipDays, peakShipMonthsEarly, peakShipMonthsLate } from "../domain/policy/declared/stocking-rules.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import type { Block } from "../message/message.ts";
import { assumedText } from "./promo-undo.ts";
import { moneySaid, t } from "./promo-values.ts";

/** The documents speak of two times for the freight to leave; they differ, and both are said. */
export function conflictNote(p: PromoPlan): Text {
  const { inboundBy } = p.promo;
  const early = addMonths(inboundBy, -Math.round(p.read(peakShipMonthsEarly)));
  const late = addMonths(inboundBy, -Math.round(p.read(peakShipMonthsLate)));
  const other = addDays(inboundBy, -Math.round(p.read(peakShipDays)));
  return t(
    `头程启动：一份文档说提前 2–3 个月（${early} 至 ${late}），另一份说提前 30 天（${other}）；这里按各 SKU 自己的慢时效倒推`,
    `freight: one document says 2–3 months ahead (${early} to ${late}), another 30 days (${other}); here each SKU's own slow lead time decides`,
  );
}

/** A member as people know them; who left keeps their slug. */
export const nameOf = ({ names }: Pick<PromoPlan, "names">, slug: string): string => names.get(slug) ?? slug;

/** What people assumed, promised and spent. `checked`: promises are held against the stock, which is of use until the end. */
export function enteredBlocks(p: PromoPlan, checked = true): Block[] {
  const { assumptions, spends } = p.standing;
  const blocks: Block[] = [];
  if (assumptions.length > 0) {
    blocks.push(
      { kind: "heading", text: t("假设", "Assumptions") },
      {
        kind: "list",
        items: assumptions.map(({ note, by }) => {
          const said = assumedText(note);
          return t(`${said.zh}（${nameOf(p, by)}）`, `${said.en} (${nameOf(p, by)})`);
        }),
      },
    );
  }
  if (p.promised.length > 0) {
    blocks.push(
      { kind: "heading", text: t("达人承诺", "Creator commitments") },
      {
        kind: "list",
        items: p.promised.map((x) => {
          const who = x.by.map((b) => `${b.creator} ${figure(b.units)}`).join(", ");
          if (!checked) return t(`${x.sku}：已承诺 ${figure(x.units)} 件（${who}）`, `${x.sku}: ${figure(x.units)} promised (${who})`);
          if (x.available === null)
            return t(
              `${x.sku}：已承诺 ${figure(x.units)} 件（${who}）；库存未知，无法核对`,
              `${x.sku}: ${figure(x.units)} promised (${who}); stock is not known`,
            );
          const have = figure(Math.floor(x.available));
          return x.over > 0
            ? t(
                `⚠ ${x.sku}：已承诺 ${figure(x.units)} 件（${who}），只有 ${have} 件，超出 ${figure(x.over)} 件`,
                `⚠ ${x.sku}: ${figure(x.units)} promised (${who}), only ${have} available, ${figure(x.over)} too many`,
              )
            : t(
                `${x.sku}：已承诺 ${figure(x.units)} 件（${who}），可用 ${have} 件`,
                `${x.sku}: ${figure(x.units)} promised (${who}), ${have} available`,
              );
        }),
      },
    );
  }
  if (spends.length > 0) {
    blocks.push(
      { kind: "heading", text: t("应急支出", "Emergency spends") },
      {
        kind: "list",
        sensitivity: "margin",
        items: spends.map(({ note, by }) =>
          t(
            `${note.what}：${moneySaid(note.amount, note.currency).zh}（${nameOf(p, by)}）`,
            `${note.what}: ${moneySaid(note.amount, note.currency).en} (${nameOf(p, by)})`,
          ),
        ),
      },
    );
  }
  return blocks;
}

/** An open item with the day by which it is wanted. */
export function withDay(label: Text, { by }: Pick<CheckItem, "by">, today: Day): Text {
  const n = daysBetween(by, today);
  return n > 0
    ? t(`${label.zh}（${by.slice(5)} 前，已过 ${n} 天）`, `${label.en} (by ${by.slice(5)}, ${n} ${n === 1 ? "day" : "days"} ago)`)
    : t(`${label.zh}（${by.slice(5)} 前）`, `${label.en} (by ${by.slice(5)})`);
}

export function checklistBlocks(p: PromoPlan): Block[] {
  const { done } = p.standing;
  const open = p.checklist.filter((c) => !done.has(c.id));
  return [
    {
      kind: "heading",
      text: t(
        `检查清单：${p.checklist.length - open.length}/${p.checklist.length} 完成`,
        `Checklist: ${p.checklist.length - open.length} of ${p.checklist.length} done`,
      ),
    },
    {
      kind: "list",
      items: p.checklist.map((c) => {
        const tick = done.get(c.id);
        return tick
          ? t(`✓ ${c.label.zh}（${nameOf(p, tick.by)}）`, `✓ ${c.label.en} (${nameOf(p, tick.by)})`)
          : withDay(t(`☐ ${c.label.zh}`, `☐ ${c.label.en}`), c, p.today);
      }),
    },
  ];
}
