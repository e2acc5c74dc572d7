import type { PromoStatus, StatusRow } from "../app/promo/status.ts";
import type { KnownUntil } from "../domain/promo/pace.ts";
import type { Promo } from "../domain/promo/types.ts";
import { daysBetween } from "../domain/calendar/day.ts";
import { length } from "../domain/calendar/period.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { listed } from "../message/listed.ts";
import { type Block, type Fact, type Message, message, type Value } from "../message/message.ts";
import { lastTimeByDay, trackBlock, trackData } from "./promo-chart.ts";
import { codesBlock } from "./promo-codes.ts";
import { enteredBlocks } from "./promo-entered.ts";
import { promoBasis } from "./promo-history.ts";
import { away, dayNo, daysText, modeText, money, moneySaid, none, openButton, percent, phaseText, t, text } from "./promo-values.ts";

const SHOWN = 12;
/** Off by less than so much nothing is said to be wrong. */
const NEAR = 0.15;

const two = (n: number): string => String(n).padStart(2, "0");

/** `11-29 21:00`, or the day alone where only days are known. */
export function momentText(m: KnownUntil, hourly: boolean): Text {
  const day = m.day.slice(5);
  if (!hourly) return t(day);
  return m.hour === 24 ? t(`${day} 全天`, `the end of ${day}`) : t(`${day} ${two(m.hour)}:00`);
}

const soldOut = (r: StatusRow): boolean => r.stock !== null && r.stock <= 0 && r.pace.remaining >= 1;

function sellOutCell(r: StatusRow, hourly: boolean): Value {
  if (r.stock === null) return none("库存未知", "stock not known");
  if (soldOut(r)) return text("已卖完", "sold out");
  if (r.pace.sellOut === null) return none("够卖到结束", "lasts until the end");
  return { kind: "text", text: momentText(r.pace.sellOut, hourly) };
}

function nextText({ next }: StatusRow): Text {
  switch (next.kind) {
    case "nothing":
      return t("不用动", "nothing");
    case "unknown":
      return t("先补库存数据", "stock is needed first");
    case "transfer":
      return t(
        `从 ${next.from} 调 ${figure(next.units)} 件（${next.arrivesOn.slice(5)} 到）`,
        `move ${figure(next.units)} from ${next.from} (there ${next.arrivesOn.slice(5)})`,
      );
    case "fly": {
      const mode = modeText(next.route);
      return t(
        `${mode.zh} ${figure(next.units)} 件（${next.arrivesOn.slice(5)} 到）`,
        `${mode.en} ${figure(next.units)} (there ${next.arrivesOn.slice(5)})`,
      );
    }
    case "slow-down":
      return t(
        `来不及补 ${figure(next.units)} 件：收广告、停优惠券、控达人`,
        `${figure(next.units)} short, nothing comes in time: cut ads and coupons, hold creators back`,
      );
  }
}

const over = ({ plan, until }: PromoStatus): boolean => until.day >= plan.promo.to && until.hour === 24;

/** Its last day is past, though its last sales may not be known yet: nothing more can be done for it. */
const ended = (s: PromoStatus): boolean => over(s) || s.plan.today > s.plan.promo.to;

function table(s: PromoStatus): Block {
  const past = ended(s);
  const several = new Set(s.rows.map((r) => r.line.warehouse)).size > 1;
  const row = (r: StatusRow): Value[] => [
    { kind: "code", code: r.line.sku },
    ...(several ? [{ kind: "code", code: r.line.warehouse } as const] : []),
    { kind: "count", count: Math.round(r.pace.sold) },
    { kind: "count", count: Math.round(r.pace.due) },
    r.pace.due >= 1 ? text(percent(r.pace.sold / r.pace.due - 1)) : none("应卖不到 1 件", "less than one was expected"),
    r.stock === null ? none("库存未知", "stock not known") : { kind: "count", count: Math.round(r.stock) },
    // What is over heads for nothing and needs no further batch.
    ...(past
      ? []
      : [
          { kind: "count", count: Math.round(r.pace.heading) } as const,
          sellOutCell(r, s.hourly),
          { kind: "text", text: nextText(r) } as const,
        ]),
  ];
  return {
    kind: "table",
    columns: [
      { label: t("SKU", "SKU") },
      ...(several ? [{ label: t("仓库", "Warehouse") }] : []),
      { label: t("已卖", "Sold"), align: "right" },
      { label: t("应卖", "Expected"), align: "right" },
      { label: t("差", "Off"), align: "right" },
      { label: t("还剩", "Left"), align: "right" },
      ...(past
        ? []
        : [
            { label: t("预计全程", "Heading for"), align: "right" } as const,
            { label: t("预计卖完", "Sells out") },
            { label: t("下一批", "Next batch") },
          ]),
    ],
    ...listed(s.rows, SHOWN, row),
  };
}

const joined = (of: readonly Text[]): Text => t(of.map((x) => x.zh).join("，"), of.map((x) => x.en).join(", "));

function lead(s: PromoStatus): Text {
  const { total, plan } = s;
  const short = s.rows.filter((r) => r.pace.gap > 0 && !soldOut(r));
  const empty = s.rows.filter((r) => soldOut(r) || (over(s) && r.stock !== null && r.stock < 1));
  const off = total.due >= 1 ? total.sold / total.due - 1 : 0;
  const when = momentText(s.until, s.hourly);
  const sold = t(`截至 ${when.zh}，卖了 ${figure(total.sold)} 件`, `${figure(total.sold)} sold up to ${when.en}`);
  if (ended(s) && !over(s)) {
    const to = plan.promo.to.slice(5);
    return t(
      `已在 ${to} 结束，销售数据只到 ${when.zh}（卖了 ${figure(total.sold)} 件）；导入其余天的销售后复盘。`,
      `It ended on ${to}; sales are known up to ${when.en} only (${figure(total.sold)} sold). Import the rest for the review.`,
    );
  }
  const against =
    Math.abs(off) < NEAR
      ? t("与预计相符", "as expected")
      : off > 0
        ? t(`比预计多 ${figure(off * 100)}%`, `${figure(off * 100)}% more than expected`)
        : t(`比预计少 ${figure(-off * 100)}%`, `${figure(-off * 100)}% less than expected`);
  const end = !s.rows.some((r) => r.stock !== null)
    ? t("库存未知，算不出几点卖完", "stock is not known, nor when what sells out")
    : short.length + empty.length === 0
      ? over(s)
        ? t("没有卖断的", "nothing sold out")
        : t("库存都够卖到结束", "stock lasts until the end")
      : joined([
          ...(empty.length > 0 ? [t(`${empty.length} 个已卖完`, `${empty.length} sold out`)] : []),
          ...(short.length > 0 ? [t(`${short.length} 个会提前卖完`, `${short.length} will sell out early`)] : []),
        ]);
  return t(`${sold.zh}，${against.zh}；${end.zh}。`, `${sold.en}, ${against.en}; ${end.en}.`);
}

/** The day of the promotion, and that of the data where it is another one. */
function dayFact({ plan, until }: PromoStatus): Fact {
  const { promo, today } = plan;
  const [known, all] = [dayNo(until.day, promo), length(promo)];
  const label = t("第几天", "Day");
  if (today > promo.to) {
    const nothing = known === all ? null : t(`，销售到第 ${known} 天`, `, sales to day ${known}`);
    const said = phaseText(today, promo);
    return {
      label,
      value: text(`共 ${all} 天`, all === 1 ? "1 in all" : `${all} in all`),
      note: t(`${said.zh}${nothing?.zh ?? ""}`, `${said.en}${nothing?.en ?? ""}`),
    };
  }
  const [now, left] = [dayNo(today, promo), daysBetween(today, promo.to)];
  const rest =
    left === 0 ? t("最后一天", "the last one") : t(`之后还有 ${left} 天`, left === 1 ? "1 more to come" : `${left} more to come`);
  return {
    label,
    value: text(`${now} / ${all}`),
    note:
      until.day === today
        ? rest
        : t(
            `今天，${rest.zh}；销售数据到 ${until.day.slice(5)}（第 ${known} 天）`,
            `today, ${rest.en}; sales to ${until.day.slice(5)}, day ${known}`,
          ),
  };
}

function facts(s: PromoStatus): Fact[] {
  const { plan, total } = s;
  const e = plan.emergency;
  return [
    dayFact(s),
    ...(over(s) ? [] : [{ label: t("已卖 / 应卖", "Sold / expected"), value: text(`${figure(total.sold)} / ${figure(total.due)}`) }]),
    {
      label: over(s) ? t("卖了", "Sold") : ended(s) ? t("全程估计", "In all, by this pace") : t("预计全程", "Heading for"),
      value: { kind: "count", count: Math.round(over(s) ? total.sold : total.heading) },
      note: t(
        `原预计 ${figure(s.band.expected)}（${figure(s.band.low)}–${figure(s.band.high)}）`,
        `forecast ${figure(s.band.expected)} (${figure(s.band.low)}–${figure(s.band.high)})`,
      ),
    },
    ...(e && e.high > 0
      ? [
          {
            label: t("应急预算已用", "Emergency budget spent"),
            value: money(e.spent, plan.currency, t("未知", "not known")),
            note: t(
              `上限 ${moneySaid(e.high, plan.currency).zh} 的 ${figure((e.burnt ?? 0) * 100)}%`,
              `${figure((e.burnt ?? 0) * 100)}% of at most ${moneySaid(e.high, plan.currency).en}`,
            ),
          } satisfies Fact,
        ]
      : []),
  ];
}

function notYet(s: PromoStatus): Message {
  const { plan } = s;
  const { promo } = plan;
  const begun = plan.today >= promo.from;
  return message({
    title: t(
      `${promo.name}：${begun ? "还没有销售数据" : "还没开始"}`,
      `${promo.name}: ${begun ? "no sales are known yet" : "not begun yet"}`,
    ),
    lead: ended(s)
      ? t(
          `${promo.from} 至 ${promo.to}，已结束；最新的销售数据到 ${s.until.day}。导入这些天的订单报表后复盘。`,
          `It lasted from ${promo.from} to ${promo.to}, and sales are known up to ${s.until.day}. Import the reports of these days for the review.`,
        )
      : begun
        ? t(
            `${promo.from} 已开始，最新的销售数据到 ${s.until.day}。导入订单报表后再看。`,
            `It began on ${promo.from}, and sales are known up to ${s.until.day}. Import the order reports, then look again.`,
          )
        : t(`${promo.from} 开始，${away(plan.today, promo.from).zh}。`, `It begins on ${promo.from}: ${away(plan.today, promo.from).en}.`),
    actions: [openButton(promo, "plan", "看备货方案", "What to stock", "primary")],
    basis: promoBasis(plan, [], false),
  });
}

/** How a promotion is doing: actual against forecast, what sells out when, and what can still be done. */
export function promoStatus(s: PromoStatus): Message {
  const { plan } = s;
  if (s.actual.length === 0) return notYet(s);
  const urgent = !ended(s) && s.rows.some((r) => r.pace.gap > 0 || soldOut(r));
  const notes = [
    ...(plan.standing.quantities
      ? [t("预计取确认备货时的预测", "the forecast is that which was confirmed")]
      : [t("备货量没有确认过，预计取现在的预测", "nothing was confirmed: the forecast is that of now")]),
    ...(s.hourly ? [] : [t("订单没有时间，按天估算", "orders have no time of day: by days only")]),
    ...(s.until.day === plan.asOf
      ? []
      : [
          s.hourly
            ? t(`库存为 ${plan.asOf} 的快照，已减去之后的销量`, `stock is that of ${plan.asOf}, less what was sold since`)
            : t(`库存为 ${plan.asOf} 的快照`, `stock is that of ${plan.asOf}`),
        ]),
    t(`同期其他 SKU 卖了 ${figure(s.others)} 件`, `other SKUs sold ${figure(s.others)} in these days`),
  ];
  return message({
    title: t(`${plan.promo.name} 进度`, `${plan.promo.name}: how it goes`),
    tone: urgent || (ended(s) && !over(s)) ? "warning" : s.total.due >= 1 && s.total.sold < s.total.due * (1 - NEAR) ? "neutral" : "good",
    lead: lead(s),
    blocks: [
      { kind: "facts", facts: facts(s) },
      trackBlock(trackData(plan, s.band, s.rhythm, lastTimeByDay(plan), s.actual), plan.promo.name),
      ...(s.rows.length > 0 ? [table(s)] : []),
      ...codesBlock(s),
      ...enteredBlocks(plan),
    ],
    actions: [
      ...(over(s) && plan.today > plan.promo.to ? [openButton(plan.promo, "review", "去复盘", "Review it", "primary")] : []),
      openButton(plan.promo, "plan", "备货方案", "What was planned"),
      ...(plan.promo.state === "open" ? [openButton(plan.promo, "spend", "记应急支出", "Emergency spend")] : []),
    ],
    // Sales are known up to another day than stock.
    basis: { ...promoBasis(plan, notes, false), asOf: s.until.day },
  });
}

/** Root of a thread, where several run at once. */
export const runningPromos = (promos: readonly Promo[]): Message =>
  message({
    title: t(`${promos.length} 个大促进行中`, `${promos.length} promotions are running`),
    blocks: [{ kind: "list", items: promos.map((p) => t(`${p.name}：${daysText(p).zh}`, `${p.name}: ${daysText(p).en}`)) }],
  });
