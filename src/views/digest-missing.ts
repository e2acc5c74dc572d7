import type { DigestGroup, DigestStore } from "../app/digest.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import { type Message, message } from "../message/message.ts";

const NO_DIGEST = "no-digest:";
const NAMED = 6;

const t = (zh: string, en: string): Text => ({ zh, en });

/** The part of a digest that this is decided by. */
interface DayTold {
  readonly day: string;
  readonly groups: readonly DigestGroup[];
  readonly simulated: boolean;
}

interface Lacking {
  readonly store: DigestStore;
  readonly group: DigestGroup;
}

const lacking = (data: DayTold): Lacking[] =>
  data.groups.flatMap((group) => group.byStore.filter((s) => s.known.kind !== "whole").map((store) => ({ store, group })));

/** Of most stores the day is not known, or not the whole of it: a sum of the rest would be taken for the day. */
export function tooLittle(data: DayTold): boolean {
  const all = data.groups.reduce((sum, g) => sum + g.byStore.length, 0);
  return lacking(data).length * 2 > all;
}

/** Whether a message only says why there is no digest. */
export const isNoDigest = (said: Message): boolean => (said.refs ?? []).some((r) => r.startsWith(NO_DIGEST));

function why({ store: s, group }: Lacking): Text {
  const { known } = s;
  switch (known.kind) {
    case "whole":
      return t(s.store, s.store);
    case "midway": {
      const at = { kind: "instant", at: known.at.toISOString(), zone: known.zone } as const;
      return t(
        `${s.store}：${group.day} 的报表在当天 ${formatValue(at, "zh")} 就导了，不是全天`,
        `${s.store}: the report of ${group.day} was imported on that day, ${formatValue(at, "en")}, before it had ended`,
      );
    }
    case "none": {
      if (known.newest === null) return t(`${s.store}：还没有导入过销售数据`, `${s.store}: no sales were ever imported`);
      const untold = s.lines.map((l) => l.figure.value).find((v) => v.kind === "missing");
      // A report is there, and cannot be told for another reason: a missing rate, for instance.
      if (known.newest >= group.day && untold?.kind === "missing")
        return t(`${s.store}：${untold.because.zh}`, `${s.store}: ${untold.because.en}`);
      return t(`${s.store}：最新到 ${known.newest}，缺 ${group.day}`, `${s.store}: ends on ${known.newest}; ${group.day} is missing`);
    }
  }
}

/** What is missing from the sums of a digest that is told all the same. */
export function leftOut(group: DigestGroup): Text[] {
  return group.byStore.filter((s) => s.known.kind !== "whole").map((store) => why({ store, group }));
}

/** In place of a digest: why there is none, what is missing, and what to do. */
export function noDigest(data: DayTold): Message {
  const missing = lacking(data);
  const all = data.groups.reduce((sum, g) => sum + g.byStore.length, 0);
  const more = missing.length - NAMED;
  const none = missing.every((m) => m.store.known.kind === "none" && m.store.known.newest === null);
  return message({
    title: t(`今天没有日报：缺 ${data.day} 的数据`, `No digest today: ${data.day} is not known`),
    tone: "warning",
    lead: none
      ? t(
          "还没有导入过销售数据。把订单报表拖进这个频道就能导入。",
          "No sales were ever imported. Drop an orders report into this channel to import it.",
        )
      : t(
          `${all === 1 ? "" : `${figure(all)} 个店铺中 ${figure(missing.length)} 个的数据不全。`}把新的订单报表拖进这个频道；今天补齐后，这条会换成日报。`,
          `${all === 1 ? "" : `Sales of the day are missing or not whole in ${figure(missing.length)} of ${figure(all)} stores. `}Drop newer orders reports into this channel: once they are in today, the digest takes the place of this.`,
        ),
    blocks: none
      ? []
      : [
          {
            kind: "list",
            items: [
              ...missing.slice(0, NAMED).map(why),
              ...(more > 0 ? [t(`另有 ${figure(more)} 个店铺`, `and ${figure(more)} more ${more === 1 ? "store" : "stores"}`)] : []),
            ],
          },
        ],
    basis: { stores: data.groups.flatMap((g) => g.stores), ...(data.simulated && { simulated: true }) },
    refs: [`${NO_DIGEST}${data.day}`],
  });
}
