import type { types } from "@slack/bolt";
import type { Block, Button, Language, Text } from "../../../message/message.ts";
import {
  ACTIONS_ELEMENTS,
  BUTTON_TEXT_CHARS,
  BUTTON_VALUE_CHARS,
  CONFIRM_BUTTON_CHARS,
  CONFIRM_TEXT_CHARS,
  CONFIRM_TITLE_CHARS,
} from "../limits.ts";
import type { SlackBlock } from "./detail.ts";
import { fit, plainText, small } from "./text.ts";
import { moreButtons, T } from "./words.ts";

type Form = Pick<Extract<Block, { readonly kind: "form" }>, "submit" | "style">;

/** What stands before the place in an action_id: a button presses at once, a form opens a dialog first. */
export const PRESS = "press";
export const FORM = "form";

/** A token that is missing or that Slack would not carry makes no button: it could only be pressed in vain. */
const usable = (token: string | undefined): token is string => token !== undefined && token !== "" && token.length <= BUTTON_VALUE_CHARS;

function confirmation(label: string, text: Text, lang: Language, danger: boolean): types.ConfirmationDialog {
  return {
    title: plainText(label, CONFIRM_TITLE_CHARS),
    text: plainText(text[lang], CONFIRM_TEXT_CHARS, T.confirm[lang]),
    confirm: plainText(fit(label, CONFIRM_BUTTON_CHARS) === label ? label : T.confirm[lang], CONFIRM_BUTTON_CHARS, T.confirm[lang]),
    deny: plainText(T.cancel[lang], CONFIRM_BUTTON_CHARS),
    ...(danger ? { style: "danger" } : {}),
  };
}

function element(button: Button, id: string, token: string, lang: Language): types.Button {
  const label = button.label[lang];
  return {
    type: "button",
    text: plainText(label, BUTTON_TEXT_CHARS),
    action_id: id,
    value: token,
    ...(button.style === undefined ? {} : { style: button.style }),
    ...(button.confirm === undefined ? {} : { confirm: confirmation(label, button.confirm, lang, button.style === "danger") }),
  };
}

/** The buttons of a message, in rows of what Slack takes. `most` of them; of the rest it is said that they are there. */
export function drawButtons(buttons: readonly Button[], tokens: readonly string[], lang: Language, most: number): readonly SlackBlock[] {
  const all = buttons.flatMap((button, i) => {
    const token = tokens[i];
    return usable(token) ? [element(button, `${PRESS}:${i}`, token, lang)] : [];
  });
  const shown = all.slice(0, most);
  const rows: SlackBlock[] = [];
  for (let i = 0; i < shown.length; i += ACTIONS_ELEMENTS) rows.push({ type: "actions", elements: shown.slice(i, i + ACTIONS_ELEMENTS) });
  return [...rows, ...(all.length > shown.length ? small(moreButtons(all.length - shown.length)[lang], CONFIRM_TEXT_CHARS) : [])];
}

/** A form in a message: a button that opens its dialog. */
export function drawForm(form: Form, place: number, token: string | undefined, lang: Language): readonly SlackBlock[] {
  if (!usable(token)) return [];
  const { submit, style = "primary" } = form;
  const text = plainText(submit[lang], BUTTON_TEXT_CHARS, T.open[lang]);
  // Plain is what Slack draws where no style is named.
  const look = style === "plain" ? {} : { style };
  return [{ type: "actions", elements: [{ type: "button", text, action_id: `${FORM}:${place}`, value: token, ...look }] }];
}
