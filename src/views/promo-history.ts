import type { HistoryKpi } from "../app/promo/history.ts";
import type { PromoPlan } from "../app/promo/plan.ts";
import { promoBaseDays, promoPoolUnits, promoSalvage, promoTopShare } from "../domain/policy/declared/promo.ts";
import { peakUpliftHigh, peakUpliftLow } from "../domain/policy/declared/stocking-rules.ts";
import { figure } from "../domain/restock/figures.ts";
import { roleWord } from "../domain/words/roles.ts";
import type { Maybe, Text } from "../domain/value.ts";
import type { Basis, Block, Fact, Value } from "../message/message.ts";
import { daysText, percent, skusEn, t } from "./promo-values.ts";

const NAMES: Readonly<Record<HistoryKpi, Text>> = {
  units: t("销量", "Units"),
  conversion: t("转化率", "Conversion"),
  acos: t("ACoS", "ACoS"),
  "return-rate": t("退货率", "Return rate"),
};

/** KPIs are of the whole store, and a promotion's own sums of its SKUs. */
export const ALL_SKUS = t("店铺全部 SKU", "all SKUs of these stores");

export const kpiName = (id: HistoryKpi): Text => NAMES[id];

export function kpiValue(id: HistoryKpi, value: Maybe<number>): Value {
  if (value.kind === "missing") return { kind: "missing", because: value.because };
  return id === "units" ? { kind: "count", count: Math.round(value.value) } : { kind: "percent", ratio: value.value, digits: 1 };
}

const FOUND: Readonly<Record<"promo" | "calendar", Text>> = {
  promo: t("按登记的大促", "as it was declared"),
  calendar: t("按活动日历", "by the calendar"),
};

/** The same event last time: what it did, and how much above the usual. */
export function promoHistoryBlocks(p: PromoPlan): Block[] {
  const { past, kpis, uplifts, sameDays } = p.history;
  if (past === null) {
    const same =
      sameDays === null
        ? t("", "")
        : t(
            `去年同日（${daysText(sameDays).zh}）比平日 ${percent(sameDays.share)}，可在“调整假设”里改增幅。`,
            ` On the same days a year ago (${daysText(sameDays).en}) the stores sold ${percent(sameDays.share)} against the usual; set the uplift under "Assumptions".`,
          );
    return [
      {
        kind: "prose",
        text: t(
          `没有找到去年同一活动：增幅用文档默认值。知道日期就点“修改日期和 SKU”填上。${same.zh}`,
          `The same event of last year is not known: the uplift is the documents' default. Enter its days under "Dates and SKUs" if you know them.${same.en}`,
        ),
      },
    ];
  }
  const facts = (["units", "conversion", "acos", "return-rate"] as const).map((id): Fact => ({
    label: kpiName(id),
    value: kpiValue(id, kpis[id]),
    ...(id === "units" && kpis[id].kind === "value" && { note: ALL_SKUS }),
  }));
  const { measured, skus } = uplifts;
  return [
    {
      kind: "heading",
      // What a person gives may be another event that is thought to be alike.
      text:
        past.source === "person"
          ? t(`对比：${daysText(past).zh}（人工指定）`, `Compared with ${daysText(past).en} (as entered)`)
          : t(
              `去年同一活动：${daysText(past).zh}（${FOUND[past.source].zh}）`,
              `The same event before: ${daysText(past).en} (${FOUND[past.source].en})`,
            ),
    },
    {
      kind: "facts",
      facts: [
        ...facts,
        ...(measured === null
          ? []
          : [
              {
                label: t("比平日", "Against the usual"),
                value: { kind: "text", text: t(percent(measured)) },
                note: t(`${skus} 个有货 SKU 合计`, `${skusEn(skus)} in stock together`),
              } satisfies Fact,
            ]),
      ],
    },
  ];
}

const CHOSEN_BY = {
  person: t("人工选的", "chosen by hand"),
  contribution: t("按贡献毛利", "by contribution"),
  sales: t("按销售额（缺成本）", "by sales, for want of costs"),
} as const;

/** What every figure of a promotion rests on. `buying`: whether it is about what to buy, and what was lacking for that is told. */
export function promoBasis(p: PromoPlan, notes: readonly Text[], buying = true): Basis {
  const { history, read } = p;
  const share = figure(read(promoTopShare) * 100);
  const by = CHOSEN_BY[history.chosenBy];
  const of = daysText(history.contributionOf);
  const part = history.chosenShare === null ? null : figure(history.chosenShare * 100);
  const roles = [...Map.groupBy(p.lines, (l) => l.role ?? "")].flatMap(([role, of_]) =>
    role === "" ? [] : [{ word: roleWord(role), n: of_.length }],
  );
  const chosen: Text =
    history.chosenBy === "person"
      ? t(`SKU：${by.zh}`, `SKUs ${by.en}`)
      : t(
          `SKU：${of.zh} TOP ${share}%（${by.zh}）${part === null ? "" : `，占 ${part}%`}`,
          `SKUs: top ${share}% of ${of.en} ${by.en}${part === null ? "" : `, ${part}% of all`}`,
        );
  return {
    asOf: p.asOf,
    stores: p.promo.stores,
    policies: [
      t(
        `默认增幅 ${figure(read(peakUpliftLow) * 100)}–${figure(read(peakUpliftHigh) * 100)}%，自身满 ${figure(read(promoPoolUnits))} 件平日销量后以自身为主`,
        `default uplift ${figure(read(peakUpliftLow) * 100)}–${figure(read(peakUpliftHigh) * 100)}%; a SKU's own counts for more from ${figure(read(promoPoolUnits))} usual units on`,
      ),
      t(
        `平日取大促前 ${figure(read(promoBaseDays))} 天，去掉断货日和其他大促`,
        `usual: ${figure(read(promoBaseDays))} days before, without stock-outs and other events`,
      ),
      t(
        `剩货按落地成本 ${figure(read(promoSalvage) * 100)}% 回收`,
        `what is left over brings ${figure(read(promoSalvage) * 100)}% of its landed cost`,
      ),
    ],
    notes: [
      chosen,
      ...(roles.length > 0
        ? [t(`角色：${roles.map((r) => `${r.word.zh} ${r.n}`).join("、")}`, `roles: ${roles.map((r) => `${r.word.en} ${r.n}`).join(", ")}`)]
        : []),
      ...history.notes,
      ...notes,
      ...(buying ? missingNotes(p) : []),
    ],
    simulated: p.simulated,
  };
}

/** What was not known, with how many SKUs it concerns. */
function missingNotes(p: PromoPlan): Text[] {
  const by = Map.groupBy(
    p.lines.flatMap((l) => l.missing.map((m) => ({ m, sku: l.sku }))),
    ({ m }) => m.en,
  );
  const notes = [...by.values()].flatMap((of): Text[] => {
    const [first] = of;
    return first ? [t(`${of.length} 个 SKU ${first.m.zh}`, `${of.length} ${of.length === 1 ? "SKU" : "SKUs"}: ${first.m.en}`)] : [];
  });
  if (p.unplanned.length > 0) {
    const some = p.unplanned.slice(0, 3).join(", ");
    notes.push(t(`${p.unplanned.length} 个 SKU 没有库存计划：${some}`, `${skusEn(p.unplanned.length)} are in no stock plan: ${some}`));
  }
  return notes;
}
