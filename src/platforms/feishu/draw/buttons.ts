import type { Button, Language } from "../../../message/message.ts";
import { shorten } from "../../common/shorten.ts";
import { type Element, plainText } from "./elements.ts";
import { T } from "./words.ts";

/** What comes back when it is pressed. An object, since the platform's own libraries take nothing else. */
export const callback = (token: string): Readonly<Record<string, unknown>> => ({ type: "callback", value: { token } });

export const BUTTON_TYPE = { primary: "primary_filled", plain: "default", danger: "danger" } as const;

export function drawButton(button: Button, token: string, lang: Language, max: number): Element {
  const label = button.label[lang].trim() === "" ? T.open[lang] : button.label[lang];
  const confirm = button.confirm?.[lang].trim();
  return {
    tag: "button",
    type: BUTTON_TYPE[button.style ?? "plain"],
    width: "default",
    text: plainText(shorten(label, max)),
    ...(confirm !== undefined && {
      confirm: { title: plainText(T.confirm[lang]), text: plainText(shorten(confirm === "" ? label : confirm, max)) },
    }),
    behaviors: [callback(token)],
  };
}

/** Buttons beside each other, going on in the next line where a screen is narrow. */
export const buttonRow = (buttons: readonly Element[]): readonly Element[] =>
  buttons.length === 0
    ? []
    : [
        {
          tag: "column_set",
          flex_mode: "flow",
          horizontal_spacing: "8px",
          columns: buttons.map((button) => ({ tag: "column", width: "auto", elements: [button] })),
        },
      ];
