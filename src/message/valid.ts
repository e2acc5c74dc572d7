import type { Block, Field, Message, Text, Thread, Value } from "./message.ts";

/** A place in a message that no platform could draw, with what is expected there. For engineers and tests, hence in English only. */
export interface Problem {
  /** `blocks[2].rows[0][1]` */
  readonly at: string;
  readonly expected: string;
}

/** The narrowest of what all platforms take without cutting; beyond these a view must say "and n more" itself. */
export const LIMITS = {
  /** Slack's header block. */
  titleChars: 150,
  /** Slack: 50 blocks, of which a renderer spends up to half on titles, bases and rulers. */
  blocks: 25,
  /** Slack's table block: 100 rows with the head, 20 columns. */
  tableRows: 99,
  /** Ours: what a table carries for its CSV file beyond what is shown. A message is kept with its buttons, so it must not grow without end. */
  carriedRows: 2_000,
  tableColumns: 20,
  /** Slack: 25 elements in an actions block; more than ten is no choice. */
  buttons: 10,
  /** Slack's button text. */
  buttonChars: 75,
  fields: 10,
  /** Slack's static select. */
  options: 100,
} as const;

const DECIMAL = /^-?\d+(\.\d+)?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What is wrong with a message, whatever platform it goes to. Empty: nothing. */
export function validMessage(message: Message): readonly Problem[] {
  const problems: Problem[] = [];
  const expect = (ok: boolean, at: string, expected: string): void => {
    if (!ok) problems.push({ at, expected });
  };

  const text = (t: Text, at: string, max = Infinity): void => {
    for (const lang of ["zh", "en"] as const) {
      expect(t[lang].trim() !== "", `${at}.${lang}`, "a text that is not empty");
      expect(t[lang].length <= max, `${at}.${lang}`, `at most ${max} characters`);
    }
  };

  const value = (v: Value, at: string): void => {
    switch (v.kind) {
      case "text":
        // A cell may be empty: a fact that a file does not tell is shown as nothing.
        return;
      case "code":
        return;
      case "count":
        return expect(Number.isFinite(v.count), at, "a finite number");
      case "number":
        return expect(Number.isFinite(v.number), at, "a finite number");
      case "percent":
        return expect(Number.isFinite(v.ratio), at, "a finite share of one");
      case "money":
        expect(DECIMAL.test(v.amount), at, 'an amount as decimal text ("12.30")');
        return expect(/^[A-Z]{3}$/.test(v.currency), at, "a currency of three capital letters");
      case "days":
        return expect(Number.isFinite(v.days), at, "a finite number of days");
      case "day":
        return expect(DAY.test(v.day), at, "a day (YYYY-MM-DD)");
      case "instant":
        return expect(!Number.isNaN(Date.parse(v.at)), at, "an ISO instant");
      case "missing":
        return text(v.because, `${at}.because`);
    }
  };

  const field = (f: Field, at: string): void => {
    text(f.label, `${at}.label`);
    expect(/^[a-z][A-Za-z0-9]*$/.test(f.name), `${at}.name`, "a name like periodFrom");
    expect((f.type === "select") === (f.options !== undefined), `${at}.options`, "options for a select, and only for it");
    const options = f.options ?? [];
    expect(options.length <= LIMITS.options, `${at}.options`, `at most ${LIMITS.options} options`);
    if (f.type === "select") expect(options.length > 0, `${at}.options`, "at least one option");
    expect(new Set(options.map((o) => o.value)).size === options.length, `${at}.options`, "values that differ");
  };

  const block = (b: Block, at: string): void => {
    switch (b.kind) {
      case "facts":
        expect(b.facts.length > 0, at, "at least one fact");
        b.facts.forEach((f, i) => {
          text(f.label, `${at}.facts[${i}].label`);
          value(f.value, `${at}.facts[${i}].value`);
          if (f.delta) value(f.delta.change, `${at}.facts[${i}].delta`);
        });
        return;
      case "table":
        expect(b.columns.length > 0 && b.columns.length <= LIMITS.tableColumns, `${at}.columns`, `1 to ${LIMITS.tableColumns} columns`);
        expect(
          b.show === undefined || (Number.isInteger(b.show) && b.show > 0 && b.show <= LIMITS.tableRows),
          `${at}.show`,
          `1 to ${LIMITS.tableRows} rows`,
        );
        expect(
          b.show !== undefined || b.rows.length <= LIMITS.tableRows,
          `${at}.rows`,
          `at most ${LIMITS.tableRows} rows, or how many to show`,
        );
        expect(b.rows.length <= LIMITS.carriedRows, `${at}.rows`, `at most ${LIMITS.carriedRows} rows`);
        b.columns.forEach((c, i) => text(c.label, `${at}.columns[${i}]`));
        b.rows.forEach((row, r) => {
          expect(row.length === b.columns.length, `${at}.rows[${r}]`, `${b.columns.length} cells`);
          row.forEach((v, c) => value(v, `${at}.rows[${r}][${c}]`));
        });
        return;
      case "file":
        expect(/^[a-z0-9][a-z0-9-]{0,59}$/.test(b.name), `${at}.name`, "a name like supplier-order-12");
        text(b.title, `${at}.title`);
        expect(b.columns.length > 0, `${at}.columns`, "at least one column");
        expect(b.rows.length <= LIMITS.carriedRows, `${at}.rows`, `at most ${LIMITS.carriedRows} rows`);
        b.columns.forEach((c, i) => text(c.label, `${at}.columns[${i}]`));
        [...b.rows, ...(b.total ? [b.total] : [])].forEach((row, r) => {
          expect(row.length === b.columns.length, `${at}.rows[${r}]`, `${b.columns.length} cells`);
          row.forEach((v, c) => value(v, `${at}.rows[${r}][${c}]`));
        });
        (b.above ?? []).forEach((line, i) => {
          text(line.label, `${at}.above[${i}]`);
          value(line.value, `${at}.above[${i}]`);
        });
        return;
      case "prose":
      case "heading":
        return text(b.text, `${at}.text`);
      case "list":
        return b.items.forEach((item, i) => text(item, `${at}.items[${i}]`));
      case "chart":
        return text(b.alt, `${at}.alt`);
      case "form":
        text(b.submit, `${at}.submit`, LIMITS.buttonChars);
        expect(b.fields.length <= LIMITS.fields, `${at}.fields`, `at most ${LIMITS.fields} fields`);
        expect(new Set(b.fields.map((f) => f.name)).size === b.fields.length, `${at}.fields`, "names that differ");
        return b.fields.forEach((f, i) => field(f, `${at}.fields[${i}]`));
    }
  };

  text(message.title, "title", LIMITS.titleChars);
  if (message.lead) text(message.lead, "lead");
  expect(message.blocks.length <= LIMITS.blocks, "blocks", `at most ${LIMITS.blocks} blocks`);
  message.blocks.forEach((b, i) => block(b, `blocks[${i}]`));
  expect(message.actions.length <= LIMITS.buttons, "actions", `at most ${LIMITS.buttons} buttons`);
  message.actions.forEach((b, i) => text(b.label, `actions[${i}].label`, LIMITS.buttonChars));
  return problems;
}

/** As validMessage, over a root and its replies; the keys of replies must differ. */
export function validThread(thread: Thread): readonly Problem[] {
  const keys = thread.replies.map((r) => r.key);
  return [
    ...validMessage(thread.root),
    ...thread.replies.flatMap((r) => validMessage(r.message).map((p) => ({ ...p, at: `${r.key}: ${p.at}` }))),
    ...(new Set(keys).size === keys.length ? [] : [{ at: "replies", expected: "keys that differ" }]),
  ];
}
