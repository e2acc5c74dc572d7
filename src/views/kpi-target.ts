import type { KpiAnswer } from "../domain/kpi/engine/ask.ts";
import { targetPolicy } from "../domain/policy/declared/kpi-targets.ts";
import { present, type Text } from "../domain/value.ts";
import type { Fact } from "../message/message.ts";
import { changeValue, kpiValue } from "./kpi-value.ts";
import { joined } from "./kpi-words.ts";

const REACHED: Text = { zh: "已达成", en: "reached" };
const NOT_REACHED: Text = { zh: "未达成", en: "not reached" };
const PER_MONTH: Text = { zh: "月目标按天数折算", en: "the monthly target's part of these days" };

/** What is aimed at, and how far the figure is from it; nothing where nobody has set a target. */
export function targetFacts(answer: KpiAnswer): Fact[] {
  const { target, ask, thin } = answer;
  if (target === null) return [];
  const { kpi, currency } = ask;
  const by: Text = { zh: `${target.override.by} 设置`, en: `set by ${target.override.by}` };
  const note = joined([target.perMonth === null ? null : PER_MONTH, by]);
  const aim: Fact = {
    label: { zh: "目标", en: "Target" },
    value: kpiValue(kpi, present(target.value), currency),
    ...(note !== undefined && { note }),
  };
  if (target.distance === null) return [aim];
  const change =
    kpi.unit === "percent" ? { kind: "points" as const, ratio: target.distance } : { kind: "absolute" as const, amount: target.distance };
  // Too small a sample neither reaches a target nor misses it.
  const verdict = thin !== null || target.met === null ? null : target.met ? REACHED : NOT_REACHED;
  return [
    aim,
    {
      label: { zh: "与目标差", en: "Against target" },
      value: changeValue(kpi, change, currency),
      ...(verdict !== null && { note: verdict }),
    },
  ];
}

/** Said only to whoever asked for the target by name. */
export function noTargetText(kpiId: string): Text {
  if (targetPolicy(kpiId) === undefined) return { zh: "这个指标不设目标", en: "this KPI has no target" };
  return {
    zh: `没有适用的目标：npm run purser -- policy set kpi-target-${kpiId} 数值`,
    en: `no target is set for this: npm run purser -- policy set kpi-target-${kpiId} VALUE`,
  };
}
