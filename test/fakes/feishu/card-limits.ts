import { CARD_OVER_LIMIT } from "./codes.ts";
import { oneOf, onlyKnown, parts, record, textNode, Unfit, unsupported, wrong } from "./card-checks.ts";
import { details, type Sums } from "./card-elements.ts";
import * as schema from "./card-schema.ts";
import { type Fields, fields, isFields, list, parsed, text, textOf, utf8Bytes } from "./json.ts";
import { CARD_BYTES } from "./limits.ts";

export type CardVerdict =
  | { readonly ok: true; readonly card: Fields; readonly updateMulti: boolean }
  | { readonly ok: false; readonly reason: "too-large"; readonly bytes: number }
  | { readonly ok: false; readonly reason: "refused"; readonly errCode: number; readonly errMsg: string };

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
  const names = tag === "form" ? new Set<string>() : place.names;
  for (const key of known.holds) {
    if (!Array.isArray(node[key])) {
      if (node[key] === undefined) continue;
      throw wrong(`${path} -> ${key}`, "not a list");
    }
    for (const [i, child] of list(node[key]).entries()) {
      const tagOfChild = text(fields(child)["tag"]);
      if ((tag === "column_set") !== (tagOfChild === "column"))
        throw wrong(`${path} -> ${key} -> [${i}]`, `${tagOfChild} inside of ${tag}`);
      element(child, { path: `${path} -> ${key} -> [${i}]`, inside: [...place.inside, tag], names }, sums);
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

/** Everything with a tag counts, texts too; what stands in a chart's specification does not. */
function tagged(value: unknown): number {
  if (Array.isArray(value)) return list(value).reduce((sum: number, child) => sum + tagged(child), 0);
  if (!isFields(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, child]) => sum + (key === "chart_spec" ? 0 : tagged(child)),
    typeof value["tag"] === "string" ? 1 : 0,
  );
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
    const tags = list(header["text_tag_list"]);
    if (tags.length > schema.HEADER_TAGS_MAX)
      throw wrong("ROOT -> header -> text_tag_list", `${tags.length} tags, at most ${schema.HEADER_TAGS_MAX}`);
    for (const [i, tag] of tags.entries()) parts(tag, ["tag", "element_id", "text", "color"], `ROOT -> header -> text_tag_list -> [${i}]`);
    oneOf(header["template"], schema.TEMPLATES, "ROOT -> header -> template");
  }
  const body = record(source["body"] ?? {}, "ROOT -> body");
  onlyKnown(body, schema.BODY, "ROOT -> body");
  if (body["elements"] !== undefined && !Array.isArray(body["elements"])) throw wrong("ROOT -> body -> elements", "not a list");
  const sums: Sums = { tables: 0, ids: new Set(), hasImage };
  for (const [i, child] of list(body["elements"]).entries())
    element(child, { path: `ROOT -> body -> elements -> [${i}]`, inside: [], names: new Set() }, sums);
  const count = tagged(source);
  if (count > schema.ELEMENTS_MAX)
    throw new Unfit(CARD_OVER_LIMIT, `element exceeds the limit; ErrorValue: ${count} elements, at most ${schema.ELEMENTS_MAX}; `);
  return config["update_multi"] === true;
}

/** The verdict of the platform on a card, as JSON in a string or as an object. */
export function judgeCard(content: string | Fields, hasImage: (key: string) => boolean): CardVerdict {
  const source = typeof content === "string" ? content : JSON.stringify(content);
  // The documentation counts the body of the request, where the card is JSON within JSON and each quote takes two bytes.
  const bytes = utf8Bytes(typeof content === "string" ? JSON.stringify(content) : source);
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
