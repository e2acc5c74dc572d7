import type { types } from "@slack/bolt";
import { formatDelta, formatValue, missingReason } from "../../../message/format.ts";
import type { Fact, Language, Text, Value } from "../../../message/message.ts";
import { shorten } from "../../common/shorten.ts";
import type { Table } from "../../common/table.ts";
import { SECTION_FIELD_CHARS } from "../limits.ts";
import type { Detail, SlackBlock } from "./detail.ts";
import { escape, escapedLength, line, plainText, rich, type Run, run, within } from "./text.ts";
import { T } from "./words.ts";

/** So many facts stand side by side in two columns; more of them read faster as lines. */
const TILES = 6;
/** Bad news, whichever way the figure went; good news needs no mark. */
const BAD = "🔸 ";

/** What Slack's mrkdwn would read as something else than characters, wherever it stands. Such a text is set as plain text. */
const MARKUP = /[*_~`]|:[\w+'-]+:|^\s*(>|&)/m;

interface Written {
  readonly label: string;
  readonly value: string;
  readonly aside: string;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** A fact is a line: what is longer is shortened, and told in full in the file. */
const FACT_CHARS = 600;

function written(fact: Fact, lang: Language): Written {
  const delta = fact.delta && `${fact.delta.mood === "bad" ? BAD : ""}${formatDelta(fact.delta, lang)}`;
  const aside = [missingReason(fact.value, lang), delta, fact.note?.[lang]].filter((part) => part !== undefined && part.trim() !== "");
  return { label: oneLine(fact.label[lang]), value: oneLine(formatValue(fact.value, lang)), aside: oneLine(aside.join(" · ")) };
}

function tile({ label, value, aside }: Written): types.TextObject {
  const lines = [label, value, aside].filter((part) => part !== "");
  const marked = [escape(label), `*${escape(value)}*`, escape(aside)].filter((part) => part !== "").join("\n");
  const safe =
    value !== "" && !lines.some((part) => MARKUP.test(part)) && escapedLength(lines.join("\n")) + 2 <= within(SECTION_FIELD_CHARS);
  return safe ? { type: "mrkdwn", text: marked, verbatim: true } : plainText(lines.join("\n"), SECTION_FIELD_CHARS);
}

function factLine({ label, value, aside }: Written): Run[] {
  return [run(`${label}  `), run(value, "bold"), ...(aside === "" ? [] : [run(`  ${aside}`)])];
}

/** So many facts are a table of figures, where there is room for one. */
const manyFacts = (facts: readonly Fact[]): boolean => facts.length > TILES;

/**
 * Many facts as a table of what, how much and the change, so that the eye runs down one column. Undefined where they are few, or
 * say more than three columns hold.
 */
export function factTable(facts: readonly Fact[], lang: Language): Table | undefined {
  if (!manyFacts(facts)) return undefined;
  const against = new Set(facts.flatMap(({ delta }) => (delta === undefined ? [] : [delta.against[lang]])));
  const told = facts.some(({ note }) => note !== undefined);
  if (against.size !== 1 || told) return undefined;
  const [before = ""] = against;
  const same = (text: string): Text => ({ zh: text, en: text });
  const change = ({ delta }: Fact): Value => {
    if (delta === undefined) return { kind: "text", text: same("") };
    if (delta.change.kind === "missing") return delta.change;
    const text = formatValue({ ...delta.change, signed: true }, lang);
    return { kind: "text", text: same(`${delta.mood === "bad" ? BAD : ""}${text}`) };
  };
  return {
    kind: "table",
    columns: [
      { label: T.figure },
      { label: T.value, align: "right" },
      { label: { zh: `较${before}`, en: `vs ${before}` }, align: "right" },
    ],
    rows: facts.map((fact) => [{ kind: "text", text: fact.label }, fact.value, change(fact)]),
  };
}

/** Facts: tiles of label, figure and change in two columns; from seven on a line each. */
export function drawFacts(
  facts: readonly Fact[],
  lang: Language,
  detail: Detail,
): { readonly blocks: readonly SlackBlock[]; readonly cut: boolean } {
  const all = facts.slice(0, detail.items).map((fact) => written(fact, lang));
  const most = Math.min(detail.chars, FACT_CHARS);
  const shown = all.map(({ label, value, aside }) => ({
    label: shorten(label, most),
    value: shorten(value, most),
    aside: shorten(aside, most),
  }));
  const cut = facts.length > all.length || all.some((fact) => Math.max(fact.label.length, fact.value.length, fact.aside.length) > most);
  if (shown.length === 0) return { blocks: [], cut };
  if (!manyFacts(facts)) return { blocks: [{ type: "section", fields: shown.map(tile) }], cut };
  return { blocks: [rich(line(...shown.flatMap((fact, i) => [...(i === 0 ? [] : [run("\n")]), ...factLine(fact)])))], cut };
}
