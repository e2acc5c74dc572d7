import type { Frame } from "../app/retro/frame.ts";
import type { Scorecard } from "../app/retro/scorecard.ts";
import { RETURN_LINKS } from "../domain/retro/return-links.ts";
import type { Text } from "../domain/value.ts";
import { type Block, type Message, message, type Value } from "../message/message.ts";
import type { ReturnReasons } from "../ports/return-reasons.ts";
import { retroBasis } from "./retro-basis.ts";
import { caveats, scoreFact } from "./retro-scorecard.ts";

export type Returned = Awaited<ReturnType<ReturnReasons["top"]>>;

const TOP = 3;
const t = (zh: string, en: string): Text => ({ zh, en });
const text = (x: Text): Value => ({ kind: "text", text: x });
const share = (part: number, whole: number): Value => ({ kind: "percent", ratio: part / whole, digits: 0 });
const units = (n: number): Value => ({ kind: "count", count: n });

function tables(r: Returned): Block[] {
  if (r.total === 0) return [];
  const words = (bucket: string): string =>
    r.byReason
      .filter((x) => x.bucket === bucket && x.reason !== null)
      .slice(0, 2)
      .map((x) => x.reason)
      .join(", ");
  return [
    {
      kind: "table",
      title: t("退货原因 TOP 3", "Top 3 reasons"),
      columns: [
        { label: t("原因", "Reason") },
        { label: t("件数", "Units"), align: "right" },
        { label: t("占比", "Share"), align: "right" },
        { label: t("平台原文", "In the platform's words") },
        { label: t("该谁改", "Who must act") },
      ],
      rows: r.byBucket.slice(0, TOP).map((b) => {
        const { name, link } = RETURN_LINKS[b.bucket];
        return [text(name), units(b.units), share(b.units, r.total), { kind: "code", code: words(b.bucket) }, text(link)];
      }),
    },
    {
      kind: "table",
      title: t("退货最多的 3 个 SKU", "Top 3 SKUs"),
      columns: [
        { label: t("SKU", "SKU") },
        { label: t("名称", "Title") },
        { label: t("退货件数", "Units"), align: "right" },
        { label: t("主要原因", "Main reason") },
        { label: t("该谁改", "Who must act") },
      ],
      rows: r.bySku.slice(0, TOP).map((s) => {
        const { name, link } = RETURN_LINKS[s.bucket];
        const part = `${s.bucketUnits}/${s.units}`;
        return [
          { kind: "code", code: s.sku },
          text({ zh: s.title ?? "", en: s.title ?? "" }),
          units(s.units),
          text({ zh: `${name.zh} ${part}`, en: `${name.en} ${part}` }),
          text(link),
        ];
      }),
    },
  ];
}

/** What came back, how much of it, why, and which link of the chain the reasons point to. */
export function returnsMessage(r: Returned, card: Scorecard, f: Frame): Message {
  const lines = ["return-rate", "return-rate-cohort"].map((id) => card.lines.find((l) => l.kpi.id === id)).filter((l) => l !== undefined);
  const notes = caveats(lines);
  const known = lines.some((l) => l.figure.numerator.kind === "value");
  const returned: Value = known
    ? { kind: "count", count: r.total, unit: t("件", "units") }
    : { kind: "missing", because: t("当月没有退货数据：请导入退货报告", "no returns data for the month: import the returns report") };
  return message({
    title: t("4 链路 · 售后：退货原因", "4 The chain: returns and why"),
    blocks: [
      { kind: "facts", facts: [...lines.map((l) => scoreFact(l, card, f)), { label: t("退回", "Came back"), value: returned }] },
      ...tables(r),
      ...(notes.length > 0 ? [{ kind: "list" as const, items: notes }] : []),
    ],
    basis: retroBasis(f, {
      newest: card.newest,
      dateBasis: t("退货处理日", "day on which the return was processed"),
      coverage: card.coverage,
      sources: ["returns"],
      notes: [
        t(
          "原因按平台原文归为六类，“原因不明”不猜",
          "the platform's reasons are sorted into six links; one that is not known is not guessed",
        ),
        ...lines.flatMap((l) => (l.kpi.note ? [l.kpi.note] : [])),
      ],
    }),
  });
}
