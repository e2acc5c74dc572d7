import type { KpiAnswer } from "../domain/kpi/engine/ask.ts";
import { MEASURE_WORDS } from "../domain/kpi/engine/measure-words.ts";
import { present, type Text } from "../domain/value.ts";
import { counted } from "../domain/words/counted.ts";
import type { Fact } from "../message/message.ts";
import { kpiValue } from "./kpi-value.ts";

/** What a contribution margin is made of, and the days on which it is settled and estimated. */
export function marginFacts(answer: KpiAnswer): Fact[] {
  const { kpi, currency } = answer.ask;
  if (answer.figure.value.kind === "missing") return [];
  const rate: Fact[] =
    kpi.shareOf === undefined || answer.figure.share === null
      ? []
      : [
          {
            label: kpi.shareOf.name,
            value: kpiValue({ unit: "percent", sensitivity: kpi.sensitivity }, present(answer.figure.share), currency),
          },
        ];
  if (kpi.settles !== true) return rate;
  const parts = answer.parts.map(({ measure, sign, value }): Fact => {
    const { zh, en } = MEASURE_WORDS[measure].noun;
    const signed = value.kind === "missing" ? value : present(value.value.times(sign));
    return { label: { zh, en: en.charAt(0).toUpperCase() + en.slice(1) }, value: kpiValue(kpi, signed, currency) };
  });
  return [...rate, ...settled(answer), ...parts, ...general(answer)];
}

/** Subscription, storage of the whole account: in the figure, and in no SKU's. */
function general({ general: amount, ask }: KpiAnswer): Fact[] {
  if (amount === null || (amount.kind === "value" && amount.value.isZero())) return [];
  const { kpi, currency } = ask;
  const signed = amount.kind === "missing" ? amount : present(amount.value.neg());
  return [{ label: { zh: "其中未归属 SKU 的费用", en: "Of these, fees of no SKU" }, value: kpiValue(kpi, signed, currency) }];
}

function settled({ settlement, ask }: KpiAnswer): Fact[] {
  if (settlement === null || settlement.estimatedDays === 0) return [];
  const { kpi, currency } = ask;
  const of = (zh: string, en: string, days: number, value: typeof settlement.settled): Fact[] =>
    days === 0
      ? []
      : [{ label: { zh: `${zh}（${days} 天）`, en: `${en} (${counted(days, "day")})` }, value: kpiValue(kpi, present(value), currency) }];
  return [
    ...of("已结算部分", "Settled part", settlement.settledDays, settlement.settled),
    ...of("含估算费用部分", "Part with estimated fees", settlement.estimatedDays, settlement.estimated),
  ];
}

/** How far the fees are settled, for the basis: days only, since a basis is cut for nobody. */
export function settledText({ settlement }: KpiAnswer): Text | null {
  if (settlement === null) return null;
  if (settlement.estimatedDays === 0) return { zh: "费用均已结算", en: "all fees are settled" };
  const { settledDays, estimatedDays, through } = settlement;
  const until: Text = through === null ? { zh: "", en: "" } : { zh: `，结算完整至 ${through}`, en: `, complete up to ${through}` };
  return {
    zh: `${settledDays} 天已结算、${estimatedDays} 天含估算费用${until.zh}`,
    en: `${counted(settledDays, "day is", "days are")} settled, ${counted(estimatedDays, "day rests", "days rest")} on estimated fees${until.en}`,
  };
}
