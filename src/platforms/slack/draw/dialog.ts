import type { types } from "@slack/bolt";
import { z } from "zod";
import { cleanAll } from "../../../message/clean.ts";
import type { Field, Language } from "../../../message/message.ts";
import type { FormView } from "../../../ports/chat-platform.ts";
import {
  INPUT_CHARS,
  INPUT_HINT_CHARS,
  INPUT_LABEL_CHARS,
  OPTION_GROUPS,
  OPTION_TEXT_CHARS,
  OPTION_VALUE_CHARS,
  OPTIONS,
  PLACEHOLDER_CHARS,
  PRIVATE_METADATA_CHARS,
  VIEW_BLOCKS,
  VIEW_BUTTON_CHARS,
  VIEW_TITLE_CHARS,
} from "../limits.ts";
import { FORM, PRESS } from "./buttons.ts";
import { checkPayload } from "./check.ts";
import { fit, paragraph, plainText } from "./text.ts";
import { T } from "./words.ts";

/** callback_id of every dialog. */
export const DIALOG = "purser.form";
const INPUT = "value";

/** Where the answer goes. It travels in the view's private metadata, which Slack shows to nobody. */
export interface DialogPlace {
  readonly channel: string;
  readonly threadId?: string;
  readonly messageId?: string;
  /** What was pressed is seen by one person alone, and so is the answer. */
  readonly ephemeral?: true;
}

/** How much of a form is drawn: choices of one field, and characters of one text. */
interface Room {
  readonly options: number;
  readonly chars: number;
}

/** Tried in turn until the dialog is no larger than Slack takes: first long lists of choices are typed instead, then all. */
const ROOMS: readonly [Room, ...Room[]] = [
  { options: OPTIONS * OPTION_GROUPS, chars: INPUT_CHARS },
  { options: OPTIONS, chars: 500 },
  { options: 0, chars: 150 },
];

type Modal = types.ModalView;
type InputElement = types.InputBlock["element"];
type Option = types.PlainTextOption;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NUMBER = /^-?\d+(\.\d+)?$/;

const option = (value: string, label: string): Option => ({ text: plainText(label, OPTION_TEXT_CHARS), value });

function select(options: readonly Option[], initial: string | undefined, lang: Language): types.StaticSelect {
  const chosen = options.find(({ value }) => value === initial);
  const groups: { label: types.PlainTextElement; options: Option[] }[] = [];
  for (let i = 0; i < options.length; i += OPTIONS) {
    const part = options.slice(i, i + OPTIONS);
    groups.push({ label: plainText(`${i + 1}–${i + part.length}`, OPTION_TEXT_CHARS), options: part });
  }
  return {
    type: "static_select",
    action_id: INPUT,
    placeholder: plainText(T.choose[lang], PLACEHOLDER_CHARS),
    // More than a hundred options go into groups of a hundred.
    ...(options.length <= OPTIONS ? { options: [...options] } : { option_groups: groups }),
    ...(chosen === undefined ? {} : { initial_option: chosen }),
  };
}

function textInput(initial: string | undefined, placeholder: string | undefined, room: Room): types.PlainTextInput {
  // A value that does not fit is not begun with: half of it, sent back, would be a wrong answer.
  const fits = initial !== undefined && initial.trim() !== "" && initial.length <= Math.min(INPUT_CHARS, room.chars);
  return {
    type: "plain_text_input",
    action_id: INPUT,
    ...(fits ? { initial_value: initial } : {}),
    ...(placeholder === undefined ? {} : { placeholder: plainText(placeholder, PLACEHOLDER_CHARS) }),
  };
}

/** Months of three years back to a quarter ahead, latest first: as far as reports and plans reach. */
const MONTHS_BACK = 36;
const MONTHS_AHEAD = 3;

function months(today: string): readonly string[] {
  const now = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  return Array.from({ length: MONTHS_BACK + MONTHS_AHEAD + 1 }, (_, i) => {
    const month = now + MONTHS_AHEAD - i;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
  });
}

function element(field: Field, lang: Language, today: string | undefined, room: Room): InputElement {
  const { value } = field;
  switch (field.type) {
    case "text":
      return textInput(value, undefined, room);
    case "number":
      return {
        type: "number_input",
        action_id: INPUT,
        is_decimal_allowed: true,
        ...(value !== undefined && NUMBER.test(value) ? { initial_value: value } : {}),
      };
    case "day":
      return { type: "datepicker", action_id: INPUT, ...(value !== undefined && DAY.test(value) ? { initial_date: value } : {}) };
    case "month": {
      if (today === undefined || !DAY.test(today) || room.options === 0) return textInput(value, T.month[lang], room);
      const known = months(today);
      const all = value === undefined || known.includes(value) || !/^\d{4}-\d{2}$/.test(value) ? known : [value, ...known];
      return select(
        all.map((month) => option(month, month)),
        value,
        lang,
      );
    }
    case "select": {
      const options = field.options ?? [];
      const fits = options.every(({ value: v }) => v.trim() !== "" && v.length <= OPTION_VALUE_CHARS);
      // What Slack cannot offer as a choice can still be typed.
      if (!fits || options.length === 0 || options.length > room.options) return textInput(value, undefined, room);
      return select(
        options.map((o) => option(o.value, o.label[lang])),
        value,
        lang,
      );
    }
  }
}

function input(field: Field, lang: Language, today: string | undefined, room: Room): types.InputBlock {
  return {
    type: "input",
    block_id: field.name,
    label: plainText(field.label[lang], Math.min(INPUT_LABEL_CHARS, room.chars), field.name),
    element: element(field, lang, today, room),
    ...(field.hint === undefined || field.hint[lang].trim() === ""
      ? {}
      : { hint: plainText(field.hint[lang], Math.min(INPUT_HINT_CHARS, room.chars)) }),
    ...(field.required === true ? {} : { optional: true }),
  };
}

/**
 * The dialog of a form, for views.open. `today` (YYYY-MM-DD) makes months a list to choose from. The token and the place come back with
 * what was filled in: `readDialog`.
 */
export function drawDialog(given: Omit<FormView, "today">, token: string, place: DialogPlace, today?: string): Modal {
  const { title, fields, submit, lang } = cleanAll(given);
  const metadata = JSON.stringify({ token, ...place });
  if (metadata.length > PRIVATE_METADATA_CHARS)
    throw new RangeError(`a dialog's token and place take ${metadata.length} characters of ${PRIVATE_METADATA_CHARS}`);
  const long = fit(title[lang], VIEW_TITLE_CHARS) !== title[lang];
  const draw = (room: Room): Modal => ({
    type: "modal",
    callback_id: DIALOG,
    private_metadata: metadata,
    title: plainText(title[lang], VIEW_TITLE_CHARS, T.nothing[lang]),
    submit: plainText(submit[lang], VIEW_BUTTON_CHARS, T.submit[lang]),
    close: plainText(T.cancel[lang], VIEW_BUTTON_CHARS),
    // 24 characters are few: a longer title is told in full below it.
    blocks: [
      ...(long ? paragraph(title[lang], INPUT_LABEL_CHARS, "bold") : []),
      ...fields.slice(0, VIEW_BLOCKS - 1).map((field) => input(field, lang, today, room)),
      ...(fields.length === 0 && !long ? paragraph(title[lang].trim() === "" ? T.nothing[lang] : title[lang], INPUT_LABEL_CHARS) : []),
    ],
  });
  const [first, ...smaller] = ROOMS;
  let view = draw(first);
  for (const room of smaller) {
    if (checkPayload(view).length === 0) return view;
    view = draw(room);
  }
  return view;
}

const Entered = z.object({
  type: z.string(),
  value: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
});
const Submission = z.object({
  view: z.object({
    callback_id: z.literal(DIALOG),
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), Entered)) }),
  }),
});
const Metadata = z.object({
  token: z.string(),
  channel: z.string(),
  threadId: z.string().optional(),
  messageId: z.string().optional(),
  ephemeral: z.literal(true).optional(),
});

export interface FilledDialog {
  readonly token: string;
  readonly place: DialogPlace;
  /** By the field's name; what was left empty is not there. */
  readonly fields: Readonly<Record<string, string>>;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What a `view_submission` says; undefined when it is not of one of our dialogs. */
export function readDialog(payload: unknown): FilledDialog | undefined {
  const view = Submission.safeParse(payload).data?.view;
  if (view === undefined) return undefined;
  const metadata = Metadata.safeParse(json(view.private_metadata)).data;
  if (metadata === undefined) return undefined;
  const { token, channel, threadId, messageId, ephemeral } = metadata;
  const fields = Object.entries(view.state.values).flatMap(([name, inputs]) => {
    const entered = inputs[INPUT];
    const value = entered?.value ?? entered?.selected_date ?? entered?.selected_option?.value;
    return value === undefined || value.trim() === "" ? [] : [[name, value] as const];
  });
  return {
    token,
    place: {
      channel,
      ...(threadId === undefined ? {} : { threadId }),
      ...(messageId === undefined ? {} : { messageId }),
      ...(ephemeral === undefined ? {} : { ephemeral }),
    },
    fields: Object.fromEntries(fields),
  };
}

const Clicked = z.object({ actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).min(1) });

/** What was clicked in a `block_actions` payload: a button that acts, or one that opens a form. Undefined: not ours. */
export function readClick(payload: unknown): { readonly kind: "press" | "form"; readonly token: string } | undefined {
  const action = Clicked.safeParse(payload).data?.actions[0];
  if (action?.value === undefined) return undefined;
  const kind = action.action_id.split(":", 1)[0];
  return kind === PRESS || kind === FORM ? { kind, token: action.value } : undefined;
}
