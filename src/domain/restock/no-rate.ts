import type { Text } from "../value.ts";
import { counted } from "../words/counted.ts";
import type { PlanDetail } from "./detail.ts";
import type { NoRate } from "./exchange.ts";

/** The rates without which a figure of this line has no value, or cannot be compared with those of other lines. */
export function noRatesOf({ input, line, ahead, times }: PlanDetail): readonly NoRate[] {
  const orders = (ahead?.order.quantity ?? 0) > 0;
  const wanted: Readonly<Record<NoRate["of"], boolean>> = {
    cost: orders && input.unitCost === null,
    price: line.unitsLost > 0 && input.unitPrice === null,
    freight: line.legs.length > 0 && input.unitCost !== null,
    worth: (line.moneyAtRisk ?? 0) > 0 || (line.cash ?? 0) > 0,
  };
  const freights = new Set(
    times.flatMap(({ route }) => (route === null || route.unitFreight === null || route.currency === null ? [] : [route.currency])),
  );
  const freight = [...freights].filter((c) => c !== input.currency).map((from): NoRate => ({ of: "freight", from, to: input.currency }));
  return [...(input.noRates ?? []), ...freight].filter((r) => wanted[r.of]);
}

type Pair = Pick<NoRate, "from" | "to">;

/** `no rate JPY→USD`, where there is room for no more. */
export const noRateShort = ({ from, to }: Pair): Text => ({ zh: `没有 ${from}→${to} 汇率`, en: `no rate ${from}→${to}` });

/** What to type for it. */
export const rateCommand = ({ from, to }: Pair): Text => ({
  zh: `npm run purser -- fx set ${from} ${to} 汇率`,
  en: `npm run purser -- fx set ${from} ${to} RATE`,
});

const WHAT = {
  cost: { zh: "成本", en: "unit cost", so: { zh: "无法计算占用资金", en: "no cash figure" } },
  price: { zh: "售价", en: "selling price", so: { zh: "无法计算损失金额", en: "no money at risk" } },
  freight: { zh: "运费", en: "freight", so: { zh: "资金只含货款", en: "cash is goods only" } },
  worth: { zh: "金额", en: "money", so: { zh: "无法与其他行比较", en: "it cannot be compared with other lines" } },
} as const satisfies Record<NoRate["of"], Text & { readonly so: Text }>;

/** `unit cost is in JPY and there is no rate JPY→USD: no cash figure (npm run purser -- fx set JPY USD RATE)` */
export function noRateText(rate: NoRate): Text {
  const { zh, en, so } = WHAT[rate.of];
  const command = rateCommand(rate);
  return {
    zh: `${zh}以 ${rate.from} 计，${noRateShort(rate).zh}，${so.zh}：请用 ${command.zh} 录入`,
    en: `${en} is in ${rate.from} and there is ${noRateShort(rate).en}: ${so.en} (${command.en})`,
  };
}

/** What comes of it for a list, where one SKU lacks it or several do. */
const SO_LISTED = {
  cost: (one) => ({ zh: "未计入资金合计", en: `${one ? "it is" : "they are"} not in the cash total` }),
  price: (one) => ({ zh: "断货损失未计入合计", en: `${one ? "its" : "their"} losses are not in the total` }),
  freight: (one) => ({ zh: "资金只含货款", en: `${one ? "its" : "their"} cash is goods only` }),
  worth: () => ({
    zh: "只能按原数比较，排序可能不准",
    en: "it is compared as it is written, so that the order of this list may be wrong",
  }),
} as const satisfies Record<NoRate["of"], (one: boolean) => Text>;

/** The same of all SKUs that lack it. */
export function noRateOfMany(rate: NoRate, skus: number): Text {
  const { zh, en } = WHAT[rate.of];
  const [so, command] = [SO_LISTED[rate.of](skus === 1), rateCommand(rate)];
  return {
    zh: `${skus} 个 SKU 的${zh}以 ${rate.from} 计，${noRateShort(rate).zh}，${so.zh}：请用 ${command.zh} 录入`,
    en: `The ${en} of ${counted(skus, "SKU")} is in ${rate.from} and there is ${noRateShort(rate).en}: ${so.en} (${command.en})`,
  };
}
