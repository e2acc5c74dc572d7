import type { Obj } from "../json.ts";
import { isObj, str } from "../json.ts";
import type { Findings, Surroundings } from "./problem.ts";

/** Figures: docs.slack.dev/reference/block-kit (block elements, composition objects) and the declarations of @slack/types 3.2. */
const ACTION_ID = 255;
const BUTTON_TEXT = 75;
const BUTTON_VALUE = 2000;
const URL_MAX = 3000;
const PLACEHOLDER = 150;
const OPTIONS = 100;
const OPTION_TEXT = 75;
// The declarations say 75, newer pages 150: the smaller is right everywhere.
const OPTION_VALUE = 75;
const ALT_TEXT = 2000;

const SELECTS = ["static_select", "external_select", "users_select", "conversations_select", "channels_select"];
const MULTI = SELECTS.map((s) => `multi_${s}`);
const CHOOSERS = ["checkboxes", "radio_buttons"];
const PICKERS = ["datepicker", "timepicker", "datetimepicker"];
const INPUTS = ["plain_text_input", "number_input", "email_text_input", "url_text_input", "file_input", "rich_text_input"];

export const ALLOWED = {
  actions: new Set(["button", "overflow", "workflow_button", "rich_text_input", ...SELECTS, ...MULTI, ...CHOOSERS, ...PICKERS]),
  accessory: new Set(["button", "overflow", "image", "workflow_button", ...SELECTS, ...MULTI, ...CHOOSERS, "datepicker", "timepicker"]),
  input: new Set([...INPUTS, ...SELECTS, ...MULTI, ...CHOOSERS, ...PICKERS]),
  context_actions: new Set(["feedback_buttons", "icon_button"]),
} as const;

/** Checks one interactive element, and that its action_id is its own. */
export function checkElement(f: Findings, e: Obj, at: string, place: keyof typeof ALLOWED, ids: Set<string>, around: Surroundings): void {
  const type = str(e, "type");
  if (!ALLOWED[place].has(type)) {
    f.bad(`${at}/type`, `unsupported type: ${type}`);
    return;
  }
  if (type === "image") {
    checkImage(f, e, at, around);
    return;
  }
  f.string(e, "action_id", at, ACTION_ID, "optional");
  const id = str(e, "action_id");
  if (id !== "" && ids.has(id)) f.bad(`${at}/action_id`, "action_id already exists in this block");
  ids.add(id);
  if (isObj(e["confirm"])) checkConfirm(f, e["confirm"], `${at}/confirm`);
  f.text(e, "placeholder", at, PLACEHOLDER, "optional", "plain");

  if (type === "button" || type === "workflow_button") checkButton(f, e, at);
  else if (type === "overflow") checkOptions(f, e, at, 1, 5, "overflow");
  else if (CHOOSERS.includes(type)) checkOptions(f, e, at, 1, 10, "chooser");
  else if (type === "static_select" || type === "multi_static_select") checkSelect(f, e, at);
  else if (type === "plain_text_input") checkTextInput(f, e, at);
  else if (type === "number_input" && typeof e["is_decimal_allowed"] !== "boolean") f.bad(at, "missing required field: is_decimal_allowed");
  else if (type === "datepicker") checkDate(f, e, at);
}

function checkButton(f: Findings, e: Obj, at: string): void {
  f.text(e, "text", at, BUTTON_TEXT, "required", "plain");
  f.string(e, "value", at, BUTTON_VALUE, "optional", 0);
  f.string(e, "url", at, URL_MAX, "optional");
  f.string(e, "accessibility_label", at, 75, "optional");
  f.oneOf(e, "style", at, ["primary", "danger"]);
}

function checkSelect(f: Findings, e: Obj, at: string): void {
  if (Array.isArray(e["options"]) && Array.isArray(e["option_groups"])) f.bad(at, "only one of options and option_groups allowed");
  if (Array.isArray(e["option_groups"])) {
    f.list(e, "option_groups", at, 1, 100).forEach((g, i) => {
      f.text(g, "label", `${at}/option_groups/${i}`, 75, "required", "plain");
      checkOptions(f, g, `${at}/option_groups/${i}`, 1, OPTIONS, "select");
    });
  } else checkOptions(f, e, at, 1, OPTIONS, "select");
  const all = optionsOf(e);
  const initial = e["initial_option"];
  if (isObj(initial) && !all.some((o) => sameOption(o, initial)))
    f.bad(`${at}/initial_option`, "initial option must be one of the options");
}

const sameOption = (a: Obj, b: Obj): boolean =>
  str(a, "value") === str(b, "value") && JSON.stringify(a["text"]) === JSON.stringify(b["text"]);

/** All options of a select, of its groups too. */
export function optionsOf(e: Obj): Obj[] {
  const direct = Array.isArray(e["options"]) ? e["options"].filter(isObj) : [];
  const groups = Array.isArray(e["option_groups"]) ? e["option_groups"].filter(isObj) : [];
  return [...direct, ...groups.flatMap(optionsOf)];
}

function checkOptions(f: Findings, e: Obj, at: string, min: number, max: number, kind: "select" | "overflow" | "chooser"): void {
  f.list(e, "options", at, min, max).forEach((o, i) => {
    const here = `${at}/options/${i}`;
    f.text(o, "text", here, OPTION_TEXT, "required", kind === "chooser" ? "any" : "plain");
    f.string(o, "value", here, OPTION_VALUE, "required", 0);
    f.text(o, "description", here, OPTION_TEXT, "optional", kind === "chooser" ? "any" : "plain");
    if (o["url"] !== undefined && kind !== "overflow") f.bad(`${here}/url`, "url is for overflow menus only");
    f.string(o, "url", here, URL_MAX, "optional");
  });
}

function checkConfirm(f: Findings, c: Obj, at: string): void {
  f.text(c, "title", at, 100, "required", "plain");
  f.text(c, "text", at, 300, "required");
  f.text(c, "confirm", at, 30, "required", "plain");
  f.text(c, "deny", at, 30, "required", "plain");
  f.oneOf(c, "style", at, ["primary", "danger"]);
}

function checkTextInput(f: Findings, e: Obj, at: string): void {
  const max = e["max_length"];
  if (max !== undefined && !(typeof max === "number" && max >= 1 && max <= 3000)) f.bad(`${at}/max_length`, "must be between 1 and 3000");
  const min = e["min_length"];
  if (min !== undefined && !(typeof min === "number" && min >= 0 && min <= 3000)) f.bad(`${at}/min_length`, "must be between 0 and 3000");
  f.string(e, "initial_value", at, 3000, "optional", 0);
}

function checkDate(f: Findings, e: Obj, at: string): void {
  const day = e["initial_date"];
  if (day !== undefined && !(typeof day === "string" && /^\d{4}-\d{2}-\d{2}$/u.test(day)))
    f.bad(`${at}/initial_date`, "must be YYYY-MM-DD");
}

const FILE_ID = /^F[A-Z0-9]{8,}$/u;

/** An image, as a block of its own or beside a text. */
export function checkImage(f: Findings, e: Obj, at: string, around: Surroundings): void {
  f.string(e, "alt_text", at, ALT_TEXT, "required");
  const url = e["image_url"];
  const file = e["slack_file"];
  if ((url === undefined) === (file === undefined)) {
    f.bad(at, "must provide exactly one of image_url and slack_file");
    return;
  }
  if (url !== undefined) {
    f.string(e, "image_url", at, URL_MAX, "required");
    const address = str(e, "image_url");
    // Slack fetches it from outside: what is private, local or plain http on a name of the house cannot be fetched.
    if (!address.startsWith("https://") || address.startsWith(around.ownUrl) || /\/\/(localhost|127\.|10\.|192\.168\.)/u.test(address))
      f.bad(`${at}/image_url`, "downloading image failed");
    return;
  }
  if (!isObj(file) || (file["id"] === undefined) === (file["url"] === undefined)) {
    f.bad(`${at}/slack_file`, "must provide exactly one of id and url");
    return;
  }
  const id = str(file, "id");
  if (file["id"] !== undefined && !FILE_ID.test(id)) f.bad(`${at}/slack_file/id`, "does not match the pattern ^[F][A-Z0-9]{8,}$");
  else if (around.file(id === "" ? str(file, "url") : id) !== "image") f.bad(`${at}/slack_file`, "invalid slack file");
}
