import type { RetroNow } from "../app/retro/now.ts";
import type { LateDifference } from "../domain/retro/late.ts";
import { change } from "../domain/kpi/engine/change.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import { type Message, message } from "../message/message.ts";
import { changeValue, kpiValue } from "./kpi-value.ts";
import { t, words } from "./retro-values.ts";

/** `王伟，2026-11-04 09:00 Asia/Shanghai`; null while it is open. */
export function frozenText({ retro, names, zone }: Pick<RetroNow, "retro" | "names" | "zone">): Text | null {
  if (retro.frozenAt === null) return null;
  const at = { kind: "instant", at: retro.frozenAt.toISOString(), zone } as const;
  const who =
    retro.frozenBy === null
      ? t("日程（自动）", "by schedule")
      : t(names.get(retro.frozenBy) ?? retro.frozenBy, `by ${names.get(retro.frozenBy) ?? retro.frozenBy}`);
  return t(`${who.zh}，${formatValue(at, "zh")}`, `${who.en}, ${formatValue(at, "en")}`);
}

/** The reply that says so, once. */
export function frozenMessage(now: RetroNow): Message {
  const by = frozenText(now) ?? t("", "");
  return message({
    title: t(`数字已冻结：${now.retro.month}`, `Figures frozen: ${now.retro.month}`),
    lead: t(
      `冻结人：${by.zh}。数字保留填写时的样子，不再改；以后到的数据只写差异。回答、决定和行动还可以补。`,
      `Frozen ${by.en}. The figures stay as they were said; data that comes later is told as a difference. Answers, decisions and actions can still be added.`,
    ),
  });
}

/** What data that came after the freeze would have made of the figures; undefined where nothing differs. */
export function lateMessage(
  found: readonly LateDifference[],
  asOf: string,
  { retro, kpis }: Pick<RetroNow, "retro" | "kpis">,
): Message | undefined {
  const { currency, stores } = retro.said;
  const rows = found.flatMap(({ kpi: id, said, now }) => {
    const kpi = kpis.get(id);
    if (!kpi) return [];
    return [
      [
        { ...words(kpi.name), sensitivity: kpi.sensitivity },
        kpiValue(kpi, said, currency),
        kpiValue(kpi, now, currency),
        changeValue(kpi, change(kpi, now, said), currency),
      ],
    ];
  });
  if (rows.length === 0) return undefined;
  return message({
    title: t(`冻结后数据有变：${retro.month}`, `Data after the freeze: ${retro.month}`),
    lead: t("冻结的数字不改；差异如下。", "The frozen figures stay; these are the differences."),
    blocks: [
      {
        kind: "table",
        columns: [
          { label: t("指标", "KPI") },
          { label: t("冻结时", "Frozen"), align: "right" },
          { label: t("现在", "Now"), align: "right" },
          { label: t("差异", "Difference"), align: "right" },
        ],
        rows,
      },
    ],
    basis: { asOf, stores },
  });
}
