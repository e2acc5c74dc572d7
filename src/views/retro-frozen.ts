import type { RetroNow } from "../app/retro/now.ts";
import type { LateDifference } from "../domain/retro/late.ts";
import { change } from "../domain/kpi/engine/change.ts";
import type { Text } from "../domain/value.ts";
import { type Message, message } from "../message/message.ts";
import { changeValue, kpiValue } from "./kpi-value.ts";
import { spoken, t, words } from "./retro-values.ts";

type Frozen = Pick<RetroNow, "retro" | "names" | "zone">;

function who({ retro, names }: Frozen): string | null {
  return retro.frozenBy === null ? null : (names.get(retro.frozenBy) ?? retro.frozenBy);
}

/** `王伟，2026-11-04 09:00 Asia/Shanghai`; null while it is open. */
export function frozenText(now: Frozen): Text | null {
  const { frozenAt } = now.retro;
  if (frozenAt === null) return null;
  const at = spoken({ kind: "instant", at: frozenAt.toISOString(), zone: now.zone });
  const by = who(now);
  return t(`${by ?? "按日程自动"}，${at.zh}`, `by ${by ?? "schedule"}, ${at.en}`);
}

/** The reply that says so, once. */
export function frozenMessage(now: Frozen): Message {
  const at = spoken({ kind: "instant", at: (now.retro.frozenAt ?? now.retro.postedAt).toISOString(), zone: now.zone });
  const by = who(now);
  const zh = by === null ? `${at.zh} 按日程自动冻结` : `${by} 于 ${at.zh} 冻结`;
  return message({
    title: t(`数字已冻结：${now.retro.month}`, `Figures frozen: ${now.retro.month}`),
    lead: t(
      `${zh}。数字保留填写时的样子，不再改；以后到的数据只写差异。回答、决定和行动还可以补。`,
      `Frozen by ${by ?? "schedule"}, ${at.en}. The figures stay as they were said; data that comes later is told as a difference. Answers, decisions and actions can still be added.`,
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
