import type { PromoPlan } from "../app/promo/plan.ts";
import { nextOrder, type PlanSums, tooLate } from "../domain/promo/sums.ts";
import { PROGRAMME_NAME, SOURCE_NAME } from "../domain/promo/words.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import type { Fact } from "../message/message.ts";
import { allowsText, minimum } from "./promo-supply.ts";
import { away, countSkus, daysText, dayValue, isAre, money, moneySaid, phaseText, range, skusEn, t, timesUsual } from "./promo-values.ts";

/** What is expected, what is lacking and what is to be bought, in one sentence. */
export function planLead(p: PromoPlan, s: PlanSums): Text {
  if (p.lines.length === 0) {
    return p.unplanned.length > 0
      ? t("所选 SKU 在这些店铺的仓库里没有库存计划。", "None of the chosen SKUs is in the stock plan of these stores' warehouses.")
      : t("还没有可计划的 SKU：没有销售数据，也没有指定 SKU。", "No SKU can be planned: nothing was sold yet and none was chosen.");
  }
  const times = s.base > 0 ? timesUsual(s.expected / s.base) : null;
  const skus = countSkus(p.lines);
  const zh = [`${skus} 个 SKU 预计卖 ${figure(s.expected)} 件${times === null ? "" : `（${times.zh}）`}`];
  const en = [`${skusEn(skus)} should sell ${figure(s.expected)} units${times === null ? "" : ` (${times.en})`}`];
  const order = nextOrder(p);
  const late = tooLate(p);
  const allows = allowsText(p, s);
  if (allows) {
    zh.push(allows.zh);
    en.push(allows.en);
  } else if (s.buy === 0) {
    zh.push("现有和在途够卖，不用再备");
    en.push("what is there and on its way is enough");
  }
  if (s.beyond > 0) {
    zh.push(`缺 ${figure(s.beyond)} 件来不及补`);
    en.push(`${isAre(s.beyond)} lacking that nothing brings in time`);
  }
  const over = p.promised.filter((x) => x.over > 0);
  if (over.length > 0) {
    const names = over.slice(0, 3).map((x) => x.sku);
    zh.push(`达人承诺超出库存：${names.join("、")}`);
    en.push(`creators were promised more than there is of ${names.join(", ")}`);
  }
  if (s.buy > 0) {
    zh.push(`还要备 ${figure(s.buy)} 件`);
    en.push(`${figure(s.buy)} more ${figure(s.buy) === "1" ? "is" : "are"} to be bought`);
    if (order) {
      zh.push(`最早的一批 ${order.day} 前下单`);
      en.push(`the first by ${order.day}`);
    }
    if (late.length > 0) {
      zh.push(`${late.length} 个 SKU 哪种头程都赶不上入仓截止`);
      en.push(`for ${late.length} no way is in time for the inbound deadline any more`);
    }
  }
  return { zh: `${zh.join("；")}。`, en: `${en.join("; ")}.` };
}

/** How many are short, and what the documents' formula would buy. */
function buyNote(s: PlanSums): Text {
  const short =
    s.short === 0
      ? t("没有 SKU 不够", "no SKU will be short")
      : t(`${s.short} 个 SKU 届时不够${minimum(s)?.zh ?? ""}`, `${skusEn(s.short)} will be short${minimum(s)?.en ?? ""}`);
  const rule = range(s.ruleLow, s.ruleHigh);
  return s.ruleHigh < 0.5
    ? t(`${short.zh}；按文档公式（预计 +10–20%）也不用备`, `${short.en}; the documents' formula (forecast +10–20%) buys nothing either`)
    : t(
        `${short.zh}；按文档公式（预计 +10–20%）要备 ${rule} 件`,
        `${short.en}; by the documents' formula (forecast +10–20%) ${rule} ${rule === "1" ? "is" : "are"} to be bought`,
      );
}

/** Some of its days are over: what is wanted and earned is of the others. */
const running = ({ lines }: PromoPlan): boolean => lines.some((l) => l.ahead < 1);

function sumFacts(p: PromoPlan, s: PlanSums): Fact[] {
  const unknown = t("成本未知", "cost not known");
  const e = p.emergency;
  return [
    {
      label: t("预计销量", "Forecast"),
      value: { kind: "count", count: Math.round(s.expected) },
      note: t(`10 次里 8 次在 ${figure(s.low)} 到 ${figure(s.high)} 之间`, `8 times in 10 between ${figure(s.low)} and ${figure(s.high)}`),
    },
    {
      label: t("还要备", "To buy"),
      value: { kind: "count", count: s.buy },
      note: buyNote(s),
    },
    {
      label: t("备货资金", "Cash"),
      value: money(p.cost, p.currency, unknown),
      ...(p.uncosted > 0 && {
        note: t(`${p.uncosted} 个 SKU 缺成本，未计入`, `${skusEn(p.uncosted)} without a cost ${p.uncosted === 1 ? "is" : "are"} left out`),
      }),
    },
    ...(e && e.high > 0
      ? [
          {
            label: t("应急预算", "Emergency budget"),
            value: money(e.high, p.currency, unknown),
            note: t(
              `总成本的 10–15%，下限 ${moneySaid(e.low, p.currency).zh}；已用 ${moneySaid(e.spent, p.currency).zh}`,
              `10–15% of the cost, at least ${moneySaid(e.low, p.currency).en}; ${moneySaid(e.spent, p.currency).en} spent`,
            ),
          } satisfies Fact,
        ]
      : []),
    ...(p.result && p.result.lines > 0
      ? [
          {
            label: t("预计毛利", "Expected contribution"),
            value: money(p.result.contribution, p.currency, unknown),
            note: t(
              `${running(p) ? "余下几天的，" : ""}未扣广告和退货；剩货约 ${figure(p.result.leftover)} 件${p.result.breakEven === null ? "；卖多少都不保本" : p.result.breakEven === 0 ? "" : `；新备的卖出 ${figure(p.result.breakEven)} 件保本`}`,
              `${running(p) ? "of the days left, " : ""}before ads and returns; about ${figure(p.result.leftover)} left over${p.result.breakEven === null ? "; no number of sales breaks even" : p.result.breakEven === 0 ? "" : `; what is bought breaks even at ${figure(p.result.breakEven)}`}`,
            ),
          } satisfies Fact,
        ]
      : []),
  ];
}

/** Dates, sums and money of a plan. */
export function planFacts(p: PromoPlan, s: PlanSums): Fact[] {
  const { promo, today } = p;
  const programme = PROGRAMME_NAME[promo.programme];
  const source = SOURCE_NAME[promo.inboundSource];
  return [
    { label: t("大促", "Days"), value: { kind: "text", text: daysText(promo) }, note: phaseText(today, promo) },
    {
      label: t("报名截止", "Sign-up closes"),
      value: dayValue(promo.signUpBy, t("没有填", "not entered")),
      ...(promo.signUpBy !== null && { note: away(today, promo.signUpBy) }),
    },
    {
      label: t("入仓截止", "Inbound deadline"),
      value: { kind: "day", day: promo.inboundBy },
      note: t(
        `${away(today, promo.inboundBy).zh}；${programme.zh}，${source.zh}`,
        `${away(today, promo.inboundBy).en}; ${programme.en}, ${source.en}`,
      ),
    },
    ...(p.lines.length > 0 ? sumFacts(p, s) : []),
  ];
}
