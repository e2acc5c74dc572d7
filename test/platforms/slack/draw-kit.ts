import fc from "fast-check";
import type { Block, Button, Fact, Language, Message, Sealed, Text, Tone, Value } from "../../../src/message/message.ts";
import { unescape } from "../../../src/platforms/slack/draw/text.ts";
import type { SlackBlock } from "../../../src/platforms/slack/draw/detail.ts";
import { checkBlocks } from "../../fakes/slack/limits/blocks.ts";
import type { Surroundings } from "../../fakes/slack/limits/problem.ts";

export const t = (zh: string, en = zh): Text => ({ zh, en });

/** A message with a token for everything that can be pressed. */
export function seal(message: Message, lang: Language = "en"): Sealed {
  return {
    message,
    lang,
    buttonTokens: message.actions.map((_, i) => `button-${i}`),
    formTokens: Object.fromEntries(message.blocks.flatMap((b, i) => (b.kind === "form" ? [[i, `form-${i}`]] : []))),
  };
}

const AROUND: Surroundings = { tablesPerMessage: 1, file: () => "image", ownUrl: "http://127.0.0.1/" };

/** What the fake Slack has against these blocks: a second opinion, written by somebody else. */
export const refusals = (blocks: readonly SlackBlock[], surface: "message" | "home" = "message") =>
  checkBlocks(JSON.parse(JSON.stringify(blocks)) as unknown[], surface, AROUND).map(({ pointer, message }) => `${pointer} ${message}`);

type Node = Readonly<Record<string, unknown>>;
const isNode = (x: unknown): x is Node => typeof x === "object" && x !== null && !Array.isArray(x);

/** Everything that a person reads in blocks, one line for each text; markup that Slack would act on is given as `live`. */
export function read(blocks: unknown): { readonly lines: readonly string[]; readonly live: readonly string[] } {
  const lines: string[] = [];
  const live: string[] = [];
  const walk = (x: unknown): void => {
    if (Array.isArray(x)) return x.forEach(walk);
    if (!isNode(x)) return;
    const { type, text } = x;
    if (["user", "usergroup", "channel", "broadcast", "link", "team"].includes(String(type))) live.push(String(type));
    if ((type === "mrkdwn" || type === "plain_text") && typeof text === "string") {
      live.push(...(text.match(/<[^>]*>/g) ?? []));
      if (type === "mrkdwn" && x["verbatim"] !== true) live.push("not verbatim");
      if (type === "plain_text" && x["emoji"] !== false) live.push("emoji");
      lines.push(...unescape(type === "mrkdwn" ? text.replaceAll(/^\*(.*)\*$/gm, "$1") : text).split("\n"));
      return;
    }
    if (type === "rich_text_section") {
      const runs = Array.isArray(x["elements"]) ? x["elements"].filter(isNode) : [];
      runs.forEach((r) => (r["type"] === "text" ? undefined : walk(r)));
      lines.push(
        ...runs
          .map((r) => (typeof r["text"] === "string" ? r["text"] : ""))
          .join("")
          .split("\n"),
      );
      return;
    }
    if (type === "raw_text" && typeof text === "string") lines.push(text);
    if (type === "image") lines.push(String(x["alt_text"]));
    Object.values(x).forEach(walk);
  };
  walk(blocks);
  return { lines, live };
}

const NASTY = [
  "",
  " ",
  "&lt;",
  "&amp;amp;",
  "<!channel>",
  "<!here|x>",
  "<@U012345>",
  "<#C1|general>",
  "<https://evil.test|click>",
  "*bold*",
  "_i_",
  "~s~",
  "`c`",
  "> quote",
  "&gt; q",
  ":tada:",
  "@channel",
  "#general",
  "https://evil.test",
  "高腰瑜伽裤",
  "👨‍👩‍👧‍👦",
  "🔥",
  "é",
  "𠮷",
  "\n",
  "\t",
  "‮drowssap",
  "a".repeat(400),
  "全".repeat(300),
  "&".repeat(300),
  "<".repeat(300),
  "🔥".repeat(120),
] as const;

export const words: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...NASTY), { maxLength: 6 }).map((x) => x.join("")) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(2_999, 3_001, 9_000, 20_000).chain((n) => fc.constantFrom("全", "&", "a ", "🔥").map((c) => c.repeat(n))),
  },
);
export const texts: fc.Arbitrary<Text> = fc.oneof(
  words.map((w) => t(w)),
  fc.record({ zh: words, en: words }),
);

// A long text stands in some places, not in every cell of a table of thousands: that would be a test of the machine's memory.
const short: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: "binary", maxLength: 30 }));
const shorts: fc.Arbitrary<Text> = short.map((w) => t(w));

const value: fc.Arbitrary<Value> = fc.oneof(
  shorts.map((text): Value => ({ kind: "text", text })),
  short.map((code): Value => ({ kind: "code", code })),
  fc.integer().map((count): Value => ({ kind: "count", count })),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((ratio): Value => ({ kind: "percent", ratio })),
  fc
    .tuple(fc.integer(), fc.constantFrom("USD", "JPY", "XXZ"))
    .map(([a, currency]): Value => ({ kind: "money", amount: `${a}.5`, currency })),
  shorts.map((because): Value => ({ kind: "missing", because })),
);
const fact: fc.Arbitrary<Fact> = fc.record(
  {
    label: shorts,
    value,
    note: texts,
    delta: fc.record({ against: shorts, change: value, mood: fc.constantFrom("good", "bad", "neutral") }),
  },
  { requiredKeys: ["label", "value"] },
);
const table: fc.Arbitrary<Block> = fc
  .tuple(
    fc.integer({ min: 0, max: 25 }),
    fc.constantFrom(0, 1, 5, 40, 120, 400),
    fc.array(value, { minLength: 1, maxLength: 6 }),
    fc.option(texts, { nil: undefined }),
  )
  .map(([columns, rows, values, title]): Block => ({
    kind: "table",
    ...(title && { title, more: title }),
    columns: Array.from({ length: columns }, (_, i) => ({ label: title ?? t(`c${i}`) })),
    rows: Array.from({ length: rows }, (_, r) =>
      Array.from({ length: columns }, (_, c): Value => values[(r + c) % values.length] ?? { kind: "count", count: 0 }),
    ),
  }));
const trend: fc.Arbitrary<Block> = fc.tuple(fc.nat({ max: 40 }), texts, fc.boolean()).map(([n, title, compared]): Block => {
  const series = Array.from({ length: n }, (_, i) => ({
    day: `2026-${String(Math.floor(i / 28) + 1).padStart(2, "0")}-${String((i % 28) + 1).padStart(2, "0")}`,
    value: i * 1.5,
  }));
  return {
    kind: "chart",
    chart: "kpi-trend",
    alt: title,
    data: {
      title,
      name: title,
      unit: "money",
      currency: "USD",
      grain: "day",
      series,
      comparison: compared ? { label: t("before"), period: {}, series } : null,
      immatureFrom: null,
    },
  };
});
const field = fc.record({ label: texts, type: fc.constantFrom("text", "number", "day", "month"), value: words, hint: texts });

const light: readonly fc.Arbitrary<Block>[] = [
  fc.array(fact, { maxLength: 14 }).map((facts): Block => ({ kind: "facts", facts })),
  trend,
  texts.map((text): Block => ({ kind: "prose", text })),
  texts.map((text): Block => ({ kind: "heading", text })),
  fc.oneof(fc.array(texts, { maxLength: 5 }), fc.array(shorts, { maxLength: 80 })).map((items): Block => ({ kind: "list", items })),
  fc
    .tuple(texts, fc.array(field, { maxLength: 3 }), fc.constantFrom("primary", "plain", "danger"))
    .map(([submit, fields, style]): Block => ({
      kind: "form",
      submit,
      style,
      deed: { action: "a", args: {} },
      fields: fields.map((f, i) => ({ ...f, name: `f${i}` })),
    })),
];
const block: fc.Arbitrary<Block> = fc.oneof(table, ...light);

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
    blocks: fc.oneof(fc.array(block, { maxLength: 6 }), fc.array(fc.oneof(...light), { minLength: 30, maxLength: 70 })),
    actions: fc.oneof(fc.array(button, { maxLength: 5 }), fc.array(button, { minLength: 20, maxLength: 140 })),
    basis: fc.record({
      asOf: fc.constant("2026-11-21"),
      stores: fc.array(words, { maxLength: 30 }),
      notes: fc.array(texts, { maxLength: 5 }),
      simulated: fc.boolean(),
    }),
  },
  { requiredKeys: ["version", "title", "tone", "blocks", "actions"] },
);
