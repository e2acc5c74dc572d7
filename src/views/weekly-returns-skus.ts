import type { Issue, WeeklyReturns } from "../app/weekly-returns.ts";
import { length } from "../domain/calendar/period.ts";
import { figure } from "../domain/restock/figures.ts";
import { RETURN_LINKS } from "../domain/retro/return-links.ts";
import { RETURN_ACTION } from "../domain/returns/actions.ts";
import type { Text } from "../domain/value.ts";
import type { Block, Value } from "../message/message.ts";

const TITLE_MOST = 36;

const t = (zh: string, en: string): Text => ({ zh, en });
const text = (x: Text): Value => ({ kind: "text", text: x });

const VERDICT: Readonly<Record<Issue["verdict"], Text>> = {
  risen: t("明显升高", "risen"),
  higher: t("偏高，可能是偶然", "higher, perhaps by chance"),
  usual: t("没有明显升高", "no clear rise"),
  thin: t("样本少，不判断", "too few to say"),
  new: t("没有以往可比", "no past to compare"),
};

const rateText = ({ returned, sold }: Issue["recent"]): string => `${(Math.round((returned / sold) * 1000) / 10).toFixed(1)}%`;

function shareOf(r: Issue["recent"]): Value {
  if (r.sold === 0) return { kind: "missing", because: t("这段时间没有销量", "nothing was sold in these days") };
  const [rate, of] = [rateText(r), `${figure(r.returned)}/${figure(r.sold)}`];
  return text(t(`${rate}（${of}）`, `${rate} (${of})`));
}

function cut(words: string): string {
  const letters = Array.from(words);
  return letters.length <= TITLE_MOST ? words : `${letters.slice(0, TITLE_MOST).join("").trimEnd()}…`;
}

/** What a team needs to go on: which goods, from where, what buyers say, and what to try. */
function toDo(i: Issue): Text {
  const goods = i.title === null ? i.sku : `${i.sku} ${cut(i.title)}`;
  const where =
    i.store === null || i.recent.returned === 0
      ? t("", "")
      : t(
          `（${i.store.code} 占 ${i.store.units}/${i.recent.returned} 件）`,
          ` (${i.store.units} of ${i.recent.returned} from ${i.store.code})`,
        );
  const said =
    i.said === null
      ? t("没有买家留言", "no buyer wrote why")
      : t(
          `买家说“${i.said.text}”${i.said.times > 1 ? `（${i.said.times} 条相同）` : ""}`,
          `“${i.said.text}”${i.said.times > 1 ? ` (said ${i.said.times} times)` : ""}`,
        );
  const { who, what } = RETURN_ACTION[i.bucket];
  // Three returns of a SKU are no reason to hold back a batch.
  const next =
    i.verdict === "thin"
      ? t("件数还少，先观察", "Few as yet: watch it")
      : t(`建议（${who.zh}）：${what.zh}`, `To try (${who.en}): ${what.en}`);
  return t(`${goods}${where.zh}：${said.zh}。${next.zh}`, `${goods}${where.en}: ${said.en}. ${next.en}`);
}

/** Reasons that have risen in one store over many SKUs: each in a line, since there are two at most. */
export function riseBlocks(w: WeeklyReturns): Block[] {
  if (w.rises.length === 0) return [];
  const rate = (r: Issue["recent"]): string => `${rateText(r)} (${figure(r.returned)}/${figure(r.sold)})`;
  return [
    {
      kind: "list",
      items: w.rises.map((r) => {
        const { name } = RETURN_LINKS[r.bucket];
        const { who, what } = RETURN_ACTION[r.bucket];
        return t(
          `${r.store} 全店${name.zh}升高：近 ${length(w.recent)} 天 ${rate(r.recent)}，此前 ${rate(r.past)}；主要是 ${r.skus.join("、")}。建议（${who.zh}）：${what.zh}`,
          `${r.store}, over all its SKUs: ${name.en} has risen, ${rate(r.recent)} in ${length(w.recent)} days, ${rate(r.past)} before; mostly ${r.skus.join(", ")}. To try (${who.en}): ${what.en}`,
        );
      }),
    },
  ];
}

/** The SKUs that want somebody: how they stand against their own past, and what to try. */
export function skuBlocks(w: WeeklyReturns): Block[] {
  if (w.issues.length === 0) return [];
  return [
    {
      kind: "table",
      title: t("最该看的 SKU", "SKUs to look at"),
      columns: [
        { label: t("SKU", "SKU") },
        { label: t("原因", "Reason") },
        { label: t("本周", "Units"), align: "right" },
        { label: t(`近 ${length(w.recent)} 天`, `Last ${length(w.recent)} days`), align: "right" },
        { label: t(`此前 ${length(w.past)} 天`, `${length(w.past)} days before`), align: "right" },
        { label: t("与自身比", "Against its past") },
      ],
      rows: w.issues.map((i) => [
        { kind: "code", code: i.sku },
        text(RETURN_LINKS[i.bucket].name),
        { kind: "count", count: i.week },
        shareOf(i.recent),
        shareOf(i.past),
        text(VERDICT[i.verdict]),
      ]),
    },
    { kind: "list", items: w.issues.map(toDo) },
  ];
}
