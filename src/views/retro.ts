import type { Exceptions } from "../app/retro/exceptions.ts";
import type { Frame } from "../app/retro/frame.ts";
import type { Scorecard } from "../app/retro/scorecard.ts";
import type { StockReview } from "../app/retro/stock.ts";
import { periodText } from "../domain/calendar/period-text.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { type Message, message, type Thread } from "../message/message.ts";
import { retroBasis } from "./retro-basis.ts";
import { eventsOf, exceptionsMessage } from "./retro-exceptions.ts";
import { type Returned, returnsMessage } from "./retro-returns.ts";
import { headlineFacts, scorecardMessage } from "./retro-scorecard.ts";
import { ranOut, skus, stockMessage } from "./retro-stock.ts";

export interface RetroData {
  readonly frame: Frame;
  readonly card: Scorecard;
  readonly stock: StockReview;
  readonly returns: Returned;
  readonly exceptions: Exceptions;
}

const t = (zh: string, en: string): Text => ({ zh, en });

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

/** The month on one page: the agenda with what each point holds, and below it a reply for each. */
export function retroThread(data: RetroData): Thread {
  const { frame: f, card, stock, returns, exceptions } = data;
  const month = periodText(f.period);
  const worst = returns.byBucket[0];
  const events = eventsOf(exceptions.found).length;
  const agenda: Text[] = [
    t(
      `1 记分卡：${card.lines.length} 个指标，对比上月和去年同月`,
      `1 Scorecard: ${card.lines.length} KPIs against the month before and last year`,
    ),
    stock.skus === 0
      ? t("2 库存：当月没有库存快照", "2 Stock: no snapshots in the month")
      : t(
          `2 库存：${figure(ranOut(stock))} 个 SKU 断过货，${figure(stock.fast.length)} 个周转快，${figure(stock.slow.length)} 个周转慢`,
          `2 Stock: ${skus(ranOut(stock))} ran out; turning fast: ${figure(stock.fast.length)}, slowly: ${figure(stock.slow.length)}`,
        ),
    worst
      ? t(
          `3 退货：${figure(returns.total)} 件，看原因和该改的环节`,
          `3 Returns: ${figure(returns.total)} units, why, and which link must act`,
        )
      : t("3 退货：当月没有退货记录", "3 Returns: none on record"),
    t(`4 异常：${figure(events)} 处，逐条回答为什么`, `4 Exceptions: ${figure(events)}, each with a why to answer`),
    t(
      "5 决定：下月改什么、谁负责、哪天检查，写在这条消息下面",
      "5 Decisions: what changes next month, who does it, when it is checked; write them below",
    ),
  ];
  return {
    root: message({
      title: t(`全链路复盘 ${month.zh}`, `Full-chain retro, ${month.en}`),
      lead: t("数字已填好，开会只谈例外和决定。", "The figures are filled in; the meeting is for exceptions and decisions."),
      blocks: [
        { kind: "facts", facts: headlineFacts(card, f.currency) },
        { kind: "heading", text: t("议程", "Agenda") },
        { kind: "list", items: agenda },
      ],
      basis: retroBasis(f, { newest: card.newest, coverage: card.coverage, sources: card.sources, notes: card.notes }),
    }),
    replies: [
      { key: "scorecard", message: scorecardMessage(card, f) },
      { key: "stock", message: stockMessage(stock, card, f) },
      { key: "returns", message: returnsMessage(returns, card, f) },
      { key: "exceptions", message: exceptionsMessage(exceptions, f) },
    ],
  };
}
