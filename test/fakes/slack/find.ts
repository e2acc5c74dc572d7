import type { Obj } from "./json.ts";
import { isObj, obj, objs, str } from "./json.ts";
import { optionsOf } from "./limits/elements.ts";

export interface Found {
  readonly element: Obj;
  readonly blockId: string;
}

/** Every interactive element of these blocks, with the block it stands in. */
export function elementsOf(blocks: readonly Obj[]): Found[] {
  return blocks.flatMap((block): Found[] => {
    const blockId = str(block, "block_id");
    const singles = [obj(block, "accessory"), obj(block, "element")].filter((e): e is Obj => e !== undefined);
    const listed = ["elements", "actions"].flatMap((key) => objs(block, key));
    const nested = [...objs(block, "child_blocks"), ...listed.filter((e) => str(e, "type") === "card")];
    const own = [...singles, ...listed].filter((e) => str(e, "action_id") !== "").map((element) => ({ element, blockId }));
    return [...own, ...elementsOf(nested)];
  });
}

const label = (element: Obj): string => str(obj(element, "text"), "text");

/** By action_id, else by what stands on it. */
export function findElement(blocks: readonly Obj[], wanted: string): Found {
  const all = elementsOf(blocks);
  const found = all.find((f) => str(f.element, "action_id") === wanted) ?? all.find((f) => label(f.element) === wanted);
  if (found !== undefined) return found;
  const there = all.map((f) => `${str(f.element, "action_id")} ("${label(f.element)}")`);
  throw new Error(`fake slack: nothing here is called "${wanted}"; there is ${there.length === 0 ? "nothing to click" : there.join(", ")}`);
}

/** An option by its value, else by its label. */
export function findOption(element: Obj, wanted: string): Obj {
  const all = optionsOf(element);
  const found = all.find((o) => str(o, "value") === wanted) ?? all.find((o) => str(obj(o, "text"), "text") === wanted);
  if (found !== undefined) return found;
  throw new Error(`fake slack: no option "${wanted}"; there is ${all.map((o) => str(o, "value")).join(", ")}`);
}

/** What Slack's state has for an element once a person has given it this. */
export function valueOf(element: Obj, given: unknown): Obj {
  const type = str(element, "type");
  const text = typeof given === "string" ? given : JSON.stringify(given);
  const many = Array.isArray(given) ? given.map(String) : [text];
  switch (type) {
    case "static_select":
    case "radio_buttons":
    case "overflow":
      return { type, selected_option: findOption(element, text) };
    case "external_select":
      return { type, selected_option: isObj(given) ? given : { text: { type: "plain_text", text }, value: text } };
    case "multi_static_select":
    case "checkboxes":
      return { type, selected_options: many.map((m) => findOption(element, m)) };
    case "users_select":
      return { type, selected_user: text };
    case "multi_users_select":
      return { type, selected_users: many };
    case "conversations_select":
      return { type, selected_conversation: text };
    case "channels_select":
      return { type, selected_channel: text };
    case "multi_channels_select":
      return { type, selected_channels: many };
    case "multi_conversations_select":
      return { type, selected_conversations: many };
    case "datepicker":
      return { type, selected_date: text };
    case "timepicker":
      return { type, selected_time: text };
    case "datetimepicker":
      return { type, selected_date_time: Number(given) };
    default:
      return { type, value: text };
  }
}

/** What an element holds before a person touches it. */
export function initialOf(element: Obj): Obj {
  const type = str(element, "type");
  for (const [initial, held] of INITIAL) if (element[initial] !== undefined) return { type, [held]: element[initial] };
  return { type, [EMPTY[type] ?? "value"]: type === "checkboxes" || type.startsWith("multi_") ? [] : null };
}

const INITIAL = [
  ["initial_option", "selected_option"],
  ["initial_options", "selected_options"],
  ["initial_value", "value"],
  ["initial_date", "selected_date"],
  ["initial_time", "selected_time"],
  ["initial_date_time", "selected_date_time"],
  ["initial_user", "selected_user"],
  ["initial_users", "selected_users"],
  ["initial_conversation", "selected_conversation"],
  ["initial_channel", "selected_channel"],
] as const;

const EMPTY: Readonly<Record<string, string>> = {
  static_select: "selected_option",
  external_select: "selected_option",
  radio_buttons: "selected_option",
  checkboxes: "selected_options",
  multi_static_select: "selected_options",
  users_select: "selected_user",
  multi_users_select: "selected_users",
  conversations_select: "selected_conversation",
  channels_select: "selected_channel",
  datepicker: "selected_date",
  timepicker: "selected_time",
  datetimepicker: "selected_date_time",
};

/** Whether nothing has been entered. */
export const isEmpty = (value: Obj | undefined): boolean =>
  value === undefined ||
  Object.entries(value).every(([key, v]) => key === "type" || v === null || v === "" || (Array.isArray(v) && v.length === 0));
