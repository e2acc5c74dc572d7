import type { BridgeAnswer, BridgeDays } from "../app/retro/bridge.ts";
import type { Frame } from "../app/retro/frame.ts";
import type { Scorecard } from "../app/retro/scorecard.ts";
import { periodText } from "../domain/calendar/period-text.ts";
import type { WaterfallData } from "../domain/kpi/chart-data.ts";
import type { Bridge, BridgeStep } from "../domain/retro/bridge.ts";
import type { Text } from "../domain/value.ts";
import { type Block, type Message, message, type Value } from "../message/message.ts";
import { changeValue, kpiValue } from "./kpi-value.ts";
import { retroBasis } from "./retro-basis.ts";
import { spoken, t, words } from "./retro-values.ts";

const CM = { unit: "money", sensitivity: "margin" } as const;

const STEP: Readonly<Record<BridgeStep, { readonly name: Text; readonly means: Text }>> = {
  price: { name: t("价格", "Price"), means: t("同款商品单价的变化", "what a unit of the same SKU brought") },
  volume: { name: t("销量", "Volume"), means: t("总件数变化 × 上月单件贡献", "units more or less, at last month's contribution a unit") },
  mix: { name: t("结构", "Mix"), means: t("卖得多的是赚得多还是赚得少的款", "richer or poorer SKUs among them") },
  "unit-cost": { name: t("单件成本", "Unit cost"), means: t("采购、头程、关税等到岸成本", "purchase, freight, duty: the landed cost") },
  fees: { name: t("平台费用", "Platform fees"), means: t("佣金、配送、仓储等", "commission, fulfilment, storage") },
  returns: {
    name: t("退货退款", "Returns"),
    means: t("退款、退货费用，减退回可售货值", "refunds and their fees, less goods that came back"),
  },
  ads: { name: t("广告", "Ads"), means: t("广告花费", "ad spend") },
  promotions: { name: t("推广", "Promotion"), means: t("达人佣金、优惠券与活动费", "affiliates, coupons, deal fees") },
  fx: { name: t("汇率", "Exchange rates"), means: t("按上月汇率折算的差额", "against last month's rates") },
  rest: { name: t("未拆分", "Not explained"), means: t("数据不全、拆不到款的部分", "what the facts do not tell by SKU or store") },
};

/** A step of nothing says nothing. A cent of rest is rounding. */
const told = ({ steps }: Bridge): Bridge["steps"] => steps.filter((s) => s.amount.abs().gte(s.id === "rest" ? 1 : 0.005));

type Told = Bridge & { readonly days: BridgeDays };

function chart(b: Told, f: Frame): Block {
  const [before, now] = [periodText(b.days.before), periodText(b.days.after)];
  const title = t(`CM3：${before.zh} → ${now.zh}`, `CM3, ${before.en} → ${now.en}`);
  const data: WaterfallData = {
    title,
    currency: f.currency,
    unit: "money",
    steps: [
      { label: before, kind: "from", value: b.before.toNumber() },
      ...told(b).map((s) => ({ label: STEP[s.id].name, kind: "step" as const, value: s.amount.toNumber() })),
      { label: now, kind: "sum", value: b.after.toNumber() },
    ],
    sensitivity: "margin",
  };
  const say = (x: Bridge["before"]): Text => spoken(kpiValue(CM, { kind: "value", value: x }, f.currency));
  return {
    kind: "chart",
    chart: "waterfall",
    data,
    alt: t(
      `CM3 从 ${say(b.before).zh} 到 ${say(b.after).zh}，逐项见下表`,
      `CM3 from ${say(b.before).en} to ${say(b.after).en}, step by step in the table below`,
    ),
    sensitivity: "margin",
  };
}

function table(b: Told, currency: string): Block {
  const [before, now] = [periodText(b.days.before), periodText(b.days.after)];
  const plain = (amount: Bridge["before"]): Value => kpiValue(CM, { kind: "value", value: amount }, currency);
  const step = (amount: Bridge["before"]): Value => changeValue(CM, { kind: "absolute", amount }, currency);
  return {
    kind: "table",
    columns: [
      { label: t("项目", "Step") },
      { label: t("CM3 影响", "Effect on CM3"), align: "right", sensitivity: "margin" },
      { label: t("说明", "Which is") },
    ],
    rows: [
      [words(t(`${before.zh} 的 CM3`, `CM3 of ${before.en}`)), plain(b.before), words(t("", ""))],
      ...told(b).map((s) => [words(STEP[s.id].name), step(s.amount), words(STEP[s.id].means)]),
      [words(t(`${now.zh} 的 CM3`, `CM3 of ${now.en}`)), plain(b.after), words(t("", ""))],
    ],
    // Which steps there are tells of margins too.
    sensitivity: "margin",
  };
}

/** What made this month's contribution another than last month's; nothing of it where margins are not shown. */
export function bridgeMessage(
  answer: BridgeAnswer,
  { frame: f, card }: { readonly frame: Frame; readonly card: Pick<Scorecard, "newest"> },
): Message {
  const { bridge: b, foreign } = answer;
  return message({
    title: t("3 利润桥：CM3 上月到本月", "3 Profit bridge: CM3, last month to this"),
    blocks:
      b.kind === "missing"
        ? [{ kind: "prose", text: t(`拆不出来：${b.because.zh}。`, `It cannot be told: ${b.because.en}.`) }]
        : [chart(b.value, f), table(b.value, f.currency)],
    basis: retroBasis(f, {
      newest: card.newest,
      notes: [
        ...(b.kind === "missing"
          ? []
          : [
              t(
                "销量、结构按上月单件贡献（折后单价 − 到岸成本）计",
                "volume and mix at last month's contribution of a unit (price less landed cost)",
              ),
              t("只算有成本的商品", "of goods whose cost is known"),
              foreign
                ? t(
                    "外币店铺本月按上月汇率折算，差额记入汇率",
                    "this month at last month's rates, the difference is the exchange-rate step",
                  )
                : t("店铺同一币种，没有汇率影响", "the stores share a currency: no exchange rates in it"),
            ]),
        ...answer.notes,
      ],
    }),
  });
}
