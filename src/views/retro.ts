import type { Frame } from "../app/retro/frame.ts";
import type { RetroLook } from "../app/retro/look.ts";
import type { RetroNow } from "../app/retro/now.ts";
import type { Scorecard } from "../app/retro/scorecard.ts";
import { periodText } from "../domain/calendar/period-text.ts";
import { standing } from "../domain/retro/carried.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { counted } from "../domain/words/counted.ts";
import { type Message, message, type Thread } from "../message/message.ts";
import type { Said } from "../ports/retros.ts";
import { actionsBase } from "./retro-actions.ts";
import { retroBasis } from "./retro-basis.ts";
import { basisBelow } from "./retro-basis-below.ts";
import { bridgeMessage } from "./retro-bridge.ts";
import { type CarriedCount, chainMessage } from "./retro-chain.ts";
import { checksMessage } from "./retro-checks.ts";
import { decisionsMessage } from "./retro-decisions.ts";
import { saidEvents } from "./retro-events.ts";
import { exceptionsMessage } from "./retro-exceptions.ts";
import { returnsMessage } from "./retro-returns.ts";
import { headlineFacts, partOfMonth, scorecardMessage } from "./retro-scorecard.ts";
import { ranOut, skus, stockMessage } from "./retro-stock.ts";
import { joined, t } from "./retro-values.ts";

/** Nothing of the month is known: no KPI has a value. */
export function untoldMonth(card: Scorecard): boolean {
  return card.lines.every((l) => l.figure.value.kind === "missing");
}

/** Said instead of a thread of dashes. */
export function noRetroMessage(card: Scorecard, f: Frame): Message {
  const month = periodText(f.period);
  // Sales come first: without orders there is nothing else to tell either.
  const reason = (card.lines.find((l) => l.kpi.id === "gmv") ?? card.lines[0])?.figure.value;
  return message({
    title: t(`全链路复盘 ${month.zh}：没有数据`, `Full-chain retro, ${month.en}: no data`),
    tone: "warning",
    lead:
      reason?.kind === "missing"
        ? t(`填不出复盘：${reason.because.zh}。`, `There are no facts to fill in: ${reason.because.en}.`)
        : t("填不出复盘：没有任何指标。", "There are no facts to fill in: no KPI is known."),
    basis: retroBasis(f, { newest: card.newest, coverage: card.coverage, notes: card.notes }),
  });
}

type History = Pick<RetroNow, "actions" | "months" | "escalateAfter">;

function carriedIn(look: RetroLook, month: string, { actions, months, escalateAfter }: History): CarriedCount {
  const open = actions.filter((a) => a.month < month && a.state === "open");
  const overdue = open.filter((a) => standing(a, months, { month, asOf: look.frame.today, escalateAfter }).overdueDays > 0);
  return { open: open.length, overdue: overdue.length };
}

function agenda(look: RetroLook, events: number, carried: CarriedCount): Text[] {
  const { card, stock, returns, bridge, alerts } = look;
  const worst = returns.byBucket[0];
  const raised = alerts.reduce((sum, a) => sum + a.fired, 0);
  const out =
    stock.skus === 0
      ? t("没有库存快照", "no stock snapshots")
      : t(`${figure(ranOut(stock))} 个 SKU 断过货`, `${skus(ranOut(stock))} ran out`);
  const back = worst
    ? t(`退货 ${figure(returns.total)} 件`, `${counted(returns.total, "unit")} came back`)
    : t("没有退货记录", "no returns on record");
  const chain = joined([out, back], "，", ", ");
  return [
    t("1 总览：见上", "1 Overview: above"),
    t(
      `2 记分卡：${card.lines.length} 个指标，对比目标、上月和去年同月`,
      `2 Scorecard: ${card.lines.length} KPIs against target, last month and last year`,
    ),
    bridge.bridge.kind === "missing"
      ? t("3 利润桥：数据不足，拆不出来", "3 Profit bridge: not enough is known to tell")
      : t("3 利润桥：CM3 上月到本月差在哪里", "3 Profit bridge: what moved CM3"),
    t(`4 链路：${chain.zh}`, `4 The chain: ${chain.en}`),
    t(`5 异常：${figure(events)} 处，逐条回答为什么`, `5 Exceptions: ${figure(events)}, each with a why to answer`),
    carried.open > 0
      ? t(
          `6 上月行动：${figure(carried.open)} 项未完成，${figure(carried.overdue)} 项逾期`,
          `6 Last month's actions: ${figure(carried.open)} open, ${figure(carried.overdue)} overdue`,
        )
      : t("6 上月行动：没有未完成的", "6 Last month's actions: none is open"),
    t(`7 预警：触发 ${figure(raised)} 次`, `7 Warnings: ${figure(raised)} raised`),
    t("8 决定与新行动：谁负责、哪天到期、哪天查效果", "8 Decisions and new actions: who, until when, checked on which day"),
  ];
}

function rootMessage(look: RetroLook, events: number, carried: CarriedCount): Message {
  const { frame: f, card, special } = look;
  const month = periodText(f.period);
  return message({
    title: t(`全链路复盘 ${month.zh}`, `Full-chain retro, ${month.en}`),
    lead: t("数字已填好，开会只谈例外和决定。", "The figures are filled in; the meeting is for exceptions and decisions."),
    blocks: [
      ...partOfMonth(card, f),
      { kind: "facts", facts: headlineFacts(card, f) },
      { kind: "heading", text: t("议程", "Agenda") },
      { kind: "list", items: agenda(look, events, carried) },
    ],
    basis: retroBasis(f, {
      newest: card.newest,
      coverage: card.coverage,
      sources: card.sources,
      notes: [
        ...special.map((s) => t(`特殊时段：${s.label.zh} ${s.from} 至 ${s.to}`, `special days: ${s.label.en}, ${s.from} to ${s.to}`)),
        ...card.notes,
      ],
    }),
  });
}

/** The month on one page, the agenda with what each point holds, and below it a reply for each; without what people add. */
export function saidOf(look: RetroLook, month: string, history: History, names: ReadonlyMap<string, string>): Said {
  const { frame: f, card } = look;
  const events = saidEvents(look.exceptions, f.currency);
  const carried = carriedIn(look, month, history);
  const root = rootMessage(look, events.length, carried);
  const replies = [
    { key: "scorecard", message: scorecardMessage(look) },
    { key: "bridge", message: bridgeMessage(look.bridge, look) },
    { key: "chain", message: chainMessage(look, carried) },
    { key: "stock", message: stockMessage(look.stock, card, f) },
    { key: "returns", message: returnsMessage(look.returns, card, f) },
    { key: "exceptions", message: exceptionsMessage(look.exceptions, f) },
    { key: "actions", message: actionsBase(look) },
    { key: "checks", message: checksMessage(look) },
    { key: "decisions", message: decisionsMessage(look, names) },
  ];
  const thread: Thread = { root, replies: replies.map((r) => ({ ...r, message: basisBelow(root, r.message) })) };
  return {
    asOf: f.today,
    currency: f.currency,
    stores: f.codes,
    thread,
    figures: card.lines.map(({ kpi, figure: told }) => ({
      kpi: kpi.id,
      value: told.value.kind === "missing" ? null : told.value.value.toString(),
    })),
    events,
    effects: look.effects,
  };
}
