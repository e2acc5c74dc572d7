import { CARD_BAD_IMAGE, CARD_OVER_LIMIT } from "./codes.ts";
import { behaviors, confirm, oneOf, onlyKnown, parts, record, textNode, Unfit, within, wrong } from "./card-checks.ts";
import * as schema from "./card-schema.ts";
import { type Fields, fields, isFields, list, text, textOf } from "./json.ts";

/** What a card as a whole adds up. */
export interface Sums {
  tables: number;
  readonly ids: Set<string>;
  readonly hasImage: (key: string) => boolean;
}

function markdownImages(content: string, path: string, sums: Sums): void {
  for (const found of content.matchAll(/!\[[^\]]*\]\(([^)\s]*)\)/g)) {
    if (!sums.hasImage(found[1] ?? ""))
      throw new Unfit(CARD_BAD_IMAGE, `card contains invalid image keys; ErrPath: ${path}; ErrorValue: image key ${found[1] ?? ""}; `);
  }
}

/** A table in Markdown counts like a table component. */
function countTables(more: number, sums: Sums): void {
  sums.tables += more;
  if (sums.tables > schema.TABLES_MAX) throw new Unfit(CARD_OVER_LIMIT, "card table number over limit; ErrorValue: table; ");
}

const MARKDOWN_TABLE = /^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t]*(?::?-{3,}:?)?[ \t]*$/gm;

function table(node: Fields, path: string, sums: Sums): void {
  countTables(1, sums);
  parts(node["header_style"], schema.TABLE_HEADER, `${path} -> header_style`);
  oneOf(node["row_height"]?.toString().replace(/^\d+px$/, "px"), ["low", "middle", "high", "auto", "px"], `${path} -> row_height`);
  within(node["row_max_height"], schema.ROW_MAX_PX, `${path} -> row_max_height`);
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
      cellFits(types.get(name) ?? "", cell, `${path} -> rows -> [${i}] -> ${name}`);
  }
}

function cellFits(type: string, cell: unknown, path: string): void {
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

/** What the kind of element asks for beyond its list of properties. */
export function details(tag: string, node: Fields, path: string, sums: Sums, inForm: boolean): void {
  behaviors(node, path);
  confirm(node["confirm"], `${path} -> confirm`);
  for (const key of ["hover_tips", "disabled_tips", "placeholder", "label", "title"]) textNode(node[key], `${path} -> ${key}`);
  if (tag === "markdown") {
    if (typeof node["content"] !== "string") throw wrong(`${path} -> content`, "not a string");
    markdownImages(node["content"], path, sums);
    countTables([...node["content"].matchAll(MARKDOWN_TABLE)].length, sums);
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
  if (tag === "chart") {
    if (!isFields(node["chart_spec"])) throw wrong(`${path} -> chart_spec`, "not an object");
    oneOf(node["aspect_ratio"], schema.ASPECT_RATIOS, `${path} -> aspect_ratio`);
    if (node["height"] !== "auto") within(node["height"], schema.CHART_PX, `${path} -> height`);
  }
  if (tag === "collapsible_panel") {
    parts(node["header"], schema.PANEL_HEADER, `${path} -> header`);
    parts(node["border"], ["color", "corner_radius"], `${path} -> border`);
    textNode(fields(node["header"])["title"], `${path} -> header -> title`);
  }
  if (tag === "column" && node["weight"] !== undefined && ![1, 2, 3, 4, 5].includes(Number(node["weight"])))
    throw wrong(`${path} -> weight`, textOf(node["weight"]));
  if (
    tag === "input" &&
    node["max_length"] !== undefined &&
    !(Number(node["max_length"]) >= 1 && Number(node["max_length"]) <= schema.INPUT_MAX)
  )
    throw wrong(`${path} -> max_length`, textOf(node["max_length"]));
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
