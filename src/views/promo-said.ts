import type { PromoPlan } from "../app/promo/plan.ts";
import type { PlannedQuantity, Promo, PromoEntry, Spend } from "../domain/promo/types.ts";
import { figure } from "../domain/restock/figures.ts";
import { type Message, message } from "../message/message.ts";
import { checklistBlocks } from "./promo-entered.ts";
import { takeBack } from "./promo-undo.ts";
import { countSkus, moneySaid, openButton, skusEn, t } from "./promo-values.ts";

/** SKUs that can be opened from the confirmation. */
const FIRST = 4;

export function promoConfirmed(p: PromoPlan, lines: readonly PlannedQuantity[]): Message {
  const units = lines.reduce((s, l) => s + l.units, 0);
  const buying = lines.filter((l) => l.units > 0).toSorted((a, b) => b.units - a.units);
  const [skus, expected] = [countSkus(lines), figure(lines.reduce((s, l) => s + l.expected, 0))];
  const left = buying.length - FIRST;
  const rest = left > 0 ? t(`下面是最多的 ${FIRST} 个，另有 ${left} 个`, `below are the ${FIRST} largest, ${left} more are there`) : null;
  const then =
    units === 0
      ? t("", "")
      : t(
          `还没有下单：到 /restock 逐个批准采购${rest === null ? "" : `（${rest.zh}）`}。`,
          ` Nothing is ordered yet: approve the purchases in /restock${rest === null ? "" : ` (${rest.en})`}.`,
        );
  return message({
    title:
      units === 0
        ? t(`已确认：${p.promo.name}，不用再备货`, `Confirmed: ${p.promo.name}, with nothing to buy`)
        : t(`已确认：${p.promo.name} 备 ${figure(units)} 件`, `Confirmed: ${figure(units)} units for ${p.promo.name}`),
    tone: "good",
    lead: t(
      `${skus} 个 SKU 预计卖 ${expected} 件，/restock 已按此更新。${then.zh}`,
      `${skusEn(skus)}, ${expected} expected to sell; /restock counts them now.${then.en}`,
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
    actions: [openButton(p.promo, "plan", "看备货方案", "What to stock"), takeBack(p.promo.id, added.id, "commitment")],
    basis: { asOf: p.asOf, stores: p.promo.stores, simulated: p.simulated },
  });
}

/** The longest that a title says of what somebody wrote. */
const WHAT_CHARS = 60;

/** `entry`: by which it can be taken back. `costs`: whether the asker may see what it came to. */
export function promoSpent(
  p: PromoPlan,
  entry: number,
  { what, amount, currency }: Pick<Spend, "what" | "amount" | "currency">,
  costs: boolean,
): Message {
  const actions = [openButton(p.promo, "plan", "看备货方案", "What to stock"), takeBack(p.promo.id, entry, "spend")];
  const basis = { asOf: p.asOf, stores: p.promo.stores, simulated: p.simulated };
  const e = p.emergency;
  const [said, sum] = [what.length > WHAT_CHARS ? `${what.slice(0, WHAT_CHARS)}…` : what, moneySaid(amount, currency)];
  // Where costs are not shown the booking still is, so that a slip can be taken back.
  if (!costs) {
    return message({
      title: t(`已记：${said}`, `Booked: ${said}`),
      tone: "good",
      lead: t("金额和应急预算这里不显示，请私聊查看。", "What it came to and the budget are not shown here: ask in a direct message."),
      actions,
      basis,
    });
  }
  const over = e !== null && e.high > 0 && e.spent > e.high;
  const near = e !== null && e.low > 0 && e.spent > e.low;
  return message({
    title: t(`已记：${said} ${sum.zh}`, `Booked: ${said}, ${sum.en}`),
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
            `应急预算已用 ${moneySaid(e.spent, p.currency).zh}，上限 ${moneySaid(e.high, p.currency).zh}（${figure((e.burnt ?? 0) * 100)}%）${over ? "，已超" : near ? "，超过 10% 线" : ""}。`,
            `${moneySaid(e.spent, p.currency).en} of at most ${moneySaid(e.high, p.currency).en} are spent (${figure((e.burnt ?? 0) * 100)}%)${over ? ": over budget" : near ? ", beyond the lower end" : ""}.`,
          ),
    actions,
    basis,
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
