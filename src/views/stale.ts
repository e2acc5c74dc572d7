import type { StaleFact } from "../app/stale-facts.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import type { Block, Value } from "../message/message.ts";
import { FACT_NAME } from "./digest-values.ts";

const STALE_ROWS = 12;

const t = (zh: string, en: string): Text => ({ zh, en });
const text = (x: Text): Value => ({ kind: "text", text: x });
const code = (c: string): Value => ({ kind: "code", code: c });

/** Data that somebody should import; nothing where all is recent enough. */
export function staleBlocks(stale: readonly StaleFact[]): Block[] {
  if (stale.length === 0) return [];
  const shown = stale.slice(0, STALE_ROWS);
  // Without a history of imports the column would be empty.
  const rhythm = shown.some((s) => s.everyDays !== null);
  const seldom: Value = { kind: "missing", because: t("导入次数太少", "too few imports to say") };
  return [
    {
      kind: "table",
      title: t("过期的数据", "Data that is behind"),
      columns: [
        { label: t("店铺", "Store") },
        { label: t("数据", "Data") },
        { label: t("最新到", "Newest day") },
        { label: t("落后昨天", "Behind yesterday"), align: "right" },
        { label: t("允许", "Allowed"), align: "right" },
        ...(rhythm ? [{ label: t("平时几天导一次", "Usually every"), align: "right" as const }] : []),
      ],
      rows: shown.map((s) => [
        s.store === null ? text(t("全公司", "company")) : code(s.store),
        text(FACT_NAME[s.fact]),
        { kind: "day", day: s.newest },
        { kind: "days", days: s.behindDays },
        { kind: "days", days: s.allowedDays },
        ...(rhythm ? [s.everyDays === null ? seldom : ({ kind: "days", days: s.everyDays } as const)] : []),
      ]),
      ...(stale.length > shown.length && {
        more: t(`另有 ${figure(stale.length - shown.length)} 项`, `and ${figure(stale.length - shown.length)} more`),
      }),
    },
  ];
}
