import { HOW, LABEL, lineText } from "../app/attention/fields.ts";
import type { Place } from "../domain/alerts/attention.ts";
import { etaOf, type Shipment } from "../domain/shipments/types.ts";
import type { Text } from "../domain/value.ts";
import { type Field, type Message, message } from "../message/message.ts";
import type { Member } from "../ports/company.ts";
import { t } from "./shipment.ts";

const same = (s: string): Text => t(s, s);

const lineField = (lines: readonly Place[]): Field[] =>
  lines.length < 2
    ? []
    : [
        {
          name: "line",
          label: LABEL.line,
          type: "select",
          required: true,
          options: lines.map((l) => ({ value: lineText(l), label: same(lineText(l)) })),
        },
      ];

/** Slack cuts an option at 75 characters. */
const NUMBER = 30;
const short = (number: string): string => (number.length <= NUMBER ? number : `${number.slice(0, NUMBER - 1)}…`);

const HOW_NAME: Readonly<Record<(typeof HOW)[number], Text>> = {
  "1": t("1 天", "1 day"),
  "3": t("3 天", "3 days"),
  "7": t("7 天", "7 days"),
  day: t("到某天", "until a day"),
  arrival: t("到货为止", "until the next shipment arrives"),
  "not-before": t("某天前完全不提（恶化也不提）", "nothing at all before a day, even if it gets worse"),
};

const of = (lines: readonly Place[]): Text => {
  const [only] = lines;
  return lines.length === 1 && only ? same(lineText(only)) : t("先选 SKU", "choose a SKU");
};

export function snoozeForm(lines: readonly Place[], next: Shipment | undefined): Message {
  const what = of(lines);
  const eta = next && etaOf(next.lines);
  return message({
    title: t(`暂缓：${what.zh}`, `Snooze: ${what.en}`),
    lead: t(
      "期间不再预警，列表里折叠；明显恶化会立即提醒。",
      "Until then it is folded in the list and not warned of; if it gets clearly worse, that is told at once.",
    ),
    blocks: [
      {
        kind: "form",
        deed: { action: "snooze-line", args: { lines } },
        submit: t("暂缓", "Snooze"),
        fields: [
          ...lineField(lines),
          {
            name: "how",
            label: LABEL.how,
            type: "select",
            required: true,
            // Of several lines it is not known which is meant: what cannot be waited for is refused when it is sent.
            options: HOW.filter((h) => h !== "arrival" || lines.length > 1 || next !== undefined).map((h) => ({
              value: h,
              label:
                h === "arrival" && next
                  ? t(
                      `${HOW_NAME[h].zh}（${short(next.number)}，${eta ?? "日期未知"}）`,
                      `until ${short(next.number)} arrives (${eta ?? "no day known"})`,
                    )
                  : HOW_NAME[h],
            })),
            value: "3",
          },
          { name: "until", label: LABEL.until, type: "day" },
          {
            name: "reason",
            label: LABEL.reason,
            type: "text",
            hint: t("例如：已催供应商，周五回复", "E.g. the supplier answers on Friday"),
          },
        ],
      },
    ],
  });
}

export function assignForm(lines: readonly Place[], members: readonly Member[], on: string | null): Message {
  const what = of(lines);
  return message({
    title: t(`指派：${what.zh}`, `Assign: ${what.en}`),
    blocks: [
      {
        kind: "form",
        deed: { action: "assign-line", args: { lines } },
        submit: t("指派", "Assign"),
        fields: [
          ...lineField(lines),
          {
            name: "member",
            label: LABEL.member,
            type: "select",
            required: true,
            options: [
              ...members.map((m) => ({ value: m.slug, label: same(m.name) })),
              ...(on === null ? [] : [{ value: "-", label: t("不再有人负责", "nobody any more") }]),
            ],
            ...(on !== null && { value: on }),
          },
        ],
      },
    ],
  });
}
