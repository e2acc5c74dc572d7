import type { PromoPlan } from "../app/promo/plan.ts";
import type { Block, Value } from "../message/message.ts";
import { modeText, money, moneySaid, none, t, text } from "./promo-values.ts";

/** Which ways are still in time, and what the difference costs. */
export function waysTable(p: PromoPlan): Block[] {
  const buying = p.lines.filter((l) => (l.buy ?? 0) > 0);
  if (buying.length === 0) return [];
  const ways = Map.groupBy(
    buying.flatMap((l) => l.ways.map((w) => ({ l, w }))),
    ({ w }) => w.route?.mode ?? "",
  );
  const rows = [...ways.values()].map((of): Value[] => {
    const days = of.map(({ w }) => w.orderBy).toSorted();
    const inTime = of.filter(({ w }) => w.late === 0);
    const chosen = buying.flatMap((l) => l.batches).filter((b) => b.way.route?.mode === of[0]?.w.route?.mode);
    const freights = of.flatMap(({ w }) => (w.route?.unitFreight == null ? [] : [w.route.unitFreight]));
    const mean = freights.length > 0 ? freights.reduce((a, b) => a + b, 0) / freights.length : null;
    const [first, last] = [days[0] ?? p.asOf, days.at(-1) ?? p.asOf];
    return [
      { kind: "text", text: modeText(of[0]?.w.route ?? null) },
      first === last ? { kind: "day", day: first } : text(`${first} 至 ${last}`, `${first} to ${last}`),
      inTime.length === of.length
        ? text("都来得及", "all in time")
        : inTime.length === 0
          ? text("都来不及", "too late for all")
          : text(`${inTime.length}/${of.length} 来得及`, `${inTime.length} of ${of.length} in time`),
      chosen.length === 0 ? none("没有选它", "not chosen") : { kind: "count", count: chosen.reduce((s, b) => s + b.units, 0) },
      money(mean, of[0]?.w.route?.currency ?? p.currency, t("运费未知", "freight not known"), "margin"),
    ];
  });
  const flying = buying.reduce((s, l) => s + (l.flying ?? 0) * l.worth.rate, 0);
  return [
    {
      kind: "table",
      title: t("头程：倒推的最晚下单日", "Ways: the last day to order, counted back"),
      columns: [
        { label: t("方式", "Way") },
        { label: t("最晚下单", "Order by") },
        { label: t("来得及吗", "In time") },
        { label: t("安排件数", "Units"), align: "right" },
        { label: t("每件运费", "Freight a unit"), align: "right", sensitivity: "margin" },
      ],
      rows,
    },
    ...(flying >= 1
      ? [
          {
            kind: "prose",
            sensitivity: "margin",
            text: t(
              `改走快的头程多花 ${moneySaid(flying, p.currency).zh}。`,
              `The faster ways cost ${moneySaid(flying, p.currency).en} more.`,
            ),
          } satisfies Block,
        ]
      : []),
  ];
}
