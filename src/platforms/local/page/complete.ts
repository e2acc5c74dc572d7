import type { Text } from "../../../domain/value.ts";
import type { Language } from "../../../message/message.ts";
import type { WireCommand, WireKind, WireWord } from "../wire.ts";
import { SKU_CHARS } from "../limits.ts";
import { type Slot, slotsOf } from "./grammar.ts";

/** Something that the line may become. */
export interface Proposal {
  /** The whole line when it is taken, with a space for what comes next. */
  readonly line: string;
  /** What is shown as typed. */
  readonly typed: string;
  readonly title: string;
  readonly kind: WireKind | null;
}

export interface Known {
  readonly commands: readonly WireCommand[];
  readonly words: readonly WireWord[];
  /** SKUs that the server found for what is being typed. */
  readonly skus: readonly WireWord[];
}

const SHOWN = 8;
/** Of one kind and of one place, while nothing narrows it down: so that the next places of the line are seen too. */
const OF_A_KIND = 2;
const OF_A_PLACE = 3;
/** A proposal may answer to the last so many words: `last 30 da` is one thing. */
const LONGEST = 3;

const fold = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[\s_-]+/gu, " ")
    .trim();

interface Candidate extends Omit<Proposal, "line"> {
  readonly slot: number;
  /** Folded spellings that find it, the shown one first. */
  readonly found: readonly string[];
}

const other = (lang: Language): Language => (lang === "zh" ? "en" : "zh");

function named(word: WireWord, before: string, slot: number, lang: Language, fragment: string): readonly Candidate[] {
  const spell = (l: Language): string => `${before}${word.typed[l]}`;
  // Whoever types in the other language is completed in that one.
  const foreign = fragment !== "" && !fold(spell(lang)).startsWith(fragment) && fold(spell(other(lang))).startsWith(fragment);
  const typed = spell(foreign ? other(lang) : lang);
  if (typed === before) return [];
  const title = word.title[lang] === typed ? "" : word.title[lang];
  const spellings = [
    typed,
    spell("zh"),
    spell("en"),
    `${before}${word.title.zh}`,
    `${before}${word.title.en}`,
    ...word.also.map((a) => `${before}${a}`),
  ];
  return [{ slot, typed, title, kind: word.kind, found: spellings.filter((spelling) => spelling !== before).map(fold) }];
}

function candidates(slots: readonly Slot[], lang: Language, fragment: string, { commands, words, skus }: Known): readonly Candidate[] {
  const helped = commands.map(({ name, summary }): WireWord => ({
    kind: "command",
    typed: { zh: name, en: name },
    title: summary,
    also: [],
  }));
  const all = [...words, ...skus, ...helped];
  return slots.flatMap((slot, i) =>
    slot.flatMap(({ before, kind }): Candidate[] =>
      kind === null
        ? [{ slot: i, typed: before, title: "", kind: null, found: [fold(before)] }]
        : all.filter((word) => word.kind === kind).flatMap((word) => named(word, before, i, lang, fragment)),
    ),
  );
}

const INSIDE = 2;

/** How well a beginning fits: 0 the shown spelling, 1 another one, 2 somewhere inside; undefined not at all. */
function fit({ found }: Candidate, fragment: string): number | undefined {
  if (found[0]?.startsWith(fragment) === true) return 0;
  if (found.some((spelling) => spelling.startsWith(fragment))) return 1;
  const inside = fragment.length >= 2 || /\p{Script=Han}/u.test(fragment);
  return inside && found.some((spelling) => spelling.includes(fragment)) ? INSIDE : undefined;
}

function afterName(
  line: string,
  commands: readonly WireCommand[],
): { readonly command: WireCommand; readonly head: string; readonly rest: string } | undefined {
  const [head, name = ""] = /^\s*[/／](\S+)\s+/u.exec(line) ?? [];
  const command = commands.find((c) => c.name === name.toLowerCase());
  return head === undefined || command === undefined ? undefined : { command, head, rest: line.slice(head.length) };
}

/** Places that an earlier word of the line already answers. */
function filled(done: readonly string[], all: readonly Candidate[]): ReadonlySet<number> {
  const text = ` ${fold(done.join(" "))} `;
  return new Set(
    all.filter(({ found }) => found.some((spelling) => spelling !== "" && text.includes(` ${spelling} `))).map(({ slot }) => slot),
  );
}

function argumentsOf(line: string, known: Known, lang: Language): readonly Proposal[] {
  const typing = afterName(line, known.commands);
  if (typing === undefined) return [];
  const { command, head, rest } = typing;
  const slots = slotsOf(command.usage[lang]);
  const open = rest === "" || /\s$/u.test(rest);
  const words = rest.split(/\s+/u).filter((word) => word !== "");
  const proposal = (kept: readonly string[], { typed, title, kind }: Candidate): Proposal => ({
    line: `${head}${[...kept, typed].join(" ")} `,
    typed,
    title,
    kind,
  });
  // The longest run of words that begins something is what is being typed.
  for (let n = Math.min(LONGEST, words.length); n > 0; n -= 1) {
    const kept = words.slice(0, -n);
    // A space after it: only what goes on after the space is meant (`vs ` → `vs last month`).
    const fragment = `${fold(words.slice(-n).join(" "))}${open ? " " : ""}`;
    const all = candidates(slots, lang, fragment, known);
    // `return-rate ` is said, although `return-rate-cohort` begins alike.
    if (open && all.some(({ found }) => found.includes(fragment.trimEnd()))) continue;
    const done = filled(kept, all);
    const fitting = all
      .filter(({ slot }) => !done.has(slot))
      .map((candidate) => ({ candidate, rank: fit(candidate, fragment) }))
      .filter((f): f is { candidate: Candidate; rank: number } => f.rank !== undefined && f.candidate.found[0] !== fragment)
      .toSorted((a, b) => a.rank - b.rank);
    const beginning = fitting.filter(({ rank }) => rank < INSIDE);
    const best = beginning.length > 0 ? beginning : open ? [] : fitting;
    if (best.length > 0) return best.slice(0, SHOWN).map(({ candidate }) => proposal(kept, candidate));
  }
  if (open) {
    const all = candidates(slots, lang, "", known);
    const done = filled(words, all);
    const counts = new Map<string, number>();
    const many = (key: string): number => {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      return counts.get(key) ?? 0;
    };
    const kinds = slots.map((slot) => new Set(slot.map(({ kind }) => kind)).size);
    const next = all
      .filter(({ slot, kind }) => !done.has(slot) && (kinds[slot] === 1 || many(`${slot} ${kind}`) <= OF_A_KIND))
      .filter(({ slot }) => many(String(slot)) <= OF_A_PLACE);
    return next.slice(0, SHOWN).map((candidate) => proposal(words, candidate));
  }
  return [];
}

/** What the line may become: names of commands first, then words for the places of the command's usage line. */
export function proposals(line: string, known: Known, lang: Language): readonly Proposal[] {
  const start = /^\s*[/／](\S*)$/u.exec(line)?.[1]?.toLowerCase();
  if (start === undefined) return argumentsOf(line, known, lang);
  return known.commands
    .filter(({ name }) => name.startsWith(start))
    .slice(0, SHOWN)
    .map(({ name, summary }) => ({ line: `/${name} `, typed: `/${name}`, title: summary[lang], kind: null }));
}

/** The command whose arguments are being typed. */
export const commandOf = (line: string, commands: readonly WireCommand[]): { readonly name: string; readonly usage: Text } | undefined =>
  afterName(line, commands)?.command;

/** What to ask the server for; undefined where no SKU can stand. */
export function skuBeginning(line: string, commands: readonly WireCommand[]): string | undefined {
  const typing = afterName(line, commands);
  if (
    typing === undefined ||
    !slotsOf(typing.command.usage.en)
      .flat()
      .some(({ kind }) => kind === "sku")
  )
    return undefined;
  const last = /(\S+)$/u.exec(typing.rest)?.[1];
  // A word in Chinese is a name or a title, and no SKU begins with one.
  if (last === undefined || /\p{Script=Han}/u.test(last)) return undefined;
  const begins = last.replaceAll('"', "");
  return begins === "" || begins.length > SKU_CHARS ? undefined : begins;
}
