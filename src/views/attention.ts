import type { AttentionNow } from "../app/attention/now.ts";
import type { Over } from "../app/attention/watch.ts";
import { lineText } from "../app/attention/fields.ts";
import type { Assignment, Place, Snooze } from "../domain/alerts/attention.ts";
import type { Folded } from "../domain/alerts/fold.ts";
import { subjectOf } from "../domain/alerts/stock-out.ts";
import type { Day } from "../domain/calendar/day.ts";
import type { Zone } from "../domain/calendar/zone.ts";
import { dayIn } from "../domain/calendar/zone.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { type Block, type Button, type Fact, type Message, message } from "../message/message.ts";
import { code, dayOf, moneyOf, stateText, text } from "./plan-values.ts";
import { t } from "./shipment.ts";

type Names = ReadonlyMap<string, string>;
const nameOf = (slug: string, names: Names): string => names.get(slug) ?? slug;
const short = (day: string): string => day.slice(5);

/** `到 11-25`, `到货前（US-SEA-1）`, `12-24 前不再提` */
export function untilText({ kind, until, awaits }: Pick<Snooze, "kind" | "until" | "awaits">): Text {
  if (kind === "not-before") return t(`${short(until)} 前不再提`, `not before ${until}`);
  return awaits === null
    ? t(`暂缓到 ${short(until)}`, `snoozed until ${until}`)
    : t(`暂缓到 ${awaits} 到货，最晚 ${short(until)}`, `snoozed until ${awaits} arrives, ${until} at the latest`);
}

/** Where the words before it say that it is snoozed. */
const untilShort = ({ kind, until, awaits }: Snooze, zh: string = until): Text => {
  if (kind === "not-before") return t(`${zh} 前不再提`, `not before ${until}`);
  return awaits === null
    ? t(`到 ${zh}`, `until ${until}`)
    : t(`到 ${awaits} 到货，最晚 ${zh}`, `until ${awaits} arrives, ${until} at the latest`);
};

const because = ({ by, reason }: Snooze, names: Names): Text => {
  const who = nameOf(by, names);
  return t(reason === null ? who : `${who}：${reason}`, reason === null ? who : `${who}: ${reason}`);
};

const FOLDED_NAMED = 3;

function foldedText(snooze: Snooze, names: Names, until: Text = untilText(snooze)): Text {
  const who = because(snooze, names);
  return t(`${snooze.sku} ${until.zh}（${who.zh}）`, `${snooze.sku} ${until.en} (${who.en})`);
}

/** What of a list is snoozed: until when, by whom and why. In one line what it leaves out (`only` absent); else what is among its rows. */
export function foldedBlocks({ folded }: Pick<Folded<Place>, "folded">, names: Names, only?: keyof typeof ONLY_NAME): Block[] {
  if (folded.length === 0) return [];
  if (only !== undefined) {
    const [shown, left] = [folded.slice(0, SHOWN), folded.length - SHOWN];
    const items = shown.map(({ snooze }) => foldedText(snooze, names));
    return [{ kind: "list", items: left > 0 ? [...items, t(`还有 ${left} 条`, `and ${left} more`)] : items }];
  }
  const said = folded.slice(0, FOLDED_NAMED).map(({ snooze }) => foldedText(snooze, names, untilShort(snooze, short(snooze.until))));
  const more = folded.length - said.length;
  const n = folded.length;
  return [
    {
      kind: "prose",
      text: t(
        `另有 ${figure(n)} 条已暂缓：${said.map((s) => s.zh).join("；")}${more > 0 ? `；还有 ${more} 条` : ""}。查看：/restock 暂缓`,
        `${figure(n)} snoozed: ${said.map((s) => s.en).join("; ")}${more > 0 ? `; and ${more} more` : ""}. See them with /restock snoozed`,
      ),
    },
  ];
}

export const ONLY_NAME = { mine: t("我负责的", "mine"), snoozed: t("已暂缓", "snoozed") } as const;

export const noneOf = (only: keyof typeof ONLY_NAME): Message =>
  only === "mine"
    ? message({
        title: t("没有指派给你的 SKU", "No SKU is assigned to you"),
        lead: t("在 /restock SKU 卡片或库存预警上点“指派”。", "Assign one on its card (/restock SKU) or on a stock warning."),
      })
    : message({ title: t("没有暂缓的 SKU", "Nothing is snoozed") });

/** Who is on each line, by its subject. */
export const whoIsOn = ({ assignments, names }: Pick<AttentionNow, "assignments" | "names">): ReadonlyMap<string, string> =>
  new Map(assignments.map((a) => [subjectOf(a), nameOf(a.member, names)]));

/** For the card of a line. */
export function attentionFacts(
  { snooze, on }: { readonly snooze: Snooze | undefined; readonly on: Assignment | undefined },
  names: Names,
  zone: Zone,
): Fact[] {
  return [
    ...(on === undefined
      ? []
      : [
          {
            label: t("负责人", "On it"),
            value: text(t(nameOf(on.member, names), nameOf(on.member, names))),
            note: t(
              `${dayIn(zone, on.at)} 起，${nameOf(on.by, names)} 指派`,
              `since ${dayIn(zone, on.at)}, assigned by ${nameOf(on.by, names)}`,
            ),
          },
        ]),
    ...(snooze === undefined
      ? []
      : [
          {
            label: t("暂缓", "Snoozed"),
            value: text(untilShort(snooze)),
            note: because(snooze, names),
          },
        ]),
  ];
}

/** Snooze, wake and assign, for one line or for those of a warning. */
export function attentionButtons(lines: readonly Place[], now?: { readonly snooze: Snooze | undefined }): Button[] {
  if (lines.length === 0) return [];
  const places = lines.map(({ warehouse, sku }) => ({ warehouse, sku }));
  const open = (form: "snooze" | "assign") => ({ action: "line-form", args: { form, lines: places } });
  return [
    now?.snooze === undefined
      ? { label: t("暂缓…", "Snooze…"), deed: open("snooze") }
      : {
          label: t("结束暂缓", "End the snooze"),
          deed: { action: "wake-line", args: { id: now.snooze.id, warehouse: now.snooze.warehouse, sku: now.snooze.sku } },
        },
    { label: t("指派…", "Assign…"), deed: open("assign") },
  ];
}

const seeLine = ({ warehouse, sku }: Place): Button => ({
  label: t(`看 ${sku}`, `See ${sku}`),
  deed: { action: "open-restock", args: { sku, warehouse } },
});

export function snoozedSaid(snooze: Snooze, names: Names): Message {
  const until = untilText(snooze);
  return message({
    title: t(
      `${lineText(snooze)}：${until.zh}`,
      snooze.kind === "not-before" ? `Nothing of ${lineText(snooze)} before ${snooze.until}` : `${lineText(snooze)} is ${until.en}`,
    ),
    lead: t(
      `${because(snooze, names).zh}。${snooze.kind === "snooze" ? "明显恶化会提前提醒。" : "这之前无论如何都不提醒。"}`,
      `${because(snooze, names).en}. ${snooze.kind === "snooze" ? "If it gets clearly worse, that is told at once." : "Until then nothing is told of it, whatever happens."}`,
    ),
    actions: [
      { label: t("撤销", "Undo"), deed: { action: "wake-line", args: { id: snooze.id, warehouse: snooze.warehouse, sku: snooze.sku } } },
      seeLine(snooze),
    ],
  });
}

export const wokenSaid = (line: Place, by: string): Message =>
  message({
    title: t(`${lineText(line)}：${by} 结束了暂缓`, `${lineText(line)}: ${by} ended the snooze`),
    lead: t("重新出现在列表和预警里。", "It is in the list and the warnings again."),
    actions: [seeLine(line)],
  });

export function assignedSaid(a: Assignment, names: Names): Message {
  const [who, by] = [nameOf(a.member, names), nameOf(a.by, names)];
  return message({
    title: t(`${lineText(a)} 由 ${who} 负责`, `${who} is on ${lineText(a)}`),
    lead:
      a.by === a.member
        ? t(`${who} 认领。`, `${who} took it.`)
        : t(`${by} 指派。查看自己负责的：/restock 我负责的`, `Assigned by ${by}. Yours: /restock mine`),
    actions: [seeLine(a)],
  });
}

export const releasedSaid = (line: Place, by: string): Message =>
  message({
    title: t(`${lineText(line)} 暂时没有人负责`, `Nobody is on ${lineText(line)} any more`),
    lead: t(`${by} 取消了指派。`, `${by} took the assignment back.`),
    actions: [seeLine(line)],
  });

const WHY: Readonly<Record<Over["because"], Text>> = {
  over: t("暂缓到期", "the time is up"),
  arrived: t("等的货已到", "what it waited for has come"),
  worse: t("比暂缓时更糟", "worse than it was"),
};

const SHOWN = 15;
const BUTTONS = 4;
const NONE: Text = t("推演期内不断货", "not within the days that are projected");
const NO_PRICE: Text = t("售价未知", "price not known");

/** Lines that somebody snoozed and that want attention again. */
export function snoozesOver(over: readonly Over[], names: Names, on: ReadonlyMap<string, string> = new Map()): Message {
  const worse = over.filter((o) => o.because === "worse").length;
  const n = over.length;
  const shared = over.some((o) => on.has(subjectOf(o.snooze)));
  const lines = over.flatMap((o) => (o.line === undefined ? [] : [{ ...o, line: o.line }]));
  const asOf = lines.reduce<Day | undefined>(
    (newest, o) => (newest === undefined || o.line.asOf > newest ? o.line.asOf : newest),
    undefined,
  );
  return message({
    title:
      worse > 0
        ? t(`暂缓中恶化：${worse} 条`, `Worse while snoozed: ${worse} ${worse === 1 ? "line" : "lines"}`)
        : t(`暂缓到期：${n} 条`, `Snooze over: ${n} ${n === 1 ? "line" : "lines"}`),
    tone: worse > 0 ? "critical" : "warning",
    blocks: [
      {
        kind: "table",
        columns: [
          { label: t("SKU", "SKU") },
          { label: t("仓库", "Warehouse") },
          { label: t("状态", "State") },
          { label: t("断货日", "Out on") },
          { label: t("暂缓时", "When snoozed") },
          { label: t("断货损失", "At risk"), align: "right" },
          { label: t("为什么又提", "Why now") },
          ...(shared ? [{ label: t("负责人", "On it") }] : []),
        ],
        rows: lines
          .slice(0, SHOWN)
          .map(({ line, snooze, because: why }) => [
            code(line.sku),
            code(line.warehouse),
            text(stateText(line)),
            dayOf(line.stockOutDate, NONE),
            dayOf(snooze.seen.stockOutDate, NONE),
            moneyOf(line.moneyAtRisk, line.currency, NO_PRICE),
            text(t(`${WHY[why].zh}（${nameOf(snooze.by, names)} 暂缓）`, `${WHY[why].en} (snoozed by ${nameOf(snooze.by, names)})`)),
            ...(shared ? [text(t(on.get(subjectOf(snooze)) ?? "", on.get(subjectOf(snooze)) ?? ""))] : []),
          ]),
        ...(lines.length > SHOWN && { more: t(`还有 ${lines.length - SHOWN} 条`, `and ${lines.length - SHOWN} more`) }),
      },
    ],
    actions: [...lines.slice(0, BUTTONS).map(({ line }) => seeLine(line)), ...attentionButtons(lines.slice(0, SHOWN).map((o) => o.line))],
    basis: {
      ...(asOf && { asOf }),
      stores: [...new Set(lines.flatMap((o) => o.line.stores))].toSorted(),
      simulated: lines.some((o) => o.line.simulated),
    },
  });
}
