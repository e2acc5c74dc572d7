import type { types } from "@slack/bolt";
import { formatDelta, formatValue, missingReason } from "../../../message/format.ts";
import type { Fact, Language } from "../../../message/message.ts";
import { shorten } from "../../shared/shorten.ts";
import { SECTION_FIELD_CHARS, SECTION_FIELDS } from "../limits.ts";
import type { Detail, SlackBlock } from "./detail.ts";
import { escape, escapedLength, line, plainText, rich, type Run, run, within } from "./text.ts";

/** So many facts stand side by side in two columns; more of them read faster as lines. */
const TILES = 6;
const BAD = "🔴 ";

/** What Slack's mrkdwn would read as something else than characters, wherever it stands. Such a text is set as plain text. */
const MARKUP = /[*_~`]|:[\w+'-]+:|^\s*(>|&)/m;

interface Written {
  readonly label: string;
  readonly value: string;
  readonly aside: string;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

function written(fact: Fact, lang: Language, detail: Detail): Written {
  const delta = fact.delta && `${fact.delta.mood === "bad" ? BAD : ""}${formatDelta(fact.delta, lang)}`;
  const aside = [missingReason(fact.value, lang), delta, fact.note?.[lang]].filter((part) => part !== undefined && part.trim() !== "");
  const fit = (text: string): string => shorten(oneLine(text), Math.min(detail.chars, 600));
  return { label: fit(fact.label[lang]), value: fit(formatValue(fact.value, lang)), aside: fit(aside.join(" · ")) };
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

/** Facts: tiles of label, figure and change in two columns; from seven on a line each. */
export function drawFacts(facts: readonly Fact[], lang: Language, detail: Detail): readonly SlackBlock[] {
  const shown = facts.slice(0, detail.items).map((fact) => written(fact, lang, detail));
  if (shown.length === 0) return [];
  if (shown.length <= Math.min(TILES, SECTION_FIELDS)) return [{ type: "section", fields: shown.map(tile) }];
  return [rich(line(...shown.flatMap((fact, i) => [...(i === 0 ? [] : [run("\n")]), ...factLine(fact)])))];
}
