import type { RetroLook } from "../app/retro/look.ts";
import type { ScoreLine } from "../app/retro/scorecard.ts";
import { retroWorseShare } from "../domain/policy/declared/retro.ts";
import { RETURN_LINKS } from "../domain/retro/return-links.ts";
import { CHAIN_LINKS, type ChainLink, LINK_NAME } from "../domain/retro/words.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { counted } from "../domain/words/counted.ts";
import { type Message, message } from "../message/message.ts";
import { moved } from "./digest-values.ts";
import { kpiValue } from "./kpi-value.ts";
import { retroBasis } from "./retro-basis.ts";
import { ranOut, skus } from "./retro-stock.ts";
import { joined, spoken, t, words } from "./retro-values.ts";

/** What each link of the chain is looked at by. Nothing of margins: everybody reads it. */
const LOOKED_AT: Readonly<Record<ChainLink, readonly string[]>> = {
  selection: ["active-sku-rate"],
  pilot: [],
  stocking: ["in-stock-rate", "turnover"],
  fulfilment: ["late-dispatch-rate"],
  "after-sales": ["return-rate", "bad-review-rate"],
  iteration: [],
};

interface Link {
  readonly link: ChainLink;
  readonly facts: readonly Text[];
  /** What may lie behind it, with what speaks for it; a candidate, not a verdict. */
  readonly candidates: readonly Text[];
  readonly worse: boolean;
  readonly decline: number;
}

const known = (look: RetroLook, link: ChainLink): ScoreLine[] =>
  LOOKED_AT[link]
    .map((id) => look.card.lines.find((l) => l.kpi.id === id))
    .filter((l) => l !== undefined)
    .filter((l) => l.figure.value.kind === "value");

/** `有货率 92.1%（较上月 -1.2 个百分点）` */
function lineText({ kpi, figure: told, previous }: ScoreLine, currency: string): Text {
  const value = spoken(kpiValue(kpi, told.value, currency));
  const change = moved(kpi, previous?.change ?? null, currency);
  if (change.kind === "missing") return t(`${kpi.name.zh} ${value.zh}`, `${kpi.name.en} ${value.en}`);
  const by = spoken(change);
  return t(`${kpi.name.zh} ${value.zh}（较上月 ${by.zh}）`, `${kpi.name.en} ${value.en} (${by.en} vs the month before)`);
}

/** By what part of last month's figure it is worse; 0 where it is not, or nobody can tell. */
function decline({ previous }: ScoreLine): number {
  if (previous === null || previous.mood !== "bad" || previous.figure.value.kind === "missing") return 0;
  const { change } = previous;
  const before = previous.figure.value.value.toNumber();
  switch (change.kind) {
    case "none":
      return 0;
    case "relative":
      return Math.abs(change.ratio.toNumber());
    case "points":
      return before === 0 ? 1 : Math.abs(change.ratio.toNumber() / before);
    case "absolute":
      return 1;
  }
}

const missed = (l: ScoreLine): boolean => l.thin === null && l.target?.met === false;

function selection(look: RetroLook): readonly Text[] {
  const of = look.returns.byBucket.filter((b) => b.bucket === "quality" || b.bucket === "fit");
  const units = of.reduce((sum, b) => sum + b.units, 0);
  const worst = look.returns.bySku.find((s) => s.bucket === "quality" || s.bucket === "fit");
  if (units === 0) return [];
  return [
    t(
      `质量、尺码类退货 ${figure(units)} 件${worst ? `，${worst.sku} 退得最多的原因是“${RETURN_LINKS[worst.bucket].name.zh}”` : ""}`,
      `${counted(units, "unit")} came back for quality or fit${worst ? `; ${worst.sku} most often for "${RETURN_LINKS[worst.bucket].name.en}"` : ""}`,
    ),
  ];
}

function stocking(look: RetroLook): { readonly facts: readonly Text[]; readonly candidates: readonly Text[] } {
  const { stock } = look;
  if (stock.skus === 0) return { facts: [], candidates: [] };
  const out = ranOut(stock);
  const [worst] = stock.losses;
  return {
    facts: [t(`${figure(out)} / ${figure(stock.skus)} 个 SKU 断过货`, `${figure(out)} of ${skus(stock.skus)} ran out`)],
    candidates: worst
      ? [
          t(
            `断货：${worst.sku}（${worst.store}）缺货 ${worst.daysOut} 天${worst.units === null ? "" : `，按有货日均少卖约 ${figure(worst.units)} 件`}`,
            `a stock-out: ${worst.sku} (${worst.store}) was out for ${counted(worst.daysOut, "day")}${worst.units === null ? "" : `, about ${counted(Math.round(worst.units), "unit")} lost at its rate in stock`}`,
          ),
        ]
      : [],
  };
}

function fulfilment({ late }: RetroLook): readonly Text[] {
  const [worst] = late;
  if (!worst || worst.late === 0) return [];
  return [
    t(
      `迟发最多的店铺：${worst.store}，${figure(worst.late)} / ${figure(worst.due)} 单`,
      `most late orders: ${worst.store}, ${figure(worst.late)} of ${figure(worst.due)}`,
    ),
  ];
}

function afterSales({ returns }: RetroLook): readonly Text[] {
  const worst = returns.byBucket.find((b) => b.bucket !== "unknown");
  if (!worst) return [];
  const { name, link } = RETURN_LINKS[worst.bucket];
  return [
    t(
      `退货首因“${name.zh}”${figure(worst.units)} / ${figure(returns.total)} 件：${link.zh}`,
      `returns are most often for "${name.en}", ${figure(worst.units)} of ${figure(returns.total)}: ${link.en}`,
    ),
  ];
}

const NO_PILOTS = t("没有试销记录", "no pilots are on record");

export interface CarriedCount {
  readonly open: number;
  readonly overdue: number;
}

function linksOf(look: RetroLook, carried: CarriedCount): Link[] {
  const { changes } = look;
  const own: Readonly<Record<ChainLink, { readonly facts: readonly Text[]; readonly candidates: readonly Text[] }>> = {
    selection: { facts: [], candidates: selection(look) },
    pilot: { facts: [NO_PILOTS], candidates: [] },
    stocking: stocking(look),
    fulfilment: { facts: [], candidates: fulfilment(look) },
    "after-sales": { facts: [], candidates: afterSales(look) },
    iteration: {
      facts: [
        t(
          `未完成的行动 ${figure(carried.open)} 项，其中逾期 ${figure(carried.overdue)} 项；改了 ${figure(changes.rules.length)} 条规则`,
          `${counted(carried.open, "action")} open, ${figure(carried.overdue)} overdue; ${counted(changes.rules.length, "rule")} changed`,
        ),
      ],
      candidates: [],
    },
  };
  const least = look.frame.rules(retroWorseShare);
  return CHAIN_LINKS.map((link) => {
    const lines = known(look, link);
    const worst = Math.max(0, ...lines.map(decline));
    const facts = [...lines.map((l) => lineText(l, look.frame.currency)), ...own[link].facts];
    return {
      link,
      facts: facts.length > 0 ? facts : [t("没有数据", "no data")],
      candidates: own[link].candidates,
      worse: lines.some(missed) || (worst > 0 && worst >= least) || (link === "iteration" && carried.overdue > 0),
      decline: worst,
    };
  });
}

/** The chain link by link: what is known, how it moved, and what may lie behind it. Who must act is for the meeting to say. */
export function chainMessage(look: RetroLook, carried: CarriedCount): Message {
  const links = linksOf(look, carried);
  // The one that fell furthest is named first.
  const bad = links
    .filter((l) => l.worse)
    .toSorted((a, b) => b.decline - a.decline)
    .map((l) => LINK_NAME[l.link]);
  const names = joined(bad, "、", ", ");
  return message({
    title: t("4 链路：各环节比上月", "4 The chain, link by link"),
    tone: bad.length > 0 ? "warning" : "neutral",
    lead:
      bad.length > 0
        ? t(
            `变差或未达标：${names.zh}。原因是候选，会上确认。`,
            `Worse than before or short of its target: ${names.en}. Causes are candidates until the meeting says so.`,
          )
        : t("没有环节明显变差。", "No link got clearly worse."),
    blocks: [
      {
        kind: "table",
        columns: [{ label: t("环节", "Link") }, { label: t("事实", "Facts") }, { label: t("可能的原因", "What may lie behind it") }],
        rows: links.map((l) => [
          words(l.worse ? t(`▼ ${LINK_NAME[l.link].zh}`, `▼ ${LINK_NAME[l.link].en}`) : LINK_NAME[l.link]),
          words(joined(l.facts)),
          words(joined(l.candidates)),
        ]),
      },
    ],
    basis: retroBasis(look.frame, {
      newest: look.card.newest,
      policies: [look.frame.policy(retroWorseShare)],
      notes: [
        t(
          "▼ = 比上月差或未达目标，样本太小不算",
          "▼ = worse than the month before or short of its target; too small a sample does not count",
        ),
      ],
    }),
  });
}
