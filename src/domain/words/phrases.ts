import type { Split } from "../kpi/measure.ts";
import type { Meaning } from "./token.ts";

interface Phrase {
  readonly form: RegExp;
  readonly read: (m: RegExpExecArray) => Meaning;
}

const GAP = String.raw`[\s_-]*`;
const phrase = (source: string, read: Phrase["read"]): Phrase => ({ form: new RegExp(source, "iuy"), read });
const says = (source: string, meaning: Meaning): Phrase => phrase(source, () => meaning);

const SPLIT_WORDS: readonly (readonly [words: string, split: Split])[] = [
  ["stores?|shops?|店铺|门店|店", "store"],
  ["skus?|products?|items?|商品|产品|单品|货号|款", "sku"],
  ["days?|dates?|天|日期|日", "day"],
  ["months?|月份|月度|月", "month"],
];
const OTHER_SPLITS =
  "weeks?|countr(?:y|ies)|categor(?:y|ies)|brands?|asins?|years?|quarters?|hours?|channels?|周|星期|国家|站点|类目|品类|品牌|年|季度|小时|渠道|平台";
const EN_BY = `(?:split${GAP})?(?:by|per|each)[\\s_-]+`;
const ZH_BY = String.raw`(?:按照?|分|各个?|每个?|逐个?|依)\s*`;
const ZH_TAIL = "(?:来?(?:拆分|拆开|拆|分组|分开|统计|查看|汇总|排名|排行|看))?";

const splits: readonly Phrase[] = [
  ...SPLIT_WORDS.flatMap(([words, split]) => [
    says(`${EN_BY}(?:${words})(?![a-z])`, { kind: "split", split }),
    says(`${ZH_BY}(?:${words})${ZH_TAIL}`, { kind: "split", split }),
  ]),
  says("daily", { kind: "split", split: "day" }),
  says("monthly", { kind: "split", split: "month" }),
  phrase(`${EN_BY}(${OTHER_SPLITS})(?![a-z])`, (m) => ({ kind: "no-split", by: m[1] ?? "" })),
  phrase(`${ZH_BY}(${OTHER_SPLITS})${ZH_TAIL}`, (m) => ({ kind: "no-split", by: m[1] ?? "" })),
];

const previous: Meaning = { kind: "comparison", comparison: { kind: "previous" } };
const lastYear: Meaning = { kind: "comparison", comparison: { kind: "last-year" } };
const target: Meaning = { kind: "comparison", comparison: { kind: "target" } };
const none: Meaning = { kind: "comparison", comparison: { kind: "none" } };
const VS = String.raw`(?:vs\.?|versus|against|compared?(?:\s+(?:to|with))?)[\s_-]+(?:the\s+)?`;

const comparisons: readonly Phrase[] = [
  says(`(?:${VS})?(?:previous|prev|prior)(?:${GAP}(?:period|one))?`, previous),
  says(`(?:${VS})(?:last|previous)${GAP}period`, previous),
  says("mom|wow|pop|环比|(?:对比|比|较|与)?(?:上一?期|前一?期)(?:相?比|对比)?", previous),
  says(`(?:${VS})(?:last${GAP}year|ly|a year ago)`, lastYear),
  says(`yoy|y/y|year${GAP}(?:over|on)${GAP}year|same${GAP}(?:period|time)${GAP}last${GAP}year`, lastYear),
  says("同比|(?:对比|比|较|与|和)?(?:去年|上年)同期(?:相?比|对比)?|(?:对比|比|较)(?:去年|上年)", lastYear),
  says(`(?:${VS})(?:the${GAP}|our${GAP})?(?:target|goal|plan)s?`, target),
  says("(?:对比|比|较|与|和|距离?|对照)目标(?:相?比|对比|差距)?|目标(?:对比|达成率?|完成率?|差距)|达标(?:情况|率)?|是否达标", target),
  says(`(?:${VS})(?:none|nothing)|none|(?:no|without)${GAP}comparison|不(?:作|做|要|用)?(?:对比|比较|比)|无对比`, none),
];

const fillers: readonly Phrase[] = [
  says(
    "for|of|in|on|at|the|show(?:\\s+me)?|me|my|our|please|what(?:\\s+(?:is|was|are|were))?|how(?:\\s+(?:is|was))?|during|over|all|stores?|kpis?",
    { kind: "filler" },
  ),
  says(
    "的|在|请|查一?下?|查询|看一?下?|看看|一下|是多少|有多少|多少|怎么样|如何|情况|数据|全部店铺|所有店铺|全部|所有|店铺|店|我们|帮我|吗|呢",
    { kind: "filler" },
  ),
  says(String.raw`[,，;；。、？?！!]+`, { kind: "filler" }),
];

/** Words of time excepted, everything that `/kpi` understands and that is no name. Earlier ones win over later ones of equal length. */
export const PHRASES: readonly Phrase[] = [...splits, ...comparisons, ...fillers];

/** `vs 2026-09`, 对比上月: a comparison with a period that is named. */
export const VERSUS = new RegExp(`${VS}|(?:对比|比|较)\\s*`, "iuy");
