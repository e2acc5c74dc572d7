import type { Block, Field, Language } from "../../../message/message.ts";
import { INPUT_CHARS, PLACEHOLDER_CHARS } from "../limits.ts";
import { shorten } from "../../common/shorten.ts";
import { BUTTON_TYPE, callback } from "./buttons.ts";
import { type Element, paragraph, plainText } from "./elements.ts";
import { choices, T } from "./words.ts";

type Form = Extract<Block, { readonly kind: "form" }>;

/** How much of a form there is room for. */
export interface FormRoom {
  /** Most characters of a text. */
  readonly max: number;
  /** Most options of a choice. Each is an element, of which a card has 200; what has more is typed. */
  readonly options: number;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
// A name is unique in the whole card, so that the form's place stands before the field's own; `d` marks a date picker.
const NAME = /^([fd])\d+_(.+)$/s;
const PICKED_DAY = /^(\d{4}-\d{2}-\d{2})(?:[ T].*)?$/;

function control(field: Field, form: number, lang: Language, most: number): Element {
  const name = `f${form}_${field.name}`;
  const common = { required: field.required === true, width: "fill" };
  const hint = (text: string): Element => plainText(shorten(text, PLACEHOLDER_CHARS));
  const options = [...new Map((field.options ?? []).filter((o) => o.value !== "").map((o) => [o.value, o])).values()];
  if (field.type === "select" && options.length > 0 && options.length <= most) {
    return {
      tag: "select_static",
      name,
      ...common,
      placeholder: hint(T.choose[lang]),
      options: options.map((o) => ({ text: plainText(o.label[lang].trim() === "" ? o.value : o.label[lang]), value: o.value })),
      ...(options.some((o) => o.value === field.value) && { initial_option: field.value }),
    };
  }
  if (field.type === "day") {
    return {
      tag: "date_picker",
      name: `d${form}_${field.name}`,
      ...common,
      placeholder: hint(T.choose[lang]),
      ...(field.value !== undefined && DAY.test(field.value) && { initial_date: field.value }),
    };
  }
  const placeholder =
    field.type === "select"
      ? choices(options.map((o) => o.value).join(lang === "zh" ? "、" : ", "))[lang]
      : field.type === "month"
        ? T.month[lang]
        : field.type === "number"
          ? T.number[lang]
          : "";
  return {
    tag: "input",
    name,
    ...common,
    max_length: INPUT_CHARS,
    ...(placeholder !== "" && { placeholder: hint(placeholder) }),
    // A value cut to fit would be sent back as if somebody had written it so.
    ...(field.value !== undefined && field.value !== "" && Array.from(field.value).length <= INPUT_CHARS && { default_value: field.value }),
  };
}

/** A form with a button that sends it; nothing where nobody could take the answer (no token). */
export function drawForm(
  form: Form,
  index: number,
  token: string | undefined,
  lang: Language,
  { max, options }: FormRoom,
): readonly Element[] {
  if (token === undefined) return [];
  const fields = [...new Map(form.fields.map((f) => [f.name, f])).values()];
  const label = (f: Field): string =>
    `${shorten(f.label[lang], max)}${f.required === true ? (lang === "zh" ? "（必填）" : " (required)") : ""}`;
  const submit = form.submit[lang].trim() === "" ? T.submit[lang] : form.submit[lang];
  return [
    {
      tag: "form",
      name: `form${index}`,
      vertical_spacing: "4px",
      elements: [
        ...fields.flatMap((f) => [
          ...paragraph(label(f)),
          control(f, index, lang, options),
          ...(f.hint ? paragraph(shorten(f.hint[lang], max), { size: "notation", colour: "grey" }) : []),
        ]),
        {
          tag: "button",
          name: `submit${index}`,
          type: BUTTON_TYPE[form.style ?? "primary"],
          width: "default",
          text: plainText(shorten(submit, max)),
          form_action_type: "submit",
          behaviors: [callback(token)],
        },
      ],
    },
  ];
}

/**
 * What was filled in, by the names of the message's fields: `action.form_value` of a card callback. A date comes as
 * `2026-11-21 +0800`, of which the day is meant; what was left empty is an empty text; what is none of our fields is left out.
 */
export function readForm(value: unknown): Readonly<Record<string, string>> {
  if (value === null || typeof value !== "object") return {};
  const read: Record<string, string> = {};
  for (const [key, given] of Object.entries(value)) {
    const [, kind, name] = NAME.exec(key) ?? [];
    if (kind === undefined || name === undefined) continue;
    const text = typeof given === "string" ? given : typeof given === "number" || typeof given === "boolean" ? String(given) : "";
    read[name] = kind === "d" ? (PICKED_DAY.exec(text.trim())?.[1] ?? text.trim()) : text;
  }
  return read;
}
