import type { PromoPlan } from "../app/promo/plan.ts";
import { type Day, daysBetween } from "../domain/calendar/day.ts";
import type { Deadline } from "../domain/promo/deadlines.ts";
import { sumsOf, tooLate } from "../domain/promo/sums.ts";
import { DEADLINE_NAME } from "../domain/promo/words.ts";
import type { FreightMode } from "../domain/facts/facts.ts";
import { figure, MODE_NAMES } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { type Block, type Message, message } from "../message/message.ts";
import { withDay } from "./promo-entered.ts";
import { minimum } from "./promo-supply.ts";
import { isAre, openButton, t } from "./promo-values.ts";

export interface Countdown {
  readonly plan: PromoPlan;
  readonly deadlines: readonly Deadline[];
  readonly today: Day;
}

/** `海运最晚下单`, `sign-up closes`. */
function nameOf(d: Deadline): Text {
  const name = DEADLINE_NAME[d.kind];
  if (d.kind !== "order" || d.mode == null) return name;
  const mode = MODE_NAMES[d.mode as FreightMode];
  return t(`${mode.zh}${name.zh}`, `${name.en} by ${mode.en}`);
}

/** Of a day to order: what goes that way by then, and what of it goes later. */
function ordered({ lines }: PromoPlan, d: Deadline): Text | null {
  if (d.kind !== "order") return null;
  const batches = lines.filter((l) => (l.buy ?? 0) > 0).flatMap((l) => l.batches);
  const mine = batches.filter((b) => (b.way.route?.mode ?? null) === (d.mode ?? null));
  const sum = (of: typeof batches): number => of.reduce((s, b) => s + b.units, 0);
  const all = sum(mine);
  if (all === 0) return t("方案里没有走它的", "nothing of the plan goes that way");
  const now = sum(mine.filter((b) => b.way.orderBy <= d.day && b.way.late === 0));
  return now === all || now === 0
    ? t(`${figure(all)} 件`, `${figure(all)} units`)
    : t(`${figure(now)} 件，之后几天还有 ${figure(all - now)} 件`, `${figure(now)} units, and ${figure(all - now)} in the days after`);
}

const inDays = (n: number): Text => (n === 0 ? t("今天", "today") : n === 1 ? t("明天", "tomorrow") : t(`${n} 天后`, `in ${n} days`));

/** What is still to be done, with its figure. */
function open(p: PromoPlan): Text[] {
  const items: Text[] = [];
  const s = sumsOf(p.lines);
  if (p.promo.signUpBy === null) items.push(t("报名截止还没填", "the sign-up deadline is not entered"));
  if (p.standing.quantities === null && s.expected >= 1)
    items.push(t("备货量还没确认，/restock 没算它", "the quantities are not confirmed: /restock does not count it"));
  if (s.buy > 0) {
    const of = minimum(s);
    items.push(
      t(
        `所有头程一共还要买 ${figure(s.buy)} 件${of?.zh ?? ""}`,
        `${figure(s.buy)} ${figure(s.buy) === "1" ? "unit is" : "units are"} still to be bought, by all ways together${of?.en ?? ""}`,
      ),
    );
  }
  if (s.beyond > 0)
    items.push(
      t(
        `缺 ${figure(s.beyond)} 件来不及补：收广告、控达人`,
        `${isAre(s.beyond)} lacking that nothing brings in time: cut ads, hold creators back`,
      ),
    );
  const late = tooLate(p);
  if (late.length > 0)
    items.push(t(`其中 ${late.length} 个哪种头程都赶不上入仓截止`, `for ${late.length} of them no way is in time any more`));
  const over = p.promised.filter((x) => x.over > 0);
  if (over.length > 0)
    items.push(
      t(`达人承诺超库存：${over.map((x) => x.sku).join("、")}`, `promised to creators beyond stock: ${over.map((x) => x.sku).join(", ")}`),
    );
  const ticks = p.checklist
    .filter((c) => !p.standing.done.has(c.id))
    .toSorted((a, b) => (a.by < b.by ? -1 : 1))
    .map((c) => withDay(c.label, c, p.today));
  if (ticks.length > 0)
    items.push(t(`清单未完成：${ticks.map((c) => c.zh).join("；")}`, `not ticked: ${ticks.map((c) => c.en).join("; ")}`));
  if (items.length === 0) items.push(t("都已就绪", "all is ready"));
  return items;
}

function noteOf(plan: PromoPlan, d: Deadline, today: Day): Text {
  const [when, units] = [inDays(daysBetween(today, d.day)), ordered(plan, d)];
  return units === null ? when : t(`${when.zh}；${units.zh}`, `${when.en}; ${units.en}`);
}

function blocksOf({ plan, deadlines, today }: Countdown, several: boolean): Block[] {
  const { name } = plan.promo;
  return [
    ...(several ? [{ kind: "heading", text: t(name) } satisfies Block] : []),
    {
      kind: "facts",
      facts: deadlines.map((d) => ({
        label: nameOf(d),
        value: { kind: "day" as const, day: d.day },
        note: noteOf(plan, d, today),
      })),
    },
    { kind: "list", items: open(plan) },
  ];
}

/** The next deadlines of promotions, with what is still open. */
export function promoCountdown(due: readonly Countdown[]): Message {
  const all = due.flatMap(({ plan, deadlines, today }) => deadlines.map((d) => ({ plan, d, n: daysBetween(today, d.day) })));
  const [next] = all.toSorted((a, b) => a.n - b.n);
  const soon = all.some(({ n }) => n <= 3);
  const [only] = due;
  const when = next ? inDays(next.n) : t("");
  const what = next ? nameOf(next.d) : t("");
  const name = next?.plan.promo.name ?? "";
  return message({
    title: t(`${name}：${when.zh}${what.zh}`, `${name}: ${what.en} ${when.en}`),
    tone: soon ? "warning" : "neutral",
    blocks: due.flatMap((c) => blocksOf(c, due.length > 1)),
    actions: due
      .slice(0, 4)
      .flatMap((c) => [
        openButton(
          c.plan.promo,
          "plan",
          due.length > 1 ? c.plan.promo.name : "看备货方案",
          due.length > 1 ? c.plan.promo.name : "What to stock",
          "primary",
        ),
        ...(due.length === 1 ? [openButton(c.plan.promo, "tick", "勾检查清单", "Checklist")] : []),
      ]),
    basis: {
      ...(only && { asOf: only.plan.asOf }),
      stores: [...new Set(due.flatMap((c) => c.plan.promo.stores))],
      simulated: due.some((c) => c.plan.simulated),
    },
  });
}
