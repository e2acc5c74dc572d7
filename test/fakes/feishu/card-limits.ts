import { CARD_BAD_IMAGE, CARD_OVER_LIMIT, CARD_UNPARSABLE, CARD_UNSUPPORTED } from "./codes.ts";
import * as schema from "./card-schema.ts";
import { type Fields, fields, isFields, list, parsed, text, textOf, utf8Bytes } from "./json.ts";
import { CARD_BYTES } from "./limits.ts";

export type CardVerdict =
  | { readonly ok: true; readonly card: Fields; readonly updateMulti: boolean }
  | { readonly ok: false; readonly reason: "too-large"; readonly bytes: number }
  | { readonly ok: false; readonly reason: "refused"; readonly errCode: number; readonly errMsg: string };

class Unfit extends Error {
  readonly errCode: number;
  constructor(errCode: number, message: string) {
    super(message);
    this.errCode = errCode;
  }
}

interface Sums {
  elements: number;
  tables: number;
  readonly ids: Set<string>;
  readonly hasImage: (key: string) => boolean;
}

const unsupported = (path: string, what: string): Unfit =>
  new Unfit(CARD_UNSUPPORTED, `cards of schema V2 no longer support this capability; ErrPath: ${path}; ErrorValue: ${what}; `);
const wrong = (path: string, what: string): Unfit =>
  new Unfit(CARD_UNPARSABLE, `parse card json err, please check whether the card json is correct; ErrPath: ${path}; ErrorValue: ${what}; `);

function onlyKnown(node: Fields, allowed: readonly string[], path: string): void {
  for (const key of Object.keys(node)) if (!allowed.includes(key)) throw unsupported(path, `unsupported property ${key}`);
}

function record(value: unknown, path: string): Fields {
  if (!isFields(value)) throw wrong(path, "not an object");
  return value;
}

function oneOf(value: unknown, allowed: readonly string[], path: string): void {
  if (value !== undefined && !allowed.includes(text(value))) throw wrong(path, `${textOf(value)} is none of ${allowed.join(", ")}`);
}

function textNode(value: unknown, path: string, tags: readonly string[] = ["plain_text", "lark_md", "markdown"]): void {
  if (value === undefined) return;
  const node = record(value, path);
  onlyKnown(node, [...schema.TEXT, "icon"], path);
  oneOf(node["tag"], tags, `${path} -> tag`);
  if (typeof node["content"] !== "string") throw wrong(`${path} -> content`, "not a string");
}

function markdownImages(content: string, path: string, sums: Sums): void {
  for (const found of content.matchAll(/!\[[^\]]*\]\(([^)\s]*)\)/g)) {
    if (!sums.hasImage(found[1] ?? ""))
      throw new Unfit(CARD_BAD_IMAGE, `card contains invalid image keys; ErrPath: ${path}; ErrorValue: image key ${found[1] ?? ""}; `);
  }
}

function behaviors(node: Fields, path: string): void {
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

function confirm(value: unknown, path: string): void {
  if (value === undefined) return;
  const node = record(value, path);
  onlyKnown(node, schema.CONFIRM, path);
  textNode(node["title"], `${path} -> title`, ["plain_text"]);
  textNode(node["text"], `${path} -> text`, ["plain_text"]);
}

function table(node: Fields, path: string, sums: Sums): void {
  sums.tables += 1;
  if (sums.tables > schema.TABLES_MAX) throw new Unfit(CARD_OVER_LIMIT, "card table number over limit; ErrorValue: table; ");
  const size = node["page_size"];
  if (size !== undefined && !(Number.isInteger(size) && Number(size) >= 1 && Number(size) <= schema.PAGE_ROWS_MAX))
    throw wrong(`${path} -> page_size`, textOf(size));
  const columns = list(node["columns"]);
  if (!Array.isArray(node["columns"]) || columns.length === 0) throw wrong(`${path} -> columns`, "no column");
  if (columns.length > schema.COLUMNS_MAX) throw wrong(`${path} -> columns`, `${columns.length} columns, at most ${schema.COLUMNS_MAX}`);
  const types = new Map<string, string>();
  for (const [i, entry] of columns.entries()) {
    const at = `${path} -> columns -> [${i}]`;
    const column = record(entry, at);
    onlyKnown(column, schema.COLUMN, at);
    const name = text(column["name"]);
    if (name === "") throw wrong(`${at} -> name`, "missing");
    if (types.has(name)) throw wrong(`${at} -> name`, `${name} is there twice`);
    oneOf(column["data_type"], schema.COLUMN_TYPES, `${at} -> data_type`);
    types.set(name, text(column["data_type"]) || "text");
  }
  if (!Array.isArray(node["rows"])) throw wrong(`${path} -> rows`, "not a list");
  for (const [i, entry] of list(node["rows"]).entries()) {
    for (const [name, cell] of Object.entries(record(entry, `${path} -> rows -> [${i}]`)))
      cellFits(types.get(name), cell, `${path} -> rows -> [${i}] -> ${name}`);
  }
}

function cellFits(type: string | undefined, cell: unknown, path: string): void {
  switch (type) {
    case "number":
    case "date":
      if (typeof cell !== "number") throw wrong(path, `${textOf(cell)} is no number`);
      return;
    case "text":
    case "lark_md":
    case "markdown":
      if (typeof cell !== "string") throw wrong(path, `${textOf(cell)} is no string`);
      return;
    case "options":
    case "persons":
      if (typeof cell !== "string" && !Array.isArray(cell)) throw wrong(path, "neither a string nor a list");
      return;
    default:
      // A cell of a column that does not exist is not shown.
      return;
  }
}

function details(tag: string, node: Fields, path: string, sums: Sums, inForm: boolean): void {
  behaviors(node, path);
  confirm(node["confirm"], `${path} -> confirm`);
  for (const key of ["hover_tips", "disabled_tips", "placeholder", "label", "title"]) textNode(node[key], `${path} -> ${key}`);
  if (tag === "markdown") {
    if (typeof node["content"] !== "string") throw wrong(`${path} -> content`, "not a string");
    markdownImages(node["content"], path, sums);
  }
  if (tag === "img") {
    if (!sums.hasImage(text(node["img_key"])))
      throw new Unfit(
        CARD_BAD_IMAGE,
        `card contains invalid image keys; ErrPath: ${path}; ErrorValue: image key ${textOf(node["img_key"])}; `,
      );
    textNode(node["alt"], `${path} -> alt`, ["plain_text"]);
  }
  if (tag === "div" || tag === "button") textNode(node["text"], `${path} -> text`);
  if (tag === "table") table(node, path, sums);
  if (tag === "chart" && !isFields(node["chart_spec"])) throw wrong(`${path} -> chart_spec`, "not an object");
  if (tag === "button") {
    oneOf(node["type"], schema.BUTTON_TYPES, `${path} -> type`);
    if (node["form_action_type"] !== undefined && !inForm) throw wrong(`${path} -> form_action_type`, "outside of a form");
    oneOf(node["form_action_type"], ["submit", "reset"], `${path} -> form_action_type`);
    if (inForm && text(node["name"]) === "") throw wrong(`${path} -> name`, "missing in a form");
  }
  if (schema.FORM_FIELDS.has(tag) && inForm && text(node["name"]) === "") throw wrong(`${path} -> name`, "missing in a form");
  if (tag.includes("select_static") || tag === "overflow") {
    for (const [i, entry] of list(node["options"]).entries()) {
      const at = `${path} -> options -> [${i}]`;
      const option = record(entry, at);
      textNode(option["text"], `${at} -> text`);
      if (typeof option["value"] !== "string") throw wrong(`${at} -> value`, "not a string");
    }
  }
}

interface Place {
  readonly path: string;
  readonly inside: readonly string[];
  readonly names: Set<string>;
}

function element(value: unknown, place: Place, sums: Sums): void {
  const node = record(value, place.path);
  const tag = text(node["tag"]);
  const path = `${place.path}(tag: ${tag})`;
  const known = Object.hasOwn(schema.ELEMENTS, tag) ? schema.ELEMENTS[tag] : undefined;
  if (known === undefined) throw unsupported(path, `unsupported tag ${tag}`);
  onlyKnown(node, known.allowed, path);
  for (const key of known.required) if (node[key] === undefined) throw wrong(`${path} -> ${key}`, "missing");
  if (known.notInside.includes("*") && place.inside.length > 0) throw unsupported(path, `${tag} only directly below the body`);
  const depth = place.inside.filter((outer) => outer !== "column").length + (known.container && tag !== "column" ? 1 : 0);
  if (depth > schema.NESTING_MAX) throw unsupported(path, `more than ${schema.NESTING_MAX} containers inside of each other`);
  sums.elements += 1;
  if (sums.elements > schema.ELEMENTS_MAX)
    throw new Unfit(CARD_OVER_LIMIT, `element exceeds the limit; ErrorValue: more than ${schema.ELEMENTS_MAX} elements; `);
  const id = node["element_id"];
  if (id !== undefined) {
    if (typeof id !== "string" || !schema.ELEMENT_ID.test(id)) throw wrong(`${path} -> element_id`, textOf(id));
    if (sums.ids.has(id)) throw wrong(`${path} -> element_id`, `${id} is there twice`);
    sums.ids.add(id);
  }
  const inForm = place.inside.includes("form");
  details(tag, node, path, sums, inForm);
  const name = text(node["name"]);
  if (inForm && name !== "") {
    if (place.names.has(name)) throw wrong(`${path} -> name`, `${name} is there twice in the form`);
    place.names.add(name);
  }
  for (const key of known.holds) {
    if (!Array.isArray(node[key])) {
      if (node[key] === undefined) continue;
      throw wrong(`${path} -> ${key}`, "not a list");
    }
    for (const [i, child] of list(node[key]).entries()) {
      const tagOfChild = text(fields(child)["tag"]);
      if ((tag === "column_set") !== (tagOfChild === "column"))
        throw wrong(`${path} -> ${key} -> [${i}]`, `${tagOfChild} inside of ${tag}`);
      element(
        child,
        { path: `${path} -> ${key} -> [${i}]`, inside: [...place.inside, tag], names: tag === "form" ? new Set() : place.names },
        sums,
      );
    }
  }
  if (tag === "form") submitThere(node, path);
}

/** A form without a submit button cannot be sent, and the platform says so. */
function submitThere(form: Fields, path: string): void {
  const submits = (value: unknown): boolean => {
    const node = fields(value);
    return node["form_action_type"] === "submit" || [...list(node["elements"]), ...list(node["columns"])].some(submits);
  };
  if (!submits(form)) throw wrong(path, "a form wants a submit button");
}

function walk(source: Fields, hasImage: (key: string) => boolean): boolean {
  if (source["schema"] !== "2.0") throw wrong("ROOT -> schema", `${textOf(source["schema"])}, only "2.0" is taken here`);
  onlyKnown(source, schema.ROOT, "ROOT");
  const config = source["config"] === undefined ? {} : record(source["config"], "ROOT -> config");
  onlyKnown(config, schema.CONFIG, "ROOT -> config");
  if (config["update_multi"] === false) throw unsupported("ROOT -> config", "update_multi may only be true");
  if (config["summary"] !== undefined)
    onlyKnown(record(config["summary"], "ROOT -> config -> summary"), ["content", "i18n_content"], "ROOT -> config -> summary");
  if (source["header"] !== undefined) {
    const header = record(source["header"], "ROOT -> header");
    onlyKnown(header, schema.HEADER, "ROOT -> header");
    if (header["title"] === undefined) throw wrong("ROOT -> header -> title", "missing");
    textNode(header["title"], "ROOT -> header -> title");
    textNode(header["subtitle"], "ROOT -> header -> subtitle");
    oneOf(header["template"], schema.TEMPLATES, "ROOT -> header -> template");
  }
  const body = record(source["body"] ?? {}, "ROOT -> body");
  onlyKnown(body, schema.BODY, "ROOT -> body");
  if (body["elements"] !== undefined && !Array.isArray(body["elements"])) throw wrong("ROOT -> body -> elements", "not a list");
  const sums: Sums = { elements: 0, tables: 0, ids: new Set(), hasImage };
  for (const [i, child] of list(body["elements"]).entries())
    element(child, { path: `ROOT -> body -> elements -> [${i}]`, inside: [], names: new Set() }, sums);
  return config["update_multi"] === true;
}

/** The verdict of the platform on a card, as JSON in a string or as an object. */
export function judgeCard(content: string | Fields, hasImage: (key: string) => boolean): CardVerdict {
  const source = typeof content === "string" ? content : JSON.stringify(content);
  const bytes = utf8Bytes(source);
  if (bytes > CARD_BYTES) return { ok: false, reason: "too-large", bytes };
  const card = parsed(source);
  try {
    const root = record(card, "ROOT");
    return { ok: true, card: root, updateMulti: walk(root, hasImage) };
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    return { ok: false, reason: "refused", errCode: error.errCode, errMsg: error.message };
  }
}
