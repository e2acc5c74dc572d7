import { SENSITIVITIES, type Sensitivity, type Text } from "../domain/value.ts";
import { type Block, type Message, message as made, type Value } from "./message.ts";

const NAME: Readonly<Record<Sensitivity, Text>> = {
  public: { zh: "公开数据", en: "public figures" },
  internal: { zh: "内部数据", en: "internal figures" },
  margin: { zh: "成本与利润数据", en: "margin figures" },
  personal: { zh: "个人信息", en: "personal data" },
};

const rank = (s: Sensitivity | undefined): number => SENSITIVITIES.indexOf(s ?? "internal");

const hidden = (level: Sensitivity): Text => ({ zh: `此处不显示${NAME[level].zh}`, en: `not shown here: ${NAME[level].en}` });

type Table = Extract<Block, { kind: "table" | "file" }>;

/** All that stands in place of a message of which this audience may not even read the title. The tone is neutral: red would tell. */
function withheld({ refs, sensitivity = "internal" }: Message): Message {
  const { zh, en } = NAME[sensitivity];
  return made({
    title: { zh: `这里不显示${zh}`, en: `Not shown here: ${en}` },
    lead: {
      zh: "这个频道可能有公司以外的人，或只开放公开数据。请私聊我查看。",
      en: "People outside the company may read this channel, or it was set up for public figures only. Ask me in a direct message.",
    },
    sensitivity: "public",
    ...(refs && { refs }),
  });
}

/**
 * The message as people with this clearance may see it. Values, columns, charts and blocks above it are taken out and the
 * message says so; what has no mark is internal. Buttons and forms stay: who may press them is decided at the press.
 * Title, lead, buttons and basis have the message's own mark, and to whom that is closed one neutral sentence is said instead of it all:
 * "Order 84 now", the button "Approve 84 units" and a red card tell as much as a column does. Margins and personal data may not stand there.
 */
export function cutFor(message: Message, clearance: Sensitivity): Message {
  const limit = rank(clearance);
  if (rank(message.sensitivity) > limit) return withheld(message);
  const taken = new Set<Sensitivity>();
  const above = (s: Sensitivity | undefined): boolean => {
    if (rank(s) <= limit) return false;
    taken.add(s ?? "internal");
    return true;
  };

  const cell = (value: Value): Value =>
    above(value.sensitivity) ? { kind: "missing", because: hidden(value.sensitivity ?? "internal"), sensitivity: "public" } : value;

  const table = <T extends Table>(t: T): T | undefined => {
    const keep = t.columns.map(
      (column, i) =>
        !above(column.sensitivity) &&
        !(t.rows.length > 0 && t.rows.every((row) => rank(row[i]?.sensitivity) > limit && above(row[i]?.sensitivity))),
    );
    if (!keep.includes(true)) return undefined;
    const kept = (row: readonly Value[]): Value[] => row.filter((_, i) => keep[i]).map(cell);
    return {
      ...t,
      columns: t.columns.filter((_, i) => keep[i]),
      rows: t.rows.map(kept),
      ...(t.kind === "file" && t.total && { total: kept(t.total) }),
      ...(t.kind === "file" && t.above && { above: t.above.filter((line) => !above(line.value.sensitivity)) }),
    };
  };

  const block = (b: Block): Block | undefined => {
    if (b.kind === "form") return b;
    // A mark on a block of values is a floor under them; without one its values speak for themselves.
    const floor = b.kind === "facts" || b.kind === "table" || b.kind === "file" ? (b.sensitivity ?? "public") : b.sensitivity;
    if (above(floor)) return undefined;
    switch (b.kind) {
      case "facts": {
        const facts = b.facts
          .filter((f) => !above(f.value.sensitivity))
          .map(({ delta, ...fact }) => (delta === undefined || above(delta.change.sensitivity) ? fact : { ...fact, delta }));
        return facts.length === 0 ? undefined : { ...b, facts };
      }
      case "table":
      case "file":
        return table(b);
      case "prose":
      case "heading":
      case "list":
      case "chart":
        return b;
    }
  };

  const blocks = message.blocks.map(block).filter((b) => b !== undefined);
  if (taken.size === 0) return message;
  const levels = SENSITIVITIES.filter((s) => taken.has(s));
  const said: Block = {
    kind: "prose",
    text: {
      zh: `此处不显示：${levels.map((s) => NAME[s].zh).join("、")}。`,
      en: `Not shown here: ${levels.map((s) => NAME[s].en).join(", ")}.`,
    },
    sensitivity: "public",
  };
  return { ...message, blocks: [...blocks, said] };
}

/** Whether people with this clearance may see a value; one without a mark is internal. */
export const maySee = (clearance: Sensitivity, what: Sensitivity | undefined): boolean => rank(what) <= rank(clearance);

/** What stands in typed data where a value is not shown. Scripts read it, and so do logs: nothing of the value is in it. */
export const NOT_SHOWN: Text = { zh: "此处不显示", en: "not shown to this audience" };

/** The lower of two clearances. */
export function lower(a: Sensitivity, b: Sensitivity): Sensitivity {
  return rank(a) <= rank(b) ? a : b;
}
