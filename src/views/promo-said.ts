import type { PromoPlan } from "../app/promo/plan.ts";
import type { PlannedQuantity, Promo, PromoEntry, Spend } from "../domain/promo/types.ts";
import { figure } from "../domain/restock/figures.ts";
import { type Message, message } from "../message/message.ts";
import { checklistBlocks } from "./promo-entered.ts";
import { openButton, skusEn, t } from "./promo-values.ts";

/** SKUs that can be opened from the confirmation. */
const FIRST = 4;

export function promoConfirmed(p: PromoPlan, lines: readonly PlannedQuantity[]): Message {
  const units = lines.reduce((s, l) => s + l.units, 0);
  const buying = lines.filter((l) => l.units > 0).toSorted((a, b) => b.units - a.units);
  return message({
    title: t(`已确认：${p.promo.name} 备 ${figure(units)} 件`, `Confirmed: ${figure(units)} units for ${p.promo.name}`),
    tone: "good",
    lead: t(
      `${lines.length} 行、预计卖 ${figure(lines.reduce((s, l) => s + l.expected, 0))} 件，/restock 已按此更新。还没有下单：到 /restock 逐个批准采购。`,
      `${lines.length} lines, ${figure(lines.reduce((s, l) => s + l.expected, 0))} expected to sell; /restock counts them now. Nothing is ordered yet: approve the purchases in /restock.`,
    ),
    actions: [
      // What is to be bought is approved where everything is.
      ...buying.slice(0, FIRST).map((l) => ({
        label: t(`${l.sku} ${figure(l.units)} 件`, `${l.sku}: ${figure(l.units)}`),
        deed: { action: "open-restock", args: { sku: l.sku, warehouse: l.warehouse } },
      })),
      openButton(p.promo, "plan", "看备货方案", "What to stock"),
    ],
    basis: { asOf: p.asOf, stores: p.promo.stores, simulated: p.simulated },
  });
}

export function promoCommitted(p: PromoPlan, added: PromoEntry): Message {
  const { note } = added;
  if (note.kind !== "commitment") throw new Error(`entry ${added.id} is no commitment`);
  const of = p.promised.find((x) => x.sku === note.sku);
  const over = of?.over ?? 0;
  const have = of?.available ?? null;
  return message({
    title:
      over > 0
        ? t(`超承诺：${note.sku} 多答应了 ${figure(over)} 件`, `Over-committed: ${figure(over)} too many of ${note.sku}`)
        : t(
            `已登记：${note.creator} ${note.sku} ${figure(note.units)} 件`,
            `Entered: ${figure(note.units)} of ${note.sku} for ${note.creator}`,
          ),
    tone: over > 0 ? "critical" : have === null ? "warning" : "good",
    lead:
      have === null
        ? t(
            `${note.sku} 不在这次大促的计划里或没有库存数据，无法核对。`,
            `${note.sku} is not planned for this promotion, or its stock is not known: it cannot be checked.`,
          )
        : t(
            `${note.sku} 共承诺 ${figure(of?.units ?? 0)} 件，届时可用 ${figure(Math.floor(have))} 件。${over > 0 ? "加备货，或与达人改上限。" : ""}`,
            `${figure(of?.units ?? 0)} of ${note.sku} are promised, ${figure(Math.floor(have))} will be there.${over > 0 ? " Stock more, or agree on a lower cap." : ""}`,
          ),
    actions: [
      openButton(p.promo, "plan", "看备货方案", "What to stock"),
      {
        label: t("撤回这条承诺", "Take it back"),
        style: "danger",
        deed: { action: "promo-withdraw", args: { promo: p.promo.id, entry: added.id } },
      },
    ],
    basis: { asOf: p.asOf, stores: p.promo.stores, simulated: p.simulated },
  });
}

export function promoSpent(p: PromoPlan, spend: Pick<Spend, "what" | "amount" | "currency">): Message {
  const e = p.emergency;
  const over = e !== null && e.high > 0 && e.spent > e.high;
  const near = e !== null && e.low > 0 && e.spent > e.low;
  return message({
    title: t(
      `已记：${spend.what} ${figure(spend.amount, 2)} ${spend.currency}`,
      `Booked: ${spend.what}, ${figure(spend.amount, 2)} ${spend.currency}`,
    ),
    tone: over ? "critical" : near ? "warning" : "good",
    // A cost is said in words.
    sensitivity: "margin",
    lead:
      e === null || e.high <= 0
        ? t(
            "没有要备的货或成本未知，应急预算算不出来。",
            "Nothing is to be bought or costs are not known: there is no emergency budget to hold it against.",
          )
        : t(
            `应急预算已用 ${figure(e.spent)}，上限 ${figure(e.high)} ${p.currency}（${figure((e.burnt ?? 0) * 100)}%）${over ? "，已超" : near ? "，超过 10% 线" : ""}。`,
            `${figure(e.spent)} of the ${figure(e.high)} ${p.currency} are spent (${figure((e.burnt ?? 0) * 100)}%)${over ? ": over budget" : near ? ", beyond the lower end" : ""}.`,
          ),
    actions: [openButton(p.promo, "plan", "看备货方案", "What to stock")],
    basis: { asOf: p.asOf, stores: p.promo.stores, simulated: p.simulated },
  });
}

export const promoTicked = (p: PromoPlan): Message =>
  message({
    title: t(`${p.promo.name} 检查清单`, `${p.promo.name}: checklist`),
    tone: p.checklist.every((c) => p.standing.done.has(c.id)) ? "good" : "neutral",
    blocks: checklistBlocks(p),
    actions: [openButton(p.promo, "tick", "继续勾", "Tick another")],
  });

export const promoEnded = (p: Promo): Message =>
  message({
    title: t(`已取消：${p.name}`, `Called off: ${p.name}`),
    lead: t("/restock 不再算它；填过的内容保留。", "/restock counts it no more; what was entered is kept."),
  });

export const promoClosed = (p: Promo, skus: number): Message =>
  message({
    title: t(`已归档：${p.name}`, `Closed: ${p.name}`),
    tone: "good",
    lead: t(
      `${skus} 个 SKU 的增幅已保存，下次同一活动自动用。`,
      `The uplift of ${skusEn(skus)} is kept: the next one of this event begins with it.`,
    ),
  });
