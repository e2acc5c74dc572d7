import { CARD_UNPARSABLE, CARD_UNSUPPORTED } from "./codes.ts";
import * as schema from "./card-schema.ts";
import { type Fields, isFields, list, text, textOf } from "./json.ts";

export class Unfit extends Error {
  readonly errCode: number;
  constructor(errCode: number, message: string) {
    super(message);
    this.errCode = errCode;
  }
}

export const unsupported = (path: string, what: string): Unfit =>
  new Unfit(CARD_UNSUPPORTED, `cards of schema V2 no longer support this capability; ErrPath: ${path}; ErrorValue: ${what}; `);
export const wrong = (path: string, what: string): Unfit =>
  new Unfit(CARD_UNPARSABLE, `parse card json err, please check whether the card json is correct; ErrPath: ${path}; ErrorValue: ${what}; `);

export function onlyKnown(node: Fields, allowed: readonly string[], path: string): void {
  for (const key of Object.keys(node)) if (!allowed.includes(key)) throw unsupported(path, `unsupported property ${key}`);
}

export function record(value: unknown, path: string): Fields {
  if (!isFields(value)) throw wrong(path, "not an object");
  return value;
}

export function oneOf(value: unknown, allowed: readonly string[], path: string): void {
  if (value !== undefined && !allowed.includes(text(value))) throw wrong(path, `${textOf(value)} is none of ${allowed.join(", ")}`);
}

/** Only these properties, where it is there at all. */
export function parts(value: unknown, allowed: readonly string[], path: string): void {
  if (value !== undefined) onlyKnown(record(value, path), allowed, path);
}

/** `120px`, from the least to the most. */
export function within(value: unknown, [least, most]: readonly [number, number], path: string): void {
  if (value === undefined) return;
  const px = Number(/^(\d+)px$/.exec(text(value))?.[1]);
  if (!(px >= least && px <= most)) throw wrong(path, `${textOf(value)}, from ${least}px to ${most}px`);
}

export function textNode(value: unknown, path: string, tags: readonly string[] = ["plain_text", "lark_md", "markdown"]): void {
  if (value === undefined) return;
  const node = record(value, path);
  onlyKnown(node, [...schema.TEXT, "icon"], path);
  oneOf(node["tag"], tags, `${path} -> tag`);
  if (typeof node["content"] !== "string") throw wrong(`${path} -> content`, "not a string");
}

export function behaviors(node: Fields, path: string): void {
  if (node["behaviors"] === undefined) return;
  if (!Array.isArray(node["behaviors"])) throw wrong(`${path} -> behaviors`, "not a list");
  for (const [i, entry] of list(node["behaviors"]).entries()) {
    const at = `${path} -> behaviors -> [${i}]`;
    const behavior = record(entry, at);
    const allowed = schema.BEHAVIORS[text(behavior["type"])];
    if (allowed === undefined) throw unsupported(at, `unsupported behavior ${textOf(behavior["type"])}`);
    onlyKnown(behavior, allowed, at);
    // The platform's SDKs decode the value of a callback into an object and fail at anything else.
    if (behavior["type"] === "callback" && !isFields(behavior["value"])) throw wrong(`${at} -> value`, "must be an object");
    if (behavior["type"] === "open_url" && !/^https?:\/\//.test(text(behavior["default_url"])))
      throw wrong(`${at} -> default_url`, textOf(behavior["default_url"]));
  }
}

export function confirm(value: unknown, path: string): void {
  if (value === undefined) return;
  const node = record(value, path);
  onlyKnown(node, schema.CONFIRM, path);
  textNode(node["title"], `${path} -> title`, ["plain_text"]);
  textNode(node["text"], `${path} -> text`, ["plain_text"]);
}
