import { message, type Language, type Message, type Sealed, type Text } from "../../../src/message/message.ts";

export const both = (text: string): Text => ({ zh: text, en: text });

/** A message that is ready to send; each button and form has a token. */
export function ready(said: Message | string, more: Partial<Omit<Sealed, "message">> = {}): Sealed {
  const content = typeof said === "string" ? message({ title: both(said) }) : said;
  const forms = content.blocks.flatMap((block, i) => (block.kind === "form" ? [[i, `form-token-${i}`] as const] : []));
  const lang: Language = "en";
  return {
    message: content,
    buttonTokens: content.actions.map((_, i) => `button-token-${i}`),
    formTokens: Object.fromEntries(forms),
    lang,
    ...more,
  };
}

const deed = { action: "approve", args: {} };

export const approval: Message = message({
  title: both("Buy 600 mugs?"),
  actions: [{ label: both("Approve"), deed, style: "primary" }],
});

export const question: Message = message({
  title: both("Whose file is it?"),
  blocks: [
    {
      kind: "form",
      deed,
      submit: both("Answer"),
      fields: [
        {
          name: "store",
          label: both("Store"),
          type: "select",
          options: [{ value: "amazon-us", label: both("Amazon US") }],
          required: true,
        },
      ],
    },
  ],
});

export const chart: Message = message({
  title: both("Sales"),
  blocks: [{ kind: "chart", chart: "trend", data: { points: [1, 2, 3] }, alt: both("Sales rose from 1 to 3") }],
});

export const longTable: Message = message({
  title: both("All SKUs"),
  blocks: [
    {
      kind: "table",
      columns: [{ label: both("SKU") }],
      rows: Array.from({ length: 300 }, (_, i) => [{ kind: "code" as const, code: `SKU-${i}` }]),
    },
  ],
});
