import type { Obj } from "../json.ts";
import { codePoints, isObj, objs, str } from "../json.ts";
import type { Findings } from "./problem.ts";
import { checkRichText, type NameOf, richTextOf } from "./rich-text.ts";

/** Figures: docs.slack.dev table, data_table and data_visualization blocks. */
const ROWS = 100;
const COLUMNS = 20;
/** All cells of all tables of a message. */
export const CELLS_TOTAL = 10_000;
// One copy of the documentation says 101 rows with the heading, another 201.
const DATA_ROWS = 101;

/** The text of a cell as a person reads it. */
export function cellText(cell: Obj, nameOf?: NameOf): string {
  switch (str(cell, "type")) {
    case "rich_text":
      return richTextOf(cell, nameOf);
    case "raw_number":
      return str(cell, "text") === "" && typeof cell["value"] === "number" ? String(cell["value"]) : str(cell, "text");
    default:
      return str(cell, "text");
  }
}

export const rowsOf = (block: Obj): Obj[][] => {
  const rows = block["rows"];
  return Array.isArray(rows) ? rows.map((r: unknown) => (Array.isArray(r) ? r.filter(isObj) : [])) : [];
};

function checkCells(f: Findings, block: Obj, at: string, min: number, max: number): number {
  const rows = block["rows"];
  if (!Array.isArray(rows)) {
    f.bad(at, "missing required field: rows");
    return 0;
  }
  if (rows.length < min) f.bad(`${at}/rows`, `must have at least ${min} item(s)`);
  if (rows.length > max) f.bad(`${at}/rows`, `no more than ${max} items allowed`);
  let total = 0;
  rows.forEach((row: unknown, r) => {
    const here = `${at}/rows/${r}`;
    if (!Array.isArray(row) || row.length === 0) f.bad(here, "must have at least 1 item(s)");
    else if (row.length > COLUMNS) f.bad(here, `no more than ${COLUMNS} items allowed`);
    if (!Array.isArray(row)) return;
    row.forEach((cell: unknown, c) => {
      if (!isObj(cell)) f.bad(`${here}/${c}`, "must be an object");
      else {
        checkCell(f, cell, `${here}/${c}`);
        total += codePoints(cellText(cell));
      }
    });
  });
  return total;
}

function checkCell(f: Findings, cell: Obj, at: string): void {
  switch (str(cell, "type")) {
    case "raw_text":
      // An empty cell is refused; a blank is not.
      f.string(cell, "text", at, Infinity, "required");
      f.total += codePoints(str(cell, "text"));
      return;
    case "raw_number":
      if (typeof cell["value"] !== "number" || !Number.isFinite(cell["value"])) f.bad(`${at}/value`, "must be a number");
      f.total += codePoints(cellText(cell));
      return;
    case "rich_text":
      checkRichText(f, cell, at);
      return;
    default:
      f.bad(`${at}/type`, `unsupported type: ${str(cell, "type")}`);
  }
}

/** Returns how many code points its cells hold. */
export function checkTable(f: Findings, block: Obj, at: string): number {
  const total = checkCells(f, block, at, 1, ROWS);
  const settings = block["column_settings"];
  if (settings !== undefined && settings !== null) {
    if (!Array.isArray(settings) || settings.length > COLUMNS) f.bad(`${at}/column_settings`, `no more than ${COLUMNS} items allowed`);
    else
      settings.forEach((s: unknown, i) => {
        // null leaves a column at its default.
        if (isObj(s)) f.oneOf(s, "align", `${at}/column_settings/${i}`, ["left", "center", "right"]);
      });
  }
  return total;
}

export function checkDataTable(f: Findings, block: Obj, at: string): number {
  f.string(block, "caption", at, 3000, "required");
  f.total += codePoints(str(block, "caption"));
  const size = block["page_size"];
  if (size !== undefined && !(typeof size === "number" && Number.isInteger(size) && size >= 1 && size <= 100))
    f.bad(`${at}/page_size`, "must be between 1 and 100");
  const total = checkCells(f, block, at, 2, DATA_ROWS);
  const widths = new Set(rowsOf(block).map((r) => r.length));
  if (widths.size > 1) f.bad(`${at}/rows`, "all rows must have the same number of cells");
  const head = block["row_header_column_index"];
  if (head !== undefined && !(typeof head === "number" && head >= 0 && head < ([...widths][0] ?? 0)))
    f.bad(`${at}/row_header_column_index`, "must be the index of a column");
  return total;
}

// The reference says six, a later text twelve: six is right everywhere.
const SERIES = 6;
const CATEGORIES = 20;
const LABEL = 20;
const TITLE = 50;

export function checkChart(f: Findings, block: Obj, at: string): void {
  f.string(block, "title", at, TITLE, "required");
  f.total += codePoints(str(block, "title"));
  const chart = block["chart"];
  if (!isObj(chart)) {
    f.bad(at, "missing required field: chart");
    return;
  }
  const here = `${at}/chart`;
  const type = str(chart, "type");
  if (type === "pie") {
    f.list(chart, "segments", here, 1, SERIES).forEach((s, i) => {
      checkPoint(f, s, `${here}/segments/${i}`);
      if (typeof s["value"] === "number" && s["value"] <= 0) f.bad(`${here}/segments/${i}/value`, "must be more than 0");
    });
    return;
  }
  if (!["bar", "line", "area"].includes(type)) {
    f.bad(`${here}/type`, `unsupported type: ${type}`);
    return;
  }
  checkSeries(f, chart, here);
}

function checkSeries(f: Findings, chart: Obj, at: string): void {
  const axis = chart["axis_config"];
  const categories: unknown[] = isObj(axis) && Array.isArray(axis["categories"]) ? axis["categories"] : [];
  if (!isObj(axis)) f.bad(at, "missing required field: axis_config");
  else {
    f.string(axis, "x_label", `${at}/axis_config`, TITLE, "optional");
    f.string(axis, "y_label", `${at}/axis_config`, TITLE, "optional");
  }
  if (categories.length < 1 || categories.length > CATEGORIES)
    f.bad(`${at}/axis_config/categories`, `must have between 1 and ${CATEGORIES} items`);
  categories.forEach((c, i) => {
    if (typeof c !== "string" || codePoints(c) < 1 || codePoints(c) > LABEL)
      f.bad(`${at}/axis_config/categories/${i}`, `must be 1 to ${LABEL} characters`);
  });
  if (new Set(categories).size !== categories.length) f.bad(`${at}/axis_config/categories`, "must be unique");
  const names = new Set<string>();
  f.list(chart, "series", at, 1, SERIES).forEach((s, i) => {
    const here = `${at}/series/${i}`;
    f.string(s, "name", here, LABEL, "required");
    if (names.has(str(s, "name"))) f.bad(`${here}/name`, "must be unique");
    names.add(str(s, "name"));
    const data = objs(s, "data");
    data.forEach((p, d) => checkPoint(f, p, `${here}/data/${d}`));
    const labels = data.map((p) => str(p, "label"));
    const whole = labels.length === categories.length && categories.every((c) => typeof c === "string" && labels.includes(c));
    if (!whole) f.bad(`${here}/data`, "must have exactly one data point for each category");
  });
}

function checkPoint(f: Findings, p: Obj, at: string): void {
  f.string(p, "label", at, LABEL, "required");
  if (typeof p["value"] !== "number" || !Number.isFinite(p["value"])) f.bad(`${at}/value`, "must be a number");
}
