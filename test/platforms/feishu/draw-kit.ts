import fc from "fast-check";
import type { Block, Button, Fact, Field, Language, Message, Sealed, Text, Tone, Value } from "../../../src/message/message.ts";
import { judgeCard } from "../../fakes/feishu/card-limits.ts";

export const t = (zh: string, en = zh): Text => ({ zh, en });

/** A message with a token for everything that can be pressed. */
export function seal(message: Message, lang: Language = "zh"): Sealed {
  return {
    message,
    lang,
    buttonTokens: message.actions.map((_, i) => `button-${i}`),
    formTokens: Object.fromEntries(message.blocks.flatMap((b, i) => (b.kind === "form" ? [[i, `form-${i}`]] : []))),
  };
}

export const said = (blocks: readonly Block[], over: Partial<Message> = {}): Message => ({
  version: 1,
  title: t("补货", "Restock"),
  tone: "neutral",
  blocks,
  actions: [],
  ...over,
});

/** What the fake Feishu has against a card: a second opinion, written by somebody else. */
export function refusal(card: object): string | undefined {
  const verdict = judgeCard(JSON.stringify(card), () => true);
  if (verdict.ok) return undefined;
  return verdict.reason === "too-large" ? `${verdict.bytes} bytes` : verdict.errMsg;
}

type Node = Readonly<Record<string, unknown>>;
const isNode = (x: unknown): x is Node => typeof x === "object" && x !== null && !Array.isArray(x);

/** Every element of that tag in a card, from top to bottom. */
export function find(card: unknown, tag: string): readonly Node[] {
  if (Array.isArray(card)) return card.flatMap((x) => find(x, tag));
  if (!isNode(card)) return [];
  return [...(card["tag"] === tag ? [card] : []), ...Object.values(card).flatMap((x) => find(x, tag))];
}

/** Every text that a person reads, cells and heads of tables too. */
export function lines(card: unknown): readonly string[] {
  const cells = find(card, "table").flatMap((table) => [
    ...(table["columns"] as readonly Node[]).map((c) => String(c["display_name"])),
    ...(table["rows"] as readonly Node[]).flatMap((row) => Object.values(row).map(String)),
  ]);
  return [...find(card, "plain_text").map((x) => String(x["content"])), ...cells];
}

const NASTY = [
  "",
  " ",
  "<at id=all></at>",
  '<at user_id="all">所有人</at>',
  "<at email=a@b.c></at>",
  "<font color='red'>x</font>",
  "<link url='https://evil.test'>x</link>",
  "<br>",
  "&lt;at id=all&gt;",
  "[click](https://evil.test)",
  "![x](img_v3_1)",
  "**bold**",
  "_i_",
  "~~s~~",
  "`c`",
  "| a | b |\n|---|---|",
  "# head",
  ":DONE:",
  "${secret}",
  '"\\',
  "高腰瑜伽裤",
  "👨‍👩‍👧‍👦",
  "é",
  "𠮷",
  "\uD83D",
  "\n",
  "\t",
  "\u0000",
  "\u202Edrowssap",
  "a".repeat(400),
  "全".repeat(300),
  '"'.repeat(300),
] as const;

export const short: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.array(fc.constantFrom(...NASTY), { maxLength: 4 }).map((x) => x.join("")),
);
const words: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: short },
  {
    weight: 1,
    arbitrary: fc.constantFrom(2_000, 9_000, 40_000).chain((n) => fc.constantFrom("全", '"', "a ", "🔥").map((c) => c.repeat(n))),
  },
);
const shorts: fc.Arbitrary<Text> = fc.record({ zh: short, en: short });
const texts: fc.Arbitrary<Text> = fc.record({ zh: words, en: words });

const value: fc.Arbitrary<Value> = fc.oneof(
  shorts.map((text): Value => ({ kind: "text", text })),
  short.map((code): Value => ({ kind: "code", code })),
  fc.integer().map((count): Value => ({ kind: "count", count })),
  fc
    .tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat({ max: 6 }))
    .map(([number, digits]): Value => ({ kind: "number", number, digits })),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((ratio): Value => ({ kind: "percent", ratio, signed: true })),
  fc
    .tuple(fc.integer(), fc.constantFrom("USD", "JPY", "XXZ"))
    .map(([a, currency]): Value => ({ kind: "money", amount: `${a}.5`, currency })),
  shorts.map((because): Value => ({ kind: "missing", because })),
);
const fact: fc.Arbitrary<Fact> = fc.record(
  {
    label: shorts,
    value,
    note: shorts,
    delta: fc.record({ against: shorts, change: value, mood: fc.constantFrom("good", "bad", "neutral") }),
  },
  { requiredKeys: ["label", "value"] },
);
const table: fc.Arbitrary<Block> = fc
  .tuple(
    fc.constantFrom(0, 1, 3, 3, 9, 9, 60),
    fc.constantFrom(0, 1, 5, 40, 40, 200),
    fc.array(value, { minLength: 1, maxLength: 6 }),
    shorts,
  )
  .map(([columns, rows, values, title]): Block => ({
    kind: "table",
    title,
    more: title,
    columns: Array.from({ length: columns }, () => ({ label: title })),
    rows: Array.from({ length: rows }, (_, r) =>
      Array.from({ length: columns }, (_x, c): Value => values[(r + c) % values.length] ?? { kind: "count", count: 0 }),
    ),
  }));

const figures = fc.array(fc.oneof(fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true })), { maxLength: 70 });
const day = (i: number): string => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10);
const chart: fc.Arbitrary<Block> = fc
  .tuple(
    figures,
    shorts,
    fc.boolean(),
    fc.constantFrom("money", "percent", "count", "days"),
    fc.constantFrom("kpi-trend", "ranking", "other"),
  )
  .map(([values, title, compared, unit, name]): Block => ({
    kind: "chart",
    chart: name,
    alt: title,
    data: {
      title,
      name: title,
      unit,
      currency: unit === "money" ? "USD" : null,
      grain: "day",
      period: { from: day(0), to: day(values.length) },
      series: values.map((v, i) => ({ day: day(i), value: v })),
      comparison: compared ? { label: title, period: { from: day(0), to: day(1) }, series: [] } : null,
      immatureFrom: compared ? day(3) : null,
      rows: values.map((v, i) => ({ key: `${i}`, label: title.zh, value: v })),
      by: title,
      total: null,
      comparisonLabel: null,
      more: 0,
    },
  }));
const field: fc.Arbitrary<Field> = fc
  .record({
    name: short,
    label: shorts,
    type: fc.constantFrom("text", "number", "day", "month", "select"),
    value: words,
    hint: shorts,
    required: fc.boolean(),
  })
  .chain((f) =>
    fc.constantFrom(0, 2, 100).map((n): Field => ({
      ...f,
      ...(f.type === "select" && { options: Array.from({ length: n }, (_, i) => ({ value: `${f.name}${i % 90}`, label: f.label })) }),
    })),
  );
const block: fc.Arbitrary<Block> = fc.oneof(
  table,
  chart,
  fc.array(fact, { maxLength: 14 }).map((facts): Block => ({ kind: "facts", facts })),
  texts.map((text): Block => ({ kind: "prose", text })),
  shorts.map((text): Block => ({ kind: "heading", text })),
  fc.array(shorts, { maxLength: 60 }).map((items): Block => ({ kind: "list", items })),
  fc
    .tuple(shorts, fc.array(field, { maxLength: 6 }), fc.constantFrom("primary", "plain", "danger"))
    .map(([submit, fields, style]): Block => ({ kind: "form", submit, style, deed: { action: "a", args: {} }, fields })),
);
const button: fc.Arbitrary<Button> = fc.record(
  { label: shorts, deed: fc.constant({ action: "a", args: {} }), style: fc.constantFrom("primary", "danger"), confirm: shorts },
  { requiredKeys: ["label", "deed"] },
);

export const languages: fc.Arbitrary<Language> = fc.constantFrom("zh", "en");

/** Any message, of any size: nobody has checked it. */
export const messages: fc.Arbitrary<Message> = fc.record(
  {
    version: fc.constant(1 as const),
    title: texts,
    tone: fc.constantFrom<Tone>("neutral", "good", "warning", "critical", "error"),
    lead: texts,
    blocks: fc.oneof(fc.array(block, { maxLength: 5 }), fc.array(block, { minLength: 10, maxLength: 30 })),
    actions: fc.oneof(fc.array(button, { maxLength: 5 }), fc.array(button, { minLength: 20, maxLength: 90 })),
    basis: fc.record({
      asOf: fc.constant("2026-11-21"),
      stores: fc.array(short, { maxLength: 30 }),
      notes: fc.array(texts, { maxLength: 3 }),
      simulated: fc.boolean(),
    }),
  },
  { requiredKeys: ["version", "title", "tone", "blocks", "actions"] },
);
